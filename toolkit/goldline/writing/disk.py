"""Putting bytes on disk: a file is old or new, never torn, and nobody's work is overwritten.

Bytes go into a temporary file of the same folder, reach the disk, and take the place of the old
file in one step. Before that step the old file must still be what was read.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import signal
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from goldline.errors import GoldlineError
from goldline.store.disk import Disk
from goldline.store.paths import path_fault, portability_fault, printable

PREFIX, SUFFIX = ".goldline-", ".tmp"
_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Write:
    """A file's new content; `expected` is what was read of it, None where there must be no such file yet."""

    path: str
    data: bytes
    expected: bytes | None


@dataclass(frozen=True, slots=True)
class Move:
    """A file or folder that gets another name; nothing may stand there yet."""

    old: str
    new: str


def write_file(root: Path, path: str, data: bytes, expected: bytes | None) -> None:
    """Put `data` at `path` below `root`, if what stands there is still `expected` (None: nothing).

    Raises `GoldlineError` where that is not so or cannot be done; the old content then still stands.
    """
    write_all(root, [Write(path, data, expected)])


def write_all(root: Path, writes: Sequence[Write], moves: Sequence[Move] = ()) -> None:
    """Write several files, then move others: all is prepared first, and undone where a step fails.

    Where something could not be undone either, the error says exactly what was written.
    """
    for path in [
        *(write.path for write in writes),
        *(path for move in moves for path in (move.old, move.new)),
    ]:
        _refuse_path(root, path)
    with _stopping_cleanly():
        prepared: list[_Prepared] = []
        done: list[_Prepared] = []
        moved: list[Move] = []
        current = ""
        try:
            for write in writes:
                current = write.path
                prepared.append(_prepare(root, write))
            for move in moves:
                current = move.new
                _refuse_taken(root, move)
            for one in prepared:
                _refuse_changed(root, one.write)
            for one in prepared:
                current = one.write.path
                _refuse_changed(root, one.write)
                done.append(one)
                os.replace(one.temporary, root / one.write.path)
            for folder in dict.fromkeys(one.folder for one in prepared):
                _sync_folder(folder)
            for move in moves:
                current = move.new
                _make_folder(root, move.new.rpartition("/")[0])
                moved.append(move)
                os.replace(root / move.old, root / move.new)
            for folder in dict.fromkeys(
                root / path.rpartition("/")[0] for m in moves for path in (m.new, m.old)
            ):
                if folder.is_dir():  # unless it was itself moved away by now
                    _sync_folder(folder)
        except BaseException as error:
            left = _undo(root, done, moved)
            if isinstance(error, OSError):
                raise _in_words(current, error, left) from error
            raise
        finally:
            for one in prepared:
                _remove(one.temporary)


@dataclass(slots=True)
class _Prepared:
    write: Write
    temporary: Path
    folder: Path


# --- before ----------------------------------------------------------------------------------


def _refuse_path(root: Path, path: str) -> None:
    reason = path_fault(path) or portability_fault(path)
    if reason is not None:
        raise GoldlineError(f"nothing is written to '{printable(path)}': the name {reason}")
    link = Disk(root).link_on(path)
    if link is not None:
        raise GoldlineError(
            f"nothing is written to '{printable(path)}': '{printable(link)}' is a link to another place",
            hint="put a real file or folder there",
        )


def _refuse_changed(root: Path, write: Write) -> None:
    _refuse_path(root, write.path)
    target = root / write.path
    try:
        found: bytes | None = target.read_bytes()
    except FileNotFoundError:
        found = None
    except IsADirectoryError as error:
        raise GoldlineError(f"'{printable(write.path)}' is a folder, so no file is written there") from error
    if found == write.expected:
        return
    if write.expected is None:
        raise GoldlineError(
            f"'{printable(write.path)}' is there already, so it is not written",
            hint="choose another id, or remove the file first",
        )
    raise GoldlineError(
        f"'{printable(write.path)}' was changed by somebody else meanwhile, so it is not overwritten",
        hint="run the command again: it starts from what the file holds now",
    )


def _refuse_taken(root: Path, move: Move) -> None:
    if os.path.lexists(root / move.new):
        raise GoldlineError(
            f"'{printable(move.new)}' is there already", hint="choose another id, or remove it first"
        )
    if not os.path.lexists(root / move.old):
        raise GoldlineError(f"'{printable(move.old)}' is not there any more", hint="run the command again")


def _prepare(root: Path, write: Write) -> _Prepared:
    """Return a temporary file with the new content, safe on the disk, beside its target."""
    folder = _make_folder(root, write.path.rpartition("/")[0])
    _clear_stale(folder)
    target = root / write.path
    mode = None
    with contextlib.suppress(FileNotFoundError):
        mode = stat.S_IMODE(os.stat(target, follow_symlinks=False).st_mode)
    temporary = folder / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        try:
            rest = memoryview(write.data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _remove(temporary)
        raise
    return _Prepared(write, temporary, folder)


def _make_folder(root: Path, path: str) -> Path:
    folder = root / path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _clear_stale(folder: Path) -> None:
    """Remove what a crash left behind here long enough ago that nobody is still writing it."""
    with contextlib.suppress(OSError):
        for old in folder.glob(f"{PREFIX}*{SUFFIX}"):
            if time.time() - old.lstat().st_mtime > _STALE_SECONDS:
                _remove(old)


# --- after -----------------------------------------------------------------------------------


def _undo(root: Path, done: list[_Prepared], moved: list[Move]) -> list[str]:
    """Take back what was done; return the paths for which that failed."""
    left: list[str] = []
    for move in reversed(moved):
        try:
            if os.path.lexists(root / move.new) and not os.path.lexists(root / move.old):
                os.replace(root / move.new, root / move.old)
        except OSError:
            left.append(move.new)
    for one in reversed(done):
        if _holds(root, one.write.path, one.write.data) and not _put_back(root, one.write):
            left.append(one.write.path)
    return left


def _holds(root: Path, path: str, data: bytes) -> bool:
    try:
        return (root / path).read_bytes() == data
    except OSError:
        return False


def _put_back(root: Path, write: Write) -> bool:
    try:
        if write.expected is None:
            os.unlink(root / write.path)
            return True
        old = _prepare(root, Write(write.path, write.expected, write.data))
        try:
            os.replace(old.temporary, root / write.path)
        finally:
            _remove(old.temporary)
    except OSError:
        return False
    return True


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be opened there; the system keeps their entries safe itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders know no such thing
            raise
    finally:
        os.close(handle)


def _in_words(path: str, error: OSError, left: list[str]) -> GoldlineError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason, hint = "the disk is full", "make room, then run the command again"
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        reason, hint = "the folder or file is read-only", "give yourself the right to write there"
    else:
        reason, hint = error.strerror or type(error).__name__, "mend that, then run the command again"
    if left:
        outcome = "written all the same: " + ", ".join(printable(name) for name in left)
        hint = "look at these files (`git diff`), then " + hint
    else:
        outcome = "nothing was changed"
    return GoldlineError(f"'{printable(path)}' could not be written, {reason}; {outcome}", hint=hint)


@contextlib.contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """Let SIGTERM end the program as an exception does, so that temporary files are removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    try:
        old = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # pragma: no cover - an interpreter inside another program
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, old)
