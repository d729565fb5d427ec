"""A point recorded as met, or not met, that the item's rubric does not have.

Why it matters: it counts for nothing, and the point that was meant counts as not recorded.

Bad:  `rubric: [{id: r1, …}]` with `observations: {rubric: {r2: true}}`
Good: `observations: {rubric: {r1: true}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL327", "rubric-point-unknown", "error"


def check_item(item: Item, _context: ItemContext) -> Iterator[Draft]:
    """Yield every recorded point that is not there."""
    if not item.met:
        return
    known = [point.id for point in item.rubric]
    for response, points in item.met.items():
        for point in points:
            if point not in known:
                steps = (response, "rubric", point) if item.several else ("rubric", point)
                yield Draft(
                    item.where.key("observations", *steps),
                    f"the rubric of this item has no point {shown(point)}{did_you_mean(point, known)}",
                    f"its points are {listed(known)}" if known else "the item has no `rubric`",
                )
