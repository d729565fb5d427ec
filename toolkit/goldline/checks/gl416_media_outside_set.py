"""A path of media that leaves the folder of its set, or hides where it leads.

Why it matters: media are copied and published. A path that climbs out of the set, points into git's
own folder or holds signs that nobody sees could publish any file of the machine that builds the site.

Bad:  `path: .git/config`
Good: `path: media/beach.jpg`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.store.paths import path_fault

CODE, NAME, LEVEL = "GL416", "media-outside-set", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set whose path must not be opened."""
    yield from in_sets(corpus, look)


def look(media: Media, _path: str, _library: MediaLibrary) -> Draft | None:
    """Return the draft where the path has a fault."""
    fault = path_fault(media.path)
    if fault is None:
        return None
    return Draft(
        media.where.down("path"),
        f"the path {fault}",
        "write the path from the set's folder downwards, such as `media/beach.jpg`",
    )
