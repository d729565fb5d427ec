"""Numbers known only between bounds: a formula's span holds all that the formula can be, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldline.rules.formula import TWELVE, compute, parse_formula
from goldline.rules.span import INFINITY, Amount, Span, as_span, compute_span
from rules.test_formula import terms
from rules.thoroughness import examples

D = Decimal
NAMES = ("a", "b", "c")


def span(text: str) -> Span:
    """Return the span that is written `[1..3)`; `~` stands for no bound."""
    low, high = text[1:-1].split("..")
    return Span(
        -INFINITY if low == "~" else D(low),
        INFINITY if high == "~" else D(high),
        text[0] == "(" or low == "~",
        text[-1] == ")" or high == "~",
    )


def of(formula: str, **inputs: str) -> tuple[Amount | None, bool]:
    """Return what a formula can be over these inputs, and whether it may be a gap."""
    amounts = {name: span(text) if ".." in text else D(text) for name, text in inputs.items()}
    return compute_span(parse_formula(formula).term, amounts.get)


# --- examples -----------------------------------------------------------------------------------

EXAMPLES = [
    # sums, differences and products of bounds
    ("a + b", {"a": "[1..2]", "b": "[10..20)"}, "[11..22)", False),
    ("a - b", {"a": "[1..2]", "b": "[10..20)"}, "(-19..-8]", False),
    ("-a", {"a": "[1..2)"}, "(-2..-1]", False),
    ("3 * a", {"a": "(1..~)"}, "(3..~)", False),
    ("a * b", {"a": "[-1..2]", "b": "[-3..4]"}, "[-6..8]", False),
    ("a + 1", {"a": "(~..5]"}, "(~..6]", False),
    ("0 * a", {"a": "(0..~)"}, "[0..0]", False),
    # nought is reached wherever one factor is nought, however open the other is
    ("a * b", {"a": "[0..2]", "b": "(1..5)"}, "[0..10)", False),
    ("a * b", {"a": "(0..2]", "b": "(1..5)"}, "(0..10)", False),
    ("a * b", {"a": "[0..2]", "b": "(1..~)"}, "[0..~)", False),
    # quotients: nothing is divided by nought
    ("a / b", {"a": "[1..2]", "b": "[4..5]"}, "[0.2..0.5]", False),
    ("1 / a", {"a": "(0..5]"}, "[0.2..~)", False),
    ("1 / a", {"a": "[0..5]"}, "[0.2..~)", True),
    ("1 / a", {"a": "[-5..0)"}, "(~..-0.2]", False),
    ("1 / a", {"a": "[-1..1]"}, "(~..~)", True),
    ("1 / a", {"a": "(2..~)"}, "(0..0.5]", False),
    ("a / b", {"a": "[0..1]", "b": "(0..1]"}, "[0..~)", False),
    ("a / 4", {"a": "(0..1]"}, "(0..0.25]", False),
    # functions
    ("min(a, b)", {"a": "[1..5)", "b": "[2..5]"}, "[1..5)", False),
    ("max(a, b)", {"a": "(1..5)", "b": "[1..5]"}, "(1..5]", False),
    ("min(a, 3)", {"a": "[1..5]"}, "[1..3]", False),
    ("abs(a)", {"a": "[-3..2)"}, "[0..3]", False),
    ("abs(a)", {"a": "(-3..3]"}, "[0..3]", False),
    ("abs(a)", {"a": "[-3..-2)"}, "(2..3]", False),
    ("sqrt(a)", {"a": "[4..9]"}, "[2..3]", False),
    ("sqrt(a)", {"a": "(0..~)"}, "(0..~)", False),
    ("sqrt(a)", {"a": "[-4..9]"}, "[0..3]", True),
    ("mean(a, b)", {"a": "[1..2]", "b": "3"}, "[2..2.5]", False),
    # rounding: a tie at an open end belongs to what lies inside
    ("round(a)", {"a": "[0.5..2.5]"}, "[1..3]", False),
    ("round(a)", {"a": "(0.5..2.5)"}, "[1..2]", False),
    ("round(a)", {"a": "(-2.5..-0.5)"}, "[-2..-1]", False),
    ("round(a, 1)", {"a": "[0.25..0.34]"}, "[0.3..0.3]", False),
    ("round(a)", {"a": "(0..~)"}, "[0..~)", False),
]


@pytest.mark.parametrize(("formula", "inputs", "bounds", "gap"), EXAMPLES)
def test_bounds_go_through_a_formula(formula: str, inputs: dict[str, str], bounds: str, gap: bool) -> None:
    amount, may_be_gap = of(formula, **inputs)
    assert amount is not None
    assert as_span(amount) == span(bounds)
    assert may_be_gap == gap


@pytest.mark.parametrize(
    ("formula", "inputs"),
    [("a / 0", {"a": "[1..2]"}), ("sqrt(a)", {"a": "[-2..0)"}), ("1 / b + a", {"a": "[1..2]", "b": "0"})],
)
def test_what_can_have_no_result_at_all_is_a_gap(formula: str, inputs: dict[str, str]) -> None:
    assert of(formula, **inputs) == (None, True)


def test_a_bound_keeps_all_its_digits() -> None:
    long = "1.23456789012345678901234567890123456789"
    amount, _ = of("-(a + 0)", a=f"[{long}..2]")
    assert as_span(amount or D(0)).high == D(f"-{long}")


def test_a_span_falls_apart_at_its_cuts() -> None:
    parts = span("[0..10)").split([D(5), D(0), D(10), D(12)])
    assert parts == [D(0), Span(D(0), D(5), True, True), D(5), Span(D(5), D(10), True, True)]


def test_a_span_without_bounds_has_an_inside() -> None:
    assert span("(~..~)").inside() == 0
    assert span("(3..~)").inside() == 4
    assert span("(~..3)").inside() == 2


# --- properties ---------------------------------------------------------------------------------

ENDS = st.sampled_from([D(n) for n in ("-3", "-1", "-0.5", "0", "0.5", "1", "2", "7")])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Spans, some of them without an end."""
    low, high = sorted(draw(st.lists(ENDS, min_size=2, max_size=2, unique=True)))
    least, most = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    return Span(
        low if least else -INFINITY,
        high if most else INFINITY,
        least < 2,
        most < 2,
    )


def points(amount: Span) -> Iterator[Decimal]:
    """Yield numbers of a span: its ends or numbers close to them, and some between."""
    low = amount.low if amount.low > -INFINITY else min(amount.high, D(0)) - 10**6
    high = amount.high if amount.high < INFINITY else max(amount.low, D(0)) + 10**6
    width, near = high - low, D("1e-10")
    found = [low, low + near, low + width / 7, D(0), D("0.5"), D("1.5"), high - near, high]
    yield from (number for number in found if amount.holds(number))


@given(terms(st.sampled_from((*NAMES, "0.1", "2"))), st.fixed_dictionaries({name: spans() for name in NAMES}))
@examples(250)
def test_a_span_holds_every_value_that_the_formula_takes(text: str, inputs: dict[str, Span]) -> None:
    term = parse_formula(text).term
    amount, may_be_gap = compute_span(term, inputs.get)
    for numbers in product(*(points(inputs[name]) for name in NAMES)):
        found = compute(term, dict(zip(NAMES, numbers, strict=True)).get)
        if found is None:
            assert may_be_gap
        else:
            assert amount is not None
            assert as_span(amount).holds(found)


@st.composite
def formulas_with_each_unknown_once(draw: st.DrawFn) -> str:
    """Formulas without quotients, in which no name occurs twice."""
    parts = list(NAMES[: draw(st.integers(1, 3))])
    rising = ("-{}", "({} + 0.5)", "(2 * {})", "max({}, 1)")
    while True:
        turning = ("abs({})", "sqrt(abs({}))", "round({})") if parts[0] in NAMES else ()
        form = draw(st.sampled_from(("{}", *rising, *turning)))
        parts[0] = form.format(parts[0])
        if len(parts) == 1:
            return parts[0]
        two = draw(st.sampled_from(("({} + {})", "({} - {})", "({} * {})", "min({}, {})", "mean({}, {})")))
        parts = [two.format(*parts[:2]), *parts[2:]]


@given(formulas_with_each_unknown_once(), st.fixed_dictionaries({name: spans() for name in NAMES}))
@examples(250)
def test_where_each_unknown_occurs_once_the_bounds_are_reached(text: str, inputs: dict[str, Span]) -> None:
    """Sampled close to the ends of the inputs, the formula comes close to both ends of its span."""
    term = parse_formula(text).term
    amount, _ = compute_span(term, inputs.get)
    assert amount is not None
    found = as_span(amount)
    values = [
        value
        for numbers in product(*(points(inputs[name]) for name in NAMES))
        if (value := compute(term, dict(zip(NAMES, numbers, strict=True)).get)) is not None
    ]
    for end, nearest, is_open in (
        (found.low, min(values), found.low_open),
        (found.high, max(values), found.high_open),
    ):
        if end.is_infinite():
            assert abs(nearest) >= 9
        elif is_open or abs(end - nearest) > 0:
            assert abs(end - nearest) < D("0.01")


@given(spans(), st.lists(ENDS, max_size=4))
@examples(100)
def test_the_parts_of_a_span_are_the_span(whole: Span, cuts: list[Decimal]) -> None:
    """Every number lies in just one part where it lies in the span, and in none where it does not."""
    parts = [as_span(part) for part in whole.split(cuts)]
    for number in [*(D(n) / 4 for n in range(-16, 33)), D(-900), D(900)]:
        assert sum(part.holds(number) for part in parts) == whole.holds(number)
    assert all(not part.holds(cut) or part == as_span(cut) for part in parts for cut in cuts)


@given(spans())
@examples(50)
def test_the_inside_of_a_span_is_inside(whole: Span) -> None:
    inside = whole.inside()
    assume(whole.low < whole.high)
    assert whole.low < inside < whole.high


def test_rounding_to_twelve_digits_may_reach_an_open_end() -> None:
    """2.999…9 / 3 is rounded to 1, though a stays below 3."""
    amount, _ = of("a / 3", a="[0..3)")
    assert as_span(amount or D(0)).holds(TWELVE.divide(D("2.99999999999999999"), D(3)))
