"""A tree as it would be: another one with some files changed, added or moved, before any byte is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from goldline.model.finding import Problem
from goldline.store.disk import blob_id
from goldline.store.tree import Tree


class OverlayTree:
    """`base` without `gone`, the files of `changed` in place, names changed as `moved` says (old to new)."""

    def __init__(
        self,
        base: Tree,
        changed: Mapping[str, bytes],
        moved: Mapping[str, str],
        gone: Collection[str] = (),
    ) -> None:
        self._base = base
        self._changed = {self._new(path, moved): data for path, data in changed.items()}
        self._from = {self._new(path, moved): path for path in base.entries() if path not in gone}
        entries = {new: base.entries()[old] for new, old in self._from.items()}
        entries.update({path: blob_id(data) for path, data in self._changed.items()})
        self._entries = dict(sorted(entries.items()))

    @staticmethod
    def _new(path: str, moved: Mapping[str, str]) -> str:
        for old, new in moved.items():
            if path == old or path.startswith(old + "/"):
                return new + path[len(old) :]
        return path

    @property
    def name(self) -> str:
        """Return the tree's name in reports."""
        return self._base.name

    @property
    def commit(self) -> str | None:
        """Return None: it is no commit."""
        return None

    @property
    def root(self) -> Path | None:
        """Return None: it is nowhere on disk."""
        return None

    def entries(self) -> dict[str, str]:
        """Return the files, sorted: path to blob id."""
        return self._entries

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's content."""
        return next(self.read_many([path], limit))[1]

    def read_many(self, paths: Iterable[str], limit: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield files with their content, in the order asked for."""
        wanted = list(paths)
        kept = [self._from[path] for path in wanted if path not in self._changed]
        contents = self._base.read_many(kept, limit)
        for path in wanted:
            if path in self._changed:
                data = self._changed[path]
                yield path, data if limit is None else data[: limit + 1]
            else:
                yield path, next(contents)[1]

    def problems(self) -> list[Problem]:
        """Return what is wrong with the tree below."""
        return self._base.problems()

    def unseen(self) -> list[str]:
        """Return what cannot be seen of the tree below."""
        return self._base.unseen()
