"""The decision table as people read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldline.app.layout import SCOPE
from goldline.app.tabulating import tabulate
from goldline.errors import GoldlineError
from goldline.model.decision_table import DecisionTable
from goldline.render.table_markdown import render_table_markdown
from goldline.render.table_text import render_table_text
from goldline.store.tree import FolderTree

TREE = FolderTree(Path(__file__).parents[2], prefixes=SCOPE)


def table(guideline: str, criterion: str, *facts: str) -> DecisionTable:
    return tabulate(TREE, guideline, criterion, facts)


def held(shown: DecisionTable) -> dict[str, str | None]:
    return {row.rule: row.held for row in shown.rows}


def test_every_hit_policy_has_its_letter() -> None:
    letters = {
        ("image-caption", "completeness"): "U",
        ("image-caption", "correctness"): "F",
        ("image-caption", "style"): "P",
        ("text-response", "coherence"): "A",
        ("video-description", "narration"): "C<",
    }
    for (guideline, criterion), letter in letters.items():
        assert table(guideline, criterion).letter == letter


def test_a_rule_with_two_cases_takes_two_rows() -> None:
    rules = [row.rule for row in table("image-caption", "completeness").rows]
    assert rules == ["CMP-1", "CMP-1", "CMP-2", "CMP-3", "CMP-4"]


def test_an_input_that_does_not_matter_is_a_dash() -> None:
    shown = table("image-caption", "correctness")
    assert shown.columns[0].name == "on_topic"
    assert shown.rows[0].cells == ("false", "-", "-", "-")
    assert shown.rows[0].label == "Misleading"


def test_facts_mark_the_rows_that_hold_and_the_one_that_decides() -> None:
    shown = table(
        "image-caption",
        "correctness",
        "on_topic=true",
        "worst_error=minor",
        "main_errors=0",
        "small_errors=4",
    )
    assert held(shown) == {
        "COR-1": "fails",
        "COR-2": "fails",
        "COR-3": "fails",
        "COR-4": "fails",
        "COR-6": "decides",
        "COR-5": "holds",
        "COR-9": "fails",
    }
    assert shown.judgment == "2 Wrong in a main point"


def test_facts_that_leave_it_open_say_what_it_depends_on() -> None:
    shown = table("image-caption", "correctness", "on_topic=true", "worst_error=minor")
    assert held(shown)["COR-6"] == "open"
    assert shown.judgment == "open: 2 or 3; it depends on `small_errors`"


def test_a_fact_that_cannot_be_is_refused_with_what_can() -> None:
    with pytest.raises(GoldlineError) as caught:
        table("image-caption", "correctness", "worst_error=huge")
    assert "huge" in str(caught.value)
    assert "minor" in str(caught.value)
    with pytest.raises(GoldlineError):
        table("image-caption", "correctness", "worst_eror=minor")
    with pytest.raises(GoldlineError):
        table("image-caption", "correctness", "minor")


def test_the_text_keeps_to_the_width_of_the_terminal() -> None:
    text = render_table_text(table("text-response", "completeness"), width=72)
    assert max(map(len, text.splitlines())) <= 72
    assert "CMP-4" in text


def test_markdown_has_a_line_a_row() -> None:
    text = render_table_markdown(table("image-caption", "overall"))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 9
    assert rows[2] == "| `OVR-1` | `1` | - | - | - | `reject Reject` |"
