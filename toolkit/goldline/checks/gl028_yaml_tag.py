"""A tag, which gives a value a type of its own.

Why it matters: tags turn text into numbers, dates or objects of a program; some readers even run code
for them. A text that begins with `!` is read as a tag as well.

Bad:  `response: !important`
Good: `response: "!important"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL028", "yaml-tag", "error"
