"""A figure that may be undefined, and how sure one can be of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Over = Literal["raters", "items"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure would lie with other raters, or with other items, 95 times in 100.

    `low` and `high` are None where that cannot be told, and `reason` says why.
    """

    over: Over
    low: float | None
    high: float | None
    method: str
    reason: str = ""

    @property
    def width(self) -> float:
        """How wide it is; -1 where it is undefined, so that it comes last."""
        return -1.0 if self.low is None or self.high is None else self.high - self.low


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or the reason why there is none: never 0, 1 or NaN in its place."""

    value: float | None
    reason: str = ""
    intervals: tuple[Interval, ...] = ()

    @property
    def defined(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def interval(self) -> Interval | None:
        """The widest interval there is, or None."""
        return next((one for one in self.intervals if one.low is not None), None)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the bounds between which the true share lies 95 times in 100."""

    part: float
    whole: int
    low: float | None
    high: float | None

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.part / self.whole if self.whole else None
