"""A picture, clip or sound whose file is not there.

Why it matters: without it nobody can judge the items that use it. On the website there is a hole.

Bad:  `path: media/beech.jpg`, where the file is called `beach.jpg`
Good: `path: media/beach.jpg`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown
from goldline.store.paths import path_fault

CODE, NAME, LEVEL = "GL411", "media-file-missing", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set that leads to no file."""
    yield from in_sets(corpus, look)


def look(media: Media, path: str, library: MediaLibrary) -> Draft | None:
    """Return the draft where no regular file stands at the path."""
    if path_fault(media.path) is not None or library.info(path) is not None:
        return None
    return Draft(
        media.where.down("path"),
        f"there is no file {shown(path)}",
        "mind capital letters, and links, which are not followed; `git add` a new file, "
        "if `.gitignore` names it with `-f`",
    )
