"""The docs folder that MkDocs reads: written only where it differs, never half, and nothing left over."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from goldline.errors import GoldlineError

_PART = ".part"


class Staged(Protocol):
    """A page or an asset."""

    @property
    def path(self) -> str:
        """Where it goes, from the docs folder."""
        ...

    def staged(self) -> bytes:
        """Return its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What staging did, as counts of files."""

    written: int
    kept: int
    removed: int


def stage(folder: Path, things: Iterable[Staged]) -> Outcome:
    """Return what was done so that `folder` holds exactly these things.

    Files that already hold what they should are not touched: whoever watches the folder sees nothing.
    Raises `GoldlineError` where two things want the same place, on any kind of disk.
    """
    written = kept = 0
    wanted: dict[str, str] = {}
    seen: set[str] = set()
    for thing in things:
        path = thing.path
        _refuse_outside(path)
        other = wanted.setdefault(path.casefold(), path)
        if other != path or path in seen:
            raise GoldlineError(
                f"two pages of the site would be one file on some disks: {other} and {path}",
                hint="give one of the two things another id: `goldline rename` does it everywhere",
            )
        seen.add(path)
        data = thing.staged()
        target = folder / path
        if _holds(target, data):
            kept += 1
            continue
        _write(target, data)
        written += 1
    return Outcome(written, kept, _remove_others(folder, set(wanted.values())))


def _refuse_outside(path: str) -> None:
    parts = path.split("/")
    if path.startswith("/") or any(part in ("", ".", "..") or "\\" in part for part in parts):
        raise ValueError(f"not a path within the site: {path!r}")


def _holds(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}{_PART}")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _remove_others(folder: Path, wanted: set[str]) -> int:
    removed = 0
    for root, folders, files in os.walk(folder, topdown=False):
        for name in files:
            path = Path(root, name)
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
                removed += 1
        for name in folders:
            with suppress(OSError):  # not empty
                Path(root, name).rmdir()
    return removed
