"""A YAML file that is larger than the settings allow.

Why it matters: no person can review such a file, and reading it takes a long time. It is nearly always
an export of many items, or media pasted in as text.

Bad:  one file with 5,000 items
Good: 5,000 files with one item each
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL009", "file-too-large", "error"
