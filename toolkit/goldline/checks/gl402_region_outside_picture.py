"""A region that is not inside its picture, or of something that has no picture.

Why it matters: the region is drawn over the picture to show where the error is. Numbers are fractions
of width and height from the top left corner: a region in pixels, or one that ends beyond the edge,
shows another place or none.

Bad:  `region: [0.95, 0.62, 0.10, 0.12]`, which ends at 1.05 of the width
Good: `region: [0.85, 0.62, 0.10, 0.12]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.evidence import all_evidence, look_at
from goldline.checks.telling import masked
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL402", "region-outside-picture", "error"

_ROUNDING = 1e-6


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every region beyond an edge, or of a sound; one without size has not the shape of a region."""
    for _, evidence in all_evidence(item):
        if evidence.region is None:
            continue
        x, y, width, height = evidence.region
        if x < 0 or y < 0 or x + width > 1 + _ROUNDING or y + height > 1 + _ROUNDING:
            yield Draft(
                evidence.where.down("region"),
                "this region is not inside the picture"
                + ("" if masked(item, context) else f": it {_beyond(x, y, width, height)}"),
                "give x, y, width and height as fractions of the picture, such as [0.41, 0.62, 0.10, 0.12]",
            )
            continue
        info = None if evidence.media is None else look_at(item, context, evidence.media)
        if info is not None and info.kind.startswith("audio/"):
            yield Draft(
                evidence.where.down("region"),
                f"{shown(evidence.media)} is a sound: it has no regions",
                "point at a `segment` of it",
            )


def _beyond(x: float, y: float, width: float, height: float) -> str:
    if x < 0 or y < 0:
        return "begins before the left or the upper edge"
    if x + width > 1 + _ROUNDING:
        return f"ends at {x + width:.4g} of the width"
    return f"ends at {y + height:.4g} of the height"
