"""A key that the format does not know.

Why it matters: what stands under it has no effect. A rule with `than: 2` gives no judgment, and an item
with `label:` has no labels, however right it looks.

Bad:  `than: 2`
Good: `then: 2`, or for notes of your own `x-note: …`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL101", "unknown-key", "error"
