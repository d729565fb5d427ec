"""A version that is not one, or that lies ahead of its guideline.

Why it matters: versions decide which labels are out of date. A version that cannot be compared, or a
`since` that the guideline has not reached, makes that answer wrong.

Bad:  `version: v2`, or `since: 3.0.0` in a guideline at 2.1.0
Good: `version: 2.0.0`, `since: 2.1.0`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL111", "bad-version", "error"
