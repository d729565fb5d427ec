"""One criterion's whole space, ready for proofs: its grid, its sweep, and how to say where something is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from goldline.model.condition import Value
from goldline.model.criterion import Criterion, Rule
from goldline.model.finding import Where
from goldline.model.formula import Formula
from goldline.model.proof import FactsShown, Flaw, FlawKind, When
from goldline.rules.domain import tidy
from goldline.rules.judge import Judge
from goldline.rules.proofs.sweep import (
    MOST_STEPS,
    Dimension,
    Part,
    Policies,
    Sweep,
    boxes_of,
    cell_of,
    dimensions_of,
)
from goldline.rules.space.boxes import is_excluded, merge
from goldline.rules.space.grid import Box, Grid, Side, bits, build_grid
from goldline.rules.space.segments import fill_segments
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome

MOST_REGIONS: Final = 4
_MOST_PARTS: Final = 60

Given = Value | Formula
"""What a rule gives: a value, or a formula that is not worked out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a set of cases comes to: `open` where several formulas hold and only numbers would tell."""

    state: str
    value: object
    rules: tuple[str, ...]


@dataclass(slots=True)
class Region:
    """Where something is so: the largest boxes, how many more there are, and one combination."""

    boxes: list[Box] = field(default_factory=list)
    more: int = 0
    cell: Box = ()


class Ground:
    """The space of one ruled criterion. `unproved` collects what there was too much of."""

    def __init__(self, judge: Judge, criterion_id: str, most: int = MOST_STEPS) -> None:
        self.judge = judge
        self.table = judge.tables[criterion_id]
        self.criterion: Criterion = self.table.criterion
        self.most = most
        fill_segments(self.table)
        self.grid: Grid = build_grid([Side(judge, self.table)])
        self.unproved: list[str] = []
        if not self.grid.complete:
            self.unproved.append("its findings can be more things together than can be listed")
        self.dimensions: list[Dimension] = dimensions_of(self.grid) if not self.grid.empty else []
        self.cases = self.grid.cases(0)
        self.first = self.criterion.hit_policy == "first"
        self.masks = [0] * len(self.criterion.rules)
        for at, rule in enumerate(self.table.rule_of):
            self.masks[rule] |= 1 << at
        self.ruled = list(zip(self.criterion.rules, self.masks, strict=True))

    @cached_property
    def sweep(self) -> Sweep:
        """Everything that can hold together (under `first`, up to the case that decides)."""
        found = self.restricted()
        if not found.complete:
            self.unproved.append("its inputs can be combined in too many ways to look at all of them")
        return found

    def restricted(
        self, *, within: int = 0, without: int = 0, full: bool = False, most: int | None = None
    ) -> Sweep:
        """Return the sweep of the part of the space where the case bit `within` holds.

        `without` are cases left out; with `full`, states are kept whole under `first` too.
        """
        dimensions = self.dimensions
        if within:
            dimensions = [_only(dimension, within) for dimension in dimensions]
            if any(not dimension.masks for dimension in dimensions):
                dimensions = []
        policies = Policies(self.cases, self.grid.impossible(0), self.first and not full)
        limit = self.most if most is None else most
        empty = self.grid.empty or (bool(within) and not dimensions and bool(self.dimensions))
        if empty:
            return _nothing(policies)
        return Sweep(dimensions, policies, limit, ~without)

    def within(self, box: Box, most: int | None = None) -> Sweep:
        """Return the sweep of one box of facts."""
        grid = self.grid
        dimensions: list[Dimension] = []
        for dimension in self.dimensions:
            if dimension.group is None:
                inside = box[dimension.axes[0]]
            else:
                group = grid.groups[dimension.group]
                inside = group.full
                for place, axis in enumerate(dimension.axes):
                    inside &= group.within(place, box[axis])
            kept = [
                (m, members & inside) for m, members in zip(dimension.masks, dimension.members, strict=True)
            ]
            kept = [(mask, members) for mask, members in kept if members]
            dimensions.append(
                Dimension(
                    dimension.axes, dimension.group, tuple(m for m, _ in kept), tuple(x for _, x in kept)
                )
            )
        policies = Policies(self.cases, grid.impossible(0), self.first)
        if grid.empty or any(not dimension.masks for dimension in dimensions):
            return _nothing(policies)
        return Sweep(dimensions, policies, self.most if most is None else most)

    # --- outcomes ----------------------------------------------------------------------------

    def verdict(self, state: int) -> Verdict:
        """Return what the table gives where exactly these cases hold."""
        held = state & self.cases
        table = self.table
        if not table.formula_names:
            outcome: Outcome = table.constant(table.full & ~held)
            return Verdict(outcome.state, outcome.value, outcome.rules)
        criterion = self.criterion
        if not held:
            otherwise = criterion.otherwise
            if otherwise is None:
                return Verdict("gap", None, ())
            return Verdict("decided", otherwise.then, (otherwise.name,))
        rules = [criterion.rules[i] for i in table.holding(table.full & ~held)]
        ids = tuple(rule.id for rule in rules)
        if criterion.hit_policy == "first" or len(rules) == 1:
            return Verdict("decided", rules[0].then, ids[:1])
        if criterion.hit_policy == "unique":
            return Verdict("conflict", None, ids)
        return Verdict("open", None, ids)

    def rule_ids(self, state: int) -> tuple[str, ...]:
        """Return the rules that hold, in table order."""
        rules, owner = self.criterion.rules, self.table.rule_of
        return tuple(dict.fromkeys(rules[owner[bit]].id for bit in bits(state & self.cases)))

    # --- regions -----------------------------------------------------------------------------

    def region(self, wanted: Callable[[int], bool], sweep: Sweep | None = None) -> Region:
        """Return where a wanted state is met, as few and as large boxes as can be found."""
        sweep = self.sweep if sweep is None else sweep
        way = sweep.way_to(wanted)
        if way is None:
            return Region()
        found = Region(cell=cell_of(self.grid, sweep.dimensions, way))
        parts, whole = sweep.parts(wanted)
        parts = merge(parts)
        parts.sort(key=lambda part: -_size(part))
        chosen: list[Part] = []
        left = parts[_MOST_PARTS:]
        for part in parts[:_MOST_PARTS]:
            if not any(_inside(part, other) for other in chosen):
                chosen.append(_grow(sweep, part, wanted))
        chosen = [p for p in chosen if not any(_inside(p, q) and p != q for q in chosen)]
        boxes = list(
            dict.fromkeys(box for part in chosen for box in boxes_of(self.grid, sweep.dimensions, part))
        )
        boxes = [
            box for box in boxes if not is_excluded(self.grid, box)
        ]  # what was grown over needs no telling
        boxes.sort(key=lambda box: -self.grid.count(box))
        found.boxes = [self._trim(box) for box in boxes[:MOST_REGIONS]]
        found.more = max(len(boxes) - MOST_REGIONS, 0) + sum(
            not any(_inside(part, other) for other in chosen) for part in left
        )
        found.more += 0 if whole else 1
        return found

    def _trim(self, box: Box) -> Box:
        """Return a box without classes that cannot occur in it: nobody need read them."""
        kept = list(box)
        for group, inside in zip(self.grid.groups, self.grid.vectors(box), strict=True):
            for place, axis in enumerate(group.axes):
                if box[axis] != self.grid.axes[axis].full:
                    used = group.inside[place]
                    kept[axis] = sum(1 << i for i in bits(box[axis]) if used[i] & inside)
        return tuple(kept)

    def when(self, box: Box) -> When:
        """Return a box as `when` says it."""
        return tuple((name, tuple(values)) for name, values in self.grid.when(box).items())

    def facts(self, cell: Box, side: int = 0) -> FactsShown:
        """Return what every input is in one combination, in the order in which they are declared."""
        cells = self.grid.cells(cell, side)
        place = {name: at for at, name in enumerate(self.criterion.inputs)}
        named = sorted(cells, key=lambda name: place.get(name, len(place)))
        return tuple((name, plain_cell(cells[name])) for name in named)

    def flaw(
        self,
        kind: FlawKind,
        rules: Iterable[str],
        message: str,
        hint: str,
        region: Region | None = None,
        *,
        at: Rule | None = None,
        where: Where | None = None,
        example: FactsShown = (),
        other: FactsShown = (),
    ) -> Flaw:
        """Return a flaw of this criterion, at a rule or place where one is named."""
        if where is None:
            where = self.criterion.where.key("rules") if at is None else at.where.down("id")
        region = region or Region()
        return Flaw(
            kind,
            self.judge.guideline.id,
            self.criterion.id,
            tuple(rules),
            message,
            hint,
            where,
            tuple(self.when(box) for box in region.boxes),
            region.more,
            example or (self.facts(region.cell) if region.cell else ()),
            other,
        )

    @property
    def tail(self) -> Where | None:
        """The place of `otherwise`, where there is one."""
        otherwise = self.criterion.otherwise
        if otherwise is None:
            return None
        return otherwise.where.down("id") if otherwise.id else otherwise.where

    def rule(self, rule_id: str) -> Rule:
        """Return the rule of that id."""
        return next(rule for rule in self.criterion.rules if rule.id == rule_id)


def plain_cell(cell: Cell) -> Value:
    """Return a value, for a stretch of numbers one of them."""
    return tidy(cell.inside()) if isinstance(cell, Span) else cell


def same_given(one: Given, other: Given) -> bool:
    """Whether two rules give the same: equal values, or the same formula."""
    if isinstance(one, Formula) and isinstance(other, Formula):
        return one.term == other.term
    return one == other


def _nothing(policies: Policies) -> Sweep:
    return Sweep([Dimension((), None, (), ())], policies)


def _only(dimension: Dimension, bit: int) -> Dimension:
    kept = [
        (mask, members)
        for mask, members in zip(dimension.masks, dimension.members, strict=True)
        if mask & bit
    ]
    return Dimension(
        dimension.axes,
        dimension.group,
        tuple(mask for mask, _ in kept),
        tuple(members for _, members in kept),
    )


def _size(part: Part) -> int:
    size = 1
    for elements in part:
        size *= elements.bit_count()
    return size


def _inside(part: Part, other: Part) -> bool:
    return all(not one & ~two for one, two in zip(part, other, strict=True))


def _grow(sweep: Sweep, part: Part, wanted: Callable[[int], bool]) -> Part:
    """Return a part made as large as it can be while everything in it stays wanted."""
    for at, dimension in enumerate(sweep.dimensions):  # an input that does not matter is best left out
        wide = (*part[:at], dimension.full, *part[at + 1 :])
        if part[at] != dimension.full and sweep.wholly(wide, wanted):
            part = wide
    for at, dimension in enumerate(sweep.dimensions):
        rest = dimension.full & ~part[at]
        if rest.bit_count() > 64:
            continue
        for extra in bits(rest):
            wide = (*part[:at], part[at] | 1 << extra, *part[at + 1 :])
            if sweep.wholly(wide, wanted):
                part = wide
    return part
