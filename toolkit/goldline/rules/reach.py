"""What two versions of a criterion make of the same facts, through all the criteria that it reads.

Where the facts are few, every combination of them is judged by both versions. Where they are many,
the criteria that are read are taken one by one: those that rest on different facts can meet in
every way, and those that share a few (a locale, an answer) meet where these are the same. Where
even that is too much, a sample is judged, always the same one, and the result says so.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any, Final

from goldline.model.criterion import (
    AnyInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    SumInput,
    WorstInput,
)
from goldline.model.guideline import Guideline
from goldline.rules.closure import MODALITY, Closure, Place, reading_of_outcome
from goldline.rules.findings_space import Component, Unseen, find_effect
from goldline.rules.grid import Box, Grid, Key, build_grid
from goldline.rules.judge import Judge
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome, Table
from goldline.rules.world import Passed, Reading, difference, judge_readings

MOST_JUDGED: Final = 30_000
MOST_MEETINGS: Final = 60_000
SAMPLE: Final = 4_000

Result = tuple[str, Cell]
"""A state and a value."""
Pair = tuple[Result, Result]
Facts = dict[str, Cell]
Kept = tuple[tuple[Key, Cell], ...]
"""What facts are that others rest on too."""
Judge2 = tuple[Judge, Judge]
_Meeting = tuple[tuple[Kept, ...], Kept]


@dataclass(slots=True)
class Reached:
    """What a criterion comes to in both versions over the same facts, each with one example of facts.

    `old` holds the pairs that occur without any finding type that is new. `complete` is False where
    only a sample was judged.
    """

    pairs: dict[Pair, Facts] = field(default_factory=dict)
    old: set[Pair] = field(default_factory=set)
    complete: bool = True


@dataclass(slots=True)
class _Ways:
    """What one part comes to, by the facts that other parts rest on as well: each way with an example.

    A way is what both versions read of the part; the flag says that it needs a new finding type.
    """

    by_kept: dict[Kept, dict[tuple[Any, bool], Facts]] = field(default_factory=dict)
    complete: bool = True

    def add(self, kept: Kept, way: Any, fresh: bool, facts: Facts) -> None:
        self.by_kept.setdefault(kept, {}).setdefault((way, fresh), facts)


class _TooManyError(Exception):
    """Raised where a part cannot be listed."""


def reach(base: Guideline, head: Guideline, criterion_id: str) -> Reached:
    """Return what the criterion comes to in both versions, over all facts or over a sample of them."""
    # Judges of its own: inputs made here are remembered by identity, and must not outlive them.
    composer = _Composer((Judge(base, [head]), Judge(head, [base])))
    place = (criterion_id, None)
    found = Reached()
    try:
        ways = composer.of(place, frozenset())
    except _TooManyError:
        ways = _judge_all(composer.lay(place), frozenset(), sample=True)
    found.complete = ways.complete
    for listed in ways.by_kept.values():
        for (pair, fresh), facts in listed.items():
            if pair not in found.pairs or (not fresh and pair not in found.old):
                found.pairs[pair] = facts
            if not fresh:
                found.old.add(pair)
    return found


# --- one by one ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Laid:
    """The facts below a criterion as a grid, with the closure of each version."""

    closures: tuple[Closure, Closure]
    grid: Grid

    @property
    def total(self) -> int:
        free = prod(len(axis.classes) for axis in self.grid.axes if axis.group is None)
        return free * prod(len(group.vectors) for group in self.grid.groups)


def _judge_all(laid: _Laid, keep: frozenset[Key], *, sample: bool = False) -> _Ways:
    """Return what both versions make of every combination of facts, or of a sample of them."""
    grid = laid.grid
    found = _Ways(complete=grid.complete and not sample)
    if grid.empty:
        return found
    for cell in _some(grid) if sample else _every(grid):
        (one, barred), (two, banned) = (
            closure.judge_cell(grid.cells(cell, side)) for side, closure in enumerate(laid.closures)
        )
        if barred and banned:
            continue
        pair = _pair(one, two)
        if pair is None:
            found.complete = False
            continue
        found.add(_kept(grid, cell, keep), pair, not _is_old(grid, cell), _facts(grid, cell))
    return found


def _pair(one: tuple[Outcome, ...], two: tuple[Outcome, ...]) -> Pair | None:
    """Return both outcomes, or None where a formula reads a number that is not known exactly."""
    if any(len(part) > 1 or isinstance(part[0].value, Span) for part in (one, two)):
        return None
    return (one[0].state, one[0].value), (two[0].state, two[0].value)


def _facts(grid: Grid, cell: Box) -> Facts:
    return {**grid.cells(cell, 0), **grid.cells(cell, 1)}


def _kept(grid: Grid, cell: Box, keep: frozenset[Key]) -> Kept:
    found = [
        (axis.key, axis.classes[mask.bit_length() - 1].cell)
        for axis, mask in zip(grid.axes, cell, strict=True)
        if axis.key in keep
    ]
    return tuple(sorted(found, key=repr))


def _every(grid: Grid) -> Iterator[Box]:
    free = [at for at, axis in enumerate(grid.axes) if axis.group is None]
    for picks in product(*(range(len(grid.axes[at].classes)) for at in free)):
        for vectors in product(*(group.vectors for group in grid.groups)):
            yield _cell(grid, free, picks, vectors)


def _some(grid: Grid) -> Iterator[Box]:
    draw = random.Random(0)  # always the same sample: a report must not change from run to run
    free = [at for at, axis in enumerate(grid.axes) if axis.group is None]
    for _ in range(SAMPLE):
        picks = [draw.randrange(len(grid.axes[at].classes)) for at in free]
        yield _cell(grid, free, picks, [draw.choice(group.vectors) for group in grid.groups])


def _cell(grid: Grid, free: Iterable[int], picks: Iterable[int], vectors: Iterable[tuple[int, ...]]) -> Box:
    cell = [0] * len(grid.axes)
    for at, pick in zip(free, picks, strict=True):
        cell[at] = 1 << pick
    for group, vector in zip(grid.groups, vectors, strict=True):
        for at, chosen in zip(group.axes, vector, strict=True):
            cell[at] = 1 << chosen
    return tuple(cell)


def _is_old(grid: Grid, cell: Box) -> bool:
    return all(inside & group.old for group, inside in zip(grid.groups, grid.vectors(cell), strict=True))


# --- part by part ----------------------------------------------------------------------------


class _Composer:
    def __init__(self, judges: Judge2) -> None:
        self.judges = judges
        # Judges remember inputs by identity, so that what was made for one must live as long.
        self.closures: dict[tuple[int, Place, bool], Closure] = {}

    def closure(self, side: int, place: Place, *, deep: bool = True) -> Closure:
        """Return what a criterion rests on in one version."""
        key = (side, place, deep)
        if key not in self.closures:
            self.closures[key] = Closure(self.judges[side], place, deep=deep)
        return self.closures[key]

    def lay(self, place: Place, *, deep: bool = True) -> _Laid:
        """Return the facts that a criterion rests on in both versions, as one grid."""
        one, two = (self.closure(side, place, deep=deep) for side in range(2))
        return _Laid((one, two), build_grid([one.side, two.side]))

    def of(self, place: Place, keep: frozenset[Key]) -> _Ways:
        """Return the pairs of outcomes at a place, by the facts to keep."""
        laid = self.lay(place)
        if laid.total <= MOST_JUDGED:
            return _judge_all(laid, keep)
        return self._compose(place, keep)

    def _compose(self, place: Place, keep: frozenset[Key]) -> _Ways:
        direct = self.lay(place, deep=False)
        below = list(dict.fromkeys(p for closure in direct.closures for p in closure.below))
        if not below:
            raise _TooManyError
        rests = [self._rests_on(direct.closures)]
        rests += [self._rests_on([self.closure(side, p) for side in self._with(p)]) for p in below]
        shared = {key for key in set().union(*rests) if sum(key in rest for rest in rests) > 1}
        kept = frozenset(shared | (keep & set().union(*rests)))
        if any(key[0] in ("type", "rubric") for key in kept):
            raise _TooManyError
        parts = [self._direct(direct, kept)]
        parts += [self._below(p, kept & rest) for p, rest in zip(below, rests[1:], strict=True)]
        return self._meet(place, below, direct, parts, keep)

    def _with(self, place: Place) -> list[int]:
        return [side for side, judge in enumerate(self.judges) if place[0] in judge.guideline.criteria]

    def _rests_on(self, closures: Iterable[Closure]) -> set[Key]:
        """Return the facts that closures rest on: the keys of axes, and the finding types."""
        found: set[Key] = set()
        for closure in closures:
            lens = closure.judge.lens
            for source in closure.inputs.values():
                if not isinstance(source, WorstInput | CountInput | AnyInput | SumInput):
                    continue
                nothing = find_effect(Component(source, None, None), Unseen("", "", None), lens)
                for judge in self.judges:
                    for path, kind in judge.lens.taxonomy.types.items():
                        if any(
                            find_effect(Component(source, None, None), Unseen(path, s, None), lens) != nothing
                            for s in kind.severities
                        ):
                            found.add(("type", path))
            grid = build_grid([closure.side])
            found |= {axis.key for axis in grid.axes if axis.key[0] != "findings"}
        return found

    def _below(self, place: Place, keep: frozenset[Key]) -> _Ways:
        if len(self._with(place)) < 2:
            raise _TooManyError  # a criterion that one version alone has: judged by the sample
        return self.of(place, keep)

    def _direct(self, laid: _Laid, keep: frozenset[Key]) -> _Ways:
        """Return what both tables read of a criterion's own facts: which cases fail, and amounts."""
        grid = laid.grid
        if grid.empty or laid.total > MOST_JUDGED:
            raise _TooManyError
        if any(axis.key in keep and any(one.span is not None for one in axis.classes) for axis in grid.axes):
            raise _TooManyError
        found = _Ways(complete=grid.complete)
        place = laid.closures[0].top
        tables = [judge.tables[place[0]] for judge in self.judges]
        for cell in _every(grid):
            cells = [grid.cells(cell, side) for side in range(2)]
            way = tuple(_seen(table, known) for table, known in zip(tables, cells, strict=True))
            found.add(_kept(grid, cell, keep), way, not _is_old(grid, cell), _facts(grid, cell))
        return found

    def _meet(
        self, place: Place, below: list[Place], direct: _Laid, parts: list[_Ways], keep: frozenset[Key]
    ) -> _Ways:
        """Return what comes of all ways in which the parts can meet."""
        found = _Ways(complete=all(part.complete for part in parts))
        meetings = list(_joined([list(part.by_kept) for part in parts]))
        sizes = [
            prod(len(part.by_kept[kept]) for part, kept in zip(parts, chosen, strict=True))
            for chosen, _ in meetings
        ]
        if sum(sizes) > MOST_MEETINGS:
            raise _TooManyError
        for chosen, kept in meetings:
            left = tuple(pair for pair in kept if pair[0] in keep)
            ways = [part.by_kept[k].items() for part, k in zip(parts, chosen, strict=True)]
            for meeting in product(*ways):
                ((_, fresh), facts), *others = meeting
                pairs = {p: way for p, ((way, _), _) in zip(below, others, strict=True)}
                judged = [self._judge(side, place, direct.closures[side], facts, pairs) for side in range(2)]
                if all(impossible for _, impossible in judged):
                    continue
                pair = _pair(judged[0][0], judged[1][0])
                if pair is None:
                    found.complete = False
                    continue
                fresh |= any(flag for (_, flag), _ in others)
                together: Facts = dict(facts)
                for at, ((_, _), more) in zip(below, others, strict=True):
                    together |= {_named(at, name): cell for name, cell in more.items()}
                found.add(left, pair, fresh, together)
        return found

    def _judge(
        self, side: int, place: Place, closure: Closure, facts: Facts, pairs: dict[Place, Pair]
    ) -> tuple[tuple[Outcome, ...], bool]:
        judge = self.judges[side]
        table = judge.tables[place[0]]
        readings: dict[str, Reading] = {}
        for name in table.all_names:
            source = table.criterion.inputs[name]
            if not isinstance(source, CriterionInput | DifferenceInput):
                readings[name] = facts[closure.names[place, name]]
            elif not closure.applies(source.criterion, facts):
                readings[name] = None
            elif isinstance(source, CriterionInput):
                wanted = source.response or place[1]
                readings[name] = _given(closure, side, place, name, source.criterion, wanted, facts, pairs)
            else:
                one, two = (
                    _given(closure, side, place, f"{name}:{r}", source.criterion, r, facts, pairs)
                    for r in (source.first, source.second)
                )
                ranks = judge.guideline.criteria[source.criterion].scale.ranks
                readings[name] = difference(one, two, ranks)
        plain = {name: r for name, r in readings.items() if not isinstance(r, Passed)}
        impossible = len(plain) == len(readings) and table.is_impossible(plain)
        return judge_readings(table, {name: (readings[name],) for name in table.names}), impossible


def _given(
    closure: Closure,
    side: int,
    place: Place,
    name: str,
    criterion: str,
    response: str | None,
    facts: Facts,
    pairs: dict[Place, Pair],
) -> Reading:
    if not closure.ruled(criterion):
        return facts[closure.names[place, name]]
    state, value = pairs[closure.target(criterion, response)][side]
    return reading_of_outcome(Outcome(state, value, ()))  # type: ignore[arg-type]  # a state as an outcome has it


def _seen(table: Table, cells: dict[str, Cell]) -> tuple[object, ...]:
    """Return all that a table makes of its own facts: equal where no rule and no formula tells them apart."""
    fails = 0
    for name, column in table.columns.items():
        if name in cells:
            fails |= column.fails(cells[name])
    amounts = tuple(cells[name] for name in table.formula_names if name in cells)
    banned = tuple(
        cells[name]
        for name in table.all_names
        if name in cells and any(name in case.tests for case in table.criterion.impossible)
    )
    return fails, amounts, banned, cells.get(MODALITY)


def _joined(listed: list[list[Kept]]) -> Iterator[tuple[tuple[Kept, ...], Kept]]:
    """Yield one choice of kept facts for each part, all choices that agree, with all that they keep."""

    def go(
        at: int, chosen: tuple[Kept, ...], known: dict[Key, Cell]
    ) -> Iterator[tuple[tuple[Kept, ...], Kept]]:
        if at == len(listed):
            yield chosen, tuple(sorted(known.items(), key=repr))
            return
        for kept in listed[at]:
            if all(known.get(key, value) == value for key, value in kept):
                yield from go(at + 1, (*chosen, kept), {**known, **dict(kept)})

    yield from go(0, (), {})


def _named(place: Place, name: str) -> str:
    return f"{place[0]}.{place[1]}.{name}" if place[1] else f"{place[0]}.{name}"
