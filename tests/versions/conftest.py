"""A real repository with a small guideline at 1.1.0, released on main, and somebody's branch to work on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checks.cases import BASE
from goldline.cli.main import cli
from store.sandbox import Sandbox

Run = Callable[..., Result]
FOLDER = "guidelines/caption-quality"
GUIDELINE = f"{FOLDER}/guideline.yaml"
TAXONOMY = f"{FOLDER}/taxonomy.yaml"
CORRECTNESS = f"{FOLDER}/criteria/correctness.yaml"
OVERALL = f"{FOLDER}/criteria/overall.yaml"
CHANGELOG = f"{FOLDER}/CHANGELOG.md"
STRICTER = ("when: {worst_error: major}", "when: {worst_error: [minor, major]}")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "VISUAL", "EDITOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


class Work(Sandbox):
    """A repository with a branch that is being worked on."""

    def read(self, path: str) -> str:
        """Return what a file says."""
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace what stands in a file exactly once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def snapshot(self) -> dict[str, bytes]:
        """Return every file that git would look at."""
        rooms = ("guidelines", "goldsets", "escalations")
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for room in rooms
            for path in sorted((self.root / room).rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("versions") / "repo"
    shutil.copytree(BASE, root)
    work = Work(root)
    work.git("init", "--quiet", "--initial-branch=main")
    work.write("goldline.toml", "[check]\nvotes = 3\n")
    work.commit()
    work.git("switch", "--quiet", "--create", "work")
    return root


@pytest.fixture
def work(_template: Path, tmp_path: Path) -> Work:
    shutil.copytree(_template, tmp_path / "repo")
    return Work(tmp_path / "repo")


@pytest.fixture
def run(work: Work) -> Run:
    """Give `run(*args, answers=…)`, which calls the command line on the repository."""

    def call(*args: str, answers: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["-C", str(work.root), *args], input=answers, catch_exceptions=False)

    return call


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands believe that somebody sits at the terminal."""
    monkeypatch.setattr("goldline.cli.asking.someone_is_there", lambda: True)
