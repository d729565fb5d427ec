"""A gold set without a canary.

Why it matters: a canary is an identifier that stands nowhere else. Where a model can say it, the set
was in its training data, and what it scores on the set means nothing.

Bad:  a goldset.yaml without `canary`
Good: `canary: 0d7f1c4e-52a8-4c1b-9a53-7c1f0a6be215`, made anew for this set
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL520", "set-without-canary", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every set without a canary, or with one that identifies nothing."""
    for gold_set in corpus.sets.values():
        if not gold_set.canary:
            yield Draft(
                gold_set.where.down("id"),
                f"the set {shown(gold_set.id)} has no canary",
                "add `canary` with a new GUID: `python -c 'import uuid; print(uuid.uuid4())'` makes one",
            )
        elif not _identifies(gold_set.canary):
            yield Draft(
                gold_set.where.down("canary"),
                f"the canary of {shown(gold_set.id)} is no GUID of its own",
                "make a new one: `python -c 'import uuid; print(uuid.uuid4())'`",
            )


def _identifies(canary: str) -> bool:
    try:
        number = UUID(canary).hex
    except ValueError:
        return False
    return len(set(number)) > 2  # not all zeros, as placeholders are
