"""Wald's sequential probability ratio test: pass, fail, or look at more before saying either."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["pass", "fail", "more evidence"]


@dataclass(frozen=True, slots=True)
class SequentialTest:
    """What the test tells apart, and how often it may be wrong.

    Somebody who is right in `good` of their judgments fails at most about `wrongly_failed` of the time;
    somebody at `poor` passes at most about `wrongly_passed` of it. Between the two either may happen.
    `alike` is how much the judgments of one item resemble each other beyond chance (0: not at all,
    1: they are one judgment): five judgments of one item say less than five of five items.

    `passes_at` and `fails_at` are bounds for forms of a certain length (see `calibrating`); without them
    they are Wald's, which err less often than promised where a form is looked at as a whole.
    """

    good: float = 0.90
    poor: float = 0.75
    wrongly_passed: float = 0.05
    wrongly_failed: float = 0.05
    alike: float = 0.10
    passes_at: float | None = None
    fails_at: float | None = None

    def fault(self) -> str:
        """Return what makes it no test, or nothing."""
        if not 0 < self.poor < self.good < 1:
            return "the share of a poor analyst must lie below that of a good one, both between 0 and 1"
        if not (0 < self.wrongly_passed < 0.5 and 0 < self.wrongly_failed < 0.5):
            return "the error rates must lie between 0 and 0.5"
        return "" if 0 <= self.alike <= 1 else "`alike` must lie between 0 and 1"

    @property
    def upper(self) -> float:
        """Where the evidence is enough to pass: Wald (1945), Annals of Mathematical Statistics 16."""
        if self.passes_at is not None:
            return self.passes_at
        return math.log((1 - self.wrongly_failed) / self.wrongly_passed)

    @property
    def lower(self) -> float:
        """Where it is enough to fail."""
        if self.fails_at is not None:
            return self.fails_at
        return math.log(self.wrongly_failed / (1 - self.wrongly_passed))


@dataclass(frozen=True, slots=True)
class Look:
    """The state of a test after one look: the evidence (a log likelihood ratio) and what it says."""

    verdict: Verdict
    evidence: float
    right: int
    judged: int


def evidence_of(test: SequentialTest, items: Iterable[tuple[int, int]]) -> float:
    """Return the log likelihood ratio of good against poor; `items` are (right, judged) each.

    It is divided by the design effect (Kish 1965): with judgments that resemble each other within an
    item, `n` of them are worth fewer.
    """
    right = wrong = squares = 0
    for good, judged in items:
        right, wrong, squares = right + good, wrong + judged - good, squares + judged * judged
    if not right + wrong:
        return 0.0
    ratio = right * math.log(test.good / test.poor) + wrong * math.log((1 - test.good) / (1 - test.poor))
    return ratio / (1 + (squares / (right + wrong) - 1) * test.alike)


def look(test: SequentialTest, forms: Sequence[Sequence[tuple[int, int]]], *, before: float = 0.0) -> Look:
    """Return what the test says after these forms, looked at after each one; the first decision stands.

    `before` is the evidence of earlier forms that decided nothing.

    A form is answered whole before anybody grades it, so there is nothing to stop earlier.
    """
    evidence, right, judged = before, 0, 0
    verdict: Verdict = "more evidence"
    for form in forms:
        evidence += evidence_of(test, form)
        right, judged = right + sum(r for r, _ in form), judged + sum(n for _, n in form)
        if evidence >= test.upper:
            verdict = "pass"
        elif evidence <= test.lower:
            verdict = "fail"
        if verdict != "more evidence":
            break
    return Look(verdict, evidence, right, judged)


def expected_judgments(test: SequentialTest, share: float) -> float:
    """Return about how many judgments it takes until a decision about somebody right in `share` of them.

    Wald's approximation for `good` and `poor` themselves, where it is the usual yardstick.
    """
    gain, loss = math.log(test.good / test.poor), math.log((1 - test.good) / (1 - test.poor))
    drift = share * gain + (1 - share) * loss
    passes = 1 - test.wrongly_failed if share >= test.good else test.wrongly_passed
    return (passes * test.upper + (1 - passes) * test.lower) / drift
