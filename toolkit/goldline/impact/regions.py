"""Where two versions of a guideline judge differently, over all facts there can be.

Criterion by criterion, those first that others read: what its own table changes, as disjoint
regions of its inputs, and what reaches it through the criteria it reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from goldline.impact.verdicts import EQUIVALENT, INCOMPARABLE, Result, Word, verdict_on
from goldline.impact.weights import Weighed, compare_weights
from goldline.model.criterion import Criterion, CriterionInput, DifferenceInput
from goldline.model.guideline import Guideline
from goldline.rules.domain import tidy
from goldline.rules.judge import Judge
from goldline.rules.space.boxes import count_possible, is_excluded, meet, merge, widen
from goldline.rules.space.grid import Box, Grid, Side, build_grid
from goldline.rules.space.reach import Route, reach
from goldline.rules.space.walk import Leaf, compare_sides
from goldline.rules.span import Span
from goldline.rules.table import Cell

SAMPLE: Final = 3_000
_MOST_PAIRS: Final = 12
_MOST_WIDENED: Final = 600

Pair = tuple[Result, Result]
Facts = dict[str, Cell]
"""What each input is, by name."""


@dataclass(frozen=True, slots=True)
class Region:
    """A box in which every combination goes from one outcome to the other."""

    box: Box
    base: Result
    head: Result


@dataclass(slots=True)
class Shift:
    """All boxes in which the same changed rules make the same difference.

    `pairs` are the outcomes before and after; more than one where a formula gives many. `share` is
    None for a difference that was only met in a sample. `old` says that facts without any new
    finding type are among them. `kinds` are types and severities that weigh something else now,
    where that makes the difference: then there are no boxes.
    """

    rules: tuple[str, ...]
    pairs: list[Pair]
    boxes: list[Box]
    share: float | None
    witness: Facts
    old: bool
    kinds: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class CriterionSpace:
    """What became of one criterion over all its facts.

    `routes` are the differences that come through other criteria. `moved` are all pairs of different
    outcomes, through its own rules or through others, each with facts that show it; `old` those that
    need no new finding type.
    """

    criterion: str
    verdict: Word = EQUIVALENT
    exhaustive: bool = True
    via: tuple[str, ...] = ()
    redefined: tuple[str, ...] = ()
    grid: Grid | None = None
    regions: list[Region] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    moved: dict[Pair, Facts] = field(default_factory=dict)
    old: set[Pair] = field(default_factory=set)


def find_spaces(base: Judge, head: Judge) -> dict[str, CriterionSpace]:
    """Return what became of every criterion that both versions have and that rules decide, by id."""
    found: dict[str, CriterionSpace] = {}
    old, new = base.guideline, head.guideline
    for criterion_id in _upstream_first(new):
        before, after = old.criteria.get(criterion_id), new.criteria[criterion_id]
        if before is None or not (before.ruled or after.ruled):
            continue
        if before.ruled != after.ruled:  # people judged it, rules do now, or the other way round
            found[criterion_id] = CriterionSpace(criterion_id, INCOMPARABLE, exhaustive=False)
            continue
        space = _own(base, head, criterion_id)
        _through_others(space, found, base, head)
        space.verdict = verdict_on(space.moved, before.scale, after.scale, exhaustive=space.exhaustive)
        found[criterion_id] = space
    return {name: found[name] for name in new.criteria if name in found}


def _upstream_first(guideline: Guideline) -> list[str]:
    order: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in order or name not in guideline.criteria:
            return
        for other in sorted(_reads(guideline.criteria[name])):
            visit(other)
        order[name] = None

    for name in guideline.criteria:
        visit(name)
    return list(order)


def _reads(criterion: Criterion) -> set[str]:
    return {s.criterion for s in criterion.inputs.values() if isinstance(s, CriterionInput | DifferenceInput)}


# --- through its own table -------------------------------------------------------------------


def _own(base: Judge, head: Judge, criterion_id: str) -> CriterionSpace:
    grid = build_grid([Side(judge, judge.tables[criterion_id]) for judge in (base, head)])
    walk = compare_sides(grid)
    space = CriterionSpace(criterion_id, exhaustive=walk.complete, redefined=grid.redefined, grid=grid)
    if walk.leaves:
        total = count_possible(grid, grid.whole())
        space.shifts = list(_shifts(grid, walk.leaves, total))
        space.regions = list(_regions(grid, walk.leaves))
    if not walk.complete and not grid.empty:
        weighed = compare_weights(base, head, criterion_id) if grid.redefined else None
        if weighed is None:
            _sample(space)
        else:
            space.exhaustive = True
            space.regions = []
            space.shifts = [_of_weight(one) for one in weighed]
    for shift in space.shifts:
        for pair in shift.pairs:
            space.moved.setdefault(pair, shift.witness)
            if shift.old:
                space.old.add(pair)
    return space


def _of_weight(one: Weighed) -> Shift:
    """Return a weight that changed as a shift: its example stands for a space without an end."""
    pair: Pair = ((one.base.state, one.base.value), (one.head.state, one.head.value))
    return Shift(one.head.rules, [pair], [], None, one.facts, old=True, kinds=one.kinds)


def _regions(grid: Grid, leaves: Iterable[Leaf]) -> Iterator[Region]:
    """Yield disjoint boxes, the same ones whichever of the two versions is the older."""
    hidden = [
        at
        for at, axis in enumerate(grid.axes)
        if any(reader.name in grid.redefined for reader in axis.readers)
    ]
    by_pair: dict[Pair, list[Box]] = {}
    for leaf in leaves:
        by_pair.setdefault((leaf.base, leaf.head), []).append(leaf.box)
    pairs = {box: pair for pair, boxes in by_pair.items() for box in merge(boxes)}
    boxes = sorted(pairs)
    for at, box in enumerate(boxes):
        if grid.groups and len(boxes) <= _MOST_WIDENED:
            boxes[at] = widen(grid, box, lambda rest: _is_room(grid, rest, boxes))
        if all(boxes[at][axis] == grid.axes[axis].full for axis in hidden):
            yield Region(boxes[at], *pairs[box])


def _is_room(grid: Grid, rest: Box, boxes: Iterable[Box]) -> bool:
    """Whether a box may grow by `rest`: no findings can be so, and no other box lies there."""
    return not grid.feasible(rest) and not any(meet(rest, other) for other in boxes)


def _shifts(grid: Grid, leaves: Iterable[Leaf], total: int) -> Iterator[Shift]:
    groups: dict[tuple[str, ...], dict[Pair, list[Box]]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.rules, {}).setdefault((leaf.base, leaf.head), []).append(leaf.box)
    for rules, by_pair in groups.items():
        many = len(by_pair) > _MOST_PAIRS
        parts = (
            [(list(by_pair), [b for bs in by_pair.values() for b in bs])]
            if many
            else [([pair], boxes) for pair, boxes in by_pair.items()]
        )
        for pairs, boxes in parts:
            share = sum(count_possible(grid, box) for box in boxes) / total if total else 0.0
            yield Shift(rules, pairs, boxes, round(share, 9), _witness(grid, boxes), _is_old(grid, boxes))


def _is_old(grid: Grid, boxes: Iterable[Box]) -> bool:
    return any(
        all(inside & group.old for group, inside in zip(grid.groups, grid.vectors(box), strict=True))
        for box in boxes
    )


def _witness(grid: Grid, boxes: list[Box]) -> Facts:
    """Return one complete example of facts: where it can be, one without new finding types."""
    best = next((box for box in boxes if _is_old(grid, [box])), boxes[0])
    cell = grid.first_cell(best)
    assert cell is not None
    return facts_of(grid, cell)


def facts_of(grid: Grid, cell: Box) -> Facts:
    """Return a combination as facts by input name; what an input was before it was redefined besides."""
    new = {name: _plain(value) for name, value in grid.cells(cell, 1).items()}
    old = {name: _plain(value) for name, value in grid.cells(cell, 0).items()}
    found = {**old, **new}
    for name in grid.redefined:
        if name in old and name in new and old[name] != new[name]:
            found[f"{name} before"] = old[name]
    declared = list(grid.sides[1].table.criterion.inputs)
    return dict(sorted(found.items(), key=lambda pair: _place(pair[0], declared)))


def _place(name: str, declared: list[str]) -> tuple[int, str]:
    plain = name.removesuffix(" before")
    return (declared.index(plain) if plain in declared else len(declared)), name


def _plain(cell: Cell) -> Cell:
    return tidy(cell.inside()) if isinstance(cell, Span) else cell


def _sample(space: CriterionSpace) -> None:
    """Add differences that a sample of the whole space shows and the walk did not come to."""
    grid = space.grid
    assert grid is not None
    draw = random.Random(0)  # always the same sample: a report must not change from run to run
    known = {pair for shift in space.shifts for pair in shift.pairs}
    met: dict[tuple[str, ...], dict[Pair, Box]] = {}
    for _ in range(SAMPLE):
        cell = [1 << draw.randrange(len(axis.classes)) for axis in grid.axes]
        for group in grid.groups:
            for at, chosen in zip(group.axes, draw.choice(group.vectors), strict=True):
                cell[at] = 1 << chosen
        box = tuple(cell)
        before, after = (side.table.outcome(grid.cells(box, at)) for at, side in enumerate(grid.sides))
        if len(before) > 1 or len(after) > 1 or is_excluded(grid, box):
            continue
        pair: Pair = ((before[0].state, before[0].value), (after[0].state, after[0].value))
        if pair[0] != pair[1] and pair not in known:
            known.add(pair)
            met.setdefault(tuple(dict.fromkeys((*after[0].rules, *before[0].rules))), {})[pair] = box
    for rules, by_pair in met.items():
        many = len(by_pair) > _MOST_PAIRS
        for pairs in [list(by_pair)] if many else [[pair] for pair in by_pair]:
            boxes = [by_pair[pair] for pair in pairs]
            old = _is_old(grid, boxes)
            space.shifts.append(Shift(rules, pairs, boxes, None, _witness(grid, boxes), old))


# --- through the criteria it reads -----------------------------------------------------------


def _through_others(
    space: CriterionSpace, found: dict[str, CriterionSpace], base: Judge, head: Judge
) -> None:
    """Add what reaches the criterion through others whose judgments change."""
    criterion_id = space.criterion
    read = set().union(*(_reads(judge.guideline.criteria[criterion_id]) for judge in (base, head)))
    touched = [name for name in found if name in read and (found[name].moved or not found[name].exhaustive)]
    if not touched and not any(_applies_elsewhere(name, base.guideline, head.guideline) for name in read):
        return
    reached = reach(base.guideline, head.guideline, criterion_id)
    space.exhaustive &= reached.complete
    through = [route for route in reached.routes if route.via and route.pair[0] != route.pair[1]]
    for pair, facts in reached.pairs.items():
        if pair[0] != pair[1]:
            space.moved.setdefault(pair, facts)
    space.old |= {pair for pair in reached.old if pair[0] != pair[1]}
    via = {name for route in through for name in route.via}
    if not reached.complete:
        via |= {name for name in found if name in read and not found[name].exhaustive}
    space.via = tuple(name for name in found if name in via)
    space.routes = list(_routes(through))


def _applies_elsewhere(name: str, base: Guideline, head: Guideline) -> bool:
    """Whether a criterion is judged in other modalities now: where it is not, its readers read null."""
    if name not in base.criteria or name not in head.criteria:
        return False
    one, two = (guideline.criteria[name].modalities or guideline.modalities for guideline in (base, head))
    return set(one) != set(two)


def _routes(through: Iterable[Route]) -> Iterator[Route]:
    """Yield ways with the same rules and outcomes as one, whichever criteria they come through."""
    groups: dict[tuple[tuple[str, ...], Pair], list[Route]] = {}
    for route in through:
        groups.setdefault((route.rules, route.pair), []).append(route)
    for alike in groups.values():
        first = next((route for route in alike if route.old), alike[0])
        via = tuple(dict.fromkeys(name for route in alike for name in route.via))
        shares = [route.share for route in alike if route.share is not None]
        share = round(sum(shares), 9) if len(shares) == len(alike) else None
        yield replace(first, via=via, share=share)
