"""One way the facts could be: every unknown given a value, every criterion judged in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal, Protocol

from goldline.model.condition import Value
from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED
from goldline.rules.domain import Domain, Numbers, Words, is_number, representatives, tidy
from goldline.rules.scene import UNKNOWN, Lens, Scene, measure
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import Cell, Column, Outcome, Table

_MOST_LISTED = 64

Key = tuple[str, ...]
"""Names an unknown: ("observation", response, name), ("label", criterion, response), ("rubric", response)."""


class OpenFactsError(Exception):
    """Raised inside a world in which something that a rule reads is still unknown."""


@dataclass(frozen=True, slots=True)
class Passed:
    """An upstream criterion that gives no judgment: its state is passed on unless it cannot matter."""

    state: Literal["gap", "conflict"]
    rules: tuple[str, ...]


Reading = Cell | Passed


class Tables(Protocol):
    """What a world needs of a guideline: its criteria compiled."""

    guideline: Guideline
    lens: Lens
    tables: dict[str, Table]


class World:
    """Facts with their unknowns given by key, and finding inputs by (input, scope)."""

    def __init__(
        self,
        tables: Tables,
        scene: Scene,
        given: Mapping[Key, Cell],
        findings: Mapping[tuple[int, str | None], Cell] | None = None,
    ) -> None:
        self.tables = tables
        self.scene = scene
        self.given = given
        self.findings = findings or {}
        self.known: dict[tuple[str, str | None], tuple[Outcome, ...]] = {}

    def outcomes(self, criterion_id: str, response: str | None) -> tuple[Outcome, ...]:
        """Return what the criterion's rules give: one outcome, or several where a number is a span.

        Raises `OpenFactsError` where an input that some rule reads is unknown in this world.
        """
        found = self.known.get((criterion_id, response))
        if found is None:
            table = self.tables.tables[criterion_id]
            readings = {name: self.read(table, name, response) for name in table.names}
            found = self.known[criterion_id, response] = judge_readings(table, readings)
        return found

    def is_impossible(self, criterion_id: str, response: str | None) -> bool:
        """Whether the criterion lists what its inputs are in this world as a thing that cannot be."""
        table = self.tables.tables[criterion_id]
        if not table.criterion.impossible:
            return False
        cells: dict[str, Cell] = {}
        for name in table.all_names:
            readings = self.read(table, name, response)
            if len(readings) != 1 or isinstance(readings[0], Passed):
                return False
            cells[name] = readings[0]
        return table.is_impossible(cells)

    def read(self, table: Table, name: str, response: str | None) -> tuple[Reading, ...]:
        """Return what an input is in this world: one reading, or the parts of a span."""
        source = table.criterion.inputs[name]
        readings = self._read(source, response)
        if len(readings) == 1 and readings[0].__class__ is not Span:
            return readings
        column = table.columns.get(name)
        if column is None or not any(isinstance(reading, Span) for reading in readings):
            return readings
        return _split(readings, column)

    def _read(self, source: Input, response: str | None) -> tuple[Reading, ...]:
        scene = self.scene
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                scope = scene.scope(source, response)
                given = self.findings.get((id(source), scope), UNKNOWN)
                if given is not UNKNOWN:
                    return (given,)  # type: ignore[return-value]  # anything but UNKNOWN is a cell
                if scene.unseen_types and scene.touches_unseen(source):
                    raise OpenFactsError
                return (self.tables.lens.total(source, scene.in_scope(scope)),)
            case RecordedInput():
                recorded = scene.observation(source, response)
                if recorded is UNKNOWN:
                    key = ("observation", scene.observation_key(source, response), source.observation)
                    return (self._given(key),)
                return (recorded,)  # type: ignore[return-value]
            case RubricInput():
                earned = scene.rubric(source, response)
                if earned is UNKNOWN:
                    total = self._given(("rubric", scene.rubric_key(source, response)))
                    earned = measure(source, Decimal(total), scene.attainable)  # type: ignore[arg-type]
                return (earned,)  # type: ignore[return-value]
            case CriterionInput():
                return self.upstream(source.criterion, source.response or response)
            case DifferenceInput():
                return self._difference(source)
            case ContextInput(name="modality"):
                return (scene.facts.modality,)
            case ContextInput():
                return (scene.facts.locale,)

    def _given(self, key: Key) -> Cell:
        if key not in self.given:
            raise OpenFactsError
        return self.given[key]

    def upstream(self, criterion_id: str, response: str | None) -> tuple[Reading, ...]:
        """Return the judgment of another criterion as an input: an exception's or label's value first."""
        scene = self.scene
        criterion = self.tables.guideline.criteria[criterion_id]
        if not criterion.applies_to(scene.facts.modality):
            return (None,)
        target = response if criterion.target == "response" and scene.several else None
        if target is None and criterion.target == "response" and scene.several:
            return (None,)  # nobody said of which response; check reports it
        if target is not None and target not in scene.facts.responses:
            return (None,)
        decided = scene.people.get((criterion_id, target), UNKNOWN)
        if decided is not UNKNOWN:
            return (None if decided == NOT_JUDGED else decided,)  # type: ignore[return-value]
        if not criterion.ruled:
            return (self._given(("label", criterion_id, target or "")),)
        found = self.outcomes(criterion_id, target)
        return tuple(
            Passed(outcome.state, outcome.rules)
            if outcome.state != "decided"
            else None
            if outcome.value == NOT_JUDGED
            else outcome.value
            for outcome in found
        )

    def _difference(self, source: DifferenceInput) -> tuple[Reading, ...]:
        scale = self.tables.guideline.criteria[source.criterion].scale
        pairs = product(
            self.upstream(source.criterion, source.first), self.upstream(source.criterion, source.second)
        )
        return tuple(dict.fromkeys(difference(one, two, scale.ranks) for one, two in pairs))


def difference(one: Reading, two: Reading, ranks: Mapping[Value, int]) -> Reading:
    """Return by how many levels `one` stands above `two`; on numbers, by how much; null if one is null."""
    for side in (one, two):
        if isinstance(side, Passed):
            return side
    if one is None or two is None:
        return None
    if isinstance(one, Span) or isinstance(two, Span):
        low = _low(one) - _high(two)
        high = _high(one) - _low(two)
        return Span(low, high)
    if one in ranks and two in ranks:
        return ranks[one] - ranks[two]  # type: ignore[index]
    if is_number(one) and is_number(two):  # type: ignore[arg-type]
        return tidy(Decimal(one) - Decimal(two))  # type: ignore[arg-type]
    return None


def _low(reading: Reading) -> Decimal:
    return reading.low if isinstance(reading, Span) else Decimal(reading)  # type: ignore[arg-type]


def _high(reading: Reading) -> Decimal:
    return reading.high if isinstance(reading, Span) else Decimal(reading)  # type: ignore[arg-type]


def judge_readings(table: Table, readings: Mapping[str, tuple[Reading, ...]]) -> tuple[Outcome, ...]:
    """Return the distinct outcomes over all combinations of what the inputs may read."""
    names = list(readings)
    if all(len(options) == 1 for options in readings.values()):
        cells = {name: options[0] for name, options in readings.items()}
        if not any(isinstance(reading, Passed) for reading in cells.values()):
            return table.outcome(cells)  # type: ignore[arg-type]  # the usual case: nothing is passed on
    found: dict[Outcome, None] = {}
    for combination in product(*readings.values()):
        cells = dict(zip(names, combination, strict=True))
        passed = [name for name, reading in cells.items() if isinstance(reading, Passed)]
        if passed:
            found[_pass_on(table, cells, passed)] = None
        else:
            found.update(dict.fromkeys(table.outcome(cells)))  # type: ignore[arg-type]
    return tuple(found)


def _pass_on(table: Table, cells: dict[str, Reading], passed: list[str]) -> Outcome:
    """Return the one outcome that every level of the missing judgments leads to, else their own state."""
    first = cells[passed[0]]
    assert isinstance(first, Passed)
    levels = [every_level(table, name) for name in passed]
    found: dict[tuple[str, object], tuple[str, ...]] = {}
    for values in product(*levels):
        trial = {**cells, **dict(zip(passed, values, strict=True))}
        for outcome in table.outcome(trial):  # type: ignore[arg-type]
            key = (outcome.state, outcome.value)
            found[key] = tuple(dict.fromkeys(found.get(key, ()) + outcome.rules))
        if len(found) > 1:
            return Outcome(first.state, None, first.rules)
    ((state, value), rules) = next(iter(found.items()))
    if isinstance(value, Span):
        return Outcome(first.state, None, first.rules)
    return Outcome(state, value, rules)  # type: ignore[arg-type]


def every_level(table: Table, name: str) -> list[Cell]:
    """Return each level that an upstream judgment may take (for numbers, one of each class of them)."""
    column = table.columns.get(name)
    domain: Domain = table.domains[name]
    if isinstance(domain, Words):
        return list(domain.values)
    if name in table.formula_names and isinstance(domain, Numbers):
        return list(cells_of(domain, column.cuts if column is not None else ()))
    tests = column.tests if column is not None else ()
    return [value for value in representatives(domain, tests) if value is not None]


def cells_of(domain: Numbers, cuts: Iterable[Decimal]) -> list[Cell]:
    """Return all numbers of a domain as cells: each cut point, and the open spans between them.

    A few whole numbers come one by one: sums and products of them are then exact.
    """
    if domain.integer and domain.minimum is not None and domain.maximum is not None:
        first, last = math.ceil(domain.minimum), math.floor(domain.maximum)
        if last - first < _MOST_LISTED:
            return list(range(first, last + 1))
    low = -INFINITY if domain.minimum is None else domain.minimum
    high = INFINITY if domain.maximum is None else domain.maximum
    parts = Span(low, high, low == -INFINITY, high == INFINITY).split(cuts)
    return [tidy(part) if isinstance(part, Decimal) else part for part in parts]


def targets(criterion: Criterion, scene: Scene) -> tuple[str | None, ...]:
    """Return the responses that the criterion judges in this scene."""
    return scene.targets(criterion) if criterion.applies_to(scene.facts.modality) else ()


def _split(readings: tuple[Reading, ...], column: Column) -> tuple[Reading, ...]:
    parts: list[Reading] = []
    for reading in readings:
        if isinstance(reading, Span):
            parts.extend(tidy(p) if isinstance(p, Decimal) else p for p in reading.split(column.cuts))
        else:
            parts.append(reading)
    return tuple(parts)
