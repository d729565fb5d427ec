"""Hit policies where what a rule gives is only known to lie between bounds."""

from __future__ import annotations

import pytest

from goldline.rules.judgment import Judgment
from goldline.rules.span import INFINITY, Span
from rules.small import number, outcome, row


def table(policy: str, *thens: str) -> str:
    """Return a criterion whose rules all hold; `x` is from 0 to 10, `y` from 5 up, `n` may be null."""
    rules = "".join(f"\n      - {{id: R-{at}, then: {then}}}" for at, then in enumerate(thens, 1))
    return f"""
    id: c
    scale: {{type: numeric, minimum: -100}}
    inputs:
      x: {{number: How much of x?, minimum: 0, maximum: 10}}
      y: {{number: How much of y?, minimum: 5}}
      n: {{number: How much of n?, minimum: 0, maximum: 10, nullable: true}}
    hit_policy: {policy}
    rules: {rules}
    """


X, Y, N = "{formula: x}", "{formula: y}", "{formula: n}"
TEN = Span(number("0"), number("10"))


def possible(found: Judgment) -> tuple[object, ...]:
    """Return what is possible: values and states, and what is missing."""
    return found.possible, found.possible_states, found.missing


# --- any --------------------------------------------------------------------------------------


def test_any_agrees_at_most_where_both_results_can_be() -> None:
    found = row(table("any", X, Y))
    assert found.state == "undecided"
    assert possible(found) == (
        (Span(number("5"), number("10")),),
        ("conflict",),
        ("input:x", "input:y"),
    )


def test_any_with_a_number_agrees_only_there() -> None:
    assert possible(row(table("any", X, "7"))) == ((7,), ("conflict",), ("input:x",))


def test_any_is_a_conflict_where_results_can_never_be_the_same() -> None:
    """Eleven is more than x can be."""
    found = row(table("any", X, "11"))
    assert (found.state, found.rules) == ("conflict", ("R-1", "R-2"))


def test_any_with_an_open_end_never_agrees_there() -> None:
    above = table("any", Y, "5")
    assert possible(row(above)) == ((5,), ("conflict",), ("input:y",))


def test_any_never_disagrees_with_itself() -> None:
    """Two rules that give one formula agree whatever it comes to, however they write it."""
    found = row(table("any", "{formula: x + 1}", "{formula: (x+1)}"))
    assert possible(found) == ((Span(number("1"), number("11")),), (), ("input:x",))
    assert row(table("any", X, X), x=3).rules == ("R-1", "R-2")


def test_any_with_what_cannot_be_judged_never_agrees_with_a_number() -> None:
    assert row(table("any", X, "not-judged")).state == "conflict"
    assert row(table("any", X, "not-judged"), x=3).state == "conflict"


# --- priority -----------------------------------------------------------------------------------


def test_without_a_list_the_lowest_number_has_priority() -> None:
    assert possible(row(table("priority", X, "4"))) == (
        (Span(number("0"), number("4")),),
        (),
        ("input:x",),
    )
    assert row(table("priority", X, "-1")).value == -1


def test_with_a_list_each_result_stays_possible() -> None:
    """Whether x is what the list names is not known."""
    listed = table("priority", X, "20").replace("rules:", "priority: [3]\n    rules:")
    assert row(listed).possible == (Span(number("0"), number("20")),)
    assert [outcome(row(listed, x=x)) for x in (3, 4, 10)] == [3, 4, 10]
    assert row(listed.replace("[3]", "[20]"), x=3).value == 20


# --- collect ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aggregate", "expected"),
    [
        ("min", Span(number("0"), number("8"))),
        ("max", Span(number("8"), number("10"))),
        ("sum", Span(number("8"), number("18"))),
    ],
)
def test_collect_joins_bounds(aggregate: str, expected: Span) -> None:
    assert possible(row(table(f"collect\n    aggregate: {aggregate}", X, "8"))) == (
        (expected,),
        (),
        ("input:x",),
    )


def test_the_sum_of_two_open_numbers_needs_both() -> None:
    found = row(table("collect\n    aggregate: sum", X, Y))
    assert possible(found) == (
        (Span(number("5"), INFINITY, False, True),),
        (),
        ("input:x", "input:y"),
    )


def test_bounds_that_meet_decide() -> None:
    """The least of x and nought is nought, the greatest of x and ten is ten."""
    assert row(table("collect\n    aggregate: min", X, "0")).value == 0
    assert row(table("collect\n    aggregate: max", X, "10")).value == 10


@pytest.mark.parametrize(
    ("aggregate", "known", "unknown"),
    [("min", "not-judged", "not-judged"), ("max", 3, TEN), ("sum", "gap", "gap")],
)
def test_what_cannot_be_judged_stands_below_every_number(
    aggregate: str, known: object, unknown: object
) -> None:
    """And it cannot be added up."""
    body = table(f"collect\n    aggregate: {aggregate}", X, "not-judged")
    assert outcome(row(body, x=3)) == known
    found = row(body)
    assert (found.possible[0] if found.state == "undecided" else outcome(found)) == unknown


def test_what_cannot_be_judged_stands_below_numbers_below_nought() -> None:
    body = table("priority", "-5", "not-judged")
    assert row(body).value == "not-judged"
    assert row(table("collect\n    aggregate: max", "-5", "not-judged")).value == -5


# --- no result ----------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["any", "priority", "collect\n    aggregate: max"])
def test_what_may_be_null_may_leave_the_whole_without_a_result(policy: str) -> None:
    found = row(table(policy, N, "10"))
    assert "gap" in found.possible_states
    assert found.missing == ("input:n",)


@pytest.mark.parametrize("policy", ["any", "priority", "collect\n    aggregate: min"])
def test_what_is_null_leaves_the_whole_without_a_result_whatever_the_rest_is(policy: str) -> None:
    found = row(table(policy, X, N), n=None)
    assert (found.state, found.rules) == ("gap", ("R-1", "R-2"))


def test_a_quotient_that_may_have_no_result_may_leave_the_whole_without_one() -> None:
    found = row(table("collect\n    aggregate: min", "{formula: 1 / x}", "4"))
    assert found.possible_states == ("gap",)


def test_counting_needs_no_bounds() -> None:
    assert row(table("collect\n    aggregate: count", X, Y, N)).value == 3
