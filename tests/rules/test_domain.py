"""What inputs can be: domains, order, null, and one value for every class that tests tell apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.condition import AnyOf, Compare, Equals, Interval, Not, Prefix, Test, Value
from goldline.rules.domain import (
    Domain,
    Locales,
    Numbers,
    contains,
    exact,
    holds,
    representatives,
    same,
    tidy,
    words,
)
from goldline.rules.parse import parse_test
from goldline.rules.span import INFINITY, Span, as_span
from goldline.rules.unknown.cells import cells_of
from rules.conditions import RECORDED_TESTS, number_tests
from rules.small import judge
from rules.thoroughness import examples

D = Decimal
TONES = words(["low", "mid", "high"], ordered=True, nullable=True)
EASE = Numbers(False, D(0), D(100), True)
WHOLE = Numbers(True, D(0), D(10), False)


# --- values -----------------------------------------------------------------------------------


def test_true_is_not_one_and_one_point_nought_is() -> None:
    assert not same(True, 1)
    assert not same(0, False)
    assert same(1, D("1.0"))
    assert same(None, None)
    assert not same(None, False)


def test_a_float_is_the_decimal_that_it_was_written_as() -> None:
    assert exact(0.1) == D("0.1")
    assert exact(1e16) == D("1e16")


def test_a_number_is_shown_whole_where_it_is_whole() -> None:
    assert repr(tidy(D("3.00"))) == "3"
    assert repr(tidy(D("0.50"))) == "Decimal('0.5')"
    assert repr(tidy(D("-0.0"))) == "0"


def test_a_number_keeps_all_its_digits() -> None:
    long = D("1.23456789012345678901234567890123456789")
    assert tidy(long) == long


@pytest.mark.parametrize(
    ("domain", "inside", "outside"),
    [
        (TONES, ["low", "high", None], ["loud", 1, True]),
        (words([False, True], ordered=False), [True, False], [1, 0, "true", None]),
        (words([1, 2, 3], ordered=True), [1, D("2.0")], [True, 4, D("1.5"), "1", None]),
        (WHOLE, [0, 10, D("3.0")], [-1, 11, D("2.5"), True, "3", None]),
        (EASE, [0, D("0.001"), 100, None], [D("100.001"), False, "3"]),
        (Locales(("en-US",)), ["en-US"], ["ja-JP", 3, None]),
        (Locales(()), ["en-US", "ja-JP"], [3, None]),
    ],
)
def test_a_domain_knows_its_values(domain: Domain, inside: list[Value], outside: list[Value]) -> None:
    assert [value for value in [*inside, *outside] if contains(domain, value)] == inside


# --- null -------------------------------------------------------------------------------------

ON_NULL: list[tuple[Test, bool]] = [
    (Equals(None), True),
    (Equals(3), False),
    (Compare("<", 3), False),
    (Compare(">=", 3), False),
    (Interval(0, 100), False),
    (Not((Equals(3),)), False),
    (Not((Compare("<", 3),)), False),
    (Not((Equals(None),)), False),
    (Not((Not((Equals(3),)),)), False),
    (AnyOf((Equals(None), Compare("<", 3))), True),
    (AnyOf((Equals(3), Not((Equals(3),)))), False),
]


@pytest.mark.parametrize(("test", "answer"), ON_NULL)
def test_no_comparison_with_null_holds_nor_its_denial(test: Test, answer: bool) -> None:
    assert holds(test, None, EASE) is answer


def test_a_denial_of_null_holds_for_what_was_answered() -> None:
    assert holds(Not((Equals(None),)), 3, EASE)


# --- order ------------------------------------------------------------------------------------


def test_words_compare_by_their_place_and_not_by_their_letters() -> None:
    assert [word for word in ("low", "mid", "high") if holds(Compare(">=", "mid"), word, TONES)] == [
        "mid",
        "high",
    ]
    assert holds(Interval("low", "mid"), "low", TONES)
    assert not holds(Interval("low", "mid", low_open=True), "low", TONES)


def test_words_without_order_compare_never() -> None:
    assert not holds(Compare("<", "red"), "blue", words(["blue", "red"], ordered=False))


def test_numbers_never_compare_with_words() -> None:
    assert not holds(Compare("<", 3), "2", WHOLE)


def test_none_stands_below_every_severity() -> None:
    table = judge(
        """
        id: c
        inputs: {w: {worst: wrong}}
        hit_policy: any
        rules: [{id: R-1, when: {w: < major}, then: 1}]
        """
    ).tables["c"]
    domain, test = table.domains["w"], table.columns["w"].tests[0]
    assert [value for value in ("none", "minor", "major", "critical") if holds(test, value, domain)] == [
        "none",
        "minor",
    ]


def test_a_pattern_of_locales_holds_for_what_begins_so() -> None:
    tags = Locales(("ja-JP", "en-US"))
    assert holds(Prefix("ja-"), "ja-JP", tags)
    assert not holds(Prefix("ja-"), "jav-ID", tags)


# --- representatives ----------------------------------------------------------------------------

CASES: list[tuple[Domain, list[Any], list[Value]]] = [
    (TONES, [], ["low", "mid", "high", None]),
    # each cut point, and a number on either side of it, within the bounds
    (EASE, ["< 30"], [0, 15, 30, 65, 100, None]),
    (Numbers(False, None, None, False), ["< 0.5"], [D("-0.5"), D("0.5"), D("1.5")]),
    (Numbers(False, D(0), None, False), [], [0, 1]),
    (Numbers(False, D(0), D(1), False), ["[0..1)"], [0, D("0.5"), 1]),
    (Numbers(False, None, None, False), [], [0]),
    # of whole numbers there is none between two neighbours
    (WHOLE, ["[3..4]"], [0, 1, 3, 4, 5, 10]),
    (Numbers(True, None, None, False), ["> 2.5"], [2, 3]),
    (Numbers(True, D(0), None, False), ["< 1"], [0, 1, 2]),
    (Numbers(True, D("0.5"), D("1.5"), False), [], [1]),
    # locales: the listed ones, else what the tests name and one that they do not
    (Locales(("en-US", "ja-JP")), ["ja-*"], ["en-US", "ja-JP"]),
    (Locales(()), ["ja-*", "en-US"], ["en-US", "ja-ZZ", "und"]),
    (Locales(()), [], ["und"]),
]


@pytest.mark.parametrize(("domain", "written", "values"), CASES)
def test_every_class_of_values_has_its_representative(
    domain: Domain, written: list[Any], values: list[Value]
) -> None:
    assert representatives(domain, [parse_test(raw, domain) for raw in written]) == values


def test_close_cut_points_have_a_number_between_them() -> None:
    """The middle is taken with all digits that it needs."""
    one, two = D("1.00000000000000000000000000000000001"), D("1.00000000000000000000000000000000002")
    found = representatives(Numbers(False, None, None, False), [Compare("<", one), Compare("<", two)])
    assert sum(one < number < two for number in found if number is not None) == 1


TRIED = [
    (Numbers(True, D(0), D(3), False), RECORDED_TESTS["few"], [D(n) / 4 for n in range(13)]),
    (Numbers(False, D(0), D(4), False), RECORDED_TESTS["much"], [D(n) / 8 for n in range(33)]),
    (
        Numbers(False, D(-1), None, False),
        number_tests([0, 0.5, 2], [-1, 0, 0.25, 0.5, 1, 2, 3]),
        [D(n) / 8 for n in range(-8, 40)],
    ),
]


@given(st.data())
@examples(100)
def test_no_number_answers_otherwise_than_some_representative(data: st.DataObject) -> None:
    domain, written, numbers = data.draw(st.sampled_from(TRIED))
    raws = data.draw(st.lists(st.sampled_from(written), max_size=3))
    tests = [parse_test(raw, domain) for raw in raws]
    answers = {tuple(holds(t, value, domain) for t in tests) for value in representatives(domain, tests)}
    for number in numbers:
        if contains(domain, number):
            assert tuple(holds(test, number, domain) for test in tests) in answers


# --- cells ------------------------------------------------------------------------------------


def test_all_numbers_are_cut_into_points_and_open_stretches() -> None:
    assert cells_of(Numbers(False, D(0), None, False), [D(5)]) == [
        Span(D(0), D(5), False, True),
        5,
        Span(D(5), INFINITY, True, True),
    ]


def test_a_few_whole_numbers_come_one_by_one() -> None:
    assert cells_of(Numbers(True, D(-1), D(3), False), [D(1)]) == [-1, 0, 1, 2, 3]
    assert cells_of(Numbers(True, D("0.5"), D("2.5"), False), []) == [1, 2]


def test_many_whole_numbers_end_in_a_stretch() -> None:
    found = cells_of(Numbers(True, D(0), None, False), [D("1.5")])
    assert found[:4] == [0, 1, 2, 3]
    assert found[-1] == Span(D(14), INFINITY, False, True)


@given(
    st.booleans(),
    st.none() | st.integers(-3, 2).map(D),
    st.none() | st.integers(2, 90).map(D),
    st.lists(st.integers(-8, 200).map(lambda n: D(n) / 2), max_size=3),
)
@examples(100)
def test_every_number_of_a_domain_lies_in_just_one_cell(
    integer: bool, low: Decimal | None, high: Decimal | None, cuts: list[Decimal]
) -> None:
    domain = Numbers(integer, low, high, False)
    spans = [as_span(cell if isinstance(cell, Span) else D(cell)) for cell in cells_of(domain, cuts)]
    for number in [D(n) / 4 for n in range(-40, 500)]:
        found = sum(span.holds(number) for span in spans)
        assert found == 1 if contains(domain, number) else found <= 1
    assert all(not span.holds(cut) or span.low == span.high for span in spans for cut in cuts)


# --- what each kind of input can be -----------------------------------------------------------------

KINDS: dict[str, tuple[list[Value], list[Value]]] = {
    "{worst: wrong}": (["none", "minor", "critical"], ["fatal", 0, None]),
    "{count: wrong}": ([0, 7], [-1, D("0.5"), True, None]),
    "{any: wrong}": ([True, False], [0, "none", None]),
    "{sum: [{type: wrong, weight: 0.5}]}": ([0, D("0.5")], [-1, None]),
    "{sum: [{type: wrong, weight: 1}, {type: rude, weight: -1}]}": ([-1, 0, D("0.5")], [None]),
    "{boolean: Is it?}": ([True], ["true", 1, None]),
    "{boolean: Is it?, nullable: true}": ([True, None], [1]),
    "{enum: [a, b], ask: Which?}": (["a"], ["c", None]),
    "{enum: [a, b], ask: Which?, nullable: true}": (["a", None], ["c"]),
    "{integer: How many?, minimum: 1, maximum: 3}": ([1, 3], [0, 4, D("1.5"), None]),
    "{number: How much?, nullable: true}": ([-9, D("1.5"), None], [True]),
    "{criterion: three}": ([1, 3, None], [0, 4, "not-judged"]),
    "{criterion: score}": ([0, D("2.5"), None], [-1, 6]),
    "{difference: three, of: [a, b]}": ([-2, 0, 2, None], [3, -3, D("0.5")]),
    "{difference: score, of: [a, b]}": ([-5, D("0.5"), None], ["a"]),
    "{rubric: share}": ([0, D("0.5"), 1, None], ["all"]),
}


@pytest.mark.parametrize("written", KINDS)
def test_an_input_can_be_what_its_kind_says(written: str) -> None:
    inside, outside = KINDS[written]
    body = f"""
        id: c
        target: item
        inputs: {{x: {written}}}
        hit_policy: first
        rules: [{{id: R-1, then: 1}}]
        """
    score = "{id: score, scale: {type: numeric, minimum: 0, maximum: 5}}"
    domain = judge("id: three", score, body).tables["c"].domains["x"]
    assert [value for value in (*inside, *outside) if contains(domain, value)] == inside


def test_modalities_and_locales_are_the_guidelines_and_never_null() -> None:
    body = "{id: c, hit_policy: first, rules: [{id: R-1, when: {modality: text, locale: en-US}, then: 1}]}"
    domains = judge(body).tables["c"].domains
    assert [v for v in ("text", "image", "film", None) if contains(domains["modality"], v)] == [
        "text",
        "image",
    ]
    assert [v for v in ("en-US", "fr-FR", None) if contains(domains["locale"], v)] == ["en-US"]
