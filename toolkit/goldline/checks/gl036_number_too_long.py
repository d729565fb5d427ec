"""A number of thousands of digits.

Why it matters: no quantity needs it, and computing with it can bring a program to a halt.

Bad:  a number of 5,000 digits
Good: the same in quotes, where it is an id or a code
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL036", "number-too-long", "error"
