"""An `x-ignore` that gives no reason, or that names no check.

Why it matters: an exception that nobody explains is copied from file to file, and the next reader cannot
tell whether it still holds.

Bad:  `x-ignore: [GL802]`
Good: `x-ignore: {GL802: The word is quoted from the response.}`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL051", "ignore-without-reason", "error"
