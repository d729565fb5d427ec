"""Agreement of numbers of which there are too many for a table of levels, such as shares from 0 to 100."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from goldline.model.figure import Figure
from goldline.scoring.coefficients import ALL_THE_SAME, NOBODY_TWICE
from goldline.scoring.moments import Numbers, alpha_of_numbers
from goldline.scoring.tallies import Codes
from goldline.scoring.weights import Floats

MOST_COMPARED = 5_000
"""Of more different numbers, comparing each with each takes too long."""
_CELLS = 2_000_000


def percent_of_numbers(numbers: Numbers) -> Figure:
    """Return the share of pairs of judgments that are the same number, the mean over units."""
    paired, same, sizes = _same_pairs(numbers)
    if not paired.any():
        return Figure(None, NOBODY_TWICE)
    return Figure(float((same[paired] / (sizes[paired] * (sizes[paired] - 1))).mean()))


def nominal_of_numbers(numbers: Numbers) -> Figure:
    """Return Krippendorff's alpha with the nominal metric: the same number or another."""
    paired, same, sizes = _same_pairs(numbers)
    if not paired.any():
        return Figure(None, NOBODY_TWICE)
    _, totals = np.unique(numbers.values[paired[numbers.units]], return_counts=True)
    size = float(totals.sum())
    expected = 1 - (totals * (totals - 1.0)).sum() / (size * (size - 1))
    if expected <= 0:
        return Figure(None, ALL_THE_SAME)
    observed = 1 - (same[paired] / (sizes[paired] - 1)).sum() / size
    return Figure(float(1 - observed / expected))


def ordinal_of_numbers(numbers: Numbers) -> Figure:
    """Return Krippendorff's alpha with the ordinal metric: numbers by how many lie between them.

    It is that of their middle ranks with the interval metric. The intervals take the ranks as given.
    """
    sizes = np.bincount(numbers.units, minlength=len(numbers.items))
    kept = sizes[numbers.units] > 1
    if not kept.any():
        return Figure(None, NOBODY_TWICE)
    values, totals = np.unique(numbers.values[kept], return_counts=True)
    middle = np.cumsum(totals) - totals / 2
    places = np.minimum(np.searchsorted(values, numbers.values), len(values) - 1)
    found = alpha_of_numbers(replace(numbers, values=middle[places]))
    held = tuple(
        replace(one, method=f"{one.method}, ranks as given" if one.method else "") for one in found.intervals
    )
    return replace(found, intervals=held)


def ratio_of_numbers(numbers: Numbers) -> Figure:
    """Return Krippendorff's alpha with the ratio metric: differences as parts of the sum."""
    sizes = np.bincount(numbers.units, minlength=len(numbers.items))
    kept = sizes[numbers.units] > 1
    if not kept.any():
        return Figure(None, NOBODY_TWICE)
    values, totals = np.unique(numbers.values[kept], return_counts=True)
    if len(values) > MOST_COMPARED:
        return Figure(None, f"more than {MOST_COMPARED:,} different numbers were given")
    size = float(totals.sum())
    expected = sum(
        float(total * (totals * _apart(value, values)).sum())
        for value, total in zip(values, totals, strict=True)
    )
    if expected <= 0:
        return Figure(None, ALL_THE_SAME)
    return Figure(float(1 - (size - 1) * _observed(numbers, sizes) / expected))


def _apart(one: float, others: Floats) -> Floats:
    plus = one + others
    return np.asarray(np.divide(one - others, plus, out=np.zeros_like(others), where=plus != 0) ** 2)


def _observed(numbers: Numbers, sizes: Codes) -> float:
    """Return the distances of all pairs of each unit, each unit's through its judgments less one."""
    order = np.argsort(numbers.units, kind="stable")
    values, starts = numbers.values[order], np.cumsum(sizes) - sizes
    found = 0.0
    for size in np.unique(sizes[sizes > 1]):
        units = np.flatnonzero(sizes == size)
        step = max(1, _CELLS // int(size) ** 2)
        for at in range(0, len(units), step):
            table = values[starts[units[at : at + step], None] + np.arange(size)]
            plus = table[:, :, None] + table[:, None, :]
            minus = table[:, :, None] - table[:, None, :]
            apart = np.divide(minus, plus, out=np.zeros_like(plus), where=plus != 0) ** 2
            found += float(apart.sum()) / (int(size) - 1)
    return found


def _same_pairs(numbers: Numbers) -> tuple[Codes, Floats, Floats]:
    """Return which units have two judgments, and of each unit its pairs of the same number and its size."""
    size = len(numbers.items)
    sizes = np.bincount(numbers.units, minlength=size).astype(np.float64)
    _, codes = np.unique(numbers.values, return_inverse=True)
    keys, counts = np.unique(
        numbers.units.astype(np.int64) * (int(codes.max(initial=0)) + 1) + codes, return_counts=True
    )
    units = keys // (int(codes.max(initial=0)) + 1)
    same = np.bincount(units, counts * (counts - 1.0), minlength=size)
    return sizes > 1, same, sizes  # type: ignore[return-value]
