"""The parts of a search: what inputs come to that rest on the same unknowns, and which of these matter."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import product

from goldline.rules.unknown.search import Classify, Signs, Standing, plain
from goldline.rules.unknown.unknowns import Unknown

Spread = tuple[frozenset[str], ...]
"""What an entry leaves between bounds: of each set of labels one must be known."""


class Listed:
    """A part whose unknowns are listed in all their combinations, those that are impossible left out."""

    def __init__(
        self, unknowns: Sequence[Unknown], entries: dict[tuple[int, ...], Signs], labels: Sequence[str]
    ) -> None:
        self.unknowns = unknowns
        self.labels = labels
        self.entries: Sequence[Signs] = list(entries.values())
        self._at = {picks: index for index, picks in enumerate(entries)}
        self._spread = [self._spread_in(picks) for picks in entries]

    def missing(self, standings: Sequence[Standing]) -> list[str]:
        """Return what must be known so that it is settled how an entry stands."""
        return least(self.labels, lambda fixed: settles(self._blocks(fixed), standings, self._spread, fixed))

    def _blocks(self, fixed: frozenset[str]) -> Iterator[Iterator[int]]:
        for together in product(*(unknown.blocks(fixed) for unknown in self.unknowns)):
            yield (self._at[picks] for picks in product(*together) if picks in self._at)

    def _spread_in(self, picks: tuple[int, ...]) -> Spread:
        """Return what a choice leaves between bounds."""
        chosen = zip(self.unknowns, picks, strict=True)
        wide = [unknown.labels for unknown, pick in chosen if unknown.choices[pick].is_spread]
        return tuple(frozenset((label,)) for labels in wide for label in labels)


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

    def missing(self, standings: Sequence[Standing]) -> list[str]:
        """Return what must be known so that the other criterion's outcome is settled where it matters."""
        matters = dict(zip(self.outcomes, standings, strict=True))
        return self.upstream(lambda outcome: matters[plain(outcome)])


class Loose:
    """A part with too much to list: all its unknowns are missing where it matters at all."""

    def __init__(self, entries: Sequence[Signs], labels: list[str]) -> None:
        self.entries = entries
        self.labels = labels

    def missing(self, _standings: Sequence[Standing]) -> list[str]:
        """Return everything: which of it would do is not known."""
        return self.labels


Part = Listed | Delegated | Loose


def least(labels: Sequence[str], enough: Callable[[frozenset[str]], bool]) -> list[str]:
    """Return labels that are enough, none of which could be left out; earlier ones are kept first.

    `enough` says whether knowing just these settles it; knowing all of them must.
    """
    needed = [label for label in labels if not enough(frozenset(labels) - {label})]
    if enough(frozenset(needed)):
        return needed
    kept = list(labels)
    for label in reversed([label for label in labels if label not in needed]):
        rest = [other for other in kept if other != label]
        if enough(frozenset(rest)):
            kept = rest
    return kept


def settles(
    blocks: Iterable[Iterable[int]],
    standings: Sequence[Standing],
    spread: Sequence[Spread],
    fixed: frozenset[str],
) -> bool:
    """Whether all entries of each block stand alike, and what `fixed` leaves between bounds matters not."""
    for one, wide in zip(standings, spread, strict=True):
        if one.open and any(labels.isdisjoint(fixed) for labels in wide):
            return False
    return all(len({standings[index].kind for index in block}) <= 1 for block in blocks)
