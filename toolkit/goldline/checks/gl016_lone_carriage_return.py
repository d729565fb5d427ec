"""A carriage return that does not belong to a line end.

Why it matters: YAML reads two lines where editors and GitHub show one, so a reviewer does not see a key
that counts.

Bad:  `title: The ball` + carriage return + `status: retired`, shown as one line
Good: each key on a line that ends with a line feed
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL016", "lone-carriage-return", "error"
