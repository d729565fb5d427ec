r"""Half of a character, which no text can hold.

Why it matters: some characters, emoji among them, are written as two halves in JSON. One half alone is
not text: it can be neither stored nor shown.

Bad:  `response: "\ud83d"`
Good: `response: "😀"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL014", "lone-surrogate", "error"
