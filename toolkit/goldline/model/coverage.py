"""How much of its rules a guideline's gold shows, and which facts would show more."""

from __future__ import annotations

from dataclasses import dataclass

from goldline.model.condition import Value


@dataclass(frozen=True, slots=True)
class ConditionCoverage:
    """One test of one case of a rule, and whether gold has shown that it matters.

    It has where the rule decides one judgment (`met`, an item), and another one has facts in which
    just this test of the case fails (`failed`). `possible` is False where no facts could show it.
    """

    case: int
    input: str
    test: str
    met: str | None
    failed: str | None
    possible: bool

    @property
    def shown(self) -> bool:
        """Whether gold has shown that it matters."""
        return self.met is not None and self.failed is not None


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """One rule (or `otherwise`): how many judgments it decides, on which items, and its conditions."""

    rule: str
    decided: int
    items: tuple[str, ...]
    possible: bool
    conditions: tuple[ConditionCoverage, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many judgments or items there are of one level, type, locale or modality."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class CriterionCoverage:
    """What the gold of one ruled criterion shows. `undecided` judgments show nothing."""

    guideline: str
    criterion: str
    title: str
    judgments: int
    undecided: int
    rules: tuple[RuleCoverage, ...]
    levels: tuple[Counted, ...]
    exhaustive: bool

    @property
    def conditions(self) -> tuple[ConditionCoverage, ...]:
        """All conditions that facts could show."""
        return tuple(one for rule in self.rules for one in rule.conditions if one.possible)


@dataclass(frozen=True, slots=True)
class GuidelineCoverage:
    """What the active gold of one guideline shows."""

    guideline: str
    title: str
    version: str
    items: int
    criteria: tuple[CriterionCoverage, ...]
    types: tuple[Counted, ...]
    locales: tuple[Counted, ...]
    modalities: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class NeededFinding:
    """A finding that a suggested item should have."""

    type: str
    severity: str
    response: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The facts of an item that is worth writing, and the judgment that it would get.

    `facts` are the criterion's own inputs; `findings`, `observations` and `judgments` (of other
    criteria) are how an item comes by them. `shows` says what it would be the first to show,
    `near` is the item that comes closest (empty where none may be named) and `changed` what differs.
    """

    guideline: str
    criterion: str
    facts: tuple[tuple[str, Value], ...]
    findings: tuple[NeededFinding, ...]
    observations: tuple[tuple[str, str, Value], ...]
    judgments: tuple[tuple[str, str, Value], ...]
    other: tuple[tuple[str, Value], ...]
    state: str
    value: Value
    label: str
    rules: tuple[str, ...]
    shows: tuple[str, ...]
    near: str
    changed: tuple[str, ...]
    shift: str = ""
