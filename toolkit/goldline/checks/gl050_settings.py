"""Settings that cannot be used.

Why it matters: a setting with a misspelt name or a wrong value has no effect, so a check that you
believe to be on is off. The default stays in force until it is mended.

Bad:  `[check]` with `vote = 3`
Good: `[check]` with `votes = 3`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL050", "settings", "error"
