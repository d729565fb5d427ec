"""Agreement of numbers, from sums and sums of squares: any number of distinct values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goldline.model.figure import Figure
from goldline.scoring.coefficients import ALL_THE_SAME, NOBODY_TWICE
from goldline.scoring.jackknife import LEAST, interval_of
from goldline.scoring.tallies import Codes
from goldline.scoring.weights import Floats

NOT_COMPLETE = "it needs a judgment by every person of every item, and some are missing"
ONE_ITEM = "there is one item only"

_Parts = Callable[[Floats], Floats]
"""What each unit adds, from its count, sum and sum of squares."""
_Estimate = Callable[[Floats], Floats]
"""A figure from all that is added up; NaN where it is undefined."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Judgments that are numbers, with units, raters and the item of each unit numbered from 0."""

    units: Codes
    raters: Codes
    values: Floats
    items: Codes


def alpha_of_numbers(numbers: Numbers) -> Figure:
    """Return Krippendorff's alpha with the interval metric, and its intervals.

    The squared differences of a unit's pairs add up to m times the sum of squares less the square of
    the sum, so no table of values is needed (Krippendorff 2011, section C).
    """
    return _figure(numbers, _alpha_sums, _alpha)


def icc_one_way(numbers: Numbers) -> Figure:
    """Return ICC(1), how much of the differences is between items, raters taken at random; with intervals.

    Shrout and Fleiss (1979), Psychological Bulletin 86, ICC(1,1); for ragged data with the average
    number of judgments n0 of Snedecor and Cochran, Statistical Methods, section 13.7.
    """
    if len(numbers.items) == 1:
        return Figure(None, ONE_ITEM)
    return _figure(numbers, _one_way_sums, _one_way)


def _figure(numbers: Numbers, parts: _Parts, estimate: _Estimate) -> Figure:
    """Return an estimate of all units, with its intervals over raters and items, the wider one first."""
    sums = _unit_sums(numbers)
    if not (sums[:, 0] > 1).any():
        return Figure(None, NOBODY_TWICE)
    each = parts(sums)
    total = each.sum(axis=0)
    value = float(estimate(total))
    if not np.isfinite(value):
        return Figure(None, ALL_THE_SAME)
    wide = each.shape[1]
    raters = [total - part for part in _of_each_rater(numbers, sums, parts)]
    by_item = _grouped(each, numbers.items)
    items = total - by_item if len(by_item) >= LEAST else np.zeros((0, wide))
    return _with_intervals(value, estimate(np.array(raters).reshape(-1, wide)), estimate(items))


def _with_intervals(value: float, raters: Floats, items: Floats) -> Figure:
    found = [interval_of(value, raters, "raters"), interval_of(value, items, "items")]
    return Figure(value, "", tuple(sorted(found, key=lambda one: -one.width)))


def _unit_sums(numbers: Numbers) -> Floats:
    """Return for each unit how many judgments it has, their sum and their sum of squares."""
    size = len(numbers.items)
    centred = _centred(numbers)
    return np.stack(
        [
            np.bincount(numbers.units, minlength=size).astype(np.float64),
            np.bincount(numbers.units, centred, minlength=size),
            np.bincount(numbers.units, centred**2, minlength=size),
        ],
        axis=1,
    )


def _centred(numbers: Numbers) -> Floats:
    return numbers.values - numbers.values.mean() if len(numbers.values) else numbers.values


def _of_each_rater(numbers: Numbers, sums: Floats, parts: _Parts) -> list[Floats]:
    """Return what goes where a rater is left out: all that their units add, less what these add then."""
    raters = int(numbers.raters.max()) + 1
    if raters < LEAST:
        return []
    centred = _centred(numbers)
    order = np.argsort(numbers.raters, kind="stable")
    edges = np.searchsorted(numbers.raters[order], np.arange(raters + 1))
    found = []
    for start, end in pairwise(edges):
        rows = order[start:end]
        before = sums[numbers.units[rows]]
        own = np.stack([np.ones(len(rows)), centred[rows], centred[rows] ** 2], axis=1)
        found.append((parts(before) - parts(before - own)).sum(axis=0))
    return found


def _grouped(values: Floats, groups: Codes) -> Floats:
    size = int(groups.max()) + 1 if len(groups) else 0
    return np.stack(
        [np.bincount(groups, values[:, c], minlength=size) for c in range(values.shape[1])], axis=1
    )


# --- alpha -----------------------------------------------------------------------------------


def _alpha_sums(sums: Floats) -> Floats:
    """Return what each unit adds: observed disagreement, and count, sum and squares of pairable values."""
    paired = sums[:, 0] > 1
    count, total, square = (np.where(paired, sums[:, column], 0) for column in range(3))
    observed = 2 * (count * square - total**2) / np.maximum(count - 1, 1)
    return np.stack([observed, count, total, square], axis=1)


def _alpha(sums: Floats) -> Floats:
    observed, count, total, square = np.moveaxis(sums, -1, 0)
    expected = 2 * (count * square - total**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - (count - 1) * observed / expected
    return np.asarray(np.where(expected > 1e-9 * np.maximum(count * square, 1e-12), found, np.nan))


# --- intraclass correlations -------------------------------------------------------------------


def _one_way_sums(sums: Floats) -> Floats:
    """Return what each unit adds: 1, its count, the square of that, its sum, and squares of it and in it."""
    count, total, square = sums[:, 0], sums[:, 1], sums[:, 2]
    there = count > 0.5
    between = np.where(there, total**2 / np.maximum(count, 1), 0)
    return np.stack([there.astype(np.float64), count, count**2, total, between, square], axis=1)


def _one_way(sums: Floats) -> Floats:
    units, count, squares, total, between, square = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        within = (square - between) / (count - units)
        spread = (between - total**2 / count) / (units - 1)
        average = (count - squares / count) / (units - 1)
        bottom = spread + (average - 1) * within
        found = (spread - within) / bottom
    return np.asarray(np.where((count > units) & (bottom > 1e-12 * square), found, np.nan))


def icc_two_way(numbers: Numbers) -> Figure:
    """Return ICC(2,1), absolute agreement of single judgments, with intervals; it needs a complete table.

    Shrout and Fleiss (1979); ICC(A,1) of McGraw and Wong (1996), Psychological Methods 1.
    """
    units = len(numbers.items)
    raters = int(numbers.raters.max()) + 1 if len(numbers.raters) else 0
    if raters < 2:
        return Figure(None, NOBODY_TWICE)
    if len(numbers.values) != units * raters:
        return Figure(None, NOT_COMPLETE)
    if units < 2:
        return Figure(None, ONE_ITEM)
    table = np.zeros((units, raters))
    table[numbers.units, numbers.raters] = _centred(numbers)
    sums = _table_sums(table)
    value = float(_two_way(sums, units, raters))
    if not np.isfinite(value):
        return Figure(None, ALL_THE_SAME)
    # By items the responses of one are left out together, so the rows are what can be left out one by one.
    alone = len(np.unique(numbers.items)) == units
    items = _two_way(_without_each_row(table), units - 1, raters) if alone and units > LEAST else np.zeros(0)
    others = (
        _two_way(_without_each_row(table.T)[:, [0, 1, 3, 2]], units, raters - 1)
        if raters >= LEAST
        else np.zeros(0)
    )
    return _with_intervals(value, others, items)


def _table_sums(table: Floats) -> Floats:
    """Return a table's sum, its sum of squares, and the squares of the sums of its rows and its columns."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    return np.array([table.sum(), (table**2).sum(), (rows**2).sum(), (columns**2).sum()])


def _without_each_row(table: Floats) -> Floats:
    """Return these sums without each row in turn."""
    rows, squares = table.sum(axis=1), (table**2).sum(axis=1)
    columns = table.sum(axis=0)
    gone = np.stack([rows, squares, rows**2, 2 * (table @ columns) - squares], axis=1)
    return np.asarray(_table_sums(table) - gone)


def _two_way(sums: Floats, units: int, raters: int) -> Floats:
    total, square, of_rows, of_columns = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        grand = total**2 / (units * raters)
        rows, columns = of_rows / raters - grand, of_columns / units - grand
        error = (square - grand - rows - columns) / ((units - 1) * (raters - 1))
        rows, columns = rows / (units - 1), columns / (raters - 1)
        bottom = rows + (raters - 1) * error + raters * (columns - error) / units
        found = (rows - error) / bottom
    return np.asarray(np.where(bottom > 1e-12 * square, found, np.nan))
