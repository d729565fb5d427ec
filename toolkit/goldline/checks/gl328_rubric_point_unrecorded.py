"""A point of the item's rubric of which nobody has recorded whether it is met.

Why it matters: a criterion reads the rubric. Here the judgment happens to be the same either way;
with the next change of its rules it may hang on this point, and then somebody must look it up.

Bad:  `rubric: [{id: r1, …}, {id: r2, …}]` with `observations: {rubric: {r1: true}}`
Good: `observations: {rubric: {r1: true, r2: false}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import of_response
from goldline.checks.vocabulary import guideline_of, vocabulary
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import ITEM, Item
from goldline.reading.names import listed

CODE, NAME, LEVEL = "GL328", "rubric-point-unrecorded", "warning"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield the points without a record, where a criterion reads them and is decided all the same."""
    guideline = guideline_of(item, context)
    if guideline is None or not item.rubric or item.status == "draft":
        return
    keys = dict.fromkeys(
        (source.response or response or ITEM) if item.several else ""
        for criterion, source in vocabulary(guideline).reads_rubric
        for name, response in context.judgments
        if name == criterion.id
    )
    if any("rubric" in judgment.missing for judgment in context.judgments.values()):
        return  # GL302 says so already
    for key in keys:
        met = item.met.get(key, {})
        missing = [point.id for point in item.rubric if point.id not in met]
        if missing:
            steps = ("observations", key, "rubric") if key else ("observations", "rubric")
            response = None if key in ("", ITEM) else key
            noun = "point" if len(missing) == 1 else "points"
            yield Draft(
                item.where.down(*steps),
                f"nobody has recorded whether the {noun} {listed(missing)}{of_response(response)} "
                f"{'is' if len(missing) == 1 else 'are'} met",
                "record `true` or `false` for each point under `observations`, in `rubric`",
            )
