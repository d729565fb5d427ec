"""What is not known of an item, and all that it could be.

A factor is one answer, label or rubric; a crowd is the findings that nobody has looked for, as far
as they change inputs together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, TypeVar

from goldline.model.condition import Always, Test, Value
from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    FindingInput,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.rules.domain import Domain, Numbers, cut_points, holds, representatives, scale_domain, tidy
from goldline.rules.scene import UNKNOWN, Lens, Scene
from goldline.rules.span import Span
from goldline.rules.table import Cell, Table
from goldline.rules.unknown.cells import cells_of
from goldline.rules.unknown.findings_space import Component, Space, Unseen, explore, find_effect
from goldline.rules.unknown.world import Key, Place, Slot, Tables, World

_MOST_REMEMBERED = 2_000
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that an unknown could be: what it gives by key, and to finding inputs."""

    given: Mapping[Key, Cell] = field(default_factory=dict)
    findings: Mapping[Slot, Cell] = field(default_factory=dict)

    @property
    def is_spread(self) -> bool:
        """Whether a number of it is only known between bounds."""
        return any(isinstance(cell, Span) for cell in (*self.given.values(), *self.findings.values()))


Rest = Slot | Key
"""What an input rests on: the slot of a finding input, or the key of a factor."""


class Unknown(Protocol):
    """Something that is not known, under the names by which reports call it."""

    @property
    def labels(self) -> Sequence[str]:
        """What must be known to know it."""
        ...

    @property
    def choices(self) -> Sequence[Choice]:
        """All that it could be."""
        ...

    @property
    def complete(self) -> bool:
        """Whether all that it could be is among its choices."""
        ...

    def blocks(self, fixed: frozenset[str]) -> Sequence[Sequence[int]]:
        """Return which choices are still open together where the labels in `fixed` are known."""
        ...


class Factor:
    """One unknown: its domain, the tests on it in all tables it reaches, and how to call it."""

    complete = True

    def __init__(self, key: Key, label: str, domain: Domain) -> None:
        self.key = key
        self.labels = (label,)
        self.domain = domain
        self.tests: dict[Test, None] = {}
        self.measured = False
        self.totals: list[Decimal] = []
        self._choices: list[Choice] | None = None

    def note(self, tests: Iterable[Test], *, measured: bool) -> None:
        """Take note of a table that reads it: by these tests, or (`measured`) for its very value."""
        self.tests.update(dict.fromkeys(test for test in tests if not isinstance(test, Always)))
        self.measured |= measured

    @property
    def choices(self) -> list[Choice]:
        """One choice for every class of values that matters."""
        if self._choices is None:
            self._choices = [Choice({self.key: cell}) for cell in self._cells()]
        return self._choices

    def blocks(self, fixed: frozenset[str]) -> Sequence[Sequence[int]]:
        """Return each choice by itself where it is known, else all of them together."""
        every = range(len(self.choices))
        return [[index] for index in every] if fixed.issuperset(self.labels) else [every]

    def _cells(self) -> list[Cell]:
        if self.totals:
            return [tidy(total) for total in self.totals]
        null: list[Cell] = [None] if self.domain.nullable else []
        if self.measured and isinstance(self.domain, Numbers):
            cuts = set().union(*(cut_points(test) for test in self.tests))
            return [*cells_of(self.domain, cuts), *null]
        found = representatives(self.domain, self.tests)
        return list(found) if self.measured else list(alike(found, self.tests, self.domain))


def alike(values: Iterable[Value], tests: Iterable[Test], domain: Domain) -> Iterator[Value]:
    """Yield one value of each class that the tests tell apart."""
    listed = list(tests)
    seen: set[tuple[bool, ...]] = set()
    for value in values:
        answers = tuple(holds(test, value, domain) for test in listed)
        if answers not in seen:
            seen.add(answers)
            yield value


class Crowd:
    """Findings that nobody has looked for, in all that they could bring to some inputs together.

    `labels` are their types, or `findings` where none were ever annotated. A choice stands for all
    vectors of input values that no test tells apart.
    """

    def __init__(self, readers: Mapping[Slot, Reader], space: Space, *, annotated: bool) -> None:
        self.slots = tuple(readers)
        self.complete = space.complete
        types = dict.fromkeys(name for _, _, names in space.steps for name in sorted(names))
        self.labels = tuple(f"type:{name}" for name in types) if annotated else ("findings",)
        kinds: dict[tuple[Hashable, ...], int] = {}
        self.choices: list[Choice] = []
        self._choice_of: list[int] = []
        for index in range(len(space.vectors)):
            cells = dict(zip(readers, space.cells(index), strict=True))
            kind = tuple(reader.kind(cells[slot]) for slot, reader in readers.items())
            if kind not in kinds:
                kinds[kind] = len(kinds)
                self.choices.append(Choice(findings=cells))
            self._choice_of.append(kinds[kind])
        self._steps: dict[int, list[tuple[int, frozenset[str]]]] = {}
        for here, there, names in space.steps if annotated else ():
            self._steps.setdefault(here, []).append((there, names))
        self._blocks: dict[frozenset[str], list[Sequence[int]]] = {}

    def blocks(self, fixed: frozenset[str]) -> Sequence[Sequence[int]]:
        """Return, for all that the known types could bring, what the others could add to it."""
        every = range(len(self.choices))
        known = fixed.intersection(self.labels)
        if not known:
            return [every]
        if len(known) == len(self.labels):
            return [[index] for index in every]
        if known not in self._blocks:
            self._blocks[known] = list(self._open(known))
        return self._blocks[known]

    def _open(self, known: frozenset[str]) -> Iterable[tuple[int, ...]]:
        rest = {label.removeprefix("type:") for label in self.labels if label not in known}
        starts = self._reached(0, {label.removeprefix("type:") for label in known})
        reached = (self._reached(start, rest) for start in starts)
        return dict.fromkeys(tuple(sorted({self._choice_of[i] for i in some})) for some in reached)

    def _reached(self, start: int, types: set[str]) -> list[int]:
        found = {start: None}
        queue = [start]
        for here in queue:
            for there, names in self._steps.get(here, ()):
                if there not in found and not names.isdisjoint(types):
                    found[there] = None
                    queue.append(there)
        return list(found)


class Reader:
    """A finding input of which something is unseen: the tests on it in all tables it reaches."""

    def __init__(self, component: Component, domain: Domain) -> None:
        self.component = component
        self.domain = domain
        self.tests: dict[Test, None] = {}
        self._kinds: dict[Cell, Hashable] = {}

    def note(self, tests: Iterable[Test], cuts: Iterable[Decimal], *, measured: bool) -> None:
        """Take note of a table that reads it: by these tests, or (`measured`) for its very value."""
        self.tests.update(dict.fromkeys(test for test in tests if not isinstance(test, Always)))
        self.component.cuts.update(cuts)
        self.component.measured |= measured

    def kind(self, cell: Cell) -> Hashable:
        """Return what tells this cell from others: what the tests say of it, or the cell itself."""
        if self.component.measured or isinstance(cell, Span):
            return cell
        if cell not in self._kinds:
            self._kinds[cell] = tuple(holds(test, cell, self.domain) for test in self.tests)
        return self._kinds[cell]

    @property
    def key(self) -> Hashable:
        """All that its crowds depend on."""
        component = self.component
        cuts = frozenset(component.cuts)
        return id(component.source), component.scope, component.base, component.measured, cuts, *self.tests


def find_crowds(
    readers: Mapping[Slot, Reader], unseen: Sequence[Unseen], lens: Lens, *, annotated: bool
) -> list[Crowd]:
    """Return the crowds that bear on finding inputs; inputs that no finding changes together are apart.

    A crowd is not complete where there is too much that it could bring. Many items lack the same
    findings, so crowds are remembered.
    """
    key = (annotated, tuple(unseen), tuple(reader.key for reader in readers.values()))
    found = lens.crowds.get(key)
    if found is None:
        if len(lens.crowds) >= _MOST_REMEMBERED:
            lens.crowds.clear()
        found = lens.crowds[key] = list(_explored(readers, unseen, lens, annotated=annotated))
    return found  # type: ignore[return-value]  # what was put there above


def _explored(
    readers: Mapping[Slot, Reader], unseen: Sequence[Unseen], lens: Lens, *, annotated: bool
) -> Iterator[Crowd]:
    components = {slot: reader.component for slot, reader in readers.items()}
    for slots, findings in connected(components, unseen, lens):
        space = explore([components[slot] for slot in slots], findings, lens)
        yield Crowd({slot: readers[slot] for slot in slots}, space, annotated=annotated)


def connected(
    components: Mapping[Name, Component], unseen: Sequence[Unseen], lens: Lens
) -> Iterator[tuple[list[Name], list[Unseen]]]:
    """Yield the finding inputs that findings change together, with those findings."""
    groups: list[tuple[dict[Name, None], list[Unseen]]] = [({name: None}, []) for name in components]
    for finding in unseen:
        touched = {name for name, c in components.items() if touches(c, finding, lens)}
        mine = [group for group in groups if not touched.isdisjoint(group[0])]
        if not mine:
            continue
        first, *others = mine
        first[1].append(finding)
        for other in others:
            first[0].update(other[0])
            first[1].extend(other[1])
            groups.remove(other)
    order = list(components)
    for names, findings in groups:
        if findings:
            yield sorted(names, key=order.index), findings


def touches(component: Component, finding: Unseen, lens: Lens) -> bool:
    """Whether one more finding could change what the input reads."""
    effect = find_effect(component, finding, lens)
    return effect >= 0 if isinstance(component.source, WorstInput) else effect != 0


class Walk:
    """All that a judgment could rest on, found by walking its criterion's inputs and those that these read.

    `rests` has, for every criterion that was visited, what each of its inputs rests on.
    """

    def __init__(self, tables: Tables, scene: Scene, known: World) -> None:
        self.tables = tables
        self.scene = scene
        self.known = known
        self.factors: dict[Rest, Factor] = {}
        self.readers: dict[Slot, Reader] = {}
        self.rests: dict[Place, dict[str, dict[Rest, None]]] = {}

    def visit(self, place: Place) -> None:
        """Take note of a criterion's inputs and of all that they rest on."""
        table = self.tables.tables[place[0]]
        found = self.rests[place] = {}
        for name in table.all_names:
            found[name] = dict.fromkeys(self._note(table, name, place[1]))

    def _note(self, table: Table, name: str, response: str | None) -> Iterator[Rest]:
        scene, source = self.scene, table.criterion.inputs[name]
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                if scene.unseen_types and scene.touches_unseen(source):
                    yield self._crowded(source, scene.scope(source, response), table, name)
            case RecordedInput():
                if scene.observation(source, response) is UNKNOWN:
                    key = ("observation", scene.observation_key(source, response), source.observation)
                    yield self._factor(key, f"input:{source.observation}", table, name, table.domains[name])
            case RubricInput():
                if scene.rubric(source, response) is UNKNOWN:
                    rubric = scene.rubric_key(source, response)
                    yield self._factor(("rubric", rubric), "rubric", table, name, table.domains[name])
                    self.factors["rubric", rubric].totals = scene.possible_points(rubric)
            case CriterionInput() | DifferenceInput():
                for place in self.known.places(source, response):
                    if place is not None and place not in scene.people:
                        yield from self._judgment(place, table, name)
            case ContextInput():
                pass

    def _judgment(self, place: Place, table: Table, name: str) -> Iterator[Rest]:
        criterion = self.tables.guideline.criteria[place[0]]
        if not criterion.ruled:
            key = ("label", place[0], place[1] or "")
            yield self._factor(key, f"label:{place[0]}", table, name, scale_domain(criterion.scale))
            return
        if place not in self.rests:
            self.visit(place)
        for rests in self.rests[place].values():
            yield from rests

    def _factor(self, key: Key, label: str, table: Table, name: str, domain: Domain) -> Rest:
        factor = self.factors.setdefault(key, Factor(key, label, domain))
        compared = isinstance(table.criterion.inputs[name], DifferenceInput)
        tests = () if compared else _tests(table, name)
        factor.note(tests, measured=compared or name in table.formula_names)
        return key

    def _crowded(self, source: FindingInput, scope: str | None, table: Table, name: str) -> Slot:
        slot = (id(source), scope)
        if slot not in self.readers:
            base = self.tables.lens.total(source, self.scene.in_scope(scope))
            self.readers[slot] = Reader(Component(source, scope, base), table.domains[name])
        measured = name in table.formula_names
        self.readers[slot].note(_tests(table, name), table.cuts[name], measured=measured)
        return slot


def _tests(table: Table, name: str) -> Iterator[Test]:
    column = table.columns.get(name)
    yield from column.tests if column is not None else ()
    yield from (case.tests[name] for case in table.criterion.impossible if name in case.tests)
