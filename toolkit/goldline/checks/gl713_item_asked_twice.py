"""An item that one analyst was asked in two assessments.

Why it matters: a second time people remember. The tool never draws what an analyst has seen, so one of
the records was copied, or changed by hand.

Bad:  `as-7k2m9p` and `as-x4n8qd`, both for `a17`, with `item: exam-0003`
Good: a second assessment of items that `a17` has not seen
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL713", "item-asked-twice", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield an item where it is asked again, with where it was before."""
    before: dict[tuple[str, str], str] = {}
    for one in sorted(corpus.assessments, key=lambda each: (each.created, each.file)):
        for number, asked in enumerate(one.asked):
            earlier = before.setdefault((one.analyst, asked.item), one.id)
            if earlier != one.id:
                yield Draft(
                    one.where.down("items", number, "item"),
                    f"{shown(one.analyst)} was asked {shown(asked.item)} before, in {shown(earlier)}",
                    "take the copy away, or draw another assessment: `goldline assess new`",
                )
