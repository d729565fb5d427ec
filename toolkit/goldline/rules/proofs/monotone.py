"""Facts that get worse while the judgment gets better.

Two combinations are compared that differ in nothing but inputs whose worsening must not better the
judgment (FORMAT.md, `worse`). Inputs that read the same findings cannot worsen one without the
other, so they are compared together: none of them better, one of them worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import and_
from typing import Final

from goldline.model.criterion import ContextInput, CountInput, WorstInput
from goldline.model.proof import Flaw
from goldline.model.scale import Scale
from goldline.rules.proofs.ground import Ground, Verdict
from goldline.rules.proofs.sweep import Dimension, place_member
from goldline.rules.proofs.wording import say_facts, say_outcome, say_rules, verb
from goldline.rules.space.grid import Box

_MOST_PAIRS: Final = 150_000
_MOST_VECTORS: Final = 600
_MOST_TOLD: Final = 3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Start:
    """Two elements of one dimension (a class or vector each), the second the worse, and what worsens."""

    better: int
    worse: int
    axes: tuple[int, ...]


def find_reversals(ground: Ground) -> Iterator[Flaw]:
    """Yield, for each input, that its worsening betters some judgment, with two combinations that show it."""
    scale = ground.criterion.scale
    if not scale.ordered or ground.table.formula_names or ground.grid.empty:
        return
    directions = _directions(ground)
    for at, dimension in enumerate(ground.dimensions):
        if any(axis in directions for axis in dimension.axes):
            yield from _of_dimension(ground, at, directions)


def _directions(ground: Ground) -> dict[int, int]:
    """Return the axes that can worsen: 1 where higher is worse, -1 where lower is."""
    found: dict[int, int] = {}
    for at, axis in enumerate(ground.grid.axes):
        source = axis.readers[0].source
        if isinstance(source, ContextInput):
            continue
        worse = source.worse
        if worse is None and isinstance(source, WorstInput | CountInput):
            worse = "higher"
        if worse in ("higher", "lower"):
            found[at] = 1 if worse == "higher" else -1
    return found


def _of_dimension(ground: Ground, at: int, directions: dict[int, int]) -> Iterator[Flaw]:
    starts = _starts(ground, ground.dimensions[at], directions)
    if starts is None:
        ground.unproved.append("its findings can be too many things together to compare each two of them")
        return
    others = ground.dimensions[:at] + ground.dimensions[at + 1 :]
    walk = _PairWalk(ground, others)
    found: dict[tuple[int, ...], list[tuple[Verdict, Verdict, Box, Box]]] = {}
    for axes in sorted({start.axes for start in starts.values()}, key=lambda axes: (len(axes), axes)):
        if any(set(known) <= set(axes) for known in found):
            continue  # what one input does alone need not be said of it with others
        chosen = {pair: start for pair, start in starts.items() if start.axes == axes}
        for pair, final, way in walk.ends(chosen):
            before, after = ground.verdict(final[0]), ground.verdict(final[1])
            if _betters(ground, before, after):
                start = chosen[pair]
                cells = [_cell(ground, at, member, others, way) for member in (start.better, start.worse)]
                found.setdefault(axes, []).append((before, after, cells[0], cells[1]))
    for axes, shown in found.items():
        yield _flaw(ground, axes, shown)
    if not walk.complete:
        ground.unproved.append("its inputs can be combined in too many ways to compare each two of them")


def _starts(ground: Ground, dimension: Dimension, directions: dict[int, int]) -> dict[Pair, Start] | None:
    """Return pairs of masks of which the second belongs to worse facts, each with what worsens least."""
    grid = ground.grid
    vectors: tuple[tuple[int, ...], ...]
    if dimension.group is None:
        vectors = tuple((place,) for place in range(len(grid.axes[dimension.axes[0]].classes)))
    else:
        vectors = tuple(grid.groups[dimension.group].vectors)
    if len(vectors) > _MOST_VECTORS:
        return None
    axes = dimension.axes
    signs = [directions.get(axis, 0) for axis in axes]
    null = [{i for i, one in enumerate(grid.axes[axis].classes) if one.cell is None} for axis in axes]
    alive = [
        reduce(and_, (grid.axes[a].may[c] for a, c in zip(axes, vector, strict=True)), grid.all_bits)
        for vector in vectors
    ]
    found: dict[Pair, Start] = {}
    for left, one in enumerate(vectors):
        for right, two in enumerate(vectors):
            if left == right or alive[left] == alive[right]:
                continue
            worse = _worsened(one, two, signs, null)
            if not worse:
                continue
            pair = (alive[left], alive[right])
            known = found.get(pair)
            if known is None or len(worse) < len(known.axes):
                found[pair] = Start(1 << left, 1 << right, tuple(axes[i] for i in worse))
    return found


def _worsened(
    one: tuple[int, ...], two: tuple[int, ...], signs: list[int], null: list[set[int]]
) -> list[int]:
    """Return the places that are worse in `two`; none where something else differs, or is better."""
    worse: list[int] = []
    for place, (x, y, sign) in enumerate(zip(one, two, signs, strict=True)):
        if x == y:
            continue
        if (y - x) * sign <= 0 or x in null[place] or y in null[place]:
            return []
        worse.append(place)
    return worse


class _PairWalk:
    """Goes through the other dimensions with both combinations at once."""

    def __init__(self, ground: Ground, dimensions: list[Dimension]) -> None:
        self.ground = ground
        self.dimensions = dimensions
        self.complete = True
        self.banned = ground.grid.impossible(0)
        everything = ground.cases | self.banned
        settled = [everything]
        for dimension in reversed(dimensions):
            settled.append(settled[-1] & reduce(and_, dimension.masks, -1))
        self.settled = settled[::-1]

    def ends(self, starts: dict[Pair, Start]) -> Iterator[tuple[Pair, Pair, tuple[int, ...]]]:
        """Yield each end state of the pairs with the pair it began with, and the elements on its way."""
        layer: dict[Pair, tuple[Pair, tuple[int, ...]]] = {}
        for pair in starts:
            tidy = self._tidy(pair, 0)
            if tidy is not None:
                layer.setdefault(tidy, (pair, ()))
        for depth, dimension in enumerate(self.dimensions):
            after: dict[Pair, tuple[Pair, tuple[int, ...]]] = {}
            for (one, two), (origin, way) in layer.items():
                if len(after) > _MOST_PAIRS:
                    self.complete = False
                    break
                for at, mask in enumerate(dimension.masks):
                    tidy = self._tidy((one & mask, two & mask), depth + 1)
                    if tidy is not None and tidy not in after:
                        after[tidy] = (origin, (*way, at))
            layer = after
        for final, (origin, way) in layer.items():
            yield origin, final, way

    def _tidy(self, pair: Pair, depth: int) -> Pair | None:
        one, two = self._one(pair[0], depth), self._one(pair[1], depth)
        if one is None or two is None or one == two:
            return None
        return one, two

    def _one(self, state: int, depth: int) -> int | None:
        sure = state & self.settled[depth]
        if sure & self.banned:
            return None
        if self.ground.first:
            held = sure & self.ground.cases
            if held:
                low = held & -held
                state &= self.banned | ((low << 1) - 1)
        return state


def _betters(ground: Ground, before: Verdict, after: Verdict) -> bool:
    scale = ground.criterion.scale
    left, right = _rank(scale, before), _rank(scale, after)
    if left is None or right is None:
        return False
    return right > left if scale.better == "higher" else right < left


def _rank(scale: Scale, verdict: Verdict) -> int | Decimal | None:
    """Return how high a judgment stands; None where there is none, or one beside the scale."""
    if scale.numeric:
        return verdict.value if isinstance(verdict.value, int | Decimal) else None
    return scale.ranks.get(verdict.value)  # type: ignore[call-overload, no-any-return]


def _cell(ground: Ground, at: int, member: int, others: list[Dimension], way: tuple[int, ...]) -> Box:
    cell = [0] * len(ground.grid.axes)
    place_member(ground.grid, ground.dimensions[at], member, cell)
    for dimension, element in zip(others, way, strict=True):
        members = dimension.members[element]
        place_member(ground.grid, dimension, members & -members, cell)
    return tuple(cell)


def _flaw(ground: Ground, axes: tuple[int, ...], shown: list[tuple[Verdict, Verdict, Box, Box]]) -> Flaw:
    grid, criterion = ground.grid, ground.criterion
    names = [f"`{grid.axes[axis].name}`" for axis in axes]
    told: dict[tuple[object, ...], str] = {}
    shown.sort(key=lambda found: len(found[0].rules) + len(found[1].rules))  # the simplest ones explain best
    for before, after, _, _ in shown:
        key = (before.rules[:1], after.rules[:1])
        told.setdefault(
            key,
            f"from {say_outcome(before.value, criterion)} ({say_rules(before.rules)}) to "
            f"{say_outcome(after.value, criterion)} ({say_rules(after.rules)})",
        )
    listed = "; ".join(list(told.values())[:_MOST_TOLD])
    more = len(told) - _MOST_TOLD
    before, after, one, two = shown[0]
    first, second = ground.facts(one), ground.facts(two)
    apart = tuple(pair for pair, other in zip(first, second, strict=True) if pair != other)
    worse = tuple(other for pair, other in zip(first, second, strict=True) if pair != other)
    rules = dict.fromkeys(name for key in told for part in key for name in part)  # type: ignore[attr-defined]
    rule = next((r for r in criterion.rules if r.id in after.rules), None)
    return ground.flaw(
        "worse-is-better",
        rules,
        f"as {' and '.join(names)} {verb(len(names), 'gets', 'get')} worse ({say_facts(apart)} → "
        f"{say_facts(worse)}), the judgment gets better: {listed}"
        + (f"; and {more} more" if more > 0 else ""),
        "correct the tests, or write `worse: free` at the input if this is meant",
        at=rule,
        # What is better is then what `otherwise` gives, which has a place where it has an id.
        where=ground.tail if rule is None and after.rules != ("otherwise",) else None,
        example=first,
        other=second,
    )
