"""More than one document in a file.

Why it matters: readers differ in what they do with the second one; most ignore it in silence.

Bad:  `---` between two items in one file
Good: one file for each item
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL023", "several-documents", "error"
