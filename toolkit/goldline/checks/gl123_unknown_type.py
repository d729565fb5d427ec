"""A finding type that is not in the taxonomy.

Why it matters: an input that reads a type which nobody can record is always `none` or 0, so its rules
never fire.

Bad:  `worst: hallucinations`
Good: `worst: hallucination`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL123", "unknown-type", "error"
