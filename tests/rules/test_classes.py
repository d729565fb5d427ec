"""The classes of values that tests tell apart, what two versions share, and how classes are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.condition import Value
from goldline.rules.domain import Domain, Locales, Numbers, contains, holds, words
from goldline.rules.parse import parse_test
from goldline.rules.space.classes import (
    Class,
    classes_of,
    cuts_of,
    describe,
    locate,
    number_classes,
    shared_domain,
)
from goldline.rules.span import INFINITY, Span
from rules.thoroughness import examples

D = Decimal
ANY = Numbers(False, None, None, False)


def cells(classes: list[Class]) -> list[object]:
    return [one.cell for one in classes]


# --- what two versions share --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Numbers(False, D(0), D(9), False), Numbers(False, D(2), D(12), False), (D(2), D(9), False)),
        (Numbers(False, None, D(9), False), Numbers(True, D(2), None, False), (D(2), D(9), True)),
        (Numbers(False, None, None, False), Numbers(False, None, None, False), (None, None, False)),
    ],
)
def test_of_two_ranges_the_overlap_is_shared(
    one: Numbers, other: Numbers, shared: tuple[object, ...]
) -> None:
    for both in (shared_domain([one, other]), shared_domain([other, one])):
        assert isinstance(both, Numbers)
        assert (both.minimum, both.maximum, both.integer) == shared


LOW, HIGH = words(["low", "mid"], ordered=True), words(["mid", "high"], ordered=True)


@pytest.mark.parametrize(
    ("one", "other", "inside", "outside"),
    [
        (LOW, HIGH, ["mid"], ["low", "high"]),
        (words([1, 2, 3], ordered=True), Numbers(False, D(2), None, False), [2, 3], [1]),
        (words(["red"], ordered=False), ANY, [], ["red", 1]),
        (Locales(("en-US", "ja-JP")), Locales(("ja-JP", "fr-FR")), ["ja-JP"], ["en-US", "fr-FR"]),
        (Locales(("en-US",)), Locales(()), ["en-US"], ["ja-JP"]),
        (Locales(()), Locales(()), ["en-US", "ja-JP"], []),
    ],
)
def test_values_are_shared_that_both_know(
    one: Domain, other: Domain, inside: list[Value], outside: list[Value]
) -> None:
    for both in (shared_domain([one, other]), shared_domain([other, one])):
        assert [value for value in (*inside, *outside) if contains(both, value)] == inside


def test_the_order_of_shared_words_is_the_last_ones() -> None:
    swapped = words(["mid", "low"], ordered=True)
    assert cells(classes_of(shared_domain([LOW, swapped]), [])) == ["mid", "low"]


def test_null_is_shared_where_both_may_be_null() -> None:
    yes, no = Numbers(False, None, None, True), ANY
    assert shared_domain([yes, yes]).nullable
    assert not shared_domain([yes, no]).nullable
    assert not shared_domain([no, yes]).nullable


# --- classes --------------------------------------------------------------------------------------


def test_null_is_a_class_of_its_own_and_comes_last() -> None:
    domain = Numbers(False, D(0), D(4), True)
    found = classes_of(domain, [parse_test("< 2", domain)])
    assert cells(found) == [0, 1, 2, 3, 4, None]
    assert [one.point for one in found] == [True, False, True, False, True, True]


def test_a_few_whole_numbers_that_a_formula_reads_come_one_by_one() -> None:
    domain = Numbers(True, D("0.5"), D("3.5"), False)
    assert cells(number_classes(domain, [], measured=True)) == [1, 2, 3]
    assert len(number_classes(Numbers(True, D(0), D(63), False), [], measured=True)) == 64
    assert len(number_classes(Numbers(True, D(0), D(64), False), [], measured=True)) == 3


def test_a_stretch_that_a_formula_reads_is_kept_as_one() -> None:
    assert cells(number_classes(Numbers(False, D(0), None, False), [D(2)], measured=True)) == [
        0,
        Span(D(0), D(2), True, True),
        2,
        Span(D(2), INFINITY, True, True),
    ]


def test_between_two_neighbours_there_is_no_whole_number() -> None:
    found = number_classes(Numbers(True, None, None, False), [D("2.5"), D(3), D(4)])
    assert [(one.span.low, one.span.high) for one in found if one.span] == [
        (-INFINITY, 2),
        (3, 3),
        (4, 4),
        (5, INFINITY),
    ]
    assert cells(found) == [2, 3, 4, 5]
    assert cells(number_classes(Numbers(True, None, None, False), [])) == [0]


def test_bounds_that_leave_nothing_leave_no_class() -> None:
    assert number_classes(Numbers(False, D(3), D(2), False), []) == []


def test_a_value_is_located_in_its_class() -> None:
    found = number_classes(Numbers(False, D(0), None, False), [D(2)], measured=True)
    assert [locate(found, cell) for cell in (0, D("1.9"), 2, 99, -1, None, True, "2")] == [
        0,
        1,
        2,
        3,
        None,
        None,
        None,
        None,
    ]
    assert locate(found, Span(D(0), D(2), True, True)) == 1
    answers = classes_of(words([False, True], ordered=False, nullable=True), [])
    assert [locate(answers, cell) for cell in (False, True, None, 1)] == [0, 1, 2, None]


def test_cuts_are_where_some_test_may_change_its_answer() -> None:
    tests = [parse_test("< 2", ANY), parse_test(["[3..4)", 7], ANY), parse_test("-", ANY)]
    assert cuts_of(tests) == {2, 3, 4, 7}


# --- writing classes down ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("integer", "mask", "written"),
    [
        (False, 0b00011, ["<= 2"]),
        (False, 0b00001, ["< 2"]),
        (False, 0b11000, [">= 5"]),
        (False, 0b10000, ["> 5"]),
        (False, 0b00010, [2]),
        (False, 0b00100, ["(2..5)"]),
        (False, 0b01110, ["[2..5]"]),
        (False, 0b10101, ["< 2", "(2..5)", "> 5"]),
        (False, 0b11111, ["-"]),
        (True, 0b10000, ["> 5"]),
        (True, 0b00001, ["< 2"]),
        (True, 0b00100, ["(2..5)"]),
    ],
)
def test_classes_are_written_as_tests(integer: bool, mask: int, written: list[Value]) -> None:
    cuts = [D(2), D(5)]
    found = number_classes(Numbers(integer, None, None, False), cuts)
    assert describe(found, mask, integer=integer, cuts=cuts) == written


def test_all_numbers_but_not_null_are_not_written_as_anything() -> None:
    found = classes_of(Numbers(False, None, None, True), [parse_test("< 2", ANY)])
    assert describe(found, 0b0111, integer=False, cuts=[D(2)]) == ["not null"]
    assert describe(found, 0b1000, integer=False, cuts=[D(2)]) == [None]
    assert describe(found, 0b1001, integer=False, cuts=[D(2)]) == ["< 2", None]


def test_words_are_written_one_by_one_and_a_pattern_of_locales_as_one() -> None:
    tones = classes_of(words(["low", "mid", "high"], ordered=True, nullable=True), [])
    assert describe(tones, 0b1101, integer=False, cuts=()) == ["low", "high", None]
    tags = Locales(())
    found = classes_of(tags, [parse_test("ja-*", tags)])
    assert describe(found, 1 << cells(found).index("ja-ZZ"), integer=False, cuts=()) == ["ja-*"]


@given(
    st.booleans(),
    st.none() | st.integers(-3, 1).map(D),
    st.none() | st.integers(6, 9).map(D),
    st.sets(st.integers(-2, 16).map(lambda n: D(n) / 2), max_size=4),
    st.integers(0, 2**12),
    st.booleans(),
)
@examples(150)
def test_what_is_written_holds_for_these_classes_and_no_others(
    integer: bool, low: Decimal | None, high: Decimal | None, cuts: set[Decimal], bits: int, nullable: bool
) -> None:
    classes = number_classes(Numbers(integer, low, high, nullable), cuts)
    classes += [Class(None)] if nullable else []
    mask = bits & ((1 << len(classes)) - 1)
    wide = Numbers(False, None, None, nullable)
    tests = [parse_test(raw, wide) for raw in describe(classes, mask, integer=integer, cuts=cuts)]
    for at, one in enumerate(classes):
        assert any(holds(test, one.cell, wide) for test in tests) == bool(mask >> at & 1)
