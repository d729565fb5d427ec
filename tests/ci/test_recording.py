"""An issue that gets the label becomes a record in a pull request: the workflow's lines, with real git."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ci.conftest import ROOT
from ci.listening import run_steps
from ci.repository import git
from escalating.issues import form, github

HOSTILE = (
    '$(reboot) `id` ${{ github.token }} "; rm -rf / #\n::error::forged\nstatus: resolved\n--- \n'
    "### Item\n\n../../x"
)


class Runner:
    """A machine that runs the workflow in a clone of a repository on the forge."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home = root, home
        self.forge = home / "forge.git"
        (home / "bin").mkdir(parents=True)
        scripts = {
            "goldline": f'exec "{sys.executable}" -P -m goldline "$@"\n',
            "python": "",
            "gh": f'{{ for one in "$@"; do printf "%s\\0" "$one"; done; echo; }} >> "{home}/gh.log"\n',
        }
        for name, text in scripts.items():
            (home / "bin" / name).write_text(f"#!/bin/sh\n{text}")
            (home / "bin" / name).chmod(0o755)
        git(root, "switch", "-q", "main")
        git(root, "clone", "-q", "--bare", ".", str(self.forge))
        git(root, "remote", "add", "origin", str(self.forge))
        workflow = YAML(typ="safe").load((ROOT / ".github/workflows/goldline-escalation.yml").read_text())
        self.steps = [step for step in workflow["jobs"]["record"]["steps"] if "run" in step]

    def label(self, issue: Any, number: int = 12) -> tuple[int, str]:
        """Run the job for an issue that got the label, in a fresh clone; return its status and its log."""
        clone = self.home / f"clone-{len(list(self.home.glob('clone-*')))}"
        git(self.root, "clone", "-q", str(self.forge), str(clone))
        (self.home / "event.json").write_text(json.dumps(issue))
        env = {
            "PATH": f"{self.home}/bin:{os.environ['PATH']}",
            "HOME": str(self.home),
            "PYTHONPATH": str(ROOT / "toolkit"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_EVENT_PATH": str(self.home / "event.json"),
            "GH_TOKEN": "t0ken",
            "NUMBER": str(number),
        }
        return run_steps(self.steps, clone, env)

    @property
    def called(self) -> list[list[str]]:
        """How `gh` was called."""
        log = self.home / "gh.log"
        lines = log.read_text().split("\0\n")[:-1] if log.exists() else []
        return [line.split("\0") for line in lines]

    def branch(self, name: str) -> dict[str, str]:
        """Return what a branch on the forge adds to main, by path."""
        paths = git(self.forge, "diff", "--name-only", "main", name).splitlines()
        return {path: git(self.forge, "show", f"{name}:{path}") for path in paths}


@pytest.fixture
def runner(root: Path, tmp_path: Path) -> Runner:
    return Runner(root, tmp_path / "runner")


def asked(question: str = "Which?", number: int = 12) -> Any:
    """Return the event of an issue that got the label."""
    event = github(
        form(guideline="claims@0.1.0", item="Task 4711", rules="", question=question), number=number
    )
    return {**event, "action": "labeled", "label": {"name": "escalation"}}


def test_a_labelled_issue_becomes_a_record_in_a_pull_request(runner: Runner) -> None:
    status, log = runner.label(asked())
    assert status == 0, log
    [(path, text)] = runner.branch("escalation-12").items()
    assert path.startswith("escalations/2026/esc-")
    assert "question: Which?" in " ".join(text.replace(">-", "").split())
    setup, create = runner.called
    assert setup == ["auth", "setup-git"]
    assert create[:4] == ["pr", "create", "--head", "escalation-12"]
    assert "t0ken" not in log + str(runner.called)


def test_an_issue_that_is_labelled_again_makes_no_second_one(runner: Runner) -> None:
    runner.label(asked())
    first = git(runner.forge, "rev-parse", "escalation-12")
    status, log = runner.label(asked())
    assert (status, "waits for a lead already" in log) == (0, True)
    assert git(runner.forge, "rev-parse", "escalation-12") == first
    git(runner.forge, "branch", "-f", "main", "escalation-12")
    git(runner.forge, "branch", "-D", "escalation-12")
    status, log = runner.label(asked())
    assert (status, "recorded already" in log) == (0, True)
    assert len([call for call in runner.called if call[0] == "pr"]) == 1


def test_two_issues_make_two_branches_that_merge(runner: Runner) -> None:
    runner.label(asked())
    runner.label(asked("What else?", 13), 13)
    clone = runner.home / "lead"
    git(runner.root, "clone", "-q", str(runner.forge), str(clone))
    git(clone, "merge", "-q", "--no-ff", "-m", "Merge", "origin/escalation-12")
    git(clone, "merge", "-q", "--no-ff", "-m", "Merge", "origin/escalation-13")


def test_no_word_of_an_issue_acts(runner: Runner) -> None:
    event = asked(HOSTILE)
    event["issue"]["title"] = HOSTILE
    event["issue"]["user"]["login"] = HOSTILE
    status, log = runner.label(event)
    assert status == 0, log
    [(path, text)] = runner.branch("escalation-12").items()
    assert path.startswith("escalations/2026/esc-")
    assert "\nstatus: open" in text
    assert "\nstatus: resolved" not in text
    assert not any(HOSTILE[:9] in word for call in runner.called for word in call)
    assert not any(line.lstrip().startswith("::") for line in log.splitlines())


def test_what_is_no_issue_fails_the_job_in_words(runner: Runner) -> None:
    status, log = runner.label({"action": "labeled", "label": {"name": "escalation"}})
    assert status == 2
    assert "hint:" in log
    assert not runner.called
