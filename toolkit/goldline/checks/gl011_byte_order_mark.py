"""A file that begins with a byte order mark.

Why it matters: the mark is invisible. Programs that do not expect it read it as a part of the first key,
and it comes and goes with the editor that saved the file last.

Bad:  the bytes `EF BB BF` before `id: cap-0001`
Good: `id: cap-0001` at the very start of the file
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL011", "byte-order-mark", "warning"
