"""The bounds of a sequential test for forms of a certain length, and how often it is right and wrong.

Wald's bounds are for a look after each judgment. A form is looked at once, when it is answered whole, and
its evidence leaps past the bound: with them the test errs several times less often than it may, and
leaves as many people undecided. So here the bounds lie where the error rates are those that were asked
for, of people made up for the purpose (needs numpy, the extra `goldline[people]`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from goldline.scoring.sequential import SequentialTest
from goldline.scoring.weights import Floats

FORMS = 4
"""So many forms in a row are looked at; who is undecided then stays so."""
_PEOPLE = 10_000
_CARE = 0.9
"""People are made up by chance: a little less than the promise is aimed at."""
_SEEDS = (20_260_105, 20_260_106)
_STEPS = 12


@dataclass(frozen=True, slots=True)
class Odds:
    """How often somebody passes and fails on the first form, and on all there may be, as shares."""

    passes: float
    fails: float
    passes_in_the_end: float
    fails_in_the_end: float


def calibrated(test: SequentialTest, form: Sequence[int]) -> SequentialTest:
    """Return the test with bounds for forms like this one: `form` is how many judgments each item asks."""
    good = _evidence(test, form, test.good, _SEEDS[0])
    poor = _evidence(test, form, test.poor, _SEEDS[0])
    upper, lower = test.upper, test.lower
    for _ in range(3):  # each bound moves the other a little
        upper = _least(test.upper, test.wrongly_passed, partial(_wrongly_passed, poor, lower))
        lower = -_least(-test.lower, test.wrongly_failed, partial(_wrongly_failed, good, upper))
    return replace(test, passes_at=upper, fails_at=lower)


def _wrongly_passed(evidence: Floats, lower: float, at: float) -> float:
    return _ends(evidence, at, lower)[0]


def _wrongly_failed(evidence: Floats, upper: float, at: float) -> float:
    return _ends(evidence, upper, -at)[1]


def _least(most: float, promised: float, wrong: Callable[[float], float]) -> float:
    """Return the least bound from 0 on that is wrong no more often than promised; Wald's at most.

    Evidence comes in steps, so the bound lies a little beyond the step that is too many.
    """
    low, high = 0.0, most
    if wrong(low) <= promised * _CARE:
        return low
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if wrong(middle) <= promised * _CARE else (middle, high)
    return math.ceil(high * 1000) / 1000


def odds_of(test: SequentialTest, form: Sequence[int], share: float) -> Odds:
    """Return how often somebody right in `share` of their judgments passes and fails on forms like this."""
    evidence = _evidence(test, form, share, _SEEDS[1])
    first = _ends(evidence[:, :1], test.upper, test.lower)
    return Odds(*first, *_ends(evidence, test.upper, test.lower))


def _evidence(test: SequentialTest, form: Sequence[int], share: float, seed: int) -> Floats:
    """Return what speaks for good after each form: a row a person. Judgments of an item share their luck."""
    rng = np.random.default_rng(seed)
    each = np.asarray(form, dtype=np.intp)
    shape = (_PEOPLE, FORMS, len(each))
    chance: Floats | float = share
    if 0 < test.alike < 1:
        spread = (1 - test.alike) / test.alike
        chance = rng.beta(share * spread, (1 - share) * spread, size=shape)
    right = rng.binomial(each, chance, size=shape) if test.alike < 1 else rng.binomial(1, share, shape) * each
    gain, loss = np.log(test.good / test.poor), np.log((1 - test.good) / (1 - test.poor))
    judged = int(each.sum())
    effect = 1 + ((each**2).sum() / judged - 1) * test.alike
    counts = right.sum(axis=2)
    return np.cumsum((counts * gain + (judged - counts) * loss) / effect, axis=1)


def _ends(evidence: Floats, upper: float, lower: float) -> tuple[float, float]:
    """Return the shares of people who pass and who fail; the first decision stands."""
    above, below = evidence >= upper, evidence <= lower
    decided = above | below
    first = np.argmax(decided, axis=1)
    people = np.arange(len(evidence))
    ended = decided[people, first]
    passed = above[people, first] & ended
    return float(passed.mean()), float((ended & ~passed).mean())
