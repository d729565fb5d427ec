"""A merge key (`<<`), which copies keys from elsewhere.

Why it matters: it brings in keys that do not stand in the file where one reads, and which key wins
differs between readers.

Bad:  `<<: *defaults`
Good: the keys themselves
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL027", "merge-key", "error"
