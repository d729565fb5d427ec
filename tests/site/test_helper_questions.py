"""What the helper asks, as HTML that needs no script, and that no word of a guideline can break out of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from goldline.model.criterion import Criterion
from goldline.rules.judge import Judge
from goldline.store.tree import FolderTree, MemoryTree
from goldline.website import links
from goldline.website.helper import SCRIPTS, helper_section
from goldline.website.helper.compile import compile_criterion, read_by
from goldline.website.helper.questions import all_questions, questions_of
from goldline.website.loading import load_site
from goldline.website.model import SiteModel
from goldline.website.prose import plain
from helping.browser import script

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "</script><img src=x onerror=alert(1)>\"'"
GUIDELINE = """
format: 1
id: trial
title: Trial
version: 1.0.0
modalities: [text]
locales: [en-US]
summary: A guideline for trials.
scales:
  two:
    type: ordinal
    levels:
      - {value: 1, label: HOSTILE, anchor: The worst.}
      - {value: 2, label: Two, anchor: The best.}
"""
TAXONOMY = """
severities: [minor, major]
findings:
  wrong:
    title: HOSTILE
    definition: It is wrong.
"""
CRITERION = """
id: probe
title: Probe
question: How good is it?
scale: two
inputs:
  on_topic: {boolean: HOSTILE}
  main: {count: wrong, severity: ">= major"}
hit_policy: first
rules:
  - {id: P-1, text: HOSTILE, when: {on_topic: false}, then: 1}
  - {id: P-2, text: It is wrong., when: {main: "> 0"}, then: 1}
otherwise: 2
"""
PEOPLE = "id: taste\ntitle: Taste\nquestion: How is it?\nscale: two\n"


@pytest.fixture(scope="module")
def public() -> SiteModel:
    return load_site(FolderTree(ROOT))


@pytest.fixture(scope="module")
def trial() -> SiteModel:
    files = {
        "guidelines/trial/guideline.yaml": GUIDELINE,
        "guidelines/trial/taxonomy.yaml": TAXONOMY,
        "guidelines/trial/criteria/probe.yaml": CRITERION,
        "guidelines/trial/criteria/taste.yaml": PEOPLE,
    }
    quoted = json.dumps(HOSTILE)
    return load_site(MemoryTree({p: text.replace("HOSTILE", quoted).encode() for p, text in files.items()}))


def section(site: SiteModel, guideline: str, criterion: str) -> str:
    found = site.guidelines[guideline]
    return str(helper_section(site, found, found.criteria[criterion], links.criterion(guideline, criterion)))


def ruled(site: SiteModel) -> list[tuple[Judge, Criterion]]:
    judges = [Judge(guideline) for guideline in site.guidelines.values()]
    return [(judge, c) for judge in judges for c in judge.guideline.criteria.values() if c.ruled]


def test_every_input_of_every_criterion_is_asked_for(public: SiteModel) -> None:
    for judge, criterion in ruled(public):
        asked = {name for question in questions_of(judge, criterion) for name in question.names}
        assert asked == set(judge.tables[criterion.id].domains), criterion.id


def test_no_two_questions_of_a_criterion_ask_for_one_thing(public: SiteModel) -> None:
    for judge, criterion in ruled(public):
        questions = questions_of(judge, criterion)
        assert len({question.key for question in questions}) == len(questions)
        idents = [question.ident for question in all_questions(questions)]
        assert len(set(idents)) == len(idents)


def test_a_comparison_asks_for_the_judgments_and_not_for_their_difference(public: SiteModel) -> None:
    judge = Judge(public.guidelines["side-by-side"])
    asked = {
        question.key: question for question in questions_of(judge, judge.guideline.criteria["preference"])
    }
    assert asked["j.safety.a"].names == ("safety_a", "safety_gap")
    assert asked["j.safety.a"].inner[0].text.endswith("(response a)")


def test_a_question_says_which_severities_count(trial: SiteModel) -> None:
    text = section(trial, "trial", "probe")
    assert "How many major findings of" in text


def test_a_page_has_the_rules_that_it_needs_and_no_others(public: SiteModel) -> None:
    guideline = public.guidelines["translation-mqm"]
    assert {c.id for c in read_by(guideline, "quality")} == {"fluency", "quality", "score"}
    assert [c["id"] for c in compile_criterion(guideline, "score")["criteria"]] == ["score"]


def test_a_criterion_that_people_alone_judge_has_no_helper(trial: SiteModel) -> None:
    assert section(trial, "trial", "taste") == ""


def test_words_of_a_guideline_stay_words(trial: SiteModel) -> None:
    text = section(trial, "trial", "probe")
    assert "<img" not in text
    assert text.count("</script>") == 1
    data = json.loads(re.search(r'gl-helper__data">(.*?)</script>', text, re.DOTALL)[1])
    # Prose, as practice shows it: what is no known mark-up of prose is left out.
    assert data["judge"]["criteria"][0]["rules"][0]["text"] == plain(HOSTILE)


def test_all_scripts_of_a_page_are_there_and_make_no_code_of_text() -> None:
    for name in SCRIPTS:
        text = script(name).read_text(encoding="utf-8")
        assert not re.search(
            r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", text
        )
