"""A number with more digits than can be kept.

Why it matters: it would be rounded in silence, and two different numbers would become the same. Long
numbers are mostly ids, and ids are text.

Bad:  `weight: 0.12345678901234567890`
Good: `weight: 0.123456789`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL034", "number-not-exact", "error"
