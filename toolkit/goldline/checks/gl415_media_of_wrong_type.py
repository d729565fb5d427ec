"""A file that is no picture, clip or sound, or not the kind that its name says.

Why it matters: browsers go by the name, people by the picture. A page or a drawing with a script
inside that is called a picture runs where analysts are logged in; a clip with a wrong ending does not
play. Allowed are PNG, JPEG, WebP, GIF, MP4, WebM, WAV and MP3; SVG, HTML and PDF never are.

Bad:  `path: media/beach.png`, where the file is a JPEG picture; `path: media/chart.svg`
Good: `path: media/beach.jpg`; `path: media/chart.png`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.media_entries import content_of, in_sets
from goldline.model.corpus import Corpus, MediaLibrary
from goldline.model.finding import Draft
from goldline.model.gold import Media
from goldline.reading.names import listed, shown

CODE, NAME, LEVEL = "GL415", "media-of-wrong-type", "error"

ENDINGS = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    "video/mp4": ("mp4",),
    "video/webm": ("webm",),
    "audio/wav": ("wav",),
    "audio/mpeg": ("mp3",),
}
_KNOWN = tuple(ending for endings in ENDINGS.values() for ending in endings)


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every entry of a set whose file is not what it may be or says that it is."""
    yield from in_sets(corpus, look)


def look(media: Media, path: str, library: MediaLibrary) -> Draft | None:
    """Return the draft where the content is of no allowed kind, or of another than the name says."""
    info = content_of(media, path, library)
    if info is None:
        return None
    ending = media.path.rpartition("/")[2].rpartition(".")[2].lower()
    convert = f"turn it into one of {listed(_KNOWN)}"
    if info.pointer or not info.sha256:  # what is in it is not known; its name is
        refused = None if ending in _KNOWN else f"{shown(path)} is no picture, clip or sound by its name"
    elif info.kind not in ENDINGS:
        what = shown(info.kind) if info.kind else "no known picture, clip or sound"
        refused = f"{shown(path)} is {what}, which is not allowed here"
    elif ending in ENDINGS[info.kind]:
        refused = None
    else:
        refused = f"{shown(path)} is {shown(info.kind)} by its content, and its name says otherwise"
        convert = f"let its name end in {listed([f'.{end}' for end in ENDINGS[info.kind]], 'or')}"
    return None if refused is None else Draft(media.where.down("path"), refused, convert)
