"""Judging quickly what is plain: a criterion of which every fact that it reads is known.

Nearly all gold is so. What its finding inputs come to is remembered by the findings, which many items
share; the other inputs are a lookup each. Whatever is open is left to be judged thoroughly: where an
observation is not recorded, where nobody looked for a type, where a criterion that is read is open or
gives no judgment.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Final

from goldline.model.condition import Value
from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    FindingInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.model.gold import ITEM, Facts
from goldline.model.scale import NOT_JUDGED
from goldline.rules.judgment import Judgment, judged_by_people, summarise
from goldline.rules.scene import UNKNOWN, Scene, Unknown
from goldline.rules.table import Cell, Column, Table
from goldline.rules.unknown.world import Tables, difference

_MOST_REMEMBERED: Final = 20_000
_ONLY: Final = (None,)

Place = tuple[str, str | None]
"""A criterion, and the response it is judged for."""
Thorough = Callable[[Criterion, str | None], Judgment]
"""Judges one criterion whatever is open."""


class _Seen:
    """One item's facts while it is judged, and the judgments that other criteria may read."""

    __slots__ = ("facts", "observed", "people", "scene", "several", "values")

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.several = bool(facts.responses)
        self.observed: dict[str, dict[str, Value]] = {key: dict(values) for key, values in facts.observations}
        self.people: dict[Place, Value] = {(c, r): value for c, r, value in facts.people}
        self.values: dict[Place, Value] = {}
        self.scene: Scene | None = None


Read = Callable[[_Seen, str | None], Value | Unknown]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a table's finding inputs come to: the cases that fail, and each input's value."""

    open: bool
    fails: int = 0
    cells: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class _Plan:
    """How one criterion is judged: its finding inputs, a reader for each other, judgments met so far."""

    criterion: Criterion
    table: Table
    sources: dict[str, FindingInput]
    readers: dict[str, Read]
    steps: list[tuple[Read, Column]]
    judgments: dict[int, Judgment] = field(default_factory=dict)


class Quick:
    """Judges facts by a guideline's tables, and hands on what is open."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._plans = {c.id: self._plan(c) for c in tables.guideline.criteria.values()}
        self._applying: dict[str, list[_Plan]] = {}
        self._found: dict[Hashable, dict[Place, _Found]] = {}

    def judge(self, facts: Facts, thorough: Thorough) -> dict[Place, Judgment]:
        """Return the judgment of every criterion that applies, in the guideline's order."""
        seen = _Seen(facts)
        known = self._known(facts)
        judged: dict[Place, Judgment] = {}
        for plan in self._plans_for(facts.modality):
            criterion = plan.criterion
            of_each = seen.several and criterion.target == "response"
            for response in facts.responses if of_each else _ONLY:
                place = (criterion.id, response)
                if not criterion.ruled:
                    judged[place] = judged_by_people(criterion, response, seen.people)
                    continue
                found = known.get(place)
                if found is None:
                    found = known[place] = self._look(plan, seen, response)
                judgment = None if found.open else self._one(plan, seen, response, found)
                if judgment is None:
                    judged[place] = thorough(criterion, response)
                    continue
                judged[place] = judgment
                if judgment.state == "decided":
                    seen.values[place] = None if judgment.value == NOT_JUDGED else judgment.value
        return judged

    def _one(self, plan: _Plan, seen: _Seen, response: str | None, found: _Found) -> Judgment | None:
        """Return the judgment of one criterion, or None where something it reads is open."""
        if plan.table.formula_names:
            return self._reckon(plan, seen, response, found)
        fails = found.fails
        for read, column in plan.steps:
            value = read(seen, response)
            if value.__class__ is Unknown:
                return None
            fails |= column.fails(value)  # type: ignore[arg-type]  # it is not unknown
        judgment = plan.judgments.get(fails)
        if judgment is None:
            if len(plan.judgments) >= _MOST_REMEMBERED:
                plan.judgments.clear()
            judgment = summarise((plan.table.constant(fails),), plan.criterion.scale)
            plan.judgments[fails] = judgment
        return judgment

    def _reckon(self, plan: _Plan, seen: _Seen, response: str | None, found: _Found) -> Judgment | None:
        """Return the judgment of a criterion with formulas, which read more than which cases fail."""
        cells = dict(found.cells)
        for name, read in plan.readers.items():
            value = read(seen, response)
            if isinstance(value, Unknown):
                return None
            cells[name] = value
        return summarise(plan.table.outcome(cells), plan.criterion.scale)

    # --- findings ----------------------------------------------------------------------------

    def _known(self, facts: Facts) -> dict[Place, _Found]:
        """Return what is remembered for all that finding inputs depend on."""
        key: Hashable = facts.findings
        if self._tables.lens.newer_than(facts.stamp):
            key = key, facts.stamp, facts.inspected
        if facts.responses:
            key = key, ITEM
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            found = self._found[key] = {}
        return found

    def _look(self, plan: _Plan, seen: _Seen, response: str | None) -> _Found:
        scene = self._scene(seen)
        lens = self._tables.lens
        fails = 0
        cells: dict[str, Cell] = {}
        for name, source in plan.sources.items():
            if scene.unseen_types and scene.touches_unseen(source):
                return _Found(open=True)
            value = lens.total(source, scene.in_scope(scene.scope(source, response)))
            cells[name] = value
            if name in plan.table.columns:
                fails |= plan.table.columns[name].fails(value)
        return _Found(False, fails, cells)

    def _scene(self, seen: _Seen) -> Scene:
        if seen.scene is None:
            seen.scene = Scene(seen.facts, self._tables.lens)
        return seen.scene

    # --- plans -------------------------------------------------------------------------------

    def _plans_for(self, modality: str) -> list[_Plan]:
        found = self._applying.get(modality)
        if found is None:
            found = [plan for plan in self._plans.values() if plan.criterion.applies_to(modality)]
            if len(self._applying) < _MOST_REMEMBERED:
                self._applying[modality] = found
        return found

    def _plan(self, criterion: Criterion) -> _Plan:
        table = self._tables.tables[criterion.id]
        sources: dict[str, FindingInput] = {}
        readers: dict[str, Read] = {}
        for name in table.names:
            source = criterion.inputs[name]
            if isinstance(source, WorstInput | CountInput | AnyInput | SumInput):
                sources[name] = source
            else:
                readers[name] = self._reader(source)
        steps = [(readers[name], column) for name, column in table.columns.items() if name in readers]
        return _Plan(criterion, table, sources, readers, steps)

    def _reader(self, source: Input) -> Read:
        """Return a function that gives what an input is, which does not read findings."""
        match source:
            case RecordedInput():
                return _read_observation(source.observation, source.response)
            case CriterionInput():
                return self._read_judgment(source.criterion, source.response)
            case DifferenceInput():
                return self._read_difference(source)
            case RubricInput():
                return lambda seen, response: (
                    self._scene(seen).rubric(source, response) if seen.facts.rubric else None
                )
            case ContextInput(name="modality"):
                return lambda seen, _: seen.facts.modality
            case ContextInput():
                return lambda seen, _: seen.facts.locale
            case _:
                raise AssertionError(source)  # it reads findings

    def _read_judgment(self, criterion_id: str, own: str | None) -> Read:
        criterion = self._tables.guideline.criteria[criterion_id]

        def read(seen: _Seen, response: str | None) -> Value | Unknown:
            facts = seen.facts
            if not criterion.applies_to(facts.modality):
                return None
            target = None
            if seen.several and criterion.target == "response":
                target = own or response
                if target not in facts.responses:
                    return None
            decided = seen.people.get((criterion_id, target), UNKNOWN)
            if decided.__class__ is Unknown:
                return seen.values.get((criterion_id, target), UNKNOWN)
            return None if decided == NOT_JUDGED else decided

        return read

    def _read_difference(self, source: DifferenceInput) -> Read:
        first = self._read_judgment(source.criterion, source.first)
        second = self._read_judgment(source.criterion, source.second)
        ranks = self._tables.guideline.criteria[source.criterion].scale.ranks

        def read(seen: _Seen, response: str | None) -> Value | Unknown:
            one, other = first(seen, response), second(seen, response)
            if isinstance(one, Unknown) or isinstance(other, Unknown):
                return UNKNOWN
            return difference(one, other, ranks)  # type: ignore[return-value]  # of values it is one

        return read


def _read_observation(name: str, own: str | None) -> Read:
    def read(seen: _Seen, response: str | None) -> Value | Unknown:
        if not seen.several:
            return seen.observed[""].get(name, UNKNOWN) if "" in seen.observed else UNKNOWN
        for key in (own or response, ITEM):
            if key is not None and name in seen.observed.get(key, ()):
                return seen.observed[key][name]
        return UNKNOWN

    return read
