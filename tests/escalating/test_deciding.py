"""An escalation is answered, resolved or declined, and its file gains that and nothing else."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from escalating.conftest import Run, git
from goldline.reading.yaml import read_yaml
from goldline.writing import disk

OPEN = "escalations/2026/esc-0008.yaml"


def value(root: Path, path: str) -> dict[str, Any]:
    reading = read_yaml((root / path).read_bytes(), path)
    assert not reading.problems
    found: dict[str, Any] = reading.value
    return found


def changed_lines(root: Path) -> list[str]:
    lines = git(root, "diff", "-U0").splitlines()
    return [line for line in lines if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def test_an_answer_is_added_and_only_the_status_changes(root: Path, run: Run) -> None:
    with (root / OPEN).open("a", encoding="utf-8") as file:
        file.write("# ask the linguists first\n")
    git(root, "commit", "-qam", "Note")
    result = run("escalations", "answer", "esc-0008", "--answer", "It is right.", "--by", "lead-1")
    assert result.exit_code == 0, result.output
    assert [line for line in changed_lines(root) if line.startswith("-")] == ["-status: open"]
    record = value(root, OPEN)
    assert (record["status"], record["answer"], record["decided_by"]) == (
        "answered",
        "It is right.",
        "lead-1",
    )
    assert "# ask the linguists first" in (root / OPEN).read_text(encoding="utf-8")


def test_resolving_links_what_it_led_to_and_drafts_the_gold(root: Path, run: Run) -> None:
    run("escalations", "answer", "esc-0008", "--answer", "It is right.", "--by", "lead-1")
    result = run(
        *("escalations", "resolve", "esc-0008", "--rule", "CUL-5", "--gold", "cap-0031"),
        *("--version", "2.2.0", "--draft-gold", "caption-basics", "--draft-id", "cap-forms"),
    )
    assert "wrote goldsets/caption-basics/items/cap-forms.yaml" in result.output
    record = value(root, OPEN)
    assert record["status"] == "resolved"
    assert record["answer"] == "It is right."
    assert record["outcome"] == {"rules": ["CUL-5"], "gold": ["cap-0031", "cap-forms"], "version": "2.2.0"}
    draft = value(root, "goldsets/caption-basics/items/cap-forms.yaml")
    assert draft["status"] == "draft"
    assert draft["guideline"].startswith("image-caption@")
    assert "labels" not in draft or not draft["labels"]
    text = (root / "goldsets/caption-basics/items/cap-forms.yaml").read_text(encoding="utf-8")
    assert "# drafted from esc-0008" in text


def test_a_draft_of_what_is_no_item_holds_its_content(root: Path, run: Run) -> None:
    (root / "escalations/2026/esc-own.yaml").write_text(
        "id: esc-own\nopened: 2026-11-01\nby: a04\nguideline: image-caption@2.1.0\n"
        "content: {title: A caption in two languages, prompt: Describe it., response: Ein Hund. A dog.}\n"
        "question: Which locale is it?\nstatus: open\n",
        encoding="utf-8",
    )
    arguments = ("--answer", "The prompt's.", "--by", "lead-1", "--draft-gold", "caption-basics")
    result = run("escalations", "resolve", "esc-own", *arguments)
    assert "check" in result.output
    draft = value(root, "goldsets/caption-basics/items/cap-caption-in-two-languages.yaml")
    assert (draft["prompt"], draft["response"]) == ("Describe it.", "Ein Hund. A dog.")


CRITERION = "guidelines/image-caption/criteria/correctness.yaml"


def ask(root: Path, name: str, about: str) -> None:
    (root / f"escalations/2026/{name}.yaml").write_text(
        f"id: {name}\nopened: 2026-11-01\nby: a04\nguideline: image-caption@2.1.1\n{about}"
        "question: What now?\nstatus: answered\nanswer: A major error beside a small one gives 1.\n"
        "decided_by: lead-1\ndecided: 2026-11-02\n",
        encoding="utf-8",
    )
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Ask")


def drafted(root: Path) -> dict[str, Any]:
    [rule] = [one for one in value(root, CRITERION)["rules"] if one["id"] == "COR-7"]
    return rule


@pytest.mark.parametrize(
    ("about", "tests", "gives"),
    [
        (
            "item: cap-0005\ncriterion: correctness\n",
            {"on_topic": True, "worst_error": "major", "main_errors": 1, "small_errors": 1},
            2,
        ),
        (
            "content: {title: Task 4711}\ncriterion: correctness\nrules: [COR-6]\n",
            {"worst_error": "minor", "small_errors": ">= 3"},
            2,
        ),
        (
            "content: {title: Task 4711}\ncriterion: correctness\n",
            {"on_topic": "-", "worst_error": "-", "main_errors": "-", "small_errors": "-"},
            4,
        ),
    ],
    ids=["of the facts of its item", "of the rule that it names", "of nothing"],
)
def test_a_drafted_rule_gives_what_is_given_now(
    root: Path, run: Run, about: str, tests: dict[str, Any], gives: int
) -> None:
    ask(root, "esc-toy", about)
    result = run("escalations", "resolve", "esc-toy", "--draft-rule", "--rule-id", "COR-7")
    assert f"changed {CRITERION}" in result.output
    assert drafted(root) == {
        "id": "COR-7",
        "text": "A major error beside a small one gives 1.",
        "when": tests,
        "then": gives,
    }
    assert value(root, "escalations/2026/esc-toy.yaml")["outcome"] == {"rules": ["COR-7"]}
    assert [one for one in changed_lines(root) if one.startswith("-")] == ["-status: answered"]
    summary = json.loads(run("diff", "HEAD", "--format", "json").stdout)["summary"]
    assert {key: summary[key] for key in summary if summary[key]}.keys() <= {
        *("items", "judgments", "same", "review")  # another rule may give the same
    }


@pytest.mark.parametrize(
    ("about", "options", "words"),
    [
        ("item: cap-0005\n", (), "names no criterion"),
        ("item: cap-0005\n", ("--criterion", "beauty"), "no criterion `beauty`"),
        ("item: cap-0005\ncriterion: correctness\n", ("--rule-id", "COR-4"), "COR-4"),
        ("item: cap-0005\ncriterion: correctness\n", ("--rule-id", "cor 7"), "draft's id"),
    ],
)
def test_a_rule_that_cannot_be_drafted_leaves_everything_as_it_was(
    root: Path, run: Run, about: str, options: tuple[str, ...], words: str
) -> None:
    ask(root, "esc-toy", about)
    result = run("escalations", "resolve", "esc-toy", "--draft-rule", *options)
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert git(root, "status", "--porcelain") == ""


def test_an_editor_opens_on_both_drafts_and_they_are_checked_afterwards(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ask(root, "esc-toy", "item: cap-0005\ncriterion: correctness\n")
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nbasename "$1" >> {tmp_path}/opened\nsed -i "s/then: 2/then: 9/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    result = run(
        *("escalations", "resolve", "esc-toy", "--draft-rule", "--rule-id", "COR-7"),
        *("--draft-gold", "caption-basics", "--draft-id", "cap-toy", "--edit"),
    )
    assert (tmp_path / "opened").read_text() == "correctness.yaml\ncap-toy.yaml\n"
    assert result.exit_code == 1, "the level that the editor put in is none"
    assert "GL126" in result.output
    outcome = value(root, "escalations/2026/esc-toy.yaml")["outcome"]
    assert outcome == {"rules": ["COR-7"], "gold": ["cap-toy"]}
    assert "# it is to show COR-7" in (root / "goldsets/caption-basics/items/cap-toy.yaml").read_text()


def test_the_version_comes_into_what_an_escalation_led_to(root: Path, run: Run) -> None:
    ask(root, "esc-toy", "item: cap-0005\ncriterion: correctness\n")
    git(root, "switch", "-qc", "work")
    run("escalations", "resolve", "esc-toy", "--draft-rule", "--rule-id", "COR-7")
    text = (root / CRITERION).read_text(encoding="utf-8")
    start = text.index("COR-7")
    (root / CRITERION).write_text(text[:start] + text[start:].replace("then: 2", "then: 1", 1))
    result = run("bump", "--reason", "Two kinds of errors are too many.")
    assert result.exit_code == 0, result.output
    assert "esc-toy led to image-caption 3.0.0" in result.output
    assert value(root, "escalations/2026/esc-toy.yaml")["outcome"] == {"rules": ["COR-7"], "version": "3.0.0"}
    assert value(root, "escalations/2026/esc-0003.yaml")["outcome"]["version"] == "2.0.0"
    before = git(root, "diff")
    assert "nothing to do" in run("bump").output
    assert git(root, "diff") == before


def test_declining_needs_a_reason_and_a_name(root: Path, run: Run) -> None:
    assert "--answer is missing" in run("escalations", "decline", "esc-0008", "--by", "x").output
    assert "--by is missing" in run("escalations", "decline", "esc-0008", "--answer", "No.").output
    assert run("escalations", "decline", "esc-0008", "--answer", "No.", "--by", "lead-1").exit_code == 0
    assert value(root, OPEN)["status"] == "declined"
    again = run("escalations", "answer", "esc-0008", "--answer", "Yes.", "--by", "lead-1")
    assert (again.exit_code, "declined already" in again.output) == (2, True)


def test_what_cannot_be_is_refused_before_anything_is_written(root: Path, run: Run) -> None:
    said = ("--answer", "A.", "--by", "lead-1")
    for arguments, words in (
        (("resolve", "esc-0008", *said), "resolved by what it led to"),
        (("resolve", "esc-0008", *said, "--rule", "CUL-77"), "has no rule `CUL-77`"),
        (("resolve", "esc-0008", *said, "--gold", "cap-9999"), "cap-9999"),
        (("resolve", "esc-0008", *said, "--version", "two"), "no version"),
        (("resolve", "esc-0008", *said, "--draft-gold", "nothing"), "no gold set"),
        (("answer", "esc-0008", *said, "--decided", "2026-13-01"), "no day"),
        (("answer", "esc-0008", *said, "--decided", "2020-01-01"), "not decided on"),
        (("answer", "esc-9", *said), "no escalation"),
    ):
        result = run("escalations", *arguments)
        assert result.exit_code == 2, result.output
        assert words in result.output
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("nth", [1, 2])
def test_record_and_draft_are_written_both_or_neither(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
) -> None:
    real, calls = getattr(os, name), 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        if name == "open" and not str(args[0]).endswith(disk.SUFFIX):
            return real(*args, **kwargs)
        calls += 1
        if calls == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(disk.os, name, call)
        result = run(
            *("escalations", "resolve", "esc-0008", "--answer", "A.", "--by", "l"),
            *("--draft-gold", "caption-basics", "--draft-id", "cap-forms"),
        )
    assert result.exit_code == 2
    assert "the disk is full; nothing was changed" in result.output
    assert git(root, "status", "--porcelain") == ""
