"""Media: what a picture, clip or sound is by its content, found without decoding it.

Every file is a stranger's: its name says nothing about what is in it, and its numbers may be lies.
So kinds are told by content, sizes are read from headers alone, and nothing in a file can do more
than leave a measure unknown.
"""

from __future__ import annotations

import hashlib
import marshal
import math
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Protocol

from goldline.model.corpus import MediaInfo
from goldline.reading.webm import webm_seconds
from goldline.store.disk import blob_id
from goldline.store.lfs import is_lfs_pointer, read_lfs_pointer

LARGEST = 200 << 20
"""Larger files are not looked at: `MediaInfo.sha256` and `kind` are empty for them."""

Row = tuple[str, int, str, int | None, int | None, float | None, bool]
"""What is kept of a file: checksum, size, kind, width, height, seconds, and whether LFS keeps it."""

_HEAD = 8192
_SOUNDS_AND_CLIPS = {"video/mp4": "mp4", "audio/wav": "wav", "audio/mpeg": "mp3"}
_SAME_KIND = {"audio/x-wav": "audio/wav"}
# What browsers run as a page, whatever its name says. `filetype` knows binary formats alone.
_MARKUP = (
    (b"<svg", "image/svg+xml"),
    (b"<html", "text/html"),
    (b"<!doctype html", "text/html"),
    (b"<script", "text/html"),
)


class Files(Protocol):
    """What the library needs of a tree."""

    def entries(self) -> Mapping[str, str]:
        """Return the files: path to blob id."""
        ...

    def read_many(self, paths: Iterable[str], limit: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield files with their content; of one longer than `limit`, the first `limit + 1` bytes."""
        ...


class TreeMedia:
    """The media of one tree. Every file is read once, when it is first asked for or by `learn`."""

    def __init__(self, tree: Files) -> None:
        self._tree = tree
        self._known: dict[str, MediaInfo] = {}
        self._in_lfs: set[str] = set()

    def info(self, path: str) -> MediaInfo | None:
        """Return what the file at a path (from the repository's root) is, or None where there is none."""
        found = self._known.get(path)
        if found is None and path in self._tree.entries():
            self._read([path])
            found = self._known[path]
        return found

    def in_lfs(self, path: str) -> bool:
        """Whether Git LFS keeps the file's content, so that its size is no burden to the repository."""
        self.info(path)
        return path in self._in_lfs

    def learn(self, blobs: Mapping[str, str], kept: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
        """Look at all these files (path to blob id) at once; return what is worth keeping, by blob id.

        `kept` is what earlier calls returned, for those blob ids that were looked at before. Pointers
        to files that are not fetched are never kept: the next look may find the file.
        """
        unknown = []
        for path, blob in blobs.items():
            row = _unpack(kept.get(blob))
            if row is None:
                unknown.append(path)
            else:
                self._note(from_row(path, row), row[-1])
        self._read(unknown)
        fresh = {
            blobs[path]: to_row(self._known[path], path in self._in_lfs)
            for path in unknown
            if not self._known[path].pointer
        }
        return [(blob, marshal.dumps(row)) for blob, row in fresh.items()]

    def _read(self, paths: list[str]) -> None:
        entries = self._tree.entries()
        for path, content in self._tree.read_many(paths, LARGEST):
            info = look_at(path, content)
            # A working tree lists what git keeps. Where that is not what stands on disk, LFS has put it
            # there; other filters are undone in reading.
            algorithm = "sha256" if len(entries[path]) == 64 else "sha1"
            fetched = len(content) <= LARGEST and blob_id(content, algorithm) != entries[path]
            self._note(info, info.pointer or fetched)

    def _note(self, info: MediaInfo, in_lfs: bool) -> None:
        self._known[info.path] = info
        if in_lfs:
            self._in_lfs.add(info.path)


def to_row(info: MediaInfo, in_lfs: bool) -> Row:
    """Return what is worth keeping of a file that was looked at; all of it but its path."""
    return info.sha256, info.size, info.kind, info.width, info.height, info.seconds, in_lfs


def from_row(path: str, row: Row) -> MediaInfo:
    """Return what is known of the file at `path` by what was kept of its content."""
    sha256, size, kind, width, height, seconds, _ = row
    return MediaInfo(path, sha256, size, kind, width, height, seconds, pointer=False)


def _unpack(packed: bytes | None) -> Row | None:
    if packed is None:
        return None
    try:
        row = marshal.loads(packed)
    except (ValueError, EOFError, TypeError):
        return None
    return row if isinstance(row, tuple) and len(row) == 7 else None


def look_at(path: str, content: bytes) -> MediaInfo:
    """Return what a file is by its content; one of more than `LARGEST` bytes is not looked into."""
    if is_lfs_pointer(content):
        pointer = read_lfs_pointer(content)
        sha256, size = ("", len(content)) if pointer is None else (pointer.sha256, pointer.size)
        return MediaInfo(path, sha256, size, "", None, None, None, pointer=True)
    if len(content) > LARGEST:
        return MediaInfo(path, "", len(content), "", None, None, None, pointer=False)
    sha256 = hashlib.sha256(content).hexdigest()
    kind = kind_of(content)
    width, height = _size(content) if kind.startswith("image/") else (None, None)
    seconds = _seconds(content, kind)
    return MediaInfo(path, sha256, len(content), kind, width, height, seconds, pointer=False)


def kind_of(content: bytes) -> str:
    """Return the MIME type of this content, or nothing where it is none that is known."""
    import filetype

    head = content[:_HEAD]
    try:
        kind: str | None = filetype.guess_mime(head)
    except Exception:
        kind = None  # whatever a stranger's bytes do to the library, they are no known kind
    if kind is not None:
        return _SAME_KIND.get(kind, kind)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<"):
        found = [(text.find(mark), name) for mark, name in _MARKUP if mark in text]
        return min(found)[1] if found else ""
    return ""


def _size(content: bytes) -> tuple[int | None, int | None]:
    """Return width and height in pixels, as a viewer shows the picture, from its header."""
    import imagesize

    try:
        width, height = imagesize.get(BytesIO(content))
    except Exception:
        return None, None  # a header that cannot be read leaves the size unknown
    return (int(width), int(height)) if width > 0 and height > 0 else (None, None)


def _seconds(content: bytes, kind: str) -> float | None:
    """Return how long a clip or sound lasts by its header, or None where that does not say."""
    if kind == "video/webm":
        return webm_seconds(content)
    suffix = _SOUNDS_AND_CLIPS.get(kind)
    if suffix is None:
        return None
    from tinytag import TinyTag

    try:
        found = TinyTag.get(f"media.{suffix}", BytesIO(content), tags=False).duration
    except Exception:
        return None  # a header that cannot be read leaves the length unknown
    return found if found is not None and math.isfinite(found) and found > 0 else None
