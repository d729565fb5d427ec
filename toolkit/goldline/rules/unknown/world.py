"""One way the facts could be: every unknown given a value, every criterion judged in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import product
from typing import Protocol

from goldline.model.condition import Value
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
    SumInput,
    WorstInput,
)
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.rules.domain import holds, tidy
from goldline.rules.scene import UNKNOWN, Lens, Scene, Unknown, measure
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.unknown.cells import level_difference, split
from goldline.rules.unknown.sign import Passed as Passed
from goldline.rules.unknown.sign import Place as Place
from goldline.rules.unknown.sign import Reading as Reading
from goldline.rules.unknown.sign import Sign, finish, signs_of

Key = tuple[str, ...]
"""Names an unknown: ("observation", response, name), ("label", criterion, response), ("rubric", response)."""

Slot = tuple[int, str | None]
"""A finding input, by identity, and the response whose findings it reads."""


class OpenFactsError(Exception):
    """Raised inside a world in which something that a rule reads is still unknown."""


class Tables(Protocol):
    """What a world needs of a guideline: its criteria compiled."""

    guideline: Guideline
    lens: Lens
    tables: dict[str, Table]


class World:
    """Facts with their unknowns given by key, and finding inputs by (input, scope).

    `assumed` has judgments that are not worked out here.
    """

    def __init__(
        self,
        tables: Tables,
        scene: Scene,
        given: Mapping[Key, Cell],
        findings: Mapping[Slot, Cell] | None = None,
        assumed: Mapping[Place, Reading] | None = None,
    ) -> None:
        self.tables = tables
        self.scene = scene
        self.given = given
        self.findings = findings or {}
        self.assumed = assumed or {}
        self.known: dict[Place, tuple[Outcome, ...]] = {}

    def outcomes(self, criterion_id: str, response: str | None) -> tuple[Outcome, ...]:
        """Return what the criterion's rules give: one outcome, or several where a number is a span.

        Raises `OpenFactsError` where an input that some rule reads is unknown in this world.
        """
        found = self.known.get((criterion_id, response))
        if found is None:
            table = self.tables.tables[criterion_id]
            signs = self.signs(table, table.names, response)
            every = (outcome for sign in signs for outcome in finish(table, sign))
            found = self.known[criterion_id, response] = tuple(dict.fromkeys(every))
        return found

    def signs(self, table: Table, names: Iterable[str], response: str | None) -> tuple[Sign, ...]:
        """Return what some inputs of a table come to in this world."""
        direct: dict[str, Cell] = {}
        wires: dict[str, tuple[Place | None, ...]] = {}
        for name in names:
            source = table.criterion.inputs[name]
            if isinstance(source, CriterionInput | DifferenceInput):
                wires[name] = self.places(source, response)
            else:
                direct[name] = self._direct(source, response)
        return signs_of(table, direct, wires, self.judgments, self._scale)

    def occurs(self, table: Table, case: Case, response: str | None) -> bool:
        """Whether the inputs are for sure, in this world, what a case says."""
        for name, test in case.tests.items():
            for reading in self.read(table, name, response):
                if isinstance(reading, Passed):
                    return False
                value = tidy(reading.inside()) if isinstance(reading, Span) else reading
                if not holds(test, value, table.domains[name]):
                    return False
        return True

    def read(self, table: Table, name: str, response: str | None) -> tuple[Reading, ...]:
        """Return what an input is in this world: one reading, or the parts of a span."""
        source = table.criterion.inputs[name]
        if not isinstance(source, CriterionInput | DifferenceInput):
            return (self._direct(source, response),)
        sides = [self.judgments(place) if place else (None,) for place in self.places(source, response)]
        readings = sides[0]
        if isinstance(source, DifferenceInput):
            ranks = self._scale(source.criterion).ranks
            readings = tuple(dict.fromkeys(difference(one, two, ranks) for one, two in product(*sides)))
        cuts = table.cuts.get(name, ())
        return tuple(part for r in readings for part in ([r] if isinstance(r, Passed) else split(r, cuts)))

    def _direct(self, source: Input, response: str | None) -> Cell:
        """Return what an input is that reads no judgment."""
        scene = self.scene
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                scope = scene.scope(source, response)
                given = self.findings.get((id(source), scope), UNKNOWN)
                if not isinstance(given, Unknown):
                    return given
                if scene.unseen_types and scene.touches_unseen(source):
                    raise OpenFactsError
                return self.tables.lens.total(source, scene.in_scope(scope))
            case RecordedInput():
                recorded = scene.observation(source, response)
                if not isinstance(recorded, Unknown):
                    return recorded
                key = ("observation", scene.observation_key(source, response), source.observation)
                return self._given(key)
            case RubricInput():
                earned = scene.rubric(source, response)
                if not isinstance(earned, Unknown):
                    return earned
                total = self._given(("rubric", scene.rubric_key(source, response)))
                return measure(source, Decimal(total), scene.attainable)  # type: ignore[arg-type]  # a number
            case ContextInput(name="modality"):
                return scene.facts.modality
            case ContextInput():
                return scene.facts.locale
            case _:
                raise AssertionError(source)  # it reads a judgment

    def _given(self, key: Key) -> Cell:
        if key not in self.given:
            raise OpenFactsError
        return self.given[key]

    def places(
        self, source: CriterionInput | DifferenceInput, response: str | None
    ) -> tuple[Place | None, ...]:
        """Return the judgments that an input reads; None for one that there is not."""
        if isinstance(source, DifferenceInput):
            return self._place(source.criterion, source.first), self._place(source.criterion, source.second)
        return (self._place(source.criterion, source.response or response),)

    def _place(self, criterion_id: str, response: str | None) -> Place | None:
        scene = self.scene
        criterion = self.tables.guideline.criteria[criterion_id]
        if not criterion.applies_to(scene.facts.modality):
            return None
        if criterion.target == "item" or not scene.several:
            return criterion_id, None
        # Where nobody said of which response, there is none; check reports it.
        return (criterion_id, response) if response in scene.facts.responses else None

    def judgments(self, place: Place) -> tuple[Reading, ...]:
        """Return a judgment as an input: an exception's or a label's value first, `not-judged` as null."""
        if place in self.assumed:
            return (self.assumed[place],)
        decided = self.scene.people.get(place, UNKNOWN)
        if not isinstance(decided, Unknown):
            return (None if decided == NOT_JUDGED else decided,)
        criterion_id, target = place
        if not self.tables.guideline.criteria[criterion_id].ruled:
            return (self._given(("label", criterion_id, target or "")),)
        return tuple(dict.fromkeys(reading_of(outcome) for outcome in self.outcomes(criterion_id, target)))

    def _scale(self, criterion_id: str) -> Scale:
        return self.tables.guideline.criteria[criterion_id].scale


def reading_of(outcome: Outcome) -> Reading:
    """Return a criterion's outcome as another criterion reads it."""
    if outcome.state != "decided":
        return Passed(outcome.state, outcome.rules)
    return None if outcome.value == NOT_JUDGED else outcome.value


def difference(one: Reading, two: Reading, ranks: Mapping[Value, int]) -> Reading:
    """Return by how many levels `one` stands above `two`; a lost judgment where one of them is lost."""
    for side in (one, two):
        if isinstance(side, Passed):
            return side
    return level_difference(one, two, ranks)  # type: ignore[arg-type]  # neither is lost, as just seen


def targets(criterion: Criterion, scene: Scene) -> tuple[str | None, ...]:
    """Return the responses that the criterion judges in this scene."""
    return scene.targets(criterion) if criterion.applies_to(scene.facts.modality) else ()
