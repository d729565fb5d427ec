"""A folder that is a git repository of its own, inside this one.

Why it matters: git obeys the settings of the repository that it stands in, and these can run commands.
Who merely looks around in such a folder may start them. Its files are also missing from every commit.

Bad:  `goldsets/basics/.git` exists, or a folder holds `HEAD`, `config` and `objects/`
Good: `goldsets/basics/` holds ordinary files
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL005", "embedded-repository", "error"
