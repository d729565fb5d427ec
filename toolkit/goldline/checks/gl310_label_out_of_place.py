"""A label on a criterion that does not apply to the item's modality.

Why it matters: such a criterion is never judged for these items, so that no rule confirms the label
and no analyst is ever asked for it.

Bad:  `labels: {order: 2}` on an image caption, where `order` has `modalities: [video-description]`
Good: no label on `order`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import listed, shown

CODE, NAME, LEVEL = "GL310", "label-out-of-place", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every label on a criterion for other modalities."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    for label in item.labels:
        if (label.criterion, label.response) in context.judgments:
            continue
        criterion = guideline.criteria.get(label.criterion)
        if criterion is not None and not criterion.applies_to(item.modality):
            yield Draft(
                item.where.key(*label.where.path),
                f"{shown(criterion.id)} does not apply to items of the modality {shown(item.modality)}",
                f"it is for {listed(list(criterion.modalities))}: take the label out, or mend `modality`",
            )
