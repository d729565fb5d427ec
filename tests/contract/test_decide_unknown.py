"""`goldline decide`: unknown is not none (FORMAT, section 4). An empty cell is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from contract.deciding import Trial, criterion, outcomes

FIRST = """
    inputs:
      a: {boolean: Is it a?}
      b: {boolean: Is it b?}
      c: {boolean: Is it c?}
    hit_policy: first
    rules:
      - {id: P-1, text: A and C., when: {a: true, c: true}, then: 1}
      - {id: P-2, text: B., when: {b: true}, then: 2}
    otherwise: 3
    """


def judgment(line: dict[str, Any]) -> tuple[Any, ...]:
    """Return state, outcome, what is possible, and what would settle it."""
    return (
        line["state"],
        line["outcome"],
        sorted(line["possible"], key=str),
        sorted(line["possible_states"]),
        sorted(line["missing"]),
    )


def test_an_unknown_that_matters_leaves_it_undecided(trial: Trial) -> None:
    """a is false, so it hangs on b: 2 or 3."""
    (line,) = trial(FIRST, ["a,b,c", "false,,false"])
    assert judgment(line) == ("undecided", None, [2, 3], [], ["input:b"])


def test_an_unknown_that_does_not_matter_is_no_matter(trial: Trial) -> None:
    """The first rule holds already, whatever b is."""
    (line,) = trial(FIRST, ["a,b,c", "true,,true"])
    assert judgment(line) == ("decided", 1, [1], [], [])


def test_only_what_would_settle_it_is_missing(trial: Trial) -> None:
    """b and c are unknown, but with a false no rule reads c."""
    (line,) = trial(FIRST, ["a,b,c", "false,,"])
    assert judgment(line) == ("undecided", None, [2, 3], [], ["input:b"])


def test_several_unknowns_may_be_needed(trial: Trial) -> None:
    """a true: c true gives 1; else b decides between 2 and 3."""
    (line,) = trial(FIRST, ["a,b,c", "true,,"])
    assert judgment(line) == ("undecided", None, [1, 2, 3], [], ["input:b", "input:c"])


def test_all_completions_that_agree_decide(trial: Trial) -> None:
    """Both rules give 2, so it does not matter which of them holds."""
    body = """
        inputs:
          a: {boolean: Is it a?}
        hit_policy: unique
        rules:
          - {id: P-1, text: A., when: {a: true}, then: 2}
          - {id: P-2, text: Not a., when: {a: false}, then: 2}
        """
    (line,) = trial(body, ["a", '""'])
    assert judgment(line) == ("decided", 2, [2], [], [])


def test_an_absent_column_is_unknown(trial: Trial) -> None:
    (line,) = trial(FIRST, ["a,c", "false,false"])
    assert judgment(line) == ("undecided", None, [2, 3], [], ["input:b"])


def test_a_possible_gap_is_a_state_beside_the_values(trial: Trial) -> None:
    body = """
        inputs:
          a: {boolean: Is it a?}
        hit_policy: first
        rules:
          - {id: P-1, text: A., when: {a: true}, then: 1}
        """
    (line,) = trial(body, ["a", '""'])
    assert judgment(line) == ("undecided", None, [1], ["gap"], ["input:a"])


def test_a_possible_conflict_is_a_state_beside_the_values(trial: Trial) -> None:
    body = """
        inputs:
          a: {boolean: Is it a?}
          b: {boolean: Is it b?}
        hit_policy: unique
        rules:
          - {id: P-1, text: A., when: {a: true}, then: 1}
          - {id: P-2, text: B., when: {b: true}, then: 2}
        otherwise: 3
        """
    (line,) = trial(body, ["a,b", "true,"])
    assert judgment(line) == ("undecided", None, [1], ["conflict"], ["input:b"])


def test_completions_that_are_all_gaps_are_a_gap(trial: Trial) -> None:
    """Where a is false nothing holds, whatever b is."""
    body = """
        inputs:
          a: {boolean: Is it a?}
          b: {boolean: Is it b?}
        hit_policy: first
        rules:
          - {id: P-1, text: Both., when: {a: true, b: true}, then: 1}
          - {id: P-2, text: Only a., when: {a: true, b: false}, then: 2}
        """
    (line,) = trial(body, ["a,b", "false,"])
    assert (line["state"], line["outcome"], line["possible"], line["missing"]) == ("gap", None, [], [])


def test_completions_that_are_all_conflicts_are_a_conflict(trial: Trial) -> None:
    body = """
        inputs:
          a: {boolean: Is it a?}
          b: {boolean: Is it b?}
        hit_policy: unique
        rules:
          - {id: P-1, text: A., when: {a: true}, then: 1}
          - {id: P-2, text: A again., when: {a: true}, then: 2}
        otherwise: {then: 3, id: P-9, text: The rest.}
        """
    (line,) = trial(body, ["a,b", "true,"])
    assert (line["state"], line["outcome"]) == ("conflict", None)
    assert set(line["rules"]) == {"P-1", "P-2"}


# --- null is a value, empty is not ------------------------------------------------------------

NULLABLE = """
    inputs:
      ease: {number: Reading ease, minimum: 0, maximum: 100, nullable: true}
    hit_policy: first
    rules:
      - {id: P-1, text: It could not be measured., when: {ease: null}, then: 3}
      - {id: P-2, text: Hard., when: {ease: "< 30"}, then: 1}
    otherwise: 2
    """


def test_in_csv_the_word_null_is_null_and_an_empty_cell_is_unknown(trial: Trial) -> None:
    known, unknown = trial(NULLABLE, ["ease", "null", '""'])
    assert judgment(known) == ("decided", 3, [3], [], [])
    assert judgment(unknown) == ("undecided", None, [1, 2, 3], [], ["input:ease"])


def test_in_json_lines_null_is_null_and_an_absent_key_is_unknown(trial: Trial) -> None:
    known, unknown, number = trial(NULLABLE, '{"ease": null}\n{}\n{"ease": 29.5}\n', jsonl=True)
    assert judgment(known) == ("decided", 3, [3], [], [])
    assert judgment(unknown) == ("undecided", None, [1, 2, 3], [], ["input:ease"])
    assert judgment(number) == ("decided", 1, [1], [], [])


def test_an_unknown_that_may_not_be_null_is_not_null(trial: Trial) -> None:
    """Without `nullable` both ways lead to 2."""
    body = """
        inputs:
          ease: {number: Reading ease, minimum: 0, maximum: 100}
        hit_policy: first
        rules:
          - {id: P-1, text: Hard., when: {ease: "< 30"}, then: 2}
          - {id: P-2, text: Easy., when: {ease: ">= 30"}, then: 2}
        otherwise: 1
        """
    (line,) = trial(body, ["ease", '""'])
    assert judgment(line) == ("decided", 2, [2], [], [])


def test_bounds_of_a_number_bound_what_it_could_be(trial: Trial) -> None:
    """From 0 to 10 nothing is above 10 or below 0: only the middle rule and its neighbour are left."""
    body = """
        inputs:
          n: {integer: How many?, minimum: 0, maximum: 2}
        hit_policy: first
        rules:
          - {id: P-1, text: None., when: {n: 0}, then: 1}
          - {id: P-2, text: Some., when: {n: [1, 2]}, then: 2}
        otherwise: 3
        """
    (line,) = trial(body, ["n", '""'])
    assert judgment(line) == ("undecided", None, [1, 2], [], ["input:n"])


def test_no_integer_lies_between_two_neighbours(trial: Trial) -> None:
    """The open interval from 1 to 2 holds for 1.5, which no count can be."""
    body = """
        inputs:
          n: {integer: How many?, minimum: 0, maximum: 5}
        hit_policy: first
        rules:
          - {id: P-1, text: Small., when: {n: "<= 1"}, then: 2}
          - {id: P-2, text: Large., when: {n: ">= 2"}, then: 2}
        otherwise: 1
        """
    (line,) = trial(body, ["n", '""'])
    assert judgment(line) == ("decided", 2, [2], [], [])


# --- impossible combinations ---------------------------------------------------------------------


def test_what_is_impossible_is_left_out(trial: Trial) -> None:
    """Off topic there is always a finding, so `none` is not one of the completions."""
    body = """
        inputs:
          on_topic: {boolean: Is it about this?}
          worst: {worst: wrong}
        hit_policy: first
        rules:
          - {id: P-1, text: Nothing is wrong., when: {worst: none}, then: 3}
        otherwise: 1
        impossible:
          - {on_topic: false, worst: none}
        """
    off, on = trial(body, ["on_topic,worst", "false,", "true,"])
    assert judgment(off) == ("decided", 1, [1], [], [])
    assert judgment(on)[:4] == ("undecided", None, [1, 3], [])


# --- inputs that read the same findings vary together ----------------------------------------------

TOGETHER = """
    inputs:
      worst: {worst: wrong}
      facts: {count: wrong.fact}
      bad: {any: wrong, severity: ">= major"}
    hit_policy: first
    rules:
      - {id: P-1, text: Facts are wrong., when: {facts: ">= 1"}, then: 1}
      - {id: P-2, text: Something is bad., when: {bad: true}, then: 2}
    otherwise: 3
    """


def test_where_the_worst_is_none_the_count_is_nought(trial: Trial) -> None:
    """No finding of `wrong` or below it, so none of `wrong.fact`, and none that is major."""
    (line,) = trial(TOGETHER, ["worst,facts,bad", "none,,"])
    assert judgment(line) == ("decided", 3, [3], [], [])


def test_where_the_worst_is_minor_nothing_is_major(trial: Trial) -> None:
    """`bad` must be false: what is left is whether the minor finding is a fact."""
    (line,) = trial(TOGETHER, ["worst,facts,bad", "minor,,"])
    assert judgment(line)[:4] == ("undecided", None, [1, 3], [])
    assert line["missing"]


def test_where_the_worst_is_major_something_is_bad(trial: Trial) -> None:
    """`bad` must be true: 1 where the count is above nought, else 2, and never 3."""
    (line,) = trial(TOGETHER, ["worst,facts,bad", "major,,"])
    assert judgment(line)[:4] == ("undecided", None, [1, 2], [])


def test_where_something_is_counted_the_worst_is_not_none(trial: Trial) -> None:
    body = """
        inputs:
          worst: {worst: wrong}
          facts: {count: wrong.fact}
        hit_policy: first
        rules:
          - {id: P-1, text: Nothing is wrong., when: {worst: none}, then: 3}
        otherwise: 1
        """
    (line,) = trial(body, ["worst,facts", ",2"])
    assert judgment(line) == ("decided", 1, [1], [], [])


def test_where_nothing_is_found_the_sum_is_nought(trial: Trial) -> None:
    body = """
        inputs:
          worst: {worst: wrong}
          penalty: {sum: [{type: wrong, severity: minor, weight: 0.1}, {type: wrong, weight: 5}]}
        hit_policy: first
        rules:
          - {id: P-1, text: No penalty., when: {penalty: 0}, then: 3}
        otherwise: 1
        """
    (line,) = trial(body, ["worst,penalty", "none,"])
    assert judgment(line) == ("decided", 3, [3], [], [])


def test_findings_of_other_types_vary_on_their_own(trial: Trial) -> None:
    body = """
        inputs:
          worst: {worst: wrong}
          rude: {any: rude}
        hit_policy: first
        rules:
          - {id: P-1, text: Rude., when: {rude: true}, then: 1}
        otherwise: 3
        """
    (line,) = trial(body, ["worst,rude", "none,"])
    assert judgment(line)[:4] == ("undecided", None, [1, 3], [])


@pytest.mark.parametrize(("known", "outcome"), [("1", 1), ("3", 3)])
def test_inputs_of_the_same_upstream_judgment_vary_together(trial: Trial, known: str, outcome: int) -> None:
    """Two names of one criterion: what is known of the one is known of the other."""
    body = """
        inputs:
          level: {criterion: upstream}
          again: {criterion: upstream}
        hit_policy: first
        rules:
          - {id: P-1, text: It is low., when: {again: 1}, then: 1}
          - {id: P-2, text: It is high., when: {again: 3}, then: 3}
        otherwise: 2
        """
    upstream = criterion(
        "upstream",
        """
        inputs:
          n: {integer: How many?, minimum: 0, maximum: 9}
        hit_policy: first
        rules:
          - {id: U-1, text: None., when: {n: 0}, then: 3}
          - {id: U-2, text: One., when: {n: 1}, then: 2}
        otherwise: 1
        """,
    )
    (line,) = trial(body, ["level,again", f"{known},"], upstream=upstream)
    assert judgment(line) == ("decided", outcome, [outcome], [], [])


# --- the other inputs that can be unknown --------------------------------------------------------


def test_an_unknown_locale_is_one_of_the_guideline(trial: Trial) -> None:
    body = """
        hit_policy: first
        rules:
          - {id: P-1, text: Japanese., when: {locale: "ja-*"}, then: 2}
          - {id: P-2, text: English., when: {locale: en-US}, then: 1}
        otherwise: 3
        """
    (line,) = trial(body, ["locale", '""'])
    assert judgment(line) == ("undecided", None, [1, 2], [], ["input:locale"])


def test_collect_under_an_unknown_names_all_sums(trial: Trial) -> None:
    """5 alone, or 5 and 2 together."""
    body = """
        inputs:
          a: {boolean: Is it a?}
          b: {boolean: Is it b?}
        hit_policy: collect
        aggregate: sum
        rules:
          - {id: P-1, text: A., when: {a: true}, then: 5}
          - {id: P-2, text: B., when: {b: true}, then: 2}
        otherwise: 0
        """
    (line,) = trial(body, ["a,b", "true,"], scale="amount")
    assert line["state"] == "undecided"
    assert line["missing"] == ["input:b"]
    assert line["possible"] in ([5, 7], [{"min": 5, "max": 7}])


def test_a_row_decides_what_another_leaves_open(trial: Trial) -> None:
    """Rows do not touch each other."""
    lines = trial(FIRST, ["a,b,c", "false,,false", "false,true,false", "false,,false"])
    assert outcomes(lines) == ["UNDECIDED", 2, "UNDECIDED"]
