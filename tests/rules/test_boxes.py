"""Boxes are sets of combinations: cut, met and merged, they hold what those sets hold."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.rules.space import boxes as boxes_module
from goldline.rules.space.boxes import Box, bits, meet, merge, subtract
from goldline.rules.space.grid import Side, build_grid
from goldline.rules.space.walk import _in_order
from rules.small import judge
from rules.thoroughness import examples

masks = st.integers(1, 7)
boxes = st.tuples(masks, masks, masks)


def held(box: Box) -> set[tuple[int, ...]]:
    return set(product(*map(bits, box)))


@examples(200)
@given(boxes, boxes)
def test_what_two_boxes_share_and_what_is_left_of_one(one: Box, two: Box) -> None:
    both = meet(one, two)
    assert (held(both) if both is not None else set()) == held(one) & held(two)
    left = subtract(one, two)
    listed = [cell for part in left for cell in held(part)]
    assert sorted(listed) == sorted(held(one) - held(two))


@examples(200)
@given(st.lists(boxes, max_size=6))
def test_merged_boxes_hold_the_same_in_no_more_boxes(some: list[Box]) -> None:
    merged = merge(some)
    assert len(merged) <= len(set(some))
    assert set().union(*map(held, merged)) == set().union(*map(held, some))
    for at, one in enumerate(merged):  # and no two of them could still be one
        for two in merged[at + 1 :]:
            assert sum(x != y for x, y in zip(one, two, strict=True)) != 1


def test_boxes_too_many_to_merge_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    neighbours = [(1, 1), (2, 1), (1, 1)]
    assert merge(neighbours) == [(3, 1)]
    monkeypatch.setattr(boxes_module, "_MOST_MERGED", 2)
    assert merge(neighbours) == [(3, 1)]
    monkeypatch.setattr(boxes_module, "_MOST_MERGED", 1)
    assert merge(neighbours) == [(1, 1), (2, 1)]


@examples(40)
@given(st.data())
def test_a_box_of_inputs_that_vary_together_counts_what_can_occur_in_it(data: st.DataObject) -> None:
    inputs = "worst: {worst: wrong}, many: {count: wrong}, fits: {boolean: Does it?}"
    rules = "[{id: C-1, when: {worst: major, many: '> 2', fits: true}, then: 1}]"
    side = judge(f"{{id: c, inputs: {{{inputs}}}, hit_policy: first, rules: {rules}}}")
    grid = build_grid([Side(side, side.tables["c"])])
    box = tuple(data.draw(st.integers(0, axis.full)) for axis in grid.axes)
    cells = [tuple(1 << at for at in cell) for cell in product(*map(bits, box))]
    there = [cell for cell in cells if grid.feasible(cell)]
    assert grid.count(box) == len(there)
    assert grid.feasible(box) == bool(there)
    first = grid.first_cell(box)
    assert (first in there) if there else first is None


# --- rules in another order ---------------------------------------------------------------------


def longest(before: list[int], after: list[int]) -> int:
    """Return the length of the longest list that is part of both, by trying."""
    if not before or not after:
        return 0
    if before[0] == after[0]:
        return 1 + longest(before[1:], after[1:])
    return max(longest(before[1:], after), longest(before, after[1:]))


@examples(200)
@given(st.lists(st.integers(0, 4), max_size=7), st.lists(st.integers(0, 4), max_size=7))
def test_as_many_rules_as_can_be_keep_their_order(before: list[int], after: list[int]) -> None:
    kept = _in_order([(one,) for one in before], [(one,) for one in after])
    assert len(kept) == longest(before, after)
    assert all(before[left] == after[right] for left, right in kept)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(kept))
