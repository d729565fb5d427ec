"""What is open in one criterion and read by another: lost, null, overruled, or between bounds."""

from __future__ import annotations

import pytest

from goldline.model.gold import Facts
from goldline.rules.domain import tidy
from goldline.rules.rows import RowJudge
from goldline.rules.span import INFINITY, Span
from rules.small import facts, judge, judged, number, of, outcome

# --- judgments of other criteria ------------------------------------------------------------------

BELOW = """
    id: a
    inputs: {x: {boolean: Is it x?}, y: {boolean: Is it y?}}
    hit_policy: first
    rules:
      - {id: A-1, when: {x: true}, then: 1}
      - {id: A-2, when: {y: true}, then: 3}
    """


def above(rules: str, extra: str = "") -> str:
    """Return a criterion that reads `a`."""
    return f"""
    id: c
    inputs: {{level: {{criterion: a}}{extra}}}
    hit_policy: first
    rules: {rules}
    """


def test_a_gap_below_is_passed_on() -> None:
    made = judge(BELOW, above("[{id: C-1, when: {level: 1}, then: 1}, {id: C-2, then: 2}]"))
    found = judged(made, facts(x=False, y=False))
    assert of(found) == ("gap", None, (), ("gap",), ())


def test_a_gap_below_is_no_matter_where_every_level_leads_to_the_same() -> None:
    made = judge(
        BELOW, above("[{id: C-1, when: {level: '> 1'}, then: 2}, {id: C-2, when: {level: 1}, then: 2}]")
    )
    assert judged(made, facts(x=False, y=False)).value == 2
    assert judged(made, facts(x=False, y=False)).rules == ("C-1", "C-2")


def test_a_conflict_below_names_its_rules_above() -> None:
    conflicting = BELOW.replace("first", "unique")
    made = judge(conflicting, above("[{id: C-1, when: {level: 1}, then: 1}]"))
    found = judged(made, facts(x=True, y=True))
    assert (found.state, found.rules) == ("conflict", ("A-1", "A-2"))


def test_a_gap_that_is_only_possible_below_is_possible_above() -> None:
    made = judge(BELOW, above("[{id: C-1, when: {level: 1}, then: 1}, {id: C-2, then: 2}]"))
    assert of(judged(made, facts(x=False))) == ("undecided", None, (2,), ("gap",), ("input:y",))


def test_inputs_that_read_one_lost_judgment_lose_it_together() -> None:
    """Whatever the level were, both names would have it: they never differ."""
    twice = above(
        "[{id: C-1, when: {level: 1, again: 1}, then: 2}, {id: C-2, when: {level: 2, again: not 1}, then: 2},"
        " {id: C-3, when: {level: 3, again: not 1}, then: 2}]",
        ", again: {criterion: a}",
    )
    assert judged(judge(BELOW, twice), facts(x=False, y=False)).value == 2


def test_not_judged_below_is_null_above() -> None:
    """Whether a rule says it, or people do."""
    rules = "[{id: C-1, when: {level: null}, then: 1}, {id: C-2, then: 2}]"
    ruled = BELOW.replace("then: 3", "then: not-judged")
    assert judged(judge(ruled, above(rules)), facts(x=False, y=True)).value == 1
    people = "id: a"
    assert judged(judge(people, above(rules)), facts(people=(("a", None, "not-judged"),))).value == 1
    assert judged(judge(people, above(rules)), facts(people=(("a", None, 3),))).value == 2


def test_a_criterion_that_does_not_apply_is_null_above() -> None:
    rules = "[{id: C-1, when: {level: null}, then: 1}, {id: C-2, then: 2}]"
    made = judge(BELOW + "\n    modalities: [image]", above(rules))
    assert judged(made, facts(modality="text", x=True)).value == 1


def test_a_criterion_that_applies_and_is_not_known_is_not_null_above() -> None:
    made = judge(
        BELOW + "\n    modalities: [image]",
        above("[{id: C-1, when: {level: 1}, then: 1}, {id: C-2, then: 2}]"),
    )
    found = judged(made, facts(modality="image", y=True))
    assert of(found) == ("undecided", None, (1, 2), (), ("input:x",))


def test_an_exception_below_is_what_counts_above() -> None:
    made = judge(BELOW, above("[{id: C-1, when: {level: 1}, then: 1}, {id: C-2, then: 2}]"))
    item = facts(x=True, people=(("a", None, 3),))
    assert judged(made, item).value == 2
    assert judged(made, item, "a").value == 1


def test_a_label_that_nobody_gave_may_be_any_level_or_none() -> None:
    rules = (
        "[{id: C-1, when: {level: null}, then: 1}, {id: C-2, when: {level: 2}, then: 3}, {id: C-3, then: 2}]"
    )
    made = judge("id: a", above(rules))
    assert of(judged(made, facts())) == ("undecided", None, (1, 2, 3), (), ("label:a",))
    assert judged(made, facts(), "a").missing == ("label:a",)


DIFFERENCE = """
    id: c
    target: item
    inputs: {ahead: {difference: a, of: [one, two]}}
    hit_policy: first
    rules:
      - {id: C-1, when: {ahead: "> 0"}, then: 3}
      - {id: C-2, when: {ahead: 0}, then: 2}
      - {id: C-3, when: {ahead: "< 0"}, then: 1}
    otherwise: not-judged
    """


def pair(*people: tuple[str, str | None, int | str]) -> Facts:
    """Return facts of two responses with labels."""
    return Facts("1.2.0", "text", "en-US", ("one", "two"), (), (), (), (), (), people)


def test_a_difference_of_labels_that_nobody_gave_is_one_of_levels() -> None:
    """One is at 3, so it cannot be behind; `not-judged` makes it null."""
    made = judge("id: a", DIFFERENCE)
    assert judged(made, pair(("a", "one", 1), ("a", "two", 3))).value == 1
    found = judged(made, pair(("a", "one", 3)))
    assert of(found) == ("undecided", None, (2, 3, "not-judged"), (), ("label:a",))


def test_a_difference_with_a_response_that_was_not_judged_is_null_whatever_the_other_is() -> None:
    made = judge("id: a", DIFFERENCE)
    assert judged(made, pair(("a", "one", "not-judged"))).value == "not-judged"


# --- numbers between bounds -------------------------------------------------------------------

SCORE = """
    id: c
    scale: {type: numeric, minimum: 0, maximum: 100}
    inputs: {slips: {count: wrong}}
    hit_policy: first
    rules:
      - {id: S-1, then: {formula: "max(0, 100 - 10 * slips)"}}
    """
CLASS = """
    id: d
    inputs: {score: {criterion: c}}
    hit_policy: unique
    rules:
      - {id: D-1, when: {score: ">= 90"}, then: 3}
      - {id: D-2, when: {score: "(80..90)"}, then: 2}
      - {id: D-3, when: {score: "<= 80"}, then: 1}
    """


def test_numbers_too_many_to_list_are_given_by_their_bounds() -> None:
    found = judged(judge(SCORE), facts(findings=None))
    assert (found.state, found.missing) == ("undecided", ("findings",))
    assert found.possible == (Span(number("0"), number("100")),) or found.possible == tuple(range(0, 101, 10))


def test_a_class_between_two_scores_that_can_be_is_none_that_can_be() -> None:
    """The score goes down by tens: no count of slips leaves it between 80 and 90."""
    assert judged(judge(SCORE, CLASS), facts(findings=None), "d").possible == (1, 3)


def test_an_open_number_must_be_known_where_a_formula_gives_it() -> None:
    table = """
        id: c
        scale: {type: numeric, minimum: 0}
        inputs: {x: {number: How much?, minimum: 0}, a: {boolean: Is it a?}}
        hit_policy: first
        rules:
          - {id: R-1, when: {a: true}, then: {formula: x + 1}}
          - {id: R-2, then: 5}
        """
    found = judged(judge(table), facts())
    assert found.possible == (Span(number("1"), INFINITY, False, True),)
    assert found.missing == ("input:a", "input:x")
    assert judged(judge(table), facts(a=True)).missing == ("input:x",)
    assert judged(judge(table), facts(a=False)).value == 5


def test_a_label_on_a_numeric_scale_that_nobody_gave_is_between_its_bounds() -> None:
    made = judge("{id: c, scale: {type: numeric, minimum: 0, maximum: 5}}")
    assert judged(made, facts()).possible == (Span(number("0"), number("5")),)
    endless = judge("{id: c, scale: {type: numeric, minimum: 0}}")
    assert judged(endless, facts()).possible == (Span(number("0"), INFINITY, False, True),)


# --- rows of one guideline ------------------------------------------------------------------------


def test_what_is_remembered_of_one_row_is_not_taken_for_another() -> None:
    """`total` and `bad` are read by no rule; each tells of `worst` what it can."""
    table = """
        id: c
        inputs:
          worst: {worst: wrong}
          total: {count: wrong}
          bad: {count: wrong, severity: major}
        hit_policy: first
        rules:
          - {id: R-1, when: {worst: none}, then: 3}
        otherwise: 1
        """
    made = RowJudge(judge(table), "c")
    assert outcome(made.judge_row({"total": 0})) == 3
    assert outcome(made.judge_row({"bad": 0})) == "undecided"
    assert outcome(made.judge_row({"bad": 1})) == 1


def test_one_name_for_two_readings_that_contradict_each_other_is_judged_all_the_same() -> None:
    twice = """
        id: c
        inputs: {level: {criterion: a}, again: {criterion: a}, z: {boolean: Is it z?}}
        hit_policy: first
        rules:
          - {id: C-1, when: {level: 1, again: 2, z: true}, then: 1}
        otherwise: 3
        """
    found = RowJudge(judge(BELOW, twice), "c").judge_row({"level": 1, "again": 2})
    assert of(found) == ("undecided", None, (1, 3), (), ("input:z",))


def test_a_difference_on_numbers_is_told_apart_where_tests_are() -> None:
    numeric = "{id: a, scale: {type: numeric, minimum: 0, maximum: 10}}"
    found = RowJudge(judge(numeric, DIFFERENCE), "c").judge_row({})
    assert found.possible == (1, 2, 3, "not-judged")
    assert tidy(number("3.0")) == 3


def test_of_two_names_for_one_open_number_one_is_enough() -> None:
    twice = """
        id: c
        scale: {type: numeric, minimum: 0}
        inputs: {x: {criterion: a}, same: {criterion: a}, y: {number: How much?}}
        hit_policy: first
        rules:
          - {id: C-1, when: {x: "> 3"}, then: {formula: same + y}}
        otherwise: {id: C-2, text: Else., then: {formula: x}}
        """
    made = RowJudge(judge("{id: a, scale: {type: numeric, minimum: 0, maximum: 9}}", twice), "c")
    assert made.judge_row({"y": 1}).missing == ("input:x",)
    assert made.judge_row({"y": 1, "x": 4}).value == 5
    assert made.judge_row({"y": 1, "same": 3}).value == 3
    assert set(made.judge_row({}).missing) == {"input:x", "input:y"}


# --- what is impossible beside a judgment ----------------------------------------------------------


@pytest.mark.parametrize(("label", "value"), [(3, 3), (2, "undecided"), ("not-judged", "undecided")])
def test_a_judgment_can_make_a_fact_impossible(label: int | str, value: object) -> None:
    table = """
        id: c
        inputs: {level: {criterion: a}, z: {boolean: Is it z?}}
        hit_policy: first
        rules: [{id: C-1, when: {z: true}, then: 1}]
        otherwise: 3
        impossible: [{level: 3, z: true}]
        """
    assert outcome(judged(judge("id: a", table), facts(people=(("a", None, label),)))) == value


def test_what_one_response_is_ahead_can_make_a_fact_impossible() -> None:
    table = """
        id: c
        target: item
        inputs: {ahead: {difference: a, of: [one, two]}, z: {boolean: Is it z?}}
        hit_policy: first
        rules: [{id: C-1, when: {z: true}, then: 1}]
        otherwise: 3
        impossible: [{ahead: "> 1", z: true}]
        """
    made = judge("id: a", table)
    assert outcome(judged(made, pair(("a", "one", 3), ("a", "two", 1)))) == 3
    assert outcome(judged(made, pair(("a", "one", 3), ("a", "two", 2)))) == "undecided"
    assert outcome(judged(made, pair(("a", "one", 1), ("a", "two", 3)))) == "undecided"
