"""Levels that a judgment may have, and by how much one stands above another."""

from __future__ import annotations

from typing import Any

import pytest

from goldline.rules.domain import Domain, Numbers, words
from goldline.rules.span import INFINITY, Span
from goldline.rules.table import Cell
from goldline.rules.unknown.cells import every_level, level_difference, split
from rules.small import number

D = number
THREE = {"poor": 0, "fair": 1, "good": 2}
NUMBERED: dict[object, int] = {1: 0, 2: 1, 5: 2}


@pytest.mark.parametrize(
    ("one", "two", "ranks", "apart"),
    [
        ("good", "poor", THREE, 2),
        ("poor", "good", THREE, -2),
        ("fair", "fair", THREE, 0),
        (5, 1, NUMBERED, 2),  # levels, not what they are called
        (5, 1, {}, 4),
        (D("0.5"), 1, {}, D("-0.5")),
        (D("1.5"), D("0.5"), {}, 1),
        (None, "good", THREE, None),
        ("good", None, THREE, None),
        ("odd", "good", THREE, None),
        ("good", "odd", THREE, None),
        (1, "odd", {}, None),
        ("odd", 1, {}, None),
        (True, 1, {}, None),
        (Span(D("1"), D("3")), 1, {}, Span(D("0"), D("2"))),
        (4, Span(D("1"), D("3"), True, False), {}, Span(D("1"), D("3"), False, True)),
        (Span(D("0"), INFINITY, False, True), Span(D("1"), D("2")), {}, Span(D("-2"), INFINITY, False, True)),
    ],
)
def test_one_level_stands_above_another_by_places_and_numbers_by_their_difference(
    one: Any, two: Any, ranks: dict[object, int], apart: Cell
) -> None:
    found = level_difference(one, two, ranks)
    assert found == apart
    assert type(found) is type(apart)


@pytest.mark.parametrize(
    ("domain", "measured", "levels"),
    [
        (words(["poor", "good"], ordered=True, nullable=True), False, ["poor", "good"]),
        (words(["poor", "good"], ordered=True), True, ["poor", "good"]),
        (Numbers(True, D("0"), D("3"), True), True, [0, 1, 2, 3]),
        (
            Numbers(False, D("0"), D("2"), True),
            True,
            [Span(D("0"), D("1"), False, True), 1, Span(D("1"), D("2"), True, False)],
        ),
        (Numbers(False, D("0"), D("2"), True), False, [0, D("0.5"), 1, D("1.5"), 2]),
    ],
)
def test_every_level_is_listed_and_of_numbers_one_of_each_class(
    domain: Domain, measured: bool, levels: list[Cell]
) -> None:
    found = every_level(domain, [D("1")], measured=measured)
    assert found == levels


def test_a_stretch_is_split_at_cut_points_and_a_value_is_not() -> None:
    assert split(Span(D("0"), D("2")), [D("1")]) == [
        Span(D("0"), D("1"), False, True),
        1,
        Span(D("1"), D("2"), True, False),
    ]
    assert split(3, [D("1")]) == [3]
    assert split(None, [D("1")]) == [None]
