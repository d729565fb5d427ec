"""A scale that is named but is not there.

Why it matters: a criterion without its scale has no levels, so no rule can give a judgment and no label
can be right.

Bad:  `scale: three-points`, where guideline.yaml has `three-point`
Good: `scale: three-point`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL122", "unknown-scale", "error"
