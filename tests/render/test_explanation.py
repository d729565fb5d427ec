"""How one item's judgments come about, for people and for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from goldline.model.explanation import ExplainedCase, ExplainedRule, ExplainedTest
from goldline.render.explain_json import render_explain_json
from goldline.render.explain_text import render_explain_text
from goldline.render.terminal import width_of
from render.golden import assert_golden
from render.samples import HOSTILE, explanation, hostile_explanation


def case(*held: bool | None) -> ExplainedCase:
    return ExplainedCase(tuple(ExplainedTest("wrong", 2, "< 3", answer) for answer in held))


@pytest.mark.parametrize(
    ("held", "answer"),
    [
        ((True, True), True),
        ((True, None), None),
        ((None, False), False),
        ((), True),
    ],
)
def test_a_case_holds_where_all_its_tests_do(held: tuple[bool | None, ...], answer: bool | None) -> None:
    assert case(*held).held is answer


@pytest.mark.parametrize(
    ("cases", "answer"),
    [
        ((case(False), case(True)), True),
        ((case(None), case(True)), True),
        ((case(False), case(None)), None),
        ((case(False), case(False)), False),
        ((), True),
    ],
)
def test_a_rule_holds_where_one_of_its_cases_does(
    cases: tuple[ExplainedCase, ...], answer: bool | None
) -> None:
    assert ExplainedRule("COR-1", "", "1", cases).held is answer


def test_otherwise_holds_where_it_was_reached() -> None:
    assert ExplainedRule("otherwise", "", "3", otherwise=True).held is False
    assert ExplainedRule("otherwise", "", "3", otherwise=True, fired=True).held is True


def test_text_reads_as_it_was_approved() -> None:
    assert_golden("explain.txt", render_explain_text(explanation()))


def test_colour_is_only_colour() -> None:
    plain = render_explain_text(explanation())
    painted = render_explain_text(explanation(), color=True)
    assert "\x1b" not in plain
    assert "\x1b[32m✓\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


@pytest.mark.parametrize("width", [60, 100])
def test_lines_fit_the_terminal(width: int) -> None:
    assert all(
        width_of(line) <= width for line in render_explain_text(explanation(), width=width).splitlines()
    )


def test_an_exception_gives_its_reason() -> None:
    plain = explanation()
    judged = replace(plain.judgments[0], exception="the toy is a ball in all but name")
    text = render_explain_text(replace(plain, judgments=(judged,)))
    assert "exception   the toy is a ball in all but name" in text


def test_an_item_without_facts_says_so() -> None:
    assert "none are recorded" in render_explain_text(replace(explanation(), facts=()))


def test_text_cannot_be_forged() -> None:
    text = render_explain_text(hostile_explanation())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028\ud800]", text)
    assert re.sub(r"\x1b\[[0-9;]*m", "", render_explain_text(hostile_explanation(), color=True)) == text


def test_json_tells_what_held() -> None:
    found = json.loads(render_explain_json(explanation()))
    assert found["format"] == "goldline/explain/1"
    correctness, style = found["judgments"]
    assert [rule["held"] for rule in correctness["rules"]] == [False, True, None, False]
    assert correctness["rules"][1]["cases"][0]["tests"][0] == {
        "name": "worst_hallucination",
        "value": "major",
        "test": "minor",
        "held": False,
    }
    assert correctness["inputs"][2] == {
        "name": "on_topic",
        "value": None,
        "known": False,
        "words": "Is the caption about this image?",
    }
    assert (correctness["outcome"], correctness["label"], correctness["agrees"]) == (2, 3, False)
    assert style["missing"] == ["label:style", "findings"]


def test_json_holds_hostile_text_exactly_and_in_plain_ascii() -> None:
    text = render_explain_json(hostile_explanation())
    assert text.isascii()
    assert json.loads(text)["item"] == HOSTILE
