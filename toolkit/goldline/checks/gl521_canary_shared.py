"""A canary that two gold sets share.

Why it matters: where it turns up in a model's words, nobody can say which of the sets has leaked, and
all of them must be given up.

Bad:  the same `canary` in `captions-basics` and `captions-exam`, copied with the file
Good: a new GUID in each
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL521", "canary-shared", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every set whose canary another one has already, by path."""
    owner: dict[str, str] = {}
    for gold_set in sorted(corpus.sets.values(), key=lambda one: one.where.file):
        if not gold_set.canary:
            continue
        first = owner.setdefault(gold_set.canary.lower(), gold_set.id)
        if first != gold_set.id:
            yield Draft(
                gold_set.where.down("canary"),
                f"{shown(gold_set.id)} has the canary of {shown(first)}",
                "make a new one: `python -c 'import uuid; print(uuid.uuid4())'`",
            )
