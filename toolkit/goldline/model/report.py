"""What the use cases return: plain data that every renderer and the site can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any, Literal, get_args

from goldline.model.condition import Value
from goldline.model.finding import Finding
from goldline.model.noun import noun

Status = Literal[
    "added",
    "removed",
    "review",
    "uninspected",
    "undecided",
    "decided",
    "unlabelled",
    "follows",
    "breaks",
    "fixes",
    "drifts",
    "relabelled",
    "same",
]
STATUSES: tuple[Status, ...] = get_args(Status)
"""Every status of FORMAT.md, section 9, in the order in which they apply."""


@noun
class Side:
    """One side of a comparison: a name as people call it, and the commit where there is one."""

    name: str
    commit: str | None


@noun
class CheckReport:
    """What `check` found, sorted by place, and how much it looked at.

    `against` is the base that it was compared with, None where it stood alone.
    """

    findings: tuple[Finding, ...]
    files: int
    items: int
    name: str
    against: Side | None = None

    def only(self, severities: Sequence[str]) -> CheckReport:
        """Return the report with findings of these severities alone."""
        kept = tuple(finding for finding in self.findings if finding.severity in severities)
        return replace(self, findings=kept)

    def count(self, severity: str) -> int:
        """Return how many findings have that severity."""
        return sum(finding.severity == severity for finding in self.findings)


@noun
class Possible:
    """Numbers too many to list: all between two bounds (None: without bound)."""

    minimum: Value
    maximum: Value


@noun
class Cause:
    """An input that made the difference: its value, and the tests on it of the rules concerned."""

    input: str
    value: Any
    base_test: str
    head_test: str


@noun
class JudgmentChange:
    """One judgment on both sides: what FORMAT.md's JSON prints, and what people are told besides.

    `base` and `head` are outcomes (None where the state is not `decided`). `causes` name the
    inputs whose tests made another rule fire; `reworded` what reads differently (`rule COR-2`,
    `level 2`, …); `file` is where the item stands at HEAD (at BASE for removed ones).
    """

    guideline: str
    criterion: str
    item: str
    response: str | None
    status: str
    base: Value
    head: Value
    base_state: str | None
    head_state: str | None
    base_gold: Value
    gold: Value
    exception: bool
    base_rules: tuple[str, ...]
    head_rules: tuple[str, ...]
    possible: tuple[Value | Possible, ...]
    possible_states: tuple[str, ...]
    missing: tuple[str, ...]
    file: str = ""
    title: str = ""
    causes: tuple[Cause, ...] = ()
    reworded: tuple[str, ...] = ()


@noun
class ElementChange:
    """One thing of a guideline that changed; `before` and `after` are the parts that differ, in words.

    For a rule both map what people read of it (`when`, `then`, `text`, …) to its text.
    """

    guideline: str
    criterion: str | None
    element: str
    id: str
    change: Literal["added", "removed", "changed", "reworded", "moved"]
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)


@noun
class Loss:
    """A guideline that is gone at HEAD, the version it had, and the active gold there that still names it."""

    guideline: str
    version: str
    items: tuple[str, ...]


@noun
class DiffReport:
    """What a change of guidelines does to the judgments of the gold.

    `summary` counts items, judgments and every status that occurs. `criteria`, `shifts`,
    `regions` and `versions` hold what is known of the whole space of facts, as plain JSON data.
    `losses` are the guidelines that HEAD no longer has: whatever they judged, nobody can judge.
    `labels` gives each level's label, by (guideline, criterion), for people to read.
    """

    base: Side
    head: Side
    summary: dict[str, int]
    judgments: tuple[JudgmentChange, ...]
    changes: tuple[ElementChange, ...]
    criteria: tuple[dict[str, Any], ...] = ()
    shifts: tuple[dict[str, Any], ...] = ()
    regions: tuple[dict[str, Any], ...] = ()
    versions: tuple[dict[str, Any], ...] = ()
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    labels: dict[tuple[str, str], dict[Value, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
