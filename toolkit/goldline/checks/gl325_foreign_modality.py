"""An item of a modality that its guideline does not list.

Why it matters: the guideline was not written for it. Its criteria may ask about things that are not
there, and rules that read `modality` have no case for it.

Bad:  `modality: video-description`, where the guideline has `modalities: [image-caption]`
Good: `modality: image-caption`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL325", "foreign-modality", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield the modality where the guideline lists others."""
    guideline = context.guideline if item.status != "retired" else None
    if guideline is None or not guideline.modalities or item.modality in guideline.modalities:
        return
    yield Draft(
        item.where.down("modality"),
        f"the guideline {shown(guideline.id)} is not for the modality {shown(item.modality)}"
        f"{did_you_mean(item.modality, guideline.modalities)}",
        f"its modalities are {listed(guideline.modalities)}",
    )
