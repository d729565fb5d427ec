"""A test that always holds.

Why it matters: it looks like a condition and is none, so the rule catches more than its text says.

Bad:  `wrong_facts: ">= 0"` for a count
Good: `wrong_facts: ">= 1"`, or leave the input out where any value will do
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL205", "always-holds", "error"
