"""A picture, clip or sound that is not the one that was judged.

Why it matters: the checksum was written down when people judged the items. Another file under the
same name may show something else, and then findings, regions and labels speak of what is not there.

Bad:  `sha256: 1fc42433…`, where the file has another checksum
Good: the file that was judged; or the new checksum, once its items were judged again
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import content_of, in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL413", "media-checksum-wrong", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set whose file has another checksum."""
    yield from in_sets(corpus, look)


def look(media: Media, path: str, library: MediaLibrary) -> Draft | None:
    """Return the draft where the checksum is given, known, and not the same (of a pointer: its oid)."""
    info = content_of(media, path, library)
    if info is None or not media.sha256 or not info.sha256 or info.sha256 == media.sha256.lower():
        return None
    return Draft(
        media.where.down("sha256"),
        f"{shown(path)} is not the file that was judged: its checksum is {info.sha256}",
        "bring the old file back, or judge the items that use it again and write the new checksum",
    )
