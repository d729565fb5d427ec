"""A criterion with all that it rests on, down to the facts: what two versions make of the same facts.

Where a criterion reads others, a change in one of them may reach it. The facts that the whole chain
rests on are laid out as one grid; each combination is judged by both versions, all of them where
they are few, else a sample drawn with a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import Final

from goldline.model.condition import Always, Test
from goldline.model.criterion import (
    AnyInput,
    Case,
    ContextInput,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    Rule,
    SumInput,
    WorstInput,
)
from goldline.model.formula import Formula, Number
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED
from goldline.rules.domain import ZERO, Domain
from goldline.rules.grid import Box, Grid, Side, build_grid
from goldline.rules.judge import Judge
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.world import Passed, Reading, difference, judge_readings

MOST_JUDGED: Final = 30_000
SAMPLE: Final = 4_000

Place = tuple[str, str | None]
"""A criterion, and the response it is judged for."""
Result = tuple[str, Cell]


@dataclass(slots=True)
class Reached:
    """What a criterion comes to in both versions over the same facts, each with one example of facts.

    `old` holds the pairs that occur without any finding type that is new. `complete` is False where
    only a sample was judged.
    """

    pairs: dict[tuple[Result, Result], dict[str, Cell]] = field(default_factory=dict)
    old: set[tuple[Result, Result]] = field(default_factory=set)
    complete: bool = True


class Closure:
    """One criterion of one guideline with everything below it, its facts renamed to be unique."""

    def __init__(self, judge: Judge, criterion_id: str) -> None:
        self.judge = judge
        self.inputs: dict[str, Input] = {}
        self.domains: dict[str, Domain] = {}
        self.cases: list[Case] = []
        self.measured: list[str] = []
        self.places: list[Place] = []
        self.names: dict[tuple[Place, str], str] = {}
        self.top: Place = (criterion_id, None)
        self._visit(self.top)
        self.side = Side(judge, self._table())

    def _visit(self, place: Place) -> None:
        if place in self.places:
            return
        criterion_id, response = place
        table = self.judge.tables[criterion_id]
        for name in table.all_names:
            source = table.criterion.inputs[name]
            match source:
                case CriterionInput():
                    below = self._target(source.criterion, source.response or response)
                    if self._ruled(source.criterion):
                        self._visit(below)
                        continue
                    self._fact(place, table, name, replace(source, response=below[1]))
                case DifferenceInput():
                    for side in (source.first, source.second):
                        below = self._target(source.criterion, side)
                        if self._ruled(source.criterion):
                            self._visit(below)
                        else:
                            label = CriterionInput(name, source.criterion, below[1], None, source.where)
                            self._fact(place, table, f"{name}:{side}", label)
                case WorstInput() | CountInput() | AnyInput() | SumInput() | RecordedInput() | RubricInput():
                    self._fact(place, table, name, replace(source, response=source.response or response))
                case ContextInput():
                    self._fact(place, table, name, source)
        self.places.append(place)

    def _ruled(self, criterion_id: str) -> bool:
        return self.judge.guideline.criteria[criterion_id].ruled

    def _target(self, criterion_id: str, response: str | None) -> Place:
        criterion = self.judge.guideline.criteria[criterion_id]
        return criterion_id, response if criterion.target == "response" else None

    def _fact(self, place: Place, table: Table, name: str, source: Input) -> None:
        own = name.partition(":")[0]
        unique = f"{place[0]}.{place[1] or ''}.{name}" if place != self.top else name
        self.names[place, name] = unique
        self.inputs[unique] = source
        domain = table.domains[own]
        if isinstance(source, CriterionInput):
            domain = self.judge.judgment_domain(source.criterion)
        self.domains[unique] = domain
        column = table.columns.get(own)
        tests: list[Test] = []
        if ":" not in name:
            tests = list(dict.fromkeys(column.tests)) if column is not None else []
            tests += [case.tests[name] for case in table.criterion.impossible if name in case.tests]
        self.cases += [Case({unique: test}, table.criterion.where) for test in tests]
        if own in table.formula_names:
            self.measured.append(unique)
        else:
            self.cases.append(Case({unique: Always()}, table.criterion.where))

    def _table(self) -> Table:
        top = self.judge.guideline.criteria[self.top[0]]
        formula = Formula("", Number(ZERO), tuple(self.measured))
        rule = Rule("", "", tuple(self.cases), formula, "", None, None, (), top.where)
        criterion: Criterion = replace(
            top, inputs=self.inputs, rules=(rule,), otherwise=None, impossible=(), hit_policy="first"
        )
        return Table(criterion, self.domains)

    def judge_cell(self, cells: dict[str, Cell]) -> tuple[tuple[Outcome, ...], bool]:
        """Return what the criterion comes to for these facts, and whether they are listed as impossible.

        Several outcomes where a formula reads a number that is only known to lie between bounds.
        """
        known: dict[Place, Outcome] = {}
        impossible = False
        for place in self.places:
            table = self.judge.tables[place[0]]
            readings: dict[str, Reading] = {
                name: self._read(place, table, name, cells, known) for name in table.all_names
            }
            outcomes = judge_readings(table, {name: (readings[name],) for name in table.names})
            plain = {name: r for name, r in readings.items() if not isinstance(r, Passed)}
            impossible |= len(plain) == len(readings) and table.is_impossible(plain)
            if len(outcomes) > 1 or place == self.top:
                return outcomes, impossible
            known[place] = outcomes[0]
        raise AssertionError("the criterion itself comes last")

    def _read(
        self,
        place: Place,
        table: Table,
        name: str,
        cells: dict[str, Cell],
        known: dict[Place, Outcome],
    ) -> Reading:
        source = table.criterion.inputs[name]
        if isinstance(source, CriterionInput) and self._ruled(source.criterion):
            return _reading(known[self._target(source.criterion, source.response or place[1])])
        if isinstance(source, DifferenceInput):
            sides = [
                _reading(known[self._target(source.criterion, side)])
                if self._ruled(source.criterion)
                else cells[self.names[place, f"{name}:{side}"]]
                for side in (source.first, source.second)
            ]
            ranks = self.judge.guideline.criteria[source.criterion].scale.ranks
            return difference(sides[0], sides[1], ranks)
        return cells[self.names[place, name]]


def reach(base: Guideline, head: Guideline, criterion_id: str) -> Reached:
    """Return what the criterion comes to in both versions, over all facts or over a sample of them."""
    # Judges of its own: inputs made here are remembered by identity, and must not outlive them.
    judges = Judge(base, [head]), Judge(head, [base])
    closures = tuple(Closure(judge, criterion_id) for judge in judges)
    grid = build_grid([closure.side for closure in closures])
    found = Reached(complete=grid.complete)
    if grid.empty:
        return found
    free = [axis.classes for axis in grid.axes if axis.group is None]
    total = prod(len(c) for c in free) * prod(len(group.vectors) for group in grid.groups)
    whole = total <= MOST_JUDGED
    found.complete &= whole
    for cell in _every(grid) if whole else _some(grid):
        (one, barred), (two, banned) = (
            closure.judge_cell(grid.cells(cell, side)) for side, closure in enumerate(closures)
        )
        if barred and banned:
            continue
        if any(len(part) > 1 or isinstance(part[0].value, Span) for part in (one, two)):
            found.complete = False
            continue
        pair = (one[0].state, one[0].value), (two[0].state, two[0].value)
        if pair not in found.pairs:
            found.pairs[pair] = grid.cells(cell, 1)
        if pair not in found.old and _is_old(grid, cell):
            found.old.add(pair)
    return found


def _reading(outcome: Outcome) -> Reading:
    if outcome.state != "decided":
        return Passed(outcome.state, outcome.rules)
    return None if outcome.value == NOT_JUDGED else outcome.value


def _every(grid: Grid) -> Iterator[Box]:
    free = [at for at, axis in enumerate(grid.axes) if axis.group is None]
    choices = [range(len(grid.axes[at].classes)) for at in free]
    for picks in product(*choices, *(group.vectors for group in grid.groups)):
        yield _cell_of(grid, free, picks)


def _some(grid: Grid) -> Iterator[Box]:
    draw = random.Random(0)  # always the same sample: a report must not change from run to run
    free = [at for at, axis in enumerate(grid.axes) if axis.group is None]
    for _ in range(SAMPLE):
        picks = [draw.randrange(len(grid.axes[at].classes)) for at in free]
        yield _cell_of(grid, free, (*picks, *(draw.choice(group.vectors) for group in grid.groups)))


def _cell_of(grid: Grid, free: list[int], picks: tuple[object, ...]) -> Box:
    cell = [0] * len(grid.axes)
    for at, pick in zip(free, picks, strict=False):
        cell[at] = 1 << pick  # type: ignore[operator]
    for group, vector in zip(grid.groups, picks[len(free) :], strict=True):
        for at, chosen in zip(group.axes, vector, strict=True):  # type: ignore[call-overload]
            cell[at] = 1 << chosen
    return tuple(cell)


def _is_old(grid: Grid, cell: Box) -> bool:
    return all(inside & group.old for group, inside in zip(grid.groups, grid.vectors(cell), strict=True))
