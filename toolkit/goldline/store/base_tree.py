"""What all trees share, given how they list and how they read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from goldline.errors import GoldlineError
from goldline.model.finding import Place, Problem
from goldline.store.attributes import MAX_BYTES, find_risky_attributes, is_attributes
from goldline.store.listing import (
    Listing,
    find_embedded_repositories,
    find_irregular_problems,
    find_link_problems,
    find_module_problems,
    find_unseen,
)
from goldline.store.paths import Scope, find_name_problems, printable


class BaseTree(ABC):
    """A tree without its two own parts: `look` lists it, `contents` reads from it."""

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
