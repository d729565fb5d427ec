"""A value that is not of the kind that its key takes.

Why it matters: it cannot be used as it is, and a guess at what was meant would be wrong for somebody.

Bad:  `examples: cap-0001`, `region: [0.2, 0.3]`
Good: `examples: [cap-0001]`, `region: [0.2, 0.3, 0.1, 0.1]`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL103", "wrong-shape", "error"
