"""A test that can never hold.

Why it matters: the rule looks as if it caught something and catches nothing. What it was meant for falls
through to another rule.

Bad:  `wrong_facts: "< 0"` for a count
Good: `wrong_facts: 0`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL204", "never-holds", "error"
