"""A file that is empty, a list or a single text, where keys and values are expected.

Why it matters: a file that lost its content must not pass for a faultless one. Often an export or an
editor failed halfway.

Bad:  a file with nothing but comments
Good: `id: cap-0001` and the other keys of an item
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL022", "not-a-mapping", "error"
