"""Hit policies, by the examples that DMN and its community teach them with."""

from __future__ import annotations

import pytest

from goldline.model.condition import Value
from goldline.rules.rows import RowJudge
from rules.small import judge, outcome, row
from rules.textbook import DISCOUNT, HOLIDAYS, LOAN, RANKED, RISK, TABLES, all_rows

# --- unique -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "history", "risk", "rule"),
    [
        (61, "good", "medium", "R-1"),
        (61, "bad", "high", "R-2"),
        (60, "bad", "medium", "R-3"),
        (25, "good", "medium", "R-3"),
        (24, "good", "low", "R-4"),
        (0, "bad", "medium", "R-5"),
    ],
)
def test_unique_has_one_rule_for_each_applicant(age: int, history: str, risk: str, rule: str) -> None:
    found = row(RISK, age=age, history=history)
    assert (found.state, found.value, found.rules) == ("decided", risk, (rule,))


def test_unique_with_two_rules_that_hold_is_a_conflict_that_names_them() -> None:
    found = row(RISK.replace('"> 60", history: bad', '">= 60", history: bad'), age=60, history="bad")
    assert (found.state, found.value, found.rules) == ("conflict", None, ("R-2", "R-3"))
    assert (found.possible, found.possible_states) == ((), ("conflict",))


def test_without_a_rule_that_holds_it_is_a_gap() -> None:
    found = row(RISK.replace('"[25..60]"', '"[25..59]"'), age=60, history="good")
    assert (found.state, found.value, found.rules, found.missing) == ("gap", None, (), ())


def test_unique_decides_what_is_unknown_where_one_rule_holds_in_any_case() -> None:
    """Between 25 and 60 nobody asks for the history."""
    assert outcome(row(RISK, age=40)) == "medium"
    found = row(RISK, age=70)
    assert (found.state, found.possible, found.missing) == (
        "undecided",
        ("medium", "high"),
        ("input:history",),
    )


# --- any --------------------------------------------------------------------------------------


def test_any_lets_several_rules_hold_that_agree() -> None:
    assert row(LOAN, rating="A", cards=9999, education=0).rules == ("L-1",)
    found = row(LOAN, rating="B", cards=10000, education=50000)
    assert (found.value, found.rules) == ("not-compliant", ("L-2", "L-3", "L-4"))


def test_any_with_rules_that_differ_is_a_conflict_that_names_them() -> None:
    found = row(LOAN.replace('cards: "< 10000"', 'cards: "<= 10000"'), rating="A", cards=10000, education=0)
    assert (found.state, found.rules) == ("conflict", ("L-1", "L-3"))


# --- priority -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "history", "risk", "rules"),
    [(61, "bad", "high", ("R-2",)), (60, "bad", "medium", ("R-3",)), (20, "good", "low", ("R-4",))],
)
def test_priority_takes_what_stands_first(age: int, history: str, risk: str, rules: tuple[str, ...]) -> None:
    found = row(RANKED, age=age, history=history)
    assert (found.value, found.rules) == (risk, rules)


BARE = """
    id: c
    inputs:
      a: {boolean: Is it a?}
    hit_policy: priority
    rules:
      - {id: P-1, when: {a: true}, then: 3}
      - {id: P-2, when: {a: true}, then: 1}
      - {id: P-3, then: 2}
    """


def test_without_a_list_the_lowest_level_has_priority() -> None:
    found = row(BARE, a=True)
    assert (found.value, found.rules) == (1, ("P-2",))
    assert outcome(row(BARE, a=False)) == 2


def test_what_the_list_leaves_out_comes_after_it_the_lowest_first() -> None:
    listed = BARE.replace("hit_policy: priority", "hit_policy: priority\n    priority: [3]")
    assert outcome(row(listed, a=True)) == 3
    assert outcome(row(listed, a=False)) == 2


# --- first ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "place", "customer", "discount", "rule"),
    [
        ("web", "us", "wholesaler", 10, "D-1"),
        ("phone", "abroad", "retailer", 0, "D-2"),
        ("web", "abroad", "retailer", 0, "D-3"),
        ("web", "us", "retailer", 5, "D-4"),
    ],
)
def test_first_takes_the_first_rule_that_holds(
    order: str, place: str, customer: str, discount: int, rule: str
) -> None:
    found = row(DISCOUNT, order=order, place=place, customer=customer)
    assert (found.value, found.rules) == (discount, (rule,))


# --- collect ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "service", "days", "rules"),
    [
        (17, 0, 27, ("H-1", "H-2")),
        (25, 5, 22, ("H-1",)),
        (40, 15, 24, ("H-1", "H-3")),
        (45, 10, 24, ("H-1", "H-4")),
        (50, 30, 30, ("H-1", "H-2", "H-5")),
        (60, 20, 30, ("H-1", "H-2", "H-5")),
    ],
)
def test_collect_sum_adds_up_all_rules_that_hold(
    age: int, service: int, days: int, rules: tuple[str, ...]
) -> None:
    found = row(HOLIDAYS, age=age, service=service)
    assert (found.value, found.rules) == (days, rules)


@pytest.mark.parametrize(("aggregate", "days"), [("min", 3), ("max", 22), ("count", 3), ("sum", 30)])
def test_collect_joins_the_rules_that_hold(aggregate: str, days: int) -> None:
    """At sixty 22, 5 and 3 are collected."""
    found = row(HOLIDAYS.replace("aggregate: sum", f"aggregate: {aggregate}"), age=60, service=20)
    assert (found.value, found.rules) == (days, ("H-1", "H-2", "H-5"))


def test_equal_results_are_added_and_counted_one_by_one() -> None:
    """Two rules that give five give ten: what is collected is a list, not a set."""
    body = """
        id: c
        scale: {type: numeric, minimum: 0}
        hit_policy: collect
        aggregate: sum
        rules:
          - {id: N-1, then: 5}
          - {id: N-2, then: 5}
        """
    assert row(body).value == 10
    assert row(body.replace("sum", "count")).value == 2
    assert row(body.replace("sum", "max")).value == 5


def test_collect_without_a_rule_that_holds_is_the_otherwise() -> None:
    found = row(
        HOLIDAYS.replace("{id: H-1, then: 22}", "{id: H-1, when: {age: 99}, then: 22}"), age=30, service=1
    )
    assert (found.value, found.rules) == (0, ("otherwise",))


def test_the_lowest_level_is_the_one_that_stands_first_in_the_scale() -> None:
    words = """
        id: c
        scale: {type: ordinal, levels: [{value: zero}, {value: middling}, {value: all}]}
        inputs: {a: {boolean: Is it a?}}
        hit_policy: collect
        aggregate: min
        rules:
          - {id: P-1, then: all}
          - {id: P-2, when: {a: true}, then: zero}
        """
    assert outcome(row(words, a=True)) == "zero"
    assert outcome(row(words, a=False)) == "all"


def test_sums_are_exact() -> None:
    """Ten rules that give 0.1 each give 1, and no binary fraction."""
    rules = "\n".join(f"          - {{id: T-{n}, then: 0.1}}" for n in range(10))
    body = f"""
        id: c
        scale: {{type: numeric, minimum: 0}}
        hit_policy: collect
        aggregate: sum
        rules:
{rules}
        """
    assert row(body).value == 1


def test_counting_the_rules_that_hold_needs_no_result_of_theirs() -> None:
    """A formula over null has no result, but its rule holds all the same."""
    body = """
        id: c
        scale: {type: numeric, minimum: 0}
        inputs: {x: {number: How much?, nullable: true}}
        hit_policy: collect
        aggregate: count
        rules:
          - {id: N-1, then: {formula: 2 * x}}
          - {id: N-2, then: 1}
        """
    assert [row(body, x=x).value for x in (None, 3)] == [2, 2]
    assert row(body).value == 2


@pytest.mark.parametrize("policy", ["any", "priority", "collect\n    aggregate: sum"])
def test_where_one_rule_that_holds_has_no_result_there_is_none(policy: str) -> None:
    body = f"""
    id: c
    scale: {{type: numeric, minimum: 0}}
    inputs: {{x: {{number: How much?, nullable: true}}}}
    hit_policy: {policy}
    rules:
      - {{id: N-1, then: {{formula: x}}}}
      - {{id: N-2, then: 1}}
    """
    found = row(body, x=None)
    assert (found.state, found.rules) == ("gap", ("N-1", "N-2"))


def test_a_rule_with_several_cases_holds_once() -> None:
    found = row(HOLIDAYS, age=70, service=40)
    assert (found.value, found.rules) == (30, ("H-1", "H-2", "H-5"))


# --- all of them, by rows and columns -----------------------------------------------------------


@pytest.mark.parametrize(("table", "values"), TABLES)
def test_columns_give_what_rows_give(table: str, values: dict[str, list[Value]]) -> None:
    rows = all_rows(values)
    ready = RowJudge(judge(table), "c")
    columns = {name: [one[name] for one in rows] for name in values}
    same = {name: lambda raw: raw for name in values}
    assert list(ready.judge_columns(columns, len(rows), same)) == [ready.judge_row(one) for one in rows]
