"""Facts without a rule and rules that clash, as they are told: where, in which words, with which example."""

from __future__ import annotations

import pytest

from goldline.model.proof import Flaw, Proof
from goldline.rules.proofs import ground, holes, prove
from rules.flaws import ELSE, FIT, TONE, proof_of, rules, told
from rules.small import judge

GAP_HINT = "write a rule for it, an `otherwise`, or list it under `impossible` if it cannot be"
FORMULA_HINT = "write a rule for these facts before it"
AGREE_HINT = "narrow one of them, or make the hit policy `any`"
CLASH_HINT = "narrow one of them, or choose a hit policy that says which one wins (`first`, `priority`)"
FEW = "n: {integer: How many?, minimum: 0, maximum: 2}"
NONE = "rules: [], otherwise: "


def one(proof: Proof, kind: str) -> Flaw:
    (flaw,) = [flaw for flaw in proof.flaws if flaw.kind == kind]
    return flaw


# --- gaps ---------------------------------------------------------------------------------------


def test_a_gap_is_told_with_its_places_and_an_example() -> None:
    made = rules("tone: a, fits: true: 3", "tone: b, fits: false: 2", "tone: [c, d]: 1")
    proof = proof_of(f"hit_policy: first, {made}", FIT, TONE)
    assert told(proof, "gap") == [
        (
            (),
            "rules",
            "no rule says what to judge where `fits` is false and `tone` is a; "
            "or where `fits` is true and `tone` is b",
            GAP_HINT,
        )
    ]
    flaw = one(proof, "gap")
    assert (flaw.guideline, flaw.criterion) == ("trial", "c")
    assert flaw.example == (("fits", False), ("tone", "a"))
    assert flaw.more == 0


def test_facts_are_shown_in_the_order_in_which_inputs_are_declared() -> None:
    made = rules("fits: true, tone: a: 3", "fits: true, tone: not a: 3")
    assert one(proof_of(f"hit_policy: first, {made}", TONE, FIT), "gap").example == (
        ("tone", "a"),
        ("fits", False),
    )


def test_the_largest_places_of_a_gap_come_first() -> None:
    made = rules("tone: a, fits: true: 3", "tone: b, fits: false: 2")
    flaw = one(proof_of(f"hit_policy: first, {made}", FIT, TONE), "gap")
    assert flaw.regions == (
        (("tone", ("c", "d")),),
        (("fits", (False,)), ("tone", ("a", "c", "d"))),
        (("fits", (True,)), ("tone", ("b", "c", "d"))),
    )


def squares(count: int) -> str:
    """Return rules that leave out the squares on the diagonal of two inputs of `count` values."""
    listed = ", ".join(map(str, range(count)))
    return rules(
        *(f"x: {n}, y: [{', '.join(str(m) for m in range(count) if m != n)}]: 2" for n in range(count - 1)),
        f"x: {count - 1}, y: [{listed.rpartition(', ')[0]}]: 2",
    )


@pytest.mark.parametrize(
    ("count", "more", "said"), [(4, 0, ""), (5, 1, "; and in 1 more"), (7, 3, "; and in 3 more")]
)
def test_four_places_of_a_gap_are_told_and_the_rest_is_counted(count: int, more: int, said: str) -> None:
    inputs = [f"{name}: {{integer: How many?, minimum: 0, maximum: {count - 1}}}" for name in "xy"]
    flaw = one(proof_of(f"hit_policy: first, {squares(count)}", *inputs), "gap")
    assert len(flaw.regions) == 4
    assert flaw.more == more
    assert flaw.message.endswith(f"`x` is 3 and `y` is 3{said}")


def test_places_that_are_too_many_to_make_larger_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground, "_MOST_PARTS", 2)
    inputs = [f"{name}: {{integer: How many?, minimum: 0, maximum: 5}}" for name in "xy"]
    flaw = one(proof_of(f"hit_policy: first, {squares(6)}", *inputs), "gap")
    assert (len(flaw.regions), flaw.more) == (2, 4)


def test_what_cannot_occur_in_a_place_is_not_named_in_it() -> None:
    """Neither that some errors are counted where the worst is minor, nor what is listed as impossible."""
    made = rules("worst: [none, critical]: 3", "worst: major: 2")
    inputs = ("worst: {worst: wrong}", "many: {count: wrong}")
    flaw = one(proof_of(f"hit_policy: first, {made}, impossible: [{{many: '> 3'}}]", *inputs), "gap")
    assert flaw.regions == ((("worst", ("minor",)),),)


@pytest.mark.parametrize(
    ("tail", "gap"), [(", otherwise: 7", False), ("", False), (", otherwise: not-judged", True)]
)
def test_a_number_that_another_criterion_always_gives_is_never_null(tail: str, gap: bool) -> None:
    """A gap below is passed on and is none here; what is not judged is null."""
    ruled = "hit_policy: first, rules: [{id: A-1, when: {fits: true}, then: 2}]"
    below = f"{{id: a, scale: score, inputs: {{{FIT}}}, {ruled}{tail}}}"
    made = rules("level: '< 3': 1", "level: '>= 3': 3")
    proof = prove(
        judge(below, f"{{id: c, inputs: {{level: {{criterion: a}}}}, hit_policy: first, {made}}}"), "c"
    )
    assert [flaw.regions for flaw in proof.flaws if flaw.kind == "gap"] == (
        [((("level", (None,)),),)] if gap else []
    )


# --- formulas -----------------------------------------------------------------------------------


def formula_gap(rule: str) -> str:
    return (
        f"the formula of {rule} can have no result: an input is null, it divides by zero, "
        "or it takes the root of a negative number"
    )


def test_a_formula_without_a_result_is_told_at_its_rule_or_at_otherwise() -> None:
    made = "rules: [{id: C-1, when: {fits: true}, then: {formula: 1 / n}}]"
    tail = "otherwise: {id: C-99, text: Else., then: {formula: sqrt(n - 2)}}"
    proof = proof_of(f"scale: score, hit_policy: first, {made}, {tail}", FIT, FEW)
    assert sorted(told(proof, "gap")) == [
        (("C-1",), "rules/0/id", formula_gap("C-1"), FORMULA_HINT),
        (("C-99",), "otherwise/id", formula_gap("C-99"), FORMULA_HINT),
    ]
    examples = {flaw.rules: dict(flaw.example) for flaw in proof.flaws if flaw.kind == "gap"}
    assert examples == {("C-1",): {"fits": True, "n": 0}, ("C-99",): {"fits": False, "n": 0}}


def test_a_formula_of_an_otherwise_without_an_id_is_told_where_it_stands() -> None:
    proof = proof_of(f"scale: score, hit_policy: first, {NONE}{{formula: 1 / n}}", FEW)
    assert told(proof, "gap") == [(("otherwise",), "otherwise", formula_gap("`otherwise`"), FORMULA_HINT)]


def test_a_formula_with_a_result_for_all_facts_that_can_be_is_no_gap() -> None:
    body = "hit_policy: first, rules: [{id: C-1, when: {n: 0}, then: 0}], otherwise: {formula: 1 / n}"
    assert not told(proof_of(f"scale: score, {body}", FEW), "gap")
    banned = f"hit_policy: first, impossible: [{{n: 0}}], {NONE}{{formula: 1 / n}}"
    assert not told(proof_of(f"scale: score, {banned}", FEW), "gap")


def test_a_null_in_a_formula_is_a_gap_told_once() -> None:
    nullable = FEW.replace("}", ", nullable: true}")
    proof = proof_of(f"scale: score, hit_policy: first, {NONE}{{formula: n}}", nullable, FIT)
    assert len(told(proof, "gap")) == 1
    assert dict(one(proof, "gap").example)["n"] is None


@pytest.mark.parametrize(("most", "unproved"), [(3, ()), (2, ("too many",))])
def test_a_formula_of_too_many_numbers_is_not_tried_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, most: int, unproved: tuple[str, ...]
) -> None:
    monkeypatch.setattr(holes, "_MOST_CELLS", most)
    proof = proof_of(f"scale: score, hit_policy: first, {NONE}{{formula: 1 / n}}", FEW)
    assert bool(told(proof, "gap")) == (not unproved)
    assert proof.unproved == (("its formula reads too many numbers to try each of them",) if unproved else ())


def test_formulas_that_hold_together_clash_under_unique_and_may_agree_under_any() -> None:
    made = "rules: [{id: C-1, when: {fits: true}, then: {formula: n}}, {id: C-2, then: {formula: n + 1}}]"
    clash = proof_of(f"scale: score, hit_policy: unique, {made}", FIT, FEW)
    assert told(clash, "conflict") == [
        (
            ("C-1", "C-2"),
            "rules/1/id",
            "C-1 and C-2 contradict each other where `fits` is true: C-1 gives n, C-2 gives n + 1",
            CLASH_HINT,
        )
    ]
    assert not told(clash, "overlap")
    alike = proof_of(f"scale: score, hit_policy: any, {made.replace('n + 1', 'n')}", FIT, FEW)
    assert [flaw.message for flaw in told(alike, "overlap")] == [
        "C-1 and C-2 can hold together, and agree on n"
    ]


def test_of_formulas_the_first_that_holds_decides() -> None:
    made = (
        "rules: [{id: C-1, when: {fits: true}, then: {formula: n}}, {id: C-2, when: {fits: true}, then: 2}]"
    )
    proof = proof_of(f"scale: score, hit_policy: first, {made}, otherwise: 1", FIT, FEW)
    assert [(flaw.kind, flaw.rules) for flaw in proof.flaws] == [("masked-rule", ("C-2", "C-1"))]


def test_beside_a_formula_no_rule_is_a_gap_as_ever() -> None:
    made = "rules: [{id: C-1, when: {fits: true}, then: {formula: n}}]"
    proof = proof_of(f"scale: score, hit_policy: unique, {made}", FIT, FEW)
    assert [flaw.message for flaw in told(proof, "gap")] == [
        "no rule says what to judge where `fits` is false"
    ]


# --- contradictions -----------------------------------------------------------------------------


def test_two_rules_that_clash_are_told_with_what_they_give() -> None:
    made = rules("tone: [a, b]: 3", "tone: [b, c]: 2")
    proof = proof_of(f"hit_policy: unique, {made}, {ELSE}", TONE)
    assert told(proof, "conflict") == [
        (
            ("C-1", "C-2"),
            "rules/1/id",
            "C-1 and C-2 contradict each other where `tone` is b: C-1 gives 3, C-2 gives 2",
            CLASH_HINT,
        )
    ]
    flaw = one(proof, "conflict")
    assert (flaw.regions, flaw.example) == (((("tone", ("b",)),),), (("tone", "b"),))


@pytest.mark.parametrize(("count", "they"), [(2, "C-1 and C-2"), (3, "C-1, C-2 and C-3")])
def test_rules_that_give_the_same_clash_under_unique_alone(count: int, they: str) -> None:
    made = rules(*["tone: [a, b]: 3", "tone: [b, c]: 3", "tone: [b, d]: 3"][:count])
    proof = proof_of(f"hit_policy: unique, {made}, {ELSE}", TONE)
    all_ = "both" if count == 2 else "all"
    assert [(flaw.message, flaw.hint) for flaw in told(proof, "conflict")] == [
        (
            f"{they} hold together where `tone` is b: {all_} give 3, but under `unique` just one may",
            AGREE_HINT,
        )
    ]
    assert not told(proof_of(f"hit_policy: any, {made}, {ELSE}", TONE), "conflict")


def test_of_many_rules_that_clash_four_are_quoted() -> None:
    made = rules("fits: true: 1", "fits: true: 2", "fits: true: 3", "fits: true: 1", "fits: true: 2")
    (flaw,) = told(proof_of(f"hit_policy: any, {made}, {ELSE}", FIT), "conflict")
    assert flaw.rules == ("C-1", "C-2", "C-3", "C-4", "C-5")
    assert flaw.message == (
        "C-1, C-2, C-3, C-4 and C-5 contradict each other where `fits` is true: "
        "C-1 gives 1, C-2 gives 2, C-3 gives 3, C-4 gives 1"
    )


@pytest.mark.parametrize(
    ("pairs", "last"),
    [
        (12, "C-23 and C-24 contradict each other where `n` is 11: C-23 gives 1, C-24 gives 2"),
        (13, "the rules of 1 more group contradict each other"),
        (14, "the rules of 2 more groups contradict each other"),
    ],
)
def test_twelve_groups_that_clash_are_told_and_the_rest_is_counted(pairs: int, last: str) -> None:
    made = rules(*(f"n: {n}: {level}" for n in range(pairs) for level in (1, 2)))
    found = told(
        proof_of(
            f"hit_policy: any, {made}, {ELSE}", f"n: {{integer: How many?, minimum: 0, maximum: {pairs}}}"
        ),
        "conflict",
    )
    assert len(found) == min(pairs, 13)
    assert found[-1].message == last
    if pairs > 12:
        assert (found[-1].rules, found[-1].place, found[-1].hint) == (
            (),
            "rules",
            "mend the ones above first",
        )


def test_larger_groups_that_clash_come_first() -> None:
    made = rules("tone: [a, b]: 1", "tone: [a, b]: 2", "tone: [b, c]: 3", "tone: [c, d]: 1", "tone: d: 2")
    found = told(proof_of(f"hit_policy: unique, {made}", TONE), "conflict")
    assert [flaw.rules for flaw in found] == [("C-1", "C-2", "C-3"), ("C-3", "C-4"), ("C-4", "C-5")]


@pytest.mark.parametrize("policy", ["first", "priority", "collect, aggregate: max"])
def test_where_the_policy_says_who_wins_nothing_clashes(policy: str) -> None:
    made = rules("tone: [a, b]: 3", "tone: [b, c]: 2")
    proof = proof_of(f"hit_policy: {policy}, {made}, {ELSE}", TONE)
    assert not told(proof, "conflict")
    assert not told(proof, "overlap")


def test_rules_that_agree_are_told_as_groups_the_largest_first() -> None:
    made = rules("tone: [a, b]: 3", "tone: [b, c]: 3", "tone: b: 3", "tone: [c, d]: 3")
    found = told(proof_of(f"hit_policy: any, {made}, {ELSE}", TONE), "overlap")
    assert [flaw.rules for flaw in found] == [("C-1", "C-2", "C-3"), ("C-2", "C-4")]
    assert found[1][1:] == (
        "rules",
        "C-2 and C-4 can hold together, and agree on 3",
        "nothing is wrong with that under `any`",
    )
