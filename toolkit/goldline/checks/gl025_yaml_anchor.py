"""An anchor: a name for a part of the file, for use elsewhere in it.

Why it matters: what stands in one place is then changed in several at once, and nobody sees it in a
review of the others. Nested anchors can also grow a small file into millions of values.

Bad:  `scale: &three {type: ordinal, levels: […]}`
Good: a named scale under `scales` in guideline.yaml, and `scale: three-point`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL025", "yaml-anchor", "error"
