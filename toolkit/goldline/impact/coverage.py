"""Which rules gold shows, and whether it shows that each of their conditions matters.

A condition matters where a rule decides one judgment and, in another one, everything that its case
asks for is there but this: modified condition/decision coverage, as software that flies is tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from goldline.impact.causes import cells_of
from goldline.impact.judgments import GoldCase, facts_for, targets_of
from goldline.model.coverage import (
    ConditionCoverage,
    Counted,
    CriterionCoverage,
    GuidelineCoverage,
    RuleCoverage,
)
from goldline.model.criterion import Case, Criterion
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from goldline.rules.proofs.ground import Ground
from goldline.rules.scene import UNKNOWN
from goldline.rules.show import show_test, show_value
from goldline.rules.space.classes import locate
from goldline.rules.space.grid import Box

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Gold:
    """Items with equal facts and labels. `ids` are a few of them, `public` one that anybody may see."""

    case: GoldCase
    times: int
    ids: tuple[str, ...]
    public: str


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to show: that a rule's case decides (`name` is empty), or that an input matters to it."""

    rule: str
    case: int
    name: str = ""


@dataclass(slots=True)
class Point:
    """A judgment of gold in the space of its criterion: a box, for what is unknown can be anything."""

    box: Box
    rules: tuple[str, ...]
    public: str

    @property
    def whole(self) -> bool:
        """Whether everything is known."""
        return all(not mask & (mask - 1) for mask in self.box)


@dataclass(slots=True)
class Shown:
    """What the gold of one criterion shows: by goal, the item that does it first."""

    goals: dict[Goal, str] = field(default_factory=dict)
    decided: Counter[str] = field(default_factory=Counter)
    items: dict[str, dict[str, None]] = field(default_factory=dict)
    levels: Counter[str] = field(default_factory=Counter)
    judgments: int = 0
    undecided: int = 0


class CriterionGold:
    """One ruled criterion with the judgments of its gold as points of its space."""

    def __init__(self, judge: Judge, criterion_id: str, gold: Iterable[Gold]) -> None:
        self.judge = judge
        self.criterion: Criterion = judge.guideline.criteria[criterion_id]
        self.ground = Ground(judge, criterion_id)
        self.rules = {rule.id: index for index, rule in enumerate(self.criterion.rules)}
        self.bits: dict[tuple[str, int], int] = {}
        for bit, owner in enumerate(self.ground.table.rule_of):
            rule = self.criterion.rules[owner].id
            number = sum(1 for known, _ in self.bits if known == rule)
            self.bits[rule, number] = bit
        self.shown = Shown()
        self.points: list[Point] = []
        for one in gold:
            self._add(one)

    def _add(self, gold: Gold) -> None:
        facts = facts_for(self.judge.guideline, gold.case)
        judged = self.judge.judge(facts)
        for response in targets_of(self.criterion, facts.modality, facts.responses):
            self.shown.judgments += gold.times
            judgment = judged.get((self.criterion.id, response))
            item = gold.ids[0] if gold.ids else ""
            if judgment is None or not judgment.decided:
                self.shown.undecided += gold.times
                continue
            self.shown.levels[show_value(judgment.value)] += gold.times
            for rule in judgment.rules:
                self.shown.decided[rule] += gold.times
                known = self.shown.items.setdefault(rule, {})
                for name in gold.ids[: _MOST_NAMED - len(known)]:
                    known[name] = None
            box = self._box(cells_of(self.judge, facts, self.criterion.id, response))
            if box is not None:
                self.points.append(Point(box, judgment.rules, gold.public))
                for goal in self.reached(box, judgment.rules):
                    self.shown.goals.setdefault(goal, item)
            if len(judgment.rules) == 1 and len(self._cases(judgment.rules[0])) == 1:
                # Whatever its unknowns are, it is this one case that decides.
                self.shown.goals.setdefault(Goal(judgment.rules[0], 0), item)

    def _box(self, cells: dict[str, object]) -> Box | None:
        """Return what the facts can be, or None where an input is nothing that the space knows."""
        box: list[int] = []
        for axis in self.ground.grid.axes:
            value = cells.get(axis.name, UNKNOWN)
            if value is UNKNOWN:
                box.append(axis.full)
                continue
            at = locate(axis.classes, value)  # type: ignore[arg-type]  # a value, as just seen
            if at is None:
                return None
            box.append(1 << at)
        return tuple(box)

    # --- goals -------------------------------------------------------------------------------

    @cached_property
    def goals(self) -> dict[Goal, Box]:
        """Everything that facts can show, each with the box of facts that does it (rules decide in it)."""
        found: dict[Goal, Box] = {}
        for (rule, number), bit in self.bits.items():
            box = self.ground.grid.case_box(bit)
            if self._can(box, lambda state, rule=rule, bit=bit: self._decides(state, rule, bit)):  # type: ignore[misc]
                found[Goal(rule, number)] = box
            for name in self._case(rule, number).tests:
                flipped = self.flip(box, name)
                if flipped is not None and self._can(flipped, self.without(rule)):
                    found[Goal(rule, number, name)] = flipped
        otherwise = self.criterion.otherwise
        if otherwise is not None:
            whole = self.ground.grid.whole()
            if self._can(whole, lambda state: not state & self.ground.cases):
                found[Goal(otherwise.name, 0)] = whole
        return found

    def _case(self, rule: str, number: int) -> Case:
        return self._cases(rule)[number]

    def _cases(self, rule: str) -> tuple[Case, ...]:
        return self.criterion.rules[self.rules[rule]].cases if rule in self.rules else ()

    def _can(self, box: Box, wanted: Callable[[int], bool]) -> bool:
        return any(wanted(state) for state in self.ground.within(box).finals)

    def flip(self, box: Box, name: str) -> Box | None:
        """Return the box in which just the test of one input fails, or None where it always holds."""
        for at, axis in enumerate(self.ground.grid.axes):
            if axis.name == name:
                rest = axis.full & ~box[at]
                return (*box[:at], rest, *box[at + 1 :]) if rest else None
        return None

    def _decides(self, state: int, rule: str, bit: int) -> bool:
        return bool(state >> bit & 1) and rule in self.ground.verdict(state).rules

    def without(self, rule: str) -> Callable[[int], bool]:
        """Return whether a rule does not hold, as a question about states."""
        mask = self.ground.masks[self.rules[rule]]
        return lambda state: not state & mask

    def wanted(self, goal: Goal) -> Callable[[int], bool]:
        """Return whether a state inside the goal's box reaches the goal."""
        if goal.rule not in self.rules:
            return lambda state: not state & self.ground.cases
        if goal.name:
            return self.without(goal.rule)
        bit = self.bits[goal.rule, goal.case]
        return lambda state: self._decides(state, goal.rule, bit)

    def reached(self, box: Box, rules: Sequence[str]) -> Iterator[Goal]:
        """Yield the goals that facts surely reach, if these rules decide them."""
        grid = self.ground.grid
        holds = [axis.must_hold(mask) for axis, mask in zip(grid.axes, box, strict=True)]
        can_hold = [axis.may_hold(mask) for axis, mask in zip(grid.axes, box, strict=True)]
        anywhere = grid.may_hold(box)
        for (rule, number), bit in self.bits.items():
            unsure = [at for at, held in enumerate(holds) if not held >> bit & 1]
            if not unsure:
                if rule in rules:
                    yield Goal(rule, number)
            elif len(unsure) == 1 and not anywhere & self.ground.masks[self.rules[rule]]:
                (at,) = unsure
                if not can_hold[at] >> bit & 1:
                    yield Goal(rule, number, grid.axes[at].name)
        otherwise = self.criterion.otherwise
        if otherwise is not None and otherwise.name in rules:
            yield Goal(otherwise.name, 0)

    def rules_at(self, cell: Box) -> tuple[str, ...]:
        """Return the rules that decide one combination of facts."""
        return self.ground.verdict(self.ground.grid.must_hold(cell)).rules

    def report(self) -> CriterionCoverage:
        """Return what the gold shows, rule by rule."""
        criterion, shown = self.criterion, self.shown
        rules = [self._rule(rule.id, len(rule.cases)) for rule in criterion.rules]
        if criterion.otherwise is not None:
            rules.append(self._rule(criterion.otherwise.name, 0))
        return CriterionCoverage(
            guideline=self.judge.guideline.id,
            criterion=criterion.id,
            title=criterion.title,
            judgments=shown.judgments,
            undecided=shown.undecided,
            rules=tuple(rules),
            levels=tuple(
                Counted(show_value(level.value), level.label, shown.levels[show_value(level.value)])
                for level in criterion.scale.levels
            ),
            exhaustive=not self.ground.unproved,
        )

    def _rule(self, rule: str, cases: int) -> RuleCoverage:
        reachable = any(goal.rule == rule and not goal.name for goal in self.goals)
        return RuleCoverage(
            rule=rule,
            decided=self.shown.decided[rule],
            items=tuple(self.shown.items.get(rule, ())),
            possible=reachable or self.shown.decided[rule] > 0,
            conditions=tuple(
                self._condition(rule, n, name) for n in range(cases) for name in self._case(rule, n).tests
            ),
        )

    def _condition(self, rule: str, number: int, name: str) -> ConditionCoverage:
        deciding, failing = Goal(rule, number), Goal(rule, number, name)
        return ConditionCoverage(
            case=number,
            input=name,
            test=show_test(self._case(rule, number).tests[name]),
            met=self.shown.goals.get(deciding),
            failed=self.shown.goals.get(failing),
            possible=deciding in self.goals and failing in self.goals,
        )


def find_coverage(
    guideline: Guideline, gold: Sequence[Gold], *, criterion: str | None = None
) -> tuple[GuidelineCoverage, dict[str, CriterionGold]]:
    """Return what the active gold of a guideline shows, and the points behind it by criterion."""
    judge = Judge(guideline)
    spaces = {
        name: CriterionGold(judge, name, gold)
        for name, one in guideline.criteria.items()
        if one.ruled and criterion in (None, name)
    }
    types: Counter[str] = Counter()
    locales: Counter[str] = Counter()
    modalities: Counter[str] = Counter()
    for one in gold:
        facts = one.case.facts
        locales[facts.locale] += one.times
        modalities[facts.modality] += one.times
        for path in {path for path, _, _ in facts.findings or ()}:
            types[path] += one.times
    taxonomy = guideline.taxonomy
    parents = {kind.parent for kind in taxonomy.types.values()}
    report = GuidelineCoverage(
        guideline=guideline.id,
        title=guideline.title,
        version=guideline.version,
        items=sum(one.times for one in gold),
        criteria=tuple(space.report() for space in spaces.values()),
        types=tuple(
            Counted(path, kind.title, sum(n for found, n in types.items() if taxonomy.covers(path, found)))
            for path, kind in taxonomy.types.items()
            if path not in parents
        ),
        locales=tuple(Counted(name, "", locales[name]) for name in guideline.locales),
        modalities=tuple(Counted(name, "", modalities[name]) for name in guideline.modalities),
    )
    return report, spaces


def open_goals(gold: CriterionGold) -> list[Goal]:
    """Return what facts could show and no gold does."""
    return [goal for goal in gold.goals if goal not in gold.shown.goals]
