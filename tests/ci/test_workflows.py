"""The workflows of this repository and those that `goldline init` writes, held to the tools of others."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ci.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTION = ROOT / ".github/actions/goldline/action.yml"
BIN = Path(sys.executable).parent


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def tool(*args: str) -> None:
    done = subprocess.run([str(BIN / args[0]), *args[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    from click.testing import CliRunner

    from goldline.cli.main import cli

    root = tmp_path_factory.mktemp("github") / "repo"
    asked = ["--name", "claims", "--escalate-to", "github:acme/guide", "--no-input"]
    done = CliRunner().invoke(cli, ["init", str(root), *asked])
    assert done.exit_code == 0, done.output
    return sorted((root / ".github/workflows").glob("*.yml"))


@pytest.fixture(scope="session")
def on_gitlab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from click.testing import CliRunner

    from goldline.cli.main import cli

    root = tmp_path_factory.mktemp("gitlab") / "repo"
    done = CliRunner().invoke(cli, ["init", str(root), "--name", "claims", "--ci", "gitlab", "--no-input"])
    assert done.exit_code == 0, done.output
    return root / ".gitlab-ci.yml"


def steps_of(path: Path) -> Iterator[dict[str, Any]]:
    value = read(path)
    jobs = value["jobs"].values() if "jobs" in value else [value["runs"]]
    for job in jobs:
        yield from job["steps"]


def test_auditors_of_workflows_find_nothing(started: list[Path]) -> None:
    paths = [*WORKFLOWS, ACTION, *started]
    tool("zizmor", "--offline", "--no-config", "--no-progress", *map(str, paths))


def test_workflows_have_the_shape_that_forges_read(started: list[Path], on_gitlab: Path) -> None:
    workflows = map(str, [*WORKFLOWS, *started])
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION))
    gitlab = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    tool("check-jsonschema", *gitlab, str(on_gitlab))


def test_actions_are_pinned_to_one_commit_each(started: list[Path]) -> None:
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, ACTION, *started]:
        for line in re.findall(r"uses: (.*)", path.read_text().replace("#   - uses", "")):
            found = re.fullmatch(r"(actions/[a-z-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+", line)
            assert found, line
            pins.setdefault(found[1], set()).add(found[2])
    assert {"actions/checkout", "actions/setup-python", "actions/upload-artifact"} == set(pins)
    assert all(len(commits) == 1 for commits in pins.values())


def test_nothing_from_outside_is_put_into_a_script(started: list[Path]) -> None:
    for path in [*WORKFLOWS, ACTION, *started]:
        for step in steps_of(path):
            assert "${{" not in step.get("run", ""), path
            assert "secrets" not in str(step)


def test_a_checkout_leaves_no_token_behind(started: list[Path]) -> None:
    for path in [*WORKFLOWS, *started]:
        for step in steps_of(path):
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_the_job_that_reads_a_branch_may_write_nothing(started: list[Path]) -> None:
    for path in [*WORKFLOWS, *started]:
        value = read(path)
        triggers = value.get("on", value.get(True))
        assert value["permissions"] == {}
        assert "pull_request_target" not in triggers
        if "pull_request" in triggers:
            assert all(job["permissions"] == {"contents": "read"} for job in value["jobs"].values())
            assert "paths" not in str(triggers), "a check that is not run counts as passed"


def test_the_job_that_records_an_issue_takes_its_words_from_the_event_alone(started: list[Path]) -> None:
    found = [path for path in [*WORKFLOWS, *started] if path.name == "goldline-escalation.yml"]
    assert len(found) == 2
    for path in found:
        value = read(path)
        assert value.get("on", value.get(True)) == {"issues": {"types": ["labeled"]}}
        [job] = value["jobs"].values()
        assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
        given = {name: text for step in job["steps"] for name, text in step.get("env", {}).items()}
        assert given == {"GH_TOKEN": "${{ github.token }}", "NUMBER": "${{ github.event.issue.number }}"}


def test_the_job_that_may_write_fetches_nothing_of_a_branch(started: list[Path]) -> None:
    writers = [path for path in [*WORKFLOWS, *started] if path.name == "goldline-comment.yml"]
    assert len(writers) == 2
    for path in writers:
        value = read(path)
        assert list(value.get("on", value.get(True))) == ["workflow_run"]
        [job] = value["jobs"].values()
        assert job["permissions"] == {"contents": "read", "actions": "read", "pull-requests": "write"}
        for step in job["steps"]:
            assert "ref" not in step.get("with", {})
            assert "head" not in step.get("run", "")
        assert "cache" not in path.read_text()


def test_pip_is_never_taken_from_the_folder_of_a_branch(started: list[Path], on_gitlab: Path) -> None:
    for path in [ROOT / ".github/workflows/goldline.yml", ACTION, *started, on_gitlab]:
        text = path.read_text()
        calls = re.findall(r"python [^\n]*pip install", text)
        jobs = 2 if path == on_gitlab else 1
        assert calls == ["python -I -m pip install"] * jobs


def test_this_repository_runs_what_it_gives_to_others(started: list[Path]) -> None:
    for path in started:
        ours, theirs = read(ROOT / ".github/workflows" / path.name), read(path)
        for one in (ours, theirs):
            for job in one["jobs"].values():
                job["steps"] = [step for step in job["steps"] if step.get("name") != "Install goldline"]
        assert ours == theirs


def test_every_option_that_a_workflow_gives_is_known(started: list[Path], on_gitlab: Path) -> None:
    from goldline.cli.check import command as check
    from goldline.cli.ci import command as ci

    known = {"check": check, **{f"ci {name}": one for name, one in ci.commands.items()}}
    for path in [*started, ACTION, on_gitlab]:
        for name, rest in re.findall(r"goldline (check|ci \w+)\b([^\n]*)", path.read_text()):
            if not rest.startswith("`"):
                options = {text for one in known[name].params for text in one.opts}
                assert set(re.findall(r"--[a-z-]+", rest)) <= options
