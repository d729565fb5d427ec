"""One table against another: what each box goes from and to, by every policy and by formulas."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goldline.rules.space import walk
from goldline.rules.space.grid import Box, Side, build_grid
from goldline.rules.space.walk import Walk, compare_sides
from rules.flaws import rules
from rules.small import judge

MUCH = "n: {number: How much?, minimum: 0, maximum: 4}"
TONE = "tone: {enum: [a, b, c], ask: Which tone?}"
NEITHER = ("gap", None)


def compared(before: str, after: str, inputs: str, *, scale: str = "score") -> list[tuple[object, ...]]:
    """Return each leaf as: where, what it was, what it is, and whether that is so all over it."""
    made, where = walked(before, after, inputs, scale=scale)
    return [(where(leaf.box), said(leaf.base), said(leaf.head), leaf.exact) for leaf in made.leaves]


def walked(
    before: str, after: str, inputs: str, *, scale: str = "score"
) -> tuple[Walk, Callable[[Box], str]]:
    sides = [judge(f"{{id: c, scale: {scale}, inputs: {{{inputs}}}, {body}}}") for body in (before, after)]
    grid = build_grid([Side(side, side.tables["c"]) for side in sides])

    def where(box: Box) -> str:
        return ", ".join(f"{name} {values}" for name, values in grid.when(box).items())

    return compare_sides(grid), where


def said(result: tuple[str, object]) -> object:
    """Return a value or the state; a stretch of numbers by its ends."""
    state, value = result
    if state != "decided":
        return state
    low, high = getattr(value, "low", None), getattr(value, "high", None)
    return value if low is None else (low, high)


def formula(text: str) -> str:
    return f"hit_policy: first, rules: [], otherwise: {text}"


@pytest.mark.parametrize(
    ("before", "after", "between", "exact"),
    [
        ("{formula: n}", "{formula: n + 10}", ((0, 4), (10, 14)), True),
        ("{formula: n + 10}", "{formula: n}", ((10, 14), (0, 4)), True),
        ("{formula: n}", "{formula: n + 1}", ((0, 4), (1, 5)), False),
        ("{formula: n}", "7", ((0, 4), 7), True),
        ("7", "{formula: n}", (7, (0, 4)), True),
        ("{formula: n}", "2", ((0, 4), 2), False),
        ("{formula: n}", "not-judged", ((0, 4), "not-judged"), True),
        ("{formula: sqrt(n - 10)}", "{formula: n}", ("gap", (0, 4)), True),
        ("{formula: n}", "{formula: sqrt(n - 10)}", ((0, 4), "gap"), True),
    ],
)
def test_a_formula_over_a_stretch_of_numbers_gives_a_stretch(
    before: str, after: str, between: tuple[object, object], exact: bool
) -> None:
    leaves = compared(formula(before), formula(after), MUCH)
    assert leaves[1] == ("n ['(0..4)']", *between, exact)
    assert [leaf[0] for leaf in leaves] == ["n [0]", "n ['(0..4)']", "n [4]"]
    assert walked(formula(before), formula(after), MUCH)[0].complete == exact


@pytest.mark.parametrize(
    ("before", "after"), [("{formula: n}", "{formula: 1 * n}"), ("{formula: n + n}", "{formula: 2 * n}")]
)
def test_formulas_that_always_agree_show_no_difference_though_that_is_not_proved(
    before: str, after: str
) -> None:
    made, _ = walked(formula(before), formula(after), MUCH)
    assert not made.leaves
    assert not made.complete


def test_formulas_that_never_have_a_result_are_the_same() -> None:
    made, _ = walked(formula("{formula: sqrt(n - 10)}"), formula("{formula: sqrt(n - 11)}"), MUCH)
    assert not made.leaves
    assert made.complete


def test_whole_numbers_that_are_few_are_worked_out_one_by_one() -> None:
    few = "n: {integer: How many?, minimum: 0, maximum: 2}"
    assert compared(formula("{formula: n}"), formula("{formula: n * n}"), few) == [("n [2]", 2, 4, True)]


def test_numbers_without_bounds_are_tried_too() -> None:
    endless = "n: {number: How much?}"
    assert [leaf[3] for leaf in compared(formula("{formula: n}"), formula("{formula: n + 1}"), endless)] == [
        False
    ]
    assert not compared(formula("{formula: n}"), formula("{formula: n - 0}"), endless)


def test_too_many_numbers_to_work_out_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    few = "n: {integer: How many?, minimum: 0, maximum: 5}"
    monkeypatch.setattr(walk, "_MOST_CELLS", 6)
    assert walked(formula("{formula: n}"), formula("{formula: n + 1}"), few)[0].complete
    monkeypatch.setattr(walk, "_MOST_CELLS", 2)
    made, _ = walked(formula("{formula: n}"), formula("{formula: n + 1}"), few)
    assert not made.complete
    assert 0 < len(made.leaves) < 6


RULES = ("tone: [a, b]: 3", "tone: [b, c]: 2")
MORE = ("tone: [a, b]: 3", "tone: [b, c]: 3")


@pytest.mark.parametrize(
    ("policy", "at_a", "at_b", "at_c"),
    [
        ("first", 3, 3, 2),
        ("unique", 3, "conflict", 2),
        ("any", 3, "conflict", 2),
        ("priority", 3, 2, 2),
        ("priority, priority: [3]", 3, 3, 2),
        ("priority, priority: [2, 3]", 3, 2, 2),
        ("collect, aggregate: min", 3, 2, 2),
        ("collect, aggregate: max", 3, 3, 2),
        ("collect, aggregate: sum", 3, 5, 2),
        ("collect, aggregate: count", 1, 2, 1),
    ],
)
def test_each_policy_settles_what_several_rules_give(
    policy: str, at_a: object, at_b: object, at_c: object
) -> None:
    """Compared, either way round, with a table that gives 1 at `a` and nothing elsewhere."""
    scale = "score" if "sum" in policy or "count" in policy else "three"
    other = "hit_policy: first, rules: [{id: C-9, when: {tone: a}, then: 1}]"
    there = f"hit_policy: {policy}, {rules(*RULES)}"
    for one, two, flip in ((there, other, 1), (other, there, -1)):
        found = {
            tone: (base, head)[::flip]
            for where, base, head, _ in compared(one, two, TONE, scale=scale)
            for tone in "abc"
            if not where or f"'{tone}'" in str(where)
        }
        expected = {"a": (at_a, 1), "b": (at_b, "gap"), "c": (at_c, "gap")}
        assert found == {tone: pair for tone, pair in expected.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("policy", ["any", "priority", "collect, aggregate: min", "collect, aggregate: max"])
def test_rules_that_agree_settle_each_other(policy: str) -> None:
    other = "hit_policy: first, rules: [{id: C-9, when: {tone: a}, then: 1}]"
    found = compared(f"hit_policy: {policy}, {rules(*MORE)}", other, TONE, scale="three")
    assert {(base, head) for _, base, head, _ in found} == {(3, 1), (3, "gap")}


@pytest.mark.parametrize("policy", ["any", "priority", "collect, aggregate: max", "collect, aggregate: sum"])
def test_formulas_under_every_policy_are_worked_out_where_they_hold(policy: str) -> None:
    few = "n: {integer: How many?, minimum: 0, maximum: 1}"
    made = "rules: [{id: C-1, when: {tone: [a, b]}, then: {formula: n}}, {id: C-2, when: {tone: c}, then: 5}]"
    found = compared(
        f"hit_policy: {policy}, {made}", "hit_policy: first, rules: [], otherwise: 5", f"{TONE}, {few}"
    )
    assert {(base, head) for _, base, head, _ in found} == {(0, 5), (1, 5)}
