"""A severity that the taxonomy does not list.

Why it matters: severities are compared by their order in the taxonomy. One that has no place there
cannot be compared with anything.

Bad:  `severity: ">= severe"`, where the severities are minor, major, critical
Good: `severity: ">= major"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL124", "unknown-severity", "error"
