"""`goldline site` as people call it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.website import building
from sites import ROOT, captions, commit, dead_links, goldline


def test_without_its_packages_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "find_spec", lambda name: None if name == "nh3" else object())
    with pytest.raises(GoldlineError, match="nh3") as caught:
        building.require_libraries()
    assert "goldline[site]" in caught.value.hint


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from goldline.cli.site import command; import goldline.cli.main;"
        "print([n for n in ('mkdocs', 'nh3', 'markdown', 'jinja2', 'git') if n in sys.modules])"
    )
    path = {"PYTHONPATH": str(ROOT / "toolkit")}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=path, check=False)
    assert run.stdout.strip() == "[]", run.stderr


def test_a_folder_that_holds_other_things_is_not_replaced(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    run = goldline("site", "build", "--folder", tmp_path / "out", folder=folder)
    assert run.returncode == 2
    assert "thesis" in "".join(path.name for path in (tmp_path / "out").iterdir())
    assert "hint:" in run.stderr


def test_a_site_is_built_for_a_folder_without_git_and_replaced_whole(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    out = tmp_path / "out"
    assert goldline("site", "build", "--folder", out, folder=folder).returncode == 0
    (out / "left-over.html").write_text("old")
    assert goldline("site", "build", "--folder", out, folder=folder).returncode == 0
    assert (out / "guidelines/image-caption/criteria/correctness.html").is_file()
    assert not (out / "left-over.html").exists()
    assert dead_links(out) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "work"]


def test_a_fresh_repository_gets_a_site_without_any_settings(tmp_path: Path) -> None:
    made = goldline("init", "fresh", folder=tmp_path)
    folder = tmp_path / "fresh" if (tmp_path / "fresh").is_dir() else tmp_path
    assert made.returncode == 0, made.stderr
    run = goldline("site", "build", folder=folder)
    assert run.returncode == 0, run.stderr
    assert (folder / "build" / "site" / "index.html").is_file()


def test_a_handbook_page_with_a_script_of_its_own_is_refused_in_plain_words(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    (folder / "site" / "pages").mkdir(parents=True)
    (folder / "site" / "pages" / "index.md").write_text("# Hello\n\n<script>alert(1)</script>\n")
    run = goldline("site", "build", "--folder", tmp_path / "out", folder=folder)
    assert run.returncode == 2, run.stderr
    assert "handbook/index.md" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out").exists()


def test_settings_that_cannot_be_read_are_refused_in_plain_words(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    (folder / "site").mkdir()
    (folder / "site" / "mkdocs.yml").write_text("site_name: [x\n")
    run = goldline("site", "build", "--folder", tmp_path / "out", folder=folder)
    assert run.returncode == 2, run.stderr
    assert "mkdocs.yml" in run.stderr


def test_a_site_of_an_older_revision_shows_that_revision(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    commit(folder)
    _retitle(folder)
    assert goldline("site", "build", "--rev", "HEAD", "-o", tmp_path / "out", folder=folder).returncode == 0
    page = (tmp_path / "out/guidelines/image-caption/criteria/correctness.html").read_text("utf-8")
    assert ">Correctness</h1>" in page


def test_serving_shows_an_edit_without_being_asked(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", "from goldline.cli.main import main; main()", "-C", folder,
         "site", "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": str(ROOT / "toolkit"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}/guidelines/image-caption/criteria/correctness.html"
    try:
        assert ">Correctness</h1>" in _until(address, "<h1")
        criterion = folder / "guidelines" / "image-caption" / "criteria" / "correctness.yaml"
        criterion.write_text(
            criterion.read_text("utf-8").replace("title: Correctness", "title: Truth"), "utf-8"
        )
        assert ">Truth</h1>" in _until(address, ">Truth</h1>")
    finally:
        process.terminate()
        process.wait(timeout=20)


def _retitle(folder: Path) -> None:
    path = folder / "guidelines" / "image-caption" / "criteria" / "correctness.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Correctness", "title: Truth"), "utf-8")


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until(address: str, wanted: str, seconds: float = 60) -> str:
    """Return a page once it holds what is wanted, or as it is at the end."""
    end = time.monotonic() + seconds
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                text = answer.read().decode("utf-8")
            if wanted in text:
                return text
        except OSError:
            pass
        time.sleep(0.3)
    return text
