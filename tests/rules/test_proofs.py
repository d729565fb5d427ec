"""What is proved of a table is what trying every combination of facts shows."""

from __future__ import annotations

from itertools import combinations_with_replacement, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from goldline.app.frame import load_frame
from goldline.app.layout import SCOPE
from goldline.model.proof import Flaw, Proof
from goldline.rules.domain import holds
from goldline.rules.judge import Judge
from goldline.rules.parse import parse_test
from goldline.rules.proofs import prove
from goldline.rules.proofs.ground import Ground
from goldline.rules.scene import Seen
from goldline.rules.table import Outcome, Table
from goldline.store.tree import MemoryTree

GUIDELINE = """
format: 1
id: small
title: Small
version: 1.0.0
modalities: [text]
locales: [en-US]
summary: Small.
scales:
  four:
    type: ordinal
    levels:
      - {value: 1, label: One, anchor: a}
      - {value: 2, label: Two, anchor: b}
      - {value: 3, label: Three, anchor: c}
"""
TAXONOMY = """
severities: [minor, major, critical]
findings:
  fact: {title: Fact, definition: d}
  style: {title: Style, definition: d, severities: [minor, major]}
"""
INPUTS = """
  mood: {enum: [low, mid, high], ordered: true, ask: Which mood?}
  fit: {boolean: Does it fit?, nullable: true}
  worst: {worst: fact}
  many: {count: [fact, style], severity: ">= major"}
"""
TESTS = {
    "mood": ["low", "high", "< high", ">= mid", "not mid"],
    "fit": [True, False, None],
    "worst": ["none", "critical", ">= major", "minor", "< critical"],
    "many": [0, ">= 1", ">= 2", "[1..2]"],
}
POLICIES = ["unique", "any", "first", "priority", "min", "max"]


@st.composite
def criteria(draw: st.DrawFn) -> str:
    """Return a criterion as YAML: up to five rules of up to two cases over four inputs."""
    policy = draw(st.sampled_from(POLICIES))
    cases = st.dictionaries(st.sampled_from(list(TESTS)), st.integers(0, 9), min_size=1, max_size=3)
    rules = draw(
        st.lists(
            st.tuples(st.lists(cases, min_size=1, max_size=2), st.integers(1, 3)), min_size=1, max_size=5
        )
    )
    lines = ["id: c", "title: C", "question: How?", "scale: four", f"inputs: {INPUTS}"]
    lines += (
        [f"hit_policy: collect\naggregate: {policy}"]
        if policy in ("min", "max")
        else [f"hit_policy: {policy}"]
    )
    lines.append("rules:")
    for number, (whens, then) in enumerate(rules, 1):
        shown = ", ".join(map(case_text, whens))
        lines.append(f"  - {{id: R-{number}, text: t, when: [{shown}], then: {then}}}")
    if draw(st.booleans()):
        lines.append(f"otherwise: {{id: R-9, text: t, then: {draw(st.integers(1, 3))}}}")
    banned = draw(st.lists(cases, max_size=1))
    if banned:
        lines.append(f"impossible: [{', '.join(map(case_text, banned))}]")
    return "\n".join(lines)


def case_text(case: dict[str, int]) -> str:
    def text(name: str, number: int) -> str:
        test = TESTS[name][number % len(TESTS[name])]
        return f'"{test}"' if isinstance(test, str) else str(test).lower().replace("none", "null")

    return "{" + ", ".join(f"{name}: {text(name, number)}" for name, number in case.items()) + "}"


def judge_of(criterion: str) -> Judge:
    files = {
        "guidelines/small/guideline.yaml": GUIDELINE,
        "guidelines/small/taxonomy.yaml": TAXONOMY,
        "guidelines/small/criteria/c.yaml": criterion,
    }
    frame = load_frame(MemoryTree({path: text.encode() for path, text in files.items()}, prefixes=SCOPE))
    return Judge(frame.guidelines["small"])


def every_cell(judge: Judge) -> list[dict[str, Any]]:
    """Return all facts there can be, by trying findings in every number up to five."""
    table = judge.tables["c"]
    kinds = [("fact", s) for s in ("minor", "major", "critical")] + [("style", s) for s in ("minor", "major")]
    seen: dict[tuple[object, ...], dict[str, Any]] = {}
    sources = table.criterion.inputs
    for count in range(6):
        for chosen in combinations_with_replacement(kinds, count):
            found = [Seen(path, severity, None) for path, severity in chosen]
            read = {name: judge.lens.total(sources[name], found) for name in ("worst", "many")}
            seen[tuple(read.values())] = read
    recorded = product(("low", "mid", "high"), (False, True, None))
    cells = [{"mood": mood, "fit": fit, **read} for mood, fit in recorded for read in seen.values()]
    return [cell for cell in cells if not table.is_impossible({n: cell[n] for n in table.all_names})]


def holding(table: Table, cell: dict[str, Any]) -> tuple[str, ...]:
    return tuple(table.criterion.rules[i].id for i in table.holding(table.fails(cell)))


def outcome(table: Table, cell: dict[str, Any]) -> Outcome:
    return table.outcome(cell)[0]


def of_kind(proof: Proof, *kinds: str) -> list[Flaw]:
    return [flaw for flaw in proof.flaws if flaw.kind in kinds]


def inside(flaw: Flaw, cell: dict[str, Any], table: Table) -> bool:
    """Whether a cell is in one of the boxes that a flaw names."""
    for when in flaw.regions:
        tests = {name: parse_test(list(values), table.domains[name]) for name, values in when if values}
        if all(holds(test, cell[name], table.domains[name]) for name, test in tests.items()):
            return True
    return False


@settings(max_examples=60, deadline=None)
@given(criteria())
def test_gaps_are_where_no_rule_holds_and_nowhere_else(text: str) -> None:
    judge = judge_of(text)
    table, proof = judge.tables["c"], prove(judge, "c")
    gaps = [cell for cell in every_cell(judge) if outcome(table, cell).state == "gap"]
    found = of_kind(proof, "gap")
    assert bool(found) == bool(gaps)
    assert proof.exhaustive
    for flaw in found:
        if flaw.more == 0:
            assert [cell for cell in every_cell(judge) if inside(flaw, cell, table)] == gaps
        assert outcome(table, dict(flaw.example)).state == "gap"


@settings(max_examples=60, deadline=None)
@given(criteria())
def test_contradictions_are_the_largest_groups_that_clash(text: str) -> None:
    judge = judge_of(text)
    table, proof = judge.tables["c"], prove(judge, "c")
    clashes = {holding(table, cell) for cell in every_cell(judge) if outcome(table, cell).state == "conflict"}
    largest = {one for one in clashes if not any(set(one) < set(other) for other in clashes)}
    assert {flaw.rules for flaw in of_kind(proof, "conflict")} == largest
    for flaw in of_kind(proof, "conflict"):
        assert outcome(table, dict(flaw.example)).state == "conflict"


@settings(max_examples=80, deadline=None)
@given(criteria())
def test_a_rule_is_idle_where_no_facts_show_it(text: str) -> None:
    judge = judge_of(text)
    table, proof = judge.tables["c"], prove(judge, "c")
    cells = every_cell(judge)
    held = {name for cell in cells for name in holding(table, cell)}
    shown: set[str] = set()
    for cell in cells:
        result = outcome(table, cell)
        for name in holding(table, cell):
            rule = next(rule for rule in table.criterion.rules if rule.id == name)
            policy = table.criterion.hit_policy
            has_say = policy in ("unique", "any") or result.value == rule.then
            if has_say and (policy != "first" or result.rules == (name,)):
                shown.add(name)
    duplicates = {flaw.rules[1] for flaw in of_kind(proof, "duplicate-rule")}
    rules = {rule.id for rule in table.criterion.rules} - duplicates
    assert {flaw.rules[0] for flaw in of_kind(proof, "dead-rule")} == rules - held
    assert {flaw.rules[0] for flaw in of_kind(proof, "masked-rule")} == (held & rules) - shown


@settings(max_examples=60, deadline=None)
@given(criteria())
def test_a_level_that_nothing_yields_is_named(text: str) -> None:
    judge = judge_of(text)
    table, proof = judge.tables["c"], prove(judge, "c")
    given_ = {outcome(table, cell).value for cell in every_cell(judge)}
    named = {flaw.message for flaw in of_kind(proof, "level-never-given")}
    assert len(named) == len({1, 2, 3} - given_)


@settings(max_examples=60, deadline=None)
@given(criteria())
def test_worse_findings_never_better_a_judgment_unseen(text: str) -> None:
    judge = judge_of(text)
    table, proof = judge.tables["c"], prove(judge, "c")
    order = ("none", "minor", "major", "critical")
    names = set(table.all_names)
    reversed_ = False
    cells = every_cell(judge)
    results = [outcome(table, cell) for cell in cells]
    for (one, left), (two, right) in product(zip(cells, results, strict=True), repeat=2):
        if one["mood"] != two["mood"] or one["fit"] is not two["fit"]:
            continue
        if "worst" in names and order.index(one["worst"]) > order.index(two["worst"]):
            continue
        if "many" in names and one["many"] > two["many"]:
            continue
        if left.state == right.state == "decided" and right.value > left.value:
            reversed_ = True
    found = of_kind(proof, "worse-is-better")
    assert bool(found) == reversed_
    for flaw in found:
        before, after = (outcome(table, dict(facts)).value for facts in (flaw.example, flaw.other))
        assert after > before


@settings(max_examples=60, deadline=None)
@given(criteria())
def test_a_rule_that_could_be_left_out_changes_nothing(text: str) -> None:
    from dataclasses import replace

    judge = judge_of(text)
    table, proof = judge.tables["c"], prove(judge, "c")
    for flaw in of_kind(proof, "subsumed-rule", "duplicate-rule", "masked-rule", "dead-rule"):
        gone = flaw.rules[1] if flaw.kind == "duplicate-rule" else flaw.rules[0]
        left = tuple(rule for rule in table.criterion.rules if rule.id != gone)
        if not left:
            continue
        smaller = Table(replace(table.criterion, rules=left), table.domains)
        for cell in every_cell(judge):
            one, two = outcome(table, cell), outcome(smaller, cell)
            if table.criterion.hit_policy == "unique" and one.state == "conflict":
                continue  # leaving out one of two that clash settles the clash
            assert (one.state, one.value) == (two.state, two.value), (flaw, cell)


def test_too_much_to_look_at_is_said_and_what_is_found_is_still_true() -> None:
    rules = "\n".join(
        f"  - {{id: R-{n}, text: t, when: {{q{n}: true}}, then: {n % 3 + 1}}}" for n in range(1, 25)
    )
    inputs = "\n".join(f"  q{n}: {{boolean: Is it?}}" for n in range(1, 25))
    text = (
        f"id: c\ntitle: C\nquestion: How?\nscale: four\ninputs:\n{inputs}\nhit_policy: any\nrules:\n{rules}\n"
    )
    judge = judge_of(text)
    proof = prove(judge, "c", most=5_000)
    assert not proof.exhaustive
    for flaw in of_kind(proof, "gap", "conflict"):
        if flaw.example:
            assert outcome(judge.tables["c"], dict(flaw.example)).state == flaw.kind
    assert not of_kind(proof, "dead-rule", "masked-rule", "level-never-given", "idle-case")


def test_a_large_table_of_numbers_is_proved_quickly() -> None:

    columns, parts = 4, 6
    rules = []
    for number, steps in enumerate(product(range(parts), repeat=columns), 1):
        if number == 100:
            continue  # the one gap
        tests = ", ".join(f'n{c}: "[{10 * s}..{10 * s + 10})"' for c, s in enumerate(steps))
        rules.append(f"  - {{id: R-{number}, text: t, when: {{{tests}}}, then: 1}}")
    inputs = "\n".join(f"  n{c}: {{number: How much?, minimum: 0, maximum: 59.9}}" for c in range(columns))
    text = (
        f"id: c\ntitle: C\nquestion: How?\nscale: four\ninputs:\n{inputs}\nhit_policy: unique\nrules:\n"
        + "\n".join(rules)
    )
    ground = Ground(judge_of(text), "c")
    assert ground.sweep.complete  # within the steps it may take
    gaps = [state for state in ground.sweep.finals if not state & ground.cases]
    assert len(gaps) == 1
