"""A pointer of Git LFS where the file itself should be.

Why it matters: the text that stands here only says where the real content is kept. Guidelines and items
are small: outside LFS they can be read, compared and merged.

Bad:  `version https://git-lfs.github.com/spec/v1` as the first line of an item
Good: the item itself, and in `.gitattributes` only media under `filter=lfs`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL008", "lfs-pointer", "error"
