"""`goldline fmt` as a lead calls it: on a repository, on a file, in a hook, in CI."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from formatting.conftest import CONTENT, Run, git
from formatting.shuffling import untidy
from goldline.app.formatting import plan_formatting
from goldline.app.layout import SCOPE
from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
from goldline.store.tree import FolderTree
from goldline.writing import disk

ITEM = "goldsets/caption-basics/items/animals/cap-0005.yaml"
OTHER = "goldsets/caption-basics/items/people/cap-0001.yaml"


def shuffle(root: Path, *paths: str) -> dict[str, bytes]:
    """Put the keys of these files out of order; return their bytes now."""
    for path in paths:
        value = read_yaml((root / path).read_bytes(), path).value
        (root / path).write_text(untidy(value, 7), encoding="utf-8")
    return {path: (root / path).read_bytes() for path in paths}


def in_order(run: Run) -> None:
    run("fmt")


def test_a_repository_in_order_is_left_alone_and_time_stamps_stay(root: Path, run: Run) -> None:
    in_order(run)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*.yaml")}
    result = run("fmt")
    assert result.exit_code == 0
    assert "all in order" in result.output
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*.yaml")} == before


def test_check_lists_the_files_writes_nothing_and_exits_with_1(root: Path, run: Run) -> None:
    in_order(run)
    before = shuffle(root, ITEM, OTHER)
    result = run("fmt", "--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [ITEM, OTHER]
    assert {path: (root / path).read_bytes() for path in before} == before


def test_diff_shows_the_lines_and_writes_nothing(root: Path, run: Run) -> None:
    in_order(run)
    before = shuffle(root, ITEM)
    result = run("fmt", "--diff")
    assert result.exit_code == 1
    assert f"--- a/{ITEM}" in result.stdout
    assert "+id: cap-0005" in result.stdout
    assert (root / ITEM).read_bytes() == before[ITEM]


def test_only_the_files_named_are_formatted_and_once_is_enough(root: Path, run: Run) -> None:
    in_order(run)
    before = shuffle(root, ITEM, OTHER)
    result = run("fmt", "goldsets/caption-basics/items/animals")
    assert result.exit_code == 0
    assert f"formatted {ITEM}" in result.output
    assert (root / OTHER).read_bytes() == before[OTHER]
    assert (root / ITEM).read_bytes() != before[ITEM]
    assert run("fmt", "--check", ITEM).exit_code == 0


def test_a_name_that_leads_nowhere_is_answered_in_words(run: Run) -> None:
    for name in ("goldsets/nothing", "../elsewhere", "goldline.toml"):
        result = run("fmt", name)
        assert result.exit_code == 2
        assert "no guideline, gold or escalation file" in result.output


def test_a_broken_file_is_named_and_the_others_are_formatted(root: Path, run: Run) -> None:
    in_order(run)
    shuffle(root, ITEM)
    (root / OTHER).write_bytes(b"id: cap-0001\nid: twice\n")
    result = run("fmt")
    assert result.exit_code == 1
    assert f"`{OTHER}` cannot be read" in result.output
    assert f"formatted {ITEM}" in result.output
    assert (root / OTHER).read_bytes() == b"id: cap-0001\nid: twice\n"


def test_staged_looks_at_what_will_be_committed_not_at_the_disk(root: Path, run: Run) -> None:
    in_order(run)
    git(root, "add", "-A")
    shuffle(root, ITEM)
    assert run("fmt", "--check", "--staged").exit_code == 0
    git(root, "add", ITEM)
    result = run("fmt", "--check", "--staged")
    assert (result.exit_code, result.stdout) == (1, f"{ITEM}\n")
    assert run("fmt", "--staged").exit_code == 2


def test_lines_that_git_turned_into_those_of_windows_stay_so(root: Path, run: Run) -> None:
    in_order(run)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "In order", "--allow-empty")
    git(root, "config", "core.autocrlf", "true")
    for path in (ITEM, OTHER):
        (root / path).unlink()
    git(root, "checkout", "-q", "--", ".")
    there = (root / OTHER).read_bytes()
    assert b"\r\n" in there
    run("fmt")
    assert (root / OTHER).read_bytes() == there


@pytest.mark.parametrize("name", ["write", "fsync", "replace", "open"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_whichever_call_fails_on_a_full_disk_every_file_is_as_it_was(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
) -> None:
    in_order(run)
    before = shuffle(root, ITEM, OTHER)
    real, calls = getattr(os, name), 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        if name == "open" and not str(args[0]).endswith(disk.SUFFIX):
            return real(*args, **kwargs)
        calls += 1
        if calls == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    plan = plan_formatting(FolderTree(root, SCOPE))
    with monkeypatch.context() as patch:
        patch.setattr(disk.os, name, call)
        said = ""
        try:
            plan.carry_out(root)
        except GoldlineError as error:
            said = str(error)
    assert calls < nth or "the disk is full; nothing was changed" in said
    assert not said or {path: (root / path).read_bytes() for path in before} == before
    assert not list(root.rglob(".goldline-*"))


KILLED = """
import os, signal, sys
from goldline.cli.main import main
from goldline.writing import disk
name, nth, calls = sys.argv[1], int(sys.argv[2]), 0
real = getattr(os, name)
def call(*args, **kwargs):
    global calls
    if name == "open" and not str(args[0]).endswith(disk.SUFFIX):
        return real(*args, **kwargs)
    calls += 1
    if calls == nth:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(disk.os, name, call)
sys.argv = ["goldline", "-C", sys.argv[3], "fmt"]
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("nth", [1, 2])
def test_killed_at_any_call_every_file_is_old_or_new_and_the_next_run_ends_the_work(
    root: Path, run: Run, name: str, nth: int
) -> None:
    in_order(run)
    git(root, "add", "-A")
    before = shuffle(root, ITEM, OTHER)
    done = {write.path: write.data for write in plan_formatting(FolderTree(root, SCOPE)).writes}
    environment = {**os.environ, "PYTHONPATH": str(CONTENT / "toolkit")}
    arguments = [sys.executable, "-c", KILLED, name, str(nth), str(root)]
    assert subprocess.run(arguments, env=environment, check=False).returncode == -signal.SIGKILL
    for path in before:
        assert (root / path).read_bytes() in (before[path], done[path])
    assert run("fmt").exit_code == 0
    assert {path: (root / path).read_bytes() for path in before} == done
