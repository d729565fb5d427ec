"""Unknown is not none: what remains possible, what would settle it, and what is passed on from below."""

from __future__ import annotations

import pytest

from goldline.model.gold import Facts
from goldline.rules.domain import tidy
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge
from goldline.rules.span import INFINITY, Span
from rules.small import facts, judge, number, outcome, row

CORRECTNESS = """
    id: c
    inputs:
      worst: {worst: wrong}
      facts: {count: wrong.fact, severity: ">= major"}
      on_topic: {boolean: Is it about what was asked?}
    hit_policy: first
    rules:
      - {id: C-1, when: {worst: critical}, then: 1}
      - {id: C-2, when: [{worst: major, facts: "< 2"}, {on_topic: false}], then: 2}
    otherwise: {id: C-9, text: Nothing is wrong., then: 3}
    """


def of(judgment: Judgment) -> tuple[object, ...]:
    """Return state, value, what is possible, and what is missing."""
    return judgment.state, judgment.value, judgment.possible, judgment.possible_states, judgment.missing


def judged(made: Judge, item: Facts, criterion: str = "c") -> Judgment:
    """Return the judgment of an item by one criterion."""
    return made.judge(item)[criterion, None]


# --- what is unknown ----------------------------------------------------------------------------


def test_complete_facts_are_decided_by_the_rule_that_fires() -> None:
    found = judged(judge(CORRECTNESS), facts(findings="wrong.fact major", on_topic=True))
    assert of(found) == ("decided", 2, (2,), (), ())
    assert found.rules == ("C-2",)


def test_findings_that_nobody_annotated_may_be_anything() -> None:
    found = judged(judge(CORRECTNESS), facts(findings=None, on_topic=True))
    assert of(found) == ("undecided", None, (1, 2, 3), (), ("findings",))


def test_no_findings_are_none() -> None:
    assert outcome(judged(judge(CORRECTNESS), facts(findings="", on_topic=True))) == 3


def test_an_observation_that_nobody_recorded_may_be_anything() -> None:
    found = judged(judge(CORRECTNESS), facts())
    assert of(found) == ("undecided", None, (2, 3), (), ("input:on_topic",))


def test_what_does_not_matter_is_not_missing() -> None:
    found = judged(judge(CORRECTNESS), facts(findings="wrong critical"))
    assert of(found) == ("decided", 1, (1,), (), ())


def test_a_type_newer_than_the_stamp_was_not_looked_for() -> None:
    """`wrong.unit` came with 1.1.0; it is never critical."""
    found = judged(judge(CORRECTNESS), facts(stamp="1.0.0", on_topic=True))
    assert of(found) == ("undecided", None, (2, 3), (), ("type:wrong.unit",))


@pytest.mark.parametrize("inspected", ["wrong.unit", "wrong"])
def test_a_newer_type_that_someone_looked_for_since_is_known(inspected: str) -> None:
    """Whoever looked for a type looked for those below it."""
    item = facts(stamp="1.0.0", on_topic=True, inspected=(inspected,))
    assert outcome(judged(judge(CORRECTNESS), item)) == 3


def test_a_newer_type_that_the_item_records_is_known() -> None:
    item = facts(stamp="1.0.0", on_topic=True, findings="wrong.unit minor")
    assert outcome(judged(judge(CORRECTNESS), item)) == 3


def test_recorded_findings_are_the_least_there_is() -> None:
    """One major fact is there; what a unit could bring is no worse than that."""
    item = facts(stamp="1.0.0", on_topic=True, findings="wrong.fact major")
    assert of(judged(judge(CORRECTNESS), item)) == ("decided", 2, (2,), (), ())


def test_rules_that_lead_to_the_same_are_all_named() -> None:
    table = """
        id: c
        inputs: {a: {boolean: Is it a?}}
        hit_policy: unique
        rules:
          - {id: R-2, when: {a: false}, then: 1}
          - {id: R-1, when: {a: true}, then: 1}
        """
    found = judged(judge(table), facts())
    assert (found.value, found.rules) == (1, ("R-2", "R-1"))


def test_a_nullable_input_may_be_null() -> None:
    table = """
        id: c
        inputs: {ease: {number: How easy is it?, minimum: 0, maximum: 9, nullable: true}}
        hit_policy: first
        rules:
          - {id: R-1, when: {ease: null}, then: 1}
          - {id: R-2, when: {ease: "< 3"}, then: 2}
        otherwise: 2
        """
    assert of(judged(judge(table), facts())) == ("undecided", None, (1, 2), (), ("input:ease",))
    never = table.replace(", nullable: true", "").replace("{ease: null}", '{ease: "> 8"}').replace("1}", "2}")
    assert outcome(judged(judge(never), facts())) == 2


# --- what varies together -----------------------------------------------------------------------

TOGETHER = """
    id: c
    inputs:
      worst: {worst: wrong}
      count: {count: wrong}
      penalty: {sum: [{type: wrong, severity: major, weight: 5}, {type: wrong, severity: minor, weight: 1}]}
    hit_policy: unique
    rules:
      - {id: R-1, when: {worst: none}, then: 3}
      - {id: R-2, when: {worst: minor, count: "> 0", penalty: "> 0"}, then: 2}
      - {id: R-3, when: {worst: ">= major", count: ">= 1"}, then: 1}
    """


def test_inputs_that_read_the_same_findings_vary_together() -> None:
    """A minor finding without a count or a penalty would be a gap; there is none."""
    found = judged(judge(TOGETHER), facts(findings=None))
    assert of(found) == ("undecided", None, (1, 2, 3), (), ("findings",))


def test_in_a_row_what_is_known_of_one_input_excludes_much_of_the_others() -> None:
    assert of(row(TOGETHER, count=0)) == ("decided", 3, (3,), (), ())
    assert of(row(TOGETHER, penalty=4)) == ("undecided", None, (1, 2), (), ("input:worst",))
    assert of(row(TOGETHER, worst="none")) == ("decided", 3, (3,), (), ())


def test_a_row_that_no_findings_could_give_is_judged_all_the_same() -> None:
    """Nothing is wrong, and yet two things are counted: each rule still says what it says."""
    found = row(TOGETHER, worst="minor", count=0)
    assert found.state == "gap"
    assert row(TOGETHER, worst="none", count=2).value == 3


FALLING = """
    id: c
    inputs:
      count: {count: wrong}
      score: {sum: [{type: wrong, weight: -5}]}
    hit_policy: first
    rules:
      - {id: R-1, when: {count: "< 2"}, then: 3}
      - {id: R-2, when: {score: "> -20"}, then: 2}
    otherwise: 1
    """


def test_sums_that_only_fall_are_followed_as_far_as_counts_rise() -> None:
    """Two findings take the score to -10, four to -20."""
    assert judged(judge(FALLING), facts(findings=None)).possible == (1, 2, 3)
    assert row(FALLING, count=2).value == 2
    assert row(FALLING, count=5).value == 1


MIXED = """
    id: c
    inputs:
      count: {count: wrong.fact}
      rude: {any: rude}
      score: {sum: [{type: wrong.fact, weight: 5}, {type: rude, weight: -1}]}
    hit_policy: first
    rules:
      - {id: R-1, when: {rude: true}, then: 1}
      - {id: R-2, when: {count: 3, score: "> 0"}, then: 2}
    otherwise: 3
    """


def test_sums_that_rise_and_fall_are_followed_beyond_what_tests_tell_apart() -> None:
    """Three facts make 15; nothing that lowers the score again is there without being rude."""
    assert judged(judge(MIXED), facts(findings=None)).possible == (1, 2, 3)
    assert row(MIXED, count=3, rude=False).value == 2


# --- impossible -----------------------------------------------------------------------------------

EXCLUDED = """
    id: c
    inputs:
      a: {boolean: Is it a?}
      b: {boolean: Is it b?}
      z: {boolean: Is it z?}
    hit_policy: first
    rules:
      - {id: R-1, when: {a: false}, then: 1}
      - {id: R-2, when: {z: true}, then: 2}
    otherwise: 3
    impossible:
      - {a: true, b: false}
      - {a: false, b: true}
    """


def test_what_is_missing_settles_it_even_where_facts_exclude_each_other() -> None:
    """No two possible facts differ in `a` alone; still, to know z alone would settle nothing."""
    found = judged(judge(EXCLUDED), facts())
    assert of(found) == ("undecided", None, (1, 2, 3), (), ("input:a", "input:z"))


def test_what_is_impossible_is_left_out() -> None:
    assert outcome(judged(judge(EXCLUDED), facts(b=False, z=True))) == 1
    assert outcome(judged(judge(EXCLUDED), facts(b=True, z=True))) == 2


def test_facts_that_are_impossible_throughout_are_judged_all_the_same() -> None:
    assert of(judged(judge(EXCLUDED), facts(a=True, b=False))) == (
        "undecided",
        None,
        (2, 3),
        (),
        ("input:z",),
    )


def test_what_is_impossible_below_is_left_out_above() -> None:
    """Where `b` is false `a` is false, for `c` and for whatever reads it."""
    reads_both = """
        id: d
        inputs: {below: {criterion: c}}
        hit_policy: first
        rules:
          - {id: D-1, when: {a: true, below: "> 0"}, then: 3}
        otherwise: 1
        """
    shared = EXCLUDED.replace("      a: {boolean: Is it a?}\n", "")
    with_c = judge(shared, reads_both.replace('"> 0"', "not 2"), inputs="{a: {boolean: Is it a?}}")
    assert with_c.judge(facts(b=False, z=False))["d", None].value == 1
    alone = judge(shared, reads_both.replace(', below: "> 0"', ""), inputs="{a: {boolean: Is it a?}}")
    assert alone.judge(facts(b=False, z=False))["d", None].possible == (1, 3)


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


# --- a judgment beside a label --------------------------------------------------------------------


DECIDED = """
    id: c
    inputs: {a: {boolean: Is it a?}}
    hit_policy: first
    rules: [{id: R-1, when: {a: true}, then: 2}]
    """


def test_a_judgment_agrees_with_a_label_of_its_value_and_with_no_other() -> None:
    found = row(DECIDED, a=True)
    assert found.agrees(2)
    assert not found.agrees(3)
    assert not found.agrees(None)


def test_what_is_not_decided_agrees_with_no_label() -> None:
    assert not row(DECIDED).agrees(2)
    assert not row(DECIDED, a=False).agrees(None)
