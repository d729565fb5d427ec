"""The one door: a revision without anything that must not be published.

Everything else of this room sees the tree that comes out of here, and so cannot tell whether held-out
items exist: no page, count, gap, size or report can depend on them.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from goldline.app.fingerprint import fingerprint
from goldline.app.frame import read_document
from goldline.app.layout import ASSESSMENTS, Layout, lay_out
from goldline.app.memory import Memory
from goldline.app.workers import spread
from goldline.model.finding import Problem
from goldline.model.settings import CheckSettings
from goldline.reading.settings import read_settings
from goldline.store.cache import Cache
from goldline.store.tree import Tree

_DOCUMENTS = "document"
_PUBLIC = frozenset({"example", "training"})


@dataclass(frozen=True, slots=True)
class PublicTree:
    """A tree less the files in `hidden`."""

    inner: Tree
    shown: dict[str, str]

    @property
    def name(self) -> str:
        """The tree's name in reports."""
        return self.inner.name

    @property
    def commit(self) -> str | None:
        """The commit, where the tree is one."""
        return self.inner.commit

    @property
    def root(self) -> Path | None:
        """The folder on disk, where there is one."""
        return self.inner.root

    def entries(self) -> dict[str, str]:
        """Return the files that may be published, sorted."""
        return self.shown

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's content."""
        return next(self.read_many([path], limit))[1]

    def read_many(self, paths: Iterable[str], limit: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield files with their content, in the order asked for."""
        wanted = list(paths)
        for path in wanted:
            if path not in self.shown:
                raise KeyError(path)  # nobody can know of it
        return self.inner.read_many(wanted, limit)

    def problems(self) -> list[Problem]:
        """Return nothing: what is wrong with a tree is told by `check`, and may name what is hidden."""
        return []

    def unseen(self) -> list[str]:
        """Return nothing, for the same reason."""
        return []


@dataclass(frozen=True, slots=True)
class Published:
    """What came through the door, and the ids of what did not (for older revisions of the same things)."""

    tree: PublicTree
    withheld: frozenset[str]


def publishable(
    tree: Tree,
    cache: Cache | None = None,
    withheld: frozenset[str] = frozenset(),
    memory: Memory | None = None,
) -> Published:
    """Return a tree without sets and items that are held out, drafts, and what cannot be read.

    `withheld` are ids of items that are held out elsewhere: what was public once and is not now stays
    away. A held-out set is hidden with all that is in it; whatever cannot be understood is hidden too.
    """
    settings, _ = read_settings(tree)
    entries = tree.entries()
    layout = lay_out(list(entries))
    folders = _public_sets(tree, layout, settings.check)
    ids: set[str] = set(withheld)
    hidden: set[str] = set()
    for path in entries:
        if path.startswith(ASSESSMENTS) or (
            path.startswith("goldsets/") and path.split("/", 2)[1] not in folders
        ):
            hidden.add(path)
    paths = [path for group in layout.items.values() for path in group]
    for path, said in _what_items_say(tree, paths, cache, settings.check.largest_file, memory or Memory()):
        if path in hidden or not said.public:
            hidden.add(path)
            ids.add(said.id)
        elif said.draft or said.id in ids:
            hidden.add(path)
    return Published(
        PublicTree(tree, {path: blob for path, blob in entries.items() if path not in hidden}),
        frozenset(ids),
    )


def _public_sets(tree: Tree, layout: Layout, settings: CheckSettings) -> set[str]:
    found: set[str] = set()
    by_path = {path: folder for folder, path in layout.sets.items()}
    for path, data in tree.read_many(by_path, settings.largest_file):
        document, _ = read_document(data, path, "goldset", settings.largest_file)
        if isinstance(document, dict) and document.get("visibility") in _PUBLIC:
            found.add(by_path[path])
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """What an item's file says of who may see it; one that cannot be read is not public."""

    id: str
    public: bool
    draft: bool


def _what_items_say(
    tree: Tree, paths: list[str], cache: Cache | None, limit: int, memory: Memory
) -> Iterator[tuple[str, _Said]]:
    entries = tree.entries()
    new = [path for path in paths if not memory.knows(("said", path, entries[path]))]
    found = {path: _said(path, document) for path, document in _documents(tree, new, cache, limit)}
    # In one order always: an id that is hidden hides what comes after it under the same id.
    for path in paths:
        yield path, memory.recall(("said", path, entries[path]), partial(found.__getitem__, path))


def _said(path: str, document: dict[str, Any] | None) -> _Said:
    said = document or {}
    public = document is not None and said.get("visibility", "training") in _PUBLIC
    return _Said(_id_of(path, document), public, said.get("status", "active") == "draft")


def _documents(
    tree: Tree, paths: list[str], cache: Cache | None, limit: int
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    entries = tree.entries()
    kept: dict[str, bytes] = {}
    if cache is not None and paths:
        kept = cache.get_many(_DOCUMENTS, fingerprint(()), [entries[path] for path in paths])
    for path in paths:
        if entries[path] in kept:
            yield path, marshal.loads(kept[entries[path]])
    missing = [path for path in paths if entries[path] not in kept]
    fresh: dict[str, bytes] = {}
    for path, read in spread(partial(_read, tree, limit), missing):
        if read:
            fresh[entries[path]] = read
        yield path, marshal.loads(read) if read else None
    if cache is not None:
        # The library reads them again in a moment, and so does the next build.
        cache.put_many(_DOCUMENTS, fingerprint(()), fresh.items())


def _read(tree: Tree, limit: int, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each item's document as bytes; none where it cannot be read."""
    for path, data in tree.read_many(paths, limit):
        document, _ = read_document(data, path, "item", limit)
        yield path, marshal.dumps(document) if isinstance(document, dict) else b""


def _id_of(path: str, document: dict[str, Any] | None) -> str:
    found = document.get("id") if document is not None else None
    return found if isinstance(found, str) else path.rsplit("/", 1)[1].rpartition(".")[0]
