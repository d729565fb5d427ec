"""What the helper makes of facts, through other judgments too: what Python makes of an item with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from goldline.model.criterion import Criterion
from goldline.model.gold import Facts
from goldline.reading.item import facts_of
from goldline.rules.judge import Judge
from goldline.rules.scene import Scene
from goldline.store.tree import FolderTree
from goldline.website.helper.compile import compile_criterion, plain_value
from goldline.website.helper.questions import all_questions, questions_of
from goldline.website.loading import load_site
from goldline.website.model import SiteModel
from helping.browser import load_scripts

ROOT = Path(__file__).resolve().parents[2]
GUIDELINES = sorted(path.name for path in (ROOT / "guidelines").iterdir())

EVALUATE = """([data, all]) => {
  const helper = new goldline.helper.Helper(data);
  return all.map(({answers, open, found}) => {
    const values = new Map(Object.entries(answers).map(([key, one]) => [key, goldline.tables.decode(one)]));
    const result = helper.evaluate(new goldline.helper.Facts(values, new Set(open), found));
    return {
      broken: result.broken,
      judgment: result.judgment && goldline.judge.plainJudgment(result.judgment),
      missing: helper.missing(result),
    };
  });
}"""
Plain = Any


@pytest.fixture(scope="module")
def public() -> SiteModel:
    return load_site(FolderTree(ROOT))


@pytest.fixture(scope="module")
def blank(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    load_scripts(page)
    yield page
    page.close()


def told(judge: Judge, criterion: Criterion, facts: Facts) -> Plain:
    """Return the facts as a reader would tell them: findings as a list, all judgments worked out."""
    scene = judge.scene(facts)
    asked = list(all_questions(questions_of(judge, criterion)))
    answers: dict[str, Plain] = {}
    for question in asked:
        kind, scope, *name = question.key.split(".")
        if kind == "o":
            for place in (scope, "item"):
                if name[0] in scene.observations.get(place, {}):
                    answers[question.key] = plain_value(scene.observations[place][name[0]])
                    break
        elif kind == "c":
            answers[question.key] = getattr(facts, scope)
        elif kind == "r":
            source = next(s for s in criterion_inputs(judge) if getattr(s, "measure", "") == name[0])
            answers[question.key] = plain_value(scene.rubric(source, scope or None))
        elif kind == "j" and (scope, name[0] or None) in scene.people:
            value = scene.people[scope, name[0] or None]
            answers[question.key] = plain_value(None if value == "not-judged" else value)
    return {
        "answers": answers,
        "open": [q.key for q in asked if q.inner and q.key not in answers],
        "found": [{"name": f"{f.type} {f.severity}", "response": f.response} for f in scene.findings]
        if scene.annotated
        else None,
    }


def criterion_inputs(judge: Judge) -> Iterator[Any]:
    for criterion in judge.guideline.criteria.values():
        yield from criterion.inputs.values()


def is_telling(scene: Scene, criterion: Criterion) -> bool:
    """Whether a reader can tell all that is known of an item: somebody looked for everything in it."""
    one = criterion.target == "item" or not scene.several
    return scene.annotated and not scene.unseen_types and one


def cases(site: SiteModel, name: str) -> Iterator[tuple[Judge, Criterion, list[Facts]]]:
    judge = Judge(site.guidelines[name])
    for criterion in judge.guideline.criteria.values():
        every = [facts_of(item, judge.guideline) for item in site.items_of(name)]
        some = [
            f for f in every if criterion.applies_to(f.modality) and is_telling(judge.scene(f), criterion)
        ]
        if criterion.ruled:
            yield judge, criterion, some


def evaluate(page: Any, judge: Judge, criterion: Criterion, some: list[Facts]) -> list[Plain]:
    data = {
        "judge": compile_criterion(judge.guideline, criterion.id, judge),
        "criterion": criterion.id,
        "gold": [],
    }
    return list(page.evaluate(EVALUATE, [data, [told(judge, criterion, facts) for facts in some]]))


@pytest.mark.parametrize("name", GUIDELINES)
def test_gold_told_as_facts_is_judged_as_the_item_is(public: SiteModel, blank: Any, name: str) -> None:
    seen = 0
    for judge, criterion, some in cases(public, name):
        for facts, found in zip(some, evaluate(blank, judge, criterion, some), strict=True):
            expected = judge.judge(facts)[criterion.id, None]
            assert not found["broken"], (criterion.id, facts)
            if expected.decided:
                seen += 1
                mine = found["judgment"]
                assert (mine["state"], mine["outcome"]) == ("decided", plain_value(expected.value)), (
                    criterion.id
                )
                assert mine["rules"] == list(expected.rules)
    assert seen > 40


@pytest.mark.parametrize("name", GUIDELINES)
def test_what_is_not_known_leaves_open_just_what_is_possible(
    public: SiteModel, blank: Any, name: str
) -> None:
    random = Random(name)
    for judge, criterion, some in cases(public, name):
        hidden = [without_some(facts, random) for facts in some]
        for facts, found in zip(hidden, evaluate(blank, judge, criterion, hidden), strict=True):
            expected, mine = judge.judge(facts)[criterion.id, None], found["judgment"]
            assert mine["state"] == expected.state, (criterion.id, facts)
            assert mine["possible"] == list(map(plain_value, expected.possible))
            assert mine["possible_states"] == list(expected.possible_states)
            assert bool(found["missing"]) == (mine["state"] == "undecided")


@pytest.mark.parametrize("name", GUIDELINES)
def test_findings_that_nobody_looked_for_leave_open_all_that_is_possible(
    public: SiteModel, blank: Any, name: str
) -> None:
    for judge, criterion, some in cases(public, name):
        hidden = [replace(facts, findings=None) for facts in some]
        for facts, found in zip(hidden, evaluate(blank, judge, criterion, hidden), strict=True):
            expected, mine = judge.judge(facts)[criterion.id, None], found["judgment"]
            assert not found["broken"], (criterion.id, facts)
            spans = [value for value in mine["possible"] if isinstance(value, dict) and "min" in value]
            if not spans:
                assert all(plain_value(value) in mine["possible"] for value in expected.possible)
            assert set(mine["possible_states"]) >= set(expected.possible_states)


def without_some(facts: Facts, random: Random) -> Facts:
    observations = tuple(
        (place, tuple(answer for answer in answers if random.random() < 0.6))
        for place, answers in facts.observations
    )
    return replace(facts, observations=observations)
