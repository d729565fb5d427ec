"""Agreement of numbers, from sums and sums of squares: any number of distinct values."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goldline.model.figure import Figure
from goldline.scoring.coefficients import ALL_THE_SAME, NOBODY_TWICE
from goldline.scoring.jackknife import LEAST, interval_of
from goldline.scoring.tallies import Codes
from goldline.scoring.weights import Floats

NOT_COMPLETE = "it needs a judgment by every person of every item, and some are missing"


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
    sums = _unit_sums(numbers)
    if not (sums[:, 0] > 1).any():
        return Figure(None, NOBODY_TWICE)
    total = _alpha_sums(sums).sum(axis=0)
    value = float(_alpha(total))
    if not np.isfinite(value):
        return Figure(None, ALL_THE_SAME)
    raters = [total - part for part in _without_each_rater(numbers, sums)]
    by_item = _grouped(_alpha_sums(sums), numbers.items)
    items = total - by_item if len(by_item) >= LEAST else np.zeros((0, 4))
    found = [
        interval_of(value, _alpha(np.array(raters).reshape(-1, 4)), "raters"),
        interval_of(value, _alpha(items), "items"),
    ]
    return Figure(value, "", tuple(sorted(found, key=lambda one: -one.width)))


def _unit_sums(numbers: Numbers) -> Floats:
    """Return for each unit how many judgments it has, their sum and their sum of squares."""
    size = len(numbers.items)
    centred = numbers.values - numbers.values.mean() if len(numbers.values) else numbers.values
    return np.stack(
        [
            np.bincount(numbers.units, minlength=size).astype(np.float64),
            np.bincount(numbers.units, centred, minlength=size),
            np.bincount(numbers.units, centred**2, minlength=size),
        ],
        axis=1,
    )


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


def _without_each_rater(numbers: Numbers, sums: Floats) -> list[Floats]:
    raters = int(numbers.raters.max()) + 1
    if raters < LEAST:
        return []
    centred = numbers.values - numbers.values.mean()
    order = np.argsort(numbers.raters, kind="stable")
    edges = np.searchsorted(numbers.raters[order], np.arange(raters + 1))
    found = []
    for start, end in pairwise(edges):
        rows = order[start:end]
        before = sums[numbers.units[rows]]
        own = np.stack([np.ones(len(rows)), centred[rows], centred[rows] ** 2], axis=1)
        found.append((_alpha_sums(before) - _alpha_sums(before - own)).sum(axis=0))
    return found


def _grouped(values: Floats, groups: Codes) -> Floats:
    size = int(groups.max()) + 1 if len(groups) else 0
    return np.stack(
        [np.bincount(groups, values[:, c], minlength=size) for c in range(values.shape[1])], axis=1
    )


def icc_one_way(numbers: Numbers) -> Figure:
    """Return ICC(1): how much of the differences is between items, raters taken at random.

    Shrout and Fleiss (1979), Psychological Bulletin 86, ICC(1,1); for ragged data with the average
    number of judgments n0 of Snedecor and Cochran, Statistical Methods, section 13.7.
    """
    sums = _unit_sums(numbers)
    sums = sums[sums[:, 0] > 0]
    if not (sums[:, 0] > 1).any():
        return Figure(None, NOBODY_TWICE)
    units, count = len(sums), sums[:, 0].sum()
    if units < 2:
        return Figure(None, "there is one item only")
    means = sums[:, 1] / sums[:, 0]
    within = (sums[:, 2] - sums[:, 0] * means**2).sum() / (count - units)
    between = (sums[:, 0] * (means - sums[:, 1].sum() / count) ** 2).sum() / (units - 1)
    average = (count - (sums[:, 0] ** 2).sum() / count) / (units - 1)
    return _icc(between - within, between + (average - 1) * within, sums)


def icc_two_way(numbers: Numbers) -> Figure:
    """Return ICC(2,1), absolute agreement of single judgments; it needs a complete table.

    Shrout and Fleiss (1979); ICC(A,1) of McGraw and Wong (1996), Psychological Methods 1.
    """
    units = len(numbers.items)
    raters = int(numbers.raters.max()) + 1 if len(numbers.raters) else 0
    if raters < 2:
        return Figure(None, NOBODY_TWICE)
    if len(numbers.values) != units * raters:
        return Figure(None, NOT_COMPLETE)
    if units < 2:
        return Figure(None, "there is one item only")
    table = np.zeros((units, raters))
    table[numbers.units, numbers.raters] = numbers.values - numbers.values.mean()
    grand = table.mean()
    rows = raters * ((table.mean(axis=1) - grand) ** 2).sum() / (units - 1)
    columns = units * ((table.mean(axis=0) - grand) ** 2).sum() / (raters - 1)
    rest = ((table - grand) ** 2).sum() - rows * (units - 1) - columns * (raters - 1)
    error = rest / ((units - 1) * (raters - 1))
    bottom = rows + (raters - 1) * error + raters * (columns - error) / units
    return _icc(rows - error, bottom, _unit_sums(numbers))


def _icc(top: float, bottom: float, sums: Floats) -> Figure:
    if bottom <= 1e-12 * max(float(sums[:, 2].sum()), 1e-300):
        return Figure(None, ALL_THE_SAME)
    return Figure(float(top / bottom))
