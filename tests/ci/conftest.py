"""A repository as `goldline init` starts it, with a branch that asks to be merged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ci.forge import Forge, serve_forge
from ci.repository import git
from goldline.cli.main import cli

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_PATH", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GITHUB_TOKEN", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ci") / "repo"
    done = CliRunner().invoke(cli, ["init", str(root), "--name", "claims", "--no-input"])
    assert done.exit_code == 0, done.output
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    git(root, "branch", "-M", "main")
    git(root, "switch", "-qc", "change")
    return root


@pytest.fixture
def root(_template: Path, tmp_path: Path) -> Path:
    """Give a clone of the repository, on the branch of the change."""
    shutil.copytree(_template, tmp_path / "repo", symlinks=True)
    return tmp_path / "repo"


@pytest.fixture
def run(root: Path) -> Run:
    """Give `run(*args)`, which calls the command line on the repository; a traceback fails the test."""

    def call(*args: str, env: dict[str, str] | None = None) -> Result:
        return CliRunner().invoke(cli, ["-C", str(root), *args], env=env, catch_exceptions=False)

    return call


@pytest.fixture
def forge() -> Iterator[Forge]:
    """Give a forge that answers on this machine."""
    with serve_forge() as known:
        yield known


@pytest.fixture
def report(root: Path, run: Run, tmp_path: Path) -> Callable[[], tuple[Result, dict[str, Any]]]:
    """Give `report()`, which commits what is there and returns what `ci report` ended with and wrote."""

    def make() -> tuple[Result, dict[str, Any]]:
        git(root, "add", "-A")
        git(root, "commit", "-qm", "Change", "--allow-empty")
        out = tmp_path / "goldline-ci.json"
        result = run("ci", "report", "--base", "main", "--out", str(out))
        return result, json.loads(out.read_text())

    return make
