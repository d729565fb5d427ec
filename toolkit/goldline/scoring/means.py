"""A mean of few values with its bounds, and whether two means differ."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Moments:
    """How many values there are, their sum, and the sum of their squares: parts can be taken away again."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    @classmethod
    def of(cls, values: Iterable[float]) -> Moments:
        """Return those of some values."""
        several = list(values)
        return cls(len(several), math.fsum(several), math.fsum(one * one for one in several))

    def less(self, part: Moments) -> Moments:
        """Return what is left without a part."""
        return Moments(
            self.count - part.count, self.total - part.total, max(self.squares - part.squares, 0.0)
        )


def mean_of_moments(moments: Moments) -> Figure:
    """Return the same as `mean_of`, from sums."""
    if not moments.count:
        return mean_of(())
    middle = moments.total / moments.count
    if moments.count < FEWEST:
        return Figure(middle, "", (Interval("items", None, None, "", f"fewer than {FEWEST} items"),))
    spread = max(moments.squares - moments.total * middle, 0.0) / (moments.count - 1)
    reach = student_quantile(0.975, moments.count - 1) * math.sqrt(spread / moments.count)
    low, high = max(middle - reach, 0.0), min(middle + reach, 1.0)
    return Figure(middle, "", (Interval("items", low, high, f"Student's t over {moments.count:,} items"),))


def mean_by_item(values: Iterable[tuple[Hashable, float]]) -> Figure | None:
    """Return the mean of values, each of an item, with the 95 % interval over items; None of none.

    Values of one item go together, so it is items that are counted: the mean is a ratio of two sums over
    them, linearised (Cochran 1977, Sampling Techniques, section 6.5).
    """
    sums: dict[Hashable, tuple[float, int]] = {}
    for item, value in values:
        total, count = sums.get(item, (0.0, 0))
        sums[item] = (total + value, count + 1)
    if not sums:
        return None
    whole = sum(count for _, count in sums.values())
    middle = math.fsum(total for total, _ in sums.values()) / whole
    if len(sums) < FEWEST:
        return Figure(middle, "", (Interval("items", None, None, "", f"fewer than {FEWEST} items"),))
    squares = math.fsum((total - count * middle) ** 2 for total, count in sums.values())
    reach = student_quantile(0.975, len(sums) - 1) * math.sqrt(squares * len(sums) / (len(sums) - 1)) / whole
    method = f"linearised over {len(sums):,} items"
    return Figure(middle, "", (Interval("items", middle - reach, middle + reach, method),))


def share_by_item(parts: Mapping[str, float], wholes: Mapping[str, float]) -> Figure:
    """Return which share of all the parts are, both given by item, with the 95 % interval over items."""
    whole = math.fsum(wholes.values())
    if not whole:
        return Figure(None, "nobody differs on anything")
    share = math.fsum(parts.values()) / whole
    if len(wholes) < FEWEST:
        return Figure(share, "", (Interval("items", None, None, "", f"fewer than {FEWEST} items"),))
    # The sum of (part - share * whole)² over all items; most items have no part.
    squares = math.fsum(one * (one - 2 * share * wholes[item]) for item, one in parts.items())
    squares += share**2 * math.fsum(one * one for one in wholes.values())
    spread = math.sqrt(max(squares, 0.0) * len(wholes) / (len(wholes) - 1))
    reach = student_quantile(0.975, len(wholes) - 1) * spread
    low, high = max(share - reach / whole, 0.0), min(share + reach / whole, 1.0)
    return Figure(share, "", (Interval("items", low, high, f"linearised over {len(wholes):,} items"),))


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
