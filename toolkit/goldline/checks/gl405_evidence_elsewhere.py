"""Evidence on a picture, clip or sound that the item does not use.

Why it matters: readers of the item never see those media, so that the evidence shows them nothing.

Bad:  `media: [beach]` with the evidence `{media: harbour, region: […]}`
Good: `media: [beach, harbour]`, or evidence on `beach`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.evidence import all_evidence, media_used, uses_media
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL405", "evidence-elsewhere", "error"


def check_item(item: Item, _context: ItemContext) -> Iterator[Draft]:
    """Yield all evidence on media that the item does not use."""
    for _, evidence in all_evidence(item):
        name = evidence.media
        if name is None or uses_media(item, name):
            continue
        known = list(dict.fromkeys([*item.media, *(used for _, used in media_used(item))]))
        yield Draft(
            evidence.where.down("media"),
            f"this item does not use the media {shown(name)}{did_you_mean(name, known)}",
            f"it uses {listed(known)}" if known else "it uses no media: name them under `media`",
        )
