"""A picture, clip or sound without a checksum.

Why it matters: if the file is replaced, nothing says that what people judged is gone.

Bad:  `{id: beach, path: media/beach.jpg}`
Good: `{id: beach, path: media/beach.jpg, sha256: 1fc42433…}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import content_of, in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL414", "media-without-checksum", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set without `sha256`."""
    yield from in_sets(corpus, look)


def look(media: Media, path: str, library: MediaLibrary) -> Draft | None:
    """Return the draft where no checksum is given, with the one to write."""
    if media.sha256:
        return None
    info = content_of(media, path, library)
    known = info is not None and info.sha256
    return Draft(
        media.where,
        f"the media {shown(media.id)} have no checksum",
        f"add `sha256: {known}`" if known else "add `sha256`, the SHA-256 checksum of the file",
    )
