"""An item's own picture, clip or sound of which something is missing.

Why it matters: it is what GL412, GL414 and GL417 to GL420 say of the media of sets: it is not fetched,
or large outside of Git LFS, or has no checksum, no licence, no text for those who cannot see it, or no
attribution where its licence demands one.

Bad:  `media: [{id: beach, path: media/beach.jpg}]`
Good: the same with `sha256`, `alt` and `license`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks import (
    gl412_media_not_fetched,
    gl414_media_without_checksum,
    gl417_media_without_licence,
    gl418_media_without_alt,
    gl419_media_without_attribution,
    gl420_media_too_large,
)
from goldline.checks.evidence import folder_of
from goldline.checks.media_entries import Look
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item

CODE, NAME, LEVEL = "GL431", "own-media-incomplete", "warning"

_LOOKS: tuple[Look, ...] = (
    gl412_media_not_fetched.look,
    gl414_media_without_checksum.look,
    gl417_media_without_licence.look,
    gl418_media_without_alt.look,
    gl419_media_without_attribution.look,
    gl420_media_too_large.look,
)


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield everything that is missing of media that the item declares."""
    for media in item.own_media:
        for look in _LOOKS:
            found = look(media, f"{folder_of(item, context)}/{media.path}", context.media)
            if found is not None:
                yield found
