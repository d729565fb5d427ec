"""Shares of few cases: their bounds, and how surprising one is."""

from __future__ import annotations

import math
from statistics import NormalDist

from goldline.model.figure import Share

_Z = NormalDist().inv_cdf(0.975)


def wilson(part: float, whole: int) -> Share:
    """Return a share with its 95 % bounds; part may be a sum of credits between 0 and 1.

    Wilson (1927), Journal of the American Statistical Association 22. It is right for few cases and for
    shares near 0 and 1, where the textbook interval is not.
    """
    if not whole:
        return Share(0, 0, None, None)
    share = part / whole
    below = 1 + _Z**2 / whole
    middle = (share + _Z**2 / (2 * whole)) / below
    reach = _Z / below * math.sqrt(max(share * (1 - share), 0) / whole + _Z**2 / (4 * whole**2))
    return Share(part, whole, max(0.0, middle - reach), min(1.0, middle + reach))


def chance_of_as_many(part: int, whole: int, share: float) -> float:
    """Return how likely so many or more of `whole` are, each with chance `share` (the binomial test)."""
    if part <= 0:
        return 1.0
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    logs = (
        math.lgamma(whole + 1)
        - math.lgamma(count + 1)
        - math.lgamma(whole - count + 1)
        + count * math.log(share)
        + (whole - count) * math.log1p(-share)
        for count in range(part, whole + 1)
    )
    return min(1.0, math.fsum(map(math.exp, logs)))
