"""Trees: files by name, wherever they are kept. The code above cannot tell a folder from a commit.

Every tree gives the same three things: which files there are and what they hold (as git's blob ids,
so that equal content has one id everywhere), the bytes themselves, and what is wrong with the tree
as such. A tree looks once. Bytes are always those of the id in the listing: what changes on disk
afterwards is never mixed in.

A clean working tree is listed without reading it. Its ids are those of the index, and only files that
git calls modified or new are hashed.
"""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from goldline.errors import GoldlineError
from goldline.model.finding import Place, Problem
from goldline.store.attributes import MAX_BYTES, find_risky_attributes, is_attributes
from goldline.store.disk import Disk, blob_id
from goldline.store.lfs import is_lfs_pointer
from goldline.store.listing import (
    Listing,
    find_embedded_repositories,
    find_irregular_problems,
    find_link_problems,
    find_module_problems,
    find_unseen,
    read_commit_listing,
    read_index_listing,
    read_names,
)
from goldline.store.paths import Scope, find_name_problems, path_fault, printable

if TYPE_CHECKING:
    from goldline.store.git import Repository

_BATCH_FILES = 512
_BATCH_BYTES = 32 << 20

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


class BaseTree(ABC):
    """What all trees share, given how they list and how they read."""

    def __init__(
        self, name: str, prefixes: Iterable[str], *, commit: str | None = None, root: Path | None = None
    ) -> None:
        self.name = name
        self.commit = commit
        self.root = root
        self.scope = Scope.of(prefixes)

    @abstractmethod
    def look(self) -> Listing:
        """Return the whole tree, in scope or not, as it was at the first look."""

    @abstractmethod
    def contents(self, files: Iterable[tuple[str, str]], limit: int | None) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of these files, given with their blob ids."""

    @cached_property
    def _entries(self) -> dict[str, str]:
        return self.scope.pick(self.look().files)

    def entries(self) -> dict[str, str]:
        """Return the regular files in scope, sorted: path to blob id."""
        return self._entries

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's content."""
        return next(self.read_many([path], limit))[1]

    def read_many(self, paths: Iterable[str], limit: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield files with their content, in the order asked for."""
        entries = self.entries()
        wanted = list(paths)
        for path in wanted:
            if path not in entries:
                raise GoldlineError(
                    f"There is no file '{printable(path)}' in the {self._noun}.",
                    hint="Check how its name is written, capital letters included.",
                )
        return self.contents([(path, entries[path]) for path in wanted], limit)

    def problems(self) -> list[Problem]:
        """Return what is wrong with the tree itself, in order of place."""
        listing, scope = self.look(), self.scope
        rules = [path for path in listing.files if is_attributes(path)]
        found = [
            *find_name_problems(listing.names, scope),
            *find_link_problems(listing.links, scope),
            *find_module_problems(listing.modules, scope),
            *find_irregular_problems(listing.irregular, scope),
            *find_embedded_repositories(listing.names, listing.nested),
        ]
        if rules:
            texts = dict(self.contents([(path, listing.files[path]) for path in rules], MAX_BYTES))
            found += find_risky_attributes(texts, self.entries())
        return sorted(found, key=_place)

    @property
    def _ours(self) -> Listing:
        return self.look()  # where the part in scope is to be had alone, that part

    def unseen(self) -> list[str]:
        """Return what stands in scope and is not among the entries, as it can be printed."""
        return find_unseen(self._ours, self.scope)

    @property
    def _noun(self) -> str:
        return self.name if self.commit is None else f"commit {self.name}"


def _place(problem: Problem) -> tuple[str, int, str]:
    line = problem.at.line if isinstance(problem.at, Place) else 0
    return problem.at.file, line, problem.kind


class _StoredTree(BaseTree):
    """A tree whose content git keeps: the working tree's disk plays no part."""

    def __init__(
        self, repo: Repository, name: str, prefixes: Iterable[str], *, commit: str | None = None
    ) -> None:
        super().__init__(name, prefixes, commit=commit, root=repo.root if commit is None else None)
        self.repo = repo

    def contents(self, files: Iterable[tuple[str, str]], limit: int | None) -> Iterator[tuple[str, bytes]]:
        wanted = list(files)
        blobs = self.repo.read_blobs((blob for _, blob in wanted), limit)
        for (path, blob), (_, content) in zip(wanted, blobs, strict=True):
            if content is None:
                raise GoldlineError(
                    f"The content of '{printable(path)}' ({blob[:12]}) is missing from the repository.",
                    hint="Run `git fsck`; after a clone with --filter, `git fetch --refetch` brings it.",
                )
            yield path, content


class CommitTree(_StoredTree):
    """The files of a commit, read from git's store: works in any clone, with or without a working tree."""

    def __init__(self, repo: Repository, commit: str, name: str, prefixes: Iterable[str] = ()) -> None:
        super().__init__(repo, name, prefixes, commit=commit)
        self._id = commit

    @cached_property
    def _listing(self) -> Listing:
        return read_commit_listing(self.repo.list_commit(self._id), self.repo.id_length)

    @cached_property
    def _ours(self) -> Listing:
        # Without the rest of the tree, which may be a hundred times larger.
        return read_commit_listing(self.repo.list_commit(self._id, self.scope.prefixes), self.repo.id_length)

    @cached_property
    def _entries(self) -> dict[str, str]:
        return self._ours.files

    def look(self) -> Listing:
        """Return the whole commit."""
        return self._listing


class IndexTree(_StoredTree):
    """What `git commit` would commit now, staged changes and no others.

    In a hook of a commit in progress it is the index of that commit, which with `git commit FILE` is
    not the usual one (`Repository.hook_index`).
    """

    def __init__(self, repo: Repository, prefixes: Iterable[str] = ()) -> None:
        super().__init__(repo, "index", prefixes)

    @cached_property
    def _listing(self) -> Listing:
        index = self.repo.hook_index
        listing = read_index_listing(self.repo.list_index(index), self.repo.id_length)
        unmerged = [path for path in listing.unmerged if self.scope.holds(path)]
        if unmerged:
            raise GoldlineError(
                f"A merge is not finished: '{printable(unmerged[0])}' is in conflict"
                + (f", and {len(unmerged) - 1} more." if len(unmerged) > 1 else "."),
                hint="Settle the conflict, then `git add` the files.",
            )
        # `git add -N` puts an empty file into the index that no commit will contain.
        if blob_id(b"", self.repo.object_format) in listing.files.values():
            for path in read_names(self.repo.list_intended(index)):
                listing.files.pop(path, None)
        return listing

    def look(self) -> Listing:
        """Return the whole index."""
        return self._listing


class WorkTree(BaseTree):
    """The files as they are on disk, tracked or new, without those that git ignores.

    Where git keeps a file in another form than it puts on disk (line ends on Windows, a filter), the
    content of an unchanged file is the committed form. Only for Git LFS it is the medium on disk.
    """

    def __init__(self, repo: Repository, prefixes: Iterable[str] = ()) -> None:
        if repo.root is None:
            raise GoldlineError(
                f"'{repo.git_dir}' is a bare repository: it has no working tree.",
                hint="Name a revision, such as HEAD, or work in a clone.",
            )
        super().__init__("working tree", prefixes, root=repo.root)
        self.repo = repo
        self._folder = repo.root

    @cached_property
    def _listing(self) -> Listing:
        collect_changed = self.repo.list_changed()
        listing = read_index_listing(self.repo.list_index(), self.repo.id_length)
        files = dict(listing.files)
        links, irregular, nested, new = set(listing.links), [], [], []
        with Disk(self._folder, self.repo.object_format) as disk:
            for path in dict.fromkeys(read_names(collect_changed())):
                if path.endswith("/"):  # new, and with a repository of its own
                    nested.append(path[:-1])
                    continue
                if path not in files:
                    new.append(path)
                if not self.scope.meets(path) and not is_attributes(path):
                    continue  # its name counts, its content does not
                blob = disk.blob(path)
                if blob is not None:
                    files[path] = blob
                    continue
                files.pop(path, None)
                kind = disk.kind(path)
                if kind == "link":
                    links.add(disk.link_on(path) or path)
                elif kind == "other":
                    irregular.append(path)
        # Git looks through a link at what lies behind it, and may find it unchanged.
        if behind := tuple(f"{link}/" for link in links):
            files = {path: blob for path, blob in files.items() if not path.startswith(behind)}
        names = listing.names
        if new:
            files = dict(sorted(files.items()))
            names = sorted({*names, *new})
        return Listing(names, files, sorted(links), listing.modules, irregular=irregular, nested=nested)

    def look(self) -> Listing:
        """Return the whole working tree. Files out of scope have the ids of the index."""
        return self._listing

    def contents(self, files: Iterable[tuple[str, str]], limit: int | None) -> Iterator[tuple[str, bytes]]:
        """Yield path and content: from disk where it has the listed id, else from git."""
        with Disk(self._folder, self.repo.object_format) as disk:
            batch: list[tuple[str, str, tuple[bytes, str] | None]] = []
            held = 0
            for path, blob in files:
                found = disk.read(path, limit)
                batch.append((path, blob, found))
                held += len(found[0]) if found else 0
                if len(batch) == _BATCH_FILES or held > _BATCH_BYTES:
                    yield from self._settle(batch, limit)
                    batch, held = [], 0
            yield from self._settle(batch, limit)

    def _settle(
        self, batch: list[tuple[str, str, tuple[bytes, str] | None]], limit: int | None
    ) -> Iterator[tuple[str, bytes]]:
        other = {blob for _, blob, found in batch if found is None or found[1] != blob}
        stored = dict(self.repo.read_blobs(sorted(other), limit)) if other else {}
        for path, blob, found in batch:
            if found is not None and found[1] == blob:
                yield path, found[0]
                continue
            kept = stored[blob]
            if kept is None:
                raise GoldlineError(
                    f"'{printable(path)}' was changed while goldline was reading it.",
                    hint="Run the command again.",
                )
            yield path, found[0] if found is not None and is_lfs_pointer(kept) else kept


class FolderTree(BaseTree):
    """A folder on disk, under git or not: an export, an unpacked release, a folder of drafts.

    Only the folders in scope are walked, so that naming a home folder does not read all of it.
    """

    def __init__(self, folder: Path, prefixes: Iterable[str] = (), name: str | None = None) -> None:
        name = name or printable(str(folder))
        if not os.path.isdir(folder):
            raise GoldlineError(f"There is no folder '{name}'.", hint="Check how its name is written.")
        super().__init__(name, prefixes, root=folder)
        self._folder = folder

    @cached_property
    def _listing(self) -> Listing:
        found = Listing([], {})
        with Disk(self._folder) as disk:
            for prefix in self.scope.prefixes or [""]:
                self._start(disk, prefix.rstrip("/"), found)
            for name in sorted(set(found.names)):
                if path_fault(name) is None and (blob := disk.blob(name)) is not None:
                    found.files[name] = blob
        return Listing(
            sorted(set(found.names)), found.files, found.links, irregular=found.irregular, nested=found.nested
        )

    def _start(self, disk: Disk, path: str, found: Listing) -> None:
        kind = disk.kind(path) if path else "folder"
        if kind == "folder":
            self._walk(path, found)
        elif kind == "file":
            found.names.append(path)
        elif kind == "link":
            found.links.append(disk.link_on(path) or path)
        elif kind == "other":
            found.irregular.append(path)

    def _walk(self, start: str, found: Listing) -> None:
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(self._folder / folder) as scan:
                    inside = list(scan)
            except OSError as error:
                raise GoldlineError(
                    f"The folder '{printable(folder)}' cannot be listed: {error.strerror}.",
                    hint="Give yourself the right to read it, or name another folder.",
                ) from error
            if folder and any(entry.name == ".git" for entry in inside):
                found.nested.append(folder)
                continue
            for entry in inside:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_symlink():
                    found.links.append(path)
                elif entry.is_dir(follow_symlinks=False):
                    if entry.name != ".git":
                        waiting.append(path)
                elif entry.is_file(follow_symlinks=False):
                    found.names.append(path)
                else:
                    found.irregular.append(path)

    def look(self) -> Listing:
        """Return the part of the folder that is in scope."""
        return self._listing

    def contents(self, files: Iterable[tuple[str, str]], limit: int | None) -> Iterator[tuple[str, bytes]]:
        """Yield path and content, as long as it is what was listed."""
        with Disk(self._folder) as disk:
            for path, blob in files:
                found = disk.read(path, limit)
                if found is None or found[1] != blob:
                    raise GoldlineError(
                        f"'{printable(path)}' was changed while goldline was reading it.",
                        hint="Run the command again.",
                    )
                yield path, found[0]


class MemoryTree(BaseTree):
    """Files given as a dictionary: an empty base, or a corpus in a test."""

    def __init__(
        self, files: Mapping[str, bytes | str], name: str = "memory", prefixes: Iterable[str] = ()
    ) -> None:
        super().__init__(name, prefixes)
        self._contents = {
            path: text.encode("utf-8") if isinstance(text, str) else text
            for path, text in sorted(files.items())
        }

    @cached_property
    def _listing(self) -> Listing:
        files = {
            path: blob_id(content) for path, content in self._contents.items() if path_fault(path) is None
        }
        return Listing(list(self._contents), files)

    def look(self) -> Listing:
        """Return everything."""
        return self._listing

    def contents(self, files: Iterable[tuple[str, str]], limit: int | None) -> Iterator[tuple[str, bytes]]:
        """Yield path and content."""
        for path, _ in files:
            content = self._contents[path]
            yield path, content if limit is None else content[: limit + 1]
