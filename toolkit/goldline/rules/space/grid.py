"""Building the grid of a criterion's own inputs, for one table or for two that are compared.

Inputs of two versions share an axis where the same facts give them the same values; otherwise each
has its own, and the two vary together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final

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
from goldline.rules.domain import Domain, Numbers, Words, holds, words
from goldline.rules.scene import Lens
from goldline.rules.space.axes import Axis, Box, Grid, Group, Key, Reader, Side, bits
from goldline.rules.space.classes import Class, classes_of, cuts_of, locate, shared_domain
from goldline.rules.span import Span
from goldline.rules.table import Cell, Table
from goldline.rules.unknown.cells import level_difference
from goldline.rules.unknown.findings_space import MOST_STATES, Component, Unseen, explore, find_effect

MOST_VECTORS: Final = 40_000
MOST_AMOUNTS: Final = 4_000
_ZERO = Decimal(0)

__all__ = [
    "Axis",
    "Box",
    "Grid",
    "Group",
    "Key",
    "Reader",
    "Side",
    "bits",
    "build_grid",
]


def build_grid(sides: Sequence[Side]) -> Grid:
    """Return the grid of one table, or of two versions of one (the older first)."""
    return _Builder(tuple(sides)).build()


class _Builder:
    def __init__(self, sides: tuple[Side, ...]) -> None:
        self.sides = sides
        self.atoms = self._atoms()
        self.order = list(range(len(sides)))
        if len(sides) > 1:
            self.order.sort(key=lambda at: _fingerprint(sides[at]))
        self.axes: list[Axis] = []
        self.groups: list[Group] = []
        self.complete = True

    def build(self) -> Grid:
        readers: dict[Key, list[Reader]] = {}
        keys: list[dict[str, Key]] = [{} for _ in self.sides]
        for index, side in enumerate(self.sides):
            for name in side.table.all_names:
                reader = self._reader(index, side, name)
                key = keys[index][name] = self._key(reader)
                readers.setdefault(key, []).append(reader)
        redefined: list[str] = []
        if len(keys) == 2:
            redefined = [n for n, key in keys[0].items() if keys[1].get(n, key) != key]
            redefined = [n for n in redefined if keys[0][n][0] == "findings" or keys[1][n][0] == "findings"]
        for key, read in readers.items():
            names = tuple(
                next((r.name for r in read if r.side == side), None) for side in range(len(self.sides))
            )
            self.axes.append(Axis(key, read, read[-1].domain, (), names))
        place = {side: at for at, side in enumerate(self.order)}
        self.axes.sort(
            key=lambda axis: (min(name for name in axis.names if name), place[axis.readers[0].side])
        )
        self._cut()
        self._group_findings()
        self._group_judgments()
        self._group_rubrics()
        return self._finish(tuple(redefined))

    def _reader(self, index: int, side: Side, name: str) -> Reader:
        table = side.table
        column = table.columns.get(name)
        tests = list(column.tests) if column is not None else []
        tests += [case.tests[name] for case in table.criterion.impossible if name in case.tests]
        source, domain = table.criterion.inputs[name], table.domains[name]
        if isinstance(source, CriterionInput) and not side.judge.may_be_null(
            source.criterion, table.criterion
        ):
            domain = _never_null(domain)
        return Reader(index, name, source, domain, tests, name in table.formula_names)

    def _key(self, reader: Reader) -> Key:
        source = reader.source
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                lens = self.sides[reader.side].judge.lens
                effects = tuple(_effect(source, atom, lens) for atom, old in self.atoms if old)
                return ("findings", type(source).__name__, source.response, effects)
            case RecordedInput():
                return ("observation", source.response, source.observation)
            case CriterionInput():
                return ("judgment", source.criterion, source.response)
            case DifferenceInput():
                return ("difference", source.criterion, source.first, source.second)
            case RubricInput():
                return ("rubric", source.measure, source.response)
            case ContextInput():
                return ("context", source.name)

    def _atoms(self) -> list[tuple[Unseen, bool]]:
        """Return every kind of finding, and whether the oldest side knows it."""
        found: dict[tuple[str, str], bool] = {}
        for index, side in enumerate(self.sides):
            for path, kind in side.judge.lens.taxonomy.types.items():
                for severity in kind.severities:
                    found.setdefault((path, severity), index == 0)
        return [(Unseen(path, severity, None), old) for (path, severity), old in found.items()]

    def _cut(self) -> None:
        for axis in self.axes:
            if axis.key[0] == "findings":
                continue
            axis.domain = self._domain(axis)
            tests = [test for reader in axis.readers for test in reader.tests]
            measured = any(reader.measured for reader in axis.readers)
            axis.classes = tuple(classes_of(axis.domain, tests, measured=measured))

    def _domain(self, axis: Axis) -> Domain:
        """Return what is in the domains of all who read the axis, in the same order both ways round."""
        place = {side: at for at, side in enumerate(self.order)}
        return shared_domain([r.domain for r in sorted(axis.readers, key=lambda r: place[r.side])])

    # --- what varies together ----------------------------------------------------------------

    def _group_findings(self) -> None:
        places = [index for index, axis in enumerate(self.axes) if axis.key[0] == "findings"]
        components = {place: self._component(self.axes[place]) for place in places}
        scopes = list(dict.fromkeys(component.scope for component in components.values()))
        for together in self._parted(components, scopes):
            self._group_some(together, [components[place] for place in together], scopes)

    def _parted(self, components: dict[int, Component], scopes: list[str | None]) -> Iterable[list[int]]:
        """Return axes in sets such that no finding there can be is read by two of the sets."""
        lens = self.sides[-1].judge.lens
        parts: list[set[int]] = [{place} for place in components]
        nothing = {place: find_effect(one, Unseen("", "", None), lens) for place, one in components.items()}
        for atom, _ in self.atoms:
            for scope in scopes:
                finding = Unseen(atom.type, atom.severity, scope)
                read = {
                    place
                    for place, one in components.items()
                    if find_effect(one, finding, one.lens or lens) != nothing[place]
                }
                apart = [part for part in parts if not part & read]
                if read and len(apart) < len(parts) - 1:
                    parts = [*apart, set().union(*(part for part in parts if part & read))]
        return sorted(sorted(part) for part in parts)

    def _group_some(self, places: list[int], components: list[Component], scopes: list[str | None]) -> None:
        """Make a group of finding inputs that read the same findings, directly or through one another."""
        lens = self.sides[-1].judge.lens
        # Amounts that a formula reads are kept exactly and soon too many to list at all.
        most = MOST_AMOUNTS if any(c.measured for c in components) else MOST_STATES
        found: dict[bool, list[list[Cell]]] = {}
        fresh = [atom for atom, old in self.atoms if not old]
        for old_only in (False, True) if fresh else (False,):
            atoms = [atom for atom, old in self.atoms if old or not old_only]
            unseen = [Unseen(atom.type, atom.severity, scope) for atom in atoms for scope in scopes]
            beside = [Unseen(atom.type, atom.severity, scope) for atom in fresh for scope in scopes]
            space = explore(components, unseen, lens, beside, most)
            self.complete &= space.complete
            found[old_only] = [space.cells(index) for index in range(len(space.vectors))]
        for at, place in enumerate(places):
            self._cut_findings(self.axes[place], [cells[at] for cells in found[False]])
        vectors = self._vectors(places, found[False])
        old = vectors if True not in found else self._vectors(places, found[True])
        self._add_group(places, list(vectors), set(old))

    def _vectors(self, places: list[int], rows: list[list[Cell]]) -> dict[tuple[int, ...], None]:
        seen: list[dict[Cell, int | None]] = [{} for _ in places]
        vectors: dict[tuple[int, ...], None] = {}
        for cells in rows:
            vector: list[int] = []
            for known, place, cell in zip(seen, places, cells, strict=True):
                if cell not in known:
                    known[cell] = locate(self.axes[place].classes, cell)
                index = known[cell]
                if index is not None:
                    vector.append(index)
            if len(vector) == len(places):  # else it holds a severity that one side does not know
                vectors[tuple(vector)] = None
        return vectors

    def _component(self, axis: Axis) -> Component:
        reader = axis.readers[-1]
        source = reader.source
        assert isinstance(source, WorstInput | CountInput | AnyInput | SumInput)
        lens = self.sides[reader.side].judge.lens
        component = Component(source, source.response, lens.total(source, ()), lens=lens)
        component.cuts = cuts_of(test for r in axis.readers for test in r.tests)
        component.measured = any(r.measured for r in axis.readers)
        return component

    def _cut_findings(self, axis: Axis, cells: list[Cell]) -> None:
        """Cut the axis into classes that can occur."""
        domain = axis.domain = self._domain(axis)
        if isinstance(domain, Words):
            seen = set(cells)
            axis.classes = tuple(Class(value) for value in domain.values if value in seen)
            return
        tests = [test for reader in axis.readers for test in reader.tests]
        if any(reader.measured for reader in axis.readers):
            distinct = sorted(set(cells), key=_start)
            axis.classes = tuple(
                Class(c, c if isinstance(c, Span) else Span(_start(c), _start(c))) for c in distinct
            )
            return
        every = classes_of(domain, tests)
        used = {locate(every, cell) for cell in set(cells)}
        axis.classes = tuple(one for index, one in enumerate(every) if index in used)

    def _group_judgments(self) -> None:
        by_criterion: dict[str, list[int]] = {}
        for index, axis in enumerate(self.axes):
            if axis.key[0] in ("judgment", "difference"):
                by_criterion.setdefault(str(axis.key[1]), []).append(index)
        for criterion, places in by_criterion.items():
            if any(self.axes[place].key[0] == "difference" for place in places):
                self._group_judgment(criterion, places)

    def _group_judgment(self, criterion: str, places: list[int]) -> None:
        responses: dict[str | None, None] = {}
        for place in places:
            responses.update(dict.fromkeys(self._responses(self.axes[place])))
        options = [self._options(criterion, places)] * len(responses)
        if prod(len(option) for option in options) > MOST_VECTORS or not all(options):
            self.complete &= len(places) == 1  # a difference alone may vary on its own
            return
        order = list(responses)
        vectors: dict[tuple[int, ...], None] = {}
        for chosen in product(*options):
            by_response = dict(zip(order, chosen, strict=True))
            vector = [self._place(self.axes[place], by_response) for place in places]
            if None not in vector:
                vectors[tuple(v for v in vector if v is not None)] = None
        self._add_group(places, list(vectors), set(vectors))

    @staticmethod
    def _responses(axis: Axis) -> tuple[str | None, ...]:
        source = axis.readers[0].source
        if isinstance(source, DifferenceInput):
            return source.first, source.second
        assert isinstance(source, CriterionInput)
        return (source.response,)

    def _options(self, criterion: str, places: list[int]) -> list[Cell]:
        """Return what one judgment of the criterion can be."""
        domains = [
            side.judge.judgment_domain(criterion)
            if side.judge.may_be_null(criterion, side.table.criterion)
            else _never_null(side.judge.judgment_domain(criterion))
            for side in self.sides
            if criterion in side.judge.guideline.criteria
        ]
        tests = [
            test
            for place in places
            if self.axes[place].key[0] == "judgment"
            for reader in self.axes[place].readers
            for test in reader.tests
        ]
        merged = shared_domain(domains)
        numeric = isinstance(merged, Numbers)
        if numeric and any(self.axes[place].key[0] == "difference" for place in places):
            return []  # differences of numbers take any value: left to vary on their own
        measured = any(r.measured for place in places for r in self.axes[place].readers)
        return [one.cell for one in classes_of(merged, tests, measured=measured)]

    def _place(self, axis: Axis, chosen: Mapping[str | None, Cell]) -> int | None:
        reader = axis.readers[0]
        source = reader.source
        if isinstance(source, DifferenceInput):
            ranks = self.sides[reader.side].judge.guideline.criteria[source.criterion].scale.ranks
            return locate(axis.classes, level_difference(chosen[source.first], chosen[source.second], ranks))
        assert isinstance(source, CriterionInput)
        return locate(axis.classes, chosen[source.response])

    def _group_rubrics(self) -> None:
        by_response: dict[object, list[int]] = {}
        for index, axis in enumerate(self.axes):
            if axis.key[0] == "rubric":
                by_response.setdefault(axis.key[2], []).append(index)
        for places in by_response.values():
            places.sort(key=lambda place: str(self.axes[place].key[1]))  # points before share
            axes = [self.axes[place] for place in places]
            if all(axis.key[1] == "points" for axis in axes):
                continue
            choices = product(*(enumerate(axis.classes) for axis in axes))
            vectors = [tuple(i for i, _ in row) for row in choices if _earned([c for _, c in row])]
            self._add_group(places, vectors, set(vectors))

    def _add_group(
        self, places: list[int], vectors: list[tuple[int, ...]], old: set[tuple[int, ...]]
    ) -> None:
        inside = [[0] * len(self.axes[place].classes) for place in places]
        fresh = 0
        for index, vector in enumerate(vectors):
            bit = 1 << index
            fresh |= bit if vector in old else 0
            for at, chosen in enumerate(vector):
                inside[at][chosen] |= bit
        for place in places:
            self.axes[place].group = len(self.groups)
        sums: list[dict[int, int]] = [{} for _ in places]
        self.groups.append(Group(tuple(places), tuple(vectors), inside, fresh, sums))

    # --- which cases hold where --------------------------------------------------------------

    def _finish(self, redefined: tuple[str, ...]) -> Grid:
        offsets = [0] * len(self.sides)
        banned = [0] * len(self.sides)
        width = 0
        for at in self.order:
            offsets[at] = width
            width += len(self.sides[at].table.rule_of)
            banned[at] = width
            width += len(self.sides[at].table.criterion.impossible)
        everything = (1 << width) - 1
        for axis in self.axes:
            axis.may = [everything] * len(axis.classes)
            axis.must = [everything] * len(axis.classes)
            for reader in axis.readers:
                self._mark(axis, reader, offsets[reader.side], banned[reader.side])
        return Grid(
            self.sides,
            tuple(self.axes),
            tuple(self.groups),
            tuple(offsets),
            tuple(banned),
            width,
            self.complete,
            redefined,
            tuple(self.order),
        )

    def _mark(self, axis: Axis, reader: Reader, offset: int, banned: int) -> None:
        table = self.sides[reader.side].table
        for index, one in enumerate(axis.classes):
            fails = _fails(table, reader, one.cell, offset, banned)
            axis.may[index] &= ~fails
            axis.must[index] &= ~fails


def _fingerprint(side: Side) -> str:
    """Return what a side says, so that two sides come in one order whichever way they are compared."""
    criterion = side.table.criterion
    rules = [(rule.id, [case.tests for case in rule.cases], rule.then) for rule in criterion.rules]
    tail = criterion.otherwise.then if criterion.otherwise is not None else None
    policy = criterion.hit_policy, criterion.aggregate, criterion.priority
    banned = [case.tests for case in criterion.impossible]
    return repr((rules, tail, policy, banned, criterion.scale.ranks, side.table.domains, criterion.inputs))


def _fails(table: Table, reader: Reader, cell: Cell, offset: int, banned: int) -> int:
    column = table.columns.get(reader.name)
    fails = 0 if column is None else column.fails(cell) << offset
    value = cell.inside() if isinstance(cell, Span) else cell
    for index, case in enumerate(table.criterion.impossible):
        test = case.tests.get(reader.name)
        if test is not None and not holds(test, value, reader.domain):
            fails |= 1 << (banned + index)
    return fails


def _effect(source: FindingInput, atom: Unseen, lens: Lens) -> object:
    """Return what one finding does to an input, in terms that both versions share."""
    component = Component(source, None, None)
    amount = find_effect(component, atom, lens)
    if isinstance(source, WorstInput):
        return lens.order[int(amount)] if amount >= 0 else None
    return amount


def _never_null(domain: Domain) -> Domain:
    match domain:
        case Words():
            return words(domain.values, ordered=domain.ordered)
        case Numbers():
            return Numbers(domain.integer, domain.minimum, domain.maximum, False)
        case _:
            return domain


def _start(cell: Cell) -> Decimal:
    return cell.low if isinstance(cell, Span) else Decimal(cell)  # type: ignore[arg-type]


def _earned(row: list[Class]) -> bool:
    """Whether points and share of one rubric can be these: no share above one, and of one sign."""
    spans = [one.span for one in row]
    if len(spans) == 1:
        share = spans[0]
        return share is None or share.low < 1 or (share.low == 1 and not share.low_open)
    points, share = spans
    if share is None:  # no rubric, or one in which nothing can be earned
        return points is None or points.low < 0 or points.holds(_ZERO)
    if points is None or share.low > 1 or (share.low == 1 and share.low_open):
        return False
    nought = points.holds(_ZERO) and share.holds(_ZERO)
    return nought or (points.high > 0 and share.high > 0) or (points.low < 0 and share.low < 0)
