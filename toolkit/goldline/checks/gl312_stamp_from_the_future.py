"""An item confirmed under a version that its guideline has not reached.

Why it matters: the stamp says which rules a person had in mind. A version that does not exist yet
hides which finding types nobody has looked for, and which labels are older than their rule.

Bad:  `guideline: caption-quality@3.0.0`, where the guideline says `version: 2.1.0`
Good: `guideline: caption-quality@2.1.0`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown
from goldline.rules.scene import newer

CODE, NAME, LEVEL = "GL312", "stamp-from-the-future", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield the stamp where it is newer than the guideline's own version."""
    guideline = guideline_of(item, context)
    if guideline is None or item.stamp == guideline.version:
        return
    if newer(item.stamp, guideline.version):
        yield Draft(
            item.where.down("guideline"),
            f"this item was confirmed under {shown(item.stamp)}, but {shown(guideline.id)} "
            f"is at {shown(guideline.version)}",
            f"write {shown(f'{guideline.id}@{guideline.version}')}, or raise the guideline's `version`",
        )
