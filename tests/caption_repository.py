"""A repository with the project's own caption guideline and gold, for tests of commands that write.

A folder's conftest takes the fixtures that it needs from here, by name.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldline.cli.main import cli

CONTENT = Path(__file__).parents[1]
Run = Callable[..., Result]


def git(root: Path, *args: str) -> str:
    """Run git there, as somebody, and return what it printed."""
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def make_repository(root: Path) -> Path:
    """Make the repository in a new folder, all in one commit on `main`."""
    shutil.copytree(CONTENT / "guidelines/image-caption", root / "guidelines/image-caption")
    shutil.copytree(CONTENT / "goldsets/caption-basics", root / "goldsets/caption-basics")
    shutil.copy(CONTENT / "goldline.toml", root / "goldline.toml")
    for path in sorted((CONTENT / "escalations").rglob("*.yaml")):
        if "\nguideline: image-caption@" in path.read_text(encoding="utf-8"):
            target = root / path.relative_to(CONTENT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    return root


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of the machine's reach git or goldline."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "VISUAL", "EDITOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that each test gets a copy of."""
    return make_repository(tmp_path_factory.mktemp("captions") / "repo")


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """A repository of the test's own."""
    shutil.copytree(template, tmp_path / "repo")
    return tmp_path / "repo"


@pytest.fixture
def run(root: Path) -> Run:
    """Give `run(*args, answers=…)`, which calls the command line on the repository."""

    def call(*args: str, answers: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["-C", str(root), *args], input=answers, catch_exceptions=False)

    return call


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands believe that somebody sits at the terminal."""
    monkeypatch.setattr("goldline.cli.asking.someone_is_there", lambda: True)
