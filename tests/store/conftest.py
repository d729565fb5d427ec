"""What the tests of the store have at hand: repositories, and a quiet home to run git in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.sandbox import Sandbox


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave the settings of whoever runs the tests out of them."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.delenv("GOLDLINE_CACHE", raising=False)
    (home / ".gitconfig").write_text(
        # Without a template git writes a dozen files less for every repository.
        '[init]\n\tdefaultBranch = main\n\ttemplateDir =\n[protocol "file"]\n\tallow = always\n'
    )


@pytest.fixture
def empty(tmp_path: Path) -> Sandbox:
    """A repository without commits."""
    sandbox = Sandbox(tmp_path / "repo")
    sandbox.root.mkdir()
    sandbox.git("init", "--quiet")
    return sandbox


@pytest.fixture
def sandbox(empty: Sandbox) -> Sandbox:
    """A repository with one commit of a few files."""
    empty.commit(
        {
            "goldline.toml": "",
            "guidelines/captions/guideline.yaml": "format: 1\nid: captions\nversion: 1.0.0\n",
            "goldsets/basics/goldset.yaml": "id: basics\n",
            "goldsets/basics/items/cap-0001.yaml": "id: cap-0001\n",
            "README.md": "not ours\n",
        }
    )
    return empty


@pytest.fixture
def tripwire(tmp_path: Path) -> tuple[str, Path]:
    """A command that leaves a file behind when anything runs it, and that file."""
    trace = tmp_path / "it-ran"
    script = tmp_path / "tripwire.sh"
    script.write_text(f"#!/bin/sh\necho ran >> '{trace}'\ncat\n")
    script.chmod(0o755)
    return str(script), trace
