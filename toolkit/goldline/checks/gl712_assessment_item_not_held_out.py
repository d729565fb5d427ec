"""An assessment that asks an item whose answer analysts can read, or one of another guideline.

Why it matters: who has read the answer passes without knowing the rules. Where an item was published
after it was asked, no further assessment may count on it.

Bad:  `item: cap-0001`, which is of a set with `visibility: training`
Good: `item: exam-0001`, which is of a set with `visibility: held-out`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import items_named
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL712", "assessment-item-not-held-out", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield such items of assessments that wait to be graded; of graded ones it was true then."""
    waiting = [one for one in corpus.assessments if one.result is None]
    items = items_named(corpus, {asked.item for one in waiting for asked in one.asked})
    for one in waiting:
        for number, asked in enumerate(one.asked):
            item, at = items.get(asked.item), one.where.down("items", number, "item")
            if item is None:
                continue
            if item.guideline != one.guideline:
                yield Draft(
                    at,
                    f"{shown(item.id)} belongs to {shown(item.guideline)}, not to {shown(one.guideline)}",
                    "take back what was changed in the record by hand",
                )
            elif item.visibility != "held-out":
                yield Draft(
                    at,
                    f"{shown(item.id)} is not held out: its answer can be read",
                    "draw another assessment (`goldline assess new`), or hold the item out again",
                )
