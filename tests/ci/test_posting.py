"""One comment on the right pull request, kept up to date, by whoever spoke last about its newest commit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import Result

from ci.conftest import Run
from ci.forge import Forge
from ci.hostile import COMMIT, hostile_report
from goldline.render.pull_markdown import MARK

BOT = {"login": "github-actions[bot]", "type": "Bot"}


@pytest.fixture
def post(run: Run, forge: Forge, tmp_path: Path) -> Any:
    (tmp_path / "report.json").write_text(json.dumps(hostile_report("x", 1)))

    def call(*args: str, **env: str) -> Result:
        known = {"GITHUB_TOKEN": "t0ken", "GITHUB_REPOSITORY": "acme/guide", "GITHUB_API_URL": forge.url}
        return run("ci", "comment", str(tmp_path / "report.json"), "--post", *args, env={**known, **env})

    return call


def event(tmp_path: Path, **changes: Any) -> str:
    run = {
        "id": 7,
        "event": "pull_request",
        "head_sha": COMMIT,
        "head_branch": "fix&state=all#x",
        "head_repository": {"owner": {"login": "stranger"}},
        **changes,
    }
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"workflow_run": run}))
    return str(path)


def pull(number: int, sha: str = COMMIT) -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha}}


def test_the_first_run_writes_a_comment(post: Any, forge: Forge) -> None:
    result = post("--pull", "12")
    assert result.exit_code == 0, result.output
    [(method, path, body)] = forge.written
    assert (method, path) == ("POST", "/repos/acme/guide/issues/12/comments")
    assert body.startswith(MARK)
    assert forge.tokens == {"Bearer t0ken"}


def test_later_runs_renew_it_however_many_comments_there_are(post: Any, forge: Forge) -> None:
    forge.comments = [{"id": n, "user": {"login": "someone"}, "body": "hello"} for n in range(150)]
    forge.comments.append({"id": 900, "user": BOT, "body": f"{MARK}\n\nold"})
    post("--pull", "12")
    [(method, path, _)] = forge.written
    assert (method, path) == ("PATCH", "/repos/acme/guide/issues/comments/900")


def test_a_mark_in_somebody_elses_comment_catches_nothing(post: Any, forge: Forge) -> None:
    forge.comments = [
        {"id": 5, "user": {"login": "stranger"}, "body": f"{MARK} mine"},
        {"id": 6, "user": BOT, "body": f"quoted: {MARK}"},
        {"id": 7, "user": None, "body": MARK},
    ]
    post("--pull", "12")
    assert forge.written[0][0] == "POST"


def test_the_event_says_which_pull_request_it_is(post: Any, forge: Forge, tmp_path: Path) -> None:
    forge.pulls = [pull(3, "f" * 40), pull(4)]
    assert post("--event", event(tmp_path)).exit_code == 0
    assert forge.written[0][1] == "/repos/acme/guide/issues/4/comments"
    assert parse_qs(urlsplit(forge.asked[0]).query)["head"] == ["stranger:fix&state=all#x"]
    assert parse_qs(urlsplit(forge.asked[0]).query)["state"] == ["open"]


def test_a_report_about_another_commit_than_its_run_is_refused(
    post: Any, forge: Forge, tmp_path: Path
) -> None:
    forge.pulls = [pull(4)]
    result = post("--event", event(tmp_path, head_sha="e" * 40))
    assert result.exit_code == 2
    assert "another commit" in result.output
    assert not forge.written


@pytest.mark.parametrize("heads", [["e" * 40], [COMMIT, "e" * 40]], ids=["before", "meanwhile"])
def test_a_report_that_was_overtaken_is_not_written(post: Any, forge: Forge, heads: list[str]) -> None:
    forge.heads = heads
    result = post("--pull", "12")
    assert result.exit_code == 0
    assert "moved on" in result.output
    assert not forge.written


def test_a_closed_pull_request_gets_no_comment(post: Any, forge: Forge, tmp_path: Path) -> None:
    assert "moved on or is closed" in post("--event", event(tmp_path)).output
    assert not forge.written


def test_two_pull_requests_of_one_branch_are_not_guessed_between(
    post: Any, forge: Forge, tmp_path: Path
) -> None:
    forge.pulls = [pull(4), pull(5)]
    result = post("--event", event(tmp_path))
    assert result.exit_code == 2
    assert "--pull" in result.output


def test_files_that_decide_over_their_own_check_are_named(post: Any, forge: Forge) -> None:
    forge.files = [
        {"filename": "guidelines/a/guideline.yaml"},
        {"filename": "moved.yml", "previous_filename": ".github/workflows/goldline.yml"},
        {"filename": "goldline.toml"},
    ]
    post("--pull", "12")
    body = forge.written[0][2]
    assert "touches what checks it** (`.github/workflows/goldline.yml` and `goldline.toml`)" in body


@pytest.mark.parametrize("status", [302, 401, 403, 404, 422, 500])
def test_an_answer_that_is_no_yes_fails_the_job(post: Any, forge: Forge, status: int) -> None:
    forge.status = status
    result = post("--pull", "12")
    assert result.exit_code == 2
    assert str(status) in result.output
    assert "t0ken" not in result.output
    assert not any("elsewhere" in path for path in forge.asked)


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[" * 100_000, b"[]", b"null"])
def test_an_answer_that_makes_no_sense_fails_the_job(post: Any, forge: Forge, raw: bytes) -> None:
    forge.raw = raw
    assert post("--pull", "12").exit_code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_TOKEN", ""),
        ("GITHUB_TOKEN", "a\nb"),
        ("GITHUB_REPOSITORY", "acme/../other"),
        ("GITHUB_REPOSITORY", "acme"),
        ("GITHUB_API_URL", "http://evil.example"),
        ("GITHUB_API_URL", "file:///etc"),
    ],
)
def test_a_call_that_cannot_be_right_reaches_nobody(post: Any, forge: Forge, name: str, value: str) -> None:
    assert post("--pull", "12", **{name: value}).exit_code == 2
    assert not forge.asked


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"workflow_run": 1}', '{"workflow_run": {"head_sha": 5}}', "[" * 100_000]
)
def test_an_event_that_makes_no_sense_fails_the_job(
    post: Any, forge: Forge, tmp_path: Path, text: str
) -> None:
    (tmp_path / "event.json").write_text(text)
    assert post("--event", str(tmp_path / "event.json")).exit_code == 2
    assert not forge.asked


def test_a_forge_that_is_not_there_fails_the_job(post: Any) -> None:
    result = post("--pull", "12", GITHUB_API_URL="http://127.0.0.1:1")
    assert result.exit_code == 2
    assert "cannot be reached" in result.output
