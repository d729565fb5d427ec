"""Comparisons of two responses that do not turn around with them, as they are told."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.proof import Flaw, Proof
from goldline.model.scale import Scale
from goldline.rules.domain import holds
from goldline.rules.judge import Judge
from goldline.rules.parse import parse_test
from goldline.rules.proofs import mirror, prove
from goldline.rules.proofs.mirror import mirror_levels
from rules.flaws import rules, told
from rules.small import judge
from rules.thoroughness import examples

NUMBERS = (
    "{value: -1, label: Two, anchor: a}, {value: 0, label: Neither, anchor: b}, "
    "{value: 1, label: One, anchor: c}"
)
WORDS = (
    "{value: two-better, label: Two, anchor: a}, {value: same, label: Same, anchor: b}, "
    "{value: one-better, label: One, anchor: c}"
)
AHEAD = "ahead: {difference: a, of: [one, two]}"
WORST = "w1: {worst: wrong, response: one}, w2: {worst: wrong, response: two}"
TAIL = ", otherwise: {id: C-9, text: Neither., then: 0}"
HINT = "write each rule for one and for two alike"


def proof_of(
    rest: str, inputs: str = AHEAD, *, levels: str = NUMBERS, policy: str = "first", target: str = "item"
) -> Proof:
    """Return what is proved of a preference for `one` or for `two` by these rules."""
    scale = f"scale: {{type: ordinal, levels: [{levels}]}}"
    text = f"{{id: c, target: {target}, {scale}, inputs: {{{inputs}}}, hit_policy: {policy}, {rest}}}"
    return prove(judge("id: a", text), "c")


def lopsided(proof: Proof) -> list[Flaw]:
    return [flaw for flaw in proof.flaws if flaw.kind == "lopsided"]


def test_a_preference_that_turns_around_with_the_responses_is_sound() -> None:
    made = rules("ahead: '> 0': 1", "ahead: '< 0': -1")
    assert not lopsided(proof_of(made + TAIL))
    assert not lopsided(proof_of(made.replace("then: 1", "then: 0").replace("then: -1", "then: 0") + TAIL))


def test_a_preference_for_one_response_alone_is_told_with_both_ways_round() -> None:
    proof = proof_of(rules("ahead: '> 0': 1") + TAIL)
    assert told(proof, "lopsided") == [
        (
            ("C-9", "C-1"),
            "rules/0/id",
            'swapping one and two does not turn the judgment around: `ahead`: -1 gives 0 "Neither" (C-9), '
            'and with one and two swapped 1 "One" (C-1)',
            HINT,
        )
    ]
    (flaw,) = lopsided(proof)
    assert (flaw.regions, flaw.more) == (((("ahead", ("< 0",)),),), 0)
    assert (flaw.example, flaw.other) == ((("ahead", -1),), (("ahead", 1),))


def test_a_preference_with_bounds_that_do_not_match_is_lopsided_between_them() -> None:
    (flaw,) = lopsided(proof_of(rules("ahead: '> 0': 1", "ahead: '< -1': -1") + TAIL))
    assert flaw.rules == ("C-9", "C-1")
    assert flaw.regions == ((("ahead", (-1,)),),)


def test_where_no_rule_speaks_one_way_round_there_is_no_judgment() -> None:
    (flaw,) = lopsided(proof_of(rules("ahead: '> 0': 1", "ahead: 0: 0")))
    assert flaw.message == (
        "swapping one and two does not turn the judgment around: `ahead`: -1 gives no judgment, "
        'and with one and two swapped 1 "One" (C-1)'
    )
    assert flaw.rules == ("C-1",)


def test_rules_that_clash_one_way_round_are_named() -> None:
    made = rules("ahead: '> 0': 1", "ahead: '< 0': -1", "ahead: '< 0': 0")
    (flaw,) = lopsided(proof_of(made, policy="unique"))
    assert flaw.message == (
        "swapping one and two does not turn the judgment around: `ahead`: -1 gives a contradiction "
        '(C-2 and C-3), and with one and two swapped 1 "One" (C-1)'
    )


def test_an_otherwise_that_favours_one_response_is_lopsided_where_they_are_even() -> None:
    tail = ", otherwise: {id: C-9, text: One., then: 1}"
    proof = proof_of(rules("ahead: '> 0': 1", "ahead: '< 0': -1") + tail)
    assert [(flaw.rules, flaw.place) for flaw in told(proof, "lopsided")] == [(("C-9",), "rules")]
    (flaw,) = lopsided(proof)
    assert flaw.regions == ((("ahead", (0, None)),),)


def test_only_facts_that_the_rules_behind_it_test_one_way_or_the_other_are_told() -> None:
    made = rules("plain: true, w1: none: 0", "w2: critical: 1")
    flaws = lopsided(proof_of(made + TAIL, f"{WORST}, plain: {{boolean: Is it plain?}}"))
    assert [flaw.message.partition("around: ")[2].partition("; ")[0] for flaw in flaws] == [
        '`w1`: critical, `w2`: none gives 0 "Neither" (C-9), and with one and two swapped 1 "One" (C-2)'
    ]


def test_ways_that_one_rule_has_a_part_in_are_told_together() -> None:
    levels = ", ".join(f"{{value: {n}, label: L, anchor: a}}" for n in range(-2, 3))
    made = rules("w1: none, w2: minor: 0", "w1: none, w2: major: 1")
    tail = "otherwise: {id: C-9, text: Two., then: 2}"
    for shown, said in (
        (rules("w1: none, w2: minor: 0"), "1 more way, with C-1"),
        (made, "2 more ways, with C-1 and C-2"),
    ):
        (flaw,) = lopsided(proof_of(f"{shown}, {tail}", WORST, levels=levels))
        assert flaw.message.partition("; ")[2] == f"so it is in {said}"


def test_more_ways_of_the_same_rules_are_counted_and_name_no_others() -> None:
    made = rules("w1: critical, w2: none: -1", "w2: critical: 1")
    (flaw,) = lopsided(proof_of(made + TAIL, WORST))
    assert flaw.message.endswith("; so it is in 1 more way")


def test_what_no_rule_has_in_common_is_told_apart() -> None:
    """From the lowest difference up."""
    made = rules("ahead: 2: 1", "ahead: 0: 1", "ahead: -1: 0")
    assert [flaw.rules for flaw in lopsided(proof_of(made))] == [("C-1",), ("C-3",), ("C-2",)]


def test_six_flaws_are_told() -> None:
    """A rule for each difference, none for its negative."""
    levels = ", ".join(f"{{value: {n}, label: L, anchor: a}}" for n in range(-8, 9))
    scale = f"scale: {{type: ordinal, levels: [{levels}]}}"
    made = rules(*(f"ahead: {n}: {n}" for n in range(1, 9)))
    below = f"{{id: a, {scale}}}"
    text = f"{{id: c, target: item, {scale}, inputs: {{{AHEAD}}}, hit_policy: unique, {made}}}"
    found = lopsided(prove(judge(below, text), "c"))
    assert [flaw.rules for flaw in found] == [(f"C-{n}",) for n in (8, 7, 6, 5, 4, 3)]


def test_a_difference_of_numbers_is_swapped_exactly() -> None:
    scale = f"scale: {{type: ordinal, levels: [{NUMBERS}]}}"

    def proof(made: str) -> Proof:
        text = f"{{id: c, target: item, {scale}, inputs: {{{AHEAD}}}, hit_policy: first, {made}{TAIL}}}"
        return prove(judge("{id: a, scale: {type: numeric, minimum: 0, maximum: 9}}", text), "c")

    assert not lopsided(proof(rules("ahead: '> 0.5': 1", "ahead: '< -0.5': -1")))
    (flaw,) = lopsided(proof(rules("ahead: '> 1': 1", "ahead: '<= -1': -1")))
    assert flaw.regions == ((("ahead", (-1,)),),)


def test_four_places_are_told_and_the_rest_is_counted() -> None:
    tones = "t1: {observation: tone, response: one}, t2: {observation: tone, response: two}"
    made = rules(*(f"t1: {one}, t2: {two}: 1" for one, two in zip("abcde", "bcdea", strict=True)))
    shared = "{tone: {enum: [a, b, c, d, e, f], ask: Which tone?}}"
    scale = f"scale: {{type: ordinal, levels: [{NUMBERS}]}}"
    text = f"{{id: c, target: item, {scale}, inputs: {{{tones}}}, hit_policy: first, {made}{TAIL}}}"
    found = lopsided(prove(judge(text, inputs=shared), "c"))
    assert [(len(flaw.regions), flaw.more) for flaw in found] == [(4, 1)]


def test_too_many_combinations_to_swap_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = rules("ahead: '> 0': 1", "ahead: '< 0': -1") + TAIL
    assert proof_of(made).exhaustive
    monkeypatch.setattr(mirror, "_MOST_NODES", 1)
    assert proof_of(made).unproved == (
        "its inputs can be combined in too many ways to swap the responses in all of them",
    )


# --- what is no comparison of two ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("inputs", "made"),
    [
        ("w1: {worst: wrong, response: one}", rules("w1: critical: -1")),  # one response
        (f"{WORST}, w3: {{worst: wrong, response: three}}", rules("w1: critical: -1")),  # three
        ("w1: {worst: wrong}, plain: {boolean: Is it plain?}", rules("w1: critical: -1")),  # none
    ],
)
def test_what_names_no_two_responses_is_not_swapped(inputs: str, made: str) -> None:
    assert not lopsided(proof_of(made + TAIL, inputs))


def test_levels_that_do_not_turn_around_are_not_swapped() -> None:
    levels = NUMBERS.replace("value: -1", "value: 5")
    made = rules("ahead: '> 0': 1") + ", otherwise: 0"
    two = "{value: 0, label: N, anchor: a}, {value: 1, label: O, anchor: b}"
    assert not lopsided(proof_of(made, levels=two))
    assert not lopsided(proof_of(made, levels=levels.replace("value: 5", "value: -2")))


# --- every policy, against all facts ------------------------------------------------------------

RANKS = ("none", "minor", "critical")
TESTS: dict[str, list[str]] = {
    "w1": ["none", "critical", "not none", "minor"],
    "w2": ["none", "critical", "not none", "minor"],
    "ahead": ["'> 0'", "'< 0'", "0", "'>= 1'", "-2", "null", "'[-1..2)'", "not 1", "[0, '<= -2']", "'-'"],
}
POLICIES = [
    "first",
    "unique",
    "any",
    "priority",
    "priority, priority: [same]",
    "priority, priority: [one-better, same]",
    "collect, aggregate: min",
    "collect, aggregate: max",
]
LEVELS = ["two-better", "same", "one-better"]
GIVEN = [*LEVELS, "not-judged"]
OPPOSITE: dict[object, object] = dict(zip(LEVELS, reversed(LEVELS), strict=True))


@st.composite
def comparisons(draw: st.DrawFn) -> Judge:
    """Return a preference of up to four rules, sometimes with their mirror images."""
    made = []
    policy = draw(st.sampled_from(POLICIES))
    given_ = LEVELS if "collect" in policy else GIVEN
    for _ in range(draw(st.integers(1, 3))):
        names = draw(st.lists(st.sampled_from(list(TESTS)), min_size=1, max_size=2, unique=True))
        when = ", ".join(f"{name}: {draw(st.sampled_from(TESTS[name]))}" for name in names)
        made.append(f"{when}: {draw(st.sampled_from(given_))}")
    tail = draw(st.sampled_from(["", *(f", otherwise: {level}" for level in GIVEN)]))
    scale = f"scale: {{type: ordinal, levels: [{WORDS}]}}"
    head = f"id: c, target: item, {scale}, inputs: {{{WORST}, {AHEAD}}}, hit_policy: {policy}"
    return judge("id: a", f"{{{head}, {rules(*made)}{tail}}}")


def turned(cell: dict[str, Any]) -> dict[str, Any]:
    ahead = cell["ahead"]
    return {"w1": cell["w2"], "w2": cell["w1"], "ahead": ahead if ahead is None else -ahead}


@examples(40)
@given(comparisons())
def test_a_comparison_is_lopsided_just_where_swapping_does_not_turn_it(made: Judge) -> None:
    table = made.tables["c"]
    domain = table.domains

    def result(cell: dict[str, Any]) -> tuple[str, object]:
        found = table.outcome({name: cell[name] for name in table.names})[0]
        return found.state, found.value

    def is_lopsided(cell: dict[str, Any]) -> bool:
        state, value = result(cell)
        return result(turned(cell)) != (state, OPPOSITE.get(value, value))

    cells = [
        dict(zip(("w1", "w2", "ahead"), chosen, strict=True))
        for chosen in product(RANKS, RANKS, (-2, -1, 0, 1, 2, None))
    ]
    proof = prove(made, "c")
    flaws = lopsided(proof)
    assert proof.exhaustive
    assert bool(flaws) == any(map(is_lopsided, cells))
    for flaw in flaws:
        here = {**turned({**cells[0], **dict(flaw.other)}), **dict(flaw.example)}
        assert is_lopsided(here)
        assert turned(here).items() >= dict(flaw.other).items()
    one_sided = ("w1" in table.names) != ("w2" in table.names)  # what its image reads cannot be shown
    if len(flaws) < 6 and not one_sided and not any(flaw.more for flaw in flaws):
        shown = [when for flaw in flaws for when in flaw.regions]
        tests = [{name: parse_test(list(values), domain[name]) for name, values in when} for when in shown]
        for cell in cells:
            assert is_lopsided(cell) == any(
                all(holds(test, one[name], domain[name]) for name, test in case.items())
                for case in tests
                for one in (cell, turned(cell))
            )


# --- levels that turn around --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "opposite"),
    [
        ((-1, 0, 1), {-1: 1, 0: 0, 1: -1}),
        ((-2, 2), {-2: 2, 2: -2}),
        (("b-better", "same", "a-better"), {"b-better": "a-better", "same": "same", "a-better": "b-better"}),
        (("a", "b"), {"a": "b", "b": "a"}),
        (("a_much", "b_much"), {"a_much": "b_much", "b_much": "a_much"}),
        (("a-over-b", "b-over-a"), {"a-over-b": "b-over-a", "b-over-a": "a-over-b"}),
        ((0, 1), None),
        ((-1, 0, 2), None),
        (("a-better", "same", "worse"), None),
        (("abba", "baab"), None),  # a word is not its letters
        ((-1, "a", 1), None),
        (("a", 1), None),
        ((1, "a"), None),
    ],
)
def test_levels_turn_around_where_they_read_the_same_backwards_with_names_swapped(
    values: tuple[int | str, ...], opposite: dict[int | str, int | str] | None
) -> None:
    assert mirror_levels(scale_of(*values), "a", "b") == opposite


def test_what_has_no_order_does_not_turn_around() -> None:
    assert mirror_levels(scale_of("a", "b", type_="nominal"), "a", "b") is None
    numeric = "scale: {type: numeric, minimum: -1, maximum: 1}"
    assert mirror_levels(judge(f"{{id: c, {numeric}}}").guideline.criteria["c"].scale, "a", "b") is None


def scale_of(*values: int | str, type_: str = "ordinal") -> Scale:
    listed = ", ".join(f"{{value: {value}, label: A level, anchor: So.}}" for value in values)
    text = f"{{id: c, scale: {{type: {type_}, levels: [{listed}]}}}}"
    return judge(text).guideline.criteria["c"].scale
