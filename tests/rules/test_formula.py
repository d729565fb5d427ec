"""Formulas: how they are read, and that they are computed exactly."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.formula import Binary, Call, Name, Negative, Number
from goldline.rules.formula import BadFormula, compute, parse_formula
from rules.literal import NoResult, formula
from rules.thoroughness import examples

D = Decimal


def value(text: str, **inputs: str | int | None) -> Decimal | None:
    """Return what a formula gives for these inputs."""
    numbers = {name: None if number is None else D(number) for name, number in inputs.items()}
    return compute(parse_formula(text).term, numbers.get)


# --- reading ------------------------------------------------------------------------------------


def test_a_formula_knows_its_text_and_its_inputs_in_order_of_appearance() -> None:
    found = parse_formula("0.7 * consistency + 0.3 * quality - consistency")
    assert found.text == "0.7 * consistency + 0.3 * quality - consistency"
    assert found.names == ("consistency", "quality")


def test_products_bind_tighter_than_sums() -> None:
    assert parse_formula("a + b * c").term == Binary("+", Name("a"), Binary("*", Name("b"), Name("c")))
    assert value("2 + 3 * 4") == 14
    assert value("(2 + 3) * 4") == 20


@pytest.mark.parametrize(("text", "result"), [("10 - 3 - 2", 5), ("24 / 4 / 2", 3), ("24 / 4 * 2", 12)])
def test_equals_are_taken_from_the_left(text: str, result: int) -> None:
    assert value(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("-2 + 5", 3),
        ("2 * -3", -6),
        ("--2", 2),
        ("-(2 + 3)", -5),
        ("+2 - +1", 1),
        ("-2 * -2", 4),
        ("3 - -2", 5),
    ],
)
def test_a_sign_belongs_to_what_follows_it(text: str, result: int) -> None:
    assert value(text) == result


def test_a_leading_minus_is_part_of_the_tree() -> None:
    assert parse_formula("-x").term == Negative(Name("x"))


def test_spaces_are_free() -> None:
    assert (
        parse_formula(" max( a,b ) ").term
        == parse_formula("max(a, b)").term
        == Call("max", (Name("a"), Name("b")))
    )


def test_a_number_may_begin_with_its_point() -> None:
    assert parse_formula(".5").term == Number(D("0.5"))


def test_an_input_may_be_called_like_a_function_where_no_bracket_follows() -> None:
    assert value("min + 1", min=2) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ends too early"),
        ("a +", "ends too early"),
        ("a b", "`b` is not expected here"),
        ("(a", "`)` is missing at the end"),
        ("max(a, b", "`)` is missing at the end"),
        ("a)", "`)` is not expected here"),
        ("* a", "`*` is not expected here"),
        ("a ^ 2", "`^` has no meaning"),
        ("a ** 2", "`*` is not expected here"),
        ("1e5", "`e5` is not expected here"),
        ("1..2", "`.` has no meaning"),
        ("pow(a, 2)", "there is no function `pow`; there are min, max, mean, abs, sqrt, round"),
        ("abs(a, b)", "`abs` takes one argument"),
        ("sqrt()", "`)` is not expected here"),
        ("round(a, b)", "number of decimals: 0 to 12"),
        ("round(a, 13)", "number of decimals: 0 to 12"),
        ("round(a, 1.5)", "number of decimals: 0 to 12"),
        ("round(a, 1, 2)", "number of decimals: 0 to 12"),
        ("a = b", "`=` has no meaning"),
        ("__import__('os')", "there is no function `__import__`"),
        ("(" * 50 + "1" + ")" * 50, "nested deeper"),
        ("-" * 50 + "1", "nested deeper"),
        ("1+" * 1500 + "1", "longer than"),
    ],
)
def test_what_is_no_formula_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(BadFormula) as refusal:
        parse_formula(text)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("before", "after"), [("(", ")"), ("abs(", ")"), ("min(1, ", ")"), ("-", ""), ("+", "")]
)
def test_brackets_functions_and_signs_nest_forty_deep_and_no_deeper(before: str, after: str) -> None:
    assert value(before * 40 + "1" + after * 40) == 1
    with pytest.raises(BadFormula, match="nested deeper than 40"):
        parse_formula(before * 41 + "1" + after * 41)


def test_a_long_sum_is_read_without_nesting() -> None:
    assert value("+".join(["1"] * 900)) == 900


@given(st.text(alphabet="ab01.+-*/(), minax", max_size=20))
@examples(200)
def test_any_text_is_a_formula_or_refused(text: str) -> None:
    with suppress(BadFormula):
        assert parse_formula(text).text == text


# --- computing ----------------------------------------------------------------------------------


def test_ten_times_a_tenth_is_one() -> None:
    assert value(" + ".join(["0.1"] * 10)) == 1
    assert value("x * 3", x="0.1") == D("0.3")


def test_sums_and_products_are_exact_however_many_digits_they_have() -> None:
    long = "1.23456789012345678901234567890123456789"
    assert value("x * x", x=long) == Fraction(long) ** 2
    assert value("x - 1", x=long) == Fraction(long) - 1
    assert value("-x", x=long) == -Fraction(long)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("round(0.5)", "1"),
        ("round(1.5)", "2"),
        ("round(2.5)", "3"),
        ("round(-0.5)", "-1"),
        ("round(-2.5)", "-3"),
        ("round(2.4999)", "2"),
        ("round(0.125, 2)", "0.13"),
        ("round(-0.125, 2)", "-0.13"),
        ("round(7, 2)", "7"),
    ],
)
def test_half_way_is_rounded_away_from_nought(text: str, result: str) -> None:
    assert value(text) == D(result)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 / 3", "0.333333333333"),
        ("2 / 3", "0.666666666667"),
        ("200 / 3", "66.6666666667"),
        ("sqrt(2)", "1.41421356237"),
        ("sqrt(0.25)", "0.5"),
        ("mean(1, 2)", "1.5"),
        ("mean(1, 1, 2)", "1.33333333333"),
        ("1000000000000000 / 1", "1000000000000000"),
    ],
)
def test_quotients_means_and_roots_carry_twelve_digits(text: str, result: str) -> None:
    assert value(text) == D(result)


@pytest.mark.parametrize(
    "text",
    ["1 / 0", "1 / (x - x)", "sqrt(-1)", "sqrt(0 - x)", "null + 1", "0 * null", "max(1, null)", "1 / 0 * 0"],
)
def test_what_has_no_result_is_a_gap(text: str) -> None:
    assert value(text, x=2, null=None) is None


def test_functions_do_what_they_say() -> None:
    assert value("min(3, 1, 2)") == 1
    assert value("max(3, 1, 2)") == 3
    assert value("abs(-2)") == 2
    assert value("sqrt(0)") == 0
    assert value("min(x)", x=4) == 4


# --- against exact fractions ----------------------------------------------------------------------

NAMES = ("a", "b", "c")
numbers = st.decimals(-1000, 1000, places=3, allow_nan=False) | st.integers(-3, 3).map(D)


def terms(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas as text."""
    return st.recursive(
        leaves,
        lambda part: st.one_of(
            st.builds("({} {} {})".format, part, st.sampled_from("+-*/"), part),
            st.builds("{} {} {}".format, part, st.sampled_from("+-*/"), part),
            st.builds("-{}".format, part),
            st.builds("{}({})".format, st.sampled_from(("abs", "sqrt", "round", "min", "mean")), part),
            st.builds("{}({}, {})".format, st.sampled_from(("min", "max", "mean")), part, part),
            st.builds("round({}, {})".format, part, st.integers(0, 4)),
        ),
        max_leaves=6,
    )


@given(
    terms(st.sampled_from((*NAMES, "0.1", "2", "7"))),
    st.fixed_dictionaries(dict.fromkeys(NAMES, numbers)),
)
@examples(250)
def test_a_formula_gives_what_exact_fractions_give(text: str, inputs: dict[str, Decimal]) -> None:
    found = compute(parse_formula(text).term, inputs.get)
    try:
        expected = formula(text, dict(inputs))
    except NoResult:
        assert found is None
    else:
        assert found is not None
        assert Fraction(found) == expected
