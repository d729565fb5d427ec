"""Media that an item uses and that neither it nor its set declares.

Why it matters: nobody can look at them, and without the picture nobody can judge the caption.

Bad:  `media: [baech]`, where the set declares `beach`
Good: `media: [beach]`, or a whole entry: `media: [{id: baech, path: media/baech.jpg, …}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.evidence import media_of, media_used
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL406", "media-unknown", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every id of media that leads nowhere."""
    if context.gold_set is None:
        return  # what it declares is not known
    for where, name in media_used(item):
        if media_of(item, context, name) is None:
            known = [*context.gold_set.media, *(media.id for media in item.own_media)]
            yield Draft(
                where,
                f"there are no media {shown(name)}{did_you_mean(name, known)}",
                f"the set declares {listed(list(context.gold_set.media))}"
                if context.gold_set.media
                else "declare them under `media` in goldset.yaml, or as a whole entry here",
            )
