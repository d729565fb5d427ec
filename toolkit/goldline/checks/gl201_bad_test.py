"""A test that cannot be read.

Why it matters: a rule is only as good as its tests. One that cannot be read cannot be applied, by the
tool or by a person.

Bad:  `wrong_facts: "less than 2"`, `wrong_facts: []`
Good: `wrong_facts: "< 2"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL201", "bad-test", "error"
