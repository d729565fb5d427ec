"""Trees: files by name, wherever they are kept. The code above cannot tell a folder from a commit.

Every tree gives the same three things: which files there are and what they hold (as git's blob ids,
so that equal content has one id everywhere), the bytes themselves, and what is wrong with the tree
as such. A tree looks once. Bytes are always those of the id in the listing: what changes on disk
afterwards is never mixed in.

This is the door: `git_trees` holds those that git keeps, `plain_trees` the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from goldline.model.finding import Problem
from goldline.store.git_trees import CommitTree, IndexTree, WorkTree
from goldline.store.paths import path_fault
from goldline.store.plain_trees import FolderTree, MemoryTree

__all__ = [
    "CommitTree",
    "FolderTree",
    "IndexTree",
    "MemoryTree",
    "Tree",
    "WorkTree",
    "changed",
    "entries_digest",
    "path_fault",
]


class Tree(Protocol):
    """Files by name. Constructors take `prefixes`: folders (with `/` at the end) and files of interest."""

    @property
    def name(self) -> str:
        """Return the tree's name in reports: 'working tree', 'index', 'v1.2', a folder."""

    @property
    def commit(self) -> str | None:
        """Return the full id of the commit, where the tree is one."""

    @property
    def root(self) -> Path | None:
        """Return the folder on disk, where there is one."""

    def entries(self) -> dict[str, str]:
        """Return the regular files in scope, sorted: path to blob id. Do not change the dictionary."""

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's content; of one longer than `limit`, the first `limit + 1` bytes."""

    def read_many(self, paths: Iterable[str], limit: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield files with their content, in the order asked for. Far quicker than one by one."""

    def problems(self) -> list[Problem]:
        """Return what is wrong with the tree itself: names, links, submodules, attributes."""

    def unseen(self) -> list[str]:
        """Return what stands in scope and is not among the entries, as it can be printed."""


def entries_digest(tree: Tree) -> str:
    """Return a digest of everything in scope: equal for trees with the same files, whatever their kind."""
    listing = "\0".join(map("\0".join, tree.entries().items()))
    return hashlib.sha256(listing.encode("utf-8")).hexdigest()


def changed(base: Tree, head: Tree) -> set[str]:
    """Return the paths that exist on one side only or hold different content."""
    return {path for path, _ in base.entries().items() ^ head.entries().items()}
