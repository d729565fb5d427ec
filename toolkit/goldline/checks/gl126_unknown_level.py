"""A judgment that is not on the scale.

Why it matters: a rule that gives it would produce a judgment with no name, no meaning and no place in
the order.

Bad:  `then: 4` on a scale from 1 to 3
Good: `then: 3`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL126", "unknown-level", "error"
