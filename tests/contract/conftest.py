"""What the tests of the contract have at hand: a command to call, repositories to call it in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from contract import sample
from contract.deciding import Trial
from contract.workbench import Repo, RepoFactory, Result
from contract.workbench import run as call


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of the machine that runs the tests out of them."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "CI", "GITHUB_ACTIONS", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Give `run(args, cwd)`, which calls the command line in this process."""
    return call


@pytest.fixture
def repo(tmp_path: Path) -> RepoFactory:
    """Give `repo(files)`, which returns a new git repository with `files` committed to `main`."""
    made = 0

    def make(files: Mapping[str, str | bytes], *, commit: bool = True) -> Repo:
        nonlocal made
        made += 1
        new = Repo.start(tmp_path / f"repo-{made}", files)
        if commit:
            new.commit("Begin")
        return new

    return make


@pytest.fixture(scope="session")
def _captions_template(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    template = Repo.start(tmp_path_factory.mktemp("captions") / "repo", sample.captions())
    template.commit("Begin")
    return template


@pytest.fixture
def captions(_captions_template: Repo, tmp_path: Path) -> Repo:
    """Give a repository that uses all of the format and has nothing wrong in it."""
    path = tmp_path / "captions"
    shutil.copytree(_captions_template.path, path)
    return Repo(path, list(_captions_template.commits))


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Give `trial(criterion, rows)`, which returns the lines that `decide` prints."""
    return Trial(tmp_path)
