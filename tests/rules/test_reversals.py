"""Facts that get worse while the judgment gets better, as they are told."""

from __future__ import annotations

import pytest

from goldline.model.proof import Flaw, Proof
from goldline.rules.proofs import monotone
from rules.flaws import FIT, MANY, WORST, proof_of, rules, told

HINT = "correct the tests, or write `worse: free` at the input if this is meant"
TAIL = "otherwise: {id: C-99, text: Else., then: 2}"


def digit(worse: str, more: str = "") -> str:
    return f"n: {{integer: How many?, minimum: 0, maximum: 9, worse: {worse}{more}}}"


def reversals(proof: Proof) -> list[Flaw]:
    return [flaw for flaw in proof.flaws if flaw.kind == "worse-is-better"]


def test_a_reversal_is_told_with_both_facts_both_judgments_and_the_rules_behind_them() -> None:
    made = rules("worst: minor, many: 1: 1", "worst: none: 2")
    proof = proof_of(f"hit_policy: first, {made}, {TAIL}", MANY, WORST)
    assert told(proof, "worse-is-better") == [
        (
            ("C-1", "C-99"),
            "otherwise/id",
            "as `worst` gets worse (`worst`: minor → `worst`: major), the judgment gets better: "
            "from 1 (C-1) to 2 (C-99)",
            HINT,
        )
    ]
    (flaw,) = reversals(proof)
    assert flaw.example == (("many", 1), ("worst", "minor"))
    assert flaw.other == (("many", 1), ("worst", "major"))


def test_a_reversal_to_what_a_rule_gives_is_told_at_the_rule() -> None:
    proof = proof_of(f"hit_policy: first, {rules('worst: critical: 3')}, {TAIL}", WORST)
    assert [(flaw.rules, flaw.place) for flaw in told(proof, "worse-is-better")] == [
        (("C-99", "C-1"), "rules/0/id")
    ]


def test_a_reversal_to_an_otherwise_without_an_id_is_told_at_the_rules() -> None:
    proof = proof_of(f"hit_policy: first, {rules('worst: major: 1')}, otherwise: 2", WORST)
    assert [(flaw.rules, flaw.place) for flaw in told(proof, "worse-is-better")] == [
        (("C-1", "otherwise"), "rules")
    ]


@pytest.mark.parametrize(
    ("worse", "first", "then", "found"),
    [
        ("higher", 2, 3, "`n`: 0 → `n`: 5"),
        ("higher", 3, 2, None),
        ("lower", 3, 2, "`n`: 5 → `n`: 0"),
        ("lower", 2, 3, None),
        ("free", 2, 3, None),
        ("free", 3, 2, None),
    ],
)
def test_what_is_worse_is_declared(worse: str, first: int, then: int, found: str | None) -> None:
    made = rules(f"n: '< 5': {first}")
    proof = proof_of(f"hit_policy: first, {made}, otherwise: {then}", digit(worse))
    assert [found in flaw.message for flaw in reversals(proof)] == ([] if found is None else [True])


@pytest.mark.parametrize(("better", "reversed_"), [("higher", True), ("lower", False)])
def test_what_is_better_is_declared(better: str, reversed_: bool) -> None:
    levels = "[{value: 1, label: One, anchor: a}, {value: 2, label: Two, anchor: b}]"
    scale = f"scale: {{type: ordinal, better: {better}, levels: {levels}}}"
    up, down, even = (
        proof_of(
            f"{scale}, hit_policy: first, {rules(f'n: [0, 1]: {low}')}, otherwise: {high}", digit("higher")
        )
        for low, high in ((1, 2), (2, 1), (2, 2))
    )
    assert bool(reversals(up)) == reversed_
    assert bool(reversals(down)) != reversed_
    assert not reversals(even)


def test_levels_without_an_order_and_formulas_cannot_be_reversed() -> None:
    levels = "[{value: red, label: R, anchor: a}, {value: blue, label: B, anchor: b}]"
    scale = f"scale: {{type: nominal, levels: {levels}}}"
    assert not reversals(
        proof_of(f"{scale}, hit_policy: first, {rules('n: [0, 1]: red')}, otherwise: blue", digit("higher"))
    )
    formula = "scale: score, hit_policy: first, rules: [], otherwise: {formula: n}"
    assert not reversals(proof_of(formula, digit("higher")))


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("0.5", "7", "from 0.5 (C-1) to 7 (`otherwise`)"),
        ("7", "0.5", None),
        ("not-judged", "7", None),
        ("7", "not-judged", None),
    ],
)
def test_numbers_are_compared_as_numbers_and_what_is_not_judged_with_nothing(
    first: str, then: str, said: str | None
) -> None:
    proof = proof_of(
        f"scale: score, hit_policy: first, {rules(f'n: [0, 1]: {first}')}, otherwise: {then}", digit("higher")
    )
    assert [flaw.message.partition("better: ")[2] for flaw in reversals(proof)] == ([said] if said else [])


def test_what_is_added_up_is_compared_too() -> None:
    made = rules("n: [0, 1]: 1", "n: [2, 3]: 2")
    added = f"scale: score, hit_policy: collect, aggregate: sum, {made}, otherwise: 0"
    (flaw,) = reversals(proof_of(added, digit("higher")))
    assert "from 1 (C-1) to 2 (C-2)" in flaw.message


def test_null_is_neither_worse_nor_better() -> None:
    made = "rules: [{id: C-1, when: {n: null}, then: 1}]"
    nullable = digit("higher", ", nullable: true")
    assert not reversals(proof_of(f"hit_policy: first, {made}, otherwise: 2", nullable))
    made = "rules: [{id: C-1, when: {n: null}, then: 2}]"
    assert not reversals(proof_of(f"hit_policy: first, {made}, otherwise: 1", nullable))


def test_a_gap_or_a_clash_is_neither_worse_nor_better() -> None:
    assert not reversals(proof_of(f"hit_policy: first, {rules('n: [5, 6]: 3')}", digit("higher")))
    clash = rules("n: [0, 1]: 1", "n: [0, 1]: 2", "n: [5, 6]: 3")
    assert not reversals(proof_of(f"hit_policy: unique, {clash}", digit("higher")))


def test_inputs_that_read_the_same_findings_are_told_alone_where_one_alone_worsens() -> None:
    made = rules("worst: critical, many: 1: 1", "worst: critical: 3", "worst: none: 3")
    proof = proof_of(f"hit_policy: first, {made}, {TAIL}", WORST, MANY)
    assert [flaw.message.partition(" worse")[0] for flaw in reversals(proof)] == [
        "as `many` gets",
        "as `worst` gets",
    ]


def test_inputs_that_worsen_together_alone_are_told_together() -> None:
    """No finding, and one: the worst and the count worsen at once."""
    made = rules("worst: none: 1")
    proof = proof_of(f"hit_policy: first, {made}, {TAIL}, impossible: [{{many: '> 1'}}]", WORST, MANY)
    assert [flaw.message for flaw in reversals(proof)] == [
        "as `many` and `worst` get worse (`worst`: none, `many`: 0 → `worst`: minor, `many`: 1), "
        "the judgment gets better: from 1 (C-1) to 2 (C-99)"
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (
            3,
            "from 1 (C-1) to 2 (`otherwise`); from 1 (C-2) to 2 (`otherwise`); "
            "from 1 (C-3) to 2 (`otherwise`)",
        ),
        (
            4,
            "from 1 (C-1) to 2 (`otherwise`); from 1 (C-2) to 2 (`otherwise`); "
            "from 1 (C-3) to 2 (`otherwise`); and 1 more",
        ),
    ],
)
def test_three_reversals_of_an_input_are_told_and_the_rest_is_counted(count: int, said: str) -> None:
    made = rules(*(f"n: {at}: 1" for at in range(count)))
    (flaw,) = reversals(proof_of(f"hit_policy: first, {made}, otherwise: 2", digit("higher")))
    assert flaw.message.partition("better: ")[2] == said


def test_reversals_between_fewer_rules_are_told_first() -> None:
    """Under `any` two rules may give the worse judgment together: one alone explains it better."""
    made = rules("n: 0: 1", "n: [0, 1]: 1", "n: [5, 6]: 2", "n: [6, 7]: 2")
    (flaw,) = reversals(proof_of(f"hit_policy: any, {made}", digit("higher")))
    assert flaw.message.partition("better: ")[2].startswith("from 1 (C-2) to 2 (C-3); ")
    assert (flaw.example, flaw.other) == ((("n", 1),), (("n", 5),))


def test_other_inputs_stay_as_they_are_while_one_worsens() -> None:
    made = rules("fits: true, n: [0, 1]: 1", "fits: false: 1")
    (flaw,) = reversals(proof_of(f"hit_policy: first, {made}, otherwise: 2", FIT, digit("higher")))
    assert (flaw.example, flaw.other) == (
        (("fits", True), ("n", 0)),
        (("fits", True), ("n", 2)),
    )


def test_what_is_listed_as_impossible_is_not_compared() -> None:
    made = rules("n: [0, 1]: 1")
    proof = proof_of(f"hit_policy: first, {made}, otherwise: 2, impossible: [{{n: [0, 1]}}]", digit("higher"))
    assert not reversals(proof)


def test_too_many_findings_to_compare_each_two_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four things can be the worst."""
    made = f"hit_policy: first, {rules('worst: major: 1')}, {TAIL}"
    monkeypatch.setattr(monotone, "_MOST_VECTORS", 4)
    assert proof_of(made, WORST).exhaustive
    monkeypatch.setattr(monotone, "_MOST_VECTORS", 3)
    proof = proof_of(made, WORST)
    assert proof.unproved == ("its findings can be too many things together to compare each two of them",)
    assert not reversals(proof)


def test_too_many_pairs_to_compare_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = f"hit_policy: first, {rules('n: 0, fits: true: 1', 'n: 1, fits: false: 3')}, {TAIL}"
    assert proof_of(made, digit("higher"), FIT).exhaustive
    monkeypatch.setattr(monotone, "_MOST_PAIRS", 0)
    assert proof_of(made, digit("higher"), FIT).unproved == (
        "its inputs can be combined in too many ways to compare each two of them",
    )


def test_reversals_that_begin_with_the_same_rules_are_told_once() -> None:
    """Under `any` what is worse may hold by one rule or by two: the first of them stands for both."""
    made = rules("n: [0, 1]: 1", "n: 0: 1", "n: [5, 6]: 2", "n: 6: 2")
    (flaw,) = reversals(proof_of(f"hit_policy: any, {made}", digit("higher")))
    assert flaw.message.partition("better: ")[2] == "from 1 (C-1) to 2 (C-3)"


def test_a_locale_is_neither_worse_nor_better_and_hides_nothing() -> None:
    made = rules("locale: 'ja-*': 1", "worst: major: 1")
    (flaw,) = reversals(proof_of(f"hit_policy: first, {made}, {TAIL}", WORST))
    assert flaw.message.startswith("as `worst` gets worse (`worst`: major → `worst`: critical)")
