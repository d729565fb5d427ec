"""The version that a change demands, and whether the guideline declares it."""

from __future__ import annotations

from typing import Any

import pytest

from goldline.impact.regions import find_spaces
from goldline.impact.versions import next_version, version_row
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from rules.tables import LEVELS, build

Plain = Any
TONE = {"enum": ["low", "mid", "high"], "ordered": True, "ask": "Which tone?"}
TAXONOMY: dict[str, Plain] = {
    "severities": ["minor", "major"],
    "findings": {"wrong": {"title": "Wrong", "definition": "It is wrong."}},
}


def criterion(**more: Plain) -> dict[str, Plain]:
    return {
        "id": "trial",
        "title": "A trial",
        "question": "What is it?",
        "scale": {"type": "ordinal", "levels": LEVELS},
        "inputs": {"flag": {"boolean": "Is it so?"}, "tone": TONE, "errors": {"count": "*"}},
        "hit_policy": "first",
        "rules": [{"id": "R-1", "text": "So it is.", "when": {"flag": True, "errors": ">= 2"}, "then": 1}],
        "otherwise": 3,
        **more,
    }


def row(base: Guideline, head: Guideline) -> dict[str, Any]:
    if base == head:
        return version_row(base, head, {})
    return version_row(base, head, find_spaces(Judge(base, [head]), Judge(head, [base])))


def rule(**more: Plain) -> list[dict[str, Plain]]:
    return [{"id": "R-1", "text": "So it is.", "when": {"flag": True, "errors": ">= 2"}, "then": 1, **more}]


BASE = criterion()
BREAKING: dict[str, tuple[Plain, Plain]] = {
    "a judgment changes": (BASE, criterion(rules=rule(then=2))),
    "a judgment is lost": (BASE, {key: value for key, value in BASE.items() if key != "otherwise"}),
    "a level is gone": (BASE, criterion(scale={"type": "ordinal", "levels": LEVELS[::2]})),
    "levels are turned round": (BASE, criterion(scale={"type": "ordinal", "levels": LEVELS[::-1]})),
    "lower is better": (BASE, criterion(scale={"type": "ordinal", "better": "lower", "levels": LEVELS})),
    "an enum value is gone": (
        BASE,
        criterion(inputs={**BASE["inputs"], "tone": {**TONE, "enum": ["low", "high"]}}),
    ),
    "rules need a new answer": (
        BASE,
        criterion(
            inputs={**BASE["inputs"], "new": {"boolean": "And so?"}},
            rules=[*rule(), {"id": "R-2", "text": "So it is.", "when": {"new": True}, "then": 3}],
        ),
    ),
}
GROWING: dict[str, tuple[Plain, Plain]] = {
    "an enum value is new": (
        BASE,
        criterion(inputs={**BASE["inputs"], "tone": {**TONE, "enum": ["low", "mid", "high", "top"]}}),
    ),
    "a level is new": (
        BASE,
        criterion(scale={"type": "ordinal", "levels": [*LEVELS, {"value": 4, "label": "A", "anchor": "B"}]}),
    ),
    "a gap is decided": ({key: value for key, value in BASE.items() if key != "otherwise"}, BASE),
}
WORDS: dict[str, tuple[Plain, Plain]] = {
    "words change": (BASE, criterion(rules=rule(text="It reads otherwise."))),
    "a rule is written in another way": (
        BASE,
        criterion(rules=rule(when={"flag": True, "errors": "> 1"})),
    ),
}


@pytest.mark.parametrize("pair", BREAKING.values(), ids=BREAKING)
def test_what_breaks_judgments_demands_a_major_version(pair: tuple[Plain, Plain]) -> None:
    found = row(build(pair[0], taxonomy=TAXONOMY), build(pair[1], taxonomy=TAXONOMY, version="1.1.0"))
    assert (found["required"], found["declared"], found["ok"]) == ("major", "minor", False)
    assert found["reasons"]


@pytest.mark.parametrize("pair", GROWING.values(), ids=GROWING)
def test_what_only_grows_demands_a_minor_version(pair: tuple[Plain, Plain]) -> None:
    found = row(build(pair[0], taxonomy=TAXONOMY), build(pair[1], taxonomy=TAXONOMY, version="1.1.0"))
    assert (found["required"], found["declared"], found["ok"]) == ("minor", "minor", True)


@pytest.mark.parametrize("pair", WORDS.values(), ids=WORDS)
def test_what_changes_no_judgment_is_a_patch(pair: tuple[Plain, Plain]) -> None:
    found = row(build(pair[0], taxonomy=TAXONOMY), build(pair[1], taxonomy=TAXONOMY, version="1.0.1"))
    assert (found["required"], found["declared"], found["ok"]) == ("patch", "patch", True)
    assert found["reasons"] == ["no judgment changes"]


def test_a_new_finding_type_with_a_rule_of_its_own_only_grows_the_guideline() -> None:
    grown = {
        "severities": ["minor", "major"],
        "findings": {
            **TAXONOMY["findings"],
            "forged": {"title": "Forged", "definition": "It is forged.", "since": "1.1.0"},
        },
    }
    inputs = {**BASE["inputs"], "forged": {"any": "forged"}}
    rules = [*rule(), {"id": "R-2", "text": "So it is.", "when": {"forged": True}, "then": 2}]
    base = build(BASE, taxonomy=TAXONOMY)
    head = build(criterion(inputs=inputs, rules=rules), taxonomy=grown, version="1.1.0")
    found = row(base, head)
    assert found["required"] == "minor"
    assert any("forged" in reason for reason in found["reasons"])


def test_a_reason_says_what_moves_and_where() -> None:
    head = build(criterion(rules=rule(then=2)), taxonomy=TAXONOMY, version="2.0.0")
    found = row(build(BASE, taxonomy=TAXONOMY), head)
    assert found["reasons"] == ["trial: 1 -> 2 where flag is true and errors >= 2 (R-1)"]


def test_a_reason_that_names_one_place_of_several_calls_it_an_example() -> None:
    """The rule holds in two cases, and no single `where` covers both."""
    cases = [{"flag": True, "errors": ">= 2"}, {"tone": "high"}]
    base = build(criterion(rules=rule(when=cases)), taxonomy=TAXONOMY)
    head = build(criterion(rules=rule(when=cases, then=2)), taxonomy=TAXONOMY, version="2.0.0")
    (reason,) = row(base, head)["reasons"]
    assert reason.startswith("trial: 1 -> 2, for example where ")
    assert reason.endswith(" (R-1)")


def test_a_version_never_falls() -> None:
    base, head = build(BASE, taxonomy=TAXONOMY, version="1.2.0"), build(BASE, taxonomy=TAXONOMY)
    found = row(base, head)
    assert not found["ok"]
    assert found["reasons"][0] == "the version falls from 1.2.0 to 1.0.0"


def test_a_change_without_a_bump_is_not_right() -> None:
    head = build(criterion(rules=rule(text="It reads otherwise.")), taxonomy=TAXONOMY)
    found = row(build(BASE, taxonomy=TAXONOMY), head)
    assert (found["required"], found["declared"], found["ok"]) == ("patch", "none", False)


def test_nothing_changed_demands_nothing() -> None:
    base = build(BASE, taxonomy=TAXONOMY)
    found = row(base, build(BASE, taxonomy=TAXONOMY))
    assert (found["required"], found["declared"], found["ok"]) == ("none", "none", True)


def test_before_the_first_release_minor_stands_for_major_and_patch_for_the_rest() -> None:
    base = build(BASE, taxonomy=TAXONOMY, version="0.3.0")
    changed = criterion(rules=rule(then=2))
    assert row(base, build(changed, taxonomy=TAXONOMY, version="0.4.0"))["ok"]
    found = row(base, build(changed, taxonomy=TAXONOMY, version="0.3.1"))
    assert (found["required"], found["ok"]) == ("minor", False)
    grown = GROWING["a level is new"][1]
    assert row(base, build(grown, taxonomy=TAXONOMY, version="0.3.1"))["required"] == "patch"


def test_the_next_version_follows_from_what_is_demanded() -> None:
    assert [next_version("1.2.3", kind) for kind in ("major", "minor", "patch", "none")] == [
        "2.0.0",
        "1.3.0",
        "1.2.4",
        "1.2.3",
    ]
