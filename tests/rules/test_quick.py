"""The quick way of judging gives what the thorough way does, on real gold and on facts made odd."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.generate import frame_files, path_of, read_guideline
from benchmarks.items import draw_item
from goldline.model.condition import Value
from goldline.model.criterion import Criterion
from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from goldline.reading.item import build_item, facts_of
from goldline.reading.yaml import read_yaml
from goldline.rules.judge import Judge, Target, Thorough
from goldline.rules.judgment import Judgment
from goldline.rules.quick import Quick

OPEN = Judgment("undecided", None, (), (), (), ())
ROOT = Path(__file__).parents[2]
HOSTILE: tuple[Value, ...] = (
    True,
    False,
    0,
    1,
    2,
    -1,
    Decimal("0.5"),
    Decimal(1),
    None,
    "",
    "none",
    "not-judged",
    "?",
)

FLAG = b"""\
id: flag
title: On topic
question: Is it about the question?
scale: {type: binary, better: higher, levels: [{value: "no", anchor: No.}, {value: "yes", anchor: Yes.}]}
inputs: {on_topic: {boolean: Is it on topic?}, count: {integer: How many?, minimum: 0}}
hit_policy: first
rules:
  - {id: F-1, text: It is on topic., when: {on_topic: true}, then: "yes"}
  - {id: F-2, text: It is not., when: {on_topic: false, count: 0}, then: "no"}
otherwise: "yes"
"""


def assert_alike(judge: Judge, facts: Facts) -> int:
    """Compare all that was judged quickly with what the long way gives; return how much that was."""
    handed_on: set[Target] = set()

    def hand_on(criterion: Criterion, response: str | None) -> Judgment:
        handed_on.add((criterion.id, response))
        return OPEN

    judged = Quick(judge).judge(facts, hand_on)
    scene = judge.scene(facts)
    assert list(judged) == [
        (criterion.id, response)
        for criterion in judge.guideline.criteria.values()
        if criterion.applies_to(facts.modality)
        for response in scene.targets(criterion)
    ]
    long_way = Thorough(judge, facts)
    for criterion_id, response in judged.keys() - handed_on:
        expected = long_way.judge(judge.guideline.criteria[criterion_id], response)
        assert judged[criterion_id, response] == expected, facts
    return len(judged) - len(handed_on)


def read_folder(name: str) -> Guideline:
    files = sorted((ROOT / "guidelines" / name).rglob("*.yaml"))
    documents = {str(f.relative_to(ROOT)): read_yaml(f.read_bytes(), f.name).value for f in files}
    guideline, problems = build_guideline(f"guidelines/{name}", documents)
    assert guideline is not None
    assert not problems
    return guideline


def gold_of(guideline: Guideline) -> list[Facts]:
    found = []
    for file in sorted(ROOT.glob("goldsets/*/items/**/*.yaml")):
        item = build_item(read_yaml(file.read_bytes(), file.name).value, file.name, "set")
        if item.guideline == guideline.id:
            found.append(facts_of(item, guideline))
    return found


def gold_of_benchmarks(judge: Judge, many: int) -> Iterator[Facts]:
    for number in range(many):
        document = read_yaml(draw_item(judge, number, 1).text.encode(), path_of(number)).value
        yield facts_of(build_item(document, path_of(number), "set"), judge.guideline)


def vary(facts: Facts, guideline: Guideline, dice: random.Random) -> Facts:
    """Return the facts with some of them forgotten, wrong, older, or overruled."""
    kept = []
    for key, answers in facts.observations:
        changed = []
        for name, value in answers:
            fate = dice.random()
            if fate > 0.1:
                changed.append((name, dice.choice(HOSTILE) if fate < 0.2 else value))
        if changed:
            kept.append((dice.choice([key, key, key, "item", ""]), tuple(changed)))
    types = list(guideline.taxonomy.types) or ["none"]
    severities = [severity.name for severity in guideline.taxonomy.severities] or ["none"]
    findings = facts.findings
    if dice.random() < 0.3:
        responses = (*facts.responses, None)
        drawn = [
            (dice.choice([*types, "unheard.of"]), dice.choice(severities), dice.choice(responses))
            for _ in range(dice.randrange(4))
        ]
        findings = dice.choice([None, tuple(drawn)])
    people = list(facts.people)
    for criterion in guideline.criteria.values():
        if dice.random() < 0.1:
            level = dice.choice([*(level.value for level in criterion.scale.levels), *HOSTILE])
            people.append((criterion.id, dice.choice([None, *facts.responses]), level))
    return replace(
        facts,
        stamp=dice.choice([facts.stamp, facts.stamp, "0.1.0", "not a version"]),
        modality=dice.choice([facts.modality, facts.modality, *guideline.modalities, "smell"]),
        locale=dice.choice([facts.locale, "de-CH", "x"]),
        observations=tuple(kept),
        findings=findings,
        inspected=tuple(dice.sample(types, dice.randrange(min(3, len(types))))),
        met=facts.met if dice.random() < 0.8 else (),
        people=tuple(people),
    )


def some_facts(guideline: Guideline, gold: list[Facts], many: int) -> Iterator[Facts]:
    dice = random.Random(7)
    yield from gold
    for _ in range(many):
        yield vary(dice.choice(gold), guideline, dice)


@pytest.mark.parametrize("name", sorted(folder.name for folder in (ROOT / "guidelines").iterdir()))
def test_real_gold_and_odd_variants_of_it_are_judged_alike_both_ways(name: str) -> None:
    guideline = read_folder(name)
    judge = Judge(guideline)
    compared = sum(assert_alike(judge, facts) for facts in some_facts(guideline, gold_of(guideline), 300))
    assert compared > 300


def test_items_of_the_benchmarks_are_judged_alike_both_ways() -> None:
    judge = Judge(read_guideline(frame_files()))
    gold = list(gold_of_benchmarks(judge, 150))
    assert sum(assert_alike(judge, facts) for facts in some_facts(judge.guideline, gold, 300)) > 600


def test_gold_of_which_all_is_known_takes_the_quick_way() -> None:
    judge = Judge(read_guideline(frame_files()))
    for facts in gold_of_benchmarks(judge, 50):
        assert assert_alike(judge, facts) == len(judge.judge(facts))


@pytest.fixture
def flag() -> Judge:
    base = b"format: 1\nid: trial\ntitle: Trial\nversion: 1.0.0\nmodalities: [text]\n"
    folder = "guidelines/trial"
    documents = {
        f"{folder}/{path}": read_yaml(data, path).value
        for path, data in (("guideline.yaml", base), ("criteria/flag.yaml", FLAG))
    }
    guideline, problems = build_guideline(folder, documents)
    assert guideline is not None, problems
    assert not problems
    return Judge(guideline)


def observing(**answers: Value) -> Facts:
    return Facts("1.0.0", "text", "en", (), (), (("", tuple(sorted(answers.items()))),), (), (), (), ())


@pytest.mark.parametrize("order", [1, -1])
def test_a_zero_is_not_a_no_whichever_is_judged_first(flag: Judge, order: int) -> None:
    cases = [
        (observing(on_topic=False, count=0), "no"),
        (observing(on_topic=0, count=0), "yes"),
        (observing(on_topic=Decimal(0), count=0), "yes"),
        (observing(on_topic=False, count=False), "yes"),
    ][::order]
    for facts, expected in cases:
        assert flag.judge(facts)["flag", None].value == expected


def test_what_was_remembered_of_a_zero_is_not_taken_for_a_no(flag: Judge) -> None:
    (criterion,) = flag.guideline.criteria.values()
    for facts, expected in (
        (observing(on_topic=0, count=0), "yes"),
        (observing(on_topic=False, count=0), "no"),
    ):
        assert Thorough(flag, facts).judge(criterion, None).value == expected
