"""Unary tests: how they are written, and what is said of those that cannot stand."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Prefix, Test
from goldline.rules.domain import Domain, Locales, Numbers, holds, words
from goldline.rules.parse import BadTest, parse_test
from goldline.rules.show import show_test
from rules import literal
from rules.conditions import LEVEL_TESTS, RECORDED_TESTS, word_tests
from rules.thoroughness import examples

D = Decimal
TONES = words(["casual", "neutral", "formal"], ordered=True)
KINDS = words(["red", "blue"], ordered=False)
TRUTH = words([False, True], ordered=False)
MAYBE = words([False, True], ordered=False, nullable=True)
LEVELS = words([1, 2, 3], ordered=True, nullable=True)
WORST = words(["none", "minor", "major", "critical"], ordered=True)
WHOLE = Numbers(True, D(0), D(10), False)
COUNT = Numbers(True, D(0), None, False)
EASE = Numbers(False, D(0), D(100), True)
TAGS = Locales(("en-US", "ja-JP"))
ANY_TAG = Locales(())


# --- what can be written ----------------------------------------------------------------------

WRITTEN: list[tuple[Any, Domain, Test]] = [
    # a value
    ("formal", TONES, Equals("formal")),
    (True, TRUTH, Equals(True)),
    ("true", TRUTH, Equals(True)),
    (2, LEVELS, Equals(2)),
    ("2", LEVELS, Equals(2)),
    (0.1, EASE, Equals(D("0.1"))),
    ("0.10", EASE, Equals(D("0.1"))),
    ("none", WORST, Equals("none")),
    (None, EASE, Equals(None)),
    ("null", EASE, Equals(None)),
    # a list
    (["casual", "formal"], TONES, AnyOf((Equals("casual"), Equals("formal")))),
    ([None, "< 30"], EASE, AnyOf((Equals(None), Compare("<", 30)))),
    ([1, ["2", "> 5"]], COUNT, AnyOf((Equals(1), AnyOf((Equals(2), Compare(">", 5)))))),
    # a comparison
    ("< 3", WHOLE, Compare("<", 3)),
    ("<=3", WHOLE, Compare("<=", 3)),
    (" >  2.5 ", EASE, Compare(">", D("2.5"))),
    (">= major", WORST, Compare(">=", "major")),
    ("> -1", Numbers(False, None, None, False), Compare(">", -1)),
    # an interval
    ("[1..3]", WHOLE, Interval(1, 3)),
    ("(0..1]", EASE, Interval(0, 1, low_open=True)),
    ("[1 .. 3)", WHOLE, Interval(1, 3, high_open=True)),
    ("( 0.5 .. 1.5 )", EASE, Interval(D("0.5"), D("1.5"), low_open=True, high_open=True)),
    ("[minor..major]", WORST, Interval("minor", "major")),
    # a denial
    ("not formal", TONES, Not((Equals("formal"),))),
    ("not < 3", WHOLE, Not((Compare("<", 3),))),
    ("not [1..3]", WHOLE, Not((Interval(1, 3),))),
    ("not(casual, formal)", TONES, Not((Equals("casual"), Equals("formal")))),
    ({"not": ["casual", "formal"]}, TONES, Not((Equals("casual"), Equals("formal")))),
    ({"not": "red"}, KINDS, Not((Equals("red"),))),
    ({"not": None}, EASE, Not((Equals(None),))),
    # anything
    ("-", TONES, Always()),
    ("-", MAYBE, Always()),
    # locales
    ("ja-JP", TAGS, Equals("ja-JP")),
    ("ja-*", TAGS, Prefix("ja-")),
    ("not en-*", TAGS, Not((Prefix("en-"),))),
    ("fr-FR", ANY_TAG, Equals("fr-FR")),
    ("fr-*", ANY_TAG, Prefix("fr-")),
]


@pytest.mark.parametrize(("raw", "domain", "test"), WRITTEN, ids=[str(row[0]) for row in WRITTEN])
def test_a_test_is_read_as_it_is_written(raw: Any, domain: Domain, test: Test) -> None:
    assert parse_test(raw, domain) == test


@pytest.mark.parametrize(("raw", "domain", "test"), WRITTEN, ids=[str(row[0]) for row in WRITTEN])
def test_what_is_shown_can_be_read_again(raw: Any, domain: Domain, test: Test) -> None:
    """Lists and denials of several are shown in words; every other test as one would write it."""
    shown = show_test(test)
    if " or " not in shown and " nor " not in shown:
        assert parse_test(shown, domain) == test


def test_a_word_of_the_domain_is_that_word_whatever_it_looks_like() -> None:
    """An enum may have words that would read as something else."""
    odd = words(["null", "true", "5", "x"], ordered=False)
    assert [parse_test(word, odd) for word in odd.values] == [Equals(word) for word in odd.values]


# --- what cannot stand --------------------------------------------------------------------------

REFUSED: list[tuple[Any, Domain, str, str, str]] = [
    # what is no test
    ([], TONES, "bad-test", "an empty list holds never", "list the values, or leave the input out"),
    ({"not": []}, TONES, "bad-test", "`not` of nothing", "name what must not be"),
    (
        {"nor": ["red"]},
        KINDS,
        "bad-test",
        "`{nor: [red]}` is not a test",
        "the one mapping allowed is {not: [a, b]}",
    ),
    ("< many", WHOLE, "bad-test", "`many` is not a number", "write a bound such as < 3 or [1..3]"),
    ("<", WHOLE, "bad-test", "`<` is not a number", "write a bound such as < 3 or [1..3]"),
    ("[1..x]", WHOLE, "bad-test", "`x` is not a number", "write a bound such as < 3 or [1..3]"),
    ("> true", WHOLE, "bad-test", "`true` is not a number", "write a bound such as < 3 or [1..3]"),
    # a value outside the domain
    (
        "loud",
        TONES,
        "outside-domain",
        "`loud` is not a value of this input: the input is one of casual < neutral < formal",
        "",
    ),
    (
        "red, blue",
        KINDS,
        "outside-domain",
        "`red, blue` is not a value of this input: the input is one of red, blue",
        "",
    ),
    (
        4,
        LEVELS,
        "outside-domain",
        "`4` is not a value of this input: the input is one of 1 < 2 < 3, or null",
        "",
    ),
    (
        True,
        LEVELS,
        "outside-domain",
        "`true` is not a value of this input: the input is one of 1 < 2 < 3, or null",
        "",
    ),
    (1, TRUTH, "outside-domain", "`1` is not a value of this input: the input is one of false, true", ""),
    (
        2.5,
        WHOLE,
        "outside-domain",
        "`2.5` is not a value of this input: the input is a whole number from 0 to 10",
        "",
    ),
    (
        11,
        WHOLE,
        "outside-domain",
        "`11` is not a value of this input: the input is a whole number from 0 to 10",
        "",
    ),
    (
        -1,
        COUNT,
        "outside-domain",
        "`-1` is not a value of this input: the input is a whole number of at least 0",
        "",
    ),
    (
        101,
        EASE,
        "outside-domain",
        "`101` is not a value of this input: the input is a number from 0 to 100, or null",
        "",
    ),
    (
        "=> 3",
        COUNT,
        "outside-domain",
        "`=> 3` is not a value of this input: the input is a whole number of at least 0",
        "",
    ),
    (
        "fr-FR",
        TAGS,
        "outside-domain",
        "`fr-FR` is not a value of this input: the guideline's locales are en-US, ja-JP",
        "",
    ),
    (
        "> huge",
        TONES,
        "outside-domain",
        "`huge` is not a value of this input: the input is one of casual < neutral < formal",
        "",
    ),
    (
        None,
        WHOLE,
        "outside-domain",
        "the input is never null",
        "declare `nullable: true` where it may be recorded as null",
    ),
    # an order where there is none
    (
        "> red",
        KINDS,
        "no-order",
        "`> red` asks for an order, and this input has none: the input is one of red, blue",
        "list the values, or declare `ordered: true` for an enum that has one",
    ),
    (
        "[false..true]",
        TRUTH,
        "no-order",
        "`[false..true]` asks for an order, and this input has none: the input is one of false, true",
        "list the values, or declare `ordered: true` for an enum that has one",
    ),
    (
        "< en-US",
        TAGS,
        "no-order",
        "`< en-US` asks for an order, and this input has none: the guideline's locales are en-US, ja-JP",
        "list the values, or declare `ordered: true` for an enum that has one",
    ),
    # what holds never
    (
        "< 0",
        COUNT,
        "never-holds",
        "`< 0` never holds: the input is a whole number of at least 0",
        "change the bound, or take the case out",
    ),
    (
        "(1..2)",
        WHOLE,
        "never-holds",
        "`(1..2)` never holds: the input is a whole number from 0 to 10",
        "change the bound, or take the case out",
    ),
    (
        "[3..1]",
        EASE,
        "never-holds",
        "`[3..1]` never holds: the input is a number from 0 to 100, or null",
        "change the bound, or take the case out",
    ),
    (
        "> formal",
        TONES,
        "never-holds",
        "`> formal` never holds: the input is one of casual < neutral < formal",
        "change the bound, or take the case out",
    ),
    (
        {"not": [False, True]},
        TRUTH,
        "never-holds",
        "`{not: [false, true]}` never holds: the input is one of false, true",
        "change the bound, or take the case out",
    ),
    (
        "fr-*",
        TAGS,
        "never-holds",
        "`fr-*` never holds: the guideline's locales are en-US, ja-JP",
        "change the bound, or take the case out",
    ),
    # what holds always
    (
        ">= 0",
        COUNT,
        "always-holds",
        "`>= 0` always holds: the input is a whole number of at least 0",
        "leave the input out where any value will do",
    ),
    (
        ["red", "blue"],
        KINDS,
        "always-holds",
        "`[red, blue]` always holds: the input is one of red, blue",
        "leave the input out where any value will do",
    ),
    (
        "not (1..2)",
        WHOLE,
        "always-holds",
        "`not (1..2)` always holds: the input is a whole number from 0 to 10",
        "leave the input out where any value will do",
    ),
    (
        ["en-*", "ja-*"],
        TAGS,
        "always-holds",
        "`[en-*, ja-*]` always holds: the guideline's locales are en-US, ja-JP",
        "leave the input out where any value will do",
    ),
]


@pytest.mark.parametrize(
    ("raw", "domain", "kind", "message", "hint"), REFUSED, ids=[f"{r[2]}: {r[0]}" for r in REFUSED]
)
def test_what_cannot_stand_is_refused_in_words(
    raw: Any, domain: Domain, kind: str, message: str, hint: str
) -> None:
    with pytest.raises(BadTest) as refusal:
        parse_test(raw, domain)
    assert (refusal.value.kind, refusal.value.message, refusal.value.hint) == (kind, message, hint)


def test_a_fault_deep_in_a_list_is_found() -> None:
    with pytest.raises(BadTest) as refusal:
        parse_test(["casual", {"not": ["formal", "loud"]}], TONES)
    assert refusal.value.kind == "outside-domain"


def test_a_test_that_holds_for_all_but_null_is_no_mistake() -> None:
    """It tells what was answered from what was not."""
    assert parse_test(">= 0", EASE) == Compare(">=", 0)
    assert parse_test([False, True], MAYBE) == AnyOf((Equals(False), Equals(True)))


def test_a_test_on_what_can_only_be_one_thing_is_no_mistake() -> None:
    """A guideline of one modality or one locale may still name it: more may come."""
    assert parse_test("text", words(["text"], ordered=False)) == Equals("text")
    assert parse_test("en-*", Locales(("en-US",))) == Prefix("en-")


def test_without_listed_locales_no_test_on_them_holds_always() -> None:
    assert parse_test(["fr-*", "fr-FR"], ANY_TAG) == AnyOf((Prefix("fr-"), Equals("fr-FR")))


# --- against a literal reading ------------------------------------------------------------------

TRIED: list[tuple[list[Any], Domain, literal.Domain, list[Any]]] = [
    (
        word_tests(["casual", "neutral", "formal"], ordered=True),
        TONES,
        literal.Domain(TONES.values, True),
        list(TONES.values),
    ),
    (word_tests([1, 2, 3, None], ordered=True), LEVELS, literal.Domain((1, 2, 3), True), [1, 2, 3, None]),
    (word_tests([False, True, None], ordered=False), MAYBE, literal.BOOLEAN, [False, True, None]),
    (
        RECORDED_TESTS["much"],
        Numbers(False, D(0), D(4), False),
        literal.NUMBERS,
        [D(n) / 4 for n in range(17)],
    ),
    (RECORDED_TESTS["some"], Numbers(True, D(1), D(2), True), literal.NUMBERS, [1, 2, None]),
    (LEVEL_TESTS["score"], Numbers(False, D(0), D(10), True), literal.NUMBERS, [*range(11), D("0.5"), None]),
]


@given(st.data())
@examples(200)
def test_a_test_holds_for_what_it_says(data: st.DataObject) -> None:
    tests, domain, plain, values = data.draw(st.sampled_from(TRIED))
    raw = data.draw(st.sampled_from(tests))
    test = parse_test(raw, domain)
    for value in values:
        assert holds(test, value, domain) == literal.holds(raw, value, plain)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-3, 12)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(alphabet="[](). <>=-not123casulfrm*,", max_size=12),
        lambda part: (
            st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(["not", "x"]), part, max_size=2)
        ),
        max_leaves=5,
    ),
    st.sampled_from([TONES, KINDS, MAYBE, LEVELS, WHOLE, COUNT, EASE, TAGS, ANY_TAG]),
)
@examples(300)
def test_anything_is_a_test_or_refused_in_words(raw: Any, domain: Domain) -> None:
    with suppress(BadTest):
        parse_test(raw, domain)
