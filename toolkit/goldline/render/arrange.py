"""A comparison put in the order in which people read it: changes by criterion, judgments by status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from goldline.model.condition import Value
from goldline.model.report import DiffReport, ElementChange, JudgmentChange
from goldline.render.statuses import STATUS_WORDS, StatusWords, differs, status_words
from goldline.render.words import (
    Labels,
    gold_words,
    level_words,
    outcome_words,
    possible_words,
    rules_words,
    value_words,
)

T = TypeVar("T")

_PARTS = ("when", "then", "text", "why")
_CHANGE_WORDS = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "reworded": "reworded",
    "moved": "moved to another place in the order",
}


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first of many, and how many there are in all."""

    shown: Sequence[T]
    total: int

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


def cut(many: Sequence[T], limit: int) -> Listed[T]:
    """Return the first `limit` of them (0: all)."""
    return Listed(many[:limit] if limit > 0 else many, len(many))


# --- what changed in the guidelines ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an element on both sides; None where the element has no such part."""

    name: str
    before: str | None
    after: str | None

    @property
    def same(self) -> bool:
        """Whether both sides read the same."""
        return self.before == self.after

    @property
    def whole(self) -> bool:
        """Whether it changes as a whole: single words of an outcome are no news."""
        return self.name == "then"


@dataclass(frozen=True, slots=True)
class Change:
    """One changed element: what it is, what became of it, and its parts."""

    element: str
    id: str
    change: str
    words: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """What changed in one criterion, or in the guideline itself where `criterion` is None."""

    guideline: str
    criterion: str | None
    title: str
    changes: Listed[Change]


def group_changes(report: DiffReport, limit: int = 0) -> list[ChangeGroup]:
    """Return what changed, by guideline and criterion, in the report's order."""
    found: dict[tuple[str, str | None], list[ElementChange]] = {}
    for change in report.changes:
        found.setdefault((change.guideline, change.criterion), []).append(change)
    return [
        ChangeGroup(
            guideline,
            criterion,
            report.titles.get((guideline, criterion or ""), ""),
            cut([_change(one, labels_of(report, guideline, criterion)) for one in changes], limit),
        )
        for (guideline, criterion), changes in found.items()
    ]


def labels_of(report: DiffReport, guideline: str, criterion: str | None) -> Labels:
    """Return the labels of a criterion's levels."""
    return report.labels.get((guideline, criterion or ""), {})


def _change(one: ElementChange, labels: Labels) -> Change:
    names = dict.fromkeys([name for name in _PARTS if name in one.before or name in one.after])
    names.update(dict.fromkeys([*one.before, *one.after]))
    parts = [Part(name, _part(name, one.before, labels), _part(name, one.after, labels)) for name in names]
    element = one.element.replace("-", " ")
    return Change(element, one.id, one.change, _CHANGE_WORDS.get(one.change, one.change), tuple(parts))


def _part(name: str, side: Mapping[str, str], labels: Labels) -> str | None:
    text = side.get(name)
    if text is None or name != "then":
        return text
    value: Value | None = next((value for value in labels if value_words(value) == text), None)
    return text if value is None else level_words(value, labels)


# --- judgments ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusGroup:
    """The judgments of one status."""

    words: StatusWords
    judgments: Listed[JudgmentChange]


def group_judgments(report: DiffReport, limit: int = 0, every: bool = False) -> list[StatusGroup]:
    """Return the judgments by status, most serious first; what stayed the same only for `every`."""
    found: dict[str, list[JudgmentChange]] = {}
    for one in report.judgments:
        found.setdefault(one.status, []).append(one)
    order = [*(name for name in STATUS_WORDS if name in found), *(n for n in found if n not in STATUS_WORDS)]
    return [
        StatusGroup(status_words(name), cut(found[name], limit)) for name in order if every or name != "same"
    ]


def count_statuses(report: DiffReport) -> list[tuple[StatusWords, int]]:
    """Return every status that occurs with its number, most serious first."""
    counts = [(STATUS_WORDS[name], report.summary.get(name, 0)) for name in STATUS_WORDS]
    return [(words, count) for words, count in counts if count]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one judgment, as plain words that nobody has escaped yet.

    `rules` and `possible` are empty where there is nothing to say. `news` tells of the rules that
    fired, by id, what became of them, where that changed the judgment.
    """

    before: str
    now: str
    differs: bool
    gold: str
    rules: str
    possible: str
    news: tuple[tuple[str, str], ...]

    @property
    def judged(self) -> str:
        """Both outcomes, or the one that stayed."""
        return f"{self.before} → {self.now}" if self.differs else f"{self.now}, as before"


class Teller:
    """Tells of the judgments of one report, one after another."""

    def __init__(self, report: DiffReport) -> None:
        self._report = report
        self._rules = {
            (change.guideline, change.criterion, change.id): change
            for change in report.changes
            if change.element in ("rule", "otherwise")
        }

    def tell(self, one: JudgmentChange) -> Told:
        """Return what is told of a judgment, in words."""
        labels = labels_of(self._report, one.guideline, one.criterion)
        gold = gold_words(one.base_gold, one.gold, labels)
        is_open = "undecided" in (one.base_state, one.head_state)
        return Told(
            before=outcome_words(one.base, one.base_state, labels),
            now=outcome_words(one.head, one.head_state, labels),
            differs=differs(one),
            gold=f"{gold}, an exception to the rules" if one.exception else gold,
            rules=rules_words(one.base_rules, one.head_rules),
            possible=possible_words(one.possible, one.possible_states, labels) if is_open else "",
            news=tuple(self._news(one)) if differs(one) else (),
        )

    def _news(self, one: JudgmentChange) -> Iterator[tuple[str, str]]:
        for rule in dict.fromkeys((*one.base_rules, *one.head_rules)):
            change = self._rules.get((one.guideline, one.criterion, rule))
            if change is None:
                continue
            if change.change == "moved":
                yield rule, "stands at another place in the order"
            elif change.change == "added":
                yield rule, "is new"
            elif change.change == "removed":
                yield rule, "is gone"
            elif rule in one.base_rules and rule in one.head_rules and _gives_another(change):
                yield rule, "gives another judgment now"


def _gives_another(change: ElementChange) -> bool:
    return change.before.get("then") != change.after.get("then")
