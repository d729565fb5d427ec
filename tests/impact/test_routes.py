"""How a difference reaches a criterion, on tables so small that a reader can follow it."""

from __future__ import annotations

import pytest

from goldline.rules.space.reach import reach
from rules.small import judge

BELOW = (
    "{id: a, inputs: {x: {boolean: Is it x?}, n: {count: wrong}}, hit_policy: first, "
    "rules: [{id: Z-1, when: {x: true, n: 0}, then: 3}], otherwise: 1}"
)
SOFTER = BELOW.replace("then: 3", "then: 2")
ABOVE = (
    "{id: c, inputs: {level: {criterion: a}, z: {boolean: Is it z?}}, hit_policy: first, "
    "rules: [{id: C-1, when: {level: 3}, then: 3}, {id: C-2, when: {z: true}, then: 2}], otherwise: 1}"
)
AHEAD = (
    "{id: c, target: item, inputs: {ahead: {difference: a, of: [one, two]}}, hit_policy: first, "
    "rules: [{id: C-1, when: {ahead: '> 0'}, then: 3}], otherwise: 1}"
)
LEVEL = (
    "{id: c, inputs: {level: {criterion: a}}, hit_policy: first, "
    "rules: [{id: C-1, when: {level: 3}, then: 3}], otherwise: 1}"
)
PEOPLE = "id: a"

Told = tuple[object, object, tuple[str, ...], tuple[str, ...], float | None, dict[str, object]]


def routes(base: list[str], head: list[str]) -> list[Told]:
    """Return each route: what it was, what it is, rules and criteria behind it, its share, and facts."""
    found = reach(judge(*base).guideline, judge(*head).guideline, "c")
    assert found.complete
    assert all(one.old for one in found.routes)  # no type of finding is new
    return [
        (one.pair[0][1], one.pair[1][1], one.rules, one.via, one.share, dict(one.witness))
        for one in found.routes
    ]


def test_a_changed_rule_below_is_told_with_its_criterion_and_with_facts_of_both() -> None:
    assert routes([BELOW, ABOVE], [SOFTER, ABOVE]) == [
        (1, 1, (), (), 0.375, {"level": 1, "z": False, "x": False, "a.n": 0}),
        (2, 2, (), (), 0.375, {"level": 1, "z": True, "x": False, "a.n": 0}),
        (3, 1, ("Z-1",), ("a",), 0.125, {"level": 2, "level before": 3, "z": False, "x": True, "a.n": 0}),
        (3, 2, ("Z-1",), ("a",), 0.125, {"level": 2, "level before": 3, "z": True, "x": True, "a.n": 0}),
    ]


def test_what_two_responses_are_ahead_is_told_with_the_facts_of_both() -> None:
    assert routes([BELOW, AHEAD], [SOFTER, AHEAD]) == [
        (
            1,
            1,
            (),
            (),
            0.8125,
            {"ahead": 0, "a.one.x": False, "a.one.n": 0, "a.two.x": False, "a.two.n": 0},
        ),
        (
            3,
            3,
            (),
            (),
            0.1875,
            {
                "ahead": 1,
                "ahead before": 2,
                "a.one.x": True,
                "a.one.n": 0,
                "a.two.x": False,
                "a.two.n": 0,
            },
        ),
    ]


@pytest.mark.parametrize(
    ("read", "name", "low", "high", "there"),
    [(LEVEL, "level", 1, 3, 0.25), (AHEAD, "ahead", 0, 1, 0.1875)],
)
def test_labels_that_people_give_are_facts_of_their_own(
    read: str, name: str, low: int, high: int, there: float
) -> None:
    """Of three levels and null one leads to three; of two of them each, three of sixteen do."""
    assert routes([PEOPLE, read], [PEOPLE, read.replace("otherwise: 1", "otherwise: 2")]) == [
        (1, 2, ("otherwise",), (), 1 - there, {name: low}),
        (3, 3, (), (), there, {name: high}),
    ]


def test_where_a_criterion_below_is_not_judged_in_each_modality_that_is_a_fact_too() -> None:
    limited = "{id: a, modalities: [image]}"
    assert routes([limited, LEVEL], [limited, LEVEL.replace("otherwise: 1", "otherwise: 2")]) == [
        (1, 2, ("otherwise",), (), 0.875, {"level": None, "modality": "text"}),
        (3, 3, (), (), 0.125, {"level": 3, "modality": "image"}),
    ]


def test_rules_behind_a_difference_are_named_in_the_order_of_the_guideline() -> None:
    edited = ABOVE.replace("then: 2", "then: 1").replace("otherwise: 1", "otherwise: 2")
    assert [found[:4] for found in routes([BELOW, ABOVE], [SOFTER, edited])] == [
        (1, 2, ("otherwise",), ()),
        (2, 1, ("C-2",), ()),
        (3, 2, ("Z-1",), ("a",)),
        (3, 1, ("Z-1", "C-2"), ("a",)),
    ]
