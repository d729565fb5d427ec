"""Lists and mappings nested deeper than any file of the format needs.

Why it matters: it is a slip (brackets that are never closed) or an attempt to make the reader run out of
memory.

Bad:  `a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[`
Good: `a: []`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL031", "nested-too-deep", "error"
