"""How well people agree, criterion by criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldline.model.figure import Figure
from goldline.model.judgments import LogProblems
from goldline.model.scale import ScaleType

Verdict = Literal["good", "fair", "poor", "unsure", "undefined"]
"""Of the trusted coefficient: .8 and more, .667 and more, less; `unsure` if its interval leaves that open."""

GOOD, FAIR = 0.8, 2 / 3
"""The marks of Krippendorff, Content Analysis (2004), page 241."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient: its name for programs and for people, and its figure."""

    name: str
    title: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Meetings:
    """Which levels meet where two people judged the same thing.

    `weights` adds up, for a level one person gave and a level another gave, each thing with as much weight
    as it has judgments (Krippendorff's coincidences); it is symmetric. `items` says of how many items.
    """

    levels: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    items: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """How well people agree on one criterion, or on a part of it (`group`).

    `trusted` names the coefficient to believe, and `because` says why. `common` is the level given most
    often and its share. `units` are items or responses with two judgments at least; `single` those with
    one, which say nothing of agreement. `meetings` is None of a scale with too many numbers to tell.
    """

    guideline: str
    criterion: str
    title: str
    scale: ScaleType
    group: str
    judgments: int
    not_judged: int
    units: int
    single: int
    items: int
    raters: int
    common: tuple[str, float] | None
    trusted: str
    because: str
    verdict: Verdict
    coefficients: tuple[Coefficient, ...]
    notes: tuple[str, ...]
    meetings: Meetings | None = None

    @property
    def figure(self) -> Figure:
        """The figure of the trusted coefficient."""
        return next(one.figure for one in self.coefficients if one.name == self.trusted)

    def coefficient(self, name: str) -> Figure | None:
        """Return a coefficient's figure by its name, or None."""
        return next((one.figure for one in self.coefficients if one.name == name), None)


@dataclass(frozen=True, slots=True)
class FindingsAgreement:
    """How well people who recorded findings agree on them: the mean F1 of any two.

    `overlap` is how far the evidence of what two people found alike is the same: the shared part of two
    spans, regions or segments through all that both cover (IoU). `gamma` is None where nobody asked.
    """

    guideline: str
    items: int
    raters: int
    f1: Figure
    f1_of_types: Figure
    overlap: Figure
    gamma: Figure | None = None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What `goldline agreement` found. `read` rows were read, `used` of them counted."""

    source: str
    by: str
    criteria: tuple[CriterionAgreement, ...]
    findings: tuple[FindingsAgreement, ...]
    problems: LogProblems
    read: int
    used: int
    notes: tuple[str, ...]
