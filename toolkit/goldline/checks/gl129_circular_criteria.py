"""Criteria that rest on each other in a circle.

Why it matters: each waits for the judgment of the other, so neither can ever be decided.

Bad:  `correctness` reads `overall`, and `overall` reads `correctness`
Good: `overall` reads `correctness`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL129", "circular-criteria", "error"
