"""`goldline fmt` as a lead calls it: on a repository, on a file, in a hook, in CI."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from formatting.conftest import Run, git
from formatting.shuffling import untidy
from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
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

    from goldline.app.formatting import plan_formatting
    from goldline.app.layout import SCOPE
    from goldline.store.tree import FolderTree

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
