"""A symbolic link in place of a file.

Why it matters: a link says where to look, and that place holds something else on every computer, or
nothing. It can also lead to files that were never meant to be published.

Bad:  `goldsets/basics/media/beach.png` links to `/home/a/beach.png`
Good: `goldsets/basics/media/beach.png` is the picture itself
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL003", "symlink", "error"
