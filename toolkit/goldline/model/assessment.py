"""Assessments: what is drawn for an analyst, what they answer, and what is made of it."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from goldline.model.figure import Share
from goldline.model.finding import Where
from goldline.model.noun import noun

FINDINGS = "(findings)"
"""Stands where a criterion would, for what an analyst found; no criterion can be called so."""
NOTHING = "none"
"""What stands for an item in which nothing is wrong."""

Verdict = Literal["pass", "fail", "more evidence"]


@noun
class Asked:
    """One item of an assessment: its code in the form, the item, and which (criterion, response) it asks.

    `findings` is whether it also asks what is wrong, where, and how bad.
    """

    code: str
    item: str
    targets: tuple[tuple[str, str | None], ...]
    findings: bool = False


@noun
class Blueprint:
    """What an assessment was drawn to be, and what it became: minutes, and how often each stratum occurs."""

    minutes: int
    expected_minutes: float
    strata: tuple[tuple[str, str, int], ...]


@noun
class Result:
    """What grading wrote down: of which submission, when, and what came out."""

    submission: str
    submitted: str
    graded: str
    verdict: Verdict
    right: int
    judged: int
    left_out: int
    evidence: float


@noun
class Assessment:
    """One assessment of one analyst, as the lead keeps it. The form that belongs to it has no answers."""

    id: str
    analyst: str
    guideline: str
    version: str
    commit: str
    created: str
    due: str
    seed: int
    test: tuple[tuple[str, float], ...]
    blueprint: Blueprint
    asked: tuple[Asked, ...]
    form: str
    result: Result | None
    file: str
    data: bytes = field(compare=False, hash=False)

    @property
    def where(self) -> Where:
        """Its file."""
        return Where(self.file)


@noun
class Submission:
    """What an analyst handed in: a value for each (code, criterion, response), and seconds by code.

    `findings` are what they found in each item that asks for it, as they wrote it down; an item without an
    entry was left open.
    `edited` says whether its checksum fits no more; None where it has none (a spreadsheet).
    """

    assessment: str
    analyst: str
    submitted: str
    values: dict[tuple[str, str, str | None], str]
    seconds: dict[str, float]
    edited: bool | None
    digest: str
    findings: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@noun
class CriterionGrade:
    """How one criterion went, or the findings; nothing in it tells which items it was."""

    criterion: str
    title: str
    right: Share
    words: str


@noun
class Grade:
    """What came out of an assessment: of all forms that count together, and of this one by criterion."""

    assessment: str
    analyst: str
    guideline: str
    version: str
    verdict: Verdict
    evidence: float
    upper: float
    lower: float
    share: Share
    forms: int
    criteria: tuple[CriterionGrade, ...]
    unanswered: int
    minutes: float | None
    expected_minutes: float
    notes: tuple[str, ...]
    again: bool


@noun
class Exposure:
    """How often an item was drawn, for whom, and why it is no longer drawn (nothing: it is)."""

    item: str
    guideline: str
    shown: int
    analysts: tuple[str, ...]
    burnt: str


@noun
class Due:
    """An analyst who needs an assessment, and why."""

    analyst: str
    guideline: str
    why: str
    hours: float
    last: str
    verdict: str


@noun
class Certificate:
    """Somebody who passed, under which version, and what has become of that since."""

    analyst: str
    guideline: str
    version: str
    assessment: str
    passed: str
    valid: bool
    why: str
    criteria: tuple[tuple[str, str], ...]
