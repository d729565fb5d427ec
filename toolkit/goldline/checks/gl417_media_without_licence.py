"""A picture, clip or sound without a licence.

Why it matters: gold is shown to people and published. Without a licence nobody may do so, and years
later nobody can find out.

Bad:  `{id: beach, path: media/beach.jpg}`
Good: `{id: beach, path: media/beach.jpg, license: CC0-1.0}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL417", "media-without-licence", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set without `license`."""
    yield from in_sets(corpus, look)


def look(media: Media, _path: str, _library: MediaLibrary) -> Draft | None:
    """Return the draft where no licence is given."""
    if media.license.strip():
        return None
    return Draft(
        media.where,
        f"the media {shown(media.id)} have no licence",
        "add `license`, such as `license: CC-BY-4.0`; what must not be shown belongs in no gold set",
    )
