"""A rule that tests an input which is not declared.

Why it matters: nobody records a value under that name, so the rule could never be decided.

Bad:  `when: {worst_halucination: major}`
Good: `when: {worst_hallucination: major}`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL125", "unknown-input", "error"
