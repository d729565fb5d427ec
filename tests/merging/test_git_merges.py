"""Real branches in a real repository, with git calling goldline: merges, rebases, picks and diffs."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldline.reading.yaml import read_yaml
from goldline.writing import disk
from merging.conftest import CALL, Run, git

ITEM = "goldsets/caption-basics/items/animals/cap-0005.yaml"
OTHER = "goldsets/caption-basics/items/people/cap-0001.yaml"
CRITERION = "guidelines/image-caption/criteria/correctness.yaml"
STYLE = "guidelines/image-caption/criteria/style.yaml"
MINE = ("    seconds: 121\n", "    seconds: 121\n  - annotator: a10\n    values: {style: 2}  # mine\n")
YOURS = ("    seconds: 121\n", "    seconds: 121\n  - annotator: a11\n    values: {style: 3}\n")
TO_3 = ("    value: 2\n    rules: [COR-4]", "    value: 3\n    rules: [COR-4]")
TO_1 = ("    value: 2\n    rules: [COR-4]", "    value: 1\n    rules: [COR-4]")
Commit = Callable[..., None]


@pytest.fixture
def installed(root: Path, run: Run) -> Path:
    assert run("git", "install", "--command", CALL).exit_code == 0
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Let goldline merge")
    return root


def edit(root: Path, path: str, *changes: tuple[str, str]) -> None:
    text = (root / path).read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (root / path).write_bytes(text.encode())
    git(root, "commit", "-qam", f"Edit {path}")


def fork(root: Path, path: str, mine: tuple[str, str], yours: tuple[str, str], other: str = "") -> None:
    """Leave `main` with one edit and the branch `yours` with another, `main` checked out."""
    git(root, "checkout", "-qb", "yours")
    edit(root, other or path, yours)
    git(root, "checkout", "-q", "main")
    edit(root, path, mine)


def votes(root: Path) -> list[str]:
    reading = read_yaml((root / ITEM).read_bytes(), ITEM)
    assert not reading.problems
    return [vote["annotator"] for vote in reading.value["votes"]]


# --- git alone -------------------------------------------------------------------------------------------


def test_plain_git_merges_edits_of_different_items_and_criteria(root: Path, run: Run) -> None:
    fork(root, ITEM, TO_3, ("locale: en-US\n", "locale: en-US  # yours\n"), OTHER)
    git(root, "merge", "-q", "yours", "-m", "Merge")
    git(root, "checkout", "-qb", "theirs", "HEAD~1")
    edit(root, STYLE, ("title: ", "title: Good "))
    git(root, "checkout", "-q", "main")
    edit(root, CRITERION, ("title: Correctness", "title: Being right"))
    git(root, "merge", "-q", "theirs", "-m", "Merge")
    assert git(root, "status", "--porcelain") == ""


def test_plain_git_cannot_merge_two_votes_for_one_item(root: Path) -> None:
    fork(root, ITEM, MINE, YOURS)
    git(root, "merge", "yours", fails=True)


# --- with goldline -----------------------------------------------------------------------------------------


def test_two_branches_that_add_votes_merge(installed: Path) -> None:
    fork(installed, ITEM, MINE, YOURS)
    git(installed, "merge", "-q", "yours", "-m", "Merge")
    assert votes(installed) == ["a03", "a05", "a06", "a10", "a11"]
    assert "# mine" in (installed / ITEM).read_text(encoding="utf-8")


def test_a_rebase_and_a_cherry_pick_merge_as_well(installed: Path) -> None:
    fork(installed, ITEM, MINE, YOURS)
    git(installed, "branch", "kept")
    git(installed, "rebase", "yours")
    assert votes(installed) == ["a03", "a05", "a06", "a11", "a10"]
    git(installed, "checkout", "-q", "kept")
    git(installed, "cherry-pick", "yours")
    assert votes(installed) == ["a03", "a05", "a06", "a10", "a11"]


def test_a_moved_item_takes_the_edit_of_the_other_branch_along(installed: Path) -> None:
    git(installed, "checkout", "-qb", "yours")
    edit(installed, ITEM, YOURS)
    git(installed, "checkout", "-q", "main")
    moved = ITEM.replace("animals", "people")
    git(installed, "mv", ITEM, moved)
    edit(installed, moved, MINE)
    git(installed, "merge", "-q", "yours", "-m", "Merge")
    assert b"a10" in (installed / moved).read_bytes()
    assert b"a11" in (installed / moved).read_bytes()


def test_two_values_for_one_label_conflict_and_both_are_named(installed: Path) -> None:
    fork(installed, ITEM, TO_3, TO_1)
    said = git(installed, "merge", "yours", fails=True)
    assert "labels.correctness.value is 3 on our side and is 1 on theirs (before: 2)" in said
    text = (installed / ITEM).read_text(encoding="utf-8")
    assert "<<<<<<< ours: labels.correctness.value is 3\n    value: 3\n" in text
    assert ">>>>>>> theirs: labels.correctness.value is 1\n" in text
    assert git(installed, "ls-files", "-u").count(ITEM) == 3
    git(installed, "merge", "--abort")
    assert git(installed, "status", "--porcelain") == ""


def test_where_goldline_is_gone_git_merges_lines_and_loses_nothing(root: Path, run: Run) -> None:
    run("git", "install", "--command", "no-such-program-anywhere")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Let goldline merge")
    fork(root, ITEM, MINE, YOURS)
    git(root, "merge", "yours", fails=True)
    text = (root / ITEM).read_text(encoding="utf-8")
    for part in ("<<<<<<< ours\n", "a10", "=======\n", "a11", ">>>>>>> theirs\n"):
        assert part in text


def test_a_file_that_is_broken_on_one_side_gets_gits_own_marks(installed: Path) -> None:
    fork(installed, ITEM, TO_3, ("    value: 2\n    rules: [COR-4]", "    value: [2\n    rules: [COR-4]"))
    said = git(installed, "merge", "yours", fails=True)
    assert "was merged line by line" in said
    text = (installed / ITEM).read_text(encoding="utf-8")
    assert "    value: 3\n" in text
    assert "    value: [2\n" in text


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
def test_a_full_disk_leaves_our_side_whole_and_git_told(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    base = (root / ITEM).read_bytes()
    sides = [base, *(base.replace(old.encode(), new.encode()) for old, new in (MINE, YOURS))]
    for file, data in zip(("base", "ours", "theirs"), sides, strict=True):
        (root / file).write_bytes(data)
    real = getattr(os, name)

    def call(*args: Any, **kwargs: Any) -> Any:
        if name == "open" and not str(args[0]).endswith(disk.SUFFIX):
            return real(*args, **kwargs)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk.os, name, call)
    result = run("merge-driver", *(str(root / file) for file in ("base", "ours", "theirs")), ITEM, "7")
    monkeypatch.undo()
    assert result.exit_code == 2  # above 1: the driver's own line then lets git merge lines
    assert (root / "ours").read_bytes() == sides[1]
    assert not list(root.rglob(".goldline-*"))


# --- git diff ---------------------------------------------------------------------------------


def test_git_diff_reads_like_sentences(installed: Path) -> None:
    edit(installed, ITEM, MINE, TO_3)
    edit(installed, CRITERION, ("when: {worst_error: critical}", "when: {worst_error: [major, critical]}"))
    shown = git(installed, "diff", "HEAD~2", "-U0")
    for line in (
        "+a10 voted style 2.",
        "-The label correctness is 2, by COR-4.",
        "+The label correctness is 3, by COR-4.",
        "-  COR-2 holds where worst_error is critical.",
        "+  COR-2 holds where worst_error is major or critical.",
    ):
        assert line in shown.splitlines()
    assert "+    value: 3" in git(installed, "diff", "HEAD~2", "--no-textconv")


def test_a_file_that_cannot_be_read_is_shown_as_it_stands(installed: Path) -> None:
    (installed / ITEM).write_bytes(b"id: [\n")
    assert "+id: [" in git(installed, "diff", "--", ITEM).splitlines()


# --- install ----------------------------------------------------------------------------------


def test_installing_twice_is_as_good_as_once_and_uninstalling_leaves_no_trace(root: Path, run: Run) -> None:
    (root / ".gitattributes").write_bytes(b"*.png binary")
    config = (root / ".git/config").read_bytes()
    assert run("git", "status").exit_code == 1
    run("git", "install")
    once = (root / ".gitattributes").read_bytes(), (root / ".git/config").read_bytes()
    again = run("git", "install")
    assert "there already" in again.output
    assert ((root / ".gitattributes").read_bytes(), (root / ".git/config").read_bytes()) == once
    assert once[0].startswith(b"*.png binary\n# goldline")
    assert run("git", "status").exit_code == 0
    run("git", "uninstall")
    assert (root / ".gitattributes").read_bytes() == b"*.png binary\n"
    assert (root / ".git/config").read_bytes() == config
    assert "nothing to take out" in run("git", "uninstall").output


def test_the_attributes_are_none_that_check_warns_of(installed: Path, run: Run) -> None:
    assert "GL007" not in run("check").output


# --- without drivers ---------------------------------------------------------------------------------------


def test_merge_says_what_a_forge_without_drivers_could_settle(root: Path, run: Run, tmp_path: Path) -> None:
    fork(root, ITEM, MINE, YOURS)
    before = git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")
    result = run("merge", "yours", "--into", "main", "--output", str(tmp_path / "merged"))
    assert result.exit_code == 0
    assert f"merged    {ITEM} (by what it says)" in result.output
    assert "all of it merges" in result.output
    assert (git(root, "status", "--porcelain"), git(root, "rev-parse", "HEAD")) == before
    assert b"a11" in (tmp_path / "merged" / ITEM).read_bytes()


def test_merge_names_both_values_of_a_conflict_and_exits_with_1(root: Path, run: Run) -> None:
    fork(root, ITEM, TO_3, TO_1)
    result = run("merge", "yours", "--format", "json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["format"] == "goldline/merge/1"
    assert not answer["settled"]
    assert "is 3 on our side and is 1 on theirs" in answer["files"][0]["conflicts"][0]


def test_merge_finds_what_is_wrong_only_together(root: Path, run: Run) -> None:
    """One branch changes what major errors give; the other adds gold under the old rule."""
    item = (root / ITEM).read_text(encoding="utf-8").replace("id: cap-0005", "id: cap-new")
    git(root, "checkout", "-qb", "yours")
    (root / ITEM.replace("cap-0005", "cap-new")).write_text(item, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Add gold")
    git(root, "checkout", "-q", "main")
    edit(
        root,
        CRITERION,
        ("when: {worst_error: major}\n    then: 2", "when: {worst_error: major}\n    then: 3"),
    )
    result = run("merge", "yours")
    assert result.exit_code == 1
    assert "together  GL301" in result.output
    assert "cap-new" in result.output


# --- files that one side took out --------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ITEM, STYLE])
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_one_side_took_out_and_the_other_edited_is_a_conflict_that_names_both(
    installed: Path, run: Run, path: str, side: str
) -> None:
    git(installed, "checkout", "-qb", "yours")
    take_out, change = ("main", "yours") if side == "ours" else ("yours", "main")
    git(installed, "checkout", "-q", change)
    edit(installed, path, ("title: ", "title: Good "))
    git(installed, "checkout", "-q", take_out)
    git(installed, "rm", "-q", path)
    git(installed, "commit", "-qm", "Take it out")
    git(installed, "checkout", "-q", "main")
    parts = ["taken out on our side", "changed (title) on theirs"]
    if side == "theirs":
        parts = ["changed (title) on our side", "taken out on theirs"]
    said = run("merge", "yours")
    assert said.exit_code == 1
    assert f"conflict  {path}: {', and '.join(parts)}" in said.output
    answer = json.loads(run("merge", "yours", "--format", "json").stdout)
    assert (answer["settled"], len(answer["removals"])) == (False, 1)
    # Git hands no driver a file that one side lacks: it stops, and keeps what was edited.
    assert "CONFLICT (modify/delete)" in git(installed, "merge", "yours", fails=True)
    assert b"title: Good " in (installed / path).read_bytes()
    git(installed, "merge", "--abort")
    assert git(installed, "status", "--porcelain") == ""


def test_what_both_took_out_is_gone_and_what_one_took_out_goes(installed: Path, run: Run) -> None:
    git(installed, "checkout", "-qb", "yours")
    git(installed, "rm", "-q", ITEM, OTHER)
    git(installed, "commit", "-qm", "Take two out")
    git(installed, "checkout", "-q", "main")
    git(installed, "rm", "-q", ITEM)
    git(installed, "commit", "-qm", "Take one out")
    answer = json.loads(run("merge", "yours", "--format", "json").stdout)
    assert answer["settled"]
    assert answer["removed"] == [OTHER]
    assert "gone      " + OTHER in run("merge", "yours").output
    git(installed, "merge", "-q", "yours", "-m", "Merge")
    assert not (installed / ITEM).exists()
    assert not (installed / OTHER).exists()


def test_gold_that_one_side_took_out_is_missed_by_the_rule_that_the_other_shows_it_with(
    root: Path, run: Run
) -> None:
    git(root, "checkout", "-qb", "yours")
    git(root, "rm", "-q", OTHER)
    git(root, "commit", "-qm", "Take it out")
    git(root, "checkout", "-q", "main")
    edit(root, CRITERION, ("examples: [cap-0023]", "examples: [cap-0023, cap-0001]"))
    result = run("merge", "yours")
    assert result.exit_code == 1
    assert "together  GL128" in result.output


def test_an_item_that_theirs_moved_takes_our_edit_along(root: Path, run: Run, tmp_path: Path) -> None:
    moved = ITEM.replace("animals", "people")
    git(root, "checkout", "-qb", "yours")
    git(root, "mv", ITEM, moved)
    edit(root, moved, YOURS)
    git(root, "checkout", "-q", "main")
    edit(root, ITEM, MINE)
    result = run("merge", "yours", "--output", str(tmp_path / "merged"))
    assert result.exit_code == 0, result.output
    text = (tmp_path / "merged" / moved).read_text(encoding="utf-8")
    assert "a10" in text
    assert "a11" in text


def test_an_item_that_each_side_moved_elsewhere_is_a_conflict(root: Path, run: Run) -> None:
    git(root, "checkout", "-qb", "yours")
    git(root, "mv", ITEM, ITEM.replace("animals", "people"))
    git(root, "commit", "-qm", "Move")
    git(root, "checkout", "-q", "main")
    git(root, "mv", ITEM, ITEM.replace("animals", "places"))
    git(root, "commit", "-qm", "Move")
    result = run("merge", "yours")
    assert result.exit_code == 1
    assert "animals/cap-0005.yaml: moved to goldsets/caption-basics/items/places/" in result.output
    assert "on our side, and to goldsets/caption-basics/items/people/" in result.output


# --- bases -------------------------------------------------------------------------------------------------


def test_merge_says_which_base_it_needs_where_there_is_none(root: Path, run: Run) -> None:
    git(root, "checkout", "-q", "--orphan", "alone")
    git(root, "commit", "-qm", "Alone")
    result = run("merge", "main")
    assert result.exit_code == 2
    assert "no common ancestor" in result.output
    assert run("merge", "main", "HEAD").exit_code == 2
    assert run("merge", "main", "main", "HEAD").exit_code == 0
    assert run("merge", "--", "--output=x").exit_code == 2
