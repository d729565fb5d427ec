"""A site by MkDocs alone, and several versions of it side by side with mike."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from sites import ROOT, captions, commit, lacking

PERSON = {
    f"GIT_{role}_{what}": says
    for role in ("AUTHOR", "COMMITTER")
    for what, says in (("NAME", "Lead"), ("EMAIL", "lead@example.org"))
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with settings of its own for its site, and a page written by hand."""
    if not any(one.name == "goldline" for one in entry_points(group="mkdocs.plugins")):
        lacking("goldline is not installed, so MkDocs does not find its plugin")
    made = captions(tmp_path / "work")
    (made / "site" / "pages").mkdir(parents=True)
    shutil.copy(ROOT / "site" / "mkdocs.yml", made / "site" / "mkdocs.yml")
    (made / "site" / "pages" / "index.md").write_text("# Handbook\n\nHow we work.\n", "utf-8")
    commit(made)
    return made


def test_mkdocs_alone_builds_the_same_site(folder: Path) -> None:
    out = folder.parent / "out"
    run = _run("mkdocs", "build", "--strict", "-f", "site/mkdocs.yml", "-d", out, folder=folder)
    assert run.returncode == 0, run.stderr
    page = (out / "guidelines/image-caption/criteria/correctness.html").read_text("utf-8")
    assert ">Correctness</h1>" in page
    assert 'http-equiv="Content-Security-Policy"' in page
    assert (out / "handbook" / "index.html").is_file()
    assert _status(folder) == ""  # what was staged is not left in the repository


def test_mike_keeps_versions_of_a_site_side_by_side(folder: Path) -> None:
    pytest.importorskip("mike", reason="NOT TESTED: mike is not installed")
    settings = folder / "site" / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("extra:\n", "extra:\n  version:\n    provider: mike\n")
        + "site_dir: ../build/site\nsite_url: https://example.org/guidelines/\n",
        "utf-8",
    )
    (folder / ".gitignore").write_text("build/\n", "utf-8")
    commit(folder, "Keep versions")
    _deploy(folder, "2026.1")
    criterion = folder / "guidelines/image-caption/criteria/correctness.yaml"
    criterion.write_text(criterion.read_text("utf-8").replace("title: Correctness", "title: Truth"), "utf-8")
    commit(folder, "Rename")
    _deploy(folder, "2026.2", "latest")
    assert [one["version"] for one in json.loads(_shown(folder, "versions.json"))] == ["2026.2", "2026.1"]
    path = "guidelines/image-caption/criteria/correctness.html"
    assert ">Correctness</h1>" in _shown(folder, f"2026.1/{path}")
    page = _shown(folder, f"2026.2/{path}")
    assert ">Truth</h1>" in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "unsafe" not in policy[1]
    assert _status(folder) == ""


def _deploy(folder: Path, *names: str) -> None:
    run = _run("mike", "deploy", "-F", "site/mkdocs.yml", "--update-aliases", *names, folder=folder)
    assert run.returncode == 0, run.stderr


def _shown(folder: Path, path: str) -> str:
    return _run("git", "show", f"gh-pages:{path}", folder=folder).stdout


def _status(folder: Path) -> str:
    return _run("git", "status", "--short", folder=folder).stdout


def _run(program: str, *words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).parent
    return subprocess.run(
        [program, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            **PERSON,
            "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "toolkit"),
        },
    )
