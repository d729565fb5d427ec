"""A text that YAML reads as a number, as true or false, or as nothing.

Why it matters: `0123` becomes 123 and `1.10` becomes 1.1, so ids and versions change in silence. Quotes
keep every character.

Bad:  `id: 0123`
Good: `id: "0123"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL104", "quote-it", "error"
