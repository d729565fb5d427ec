"""Trees that git keeps: a commit, the index, and the working tree.

A clean working tree is listed without reading it. Its ids are those of the index, and only files that
git calls modified or new are hashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from goldline.errors import GoldlineError
from goldline.store.attributes import is_attributes
from goldline.store.base_tree import BaseTree
from goldline.store.disk import Disk, blob_id
from goldline.store.lfs import is_lfs_pointer
from goldline.store.listing import Listing, read_commit_listing, read_index_listing, read_names
from goldline.store.paths import printable

if TYPE_CHECKING:
    from goldline.store.git import Repository

_BATCH_FILES = 512
_BATCH_BYTES = 32 << 20


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
