"""A directive, such as `%YAML 1.1`.

Why it matters: under YAML 1.1 `no` is false and `014` is 12. A line at the top of a file would change
what its values mean, and no other file would show it.

Bad:  `%YAML 1.1` above `---`
Good: no such line
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL024", "yaml-directive", "error"
