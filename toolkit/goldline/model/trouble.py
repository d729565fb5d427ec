"""Which rules cost most agreement, and whether changing them helped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldline.model.figure import Figure, Share
from goldline.model.judgments import LogProblems

Effect = Literal["helped", "made it worse", "not shown", ""]
"""What the last edit did to agreement; empty where there is nothing to compare."""


_NOTHING = Figure(None, "there is nothing else to compare with")
FEWEST_UNITS = 5
"""By fewer items no rule stands out."""


@dataclass(frozen=True, slots=True)
class TroubleItem:
    """An item that shows the trouble: the share of pairs of people who differ, and what they said."""

    item: str
    response: str | None
    differ: float
    said: tuple[tuple[str, int], ...]
    gold: str


@dataclass(frozen=True, slots=True)
class RuleTrouble:
    """One rule, by the judgments of what it decides.

    `differ` is the share of pairs of people who say different things, the mean over `units`; `part` is
    this rule's part of all such differences in its guideline. `edited` are the versions that changed it,
    the newest last; `before` and `after` are `differ` for judgments made before the last of them, and since.
    `others` is `differ` of all that other rules of the guideline decide.
    """

    guideline: str
    criterion: str
    rule: str
    text: str
    judgments: int
    units: int
    differ: Figure
    part: Figure
    wrong: Share
    escalations: tuple[str, ...]
    edited: tuple[str, ...]
    before: Figure
    after: Figure
    effect: Effect
    items: tuple[TroubleItem, ...]
    others: Figure = _NOTHING

    @property
    def stands_out(self) -> bool:
        """Whether people differ far more often than elsewhere: twice as often, and not by luck."""
        here, there = self.differ.interval, self.others.interval
        if here is None or there is None or here.low is None or there.high is None:
            return False
        far = (self.differ.value or 0) >= 2 * (self.others.value or 0)
        return self.units >= FEWEST_UNITS and far and here.low > there.high

    @property
    def cost(self) -> float:
        """This rule's part of all differences, 0 where nobody differs."""
        return self.part.value or 0.0


@dataclass(frozen=True, slots=True)
class TroubleReport:
    """What `goldline rules --trouble` found, the rules that cost most first in each guideline."""

    source: str
    rules: tuple[RuleTrouble, ...]
    problems: LogProblems
    read: int
    used: int
    notes: tuple[str, ...]

    @property
    def outstanding(self) -> tuple[RuleTrouble, ...]:
        """The rules that stand out, the worst first."""
        found = [one for one in self.rules if one.stands_out]
        return tuple(sorted(found, key=lambda one: -(one.differ.value or 0)))
