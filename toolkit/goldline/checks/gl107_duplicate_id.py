"""Two things with one id in the same guideline or list.

Why it matters: reports name rules, types, media and points by their ids. With two of one id nobody can
tell which is meant, and a label that rests on `COR-2` rests on either.

Bad:  two rules with `id: COR-2`
Good: `id: COR-2` and `id: COR-3`
"""

from __future__ import annotations

CODE, NAME, LEVEL = "GL107", "duplicate-id", "error"
