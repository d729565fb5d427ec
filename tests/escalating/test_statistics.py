"""What is open, for how long, and what makes people ask."""

from __future__ import annotations

import json
from pathlib import Path

from escalating.conftest import Run
from goldline.app.escalating.statistics import statistics_of
from goldline.model.escalations import EscalationRow


def row(
    number: int,
    question: str = "",
    *,
    status: str = "open",
    age: int = 1,
    rules: tuple[str, ...] = (),
    team: str = "",
    guideline: str = "captions@1.0.0",
) -> EscalationRow:
    name = f"esc-{number}"
    text = question or f"{number} {'abcdefghij'[number % 10] * 40}"
    opened = f"2026-01-{number:02}"
    return EscalationRow(
        name, status, opened, age, "a1", team, guideline, "", "style", rules, text, f"{name}.yaml", ""
    )


def test_rules_are_ordered_by_how_many_questions_they_cause() -> None:
    rows = [row(1, rules=("A-1",)), row(2, rules=("A-1", "A-2")), row(3, rules=("A-2",), status="declined")]
    found = statistics_of([*rows, row(4, rules=("A-2",))], "2026-02-01", 14)
    assert [(one.name, one.count, one.open) for one in found.rules] == [
        ("captions A-2", 3, 2),
        ("captions A-1", 2, 2),
    ]


def test_what_has_waited_too_long_is_named_and_decided_ones_are_not() -> None:
    found = statistics_of(
        [row(1, age=15), row(2, age=14), row(3, age=99, status="resolved")], "2026-02-01", 14
    )
    assert [one.id for one in found.overdue] == ["esc-1"]
    assert (found.waiting, found.waited) == ((14, 15), (99,))


def test_a_question_asked_again_in_other_words_is_found_within_its_guideline() -> None:
    first = "Is a toy that might be a ball an invented object?"
    again = "Would a toy that might be a ball be an invented object?"
    rows = [
        row(1, first),
        row(2, again),
        row(3, "Which register is a haiku?"),
        row(4, first, guideline="text@1.0.0"),
    ]
    [repeat] = statistics_of(rows, "2026-02-01", 14).repeats
    assert repeat.ids == ("esc-1", "esc-2")
    assert 70 <= repeat.likeness < 100


def test_questions_in_other_scripts_are_compared_too() -> None:
    rows = [
        row(1, "この画像の犬は本物ですか"),
        row(2, "この画像の犬は本物ですか？"),
        row(3, "字幕の長さはどこまで"),
    ]
    assert [one.ids for one in statistics_of(rows, "2026-02-01", 14).repeats] == [("esc-1", "esc-2")]


def test_teams_are_counted_where_they_are_written() -> None:
    found = statistics_of([row(1, team="tokyo"), row(2, team="tokyo"), row(3)], "2026-02-01", 14)
    assert [(one.name, one.count) for one in found.teams] == [("tokyo", 2)]


def test_nothing_to_count_is_no_fault() -> None:
    found = statistics_of([], "2026-02-01", 14)
    assert (found.rules, found.repeats, found.waiting) == ((), (), ())


def test_the_commands_print_text_json_and_markdown(root: Path, run: Run) -> None:
    listed = run("escalations", "list", "--status", "open")
    assert "esc-0008  open for" in listed.output
    answer = json.loads(run("escalations", "list", "--rule", "STY-4", "--format", "json").stdout)
    assert answer["format"] == "goldline/escalations/1"
    assert [one["id"] for one in answer["escalations"]] == ["esc-0006"]
    numbers = json.loads(run("escalations", "stats", "--format", "json").stdout)
    assert numbers["format"] == "goldline/escalation-statistics/1"
    assert sum(numbers["statuses"].values()) == 8
    assert "Rules that cause most escalations" in run("escalations", "stats").output
    assert (
        "## Rules that cause most escalations" in run("escalations", "stats", "--format", "markdown").output
    )
    assert 'Is "Close-up of"' in run("escalations", "show", "esc-0006").output
    assert run("escalations", "show", "esc-0666").exit_code == 2


def test_markdown_holds_a_hostile_question_in_its_cell(root: Path, run: Run) -> None:
    path = root / "escalations/2026/esc-0008.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("question:")
    stop = text.index("status:")
    path.write_text(
        text[:start] + "question: '| x | <img src=x> @everyone `a`'\n" + text[stop:], encoding="utf-8"
    )
    lines = run("escalations", "list", "--status", "open", "--format", "markdown").output.splitlines()
    assert len(lines) == 3
    assert "<img" not in lines[2].replace("`", "\0").split("\0")[0]
