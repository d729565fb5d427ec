"""The YAML language server that editors use, fetched once and kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.language_server import Editor
from goldline.app.starter import Wanted
from goldline.app.starting import plan, starter_content, write

VERSION = "1.25.0"


def _without(reason: str) -> None:
    """Skip, loudly; but where everything must be tested, fail."""
    message = f"editor help is NOT tested here: {reason}"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def language_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the command that starts the server; it is installed where pytest keeps things between runs."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        _without("there is no npm (https://nodejs.org)")
    cache = getattr(request.config, "cache", None)
    name = f"yaml-language-server-{VERSION}"
    kept = tmp_path_factory.mktemp(name) if cache is None else Path(cache.mkdir(name))
    home = kept / "installed"
    if not home.exists():
        fresh = kept / f"new-{os.getpid()}"
        fresh.mkdir(exist_ok=True)
        done = subprocess.run(
            [
                npm,
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                f"yaml-language-server@{VERSION}",
            ],
            cwd=fresh,
            capture_output=True,
            check=False,
            text=True,
            timeout=120,
        )
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            _without(f"npm could not fetch the server: {done.stderr[-300:]}")
        try:
            fresh.rename(home)
        except OSError:  # another process was quicker
            shutil.rmtree(fresh, ignore_errors=True)
    return [str(node), str(home / "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio"]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that `goldline init` makes, with one more question in it."""
    folder = tmp_path_factory.mktemp("editor") / "answers"
    wanted = Wanted("answers", "Answers", locales=("en-US", "de-DE"))
    write(folder, plan(wanted, starter_content(wanted)))
    overall = folder / "guidelines/answers/criteria/overall.yaml"
    text = overall.read_text(encoding="utf-8")
    question = "register: {enum: [casual, neutral, formal], ordered: true, ask: Which register is it in?}"
    overall.write_text(text.replace("inputs:\n", f"inputs:\n  {question}\n", 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def editor(language_server: list[str], workspace: Path) -> Iterator[Editor]:
    """Give an editor in which that folder stands open, its schemas brought up to date by the command."""
    import contextlib

    from click.testing import CliRunner

    from goldline.cli.main import cli

    with contextlib.chdir(workspace):
        done = CliRunner().invoke(cli, ["schema", "--write", ".goldline/schemas", "--vscode"])
    assert done.exit_code == 0, done.output
    opened = Editor(language_server, workspace)
    opened.wait_for_schema("goldsets/answers-basics/items/old-bridge-colour.yaml")
    yield opened
    opened.close()
