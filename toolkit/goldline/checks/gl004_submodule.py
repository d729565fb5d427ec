"""A git submodule where guidelines or gold are kept.

Why it matters: the files of a submodule belong to another repository. Nobody sees their changes in a
review here, and many clones do not have them at all.

Bad:  `goldsets/basics` is a submodule
Good: `goldsets/basics/` is an ordinary folder of this repository
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL004", "submodule", "error"
