"""Rules, cases and levels that do nothing, as they are told: who is named, where, and what can be done."""

from __future__ import annotations

import pytest

from rules.flaws import ELSE, FIT, MANY, TONE, WORST, proof_of, rules, told

INLINE = (
    "scale: {type: ordinal, levels: [{value: bad, label: Bad, anchor: a}, "
    "{value: good, label: Good, anchor: b}, {value: 3, label: '3', anchor: c}]}"
)
LEVEL_HINT = "write the rule that gives it, or take the level out of the scale"
TAIL_HINT = "take it out, or narrow the rule that should have left something to it"
CASE = (
    "changes nothing: it cannot occur, or other cases or earlier rules already decide wherever it holds",
    "take the case out, or correct its tests",
)


def test_of_two_equal_rules_the_second_is_told() -> None:
    proof = proof_of(f"hit_policy: first, {rules('fits: true: 3', 'fits: true: 3')}, {ELSE}", FIT)
    assert told(proof, "duplicate-rule") == [
        (
            ("C-1", "C-2"),
            "rules/1/id",
            "C-2 says the same as C-1: the same facts, the same judgment",
            "keep one of them",
        )
    ]
    assert not told(proof, "masked-rule")  # said already


def test_a_third_equal_rule_is_told_once() -> None:
    made = rules("fits: true: 3", "fits: true: 2", "fits: true: 3", "fits: true: 3")
    proof = proof_of(f"hit_policy: priority, priority: [3], {made}, {ELSE}", FIT)
    assert [flaw.rules for flaw in told(proof, "duplicate-rule")] == [("C-1", "C-3"), ("C-1", "C-4")]


def test_of_a_rule_that_says_the_same_no_case_is_told_besides() -> None:
    made = rules("tone: a; fits: true: 3", "tone: a; fits: true: 3")
    proof = proof_of(f"hit_policy: first, {made}, {ELSE}", TONE, FIT)
    assert len(told(proof, "duplicate-rule")) == 1
    assert not told(proof, "idle-case")
    assert not told(proof, "mergeable-rules")


def test_the_same_facts_in_another_order_of_cases_are_the_same_rule() -> None:
    made = rules("tone: a; tone: b, fits: true: 3", "tone: b, fits: true; tone: a: 3")
    assert len(told(proof_of(f"hit_policy: any, {made}, {ELSE}", TONE, FIT), "duplicate-rule")) == 1


# --- rules that never hold, or never decide -----------------------------------------------------


def test_a_rule_for_facts_that_cannot_be_is_dead() -> None:
    made = rules("worst: none, many: 2: 3", "worst: none: 2")
    assert told(proof_of(f"hit_policy: first, {made}, {ELSE}", WORST, MANY), "dead-rule") == [
        (
            ("C-1",),
            "rules/0/id",
            "C-1 can never hold: its facts cannot occur together",
            "correct its tests, or take it out",
        )
    ]


def test_what_is_listed_as_impossible_may_be_why_a_rule_is_dead() -> None:
    made = rules("fits: false: 2", "fits: true: 3")
    proof = proof_of(f"hit_policy: unique, impossible: [{{fits: true}}], {made}", FIT)
    assert told(proof, "dead-rule") == [
        (
            ("C-2",),
            "rules/1/id",
            "C-2 can never hold: its facts cannot occur together",
            "correct its tests, or take it out (see what is listed as `impossible`)",
        )
    ]


def test_a_rule_behind_others_is_told_with_those_that_stand_before_it() -> None:
    made = rules("tone: [a, b]: 3", "tone: [c, d]: 2", "tone: [b, c]: 1")
    assert told(proof_of(f"hit_policy: first, {made}", TONE), "masked-rule") == [
        (
            ("C-3", "C-1", "C-2"),
            "rules/2/id",
            "C-3 never decides anything: wherever it holds, C-1 and C-2 stand before it and decide",
            "move C-3 up, narrow what stands before it, or take it out",
        )
    ]


def test_only_rules_that_keep_it_from_deciding_by_themselves_are_blamed() -> None:
    """Where C-1 holds C-2 does too, so that taking C-1 away changes nothing for C-3."""
    made = rules("tone: a: 3", "tone: [a, b]: 2", "tone: [a, b]: 1")
    assert told(proof_of(f"hit_policy: first, {made}, {ELSE}", TONE), "masked-rule") == [
        (
            ("C-3", "C-2"),
            "rules/2/id",
            "C-3 never decides anything: wherever it holds, C-2 stands before it and decides",
            "move C-3 up, narrow what stands before it, or take it out",
        )
    ]


def test_where_nobody_is_to_blame_alone_all_are_named() -> None:
    made = rules("tone: [a, b]: 3", "tone: [a, b], fits: true; tone: [a, b], fits: false: 2", "tone: a: 1")
    (flaw,) = [
        flaw
        for flaw in told(proof_of(f"hit_policy: first, {made}, {ELSE}", TONE, FIT), "masked-rule")
        if flaw.rules[0] == "C-3"
    ]
    assert flaw.rules == ("C-3", "C-1")


@pytest.mark.parametrize(
    "policy", ["priority, priority: [3, 2, 1]", "priority, priority: [3]", "collect, aggregate: max"]
)
def test_a_rule_that_always_loses_is_told_with_those_that_win(policy: str) -> None:
    made = rules("tone: [a, b]: 3", "tone: [c, d]: 3", "tone: [b, c]: 2")
    assert told(proof_of(f"hit_policy: {policy}, {made}", TONE), "masked-rule") == [
        (
            ("C-3", "C-1", "C-2"),
            "rules/2/id",
            "C-3 never shows its judgment 2: wherever it holds, C-1 and C-2 win",
            "take C-3 out, or narrow what wins over it",
        )
    ]


def test_a_rule_that_always_loses_to_one_other_is_told_with_it() -> None:
    made = rules("tone: a: 2", "tone: [a, b]: 1")
    proof = proof_of(f"hit_policy: collect, aggregate: min, {made}, {ELSE}", TONE)
    assert told(proof, "masked-rule") == [
        (
            ("C-1", "C-2"),
            "rules/0/id",
            "C-1 never shows its judgment 2: wherever it holds, C-2 wins",
            "take C-1 out, or narrow what wins over it",
        )
    ]


@pytest.mark.parametrize("policy", ["collect, aggregate: sum", "collect, aggregate: count", "any", "unique"])
def test_where_all_that_hold_have_a_say_no_rule_is_masked(policy: str) -> None:
    made = rules("tone: [a, b]: 3", "tone: a: 2")
    proof = proof_of(f"scale: score, hit_policy: {policy}, {made}, {ELSE}", TONE)
    assert not told(proof, "masked-rule")
    assert not told(proof, "subsumed-rule")


def test_of_rules_that_are_added_up_only_those_that_never_hold_are_idle() -> None:
    made = rules("worst: none, many: 2: 3", "worst: none: 2", "worst: none; many: 0: 2")
    proof = proof_of(f"scale: score, hit_policy: collect, aggregate: sum, {made}, {ELSE}", WORST, MANY)
    assert [flaw.kind for flaw in proof.flaws] == ["dead-rule", "idle-case"]


# --- cases --------------------------------------------------------------------------------------


def test_a_case_behind_an_earlier_rule_is_idle() -> None:
    made = rules("tone: a: 3", "tone: a; tone: b; tone: c: 2")
    assert told(proof_of(f"hit_policy: first, {made}, {ELSE}", TONE), "idle-case") == [
        (("C-2",), "rules/1/id", f"case 1 of the 3 cases of C-2 {CASE[0]}", CASE[1])
    ]


@pytest.mark.parametrize("policy", ["unique", "any", "priority, priority: [3]", "collect, aggregate: max"])
def test_a_case_inside_another_of_its_rule_is_idle(policy: str) -> None:
    made = rules("tone: [c, d]: 3", "tone: a, fits: true; tone: [a, b]: 2")
    assert told(proof_of(f"hit_policy: {policy}, {made}, {ELSE}", TONE, FIT), "idle-case") == [
        (("C-2",), "rules/1/id", f"case 1 of the 2 cases of C-2 {CASE[0]}", CASE[1])
    ]


@pytest.mark.parametrize(("policy", "idle"), [("first", []), ("unique", ["case 2"]), ("any", ["case 2"])])
def test_of_cases_that_overlap_those_are_idle_that_add_nothing(policy: str, idle: list[str]) -> None:
    """The middle one holds where another does; under `first` it is the one that decides there."""
    made = rules("tone: [a, b]; tone: [b, c]; tone: [c, d]: 3")
    found = told(proof_of(f"hit_policy: {policy}, {made}", TONE), "idle-case")
    assert [flaw.message[:6] for flaw in found] == idle


# --- otherwise and levels -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "name", "place"),
    [("{id: C-99, text: Else., then: 1}", "C-99", "otherwise/id"), ("1", "`otherwise`", "otherwise")],
)
def test_an_otherwise_that_is_never_reached_is_told_where_it_stands(tail: str, name: str, place: str) -> None:
    made = rules("fits: true: 3", "fits: false: 2")
    proof = proof_of(f"hit_policy: first, {made}, otherwise: {tail}", FIT)
    rule = name.strip("`")
    message = f"{name} never applies: some rule holds for all facts there can be"
    assert told(proof, "idle-otherwise") == [((rule,), place, message, TAIL_HINT)]
    assert told(proof, "level-never-given") == [
        (
            (rule,),
            "scale",
            f"no facts lead to the level 1 of `c` ({name} would, but never decides)",
            LEVEL_HINT,
        )
    ]


def test_an_otherwise_alone_is_not_idle_and_gives_one_level() -> None:
    proof = proof_of("hit_policy: first, rules: [], otherwise: 2", FIT)
    assert [flaw.message for flaw in proof.flaws] == [
        "no facts lead to the level 1 of `c`",
        "no facts lead to the level 3 of `c`",
    ]


def test_a_level_that_nobody_gets_is_told_where_it_is_written() -> None:
    made = rules("fits: true: good", "fits: true: bad", "fits: true: bad")
    proof = proof_of(f"{INLINE}, hit_policy: first, {made}, otherwise: good", FIT)
    assert told(proof, "level-never-given") == [
        (
            ("C-2", "C-3"),
            "scale/levels/0",
            'no facts lead to the level bad "Bad" of `c` (C-2 and C-3 would, but never decide)',
            LEVEL_HINT,
        ),
        ((), "scale/levels/2", "no facts lead to the level 3 of `c`", LEVEL_HINT),
    ]


def test_of_rules_that_are_counted_no_level_is_told() -> None:
    added = f"scale: score, hit_policy: collect, aggregate: count, {rules('fits: true: 2')}"
    assert not told(proof_of(added, FIT), "level-never-given")


# --- what could be left out, or be one ----------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "rest"),
    [
        ("first", rules("fits: true: 3", "worst: none: 3", "worst: not none: 3")),
        ("any", rules("fits: true: 3", "worst: none: 3", "worst: not none: 3")),
        ("collect, aggregate: max", rules("fits: true: 3", "worst: none: 3", "worst: not none: 3")),
        ("priority, priority: [3]", rules("fits: true: 3", "worst: none: 3", "worst: not none: 3")),
    ],
)
def test_a_rule_that_others_make_needless_is_told_with_them(policy: str, rest: str) -> None:
    proof = proof_of(f"hit_policy: {policy}, {rest}", FIT, WORST)
    assert told(proof, "subsumed-rule")[:1] == [
        (
            ("C-1", "C-2", "C-3"),
            "rules/0/id",
            "C-1 could be left out: C-2 and C-3 give the same judgment wherever it decides",
            "nothing is wrong with it; take it out if it teaches nothing",
        )
    ]


def test_a_rule_that_one_other_makes_needless_is_told_with_it() -> None:
    made = rules("worst: none, fits: true: 3", "worst: none: 3")
    assert told(proof_of(f"hit_policy: first, {made}, {ELSE}", FIT, WORST), "subsumed-rule") == [
        (
            ("C-1", "C-2"),
            "rules/0/id",
            "C-1 could be left out: C-2 gives the same judgment wherever it decides",
            "nothing is wrong with it; take it out if it teaches nothing",
        )
    ]


def test_under_unique_no_rule_is_needless_for_each_decides_alone() -> None:
    made = rules("tone: [a, b]: 3", "tone: a: 3")
    assert not told(proof_of(f"hit_policy: unique, {made}, {ELSE}", TONE), "subsumed-rule")


def test_of_two_rules_that_make_each_other_needless_one_is_told() -> None:
    made = rules("tone: [a, b]: 3", "tone: b: 3", "tone: [b, c]: 3")
    assert [
        one.rules for one in told(proof_of(f"hit_policy: any, {made}, {ELSE}", TONE), "subsumed-rule")
    ] == [("C-2", "C-1", "C-3")]


def test_neighbours_that_could_be_one_rule_are_told_with_the_input_they_differ_in() -> None:
    made = rules("worst: none, fits: true: 3", "worst: minor, fits: true: 3")
    assert told(proof_of(f"hit_policy: first, {made}, {ELSE}", FIT, WORST), "mergeable-rules") == [
        (
            ("C-1", "C-2"),
            "rules/1/id",
            "C-1 and C-2 could be one rule: they give the same and differ in `worst` alone",
            "nothing is wrong with two; join them if analysts need not tell them apart",
        )
    ]


@pytest.mark.parametrize(
    "made",
    [
        rules("worst: none, fits: true: 3", "worst: minor, fits: false: 3"),  # two inputs
        rules("worst: none: 3", "worst: minor: 2"),  # two judgments
        rules("worst: none: 3", "worst: minor; fits: false: 3"),  # two cases
        rules("worst: none; fits: false: 3", "worst: minor: 3"),
    ],
)
def test_rules_that_differ_in_more_could_not_be_one(made: str) -> None:
    assert not told(proof_of(f"hit_policy: priority, {made}, {ELSE}", FIT, WORST), "mergeable-rules")


def test_a_rule_with_several_cases_does_not_keep_later_ones_from_being_one() -> None:
    made = rules("tone: d; fits: false: 1", "tone: a: 2", "tone: b: 2")
    found = told(
        proof_of(f"hit_policy: priority, priority: [3, 2], {made}, {ELSE}", FIT, TONE), "mergeable-rules"
    )
    assert [flaw.rules for flaw in found] == [("C-2", "C-3")]


def test_rules_that_are_added_up_could_not_be_one() -> None:
    made = rules("tone: a: 3", "tone: b: 3")
    proof = proof_of(f"scale: score, hit_policy: collect, aggregate: sum, {made}", TONE)
    assert not told(proof, "mergeable-rules")
