"""A key that is not a text.

Why it matters: a key such as `1` or `true` is a number or a truth value, and `1` and `true` can even be
the same key. Keys are names here.

Bad:  `labels: {1: reject}`
Good: `labels: {overall: reject}`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL030", "key-not-string", "error"
