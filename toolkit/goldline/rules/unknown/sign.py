"""What some of a table's inputs come to: the cases that fail, and the amounts that formulas read.

Inputs that rest on the same unknown facts are looked at together, all others apart; what each part
comes to is its sign, and signs are joined to those of the whole table. Few signs stand for many
facts: that is what keeps the search over unknown facts small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal

from goldline.model.criterion import CriterionInput
from goldline.model.scale import Scale
from goldline.rules.domain import scale_domain
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.unknown.cells import every_level, level_difference, split

Place = tuple[str, str | None]
"""Where a judgment is given: a criterion, and the response it is judged for."""
Wires = Mapping[str, tuple[Place | None, ...]]
"""The judgments that inputs read, by the inputs' names: one, or two that are compared."""


@dataclass(frozen=True, slots=True)
class Passed:
    """An upstream criterion that gives no judgment: its state is passed on unless it cannot matter."""

    state: Literal["gap", "conflict"]
    rules: tuple[str, ...]


Reading = Cell | Passed


@dataclass(frozen=True, slots=True)
class Way:
    """The cases that fail, and what formulas read, by name."""

    fails: int
    amounts: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A judgment that an input lacks; `order` is where the rules first name that input."""

    order: int
    state: Literal["gap", "conflict"]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """One way, or where judgments are lost one for every level that they might have had."""

    ways: tuple[Way, ...]
    lost: tuple[Lost, ...] = ()


Sign = int | Ways
"""What inputs come to. A plain number is the one way in which just these cases fail."""


def join(one: Sign, two: Sign) -> Sign:
    """Return what two sets of inputs come to together."""
    if isinstance(one, int) and isinstance(two, int):
        return one | two
    left, right = _ways(one), _ways(two)
    ways = dict.fromkeys(
        Way(a.fails | b.fails, tuple(sorted(a.amounts + b.amounts, key=_name)))
        for a in left.ways
        for b in right.ways
    )
    return Ways(tuple(ways), tuple(sorted(left.lost + right.lost, key=lambda lost: lost.order)))


def fail_also(sign: Sign, fails: int) -> Sign:
    """Return the sign with these cases failing too."""
    if isinstance(sign, int):
        return sign | fails
    return Ways(tuple(dict.fromkeys(Way(w.fails | fails, w.amounts) for w in sign.ways)), sign.lost)


def masks_of(sign: Sign) -> Iterator[int]:
    """Yield the sets of cases that fail in each way."""
    if isinstance(sign, int):
        yield sign
    else:
        yield from (way.fails for way in sign.ways)


def finish(table: Table, sign: Sign) -> tuple[Outcome, ...]:
    """Return what the table gives where all of its inputs come to this sign.

    Where judgments are lost it is the one outcome that every level of them leads to, else their state.
    """
    if isinstance(sign, int):
        return (table.constant(sign),)
    if not sign.lost:
        (way,) = sign.ways
        return table.resolve(way.fails, dict(way.amounts))
    first = sign.lost[0]
    found: dict[tuple[str, object], tuple[str, ...]] = {}
    for way in sign.ways:
        for outcome in table.resolve(way.fails, dict(way.amounts)):
            key = (outcome.state, outcome.value)
            found[key] = found.get(key, ()) + outcome.rules
        if len(found) > 1:
            return (Outcome(first.state, None, first.rules),)
    (((state, value), rules),) = found.items()
    if isinstance(value, Span):
        return (Outcome(first.state, None, first.rules),)
    return (Outcome(state, value, table.in_order(rules)),)  # type: ignore[arg-type]  # an outcome's own parts


def sign_of(table: Table, cells: Mapping[str, Cell]) -> Sign:
    """Return what these inputs come to, none of which lacks a judgment."""
    way = _way(table, cells)
    return way.fails if not way.amounts else Ways((way,))


def signs_of(
    table: Table,
    direct: Mapping[str, Cell],
    wires: Wires,
    judged: Callable[[Place], tuple[Reading, ...]],
    scale_of: Callable[[str], Scale],
) -> tuple[Sign, ...]:
    """Return what inputs can come to: those that are known, and those that read judgments.

    `judged` gives what a judgment may be: one reading, or the parts of a span.
    """
    if not wires:
        return (sign_of(table, direct),)
    loom = _Loom(table, direct, wires, scale_of)
    found: dict[Sign, None] = {}
    for chosen in product(*(loom.parted(place, judged(place)) for place in loom.places)):
        found.update(dict.fromkeys(loom.signs(dict(zip(loom.places, chosen, strict=True)))))
    return tuple(found)


class _Loom:
    """Turns judgments into what the inputs that read them come to, together with the other inputs."""

    def __init__(
        self, table: Table, direct: Mapping[str, Cell], wires: Wires, scale_of: Callable[[str], Scale]
    ) -> None:
        self.table = table
        self.direct = direct
        self.wires = wires
        self.scale_of = scale_of
        self.places = list(dict.fromkeys(place for pair in wires.values() for place in pair if place))

    def parted(self, place: Place, readings: tuple[Reading, ...]) -> list[Reading]:
        """Return readings with spans cut wherever a test on an input of this judgment may change."""
        cuts = self._cuts(place)
        parts: list[Reading] = []
        for reading in readings:
            parts += [reading] if isinstance(reading, Passed) else split(reading, cuts)
        return parts

    def signs(self, readings: dict[Place, Reading]) -> Iterator[Sign]:
        """Yield what the inputs come to for these judgments."""
        lost = [place for place in self.places if isinstance(readings[place], Passed)]
        if not lost:
            yield from (sign_of(self.table, cells) for cells in self._cells(readings))
            return
        ways = dict.fromkeys(
            _way(self.table, cells)
            for levels in product(*(self._levels(place) for place in lost))
            for cells in self._cells({**readings, **dict(zip(lost, levels, strict=True))})
        )
        marks = [self._mark(place, readings[place]) for place in lost]
        yield Ways(tuple(ways), tuple(sorted(marks, key=lambda mark: mark.order)))

    def _cells(self, readings: Mapping[Place, Reading]) -> Iterator[dict[str, Cell]]:
        options: dict[str, list[Cell]] = {}
        for name, places in self.wires.items():
            values: list[Cell] = [readings[p] if p else None for p in places]  # type: ignore[misc]
            if len(values) == 1:
                options[name] = values
            else:
                apart = level_difference(values[0], values[1], self._scale(name).ranks)
                options[name] = split(apart, self.table.cuts[name])
        for combination in product(*options.values()):
            yield {**self.direct, **dict(zip(options, combination, strict=True))}

    def _scale(self, name: str) -> Scale:
        source = self.table.criterion.inputs[name]
        return self.scale_of(source.criterion)  # type: ignore[union-attr]  # wires are for such inputs alone

    def _readers(self, place: Place) -> list[str]:
        return [name for name, places in self.wires.items() if place in places]

    def _cuts(self, place: Place) -> frozenset[Decimal]:
        inputs = self.table.criterion.inputs
        names = (name for name in self._readers(place) if isinstance(inputs[name], CriterionInput))
        return frozenset().union(*(self.table.cuts[name] for name in names))

    def _levels(self, place: Place) -> list[Cell]:
        names = self._readers(place)
        measured = any(n in self.table.formula_names or len(self.wires[n]) > 1 for n in names)
        return every_level(scale_domain(self.scale_of(place[0])), self._cuts(place), measured=measured)

    def _mark(self, place: Place, reading: Reading) -> Lost:
        assert isinstance(reading, Passed)
        return Lost(min(map(self.table.all_names.index, self._readers(place))), reading.state, reading.rules)


def _way(table: Table, cells: Mapping[str, Cell]) -> Way:
    fails = 0
    for name, cell in cells.items():
        column = table.columns.get(name)
        if column is not None:
            fails |= column.fails(cell)
    amounts = ((name, cell) for name, cell in cells.items() if name in table.formula_names)
    return Way(fails, tuple(sorted(amounts, key=_name)))


def _ways(sign: Sign) -> Ways:
    return Ways((Way(sign),)) if isinstance(sign, int) else sign


def _name(amount: tuple[str, Cell]) -> str:
    return amount[0]
