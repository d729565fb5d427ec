"""Inputs that a command adds to a criterion, and rules that bring the input they test."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring.conftest import Run, git
from authoring.test_new import load

STYLE = "guidelines/image-caption/criteria/style.yaml"


@pytest.mark.parametrize(
    ("args", "written"),
    [
        (
            ("--name", "has_slang", "--kind", "boolean", "--about", "Is there slang?"),
            {"has_slang": {"boolean": "Is there slang?"}},
        ),
        (
            ("--name", "mood", "--kind", "enum", "--words", "warm,cold", "--about", "How does it sound?"),
            {"mood": {"enum": ["warm", "cold"], "ask": "How does it sound?"}},
        ),
        (
            ("--name", "ghosts", "--kind", "count", "--about", "hallucination.object"),
            {"ghosts": {"count": "hallucination.object"}},
        ),
        (
            ("--name", "worst_two", "--kind", "worst", "--about", "hallucination.object, factual"),
            {"worst_two": {"worst": ["hallucination.object", "factual"]}},
        ),
        (
            ("--name", "right", "--kind", "criterion", "--about", "correctness"),
            {"right": {"criterion": "correctness"}},
        ),
    ],
)
def test_an_input_is_added_and_no_other_line_changes(
    root: Path, run: Run, args: tuple[str, ...], written: dict[str, object]
) -> None:
    before = load(root, STYLE)["inputs"]
    result = run("new", "input", "--criterion", "style", *args)
    assert result.exit_code == 0, result.output
    assert load(root, STYLE)["inputs"] == {**before, **written}
    removed = [line for line in git(root, "diff", "-U0").splitlines() if line.startswith("-")]
    assert all(line.startswith("---") for line in removed)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--name", "register", "--kind", "boolean", "--about", "Is it?"), "has an input `register`"),
        (("--name", "Has Slang?", "--kind", "boolean", "--about", "Is it?"), "named by lower-case words"),
        (("--name", "ghosts", "--kind", "count", "--about", "halucination"), "did you mean"),
        (("--name", "self", "--kind", "criterion", "--about", "style"), "another criterion"),
        (("--name", "mood", "--kind", "enum", "--words", "warm", "--about", "How?"), "two words at least"),
        (("--name", "mood", "--kind", "enum", "--words", "not,warm", "--about", "How?"), "`mood`"),
        (("--like", "worst_eror"), "did you mean"),
        (("--name", "verdict", "--kind", "criterion", "--about", "overall"), "rests on itself"),
        (("--name", "ghosts", "--kind", "count"), "--about is missing"),
    ],
)
def test_an_input_that_cannot_be_is_refused(root: Path, run: Run, args: tuple[str, ...], words: str) -> None:
    result = run("new", "input", "--criterion", "style", *args)
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert git(root, "status", "--porcelain") == ""


def test_an_input_of_another_criterion_is_taken_over_as_it_is(root: Path, run: Run) -> None:
    theirs = load(root, "guidelines/image-caption/criteria/correctness.yaml")["inputs"]["worst_error"]
    result = run("new", "input", "--criterion", "style", "--like", "worst_error")
    assert result.exit_code == 0, result.output
    assert load(root, STYLE)["inputs"]["worst_error"] == theirs


@pytest.mark.usefixtures("person")
def test_a_person_makes_the_input_on_the_way_to_the_rule_that_tests_it(root: Path, run: Run) -> None:
    answers = ["style", "Slang gives 1.", "+", "boolean", "Is there slang?", "has slang", "yes", "", "n"]
    result = run("new", "rule", answers="\n".join([*answers, "1", "", "", "STY-6"]) + "\n")
    assert result.exit_code == 0, result.output
    style = load(root, STYLE)
    assert style["inputs"]["has_slang"] == {"boolean": "Is there slang?"}
    assert next(r for r in style["rules"] if r["text"] == "Slang gives 1.")["when"] == {"has_slang": True}


@pytest.mark.usefixtures("person")
def test_a_person_names_two_cases_and_borrows_an_input_for_the_second(root: Path, run: Run) -> None:
    answers = ["style", "It is stiff.", "register", "formal", "", "y", "worst_error", "critical", "", "n"]
    result = run("new", "rule", answers="\n".join([*answers, "2", "", "", ""]) + "\n")
    assert result.exit_code == 0, result.output
    style = load(root, STYLE)
    assert "worst_error" in style["inputs"]
    assert style["rules"][-1]["when"] == [{"register": "formal"}, {"worst_error": "critical"}]


def test_further_cases_can_be_given_as_options(root: Path, run: Run) -> None:
    tests = ("--when", "register=formal", "--case", "register=casual and language=[slips, broken]")
    args = ("--criterion", "style", "--text", "It is no prose.", "--then", "2", *tests)
    result = run("new", "rule", *args)
    assert result.exit_code == 0, result.output
    assert load(root, STYLE)["rules"][-1]["when"] == [
        {"register": "formal"},
        {"register": "casual", "language": ["slips", "broken"]},
    ]


@pytest.mark.usefixtures("person")
def test_a_second_rule_comes_last_unless_its_author_says_otherwise(root: Path, run: Run) -> None:
    run("new", "criterion", "--title", "Tone", "--question", "Is it calm?", "--level", "1=No: No.",
        "--level", "2=Yes: Yes.", "--asks", "Is it calm?")  # fmt: skip
    answers = ["Cries are not calm.", "worst_error", "critical", "", "n", "1", "", "", ""]
    result = run("new", "rule", "--criterion", "tone", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    rules = load(root, "guidelines/image-caption/criteria/tone.yaml")["rules"]
    assert [rule["text"] for rule in rules][-1] == "Cries are not calm."
