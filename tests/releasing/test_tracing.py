"""Who decided what, when, and under which version: rules and labels through the history, renames and all."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from goldline.cli.main import cli
from releasing.conftest import Run, git

RULES = "guidelines/image-caption/criteria/correctness.yaml"
ITEM = "goldsets/caption-basics/items/animals/cap-0005.yaml"


def edit(root: Path, path: str, old: str, new: str, subject: str = "", author: str = "Ada") -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    if subject:
        commit(root, subject, author)


def commit(root: Path, subject: str, author: str = "Ada") -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", subject, f"--author={author} <a@example.org>", "--date=2026-05-04T12:00:00Z")


def steps(run: Run, *args: str) -> list[dict[str, Any]]:
    result = run(*args, "--format", "json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["format"] == "goldline/trace/1"
    found: list[dict[str, Any]] = answer["steps"]
    return found


def told(found: list[dict[str, Any]]) -> list[tuple[str, str, list[str]]]:
    return [(step["change"], step["subject"], [part["name"] for part in step["parts"]]) for step in found]


def test_a_rule_that_got_another_id_is_followed_to_its_beginning(root: Path, run: Run) -> None:
    edit(
        root,
        RULES,
        "text: Two or more major errors give 1.",
        "text: Two major errors give 1.",
        "Shorten",
        "Bo",
    )
    run("rename", "rule", "COR-3", "COR-two-major-errors")
    commit(root, "Rename")
    edit(root, RULES, 'when: {main_errors: ">= 2"}', 'when: {main_errors: ">= 3"}')
    found = steps(run, "log", "COR-two-major-errors")
    assert told(found)[:3] == [
        ("changed", "not committed yet", ["when"]),
        ("renamed", "Rename", ["id"]),
        ("changed", "Shorten", ["text"]),
    ]
    assert told(found)[3][:2] == ("added", "Begin")
    shorten = found[2]
    assert (shorten["author"], shorten["day"]) == ("Bo", "2026-05-04")
    assert shorten["parts"] == [
        {
            "name": "text",
            "before": "Two or more major errors give 1.",
            "after": "Two major errors give 1.",
        }
    ]
    assert shorten["version"].count(".") == 2


def test_a_rule_is_followed_where_its_criterion_got_another_name(root: Path, run: Run) -> None:
    edit(root, RULES, "text: Two or more major errors give 1.", "text: Two major errors give 1.", "Shorten")
    assert run("rename", "criterion", "correctness", "truth").exit_code == 0
    commit(root, "Rename the criterion")
    found = told(steps(run, "log", "COR-3"))
    assert found[0] == ("moved", "Rename the criterion", [])
    assert [step[1] for step in found] == ["Rename the criterion", "Shorten", "Begin"]


def test_a_label_is_followed_where_its_item_moved_and_got_another_id(root: Path, run: Run) -> None:
    edit(
        root,
        ITEM,
        "    value: 2\n    rules: [COR-4]",
        "    value: 3\n    rules: [COR-5]",
        "Judge again",
        "Bo",
    )
    moved = ITEM.replace("animals", "people")
    git(root, "mv", ITEM, moved)
    commit(root, "Move")
    assert run("rename", "item", "cap-0005", "cap-sad-cat").exit_code == 0
    commit(root, "Rename the item")
    edit(root, moved.replace("cap-0005", "cap-sad-cat"), "title: A sad cat", "title: Sad", "Retitle")
    found = steps(run, "blame", "cap-sad-cat", "correctness")
    assert [(step["change"], step["subject"]) for step in found] == [
        ("moved", "Rename the item"),
        ("moved", "Move"),
        ("changed", "Judge again"),
        ("added", "Begin"),
    ]
    assert found[2]["version"] == "1.0.0"
    assert {"name": "value", "before": "2", "after": "3"} in found[2]["parts"]


def test_blame_says_who_voted_and_what_stands_now(run: Run) -> None:
    shown = run("blame", "cap-0005", "correctness").output
    for line in ("label: 2", "votes: a03 2, a05 3, a06 2", "confirmed under: image-caption@1.0.0"):
        assert line in shown


def test_a_change_that_came_in_by_a_merge_is_found_where_it_was_made(root: Path, run: Run) -> None:
    git(root, "checkout", "-qb", "side")
    edit(
        root, RULES, "text: Two or more major errors give 1.", "text: Two major errors give 1.", "On a branch"
    )
    git(root, "checkout", "-q", "main")
    edit(root, ITEM, "title: A sad cat", "title: Sad", "On main")
    git(root, "merge", "-q", "--no-ff", "side", "-m", "Merge")
    assert [step[1] for step in told(steps(run, "log", "COR-3"))] == ["On a branch", "Begin"]


def test_a_shallow_clone_says_that_it_does_not_know_the_beginning(root: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    edit(root, RULES, "text: Two or more major errors give 1.", "text: Two major errors give 1.", "Shorten")
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{root}", str(clone)], check=True)
    result = CliRunner().invoke(cli, ["-C", str(clone), "log", "COR-3"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "git fetch --unshallow" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("log", "COR-77"), "no rule `COR-77`"),
        (("blame", "cap-9999", "style"), "no item `cap-9999`"),
        (("blame", "cap-0005", "beauty"), "has labels for"),
    ],
)
def test_what_is_not_there_is_answered_in_words(run: Run, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, words in result.output) == (2, True)
