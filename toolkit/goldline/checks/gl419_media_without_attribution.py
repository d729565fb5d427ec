"""A picture, clip or sound whose licence demands that its author is named, and nobody is.

Why it matters: under such a licence whoever shows it without the name breaks the licence.

Bad:  `{id: rabbit, path: media/rabbit.mp4, license: CC-BY-3.0}`
Good: the same with `attribution: Big Buck Bunny, © Blender Foundation`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldline.checks.media_entries import in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL419", "media-without-attribution", "warning"

# Creative Commons with BY, Open Data Commons Attribution, Open Government, Free Art, Etalab.
_DEMANDS = re.compile(
    r"cc[ -]?by\b|creative commons attribution|odc-by|ogl(-uk|-canada)?\b|lal-|etalab", re.IGNORECASE
)


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set whose author must be named."""
    yield from in_sets(corpus, look)


def look(media: Media, _path: str, _library: MediaLibrary) -> Draft | None:
    """Return the draft where the licence demands an attribution that is not given."""
    if media.attribution.strip() or _DEMANDS.match(media.license.strip()) is None:
        return None
    return Draft(
        media.where,
        f"the licence {shown(media.license)} of the media {shown(media.id)} demands that the author is named",
        "add `attribution` with the title, the author and where it is from",
    )
