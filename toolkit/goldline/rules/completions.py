"""Judging facts with unknowns: every way in which they could be completed, and what each gives.

The unknowns of a criterion are found by walking its inputs and those of the criteria it reads.
Each gets one value of every class that some test tells apart; findings that nobody has looked for
get every vector of input values they can lead to together. All combinations are judged, those
listed as impossible left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from math import prod

from goldline.model.condition import Test
from goldline.model.criterion import (
    AnyInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.rules.domain import Domain, Numbers, cut_points, representatives, tidy
from goldline.rules.findings_space import Component, Space, Unseen, explore
from goldline.rules.judgment import Judgment, summarise
from goldline.rules.scene import UNKNOWN, Scene
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.world import (
    Key,
    OpenFactsError,
    Passed,
    Tables,
    World,
    cells_of,
    every_level,
    judge_readings,
)

MOST_WORLDS = 20_000
_MOST_MASKS = 50_000


@dataclass(slots=True)
class Factor:
    """One unknown: its domain, the tests on it in all tables it reaches, and how to call it."""

    key: Key
    name: str
    domain: Domain
    tests: list[Test] = field(default_factory=list)
    measured: bool = False
    totals: list[Decimal] = field(default_factory=list)

    def cells(self) -> list[Cell]:
        """Return one cell of every class of values that matters."""
        if self.totals:
            return [tidy(total) for total in self.totals]
        found = representatives(self.domain, self.tests)
        if not (self.measured and isinstance(self.domain, Numbers)):
            return list(found)
        cuts = [Decimal(v) for v in found if v is not None and v in _cuts(self.tests)]
        null: list[Cell] = [None] if self.domain.nullable else []
        return [*cells_of(self.domain, cuts), *null]


def _cuts(tests: list[Test]) -> set[Decimal]:
    return set().union(*(cut_points(test) for test in tests))


class Completions:
    """The unknowns of one criterion in one scene, and the judgment over all their completions."""

    def __init__(self, tables: Tables, scene: Scene, criterion: str, response: str | None) -> None:
        self.tables = tables
        self.scene = scene
        self.criterion = criterion
        self.response = response
        self.factors: dict[Key, Factor] = {}
        self.components: dict[tuple[int, str | None], Component] = {}
        self.visited: list[tuple[str, str | None]] = []
        self._visit(criterion, response)

    def judge(self) -> Judgment:
        """Return the judgment: what every completion gives, or what remains possible between them."""
        table = self.tables.tables[self.criterion]
        scale = table.criterion.scale
        space = self._space()
        factors = list(self.factors.values())
        choices = [factor.cells() for factor in factors]
        worlds = prod(len(choice) for choice in choices) * (len(space.vectors) if space else 1)
        if worlds > MOST_WORLDS or (space is not None and not space.complete):
            return self._coarse(table)
        results = self._results(space, factors, choices)
        if not any(outcomes for row in results.values() for outcomes in row):
            results = self._results(space, factors, choices, allow_impossible=True)
        every = [outcome for row in results.values() for outcomes in row for outcome in outcomes]
        judgment = summarise(every, scale)
        if judgment.state != "undecided":
            return judgment
        return summarise(every, scale, self._missing(space, factors, results))

    # --- what is unknown ---------------------------------------------------------------------

    def _visit(self, criterion_id: str, response: str | None) -> None:
        if (criterion_id, response) in self.visited:
            return
        self.visited.append((criterion_id, response))
        table = self.tables.tables[criterion_id]
        for name in table.all_names:
            column = table.columns.get(name)
            tests = list(column.tests) if column is not None else []
            tests += [case.tests[name] for case in table.criterion.impossible if name in case.tests]
            source = table.criterion.inputs[name]
            self._note(source, response, table.domains[name], tests, name in table.formula_names)

    def _note(
        self, source: Input, response: str | None, domain: Domain, tests: list[Test], measured: bool
    ) -> None:
        scene = self.scene
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                if scene.unseen_types and scene.touches_unseen(source):
                    scope = scene.scope(source, response)
                    base = self.tables.lens.total(source, scene.in_scope(scope))
                    component = self.components.setdefault(
                        (id(source), scope), Component(source, scope, base)
                    )
                    component.cuts |= _cuts(tests)
                    component.measured |= measured
            case RecordedInput():
                if scene.observation(source, response) is UNKNOWN:
                    key = ("observation", scene.observation_key(source, response), source.observation)
                    self._factor(key, f"input:{source.observation}", domain, tests, measured)
            case RubricInput():
                if scene.rubric(source, response) is UNKNOWN:
                    rubric = scene.rubric_key(source, response)
                    factor = self._factor(("rubric", rubric), "rubric", domain, tests, measured)
                    factor.totals = scene.possible_points(rubric)
            case CriterionInput():
                self._note_upstream(source.criterion, source.response or response, domain, tests, measured)
            case DifferenceInput():
                for side in (source.first, source.second):
                    self._note_upstream(source.criterion, side, domain, [], measured)

    def _note_upstream(
        self, criterion_id: str, response: str | None, domain: Domain, tests: list[Test], measured: bool
    ) -> None:
        scene = self.scene
        criterion = self.tables.guideline.criteria[criterion_id]
        if not criterion.applies_to(scene.facts.modality):
            return
        target = response if criterion.target == "response" and scene.several else None
        if scene.several and criterion.target == "response" and target not in scene.facts.responses:
            return
        if (criterion_id, target) in scene.people:
            return
        if criterion.ruled:
            self._visit(criterion_id, target)
        else:
            key = ("label", criterion_id, target or "")
            self._factor(key, f"label:{criterion_id}", domain, tests, measured)

    def _factor(self, key: Key, name: str, domain: Domain, tests: list[Test], measured: bool) -> Factor:
        factor = self.factors.setdefault(key, Factor(key, name, domain))
        factor.tests.extend(tests)
        factor.measured |= measured
        return factor

    # --- all completions ---------------------------------------------------------------------

    def _unseen(self) -> Iterator[Unseen]:
        types = self.tables.lens.taxonomy.types
        for path in self.scene.unseen_types:
            for severity in types[path].severities:
                for response in self.scene.facts.responses or (None,):
                    yield Unseen(path, severity, response)

    def _space(self) -> Space | None:
        if not self.components:
            return None
        return explore(list(self.components.values()), self._unseen(), self.tables.lens)

    def _results(
        self,
        space: Space | None,
        factors: list[Factor],
        choices: list[list[Cell]],
        allow_impossible: bool = False,
    ) -> dict[tuple[int, ...], list[tuple[Outcome, ...]]]:
        """Return, by the choice made for each factor, the outcomes for each vector of findings."""
        keys = list(self.components)
        vectors = (
            [dict(zip(keys, space.cells(i), strict=True)) for i in range(len(space.vectors))]
            if space
            else [{}]
        )
        results: dict[tuple[int, ...], list[tuple[Outcome, ...]]] = {}
        for picks in product(*(range(len(choice)) for choice in choices)):
            given = {f.key: choice[pick] for f, choice, pick in zip(factors, choices, picks, strict=True)}
            row: list[tuple[Outcome, ...]] = []
            for findings in vectors:
                world = World(self.tables, self.scene, given, findings)
                if not allow_impossible and any(world.is_impossible(*place) for place in self.visited):
                    row.append(())
                else:
                    row.append(world.outcomes(self.criterion, self.response))
            results[picks] = row
        return results

    def _missing(
        self,
        space: Space | None,
        factors: list[Factor],
        results: dict[tuple[int, ...], list[tuple[Outcome, ...]]],
    ) -> list[str]:
        """Return what would settle it: the unknowns of which two values give different outcomes."""
        names = [f.name for i, f in enumerate(factors) if self._matters(i, results)]
        if space is not None:
            types = self._types_that_matter(space, results)
            if types and not self.scene.annotated:
                names.insert(0, "findings")
            else:
                names += [f"type:{path}" for path in self.tables.lens.taxonomy.types if path in types]
        if names:
            return names
        # What is impossible can leave no two neighbours to compare: then all of them are missing.
        everything = [factor.name for factor in factors]
        if space is not None:
            everything += (
                [f"type:{t}" for t in self.scene.unseen_types] if self.scene.annotated else ["findings"]
            )
        return everything

    @staticmethod
    def _matters(index: int, results: dict[tuple[int, ...], list[tuple[Outcome, ...]]]) -> bool:
        seen: dict[tuple[tuple[int, ...], int], frozenset[object]] = {}
        for picks, row in results.items():
            rest = picks[:index] + picks[index + 1 :]
            for vector, outcomes in enumerate(row):
                if outcomes and seen.setdefault((rest, vector), _plain(outcomes)) != _plain(outcomes):
                    return True
        return False

    @staticmethod
    def _types_that_matter(
        space: Space, results: dict[tuple[int, ...], list[tuple[Outcome, ...]]]
    ) -> set[str]:
        types: set[str] = set()
        for here, there, names in space.steps:
            if names <= types:
                continue
            if any(
                row[here] and row[there] and _plain(row[here]) != _plain(row[there])
                for row in results.values()
            ):
                types |= names
        return types

    # --- too many to enumerate ---------------------------------------------------------------

    def _coarse(self, table: Table) -> Judgment:
        """Return a judgment that may be too careful: inputs are taken to vary on their own.

        Never too bold: all that is really possible is among what is listed.
        """
        missing = ["findings"] if self.components and not self.scene.annotated else []
        if self.components and self.scene.annotated:
            missing += [f"type:{path}" for path in self.scene.unseen_types]
        missing += [factor.name for factor in self.factors.values()]
        readings = {name: self._alone(table, name) for name in table.names}
        if table.formula_names:
            if prod(len(r) for r in readings.values()) <= MOST_WORLDS:
                return summarise(judge_readings(table, readings), table.criterion.scale, missing)
            span = cells_of(_numbers(table), ())
            outcomes = [Outcome("decided", cell, ()) for cell in span]
            return summarise([*outcomes, Outcome("gap", None, ())], table.criterion.scale, missing)
        masks = {0}
        for name, column in table.columns.items():
            cells = [
                c
                for r in readings[name]
                for c in (every_level(table, name) if isinstance(r, Passed) else [r])
            ]
            masks = {mask | fails for mask in masks for fails in {column.fails(cell) for cell in cells}}
            if len(masks) > _MOST_MASKS:
                masks = {0, table.full}  # give up on this table: see below
                break
        passed = [r for name in table.names for r in readings[name] if isinstance(r, Passed)]
        outcomes = [table.constant(mask) for mask in masks]
        if len(masks) == 2 and table.full in masks:
            outcomes += [table.constant(table.full & ~(1 << bit)) for bit in range(len(table.rule_of))]
        outcomes += [Outcome(p.state, None, p.rules) for p in passed]
        return summarise(outcomes, table.criterion.scale, missing)

    def _alone(self, table: Table, name: str) -> tuple[Cell | Passed, ...]:
        """Return all that one input may read, whatever the others are."""
        source = table.criterion.inputs[name]
        column = table.columns.get(name)
        tests = list(column.tests) if column is not None else []
        domain = table.domains[name]
        try:
            return World(self.tables, self.scene, {}).read(table, name, self.response)
        except OpenFactsError:
            pass
        if isinstance(source, CriterionInput):
            criterion = self.tables.guideline.criteria[source.criterion]
            if criterion.ruled:
                target = (source.response or self.response) if criterion.target == "response" else None
                judged = Completions(self.tables, self.scene, source.criterion, target).judge()
                states = [Passed(state, ()) for state in judged.possible_states]  # type: ignore[arg-type]
                return (*judged.possible, *states)
        if isinstance(domain, Numbers) and name in table.formula_names:
            return tuple(cells_of(domain, _cuts(tests)))
        return tuple(representatives(domain, tests))


def _numbers(table: Table) -> Numbers:
    scale = table.criterion.scale
    return Numbers(False, scale.minimum, scale.maximum, False)


def _plain(outcomes: tuple[Outcome, ...]) -> frozenset[object]:
    return frozenset((outcome.state, outcome.value) for outcome in outcomes)
