"""The parts of a search: what inputs come to that rest on the same unknowns, and which of these matter."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import product

from goldline.rules.search import Classify, Signs, plain
from goldline.rules.unknowns import Unknown


class Listed:
    """A part whose unknowns are listed in all their combinations, those that are impossible left out."""

    def __init__(
        self, unknowns: Sequence[Unknown], entries: dict[tuple[int, ...], Signs], labels: Sequence[str]
    ) -> None:
        self.unknowns = unknowns
        self.labels = labels
        self.entries: Sequence[Signs] = list(entries.values())
        self._at = {picks: index for index, picks in enumerate(entries)}

    def missing(self, classes: Sequence[Hashable]) -> list[str]:
        """Return what must be known so that the class of an entry is settled."""
        return least(self.labels, lambda fixed: agree(self._blocks(fixed), classes))

    def _blocks(self, fixed: frozenset[str]) -> Iterator[Iterator[int]]:
        for together in product(*(unknown.blocks(fixed) for unknown in self.unknowns)):
            yield (self._at[picks] for picks in product(*together) if picks in self._at)


class Delegated:
    """A part that rests on the judgment of one other criterion: an entry for each of its outcomes."""

    def __init__(
        self,
        outcomes: Sequence[Hashable],
        entries: Sequence[Signs],
        upstream: Callable[[Classify], list[str]],
    ) -> None:
        self.outcomes = outcomes
        self.entries = entries
        self.upstream = upstream

    def missing(self, classes: Sequence[Hashable]) -> list[str]:
        """Return what must be known so that the other criterion's outcome is settled where it matters."""
        matters = dict(zip(self.outcomes, classes, strict=True))
        return self.upstream(lambda outcome: matters[plain(outcome)])


class Loose:
    """A part with too much to list: all its unknowns are missing where it matters at all."""

    def __init__(self, entries: Sequence[Signs], labels: list[str]) -> None:
        self.entries = entries
        self.labels = labels

    def missing(self, _classes: Sequence[Hashable]) -> list[str]:
        """Return everything: which of it would do is not known."""
        return self.labels


Part = Listed | Delegated | Loose


def least(labels: Sequence[str], settles: Callable[[frozenset[str]], bool]) -> list[str]:
    """Return labels that settle it, none of which could be left out; earlier ones are kept first.

    `settles` says whether knowing just these settles it; knowing all of them must.
    """
    needed = [label for label in labels if not settles(frozenset(labels) - {label})]
    if settles(frozenset(needed)):
        return needed
    kept = list(labels)
    for label in reversed([label for label in labels if label not in needed]):
        rest = [other for other in kept if other != label]
        if settles(frozenset(rest)):
            kept = rest
    return kept


def agree(blocks: Iterable[Iterable[int]], classes: Sequence[Hashable]) -> bool:
    """Whether all entries of each block are of one class."""
    return all(len({classes[index] for index in block}) <= 1 for block in blocks)
