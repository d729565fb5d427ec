"""A mean of few values with its bounds, and whether two means differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, variance

from goldline.model.figure import Figure, Interval
from goldline.scoring.student import student_quantile

FEWEST = 3


def mean_of(values: Sequence[float]) -> Figure:
    """Return the mean of shares, one an item, with the 95 % interval of Student's t over items."""
    if not values:
        return Figure(None, "nothing was judged by two people")
    middle = fmean(values)
    if len(values) < FEWEST:
        return Figure(middle, "", (Interval("items", None, None, "", f"fewer than {FEWEST} items"),))
    reach = student_quantile(0.975, len(values) - 1) * math.sqrt(variance(values) / len(values))
    low, high = max(middle - reach, 0.0), min(middle + reach, 1.0)
    return Figure(middle, "", (Interval("items", low, high, f"Student's t over {len(values):,} items"),))


def difference_of(before: Sequence[float], after: Sequence[float]) -> tuple[float, float] | None:
    """Return the 95 % bounds of how much the mean fell, or None of too few.

    Welch (1947), Biometrika 34: the two need not vary alike.
    """
    if len(before) < FEWEST or len(after) < FEWEST:
        return None
    fell = fmean(before) - fmean(after)
    first, second = variance(before) / len(before), variance(after) / len(after)
    if first + second == 0:
        return fell, fell
    freedom = (first + second) ** 2 / (first**2 / (len(before) - 1) + second**2 / (len(after) - 1))
    reach = student_quantile(0.975, freedom) * math.sqrt(first + second)
    return fell - reach, fell + reach
