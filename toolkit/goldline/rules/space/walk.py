"""Where two versions of a table differ: branch and bound over boxes of facts.

A box in which no changed case may hold is the same on both sides and is dropped at once; any
other is split, first by the changed cases, then by those that stand before them, until each side
gives one outcome all over it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final

from goldline.rules.space.axes import Box, Grid, bits
from goldline.rules.space.policy import GAP, OPEN, Policy, Reckoned, Verdict
from goldline.rules.span import Span
from goldline.rules.table import Cell, Outcome

MOST_NODES: Final = 250_000
MOST_LEAVES: Final = 70_000
_MOST_CELLS: Final = 20_000

Result = tuple[str, Cell]
"""A state and a value."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A box in which every combination goes from one outcome to the other.

    `rules` are the changed rules behind it. `exact` is False where a formula over a stretch of
    numbers gives other results somewhere in the box, and perhaps not everywhere.
    """

    box: Box
    base: Result
    head: Result
    rules: tuple[str, ...]
    exact: bool = True


@dataclass(slots=True)
class Walk:
    """What a walk found; `complete` is False where it had to stop, or a formula is not sure."""

    leaves: list[Leaf] = field(default_factory=list)
    complete: bool = True


def compare_sides(grid: Grid, most: int = MOST_NODES) -> Walk:
    """Return the boxes in which the two sides of a grid give different outcomes, disjoint."""
    found = Walk(complete=grid.complete)
    if grid.empty:
        return found
    return _Comparison(grid, found, most).run()


Node = tuple[Box, int, tuple[int, ...]]
"""A box, the bits that may hold in it, and the vectors of each group inside it."""


class _Comparison:
    def __init__(self, grid: Grid, found: Walk, most: int) -> None:
        self.grid = grid
        self.found = found
        self.most = most
        self.policies = (Policy(grid, 0), Policy(grid, 1))
        # Which cases count as changed is asked in one order, so that both ways round give one answer.
        first, second = (self.policies[side] for side in grid.order)
        self.changed, self.same_policy = find_changed(grid, (first, second))
        one, two = self.policies
        self.same_tail = self.same_policy and one.tail == two.tail
        self.banned = (grid.impossible(0), grid.impossible(1))
        self.named: dict[int, tuple[str, ...]] = {}
        self.order: dict[str, int] = {}
        for policy in reversed(self.policies):
            criterion = policy.criterion
            tail = [] if criterion.otherwise is None else [criterion.otherwise.name]
            for name in (*(rule.id for rule in criterion.rules), *tail):
                self.order.setdefault(name, len(self.order))

    def run(self) -> Walk:
        if not self.changed and self.same_tail:
            return self.found
        grid = self.grid
        whole = grid.whole()
        stack: list[Node] = [(whole, grid.may_hold(whole), grid.vectors(whole))]
        nodes = 0
        while stack:
            nodes += 1
            if nodes > self.most or len(self.found.leaves) > MOST_LEAVES:
                self.found.complete = False
                break
            node = stack.pop()
            box, may, _ = node
            must = grid.must_hold(box)
            if must & self.banned[0] and must & self.banned[1]:
                continue
            bit = self._look(box, may, must)
            if bit:
                self._split(stack, node, bit)
        return self.found

    def _look(self, box: Box, may: int, must: int) -> int:
        """Return the bit to split a box on, or 0 where the box is done with."""
        one, two = self.policies
        relevant = may & self.changed & (one.before(must) | two.before(must))
        if not relevant and (self.same_tail or must & (one.cases | two.cases)):
            return 0
        unsettled = relevant & ~must
        if unsettled and self.same_policy:
            return unsettled & -unsettled
        possible = one.values(may, must), two.values(may, must)
        if possible[0] is not None and len(possible[0]) == 1 and possible[0] == possible[1]:
            return 0
        settled = [GAP, GAP]
        for side in self.grid.order:
            verdicts = possible[side]
            if verdicts is not None and len(verdicts) == 1:
                settled[side] = next(iter(verdicts))
                continue
            found = self.policies[side].settle(may, must)
            if isinstance(found, int):
                return found
            settled[side] = found
        if settled[0] == settled[1] and settled[0] != OPEN:
            return 0
        bans = [may & banned for banned in self.banned]
        if all(bans):
            open_bans = (bans[0] | bans[1]) & ~must
            if open_bans:
                return open_bans & -open_bans
        self._keep(box, settled[0], settled[1], self._rules(relevant & must))
        return 0

    def _rules(self, held: int) -> tuple[str, ...]:
        """Return the rules of these cases in the order of the newer table, or `otherwise`."""
        found = self.named.get(held)
        if found is None:
            found = self.named[held] = tuple(sorted(self._names(held), key=self.order.__getitem__))
        return found

    def _names(self, held: int) -> set[str]:
        names = {
            policy.criterion.rules[self.grid.rule(side, bit)].id
            for side, policy in enumerate(self.policies)
            for bit in bits(held & policy.cases)
        }
        tails = (policy.criterion.otherwise for policy in self.policies)
        return names or {tail.name for tail in tails if tail is not None}

    def _split(self, stack: list[Node], node: Node, bit: int) -> None:
        grid = self.grid
        box = node[0]
        best: tuple[float, int, int] | None = None
        for at, axis in enumerate(grid.axes):
            mask = box[at]
            if axis.must_hold(mask) & bit:
                continue
            holding = mask & axis.where(bit)
            if holding == mask:
                continue
            weight = holding.bit_count() / mask.bit_count()
            if best is None or weight < best[0]:
                best = (weight, at, holding)
        assert best is not None  # a case that may hold, and need not, fails on some axis
        _, at, holding = best
        for part in (box[at] & ~holding, holding):
            self._push(stack, node, at, part)

    def _push(self, stack: list[Node], node: Node, at: int, part: int) -> None:
        box, may, vectors = node
        axis = self.grid.axes[at]
        inside = vectors
        if axis.group is not None:
            group = self.grid.groups[axis.group]
            place = group.axes.index(at)
            left = vectors[axis.group] & group.within(place, part)
            if not left:
                return
            inside = (*vectors[: axis.group], left, *vectors[axis.group + 1 :])
        stack.append(((*box[:at], part, *box[at + 1 :]), may & axis.may_hold(part), inside))

    # --- leaves ------------------------------------------------------------------------------

    def _keep(self, box: Box, base: Verdict, head: Verdict, rules: tuple[str, ...]) -> None:
        plain = [v for v in (base, head) if v != OPEN and not isinstance(v.value, Reckoned)]
        if len(plain) == 2:
            self.found.leaves.append(Leaf(box, _result(base), _result(head), rules))
            return
        for cell in self._cells(box):
            self._work_out(cell, rules)

    def _cells(self, box: Box) -> Iterator[Box]:
        """Yield the box cut into single classes on every axis that a formula reads."""
        wanted = [
            at for at, axis in enumerate(self.grid.axes) if any(reader.measured for reader in axis.readers)
        ]
        choices = [[1 << i for i in bits(box[at])] for at in wanted]
        if prod(len(choice) for choice in choices) > _MOST_CELLS:
            self.found.complete = False
        for tried, chosen in enumerate(product(*choices)):
            if tried > _MOST_CELLS or len(self.found.leaves) > self.most:
                self.found.complete = False
                return
            cell = list(box)
            for at, mask in zip(wanted, chosen, strict=True):
                cell[at] = mask
            if self.grid.feasible(tuple(cell)):
                yield tuple(cell)

    def _work_out(self, box: Box, rules: tuple[str, ...]) -> None:
        single = self.grid.first_cell(box)
        assert single is not None
        outcomes = [
            side.table.outcome(self.grid.cells(single, at)) for at, side in enumerate(self.grid.sides)
        ]
        if any(len(part) > 1 or isinstance(part[0].value, Span) for part in outcomes):
            self._unsure(box, outcomes, rules)
            return
        base, head = ((part[0].state, part[0].value) for part in outcomes)
        if base != head:
            self.found.leaves.append(Leaf(box, base, head, rules))

    def _unsure(self, box: Box, outcomes: list[tuple[Outcome, ...]], rules: tuple[str, ...]) -> None:
        """Keep a box in which a formula over a stretch of numbers gives another result, or may do so."""
        before, after = (_hull(part) for part in outcomes)
        apart = _apart(before, after)
        if not apart:
            self.found.complete = False
        if apart or self._differs_somewhere(box):
            self.found.leaves.append(Leaf(box, before, after, rules, apart))

    def _differs_somewhere(self, box: Box) -> bool:
        single = self.grid.first_cell(box)
        assert single is not None
        for at in (3, 5, 8):
            readings = []
            for side in range(2):
                cells = self.grid.cells(single, side)
                readings.append(
                    {
                        name: _part(cell, at + place) if isinstance(cell, Span) else cell
                        for place, (name, cell) in enumerate(sorted(cells.items()))
                    }
                )
            one, two = (
                side.table.outcome(cells)[0] for side, cells in zip(self.grid.sides, readings, strict=True)
            )
            if (one.state, one.value) != (two.state, two.value):
                return True
        return False


def _part(span: Span, eighth: int) -> Cell:
    if span.low.is_finite() and span.high.is_finite():
        return span.low + (span.high - span.low) * (eighth % 7 + 1) / 8
    return span.inside() + eighth


def _result(verdict: Verdict) -> Result:
    assert not isinstance(verdict.value, Reckoned)
    return verdict.state, verdict.value


def _hull(outcomes: tuple[Outcome, ...]) -> Result:
    decided = next((o for o in outcomes if o.state == "decided"), None)
    return ("gap", None) if decided is None else ("decided", decided.value)


def _apart(one: Result, two: Result) -> bool:
    if one[0] != two[0]:
        return True
    left, right = one[1], two[1]
    if isinstance(left, Span) and isinstance(right, Span):
        return left.high < right.low or right.high < left.low
    if isinstance(right, Span):
        left, right = right, left
    if isinstance(left, Span) and not isinstance(right, Span | str | bool) and right is not None:
        return not left.holds(Decimal(right))
    return left != right


# --- what changed ----------------------------------------------------------------------------


def find_changed(grid: Grid, policies: tuple[Policy, Policy]) -> tuple[int, bool]:
    """Return the cases (as bits) that are not the same on both sides, and whether policies are.

    A case is the same where it holds for the same combinations and gives the same; under `first`
    it must also stand in the same order among the others.
    """
    one, two = policies
    everything = one.cases | two.cases
    if _manner(one) != _manner(two):
        return everything, False
    before = [_meaning(grid, one, at) for at in range(len(one.rule_of))]
    after = [_meaning(grid, two, at) for at in range(len(two.rule_of))]
    kept = _in_order(before, after) if one.kind == "first" else _paired(one, two, before, after)
    same = 0
    for left, right in kept:
        same |= 1 << (one.first_bit + left) | 1 << (two.first_bit + right)
    return everything & ~same, True


def _manner(policy: Policy) -> tuple[object, ...]:
    criterion = policy.criterion
    ordered = criterion.hit_policy == "priority" or criterion.aggregate in ("min", "max")
    ranks = tuple(sorted((repr(value), rank) for value, rank in criterion.scale.ranks.items()))
    return (
        criterion.hit_policy,
        criterion.aggregate,
        tuple(map(repr, criterion.priority)) if criterion.hit_policy == "priority" else (),
        ranks if ordered else (),
    )


def _meaning(grid: Grid, policy: Policy, at: int) -> tuple[object, ...]:
    bit = 1 << (policy.first_bit + at)
    where = tuple(axis.where(bit) for axis in grid.axes)
    sure = tuple(sum(1 << i for i, held in enumerate(axis.must) if held & bit) for axis in grid.axes)
    return where, sure, policy.thens[policy.rule_of[at]]


def _paired(
    one: Policy, two: Policy, before: list[tuple[object, ...]], after: list[tuple[object, ...]]
) -> list[tuple[int, int]]:
    # Under policies that count rules, a rule with two cases is not two rules: pair whole rules.
    left: dict[tuple[object, ...], list[int]] = {}
    for rule in range(len(one.thens)):
        cases = [at for at, owner in enumerate(one.rule_of) if owner == rule]
        left.setdefault(tuple(before[at] for at in cases), []).append(rule)
    kept: list[tuple[int, int]] = []
    for rule in range(len(two.thens)):
        cases = [at for at, owner in enumerate(two.rule_of) if owner == rule]
        partners = left.get(tuple(after[at] for at in cases))
        if partners:
            partner = partners.pop()
            others = [at for at, owner in enumerate(one.rule_of) if owner == partner]
            kept += zip(others, cases, strict=True)
    return kept


def _in_order(before: list[tuple[object, ...]], after: list[tuple[object, ...]]) -> list[tuple[int, int]]:
    """Return pairs of equal elements, as many as keep their order (Hunt and Szymanski)."""
    places: dict[tuple[object, ...], list[int]] = {}
    for at, element in enumerate(before):
        places.setdefault(element, []).append(at)
    tails: list[int] = []
    ends: list[_Link] = []
    for at, element in enumerate(after):
        for place in reversed(places.get(element, [])):
            length = bisect_left(tails, place)
            link = _Link(place, at, ends[length - 1] if length else None)
            tails[length : length + 1] = [place]
            ends[length : length + 1] = [link]
    found: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append((last.base, last.head))
        last = last.before
    return found[::-1]


@dataclass(frozen=True, slots=True)
class _Link:
    """A pair of equal cases, and the pair that stands before it on both sides."""

    base: int
    head: int
    before: _Link | None
