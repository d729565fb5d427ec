"""Sets of combinations as boxes: merged into few and large ones, widened over what cannot occur."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import Final

from goldline.rules.space.axes import Box, Grid, bits

_MOST_MERGED: Final = 40_000


def merge(boxes: Iterable[Box]) -> list[Box]:
    """Return the same disjoint set in fewer boxes: neighbours that differ on one axis alone become one."""
    found = list(dict.fromkeys(boxes))
    if not found or len(found) > _MOST_MERGED:
        return found
    axes = range(len(found[0]))
    before = len(found) + 1
    while len(found) < before:
        before = len(found)
        for axis in axes:
            joined: dict[Box, int] = {}
            for box in found:
                rest = box[:axis] + box[axis + 1 :]
                joined[rest] = joined.get(rest, 0) | box[axis]
            if len(joined) < len(found):
                found = [(*rest[:axis], mask, *rest[axis:]) for rest, mask in joined.items()]
    return found


def widen(grid: Grid, box: Box, is_free: Callable[[Box], bool]) -> Box:
    """Return the box without limits that only leave out what `is_free` (what cannot occur, or is inside too).

    Such a limit is noise for a reader: `worst: none` need not say `count: 0` besides.
    """
    for axis, one in enumerate(grid.axes):
        rest = one.full & ~box[axis]
        if rest and is_free((*box[:axis], rest, *box[axis + 1 :])):
            box = (*box[:axis], one.full, *box[axis + 1 :])
    return box


def subtract(box: Box, other: Box) -> list[Box]:
    """Return what of `box` is not in `other`, as disjoint boxes."""
    both = tuple(one & two for one, two in zip(box, other, strict=True))
    if not all(both):
        return [box]
    found: list[Box] = []
    rest = list(box)
    for axis, mask in enumerate(both):
        outside = rest[axis] & ~mask
        if outside:
            found.append((*rest[:axis], outside, *rest[axis + 1 :]))
        rest[axis] = mask
    return found


def meet(box: Box, other: Box) -> Box | None:
    """Return what two boxes share, or None where that is nothing."""
    both = tuple(one & two for one, two in zip(box, other, strict=True))
    return both if all(both) else None


def count_possible(grid: Grid, box: Box) -> int:
    """Return how many combinations of the box can occur and are not listed as impossible by every side."""
    if grid.free:
        return prod(mask.bit_count() for mask in box)
    if not grid.feasible(box):
        return 0
    may = grid.may_hold(box)
    bans = [may & grid.impossible(side) for side in range(len(grid.sides))]
    if not all(bans):
        return grid.count(box)
    must = grid.must_hold(box)
    if all(must & ban for ban in bans):
        return 0
    for bit in bits(sum(bans) & ~must):
        parts = cut(grid, box, 1 << bit)
        if parts:
            return sum(count_possible(grid, part) for part in parts)
    return grid.count(box)


def is_excluded(grid: Grid, box: Box) -> bool:
    """Whether nothing in the box can occur."""
    return count_possible(grid, box) == 0


def cut(grid: Grid, box: Box, bit: int) -> tuple[Box, Box] | None:
    """Return the box cut in two on an axis that decides whether a case holds; None where none does."""
    for at, axis in enumerate(grid.axes):
        holding = box[at] & axis.where(bit)
        if holding != box[at] and holding:
            return (
                (*box[:at], box[at] & ~holding, *box[at + 1 :]),
                (*box[:at], holding, *box[at + 1 :]),
            )
    return None
