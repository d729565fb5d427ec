"""What a person sees who writes an item in an editor, tried with the server that editors use."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.language_server import Editor

ITEM = "goldsets/answers-basics/items/old-bridge-colour.yaml"


@pytest.fixture(scope="session")
def item(workspace: Path) -> str:
    return (workspace / ITEM).read_text(encoding="utf-8")


def _changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_every_file_of_a_new_repository_is_marked_as_right(editor: Editor, workspace: Path) -> None:
    files = [
        path
        for room in ("guidelines", "goldsets", "escalations")
        for path in (workspace / room).rglob("*.yaml")
    ]
    assert len(files) == 9
    for path in files:
        assert editor.problems(path.relative_to(workspace).as_posix()) == [], path


def test_the_levels_of_a_label_are_offered_with_their_anchors(editor: Editor, item: str) -> None:
    offered = editor.completions(ITEM, _changed(item, "    value: 2\n", "    value: ¦\n"))
    assert {"1", "2", "3", "not-judged"} <= set(offered)
    assert "Only details are wrong" in offered["2"]


def test_a_short_label_is_completed_too(editor: Editor, item: str) -> None:
    offered = editor.completions(ITEM, _changed(item, "  overall: pass\n", "  overall: ¦\n"))
    assert {"fail", "pass"} <= set(offered)
    assert "can be shown" in offered["pass"]


def test_the_words_of_an_observation_are_offered(editor: Editor, item: str) -> None:
    text = _changed(item, "observations:\n", "observations:\n  register: ¦\n")
    offered = editor.completions(ITEM, text)
    assert {"casual", "neutral", "formal"} <= set(offered), offered


def test_yes_and_no_are_offered_for_a_question(editor: Editor, item: str) -> None:
    text = _changed(item, "  follows_request: true\n", "  follows_request: ¦\n")
    assert {"true", "false"} <= set(editor.completions(ITEM, text))


def test_questions_that_are_not_yet_answered_are_offered_by_name(editor: Editor, item: str) -> None:
    text = _changed(item, "  follows_request: true\n", "  follows_request: true\n  ¦\n")
    offered = editor.completions(ITEM, text)
    assert "register" in offered
    assert "Which register is it in?" in offered["register"]


def test_finding_types_are_offered_with_their_definitions(editor: Editor, item: str) -> None:
    offered = editor.completions(ITEM, _changed(item, "type: factual.invented", "type: ¦"))
    assert {"factual.contradicted", "factual.invented"} <= set(offered)
    assert "The reference does not speak of it" in offered["factual.invented"]


def test_pointing_at_a_label_shows_the_anchor(editor: Editor, item: str) -> None:
    assert "Only details are wrong" in editor.hover(ITEM, _changed(item, "    value: 2\n", "    value: ¦2\n"))


def test_pointing_at_a_question_shows_how_it_is_put(editor: Editor, item: str) -> None:
    text = _changed(item, "  follows_request: true", "  follows_¦request: true")
    assert "Does the response do what the prompt asks?" in editor.hover(ITEM, text)


def test_pointing_at_a_type_shows_its_definition(editor: Editor, item: str) -> None:
    text = _changed(item, "type: factual.invented", "type: factual.¦invented")
    assert "The reference does not speak of it" in editor.hover(ITEM, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("    value: 2\n", "    value: 7\n", id="a level that is not on the scale"),
        pytest.param("  follows_request: true", "  follows_request: maybe", id="an answer that is no answer"),
        pytest.param("type: factual.invented", "type: factual.imagined", id="a type that is not there"),
        pytest.param("severity: minor", "severity: tiny", id="a severity that is not there"),
        pytest.param("  overall: pass", "  overal: pass", id="a criterion that is not there"),
        pytest.param("locale: en-US", "locale: fr-FR", id="a locale of another guideline"),
        pytest.param("rules: [COR-minor-error]", "rules: [COR-17]", id="a rule that is not there"),
    ],
)
def test_what_is_wrong_is_marked_at_its_line(editor: Editor, item: str, old: str, new: str) -> None:
    text = _changed(item, old, new)
    line = text[: text.index(new)].count("\n") + 1
    problems = editor.problems(ITEM, text)
    assert [at for at, _ in problems] == [line], problems


def test_a_rule_is_completed_and_checked_in_a_criterion(editor: Editor, workspace: Path) -> None:
    path = "guidelines/answers/criteria/overall.yaml"
    text = (workspace / path).read_text(encoding="utf-8")
    offered = editor.completions(path, text.replace("hit_policy: first", "hit_policy: ¦", 1))
    assert {"first", "unique", "any", "priority", "collect"} <= set(offered)
    wrong = text.replace("hit_policy: first", "hit_policy: frist", 1)
    line = wrong[: wrong.index("frist")].count("\n") + 1
    assert line in [at for at, _ in editor.problems(path, wrong)]
