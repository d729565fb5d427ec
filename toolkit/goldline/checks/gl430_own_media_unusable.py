"""An item's own picture, clip or sound that cannot be used.

Why it matters: it is what GL411, GL413, GL415 and GL416 say of the media of sets: its file is missing,
is not the one that was judged, is of a kind that is not allowed, or its path leaves the set.

Bad:  `media: [{id: beach, path: media/beech.jpg, …}]`, where the file is called `beach.jpg`
Good: `media: [{id: beach, path: media/beach.jpg, …}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks import (
    gl411_media_file_missing,
    gl413_media_checksum_wrong,
    gl415_media_of_wrong_type,
    gl416_media_outside_set,
)
from goldline.checks.evidence import folder_of
from goldline.checks.media_entries import Look
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item

CODE, NAME, LEVEL = "GL430", "own-media-unusable", "error"

_LOOKS: tuple[Look, ...] = (
    gl411_media_file_missing.look,
    gl413_media_checksum_wrong.look,
    gl415_media_of_wrong_type.look,
    gl416_media_outside_set.look,
)


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every reason why media that the item declares cannot be used."""
    for media in item.own_media:
        for look in _LOOKS:
            found = look(media, f"{folder_of(item, context)}/{media.path}", context.media)
            if found is not None:
                yield found
