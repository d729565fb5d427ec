"""On GitLab, one note on each open merge request, kept up to date by a job that believes no report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result

from ci.conftest import Run
from ci.gitlab_server import BOT, Request, Server, serve_gitlab
from ci.hostile import COMMIT, hostile_report
from goldline.render.pull_markdown import MARK
from render.reading import assert_nothing_lives, read_markdown
from render.samples import HOSTILE

OTHER = "e" * 40


@pytest.fixture
def gitlab() -> Iterator[Server]:
    with serve_gitlab() as known:
        yield known


@pytest.fixture
def notes(run: Run, gitlab: Server) -> Callable[..., Result]:
    def call(*args: str, **env: str) -> Result:
        known = {"GOLDLINE_TOKEN": "t0ken", "CI_PROJECT_ID": "7", "CI_API_V4_URL": gitlab.url}
        return run("ci", "notes", *args, env={**known, **env})

    return call


def report(text: str = "x", head: str = COMMIT) -> bytes:
    return json.dumps({**hostile_report(text, 1), "head": head}).encode()


def test_a_merge_request_gets_one_note_that_is_renewed(notes: Any, gitlab: Server) -> None:
    gitlab.requests = {4: Request(COMMIT, report())}
    result = notes()
    assert result.exit_code == 0, result.output
    assert "merge request 4: the note is up to date" in result.output
    gitlab.requests[4].report = report("y")
    assert notes().exit_code == 0
    assert [method for method, _ in gitlab.written] == ["POST", "PUT"]
    [note] = gitlab.requests[4].notes
    assert note["body"].startswith(MARK)
    assert note["body"] == gitlab.written[1][1] != gitlab.written[0][1]
    assert gitlab.tokens == {"t0ken"}


def test_the_note_is_found_behind_many_others_and_by_who_wrote_it(notes: Any, gitlab: Server) -> None:
    said = [{"id": n, "author": {"username": "someone"}, "body": f"{MARK} mine"} for n in range(150)]
    said.append({"id": 200, "author": {"username": BOT}, "body": f"quoted: {MARK}"})
    said.append({"id": 201, "author": None, "body": MARK})
    said.append({"id": 900, "author": {"username": BOT}, "body": f"{MARK}\n\nold"})
    gitlab.requests = {4: Request(COMMIT, report(), notes=said)}
    notes()
    assert [method for method, _ in gitlab.written] == ["PUT"]
    assert said[-1]["body"] == gitlab.written[0][1]
    assert all(one["body"] == f"{MARK} mine" for one in said[:150])


@pytest.mark.parametrize("status", ["success", "failed"])
def test_a_report_counts_however_its_job_ended(notes: Any, gitlab: Server, status: str) -> None:
    gitlab.requests = {4: Request(COMMIT, report(), status=status)}
    notes()
    assert len(gitlab.written) == 1


def test_every_open_merge_request_is_looked_at_or_just_one(notes: Any, gitlab: Server) -> None:
    gitlab.requests = {n: Request(COMMIT, report()) for n in range(1, 104)}
    assert notes("--request", "4").exit_code == 0
    assert len(gitlab.written) == 1
    assert notes().exit_code == 0
    assert len(gitlab.written) == 104
    gitlab.requests = {}
    assert "no merge request is open" in notes().output


def test_what_is_not_there_yet_or_was_overtaken_is_not_written(notes: Any, gitlab: Server) -> None:
    gitlab.requests = {
        1: Request(COMMIT),
        2: Request(COMMIT, report(), status="running"),
        3: Request(OTHER, report()),
        4: Request(COMMIT, report()),
    }
    gitlab.moves = {4: OTHER}
    result = notes()
    assert result.exit_code == 0, result.output
    assert not gitlab.written
    assert result.output.count("there is no report of its newest commit") == 2
    assert result.output.count("it has moved on") == 2


@pytest.mark.parametrize("data", [b"", b"<html>", b"[" * 100_000, b"{}", b"x" * (2 << 20)])
def test_a_report_that_is_none_keeps_no_other_from_its_note(notes: Any, gitlab: Server, data: bytes) -> None:
    gitlab.requests = {1: Request(COMMIT, data), 2: Request(COMMIT, report())}
    result = notes()
    assert result.exit_code == 1
    assert "merge request 2: the note is up to date" in result.output
    assert len(gitlab.written) == 1


def test_no_word_of_a_report_comes_alive_and_own_checks_are_named(notes: Any, gitlab: Server) -> None:
    diffs = [
        {"new_path": "x.yml", "old_path": ".gitlab-ci.yml"},
        {"new_path": "a.yaml", "old_path": "a.yaml"},
    ]
    gitlab.requests = {4: Request(COMMIT, report(HOSTILE), diffs=diffs)}
    assert notes().exit_code == 0
    [(_, body)] = gitlab.written
    assert_nothing_lives(read_markdown(body.removeprefix(MARK)))
    assert "touches what checks it** (`.gitlab-ci.yml`)" in body
    assert not any(line.startswith("/") for line in body.splitlines()), "a line that begins so is a command"


@pytest.mark.parametrize("status", [302, 401, 403, 500])
def test_an_answer_that_is_no_yes_fails_the_job(notes: Any, gitlab: Server, status: int) -> None:
    gitlab.requests = {4: Request(COMMIT, report())}
    gitlab.status = status
    result = notes()
    assert result.exit_code == 2
    assert str(status) in result.output
    assert "t0ken" not in result.output
    assert not any("elsewhere" in path for path in gitlab.asked)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOLDLINE_TOKEN", ""),
        ("GOLDLINE_TOKEN", "a\nb"),
        ("CI_PROJECT_ID", ""),
        ("CI_PROJECT_ID", "acme/../other"),
        ("CI_API_V4_URL", "http://evil.example/api/v4"),
        ("CI_API_V4_URL", "file:///etc"),
        ("CI_API_V4_URL", "ftp://127.0.0.1"),
    ],
)
def test_a_call_that_cannot_be_right_reaches_nobody(
    notes: Any, gitlab: Server, name: str, value: str
) -> None:
    assert notes(**{name: value}).exit_code == 2
    assert not gitlab.asked


def test_a_project_is_named_by_its_path_too(notes: Any, gitlab: Server) -> None:
    gitlab.requests = {4: Request(COMMIT, report())}
    assert notes("--project", "acme/guide").exit_code == 0
    assert len(gitlab.written) == 1
