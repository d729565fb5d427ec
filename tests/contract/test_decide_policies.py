"""`goldline decide`: how rules that hold become one judgment (FORMAT, section 4, hit policies)."""

from __future__ import annotations

from typing import Any

import pytest

from contract.deciding import Trial, outcomes

ROWS = ["a,b", "true,false", "false,true", "true,true", "false,false"]


def table(policy: str, *, first: object = 1, second: object = 2, more: str = "") -> str:
    """Return two rules that overlap where both `a` and `b` are true."""
    return (
        "inputs:\n"
        "  a: {boolean: Is it a?}\n"
        "  b: {boolean: Is it b?}\n"
        f"{policy}\n"
        "rules:\n"
        f"  - {{id: P-1, text: A., when: {{a: true}}, then: {first}}}\n"
        f"  - {{id: P-2, text: B., when: {{b: true}}, then: {second}}}\n"
        f"{more}"
    )


def rules(lines: list[dict[str, Any]]) -> list[set[str]]:
    return [set(line["rules"]) for line in lines]


def test_a_line_has_the_promised_shape(trial: Trial) -> None:
    """The example of the contract, key by key."""
    (line,) = trial(table("hit_policy: first"), ["a,b", "true,false"])
    assert line == {
        "row": 0,
        "outcome": 1,
        "state": "decided",
        "rules": ["P-1"],
        "possible": [1],
        "possible_states": [],
        "missing": [],
    }


def test_rows_are_counted_from_nought(trial: Trial) -> None:
    assert [line["row"] for line in trial(table("hit_policy: first"), ROWS)] == [0, 1, 2, 3]


def test_all_rows_decided_is_all_well(trial: Trial) -> None:
    assert trial.result(table("hit_policy: first", more="otherwise: 3\n"), ROWS).exit_code == 0


def test_first_takes_the_rule_that_stands_first(trial: Trial) -> None:
    lines = trial(table("hit_policy: first", more="otherwise: 3\n"), ROWS)
    assert outcomes(lines) == [1, 2, 1, 3]
    assert rules(lines)[:3] == [{"P-1"}, {"P-2"}, {"P-1"}]


def test_where_no_rule_holds_otherwise_is_the_judgment(trial: Trial) -> None:
    more = "otherwise: {id: P-9, text: The rest., then: 3}\n"
    lines = trial(table("hit_policy: first", more=more), ["a,b", "false,false"])
    assert outcomes(lines) == [3]
    assert lines[0]["rules"] == ["P-9"]


def test_where_no_rule_holds_and_there_is_no_otherwise_is_a_gap(trial: Trial) -> None:
    (line,) = trial(table("hit_policy: first"), ["a,b", "false,false"])
    assert (line["state"], line["outcome"], line["rules"], line["possible"], line["missing"]) == (
        "gap",
        None,
        [],
        [],
        [],
    )


@pytest.mark.parametrize(
    "policy",
    ["unique", "any", "first", "priority", "{}\naggregate: sum".format("collect")],
)
def test_every_policy_leaves_a_gap_where_nothing_holds(trial: Trial, policy: str) -> None:
    scale = "amount" if "collect" in policy else "three"
    assert outcomes(trial(table(f"hit_policy: {policy}"), ["a,b", "false,false"], scale=scale)) == ["GAP"]


def test_unique_is_a_conflict_where_two_rules_hold_and_names_them(trial: Trial) -> None:
    lines = trial(table("hit_policy: unique", more="otherwise: 3\n"), ROWS)
    assert outcomes(lines) == [1, 2, "CONFLICT", 3]
    assert lines[2]["outcome"] is None
    assert rules(lines)[2] == {"P-1", "P-2"}


def test_unique_is_a_conflict_even_where_the_rules_agree(trial: Trial) -> None:
    """At most one rule may hold, whatever it gives."""
    assert outcomes(trial(table("hit_policy: unique", first=2, second=2), ROWS))[2] == "CONFLICT"


def test_any_takes_rules_that_agree(trial: Trial) -> None:
    lines = trial(table("hit_policy: any", first=2, second=2, more="otherwise: 3\n"), ROWS)
    assert outcomes(lines) == [2, 2, 2, 3]
    assert rules(lines)[2] & {"P-1", "P-2"}


def test_any_is_a_conflict_where_the_rules_differ(trial: Trial) -> None:
    lines = trial(table("hit_policy: any"), ROWS)
    assert outcomes(lines) == [1, 2, "CONFLICT", "GAP"]
    assert rules(lines)[2] == {"P-1", "P-2"}


def test_priority_takes_the_outcome_that_stands_first_in_its_list(trial: Trial) -> None:
    lines = trial(table("hit_policy: priority\npriority: [2, 1, 3]", more="otherwise: 3\n"), ROWS)
    assert outcomes(lines) == [1, 2, 2, 3]
    assert "P-2" in rules(lines)[2]


def test_priority_without_a_list_takes_the_lowest_level(trial: Trial) -> None:
    lines = trial(table("hit_policy: priority", first=3, second=2), ROWS)
    assert outcomes(lines)[:3] == [3, 2, 2]


def test_priority_takes_words_too(trial: Trial) -> None:
    body = table("hit_policy: priority\npriority: [blue, red, green]", first="red", second="blue")
    assert outcomes(trial(body, ROWS, scale="colour"))[:3] == ["red", "blue", "blue"]


@pytest.mark.parametrize(
    ("aggregate", "both"),
    [
        ("min", 3),
        ("max", 4.5),
        ("sum", 7.5),
        ("count", 2),
    ],
)
def test_collect_adds_up_all_the_rules_that_hold(trial: Trial, aggregate: str, both: float) -> None:
    """The rules give 3 and 4.5; where both hold: least 3, most 4.5, together 7.5, two of them."""
    body = table(f"hit_policy: collect\naggregate: {aggregate}", first=3, second=4.5, more="otherwise: 0\n")
    lines = trial(body, ROWS, scale="amount")
    alone = [1, 1] if aggregate == "count" else [3, 4.5]
    assert outcomes(lines) == [*alone, both, 0]
    assert rules(lines)[2] == {"P-1", "P-2"}


def test_collect_takes_the_least_of_levels(trial: Trial) -> None:
    lines = trial(table("hit_policy: collect\naggregate: min", first=3, second=2), ROWS)
    assert outcomes(lines)[:3] == [3, 2, 2]


def test_collect_takes_the_most_of_levels(trial: Trial) -> None:
    lines = trial(table("hit_policy: collect\naggregate: max", first=1, second=2), ROWS)
    assert outcomes(lines)[:3] == [1, 2, 2]


def test_collect_sums_tenths_exactly(trial: Trial) -> None:
    """0.1 and 0.2 make 0.3, not 0.30000000000000004."""
    lines = trial(table("hit_policy: collect\naggregate: sum", first=0.1, second=0.2), ROWS, scale="amount")
    assert outcomes(lines)[2] == 0.3


def test_a_rule_without_when_always_holds(trial: Trial) -> None:
    lines = trial(table("hit_policy: first", more="  - {id: P-3, text: Always., then: 3}\n"), ROWS)
    assert outcomes(lines) == [1, 2, 1, 3]
    assert rules(lines)[3] == {"P-3"}


def test_levels_can_be_words(trial: Trial) -> None:
    body = table("hit_policy: first", first="red", second="green", more="otherwise: blue\n")
    assert outcomes(trial(body, ROWS, scale="colour")) == ["red", "green", "red", "blue"]
