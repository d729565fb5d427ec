"""`goldline explain`, `schema`, `help` and `doctor`: what the contract and common sense say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.checking import errors
from contract.sample import CORRECTNESS, FINE
from contract.workbench import Repo, run


def test_explain_tells_the_rule_in_its_own_words(captions: Repo) -> None:
    """cap-0002 has 2 by COR-2, for a major invented object."""
    done = captions.run("explain", "cap-0002")
    assert done.exit_code == 0
    for words in (
        "cap-0002",
        "correctness",
        "COR-2",
        "A major hallucination, or two wrong facts, have to be repaired.",
    ):
        assert words in done.stdout


def test_explain_tells_of_an_exception(captions: Repo) -> None:
    done = captions.run("explain", "cap-0006")
    assert "The toy is a ball for most readers." in done.stdout


def test_explain_tells_what_is_missing(captions: Repo) -> None:
    captions.edit(FINE, "  on_topic: true\n", "")
    captions.edit(FINE, "  correctness: 3\n", "")
    done = captions.run("explain", "cap-0001")
    assert done.exit_code in (0, 1)
    assert "on_topic" in done.stdout


def test_explain_speaks_json(captions: Repo) -> None:
    done = captions.run("explain", "cap-0002", "--format", "json")
    assert done.exit_code == 0
    assert "COR-2" in done.stdout
    assert done.json


def test_explain_reads_a_revision(captions: Repo) -> None:
    captions.edit(CORRECTNESS, "A major hallucination, or two wrong facts, have to be repaired.", "Mend it.")
    captions.commit("Say it shorter")
    assert "Mend it." in captions.run("explain", "cap-0002").stdout
    assert "have to be repaired." in captions.run("explain", "cap-0002", "--rev", "HEAD~1").stdout


def test_explain_tells_of_every_response(captions: Repo) -> None:
    done = captions.run("explain", "pair-0001")
    assert "COR-9" in done.stdout  # a: nothing is wrong
    assert "COR-2" in done.stdout  # b: two wrong facts
    assert "PRE-1" in done.stdout  # a stands above b


def test_explain_does_not_know_every_item(captions: Repo) -> None:
    done = captions.run("explain", "cap-0404")
    assert done.exit_code == 2
    assert "cap-0404" in done.said


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["explain", "cap-002"], "cap-0002"),
        (["explain", "cap-0002", "--criterion", "corectness"], "correctness"),
        (["table", "caption-quality", "corectness"], "correctness"),
        (["table", "caption-qualty", "correctness"], "caption-quality"),
        (["table", "caption-quality", "correctness", "--facts", "on_topc=true"], "on_topic"),
        (["verify", "caption-quality", "--criterion", "corectness"], "correctness"),
        (["coverage", "caption-quality", "--criterion", "corectness"], "correctness"),
        (["decide", "caption-quality", "corectness", "rows.csv"], "correctness"),
    ],
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(
    captions: Repo, args: list[str], meant: str
) -> None:
    done = captions.run(*args)
    assert done.exit_code == 2
    assert f"hint: did you mean `{meant}`?" in done.said


def test_explain_does_not_know_every_revision(captions: Repo) -> None:
    assert captions.run("explain", "cap-0002", "--rev", "nowhere").exit_code == 2


def test_help_explains_every_code_that_check_prints(captions: Repo) -> None:
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    captions.edit(FINE, "ease: 70", "ease: 170")
    codes = {one["code"] for one in errors(captions)}
    assert codes
    for code in codes:
        done = captions.run("help", code)
        assert done.exit_code == 0
        assert code in done.stdout
        assert len(done.stdout.split()) > 15


def test_help_does_not_know_every_code(captions: Repo) -> None:
    done = captions.run("help", "GL99999")
    assert done.exit_code == 2
    assert "GL99999" in done.said


def test_help_needs_no_repository(captions: Repo, tmp_path: Path) -> None:
    captions.edit(FINE, "difficulty: easy", "difficulty: trivial")
    code = errors(captions)[0]["code"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(["help", code], empty).exit_code == 0


def test_doctor_finds_a_healthy_repository_healthy(captions: Repo) -> None:
    done = captions.run("doctor")
    assert done.exit_code == 0
    assert done.stdout.strip()


def test_doctor_says_which_parser_is_at_work(captions: Repo) -> None:
    assert "yaml" in captions.run("doctor").stdout.casefold()


def test_doctor_survives_where_there_is_no_repository(tmp_path: Path) -> None:
    done = run(["doctor"], tmp_path)
    assert done.exit_code in (0, 1, 2)
    assert done.said.strip()


@pytest.mark.parametrize("command", ["check", "diff", "decide", "explain", "schema", "help", "doctor"])
def test_every_command_says_how_it_is_called(tmp_path: Path, command: str) -> None:
    done = run([command, "--help"], tmp_path)
    assert done.exit_code == 0
    assert "Usage" in done.stdout


def test_schema_is_no_crash(captions: Repo) -> None:
    before = captions.git("status", "--porcelain")
    done = captions.run("schema")
    assert done.exit_code in (0, 2)
    assert captions.git("status", "--porcelain") == before or done.exit_code == 0


@pytest.mark.parametrize("args", [["explain", "cap-0001"], ["diff"], ["decide", "a", "b", "c.csv"]])
def test_no_command_works_outside_a_repository(tmp_path: Path, args: list[str]) -> None:
    done = run(args, tmp_path)
    assert done.exit_code == 2
    assert done.said.strip()
