r"""A file that is not UTF-8.

Why it matters: in another encoding é, 日本 or ع become other characters or nothing. Git takes UTF-16 for
binary data and shows no changes in it.

Bad:  `title: caf\xe9` (saved as Latin-1)
Good: `title: café` (saved as UTF-8)
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL010", "not-utf8", "error"
