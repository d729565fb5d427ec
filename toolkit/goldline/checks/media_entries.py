"""The media that sets and items declare, and how a check looks at each entry.

Entries stand in two places: shared ones in `goldset.yaml`, an item's own in the item. A check of
entries is a function `look(media, path, library)`; here it is led over those of the sets, while
GL430 and GL431 lead all of them over those of an item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goldline.model.corpus import Corpus, MediaInfo, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.store.paths import path_fault

Look = Callable[[Media, str, MediaLibrary], Draft | None]
"""Returns what is wrong with an entry, given its path from the repository's root; None where nothing is."""


def in_sets(corpus: Corpus, look: Look) -> Iterator[Draft]:
    """Yield what is wrong with the media of all sets."""
    for gold_set in corpus.sets.values():
        for media in gold_set.media.values():
            found = look(media, f"{gold_set.folder}/{media.path}", corpus.media)
            if found is not None:
                yield found


def content_of(media: Media, path: str, library: MediaLibrary) -> MediaInfo | None:
    """Return what the entry's file is; None where it is missing or must not be opened."""
    return None if path_fault(media.path) is not None else library.info(path)
