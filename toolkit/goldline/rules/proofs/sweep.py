"""Every set of rules that can hold together, found by going through the inputs one after another.

A state is the set of cases that are still alive after some of the inputs. States that are equal go
on together, so the work grows with how many different things can happen and not with how many
combinations of facts there are. Inputs that vary together (a group of the grid) are one dimension,
whose elements are what they can be together: what cannot occur is never met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise
from operator import and_, or_
from typing import Final

from goldline.rules.space.grid import Box, Grid, bits

MOST_STEPS: Final = 400_000
"""How many steps from state to state are kept before a sweep keeps only a part of its states."""

Part = tuple[int, ...]
"""A set of elements (bits) of each dimension: all combinations of them."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One input, or several that vary together. Elements are told apart by the cases alive in them.

    `members` are, for each element, the classes (or, for a group, the vectors) that it stands for.
    """

    axes: tuple[int, ...]
    group: int | None
    masks: tuple[int, ...]
    members: tuple[int, ...]

    @property
    def full(self) -> int:
        """All elements."""
        return (1 << len(self.masks)) - 1

    def covered(self, elements: int) -> int:
        """Return the classes or vectors that these elements stand for."""
        return reduce(or_, (self.members[i] for i in bits(elements)), 0)


def dimensions_of(grid: Grid) -> list[Dimension]:
    """Return the dimensions of a one-sided grid, the ones that tell most apart first."""
    found: list[Dimension] = []
    for number, group in enumerate(grid.groups):
        merged: dict[int, int] = {}
        for at, vector in enumerate(group.vectors):
            alive = reduce(
                and_, (grid.axes[a].may[c] for a, c in zip(group.axes, vector, strict=True)), grid.all_bits
            )
            merged[alive] = merged.get(alive, 0) | 1 << at
        found.append(Dimension(group.axes, number, tuple(merged), tuple(merged.values())))
    for at, axis in enumerate(grid.axes):
        if axis.group is None:
            merged = {}
            for index, alive in enumerate(axis.may):
                merged[alive] = merged.get(alive, 0) | 1 << index
            found.append(Dimension((at,), None, tuple(merged), tuple(merged.values())))
    # An input that many cases test settles most of them at once: fewer states live on.
    found.sort(key=lambda dimension: sum(mask.bit_count() for mask in dimension.masks) / len(dimension.masks))
    return found


@dataclass(frozen=True, slots=True)
class Policies:
    """How states may be simplified on the way: `first` needs nothing behind the case that surely holds."""

    cases: int
    banned: int
    first: bool


class Sweep:
    """All states, layer by layer. `finals` maps each set of cases that can hold to a way to get there.

    `complete` is False where there was too much: what was found is still true, but not all of it was.
    """

    def __init__(
        self, dimensions: Sequence[Dimension], policies: Policies, most: int = MOST_STEPS, alive: int = -1
    ) -> None:
        self.dimensions = list(dimensions)
        self.policies = policies
        self.complete = True
        self._led: tuple[Callable[[int], bool], list[set[int]]] | None = None
        everything = policies.cases | policies.banned
        self._settled = self._settling(everything)
        start = self._tidy(everything & alive, 0)
        self.start = start if start is not None else 0
        self.layers: list[dict[int, dict[int, int]]] = []
        layer: dict[int, None] = {} if start is None else {start: None}
        steps = 0
        for depth, dimension in enumerate(self.dimensions):
            edges: dict[int, dict[int, int]] = {}
            after: dict[int, None] = {}
            allowed = most * (depth + 1) // len(self.dimensions)  # the last inputs have their share too
            for state in layer:
                if steps > allowed:
                    self.complete = False
                    break
                found = self._step(state, dimension, depth)
                steps += len(found)
                edges[state] = found
                after.update(dict.fromkeys(found))
            self.layers.append(edges)
            layer = after
        self.finals: tuple[int, ...] = tuple(layer)

    def _settling(self, everything: int) -> list[int]:
        """Return, for each depth, the cases on which no later dimension has a test."""
        settled = [everything]
        for dimension in reversed(self.dimensions):
            settled.append(settled[-1] & reduce(and_, dimension.masks, -1))
        return settled[::-1]

    def _tidy(self, state: int, depth: int) -> int | None:
        """Return a state without what no longer matters, or None where it cannot be."""
        sure = state & self._settled[depth]
        if sure & self.policies.banned:
            return None
        if self.policies.first:
            held = sure & self.policies.cases
            if held:
                low = held & -held
                state &= self.policies.banned | ((low << 1) - 1)
        return state

    def _step(self, state: int, dimension: Dimension, depth: int) -> dict[int, int]:
        """Return the states that follow, each with the elements that lead to it."""
        found: dict[int, int] = {}
        masks = dimension.masks
        parts: dict[int, int] = {}
        if 4 * state.bit_count() < len(masks):
            for first, last in self._stretches(state, dimension):
                key = state & masks[first]
                parts[key] = parts.get(key, 0) | (1 << last) - (1 << first)
        else:
            for at, mask in enumerate(masks):
                key = state & mask
                parts[key] = parts.get(key, 0) | 1 << at
        for after, elements in parts.items():
            kept = self._tidy(after, depth + 1)
            if kept is not None:
                found[kept] = found.get(kept, 0) | elements
        return found

    def _stretches(self, state: int, dimension: Dimension) -> Iterator[tuple[int, int]]:
        """Yield runs of elements that leave the same cases alive: quicker where few cases are alive."""
        turns = self._turns(dimension)
        found: set[int] = {0, len(dimension.masks)}
        rest = state
        while rest:
            low = rest & -rest
            rest ^= low
            found.update(turns.get(low, ()))
        yield from pairwise(sorted(found))

    def _turns(self, dimension: Dimension) -> dict[int, list[int]]:
        """Return, for each case, the elements at which it begins or ceases to be alive."""
        key = id(dimension)
        if key not in self._places:
            everything = self.policies.cases | self.policies.banned
            turns: dict[int, list[int]] = {}
            before = everything
            for at, mask in enumerate(dimension.masks):
                turned = (mask ^ before) & everything
                before = mask
                while turned:
                    low = turned & -turned
                    turned ^= low
                    turns.setdefault(low, []).append(at)
            self._places[key] = turns
        return self._places[key]

    @cached_property
    def _places(self) -> dict[int, dict[int, list[int]]]:
        return {}

    # --- where something is the case ---------------------------------------------------------

    def leading(self, wanted: Callable[[int], bool]) -> list[set[int]]:
        """Return, for each depth, the states from which a wanted final state can be reached."""
        if self._led is not None and self._led[0] is wanted:
            return self._led[1]
        good = {state for state in self.finals if wanted(state)}
        layers = [good]
        for edges in reversed(self.layers):
            good = {state for state, found in edges.items() if not good.isdisjoint(found)}
            layers.append(good)
        self._led = wanted, layers[::-1]
        return self._led[1]

    def parts(self, wanted: Callable[[int], bool], most: int = 400) -> tuple[list[Part], bool]:
        """Return where a wanted final state is reached, as disjoint parts, and whether that is all."""
        good = self.leading(wanted)
        memo: dict[tuple[int, int], list[Part]] = {}
        whole = True

        def suffixes(depth: int, state: int) -> list[Part]:
            nonlocal whole
            if depth == len(self.layers):
                return [()]
            known = memo.get((depth, state))
            if known is not None:
                return known
            joined: dict[Part, int] = {}
            for after, elements in self.layers[depth][state].items():
                if after in good[depth + 1]:
                    for rest in suffixes(depth + 1, after):
                        joined[rest] = joined.get(rest, 0) | elements
            found = [(elements, *rest) for rest, elements in joined.items()]
            if len(found) > most:
                whole = False
                del found[most:]
            memo[depth, state] = found
            return found

        found = suffixes(0, self.start) if self.start in good[0] else []
        return found, whole

    def wholly(self, part: Part, wanted: Callable[[int], bool]) -> bool:
        """Whether every combination of a part that can occur ends in a wanted state."""
        seen: set[tuple[int, int]] = set()
        stack = [(0, self.start)]
        while stack:
            depth, state = stack.pop()
            if depth == len(self.layers):
                if not wanted(state):
                    return False
                continue
            for after, elements in self.layers[depth].get(state, {}).items():
                if elements & part[depth] and (depth + 1, after) not in seen:
                    seen.add((depth + 1, after))
                    stack.append((depth + 1, after))
        return True

    def way_to(self, wanted: Callable[[int], bool]) -> Part | None:
        """Return one element of each dimension that leads to a wanted final state."""
        good = self.leading(wanted)
        if self.start not in good[0]:
            return None
        state, chosen = self.start, []
        for depth, edges in enumerate(self.layers):
            after, elements = next((a, e) for a, e in edges[state].items() if a in good[depth + 1])
            chosen.append(elements & -elements)
            state = after
        return tuple(chosen)


def cell_of(grid: Grid, dimensions: Sequence[Dimension], part: Part) -> Box:
    """Return one combination of a part, as a box of single classes."""
    cell = [0] * len(grid.axes)
    for dimension, elements in zip(dimensions, part, strict=True):
        low = dimension.covered(elements & -elements)
        low &= -low
        place_member(grid, dimension, low, cell)
    return tuple(cell)


def place_member(grid: Grid, dimension: Dimension, member: int, cell: list[int]) -> None:
    """Write one class, or one vector, of a dimension into a cell."""
    if dimension.group is None:
        cell[dimension.axes[0]] = member
        return
    vector = grid.groups[dimension.group].vectors[member.bit_length() - 1]
    for axis, chosen in zip(dimension.axes, vector, strict=True):
        cell[axis] = 1 << chosen


def boxes_of(grid: Grid, dimensions: Sequence[Dimension], part: Part) -> Iterator[Box]:
    """Yield a part as boxes of classes, each as large as it can be; boxes of a group may overlap."""
    choices: list[list[dict[int, int]]] = []
    for dimension, elements in zip(dimensions, part, strict=True):
        members = dimension.covered(elements)
        if dimension.group is None:
            choices.append([{dimension.axes[0]: members}])
        else:
            choices.append(list(_cover(grid, dimension, members)))
    yield from _combine(grid, choices, {})


def _combine(grid: Grid, choices: list[list[dict[int, int]]], chosen: dict[int, int]) -> Iterator[Box]:
    if not choices:
        yield tuple(chosen[at] for at in range(len(grid.axes)))
        return
    for option in choices[0]:
        yield from _combine(grid, choices[1:], {**chosen, **option})


def _cover(grid: Grid, dimension: Dimension, members: int) -> Iterator[dict[int, int]]:
    """Yield boxes of classes that together hold just these vectors; what cannot occur is filled in."""
    assert dimension.group is not None
    group = grid.groups[dimension.group]
    full = [grid.axes[a].full for a in dimension.axes]
    rest = members
    while rest:
        vector = group.vectors[(rest & -rest).bit_length() - 1]
        box = [1 << chosen for chosen in vector]

        def inside(masks: list[int]) -> int:
            return reduce(and_, (group.within(i, mask) for i, mask in enumerate(masks)), group.full)

        for place, every in enumerate(full):  # whole inputs first: what is left out need not be read
            wide = [*box[:place], every, *box[place + 1 :]]
            if not inside(wide) & ~members:
                box = wide
        for place, every in enumerate(full):
            for extra in bits(every & ~box[place]):
                wide = [*box[:place], box[place] | 1 << extra, *box[place + 1 :]]
                if not inside(wide) & ~members:
                    box = wide
        rest &= ~inside(box)
        yield dict(zip(dimension.axes, box, strict=True))
