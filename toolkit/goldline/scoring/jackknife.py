"""Intervals by leaving out: each rater in turn, and each item in turn.

Drawing raters with replacement (the naive bootstrap) is wrong here: a rater drawn twice agrees with
themself. Drawing items alone takes the raters as given, and comes out several times too narrow where
people differ. So both are asked, and the wider one is the one to believe.

The jackknife: Quenouille (1956), Biometrika 43; Tukey (1958); Efron and Stein (1981), Annals of
Statistics 9. Items with several responses are left out whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goldline.model.figure import Figure, Interval, Over
from goldline.scoring.coefficients import spread_of_raters
from goldline.scoring.student import student_quantile
from goldline.scoring.tallies import (
    Codes,
    Ratings,
    Tallies,
    confusions_of_two,
    count_table,
    rater_table,
    tally,
    tally_each,
)
from goldline.scoring.weights import Floats

LEAST = 3
"""With fewer raters or items, what another one would change cannot be told."""
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of the judgments; each field may be a batch with one thing left out at a time.

    `mean`, `square` and `raters` are what Conger's kappa needs of raters; `confusion` is there for two
    raters alone.
    """

    tallies: Tallies
    mean: Floats
    square: Floats
    raters: Floats
    confusion: Floats | None


Estimator = Callable[[Left], Floats]


@dataclass(frozen=True, slots=True)
class Jackknife:
    """A set of judgments whole, and with each rater and each item left out."""

    ratings: Ratings
    counts: Floats
    by_rater: Floats
    whole: Left

    @classmethod
    def of(cls, ratings: Ratings) -> Jackknife:
        """Return the judgments, counted."""
        counts = np.ascontiguousarray(count_table(ratings))  # single units are picked from it
        by_rater = rater_table(ratings)
        mean, square, raters = spread_of_raters(by_rater)
        confusion = confusions_of_two(ratings, by_item=False)[0] if ratings.rater_count == 2 else None
        return cls(
            ratings, counts, by_rater, Left(tally(counts), mean, square, np.asarray(raters), confusion)
        )

    def figures(
        self, estimators: dict[str, Estimator], reasons: Callable[[float], Figure]
    ) -> dict[str, Figure]:
        """Return each estimate with its intervals over raters and over items, the wider one first."""
        values = {name: float(estimate(self.whole)) for name, estimate in estimators.items()}
        raters = self._estimates(estimators, self.without_raters())
        items = self._estimates(estimators, self.without_items())
        found = {}
        for name, value in values.items():
            figure = reasons(value)
            if figure.defined:
                both = [
                    interval_of(value, raters[name], "raters"),
                    interval_of(value, items[name], "items"),
                ]
                figure = Figure(value, "", tuple(sorted(both, key=lambda one: -one.width)))
            found[name] = figure
        return found

    def _estimates(self, estimators: dict[str, Estimator], batches: Iterator[Left]) -> dict[str, Floats]:
        found: dict[str, list[Floats]] = {name: [] for name in estimators}
        for batch in batches:
            for name, estimate in estimators.items():
                found[name].append(np.atleast_1d(estimate(batch)))
        return {name: np.concatenate(parts) if parts else np.zeros(0) for name, parts in found.items()}

    # --- raters -----------------------------------------------------------------------------------

    def without_raters(self) -> Iterator[Left]:
        """Yield what is left without each rater, as one batch."""
        ratings = self.ratings
        if ratings.rater_count < LEAST:
            return
        order = np.argsort(ratings.raters, kind="stable")
        edges = np.searchsorted(ratings.raters[order], np.arange(ratings.rater_count + 1))
        parts = []
        for start, end in pairwise(edges):
            rows = order[start:end]
            before = self.counts[ratings.units[rows]]
            after = before.copy()
            after[np.arange(len(rows)), ratings.values[rows]] -= 1
            parts.append(tally(before).less(tally(after)))
        share = self.by_rater / self.by_rater.sum(axis=1, keepdims=True)
        yield Left(
            self.whole.tallies.less(Tallies.stacked(parts)),
            self.whole.mean - share,
            self.whole.square - share[:, :, None] * share[:, None, :],
            np.full(len(share), self.whole.raters - 1),
            None,
        )

    # --- items ------------------------------------------------------------------------------------

    def without_items(self) -> Iterator[Left]:
        """Yield what is left without each item, in batches that fit in memory."""
        ratings = self.ratings
        if ratings.item_count < LEAST:
            return
        by_item = np.argsort(ratings.items, kind="stable")
        of_unit = ratings.items[by_item]
        of_row = ratings.items[ratings.units]
        rows = np.argsort(of_row, kind="stable")
        sorted_rows = of_row[rows]
        confusions = confusions_of_two(ratings, by_item=True) if ratings.rater_count == 2 else None
        step = max(1, _CELLS // ratings.levels**2 // 8)
        for start in range(0, ratings.item_count, step):
            end = min(start + step, ratings.item_count)
            low, high = np.searchsorted(of_unit, [start, end])
            first, last = np.searchsorted(sorted_rows, [start, end])
            part = tally_each(self.counts[by_item[low:high]], of_unit[low:high] - start, end - start)
            mean, square, raters = self._raters_without(rows[first:last], start, end - start)
            yield Left(
                self.whole.tallies.less(part),
                mean,
                square,
                raters,
                None
                if confusions is None or self.whole.confusion is None
                else self.whole.confusion - confusions[start:end],
            )

    def _raters_without(self, rows: Codes, first: int, size: int) -> tuple[Floats, Floats, Floats]:
        """Return the sums over raters without each of `size` items, given the rows of these items."""
        ratings = self.ratings
        keys = ratings.items[ratings.units[rows]] * ratings.rater_count + ratings.raters[rows]
        pairs, group = np.unique(keys, return_inverse=True)
        gone = np.bincount(
            group * ratings.levels + ratings.values[rows], minlength=len(pairs) * ratings.levels
        ).reshape(-1, ratings.levels)
        item, rater = np.divmod(pairs, ratings.rater_count)
        before = self.by_rater[rater]
        after = before - gone
        size_after = after.sum(axis=1, keepdims=True)
        old = before / before.sum(axis=1, keepdims=True)
        new = np.where(size_after > 0, after / np.maximum(size_after, 1), 0)
        starts = np.flatnonzero(np.r_[True, item[1:] != item[:-1]]) if len(item) else np.zeros(0, dtype=int)
        mean = np.broadcast_to(self.whole.mean, (size, ratings.levels)).copy()
        square = np.broadcast_to(self.whole.square, (size, ratings.levels, ratings.levels)).copy()
        count = np.full(size, float(self.whole.raters))
        if len(item):
            at = item[starts] - first
            mean[at] += np.add.reduceat(new - old, starts, axis=0)
            outer = new[:, :, None] * new[:, None, :] - old[:, :, None] * old[:, None, :]
            square[at] += np.add.reduceat(outer, starts, axis=0)
            count[at] -= np.add.reduceat((size_after[:, 0] == 0).astype(float), starts)
        return mean, square, count


def interval_of(value: float, without: Floats, over: Over) -> Interval:
    """Return the interval that follows from the estimates with one thing left out at a time.

    An estimate that is undefined without one of them leaves the interval undefined: that one alone
    carries the figure.
    """
    one = over.removesuffix("s")
    count = len(without)
    if count < LEAST:
        why = f"fewer than {LEAST} {over}"
        return Interval(over, None, None, "", why)
    if not np.isfinite(without).all():
        return Interval(over, None, None, "", f"without a certain {one} there is no figure at all")
    middle = without.mean()
    error = float(np.sqrt((count - 1) / count * ((without - middle) ** 2).sum()))
    reach = student_quantile(0.975, count - 1) * error
    method = f"jackknife over {count:,} {over}"
    return Interval(over, max(value - reach, -1.0), min(value + reach, 1.0), method)
