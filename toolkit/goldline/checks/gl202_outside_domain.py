"""A test for a value that its input cannot have.

Why it matters: the rule waits for something that never comes. It is a slip of the pen, or a value that
was renamed elsewhere.

Bad:  `register: informal`, where the register is casual, neutral or formal
Good: `register: casual`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL202", "outside-domain", "error"
