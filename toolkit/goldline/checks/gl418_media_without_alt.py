"""A picture, clip or sound without a text that says what it shows.

Why it matters: analysts who cannot see it, and readers whose connection does not load it, have only
this text. It is also what search finds.

Bad:  `{id: beach, path: media/beach.jpg}`
Good: `{id: beach, path: media/beach.jpg, alt: A dog runs on wet sand.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL418", "media-without-alt", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set without `alt`."""
    yield from in_sets(corpus, look)


def look(media: Media, _path: str, _library: MediaLibrary) -> Draft | None:
    """Return the draft where no text says what is shown."""
    if media.alt.strip():
        return None
    return Draft(
        media.where,
        f"the media {shown(media.id)} have no `alt`",
        "say in `alt` in a sentence what is to be seen or heard",
    )
