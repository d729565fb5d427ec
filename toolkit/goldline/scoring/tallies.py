"""Judgments as counts, and the few sums of them that every coefficient is a function of.

A sum over units (an item, or one response of it) can be taken apart again: without one rater or one
item it is the whole less that one's part. So leaving out each of 200 raters costs hardly more than
counting once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldline.scoring.weights import Floats

Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ratings:
    """Judgments as three columns of codes; `items` is the item of each unit (responses share one).

    A rater has at most one judgment of a unit. `values` are codes of `levels` levels, all that
    the scale declares, whether or not anybody used them.
    """

    units: Codes
    raters: Codes
    values: Codes
    levels: int
    items: Codes

    @classmethod
    def of_columns(
        cls, units: Codes, raters: Codes, values: Codes, levels: int, items: Codes | None = None
    ) -> Ratings:
        """Return the ratings with units and raters numbered anew, without those that do not occur."""
        kept, units = _numbered(units)
        _, raters = _numbered(raters)
        of_unit = kept if items is None else items[kept]
        _, of_unit = _numbered(of_unit)
        return cls(units, raters, values, levels, of_unit)

    @classmethod
    def of_table(cls, rows: Iterable[Sequence[int | None]], levels: int) -> Ratings:
        """Return the ratings of a table with a row for each rater and None where something is missing."""
        found = [
            (unit, rater, value)
            for rater, row in enumerate(rows)
            for unit, value in enumerate(row)
            if value is not None
        ]
        columns = np.array(found, dtype=np.intp).reshape(-1, 3).T
        return cls.of_columns(columns[0], columns[1], columns[2], levels)

    @property
    def unit_count(self) -> int:
        """How many units there are."""
        return len(self.items)

    @property
    def rater_count(self) -> int:
        """How many raters there are."""
        return int(self.raters.max()) + 1 if len(self.raters) else 0

    @property
    def item_count(self) -> int:
        """How many items there are."""
        return int(self.items.max()) + 1 if len(self.items) else 0


def _numbered(codes: Codes) -> tuple[Codes, Codes]:
    """Return the codes that occur, and the column as positions among them."""
    if not len(codes):
        return codes, codes
    there = np.zeros(int(codes.max()) + 1, dtype=bool)
    there[codes] = True
    kept = np.flatnonzero(there)
    if len(kept) == len(there):
        return kept, codes
    place = np.cumsum(there) - 1
    return kept, place[codes]


def count_table(ratings: Ratings) -> Floats:
    """Return how many raters gave each unit each level: a row a unit, a column a level.

    In memory a level's counts lie side by side: what is added up are long columns of short rows.
    """
    cells = ratings.values * ratings.unit_count + ratings.units
    size = ratings.unit_count * ratings.levels
    counts = np.bincount(cells, minlength=size).astype(np.float64)
    return counts.reshape(ratings.levels, ratings.unit_count).T


def rater_table(ratings: Ratings) -> Floats:
    """Return how often each rater gave each level: a row a rater, a column a level."""
    cells = ratings.raters * ratings.levels + ratings.values
    size = ratings.rater_count * ratings.levels
    return np.bincount(cells, minlength=size).astype(np.float64).reshape(-1, ratings.levels)


def coincidence_table(counts: Floats) -> Floats:
    """Return Krippendorff's coincidences: how often two levels meet in a unit, each unit with its weight.

    Krippendorff (2011), section C: the pairs of a unit with m judgments count 1/(m-1) each.
    """
    return _pairs(counts, lambda m: 1 / (m - 1))[0]


def meeting_table(counts: Floats, items: Codes) -> Codes:
    """Return in how many items two judgments of one unit gave two levels, or twice the same."""
    levels = counts.shape[1]
    table = np.zeros((levels, levels), dtype=np.intp)
    for one in range(levels):
        for other in range(one, levels):
            both = counts[:, one] > 1 if one == other else (counts[:, one] > 0) & (counts[:, other] > 0)
            table[one, other] = table[other, one] = len(np.unique(items[both]))
    return table


def confusion_of_two(ratings: Ratings) -> Floats:
    """Return the table of two raters over the units that both judged: rows the first, columns the second."""
    return np.asarray(confusions_of_two(ratings, by_item=False)[0])


def confusions_of_two(ratings: Ratings, *, by_item: bool) -> Floats:
    """Return that table for each item, or one for all."""
    levels = ratings.levels
    grid = np.full((2, ratings.unit_count), -1, dtype=np.intp)
    grid[ratings.raters, ratings.units] = ratings.values
    both = (grid[0] >= 0) & (grid[1] >= 0)
    group = ratings.items[both] if by_item else np.zeros(int(both.sum()), dtype=np.intp)
    cells = (group * levels + grid[0][both]) * levels + grid[1][both]
    groups = ratings.item_count if by_item else 1
    table = np.bincount(cells, minlength=groups * levels * levels)
    return table.astype(np.float64).reshape(groups, levels, levels)


@dataclass(frozen=True, slots=True)
class Tallies:
    """Sums over units; each may have a leading axis, and then stands for as many sets of judgments.

    `coincidences` weigh the pairs of a unit by 1/(m-1) and `agreements` by 1/(m(m-1)), m being its
    judgments; `shares` adds up how a unit's judgments are spread over the levels. `units` counts units
    with a judgment, `paired` those with two at least.
    """

    coincidences: Floats
    agreements: Floats
    shares: Floats
    units: Floats
    paired: Floats

    def less(self, part: Tallies) -> Tallies:
        """Return what is left without a part, or without each part of a batch."""
        return Tallies(
            self.coincidences - part.coincidences,
            self.agreements - part.agreements,
            self.shares - part.shares,
            self.units - part.units,
            self.paired - part.paired,
        )

    @classmethod
    def stacked(cls, parts: Sequence[Tallies]) -> Tallies:
        """Return several as one batch."""
        return cls(
            np.stack([part.coincidences for part in parts]),
            np.stack([part.agreements for part in parts]),
            np.stack([part.shares for part in parts]),
            np.stack([part.units for part in parts]),
            np.stack([part.paired for part in parts]),
        )


def tally(counts: Floats) -> Tallies:
    """Return the sums over all units of a count table."""
    coincidences, agreements = _pairs(counts, lambda m: 1 / (m - 1), lambda m: 1 / (m * (m - 1)))
    judged = _sizes(counts)
    some = judged > 0
    shares = np.where(some, 1 / np.maximum(judged, 1), 0) @ counts
    return Tallies(
        coincidences,
        agreements,
        shares,
        np.asarray(some.sum(), dtype=np.float64),
        np.asarray((judged > 1).sum(), dtype=np.float64),
    )


def tally_each(counts: Floats, groups: Codes, size: int) -> Tallies:
    """Return the sums over the units of each group, as a batch; `groups` must be in ascending order."""
    judged = _sizes(counts)
    paired = judged > 1
    safe = np.maximum(judged, 2)
    outer = counts[:, :, None] * counts[:, None, :]
    at = np.arange(counts.shape[1])
    outer[:, at, at] -= counts
    outer *= (paired / (safe - 1))[:, None, None]
    share = counts / np.maximum(judged, 1)[:, None]
    return Tallies(
        _summed(outer, groups, size),
        _summed(outer / safe[:, None, None], groups, size),
        _summed(share, groups, size),
        _summed((judged > 0).astype(np.float64), groups, size),
        _summed(paired.astype(np.float64), groups, size),
    )


def _summed(values: Floats, groups: Codes, size: int) -> Floats:
    total = np.zeros((size, *values.shape[1:]))
    if len(groups):
        starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
        total[groups[starts]] = np.add.reduceat(values, starts, axis=0)
    return total


def _sizes(counts: Floats) -> Floats:
    # A product with ones is several times as quick as a sum along short rows.
    return np.asarray(np.ones(counts.shape[1]) @ counts.T)


def _pairs(counts: Floats, *scales: object) -> list[Floats]:
    """Return the sum over units of its pairs of judgments, for each way to weigh a unit."""
    judged = _sizes(counts)
    paired = judged > 1
    if not paired.all():
        counts, judged = counts[paired], judged[paired]
    found = []
    for scale in scales:
        weight = scale(judged)  # type: ignore[operator]
        weighed = counts.T * weight
        found.append(np.asarray(weighed @ counts - np.diag(weighed.sum(axis=1))))
    return found
