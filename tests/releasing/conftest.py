"""A repository with the project's own caption guideline and gold, with a history and releases."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from caption_repository import CONTENT, Run, git, make_repository, plain_environment, root, run
from goldline.cli.main import cli

__all__ = ["CONTENT", "Run", "git", "plain_environment", "root", "run", "template"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_repository(tmp_path_factory.mktemp("releasing") / "repo")
    CliRunner().invoke(cli, ["-C", str(made), "check"])  # what is kept by content then comes with each copy
    return made
