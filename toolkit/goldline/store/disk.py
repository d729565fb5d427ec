"""Reading files below one folder, and nothing but files, and nothing outside it.

Between a check and an open a file can be swapped for a link, so nothing is checked by name: every
folder on the way is opened from the one above it, refusing links, and the file that was opened is
asked what it is. Windows cannot open from a folder; there the names are checked before the open.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol

from goldline.errors import GoldlineError
from goldline.store.paths import path_fault, printable

Kind = Literal["file", "folder", "link", "other", "absent"]

_CHUNK = 1 << 20
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
# A FIFO would make a plain open wait for its writer for ever.
_FILE = os.O_RDONLY | _NO_LINKS | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | _NO_LINKS | getattr(os, "O_DIRECTORY", 0)
_BY_FOLDER = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


def blob_hash(size: int, algorithm: str) -> _Hash:
    """Return the hash that git would start for a blob of this size."""
    started: _Hash = hashlib.new(algorithm, b"blob %d\0" % size, usedforsecurity=False)
    return started


def blob_id(content: bytes, algorithm: str = "sha1") -> str:
    """Return the id that git gives to this content."""
    hashed = blob_hash(len(content), algorithm)
    hashed.update(content)
    return hashed.hexdigest()


class Disk:
    """The files below `root`. Use it in a `with` block: it keeps the folder last read from open."""

    def __init__(self, root: Path, algorithm: str = "sha1") -> None:
        self.root = root
        self.algorithm = algorithm
        self._root = -1
        self._near = -1
        self._near_path: str | None = None

    def __enter__(self) -> Disk:
        if _BY_FOLDER:
            # The root itself may be reached by a link: that is the user's own choice of place.
            try:
                self._root = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
            except OSError as error:
                raise _unreadable(str(self.root), error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in {self._near, self._root} - {-1}:
            os.close(handle)
        self._root = self._near = -1
        self._near_path = None

    def kind(self, path: str) -> Kind:
        """Return what stands at this path, without following a link on the way or at its end."""
        folder, _, name = path.rpartition("/")
        try:
            if _BY_FOLDER:
                found = os.stat(name, dir_fd=self._folder(folder), follow_symlinks=False)
            else:
                self._refuse_links(path)
                found = os.lstat(self.root / path)
        except OSError as error:
            if self.link_on(path):
                return "link"
            if isinstance(error, FileNotFoundError | NotADirectoryError):
                return "absent"
            raise _unreadable(path, error) from error
        if stat.S_ISREG(found.st_mode):
            return "file"
        if stat.S_ISDIR(found.st_mode):
            return "folder"
        return "link" if stat.S_ISLNK(found.st_mode) else "other"

    def link_on(self, path: str) -> str | None:
        """Return the first part of the path that is a link, or None."""
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            part = "/".join(parts[:length])
            if os.path.islink(self.root / part):
                return part
        return None

    def read(self, path: str, limit: int | None = None) -> tuple[bytes, str] | None:
        """Return a file's content and blob id, or None where no regular file stands.

        Of a file longer than `limit` only `limit + 1` bytes are kept; the id is that of the whole.
        """
        handle = self._open(path)
        if handle is None:
            return None
        try:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                return None
            size = about.st_size
            if limit is None or size <= limit:
                content = _drain(handle, size)
                return content, blob_id(content, self.algorithm)
            kept, hashed, rest = b"", blob_hash(size, self.algorithm), size
            while rest > 0 and (chunk := os.read(handle, min(_CHUNK, rest))):
                hashed.update(chunk)
                rest -= len(chunk)
                if len(kept) <= limit:
                    kept += chunk[: limit + 1 - len(kept)]
            return kept, hashed.hexdigest()
        except OSError as error:
            raise _unreadable(path, error) from error
        finally:
            os.close(handle)

    def blob(self, path: str) -> str | None:
        """Return a file's blob id, or None where no regular file stands."""
        found = self.read(path, limit=0)
        return None if found is None else found[1]

    def _open(self, path: str) -> int | None:
        if path_fault(path) is not None:
            return None
        folder, _, name = path.rpartition("/")
        try:
            if _BY_FOLDER:
                return os.open(name, _FILE, dir_fd=self._folder(folder))
            self._refuse_links(path)
            return os.open(self.root / path, _FILE)
        except PermissionError as error:
            raise _unreadable(path, error) from error
        except OSError:
            return None  # absent, a link, or a device without a driver: in no case a regular file

    def _folder(self, path: str) -> int:
        """Return a handle of this folder. Files come in sorted order, so the last one often serves again."""
        if path == self._near_path:
            return self._near
        at = os.dup(self._root)
        try:
            for part in path.split("/") if path else ():
                below = os.open(part, _FOLDER, dir_fd=at)
                os.close(at)
                at = below
        except BaseException:
            os.close(at)
            raise
        if self._near != -1:
            os.close(self._near)
        self._near, self._near_path = at, path
        return at

    def _refuse_links(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder != self._near_path:
            if self.link_on(folder):
                raise NotADirectoryError(folder)
            self._near_path = folder
        if os.path.islink(self.root / path):
            raise FileNotFoundError(path)


def _drain(handle: int, size: int) -> bytes:
    content = os.read(handle, size + 1)
    if len(content) == size:
        return content
    parts = [content]
    with contextlib.suppress(BlockingIOError):
        while chunk := os.read(handle, _CHUNK):
            parts.append(chunk)
    return b"".join(parts)


def _unreadable(path: str, error: OSError) -> GoldlineError:
    reason = error.strerror or type(error).__name__
    return GoldlineError(
        f"'{printable(path)}' cannot be read: {reason}.",
        hint="Give yourself the right to read it, or take it out of the folder.",
    )
