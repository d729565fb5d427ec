"""The space of a criterion's own inputs as a grid, for one table or for two that are compared.

An axis for each input, cut into the classes of values that the tables tell apart; for each class
the cases that hold there, a bit each. Inputs that cannot vary on their own (those that read the
same findings, a judgment and a difference of it) form a group, which lists what they can be
together. A box is a set of classes on each axis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from math import prod
from operator import and_, or_

from goldline.model.condition import Test, Value
from goldline.model.criterion import Input
from goldline.rules.domain import Domain, Numbers
from goldline.rules.judge import Judge
from goldline.rules.space.classes import Class, cuts_of, describe
from goldline.rules.table import Cell, Table

Box = tuple[int, ...]
"""A set of classes on each axis, as bits: all combinations of them."""
Key = tuple[object, ...]
"""What an axis is: the same on both sides where the same facts give the same values."""


@dataclass(frozen=True, slots=True)
class Side:
    """One table and the guideline it stands in, ready for judging."""

    judge: Judge
    table: Table


@dataclass(slots=True)
class Reader:
    """One input of one side."""

    side: int
    name: str
    source: Input
    domain: Domain
    tests: list[Test]
    measured: bool


@dataclass(slots=True)
class Axis:
    """One input as the tables see it. `names` are what each side calls it (None: it does not read it)."""

    key: Key
    readers: list[Reader]
    domain: Domain
    classes: tuple[Class, ...]
    names: tuple[str | None, ...]
    group: int | None = None
    may: list[int] = field(default_factory=list)
    must: list[int] = field(default_factory=list)
    some: dict[int, int] = field(default_factory=dict)
    every: dict[int, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    told: dict[int, list[Value]] = field(default_factory=dict)

    @property
    def full(self) -> int:
        """All classes of the axis."""
        return (1 << len(self.classes)) - 1

    @property
    def name(self) -> str:
        """What the newest side that reads it calls it."""
        return next(name for name in reversed(self.names) if name is not None)

    def may_hold(self, mask: int) -> int:
        """Return the bits that hold in some class of the mask."""
        found = self.some.get(mask)
        if found is None:
            found = self.some[mask] = reduce(or_, (self.may[i] for i in bits(mask)), 0)
        return found

    def must_hold(self, mask: int) -> int:
        """Return the bits that hold in every class of the mask."""
        found = self.every.get(mask)
        if found is None:
            found = self.every[mask] = reduce(and_, (self.must[i] for i in bits(mask)), -1)
        return found

    def where(self, bit: int) -> int:
        """Return the classes in which that bit may hold."""
        found = self.places.get(bit)
        if found is None:
            found = self.places[bit] = sum(1 << i for i, held in enumerate(self.may) if held & bit)
        return found

    def describe(self, mask: int) -> list[Value]:
        """Return classes as `when` lists them."""
        if mask not in self.told:
            self.told[mask] = self._describe(mask)
        return list(self.told[mask])

    def _describe(self, mask: int) -> list[Value]:
        cuts = cuts_of(test for reader in self.readers for test in reader.tests)
        integer = isinstance(self.domain, Numbers) and self.domain.integer
        return describe(self.classes, mask, integer=integer, cuts=cuts)


@dataclass(slots=True)
class Group:
    """Axes that vary together: each vector gives a class for each of them.

    `inside[i][c]` is the set of vectors (bits) with class c on the i-th axis; `old` those that need
    no finding type that is new on the newest side.
    """

    axes: tuple[int, ...]
    vectors: tuple[tuple[int, ...], ...]
    inside: list[list[int]]
    old: int
    sums: list[dict[int, int]] = field(default_factory=list)

    @property
    def full(self) -> int:
        """All vectors."""
        return (1 << len(self.vectors)) - 1

    def within(self, place: int, mask: int) -> int:
        """Return the vectors whose class on the axis at `place` is in the mask."""
        found = self.sums[place].get(mask)
        if found is None:
            found = reduce(or_, (self.inside[place][i] for i in bits(mask)), 0)
            self.sums[place][mask] = found
        return found


def bits(mask: int) -> list[int]:
    """Return the positions of the bits of a mask, lowest first."""
    found: list[int] = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


@dataclass(slots=True)
class Grid:
    """The whole space. `offsets[s]` is the first case bit of side s, `banned[s]` its first impossible bit.

    `complete` is False where the finding inputs can be more things together than were listed;
    `redefined` are the inputs that both sides have and that do not read the same facts alike.
    `order` is the order in which sides are asked: the same whichever of them is the older one.
    """

    sides: tuple[Side, ...]
    axes: tuple[Axis, ...]
    groups: tuple[Group, ...]
    offsets: tuple[int, ...]
    banned: tuple[int, ...]
    width: int
    complete: bool
    redefined: tuple[str, ...]
    order: tuple[int, ...]

    @property
    def empty(self) -> bool:
        """Whether there is no combination at all."""
        return any(not axis.classes for axis in self.axes) or any(not g.vectors for g in self.groups)

    @property
    def free(self) -> bool:
        """Whether every combination can occur: nothing varies together, nothing is listed as impossible."""
        return not self.groups and not all(self.impossible(side) for side in range(len(self.sides)))

    def whole(self) -> Box:
        """Return the box of everything."""
        return tuple(axis.full for axis in self.axes)

    def cases(self, side: int) -> int:
        """Return the bits of a side's cases."""
        return ((1 << len(self.sides[side].table.rule_of)) - 1) << self.offsets[side]

    def impossible(self, side: int) -> int:
        """Return the bits of a side's impossible combinations."""
        count = len(self.sides[side].table.criterion.impossible)
        return ((1 << count) - 1) << self.banned[side]

    def rule(self, side: int, bit: int) -> int:
        """Return the index of the rule that a case's bit number belongs to."""
        return self.sides[side].table.rule_of[bit - self.offsets[side]]

    def may_hold(self, box: Box) -> int:
        """Return the bits of cases and impossible combinations that hold somewhere in the box."""
        return reduce(and_, (a.may_hold(m) for a, m in zip(self.axes, box, strict=True)), self.all_bits)

    def must_hold(self, box: Box) -> int:
        """Return the bits of cases and impossible combinations that hold all over the box."""
        found = self.all_bits
        for axis, mask in zip(self.axes, box, strict=True):
            held = axis.every.get(mask)
            found &= axis.must_hold(mask) if held is None else held
            if not found:
                break
        return found

    @property
    def all_bits(self) -> int:
        """Every bit there is."""
        return (1 << self.width) - 1

    def case_box(self, bit: int) -> Box:
        """Return the box in which one case (or impossible combination), by its bit number, holds."""
        return tuple(axis.where(1 << bit) for axis in self.axes)

    def vectors(self, box: Box) -> tuple[int, ...]:
        """Return, for each group, the vectors inside the box."""
        return tuple(
            reduce(and_, (g.within(i, box[a]) for i, a in enumerate(g.axes)), g.full) for g in self.groups
        )

    def feasible(self, box: Box) -> bool:
        """Whether some combination in the box can occur (what is listed as impossible apart)."""
        return all(box) and all(self.vectors(box))

    def count(self, box: Box) -> int:
        """Return how many combinations in the box can occur (what is listed as impossible apart)."""
        free = prod(mask.bit_count() for a, mask in zip(self.axes, box, strict=True) if a.group is None)
        return free * prod(inside.bit_count() for inside in self.vectors(box))

    def first_cell(self, box: Box) -> Box | None:
        """Return one combination of the box that can occur, as a box of single classes."""
        if not all(box):
            return None
        cell = [mask & -mask for mask in box]
        for group, inside in zip(self.groups, self.vectors(box), strict=True):
            if not inside:
                return None
            vector = group.vectors[(inside & -inside).bit_length() - 1]
            for axis, chosen in zip(group.axes, vector, strict=True):
                cell[axis] = 1 << chosen
        return tuple(cell)

    def when(self, box: Box) -> dict[str, list[Value]]:
        """Return the box as `when` says it: by input, without inputs that take every value."""
        declared = self.sides[-1].table.criterion.inputs
        found = {
            axis.name: axis.describe(mask)
            for axis, mask in zip(self.axes, box, strict=True)
            if mask != (1 << len(axis.classes)) - 1
        }
        place = {name: at for at, name in enumerate(declared)}
        return dict(sorted(found.items(), key=lambda pair: place.get(pair[0], len(place))))

    def cells(self, cell: Box, side: int) -> dict[str, Cell]:
        """Return what each input that a side reads is in a combination of single classes."""
        found: dict[str, Cell] = {}
        for axis, mask in zip(self.axes, cell, strict=True):
            chosen = axis.classes[mask.bit_length() - 1]
            for reader in axis.readers:
                if reader.side == side:
                    found[reader.name] = chosen.cell
        return found
