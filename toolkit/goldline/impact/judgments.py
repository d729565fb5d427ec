"""What a change does to the gold: one row a judgment, grouped so that equal facts are judged once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from goldline.impact.causes import find_causes
from goldline.impact.statuses import GoldLabel, status_of
from goldline.impact.words import may_read_differently, reworded, words_of
from goldline.model.condition import Value
from goldline.model.criterion import Criterion
from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.model.report import Cause, JudgmentChange, Possible
from goldline.rules.domain import tidy
from goldline.rules.judge import Judge, Target
from goldline.rules.judgment import Judgment
from goldline.rules.span import INFINITY, Span

Labels = Mapping[Target, GoldLabel]
LabelRow = tuple[tuple[str, str | None, Value, bool], ...]
"""Labels as (criterion, response, value, exception): hashable."""


@dataclass(frozen=True, slots=True)
class GoldCase:
    """Facts and labels as one side has them. `facts.people` is empty here: see `facts_for`."""

    guideline: str
    facts: Facts
    labels: LabelRow

    def by_target(self) -> dict[Target, GoldLabel]:
        """Return the labels by what they judge."""
        return {
            (criterion, response): GoldLabel(value, exc) for criterion, response, value, exc in self.labels
        }


def facts_for(guideline: Guideline, case: GoldCase) -> Facts:
    """Return the case's facts with what people decide under this guideline: exceptions, unruled criteria."""
    unruled = {criterion.id for criterion in guideline.criteria.values() if not criterion.ruled}
    people = tuple(
        (criterion, response, value)
        for criterion, response, value, exception in case.labels
        if exception or criterion in unruled
    )
    return replace(case.facts, people=people) if people else case.facts


class Comparison:
    """Two versions of one guideline, ready to compare judgments. Either may be missing."""

    def __init__(self, base: Guideline | None, head: Guideline | None) -> None:
        self.base = Judge(base, [head] if head is not None else []) if base is not None else None
        self.head = Judge(head, [base] if base is not None else []) if head is not None else None
        self.id = (head or base).id  # type: ignore[union-attr]  # one of the two is there
        self.same = base == head
        self._shared: dict[Target, JudgmentChange] = {}
        self._reworded_before: dict[Hashable, tuple[str, ...]] = {}
        self._wordings = self._criteria_to_read()

    def compare(
        self, case: GoldCase, old: GoldCase | None, *, existed: bool, whole: bool = True
    ) -> list[JudgmentChange]:
        """Return a row for each judgment of an item that is active at HEAD.

        `old` is the item as BASE has it (None: the same). `existed` says whether BASE has it at all.
        Rows lack what names the item: the caller fills it in. Without `whole`, rows whose status is
        `same` say no more than that.
        """
        head = self._judged(self.head, case)
        base = {} if not existed else head if self.same else self._judged(self.base, case)
        labels = case.by_target()
        old_labels = {} if not existed else labels if old is None else old.by_target()
        return [
            self._row(
                target,
                case,
                base.get(target),
                head.get(target),
                old_labels.get(target),
                labels.get(target),
                whole,
            )
            for target in _in_order(self.head or self.base, base, head)
        ]

    def unchanged(self, modality: str, responses: tuple[str, ...]) -> list[JudgmentChange]:
        """Return what `compare` gives where guideline, facts and labels are the same, without judging."""
        assert self.head is not None
        return [
            self._same_row((criterion.id, response))
            for criterion in self.head.guideline.criteria.values()
            for response in targets_of(criterion, modality, responses)
        ]

    def removed(self, old: GoldCase) -> list[JudgmentChange]:
        """Return a row for each judgment of an item that only BASE has."""
        base = self._judged(self.base, old)
        labels = old.by_target()
        return [
            self._row(target, old, judgment, None, labels.get(target), None)
            for target, judgment in base.items()
        ]

    @staticmethod
    def _judged(judge: Judge | None, case: GoldCase) -> dict[Target, Judgment]:
        return {} if judge is None else judge.judge(facts_for(judge.guideline, case))

    def _row(
        self,
        target: Target,
        case: GoldCase,
        before: Judgment | None,
        after: Judgment | None,
        old_label: GoldLabel | None,
        label: GoldLabel | None,
        whole: bool = True,
    ) -> JudgmentChange:
        words: tuple[str, ...] = ()
        if before is None:
            status = "added"
        elif after is None:
            status = "removed"
        else:
            if target[0] in self._wordings:
                words = self._reworded(target, case, before, after)
            status = status_of(before, after, old_label, label, bool(words))
            if status == "same" and not whole:
                return self._same_row(target)
        row = _plain_row(self.id, target, status, before, after, old_label, label)
        if before is None or after is None or status in ("same", "relabelled"):
            return row
        return replace(row, causes=self._causes(target, case, before, after), reworded=words)

    def _same_row(self, target: Target) -> JudgmentChange:
        found = self._shared.get(target)
        if found is None:
            found = self._shared[target] = _bare_row(self.id, target, "same")
        return found

    def _criteria_to_read(self) -> frozenset[str]:
        """Return the criteria of both sides of which something that people read is not the same."""
        if self.base is None or self.head is None or self.same:
            return frozenset()
        old, new = self.base.guideline.criteria, self.head.guideline.criteria
        lenses = self.base.lens, self.head.lens
        return frozenset(
            name
            for name in old.keys() & new.keys()
            if may_read_differently(lenses[0], old[name], lenses[1], new[name])
        )

    def _reworded(self, target: Target, case: GoldCase, before: Judgment, after: Judgment) -> tuple[str, ...]:
        sides = [(side.state, side.value, side.rules) for side in (before, after)]
        key = (target, *sides, case.facts.findings)
        found = self._reworded_before.get(key)
        if found is None:
            assert self.base is not None
            assert self.head is not None
            criterion_id, response = target
            old, new = self.base.guideline.criteria, self.head.guideline.criteria
            found = self._reworded_before[key] = reworded(
                words_of(self.base.lens, old[criterion_id], before, case.facts, response),
                words_of(self.head.lens, new[criterion_id], after, case.facts, response),
            )
        return found

    def _causes(self, target: Target, case: GoldCase, before: Judgment, after: Judgment) -> tuple[Cause, ...]:
        assert self.base is not None
        assert self.head is not None
        if before == after:
            return ()
        old_facts = facts_for(self.base.guideline, case)
        new_facts = facts_for(self.head.guideline, case)
        return find_causes(self.base, self.head, old_facts, new_facts, *target, before, after)


def targets_of(criterion: Criterion, modality: str, responses: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the responses that a criterion judges of an item: (None,) for the item, or the only one."""
    if not criterion.applies_to(modality):
        return ()
    return responses if criterion.target == "response" and responses else (None,)


def _in_order(judge: Judge | None, *sides: Iterable[Target]) -> Iterator[Target]:
    assert judge is not None
    order = list(judge.guideline.criteria)
    found = dict.fromkeys(target for side in reversed(sides) for target in side)
    yield from sorted(found, key=lambda t: (order.index(t[0]) if t[0] in order else len(order), t[1] or ""))


def _plain_row(
    guideline: str,
    target: Target,
    status: str,
    before: Judgment | None,
    after: Judgment | None,
    old_label: GoldLabel | None,
    label: GoldLabel | None,
) -> JudgmentChange:
    open_side = after if after is not None and after.state != "decided" else before
    shown = open_side if open_side is not None and open_side.state != "decided" else after or before
    assert shown is not None
    return JudgmentChange(
        guideline=guideline,
        criterion=target[0],
        item="",
        response=target[1],
        status=status,
        base=before.value if before is not None else None,
        head=after.value if after is not None else None,
        base_state=before.state if before is not None else None,
        head_state=after.state if after is not None else None,
        base_gold=old_label.value if old_label is not None else None,
        gold=label.value if label is not None else None,
        exception=label.exception if label is not None else False,
        base_rules=before.rules if before is not None else (),
        head_rules=after.rules if after is not None else (),
        possible=tuple(possible_value(value) for value in shown.possible),
        possible_states=shown.possible_states,
        missing=shown.missing,
    )


def _bare_row(guideline: str, target: Target, status: str) -> JudgmentChange:
    nothing: tuple[()] = ()
    return JudgmentChange(
        guideline=guideline,
        criterion=target[0],
        item="",
        response=target[1],
        status=status,
        base=None,
        head=None,
        base_state=None,
        head_state=None,
        base_gold=None,
        gold=None,
        exception=False,
        base_rules=nothing,
        head_rules=nothing,
        possible=nothing,
        possible_states=nothing,
        missing=nothing,
    )


def possible_value(value: Value | Span) -> Value | Possible:
    """Return what a report shows of a possible outcome: the value, or bounds (None: without)."""
    return Possible(_end(value.low), _end(value.high)) if isinstance(value, Span) else value


def _end(number: Decimal) -> Value:
    return None if number in (INFINITY, -INFINITY) else tidy(number)
