"""A number that is infinite, or not a number at all.

Why it matters: nothing can be computed with `.inf` and `.nan`: every comparison with them comes out
false.

Bad:  `seconds: .nan`
Good: leave `seconds` out where it is not known
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL035", "number-not-finite", "error"
