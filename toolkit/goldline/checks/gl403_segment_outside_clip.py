"""A segment that is not inside its clip, runs backwards, or is of something that has no length.

Why it matters: the segment is what readers are played. One past the end plays nothing.

Bad:  `segment: [3.2, 5.0]`, in a clip of 3 seconds; `segment: [5.0, 3.2]`
Good: `segment: [1.2, 2.8]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.evidence import all_evidence, look_at
from goldline.checks.telling import masked
from goldline.model.corpus import ItemContext, MediaInfo
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL403", "segment-outside-clip", "error"

_ROUNDING = 0.05


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every segment that ends before it begins or past the end, and those of pictures."""
    for _, evidence in all_evidence(item):
        if evidence.segment is None:
            continue
        start, end = evidence.segment
        at = evidence.where.down("segment")
        if end <= start or start < 0:
            yield Draft(
                at,
                "this segment has no length"
                + ("" if masked(item, context) else f": it goes from {start:g} to {end:g}"),
                "give the seconds from which and to which it lasts, such as [3.2, 5.0]",
            )
        elif evidence.media is not None:
            info = look_at(item, context, evidence.media)
            if info is None:
                continue
            if info.kind.startswith("image/"):
                yield Draft(
                    at,
                    f"{shown(evidence.media)} is a picture: it has no segments",
                    "point at a `region` of it",
                )
            elif info.seconds is not None and end > _length(info):
                ends = "later" if masked(item, context) else f"at {end:g} seconds"
                yield Draft(
                    at,
                    f"{shown(evidence.media)} lasts {info.seconds:.4g} seconds, and this segment ends {ends}",
                    "give the seconds from which and to which it lasts within the clip",
                )


def _length(info: MediaInfo) -> float:
    assert info.seconds is not None
    # The length of an MP3 without an index is an estimate.
    return info.seconds * (1.05 if info.kind == "audio/mpeg" else 1) + _ROUNDING
