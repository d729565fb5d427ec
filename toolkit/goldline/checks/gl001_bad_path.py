"""A file name that cannot be used on every computer, or that could lead out of its folder.

Why it matters: a colleague whose system refuses the name cannot check the repository out at all. Names
with control characters or other bytes than UTF-8 also hide files from reviews and comparisons.

Bad:  `goldsets/basics/media/con.png`, `goldsets/basics/media/beach?.png`
Good: `goldsets/basics/media/connection.png`, `goldsets/basics/media/beach.png`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL001", "bad-path", "error"
