"""A large picture, clip or sound that git itself keeps, rather than Git LFS.

Why it matters: git keeps every version of every file for ever, and everyone who clones the repository
fetches all of them. Files above 200 MB are not even looked at.

Bad:  a clip of 40 MB, added with `git add`
Good: the same after `git lfs track "goldsets/**/*.mp4"`, or a smaller one
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from goldline.checks.media_entries import content_of, in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL420", "media-too-large", "warning"

LARGE = 10 << 20


@runtime_checkable
class KnowsLfs(Protocol):
    """A library that can tell whether Git LFS keeps a file."""

    def in_lfs(self, path: str) -> bool:
        """Whether Git LFS keeps the file at this path."""
        ...


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set whose file is large and outside LFS."""
    yield from in_sets(corpus, look)


def look(media: Media, path: str, library: MediaLibrary) -> Draft | None:
    """Return the draft where the file is large and git itself keeps it, or too large to be looked at."""
    info = content_of(media, path, library)
    if info is None or info.pointer or info.size <= LARGE:
        return None
    if not info.sha256:
        message = f"{shown(path)} is larger than 200 MB, so goldline does not look at it"
        return Draft(media.where.down("path"), message, "shorten it, or lower its resolution")
    if isinstance(library, KnowsLfs) and library.in_lfs(path):
        return None
    return Draft(
        media.where.down("path"),
        f"{shown(path)} is {info.size / (1 << 20):.0f} MB large, and git keeps each of its versions for ever",
        "let Git LFS keep it (`git lfs track`), or make it smaller",
    )
