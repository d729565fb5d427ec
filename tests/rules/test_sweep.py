"""A sweep reaches what going through every combination reaches, and says where just as exactly."""

from __future__ import annotations

from functools import reduce
from itertools import product
from operator import and_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.rules.proofs.sweep import Dimension, Part, Policies, Sweep
from goldline.rules.space.grid import bits
from rules.thoroughness import examples

CASES = 0b0111111
BANNED = 0b1000000


@st.composite
def sweeps(draw: st.DrawFn, *, first: bool | None = None) -> Sweep:
    """Return a sweep of up to three inputs, some with so many values that they are gone through in runs."""
    dimensions = []
    for at in range(draw(st.integers(1, 3))):
        size = draw(st.sampled_from([1, 2, 3, 14]))
        alive = draw(st.lists(st.integers(0, CASES | BANNED), min_size=size, max_size=size))
        if size > 3:  # few cases, alive here and there
            alive = [mask & (1 << at | 1 << at + 1) for mask in alive]
        dimensions.append(Dimension((at,), None, tuple(alive), tuple(1 << i for i in range(size))))
    chosen = draw(st.booleans()) if first is None else first
    return Sweep(dimensions, Policies(CASES, BANNED, chosen))


def ends(sweep: Sweep) -> dict[tuple[int, ...], int]:
    """Return what is alive in the end for each combination that is not banned, tried one by one."""
    found = {}
    for chosen in product(*(range(len(one.masks)) for one in sweep.dimensions)):
        alive = reduce(
            and_, (one.masks[at] for one, at in zip(sweep.dimensions, chosen, strict=True)), CASES | BANNED
        )
        if not alive & BANNED:
            found[chosen] = alive & -alive if sweep.policies.first else alive
    return found


def lowest(state: int, first: bool) -> int:
    return state & -state if first else state


def combinations(part: Part) -> set[tuple[int, ...]]:
    return set(product(*map(bits, part)))


@examples(150)
@given(sweeps())
def test_what_can_be_alive_together_is_found_and_nothing_else(sweep: Sweep) -> None:
    assert sweep.complete
    assert {lowest(state, sweep.policies.first) for state in sweep.finals} == set(ends(sweep).values())


@examples(150)
@given(sweeps(), st.integers(0, CASES))
def test_parts_are_disjoint_and_cover_just_what_is_wanted(sweep: Sweep, case: int) -> None:
    def wanted(state: int) -> bool:
        return lowest(state, sweep.policies.first) & case == 0

    parts, whole = sweep.parts(wanted)
    listed = [one for part in parts for one in combinations(part)]
    assert whole
    assert sorted(listed) == sorted(chosen for chosen, state in ends(sweep).items() if not state & case)


@examples(150)
@given(sweeps(), st.integers(0, CASES), st.data())
def test_a_part_is_wholly_wanted_where_each_of_its_combinations_is(
    sweep: Sweep, case: int, data: st.DataObject
) -> None:
    part = tuple(data.draw(st.integers(1, one.full)) for one in sweep.dimensions)
    listed = combinations(part)
    inside = [state for chosen, state in ends(sweep).items() if chosen in listed]

    def wanted(state: int) -> bool:
        return lowest(state, sweep.policies.first) & case == 0

    assert sweep.wholly(part, wanted) == all(not state & case for state in inside)


@examples(150)
@given(sweeps(), st.integers(0, CASES))
def test_the_way_to_what_is_wanted_leads_there_and_there_is_none_to_what_is_not(
    sweep: Sweep, case: int
) -> None:
    def wanted(state: int) -> bool:
        return lowest(state, sweep.policies.first) & case == case

    way = sweep.way_to(wanted)
    there = {chosen for chosen, state in ends(sweep).items() if state & case == case}
    if way is None:
        assert not there
    else:
        assert combinations(way) <= there
        assert len(combinations(way)) == 1


def questions(count: int, *, most: int = 1000) -> Sweep:
    """Return a sweep of inputs of two values, each with a case of its own for each value."""
    full = (1 << 2 * count) - 1
    return Sweep(
        [Dimension((at,), None, (full ^ 1 << 2 * at, full ^ 2 << 2 * at), (1, 2)) for at in range(count)],
        Policies(full, 0, False),
        most,
    )


def test_a_sweep_stops_where_it_took_more_steps_than_it_may() -> None:
    """Two steps from the start, then two from each of two states; the last state is looked at after four."""
    assert not questions(2, most=3).complete
    assert questions(2, most=4).complete


@pytest.mark.parametrize(("most", "ends"), [(4, 2), (7, 2), (8, 4), (9, 4), (10, 6), (12, 8)])
def test_the_last_inputs_have_their_share_of_the_steps(most: int, ends: int) -> None:
    """Where there is too much, some of it is found all the same, and what is found is true."""
    sweep = questions(3, most=most)
    assert set(sweep.finals) <= set(questions(3).finals)
    assert (len(sweep.finals), sweep.complete) == (ends, ends == 8)


def test_what_can_be_listed_in_too_many_parts_is_listed_in_part() -> None:
    sweep = questions(2)

    def on_the_diagonal(state: int) -> bool:
        return state in (0b0101, 0b1010)

    assert sweep.parts(on_the_diagonal) == ([(1, 1), (2, 2)], True)
    assert sweep.parts(on_the_diagonal, 2) == ([(1, 1), (2, 2)], True)
    few, whole = sweep.parts(on_the_diagonal, 1)
    assert (few, whole) == ([(1, 1)], False)


def test_each_thing_that_is_wanted_is_looked_for_anew() -> None:
    sweep = questions(2)
    for state in sweep.finals:
        assert sweep.leading(lambda one, state=state: one == state)[-1] == {state}
