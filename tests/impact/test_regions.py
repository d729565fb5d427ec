"""What a change does to all facts: through a criterion's own table, and through those it reads."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldline.impact.causes import cells_of
from goldline.impact.gold_inside import GoldInside
from goldline.impact.judgments import Comparison, GoldCase
from goldline.impact.regions import CriterionSpace, find_spaces
from goldline.impact.whole_space import tell_whole_space
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from goldline.rules.space.boxes import is_excluded, meet
from goldline.rules.space.classes import locate
from rules.tables import INPUTS, LEVELS, Table, all_facts, build, facts
from rules.thoroughness import examples

Plain = Any
seeds = st.integers(0, 1 << 32)
OVERALL: dict[str, Plain] = {
    "id": "whole",
    "title": "The whole",
    "question": "How is it on the whole?",
    "scale": {"type": "ordinal", "levels": LEVELS},
    "inputs": {"trial": {"criterion": "trial"}, "flag": INPUTS["flag"]},
    "hit_policy": "first",
    "rules": [
        {"id": "W-1", "text": "So it is.", "when": {"trial": 1, "flag": True}, "then": 1},
        {"id": "W-2", "text": "So it is.", "when": {"trial": ">= 2"}, "then": 3},
    ],
    "otherwise": 2,
}


def criterion(rules: list[dict[str, Plain]], **more: Plain) -> dict[str, Plain]:
    """Return a criterion with these rules over inputs of every kind."""
    for number, rule in enumerate(rules):
        rule.setdefault("id", f"R-{number + 1}")
        rule.setdefault("text", "So it is.")
    return {
        "id": "trial",
        "title": "A trial",
        "question": "What is it?",
        "scale": {"type": "ordinal", "levels": LEVELS},
        "inputs": INPUTS,
        "hit_policy": "first",
        "rules": rules,
        "otherwise": 3,
        **more,
    }


def spaces(base: Guideline, head: Guideline) -> dict[str, CriterionSpace]:
    return find_spaces(Judge(base, [head]), Judge(head, [base]))


def ordinal(table: Table) -> bool:
    return table.document["scale"]["type"] == "ordinal"


@examples(15)
@given(seeds)
def test_what_reaches_a_criterion_through_another_is_found_exactly(seed: int) -> None:
    table = Table(Random(seed))
    if not ordinal(table):
        return
    edited = table.edited()
    base, head = build(table.document, OVERALL), build(edited, OVERALL)
    judges = Judge(base, [head]), Judge(head, [base])
    names = sorted({*table.names, "flag"})
    seen = set()
    for item in all_facts(names, most_findings=3):
        one, two = (judge.judge(item)["whole", None] for judge in judges)
        if (one.state, one.value) != (two.state, two.value):
            seen.add(((one.state, one.value), (two.state, two.value)))
    space = find_spaces(*judges)["whole"]
    assert space.exhaustive
    if "impossible" in table.document or "impossible" in edited:
        assert set(space.moved) <= seen  # what both versions call impossible is left out
    else:
        assert set(space.moved) == seen
    assert space.via == (("trial",) if space.moved else ())


@examples(25)
@given(seeds)
def test_regions_are_disjoint_boxes_and_their_union_is_just_where_versions_differ(seed: int) -> None:
    table = Table(Random(seed))
    base, head = build(table.document), build(table.edited())
    judges = Judge(base, [head]), Judge(head, [base])
    space = find_spaces(*judges)["trial"]
    grid = space.grid
    assert grid is not None
    boxes = [region.box for region in space.regions]
    assert all(meet(one, other) is None for one, other in combinations(boxes, 2))
    for item in all_facts(table.names, most_findings=3):
        read = [cells_of(judge, item, "trial", None) for judge in judges]
        cell = tuple(
            1 << (locate(axis.classes, read[axis.readers[-1].side][axis.readers[-1].name]) or 0)
            for axis in grid.axes
        )
        one, two = (judge.judge(item)["trial", None] for judge in judges)
        before, after = (one.state, one.value), (two.state, two.value)
        found = [(region.base, region.head) for region in space.regions if meet(region.box, cell)]
        assert found == ([(before, after)] if before != after and not is_excluded(grid, cell) else [])


@examples(25)
@given(seeds)
def test_the_other_way_round_regions_shifts_and_verdicts_are_turned_around(seed: int) -> None:
    table = Table(Random(seed))
    base, head = build(table.document, *overall(table)), build(table.edited(), *overall(table))
    there, back = spaces(base, head), spaces(head, base)
    turned = {"stricter": "more-lenient", "more-lenient": "stricter"}
    for name, one in there.items():
        other = back[name]
        assert other.verdict == turned.get(one.verdict, one.verdict)
        assert other.via == one.via
        assert {(r.box, r.base, r.head) for r in one.regions} == {
            (r.box, r.head, r.base) for r in other.regions
        }
        assert shares(one, 0) == shares(other, 1)


def overall(table: Table) -> list[dict[str, Plain]]:
    return [OVERALL] if ordinal(table) else []


def shares(space: CriterionSpace, base: int) -> dict[Any, float]:
    """Return the share of each pair of outcomes, told from one of the sides."""
    found: dict[Any, float] = {}
    told = [*((s.pairs, s.share) for s in space.shifts), *(([r.pair], r.share) for r in space.routes)]
    for pairs, share in told:
        assert share is not None
        key = tuple(sorted({(repr(pair[base]), repr(pair[1 - base])) for pair in pairs}))
        found[key] = found.get(key, 0) + share
    return {pair: round(share, 6) for pair, share in found.items()}


def test_a_criterion_that_no_longer_applies_somewhere_changes_what_reads_it() -> None:
    both = {"modalities": ["text", "image-caption"]}
    one = criterion([{"when": {"flag": True}, "then": 1}])
    base, head = build(one, OVERALL, **both), build({**one, "modalities": ["text"]}, OVERALL, **both)
    space = spaces(base, head)["whole"]
    assert (space.exhaustive, space.via) == (True, ("trial",))
    assert {route.pair for route in space.routes} == {
        (("decided", 1), ("decided", 2)),
        (("decided", 3), ("decided", 2)),
    }
    assert all(route.witness["modality"] == "image-caption" for route in space.routes)


def test_a_shift_names_the_rule_the_outcomes_and_one_example() -> None:
    base = build(criterion([{"when": {"worst": "major"}, "then": 1}, {"when": {"flag": True}, "then": 2}]))
    head = build(criterion([{"when": {"worst": ">= minor"}, "then": 1}, {"when": {"flag": True}, "then": 2}]))
    space = spaces(base, head)["trial"]
    assert space.verdict == "stricter"
    assert {(shift.rules, tuple(shift.pairs), shift.share) for shift in space.shifts} == {
        (("R-1",), ((("decided", 2), ("decided", 1)),), 0.166666667),
        (("R-1",), ((("decided", 3), ("decided", 1)),), 0.166666667),
    }
    for shift in space.shifts:
        assert shift.witness["worst"] == "minor"


def test_the_verdict_follows_what_is_better_on_the_scale() -> None:
    rules = [{"when": {"flag": True}, "then": 1}]
    edited = [{"when": {"flag": True}, "then": 2}]
    low = {"type": "ordinal", "better": "lower", "levels": LEVELS}
    assert spaces(build(criterion(rules)), build(criterion(edited)))["trial"].verdict == "more-lenient"
    assert (
        spaces(build(criterion(rules, scale=low)), build(criterion(edited, scale=low)))["trial"].verdict
        == "stricter"
    )


def test_levels_without_order_cannot_be_compared() -> None:
    words = {"type": "nominal", "levels": [{"value": "one"}, {"value": "two"}]}
    one = criterion([{"when": {"flag": True}, "then": "one"}], scale=words, otherwise="two")
    two = criterion([{"when": {"flag": True}, "then": "two"}], scale=words, otherwise="two")
    assert spaces(build(one), build(two))["trial"].verdict == "incomparable"


def test_other_weights_are_told_as_an_input_that_reads_findings_anew() -> None:
    inputs = {"penalty": {"sum": [{"severity": "major", "weight": 5}, {"severity": "minor", "weight": 1}]}}
    other = {"penalty": {"sum": [{"severity": "major", "weight": 10}, {"severity": "minor", "weight": 1}]}}
    rules = [{"when": {"penalty": ">= 10"}, "then": 1}]
    base, head = build(criterion(rules, inputs=inputs)), build(criterion(rules, inputs=other))
    space = spaces(base, head)["trial"]
    assert space.redefined == ("penalty",)
    assert (space.verdict, space.exhaustive) == ("stricter", True)
    assert not space.regions, "no box over the input can show it"
    assert space.shifts[0].witness["penalty"] != space.shifts[0].witness["penalty before"]


def test_a_rewritten_table_with_the_same_meaning_is_equivalent() -> None:
    base = build(criterion([{"when": {"tone": ["low", "mid"]}, "then": 1}]))
    head = build(criterion([{"when": {"tone": "low"}, "then": 1}, {"when": {"tone": "< high"}, "then": 1}]))
    space = spaces(base, head)["trial"]
    assert (space.verdict, space.exhaustive, space.shifts) == ("equivalent", True, [])


def test_a_formula_that_changes_over_listed_numbers_is_compared_exactly() -> None:
    scale = {"type": "numeric", "minimum": 0}
    inputs = {"few": {"integer": "How many?", "minimum": 0, "maximum": 3}}

    def scored(text: str) -> dict[str, Plain]:
        rules: list[dict[str, Plain]] = [{"then": {"formula": text}}]
        made = criterion(rules, scale=scale, inputs=inputs, hit_policy="first")
        del made["otherwise"]
        return made

    space = spaces(build(scored("2 * few")), build(scored("few + 2")))["trial"]
    assert space.exhaustive
    assert {(region.base[1], region.head[1]) for region in space.regions} == {(0, 2), (2, 3), (6, 5)}
    assert space.verdict == "incomparable"
    same = spaces(build(scored("few + few")), build(scored("2 * few")))["trial"]
    assert (same.verdict, same.shifts) == ("equivalent", [])


def test_a_formula_over_all_numbers_is_never_called_equivalent_in_silence() -> None:
    scale = {"type": "numeric", "minimum": 0}
    inputs = {"much": {"number": "How much?", "minimum": 0, "maximum": 4}}

    def scored(text: str) -> dict[str, Plain]:
        made = criterion([{"then": {"formula": text}}], scale=scale, inputs=inputs)
        del made["otherwise"]
        return made

    space = spaces(build(scored("much + 1")), build(scored("2 * much")))["trial"]
    assert not space.exhaustive
    assert space.verdict != "equivalent"
    assert space.shifts


def test_an_enum_value_that_is_new_is_left_out_of_the_comparison() -> None:
    more = {"tone": {"enum": ["low", "mid", "high", "top"], "ordered": True, "ask": "Which tone?"}}
    base = build(criterion([{"when": {"tone": "high"}, "then": 1}], inputs={"tone": INPUTS["tone"]}))
    head = build(
        criterion([{"when": {"tone": "high"}, "then": 1}, {"when": {"tone": "top"}, "then": 2}], inputs=more)
    )
    assert spaces(base, head)["trial"].verdict == "equivalent"


def test_the_gold_inside_a_region_is_counted() -> None:
    base = build(criterion([{"when": {"worst": "major"}, "then": 1}]))
    head = build(criterion([{"when": {"worst": ">= minor"}, "then": 1}]))
    answers = {"flag": True, "maybe": None, "tone": "low", "few": 1, "much": 1}
    gold = [
        (GoldCase("trial", facts(answers, (("wrong", "minor"),)), ()), 3),
        (GoldCase("trial", facts(answers), ()), 5),
    ]
    told = tell_whole_space(Comparison(base, head), gold)
    assert [row["judgments"] for row in told.regions] == [3]
    assert [row["judgments"] for row in told.shifts] == [3]
    assert told.regions[0]["when"] == {"worst": ["minor"]}
    space = told.spaces["trial"]
    unknown = [(GoldCase("trial", facts({"flag": True}, (("wrong", "minor"),)), ()), 1)]
    inside = GoldInside(space, Judge(base, [head]), Judge(head, [base]), unknown)
    assert inside.count(space.shifts[0].boxes) == 1


def test_a_comparison_with_itself_is_equivalent_everywhere() -> None:
    guideline = build(criterion([{"when": {"flag": True}, "then": 1}]), OVERALL)
    told = tell_whole_space(Comparison(guideline, guideline), [])
    assert [(row["criterion"], row["verdict"]) for row in told.criteria] == [
        ("trial", "equivalent"),
        ("whole", "equivalent"),
    ]
    assert not told.shifts
    assert not told.regions
