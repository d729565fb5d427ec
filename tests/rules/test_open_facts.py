"""Unknown is not none: what remains possible, what would settle it, and what cannot be."""

from __future__ import annotations

import pytest

from rules.small import facts, judge, judged, of, outcome, row

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
