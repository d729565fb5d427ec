"""A criterion with all that it rests on, down to the facts, laid out as the inputs of one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
from goldline.model.scale import NOT_JUDGED
from goldline.rules.domain import ZERO, Domain, words
from goldline.rules.grid import Side
from goldline.rules.judge import Judge
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.world import Passed, Reading, difference, judge_readings

MODALITY: Final = "modality"

Place = tuple[str, str | None]
"""A criterion, and the response it is judged for."""


class Closure:
    """One criterion of one guideline with everything below it, its facts renamed to be unique."""

    def __init__(self, judge: Judge, top: Place, *, deep: bool = True) -> None:
        self.judge = judge
        self.deep = deep
        self.inputs: dict[str, Input] = {}
        self.domains: dict[str, Domain] = {}
        self.cases: list[Case] = []
        self.measured: list[str] = []
        self.places: list[Place] = []
        self.below: dict[Place, None] = {}
        self.names: dict[tuple[Place, str], str] = {}
        self.top = top
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
                    below = self.target(source.criterion, source.response or response)
                    self._note_modality(source.criterion)
                    if self.ruled(source.criterion):
                        self._descend(below)
                        continue
                    self._fact(place, table, name, replace(source, response=below[1]))
                case DifferenceInput():
                    self._note_modality(source.criterion)
                    for side in (source.first, source.second):
                        below = self.target(source.criterion, side)
                        if self.ruled(source.criterion):
                            self._descend(below)
                        else:
                            label = CriterionInput(name, source.criterion, below[1], None, source.where)
                            self._fact(place, table, f"{name}:{side}", label)
                case WorstInput() | CountInput() | AnyInput() | SumInput() | RecordedInput() | RubricInput():
                    self._fact(place, table, name, replace(source, response=source.response or response))
                case ContextInput():
                    self._fact(place, table, name, source)
        self.places.append(place)

    def _descend(self, below: Place) -> None:
        if self.deep:
            self._visit(below)
        else:
            self.below[below] = None

    def _note_modality(self, criterion_id: str) -> None:
        """Take in the modality where it decides whether another criterion is judged at all."""
        guideline = self.judge.guideline
        if guideline.criteria[criterion_id].modalities and MODALITY not in self.inputs:
            top = guideline.criteria[self.top[0]]
            self.inputs[MODALITY] = ContextInput("modality", top.where)
            self.domains[MODALITY] = words(top.modalities or guideline.modalities, ordered=False)
            self.cases.append(Case({MODALITY: Always()}, top.where))

    def ruled(self, criterion_id: str) -> bool:
        """Whether rules decide a criterion of this guideline."""
        return self.judge.guideline.criteria[criterion_id].ruled

    def target(self, criterion_id: str, response: str | None) -> Place:
        """Return where a criterion is judged for a response: for the item, where it has no responses."""
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

    def applies(self, criterion_id: str, cells: Mapping[str, Cell]) -> bool:
        """Whether another criterion is judged at all in the modality of these facts."""
        modality = cells.get(MODALITY)
        return not isinstance(modality, str) or self.judge.guideline.criteria[criterion_id].applies_to(
            modality
        )

    def _read(
        self,
        place: Place,
        table: Table,
        name: str,
        cells: dict[str, Cell],
        known: dict[Place, Outcome],
    ) -> Reading:
        source = table.criterion.inputs[name]
        if isinstance(source, CriterionInput | DifferenceInput) and not self.applies(source.criterion, cells):
            return None
        if isinstance(source, CriterionInput) and self.ruled(source.criterion):
            return reading_of_outcome(known[self.target(source.criterion, source.response or place[1])])
        if isinstance(source, DifferenceInput):
            sides = [
                reading_of_outcome(known[self.target(source.criterion, side)])
                if self.ruled(source.criterion)
                else cells[self.names[place, f"{name}:{side}"]]
                for side in (source.first, source.second)
            ]
            ranks = self.judge.guideline.criteria[source.criterion].scale.ranks
            return difference(sides[0], sides[1], ranks)
        return cells[self.names[place, name]]


def reading_of_outcome(outcome: Outcome) -> Reading:
    """Return what another criterion reads where a judgment came to this outcome."""
    if outcome.state != "decided":
        return Passed(outcome.state, outcome.rules)
    return None if outcome.value == NOT_JUDGED else outcome.value
