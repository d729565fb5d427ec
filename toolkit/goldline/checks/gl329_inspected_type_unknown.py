"""A type under `inspected` that the taxonomy does not have.

Why it matters: somebody has looked for a newer type, and the record of it goes nowhere: the item
still counts as one that nobody has inspected.

Bad:  `inspected: [hallucination.orc]`
Good: `inspected: [hallucination.ocr]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.gl320_finding_of_unknown_type import unknown_type
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item

CODE, NAME, LEVEL = "GL329", "inspected-type-unknown", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every inspected type that is not there."""
    if not item.inspected:
        return
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for index, path in enumerate(item.inspected):
        if path not in guideline.taxonomy.types:
            yield unknown_type(item.where.down("inspected", index), path, guideline)
