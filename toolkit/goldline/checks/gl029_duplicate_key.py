"""A key that is given twice in the same place.

Why it matters: only one of the two values counts, and readers of YAML do not agree on which.

Bad:  `status: active` and, twenty lines below, `status: retired`
Good: `status: retired`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL029", "duplicate-key", "error"
