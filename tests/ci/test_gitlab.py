"""GitLab's side: the code quality report, and the lines of the job as `goldline init` writes them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema_rs import validator_for
from ruamel.yaml import YAML

from ci.conftest import ROOT
from ci.repository import ITEM, git, make_stricter
from goldline.app.pulls.posting import FOLDER, JOB
from goldline.model.finding import Finding
from goldline.model.report import CheckReport
from goldline.reading.pull import FILE
from goldline.render.codequality import MOST, render_codequality
from render.reading import assert_nothing_lives, read_markdown
from render.samples import CHECKS, check_report, clean_report, hostile_check_report, many_findings
from sites import goldline


def entries(report: CheckReport) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(render_codequality(report, checks=CHECKS))
    return found


def test_each_finding_has_what_gitlab_asks_of_an_entry() -> None:
    for entry, finding in zip(entries(check_report()), check_report().findings, strict=True):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["check_name"] == finding.code
        assert entry["severity"] in ("info", "minor", "major")
        assert entry["location"] == {
            "path": finding.file or "goldline.toml",
            "lines": {"begin": finding.line},
        }


ENTRY = {
    # https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "location", "severity"],
    "additionalProperties": False,
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string", "minLength": 1},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "additionalProperties": False,
            "properties": {
                "path": {"type": "string", "pattern": "^(?!/|[.]/)."},
                "lines": {
                    "type": "object",
                    "required": ["begin"],
                    "additionalProperties": False,
                    "properties": {"begin": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    "report", [check_report(), clean_report(), hostile_check_report(), many_findings(MOST + 10, "info")]
)
def test_a_report_has_the_shape_that_gitlab_documents(report: CheckReport) -> None:
    found = entries(report)
    validator = validator_for({"type": "array", "items": ENTRY})
    assert [error.message for error in validator.iter_errors(found)] == []
    prints = [one["fingerprint"] for one in found]
    assert len(set(prints)) == len(prints)


def test_nothing_found_is_an_empty_list() -> None:
    assert entries(clean_report()) == []


def test_a_fingerprint_stays_when_lines_above_come_and_go() -> None:
    before = check_report()
    after = replace(before, findings=tuple(replace(one, line=one.line + 7) for one in before.findings))
    assert [one["fingerprint"] for one in entries(before)] == [one["fingerprint"] for one in entries(after)]


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    twice = tuple(Finding("a.yaml", line, 1, "GL301", "error", "the same") for line in (1, 2))
    prints = {one["fingerprint"] for one in entries(replace(clean_report(), findings=twice))}
    assert len(prints) == 2


def test_of_too_many_findings_the_gravest_stay() -> None:
    many = many_findings(MOST + 10, "info")
    grave = Finding("z.yaml", 1, 1, "GL301", "error", "grave")
    found = entries(replace(many, findings=(*many.findings, grave)))
    assert len(found) == MOST
    assert found[-1]["severity"] == "major"


def test_no_character_of_a_finding_acts() -> None:
    [entry] = entries(hostile_check_report())
    assert not any(char in str(entry) for char in "\u202e\u200b\x1b\x9b\n\r\u2028")


def run_job(root: Path, home: Path, **env: str) -> tuple[int, str]:
    """Run the job's lines as GitLab does, in one shell; `goldline` is called as an installed command."""
    (home / "bin").mkdir(parents=True)
    for name, text in (
        ("goldline", f'exec "{sys.executable}" -P -m goldline "$@"'),
        ("python", f'echo "$*" >> "{home}/python.log"'),
    ):
        (home / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
        (home / "bin" / name).chmod(0o755)
    start = ["init", str(home / "start"), "--name", "x", "--ci", "gitlab", "--no-input"]
    known = {
        "PATH": f"{home}/bin:{os.environ['PATH']}",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT / "toolkit"),
        "GIT_CONFIG_NOSYSTEM": "1",
        **env,
    }
    subprocess.run([str(home / "bin/goldline"), *start], env=known, check=True, capture_output=True)
    job = YAML(typ="safe").load((home / "start/.gitlab-ci.yml").read_text())["goldline"]
    lines = "\n".join(job["script"]).replace("/tmp/", f"{home}/")
    done = subprocess.run(
        ["bash", "-e", "-c", lines], cwd=root, env=known, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_merge_request_leaves_a_note_and_a_report_beside_its_lines(root: Path, tmp_path: Path) -> None:
    make_stricter(root)
    (root / "goldline-report").symlink_to(tmp_path)  # a branch that would have the report written elsewhere
    (root / "requirements.txt").write_text("evil\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Change")
    base, head = git(root, "rev-parse", "main"), git(root, "rev-parse", "HEAD")
    home = tmp_path / "home"
    status, log = run_job(root, home, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_COMMIT_SHA=head)
    assert status == 1, log
    assert "evil" not in (home / "requirements.txt").read_text()
    assert not (root / "goldline-report").is_symlink()
    note = (root / "goldline-report/note.md").read_text()
    assert "### goldline: this change needs work" in note
    assert_nothing_lives(read_markdown(note.removeprefix("<!-- goldline:ci -->")))
    quality = json.loads((root / "goldline-report/codequality.json").read_text())
    assert ITEM in {one["location"]["path"] for one in quality}


def test_the_job_that_may_write_runs_on_the_default_branch_alone(tmp_path: Path) -> None:
    """A merge request runs its own copy of the file, so no job of it may need a token."""
    home = tmp_path / "start"
    done = goldline("init", home, "--name", "x", "--ci", "gitlab", "--no-input")
    assert done.returncode == 0, done.stderr
    jobs = YAML(typ="safe").load((home / ".gitlab-ci.yml").read_text())
    text = {name: json.dumps(job) for name, job in jobs.items()}
    assert [name for name in text if "GOLDLINE_TOKEN" in text[name]] == ["goldline-notes"]
    [rule] = jobs["goldline-notes"]["rules"]
    assert rule["if"].split(" && ") == [
        '$CI_PIPELINE_SOURCE == "schedule"',
        "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH",
        "$GOLDLINE_TOKEN",
    ]
    # What the other job leaves is what this one fetches.
    script = "\n".join(jobs[JOB]["script"])
    assert f"--out {FOLDER}/{FILE} " in script
    assert f"{FOLDER}/" in jobs[JOB]["artifacts"]["paths"]


def test_a_push_to_the_default_branch_is_checked(root: Path, tmp_path: Path) -> None:
    status, log = run_job(root, tmp_path / "home", CI_COMMIT_SHA=git(root, "rev-parse", "main"))
    assert status == 0, log
    assert json.loads((root / "goldline-report/codequality.json").read_text()) == []
