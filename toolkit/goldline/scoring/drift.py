"""Whether something changes from week to week, beyond what few cases do by themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

from goldline.model.figure import Figure

FEWEST_WEEKS = 3


def trend(weeks: Sequence[tuple[int, int]]) -> tuple[Figure, float]:
    """Return the change of a share a week, and how likely as large a change is by chance.

    `weeks` are (right, judged), in order. The test is that of Cochran (1954) and Armitage (1955),
    Biometrics 10 and 11, for a linear trend in proportions.
    """
    whole = sum(judged for _, judged in weeks)
    right = sum(part for part, _ in weeks)
    if sum(judged > 0 for _, judged in weeks) < FEWEST_WEEKS:
        return Figure(None, f"there are judgments of fewer than {FEWEST_WEEKS} weeks"), 1.0
    share = right / whole
    middle = sum(week * judged for week, (_, judged) in enumerate(weeks)) / whole
    spread = sum(judged * (week - middle) ** 2 for week, (_, judged) in enumerate(weeks))
    lean = sum((part - judged * share) * (week - middle) for week, (part, judged) in enumerate(weeks))
    slope = Figure(lean / spread)
    if share in (0, 1):
        return slope, 1.0
    score = lean / math.sqrt(share * (1 - share) * spread)
    return slope, 2 * (1 - NormalDist().cdf(abs(score)))
