"""Marks of a merge conflict that was not resolved.

Why it matters: both versions stand in the file, one of them is wrong, and inside a block of text the
marks would become part of what is judged.

Bad:  `<<<<<<< HEAD` above `then: 1`
Good: `then: 1`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL018", "merge-conflict", "error"
