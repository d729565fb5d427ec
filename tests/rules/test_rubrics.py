"""Points of an item's own rubric, and their share: what can be earned, alone and together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations_with_replacement, product
from typing import Any

import pytest

from goldline.model.condition import Value
from goldline.model.gold import Facts
from goldline.rules.scene import UNKNOWN, Scene
from goldline.rules.space.classes import locate
from goldline.rules.space.grid import Side, build_grid
from rules.small import facts, judge

TESTS = {
    "points": ["< 0", "0", "'> 2'"],
    "share": ["< 0", "0", "'> 0.5'", "1", "null"],
}


def table(names: tuple[str, ...]) -> str:
    inputs = ", ".join(f"{name}: {{rubric: {name}}}" for name in names)
    made = []
    for name in names:
        for test in TESTS[name]:
            quoted = f"'{test}'" if test[0] == "<" else test
            made.append(f"{{id: C-{len(made) + 1}, when: {{{name}: {quoted}}}, then: {len(made) % 3 + 1}}}")
    return f"{{id: c, inputs: {{{inputs}}}, hit_policy: first, rules: [{', '.join(made)}], otherwise: 1}}"


def rubric(worth: tuple[Value, ...], met: tuple[bool, ...]) -> Facts:
    """Return facts of an item whose rubric has points of this worth, and which of them are met."""
    named = tuple((f"r{at}", one) for at, one in enumerate(worth))
    answers = tuple((f"r{at}", one) for at, one in enumerate(met))
    return replace(facts(), rubric=named, met=(("", answers),))


def every_rubric() -> list[Facts]:
    worths = [-2, -1, Decimal("0.5"), 1, 2, 3]
    return [
        rubric(worth, met)
        for size in range(4)
        for worth in combinations_with_replacement(worths, size)
        for met in product((True, False), repeat=size)
    ]


@pytest.mark.parametrize("names", [("points", "share"), ("share",), ("points",)])
def test_points_and_share_can_be_together_what_some_rubric_gives(names: tuple[str, ...]) -> None:
    made = judge(table(names))
    grid = build_grid([Side(made, made.tables["c"])])
    sources: Any = made.guideline.criteria["c"].inputs  # rubrics, all of them
    met = set()
    for item in every_rubric():
        scene = made.scene(item)
        cell = []
        for axis in grid.axes:
            earned: Any = scene.rubric(sources[axis.name], None)
            place = locate(axis.classes, earned)
            assert place is not None
            cell.append(1 << place)
        met.add(tuple(cell))
    there = product(*([1 << at for at in range(len(axis.classes))] for axis in grid.axes))
    assert {cell for cell in there if grid.feasible(cell)} == met


@pytest.mark.parametrize(
    ("met", "totals"),
    [
        ((), [-2, -1, 0, 1, 2]),
        ((True,), [-1, 0, 1, 2]),
        ((False,), [-2, -1, 0, 1]),
        ((True, True), [0, 2]),
        ((False, True), [-1, 1]),
        ((True, False, True), [-1]),
    ],
)
def test_what_may_be_earned_is_what_the_points_that_nobody_judged_leave(
    met: tuple[bool, ...], totals: list[int]
) -> None:
    assert judge("id: c").scene(rubric((1, 1, -2), met)).possible_points("") == totals


def rubric_of(measure: str, item: Facts) -> Any:
    made = judge(f"{{id: c, inputs: {{x: {{rubric: {measure}}}}}}}")
    scene: Scene = made.scene(item)
    source: Any = made.guideline.criteria["c"].inputs["x"]  # a rubric, as just written
    return scene.rubric(source, None)


@pytest.mark.parametrize(
    ("worth", "met", "points", "share"),
    [
        ((), (), None, None),
        ((2, 1), (True, False), 2, Decimal("0.666666666667")),
        ((2, 1), (True, True), 3, 1),
        ((2, -1), (True, True), 1, Decimal("0.5")),
        ((2, -1), (False, True), -1, Decimal("-0.5")),
        ((-2, -1), (True, False), -2, None),  # nothing can be earned
        ((2, 1), (True,), UNKNOWN, UNKNOWN),
    ],
)
def test_points_are_added_up_and_shared_by_what_can_be_earned(
    worth: tuple[int, ...], met: tuple[bool, ...], points: Value, share: Value
) -> None:
    item = rubric(worth, met)
    assert rubric_of("points", item) == points
    assert rubric_of("share", item) == share


# --- items of which points are open ---------------------------------------------------------------

EARNED = """
    id: c
    inputs: {x: {rubric: MEASURE}}
    hit_policy: first
    rules:
      - {id: C-1, when: {x: LOW}, then: 1}
      - {id: C-2, when: {x: null}, then: 2}
    otherwise: {id: C-9, text: Enough., then: 3}
    """


@pytest.mark.parametrize(
    ("measure", "low", "met", "value", "possible"),
    [
        ("points", "'< 2'", (True,), "undecided", (1, 3)),  # 1 of the three that are worth 1, 2 and 1
        ("points", "'< 1'", (True,), 3, (3,)),
        ("points", "'< 4'", (False,), 1, (1,)),
        ("share", "'< 0.5'", (True,), "undecided", (1, 3)),
        ("share", "'< 0.25'", (True,), 3, (3,)),
        ("share", "'< 0.8'", (False,), 1, (1,)),
        ("share", "'< 0.8'", (True, True), "undecided", (1, 3)),
        ("share", "1", (True, True, True), 1, (1,)),
    ],
)
def test_an_item_is_judged_by_all_that_its_open_points_may_earn(
    measure: str, low: str, met: tuple[bool, ...], value: object, possible: tuple[int, ...]
) -> None:
    made = judge(EARNED.replace("MEASURE", measure).replace("LOW", low))
    found = made.judge(rubric((1, 2, 1), met))["c", None]
    assert (found.value if found.decided else found.state) == value
    assert found.possible == possible
    assert found.missing == (() if found.decided else ("rubric",))


def test_the_rubric_of_each_response_is_its_own() -> None:
    made = judge(EARNED.replace("MEASURE", "points").replace("LOW", "'< 1'"))
    item = replace(
        facts(),
        responses=("one", "two"),
        rubric=(("r0", 1), ("r1", 1)),
        met=(("one", (("r0", True),)), ("two", (("r0", False),))),
    )
    found = made.judge(item)
    assert found["c", "one"].value == 3
    assert (found["c", "two"].possible, found["c", "two"].missing) == ((1, 3), ("rubric",))
