"""An alias: a mark that stands for a part of the file which is named elsewhere.

Why it matters: the value is not where one reads it, but somewhere else in the file. A text that begins
with a mark of Markdown (`*stunning*`) is read as an alias as well.

Bad:  `title: *stunning*`
Good: `title: "*stunning*"`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL026", "yaml-alias", "error"
