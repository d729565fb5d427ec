"""An id that is not written as ids are.

Why it matters: ids become file names, web addresses and columns of tables, and they are typed by hand.
Look-alike letters, capitals and blanks make two ids out of one, or one out of two.

Bad:  `id: Cap_0007`, `id: CapQuality`, rule id `cor2`
Good: `id: cap-0007`, `id: caption-quality`, rule id `COR-2`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL105", "bad-id", "error"
