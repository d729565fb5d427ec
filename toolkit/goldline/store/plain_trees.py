"""Trees that need no git: a folder on disk, and files in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from goldline.errors import GoldlineError
from goldline.store.base_tree import BaseTree
from goldline.store.disk import Disk, blob_id
from goldline.store.listing import Listing
from goldline.store.paths import path_fault, printable


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
