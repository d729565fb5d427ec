"""A formula that cannot be read or computed.

Why it matters: no score comes out of it, and everything that rests on the score stays undecided.

Bad:  `formula: 0.7 * consistency + 0.3 quality`
Good: `formula: 0.7 * consistency + 0.3 * quality`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL206", "bad-formula", "error"
