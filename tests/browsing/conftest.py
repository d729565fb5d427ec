"""A repository that uses the whole format, to look around in."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contract import sample
from contract.workbench import Repo
from goldline.app.browsing.library import Library, open_library
from goldline.store.tree import MemoryTree

HELD_OUT = "goldsets/exam/items/exam-0001.yaml"
EXAM = {
    "goldsets/exam/goldset.yaml": """\
format: 1
id: exam
title: The exam
guideline: caption-quality
visibility: held-out
license: CC0-1.0
canary: 0d7f1c4e-6a52-4b0e-9d3b-2f1f5f0c7a12
""",
    HELD_OUT: """\
id: exam-0001
title: SECRET title
modality: text
locale: en-US
guideline: caption-quality@1.1.0
prompt: How deep is the sea here?
response: It is a mile deep, and a mile wide.
findings:
  - type: factual
    severity: major
    evidence:
      - quote: a mile deep
    note: SECRET note
  - type: factual
    severity: major
    evidence:
      - quote: a mile wide
observations:
  on_topic: true
labels:
  correctness: {value: 2, rationale: SECRET rationale}
  safety: safe
feedback: SECRET feedback
tags: [SECRET-tag]
""",
}

Run = Callable[..., Result]


def files() -> dict[str, str | bytes]:
    return {**sample.captions(), **EXAM}


@pytest.fixture
def library() -> Library:
    """Give the sample, with an exam in it."""
    return open_library(MemoryTree(files()))


@pytest.fixture(scope="session")
def _committed(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo.start(tmp_path_factory.mktemp("browsing") / "repo", files())
    repo.commit("Begin")
    return repo


@pytest.fixture
def run(_committed: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give `run(args)`, which calls the command line in that repository; a traceback fails the test."""
    folder = tmp_path / "repo"
    shutil.copytree(_committed.path, folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: str) -> Result:
        from goldline.cli.main import cli

        with contextlib.chdir(folder):
            result = CliRunner().invoke(cli, list(args), env={"NO_COLOR": "1"})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code != 3, result.output
        return result

    return call
