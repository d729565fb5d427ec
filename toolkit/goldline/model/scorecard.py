"""How one person's judgments, or a team's, stand to the gold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldline.model.figure import Figure, Share
from goldline.model.judgments import LogProblems

FlagKind = Literal["harsher", "milder", "fast", "worse-over-time", "better-over-time"]
Outcome = Literal["pass", "fail", "more evidence"]


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion. `matrix` counts (gold, judgment) by level; accepted judgments count as gold.

    `lean` is the mean error in levels (numbers on a numeric scale), above 0 for milder than gold.
    """

    guideline: str
    criterion: str
    levels: tuple[str, ...]
    judged: int
    not_judged: int
    accuracy: Share
    weighted: Share
    harsher: int
    milder: int
    lean: Figure
    matrix: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class FindingScore:
    """What was found of what gold has. Shares of types and severities are of what was found."""

    guideline: str
    recall: Share
    precision: Share
    types: Share
    severities: Share
    overlap: Figure


@dataclass(frozen=True, slots=True)
class WeekScore:
    """One week (ISO, UTC)."""

    week: str
    accuracy: Share
    lean: Figure


@dataclass(frozen=True, slots=True)
class Speed:
    """The median of someone's seconds, and of how they stand to what others took for the same."""

    judged: int
    seconds: Figure
    ratio: Figure


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a lead should look at, as a sentence; `chance` is how likely it is by luck."""

    kind: FlagKind
    sentence: str
    chance: float | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A judgment that was not right: what was said, what is right, by which rules, and what to read."""

    item: str
    title: str
    response: str | None
    criterion: str
    value: str
    gold: str
    accept: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One person (`team` is theirs) or a team (`people` are its members).

    `missed` judgments were not right; `veiled` of them are of held-out items, and not among `misses`.
    """

    name: str
    team: str
    people: int
    items: int
    accuracy: Share
    weighted: Share
    criteria: tuple[CriterionScore, ...]
    findings: tuple[FindingScore, ...]
    weeks: tuple[WeekScore, ...]
    drift: Figure
    lean: Figure
    speed: Speed
    flags: tuple[Flag, ...]
    misses: tuple[Miss, ...]
    missed: int
    veiled: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """What `goldline score` found.

    `everybody` is the accuracy of all, and `together` the card of all as one team (None for one person).
    """

    source: str
    analysts: tuple[Scorecard, ...]
    teams: tuple[Scorecard, ...]
    together: Scorecard | None
    everybody: Share
    problems: LogProblems
    read: int
    used: int
    scored: int
    without_gold: int
    not_judged: int
    held_out: int
    pass_mark: float | None
    for_analyst: bool
    notes: tuple[str, ...]
