"""An escalation is opened at the terminal: about a gold item, or about a case that the repository lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from escalating.conftest import Run, git
from goldline.reading.yaml import read_yaml

ASKED = ("--question", "Is sad a feeling?", "--by", "a17")


def new_record(root: Path) -> dict[str, Any]:
    [path] = git(root, "ls-files", "-o", "--", "escalations").split()
    assert len(Path(path).stem) == len("esc-k3f7q")
    reading = read_yaml((root / path).read_bytes(), path)
    assert not reading.problems
    found: dict[str, Any] = reading.value
    return found


def test_what_options_leave_out_is_asked_for(root: Path, run: Run, person: None) -> None:
    result = run("escalate", answers="cap-0005\ncorrectness\nIs sad a feeling?\na17\n")
    assert result.exit_code == 0, result.output
    record = new_record(root)
    assert (record["item"], record["question"]) == ("cap-0005", "Is sad a feeling?")
    assert "content" not in record


def test_a_person_with_a_case_from_production_is_asked_for_that(root: Path, run: Run, person: None) -> None:
    answers = "\nTask 4711\n\nA sad dog waits.\ncorrectness\nIs sad a feeling?\na17\n"
    result = run("escalate", answers=answers)
    assert result.exit_code == 0, result.output
    record = new_record(root)
    assert record["content"] == {"title": "Task 4711", "response": "A sad dog waits."}
    assert record["guideline"] == "image-caption@2.1.1"
    assert "item" not in record


def test_a_case_that_is_not_gold_is_escalated_without_an_item(root: Path, run: Run) -> None:
    result = run(
        *("escalate", "--case", "Task 4711", "--prompt", "Describe it.", "--response", "悲しい犬。"),
        *("--locale", "ja-JP", "--criterion", "correctness", "--rule", "COR-4", *ASKED),
    )
    assert result.exit_code == 0, result.output
    assert "check: all is well there" in result.output
    record = new_record(root)
    assert "item" not in record
    assert record["content"] == {
        "title": "Task 4711",
        "locale": "ja-JP",
        "prompt": "Describe it.",
        "response": "悲しい犬。",
    }
    assert "case Task 4711" in " ".join(run("escalations", "show", record["id"]).output.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give --item ID for a gold item, or --case"),
        (("--prompt", "Describe it."), "--case is missing"),
        (("--item", "cap-0005", "--case", "Task 4711"), "--case cannot be given with --item"),
        (("--item", "cap-9999"), "there is no item `cap-9999`"),
        (("--case", "Task 4711", "--locale", "fr-FR"), "has no locale `fr-FR`"),
        (("--case", "Task 4711", "--guideline", "captions"), "captions"),
        (("--case", "Task 4711", "--rule", "COR-77"), "has no rule `COR-77`"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    root: Path, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    result = run("escalate", *arguments, *ASKED)
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert git(root, "status", "--porcelain") == ""
