"""A pointer of Git LFS where a picture, clip or sound should be.

Why it matters: the pointer is a few lines of text that stand for the real file. What it shows, how
large it is and how long it lasts cannot be checked, and a website built from it shows nothing.

Bad:  `version https://git-lfs.github.com/spec/v1` as the content of `beach.jpg`
Good: the picture, after `git lfs pull`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import content_of, in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL412", "media-not-fetched", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set whose file is a pointer."""
    yield from in_sets(corpus, look)


def look(media: Media, path: str, library: MediaLibrary) -> Draft | None:
    """Return the draft where the file is a pointer."""
    info = content_of(media, path, library)
    if info is None or not info.pointer:
        return None
    if not info.sha256:
        message = f"the media {shown(media.id)} are not fetched, and the pointer in {shown(path)} is damaged"
        return Draft(media.where.down("path"), message, "take the file from a commit in which it was sound")
    return Draft(
        media.where.down("path"),
        f"the media {shown(media.id)} are not fetched: {shown(path)} is a pointer of Git LFS",
        "fetch them with `git lfs pull`; in commits and in the index they are pointers, so check the folder",
    )
