"""A line of `.gitattributes` under which changes to the gold go unseen or unsaid.

Why it matters: a few letters in another folder can hide a changed label from reviewers, let git merge
two labels that contradict each other, or make the file on disk differ from the file in the commit.

Bad:  `*.yaml merge=union`, `goldsets/** -diff`
Good: `*.yaml text eol=lf`, `*.png filter=lfs diff=lfs merge=lfs -text`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL007", "risky-attributes", "error"
