"""What is proved of tables so small that a reader sees it too."""

from __future__ import annotations

from decimal import Decimal

from goldline.model.proof import Proof
from rules.flaws import FIT, WORST, proof_of


def messages(proof: Proof, kind: str) -> list[str]:
    return [flaw.message for flaw in proof.flaws if flaw.kind == kind]


def test_of_three_equal_cases_the_first_is_kept() -> None:
    cases = "[{fits: true}, {fits: true}, {fits: true}]"
    rules = f"[{{id: C-1, when: {cases}, then: 3}}, {{id: C-2, when: {{fits: false}}, then: 1}}]"
    told = messages(proof_of(f"hit_policy: unique, rules: {rules}", FIT), "idle-case")
    assert [text.partition(" of ")[0] for text in told] == ["case 3", "case 2"]


def test_worse_findings_may_end_in_no_judgment() -> None:
    rules = "[{id: C-1, when: {worst: critical}, then: not-judged}, {id: C-2, when: {worst: none}, then: 3}]"
    proof = proof_of(
        f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 2}}", WORST
    )
    assert messages(proof, "worse-is-better") == []


def test_worse_findings_that_better_a_judgment_are_told() -> None:
    rules = "[{id: C-1, when: {worst: critical}, then: 3}, {id: C-2, when: {worst: none}, then: 2}]"
    proof = proof_of(
        f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 1}}", WORST
    )
    assert len(messages(proof, "worse-is-better")) == 1


def test_only_findings_of_the_asked_severity_are_counted() -> None:
    """Where the worst is minor there is none that is major."""
    rules = "[{id: C-1, when: {many: '>= 1', worst: minor}, then: 1}]"
    inputs = f"{WORST}, many: {{count: wrong, severity: '>= major'}}"
    proof = proof_of(
        f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 2}}", inputs
    )
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "dead-rule"] == [("C-1",)]


def test_a_rule_is_needless_where_the_next_one_gives_the_same() -> None:
    rules = "[{id: C-1, when: {worst: none, fits: true}, then: 3}, {id: C-2, when: {worst: none}, then: 3}]"
    proof = proof_of(
        f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 1}}", f"{FIT}, {WORST}"
    )
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "subsumed-rule"] == [("C-1", "C-2")]


def test_a_rule_is_needed_where_the_next_one_gives_something_else() -> None:
    rules = "[{id: C-1, when: {worst: none, fits: true}, then: 3}, {id: C-2, when: {worst: none}, then: 2}]"
    proof = proof_of(
        f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 1}}", f"{FIT}, {WORST}"
    )
    assert messages(proof, "subsumed-rule") == []


def test_rules_that_agree_where_both_hold_are_told_and_the_narrower_is_needless() -> None:
    rules = "[{id: C-1, when: {fits: true}, then: 3}, {id: C-2, when: {fits: true, worst: none}, then: 3}]"
    proof = proof_of(
        f"hit_policy: any, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 1}}", f"{FIT}, {WORST}"
    )
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "overlap"] == [("C-1", "C-2")]
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "subsumed-rule"] == [("C-2", "C-1")]


def test_neighbours_that_differ_in_one_input_could_be_one_rule() -> None:
    rules = "[{id: C-1, when: {worst: none}, then: 3}, {id: C-2, when: {worst: minor}, then: 3}]"
    proof = proof_of(
        f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 1}}", WORST
    )
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "mergeable-rules"] == [("C-1", "C-2")]


def test_a_gap_between_numbers_is_shown_by_a_number_that_is_in_it() -> None:
    rules = "[{id: C-1, when: {share: '< 0.4'}, then: 1}, {id: C-2, when: {share: '> 0.6'}, then: 3}]"
    proof = proof_of(
        f"hit_policy: unique, rules: {rules}", "share: {number: How much?, minimum: 0, maximum: 1}"
    )
    (gap,) = [flaw for flaw in proof.flaws if flaw.kind == "gap"]
    assert gap.regions == ((("share", ("[0.4..0.6]",)),),)
    (shown,) = [value for _, value in gap.example]
    assert Decimal("0.4") <= shown <= Decimal("0.6")


def test_rules_that_agree_beside_a_formula_overlap_and_those_that_do_not_contradict() -> None:
    """A formula might agree with anything: that is not told."""
    inputs = f"{FIT}, {WORST}, share: {{number: How much?, minimum: 1, maximum: 3}}"
    proof = proof_of(
        "scale: score, hit_policy: any, rules: ["
        "{id: C-1, when: {fits: true}, then: 1}, {id: C-2, when: {fits: true, worst: none}, then: 1},"
        "{id: C-3, when: {fits: true, worst: major}, then: 2},"
        "{id: C-4, when: {fits: false}, then: {formula: share}}]",
        inputs,
    )
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "overlap"] == [("C-1", "C-2")]
    assert [flaw.rules for flaw in proof.flaws if flaw.kind == "conflict"] == [("C-1", "C-3")]


def test_a_level_that_its_rules_never_decide_is_told_with_them() -> None:
    rules = "[{id: C-1, when: {fits: true}, then: 3}, {id: C-2, when: {fits: true}, then: 2}]"
    proof = proof_of(f"hit_policy: first, rules: {rules}, otherwise: {{id: C-9, text: Else., then: 1}}", FIT)
    (told,) = messages(proof, "level-never-given")
    assert "(C-2 would, but never decides)" in told


def test_a_proof_counts_rules_with_otherwise_and_the_combinations_of_facts() -> None:
    rule = "{id: C-1, when: {fits: true}, then: 3}"
    proof = proof_of(f"hit_policy: first, rules: [{rule}], otherwise: {{id: C-9, text: Else., then: 1}}", FIT)
    assert (proof.rules, proof.combinations) == (2, 2)
    assert proof_of(f"hit_policy: first, rules: [{rule}]", FIT).rules == 1
