"""An item that stands in the gold twice, the same or nearly so, with the same labels.

Why it matters: it counts twice in every number, and shows nothing that the first one does not. In two
sets, one for training and one for tests, it gives the answer away.

Bad:  `cap-0007` and `cap-0031` with the same caption of the same picture
Good: one of the two; the other one with `status: retired`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.doubles import differing_labels, name_items, percent, similar_items
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Where

CODE, NAME, LEVEL = "GL503", "repeated-item", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every group of the same or nearly the same items whose labels agree."""
    for group in similar_items(corpus):
        if differing_labels(group.items):
            continue
        nearly = "" if group.alike >= 100 else f"nearly ({percent(group.alike)} alike) "
        sets = {item.set for item in group.items}
        yield Draft(
            Where(group.items[-1].file, ("id",)),
            f"{name_items(group.items)} are {nearly}the same item"
            + (f", in {len(sets)} sets" if len(sets) > 1 else ""),
            "keep one of them and retire the others",
        )
