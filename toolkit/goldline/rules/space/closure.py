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
from goldline.model.formula import Formula, Name, Number
from goldline.model.scale import NOT_JUDGED
from goldline.rules.domain import ZERO, Domain, words
from goldline.rules.judge import Judge
from goldline.rules.space.grid import Side
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.unknown.world import Passed, Reading, difference

MODALITY: Final = "modality"

Place = tuple[str, str | None]
"""A criterion, and the response it is judged for."""


class Closure:
    """One criterion of one guideline with everything below it, its facts renamed to be unique."""

    def __init__(self, judge: Judge, top: Place) -> None:
        self.judge = judge
        self.inputs: dict[str, Input] = {}
        self.domains: dict[str, Domain] = {}
        self.cases: list[Case] = []
        self.measured: list[str] = []
        self.places: list[Place] = []
        self.names: dict[tuple[Place, str], str] = {}
        self.shows: dict[str, str] = {}
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
                        self._visit(below)
                        continue
                    self._fact(place, table, name, replace(source, response=below[1]))
                case DifferenceInput():
                    self._note_modality(source.criterion)
                    for side in (source.first, source.second):
                        below = self.target(source.criterion, side)
                        if self.ruled(source.criterion):
                            self._visit(below)
                        else:
                            label = CriterionInput(name, source.criterion, below[1], None, source.where)
                            self._fact(place, table, f"{name}:{side}", label)
                case WorstInput() | CountInput() | AnyInput() | SumInput() | RecordedInput() | RubricInput():
                    self._fact(place, table, name, replace(source, response=source.response or response))
                case ContextInput():
                    self._fact(place, table, name, source)
        self.places.append(place)

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
        self.shows[unique] = name if place == self.top else _shown(place, name, source)
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
        measured = own in table.formula_names
        if measured and place != self.top and self._is_handed_on(place[0], own):
            tests += self._tests_on(place[0])
            measured = False
        self.cases += [Case({unique: test}, table.criterion.where) for test in tests]
        if measured:
            self.measured.append(unique)
        else:
            self.cases.append(Case({unique: Always()}, table.criterion.where))

    def _is_handed_on(self, criterion_id: str, name: str) -> bool:
        """Whether a number is a judgment just as it is, and all that read the judgment test it.

        Then it need not be known exactly, but only as far as those tests tell numbers apart.
        """
        criteria = self.judge.guideline.criteria
        criterion = criteria[criterion_id]
        formulas = [
            r.then for r in (*criterion.rules, criterion.otherwise) if r and isinstance(r.then, Formula)
        ]
        if criterion.hit_policy == "collect" or any(
            f.term != Name(name) for f in formulas if name in f.names
        ):
            return False
        for other in criteria.values():
            for read, source in other.inputs.items():
                if isinstance(source, CriterionInput | DifferenceInput) and source.criterion == criterion_id:
                    table = self.judge.tables[other.id]
                    if isinstance(source, DifferenceInput) or read in table.formula_names:
                        return False
        return True

    def _tests_on(self, criterion_id: str) -> list[Test]:
        """Return all tests on a criterion's judgment."""
        found: dict[Test, None] = {}
        for table in self.judge.tables.values():
            for name, source in table.criterion.inputs.items():
                if isinstance(source, CriterionInput) and source.criterion == criterion_id:
                    column = table.columns.get(name)
                    found.update(dict.fromkeys(() if column is None else column.tests))
                    banned = [case.tests for case in table.criterion.impossible if name in case.tests]
                    found.update(dict.fromkeys(tests[name] for tests in banned))
        return [test for test in found if not isinstance(test, Always)]

    def shown(self, unique: str) -> str:
        """Return what people are told a fact is called."""
        return self.shows.get(unique, unique)

    def _table(self) -> Table:
        top = self.judge.guideline.criteria[self.top[0]]
        formula = Formula("", Number(ZERO), tuple(self.measured))
        rule = Rule("", "", tuple(self.cases), formula, "", None, None, (), top.where)
        criterion: Criterion = replace(
            top, inputs=self.inputs, rules=(rule,), otherwise=None, impossible=(), hit_policy="first"
        )
        return Table(criterion, self.domains)

    def applies(self, criterion_id: str, cells: Mapping[str, Cell]) -> bool:
        """Whether another criterion is judged at all in the modality of these facts."""
        modality = cells.get(MODALITY)
        return not isinstance(modality, str) or self.judge.guideline.criteria[criterion_id].applies_to(
            modality
        )

    def read(
        self,
        place: Place,
        table: Table,
        name: str,
        cells: Mapping[str, Cell],
        known: Mapping[Place, Outcome],
    ) -> Reading:
        """Return what an input of a criterion reads, given facts and what the criteria below came to."""
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


def _shown(place: Place, name: str, source: Input) -> str:
    if isinstance(source, ContextInput):
        return name
    if isinstance(source, RecordedInput) and not place[1]:
        return source.observation  # the same question everywhere
    return ".".join(part for part in (*place, name) if part)


def reading_of_outcome(outcome: Outcome) -> Reading:
    """Return what another criterion reads where a judgment came to this outcome."""
    if outcome.state != "decided":
        return Passed(outcome.state, outcome.rules)
    return None if outcome.value == NOT_JUDGED else outcome.value
