"""One person's judgments against gold: right, nearly right, and to which side they err."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from goldline.model.figure import Share
from goldline.scoring.proportion import wilson


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgment beside what is right: positions on the scale, or numbers.

    `right` is never empty: the gold value first, then whatever else is accepted. `error` is how far the
    judgment lies from the nearest of them, negative for below; 0 on a scale without order if it is right.
    """

    value: float
    right: tuple[float, ...]
    ordered: bool = True

    @property
    def correct(self) -> bool:
        """Whether it is one of the right ones."""
        return self.value in self.right

    @property
    def error(self) -> float:
        """How far it lies from the nearest right value."""
        if self.correct or not self.ordered:
            return 0.0
        return min((self.value - right for right in self.right), key=abs)

    def credit(self, span: float | None) -> float:
        """Return 1 where right, else what is left of 1 by its distance, `span` being the longest there is.

        Without a span, or without order, there is no partial credit.
        """
        if self.correct:
            return 1.0
        if not self.ordered or not span:
            return 0.0
        return max(0.0, 1 - abs(self.error) / span)


@dataclass(frozen=True, slots=True)
class Tally:
    """Judgments of one criterion added up. `above` and `below` count errors to either side."""

    accuracy: Share
    weighted: Share
    above: int
    below: int
    mean_error: float | None
    cells: dict[tuple[float, float], int] = field(default_factory=dict)


def add_up(judged: Sequence[Judged], span: float | None) -> Tally:
    """Return the accuracy, weighted accuracy, errors to either side, and the confusion matrix.

    A cell is (gold, judgment); a judgment that is accepted beside the gold value counts as the gold
    value, so that the matrix shows errors alone off its diagonal.
    """
    cells: dict[tuple[float, float], int] = {}
    for one in judged:
        cell = (one.right[0], one.right[0] if one.correct else one.value)
        cells[cell] = cells.get(cell, 0) + 1
    errors = [one.error for one in judged]
    return Tally(
        wilson(sum(one.correct for one in judged), len(judged)),
        wilson(sum(one.credit(span) for one in judged), len(judged)),
        sum(error > 0 for error in errors),
        sum(error < 0 for error in errors),
        fmean(errors) if errors else None,
        cells,
    )
