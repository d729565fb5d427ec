"""Folders and dictionaries: the same tree without git."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store.tree import CommitTree, FolderTree, MemoryTree, Tree, changed, entries_digest
from store.sandbox import SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"


def kinds(tree: Tree) -> list[tuple[str, str]]:
    return [(problem.kind, problem.at.file) for problem in tree.problems()]


def test_equal_content_has_one_id_in_a_commit_a_folder_and_in_memory(sandbox: Sandbox) -> None:
    commit = CommitTree(sandbox.open(), sandbox.git("rev-parse", "HEAD"), "HEAD", SCOPE)
    folder = FolderTree(sandbox.root, SCOPE)
    memory = MemoryTree(dict(commit.read_many(commit.entries())))
    assert commit.entries() == folder.entries() == memory.entries()
    assert list(commit.entries()) == list(folder.entries()) == list(memory.entries())
    assert entries_digest(commit) == entries_digest(folder) == entries_digest(memory)
    assert folder.read(ITEM) == memory.read(ITEM) == b"id: cap-0001\n"


def test_the_digest_changes_with_a_name_and_with_content() -> None:
    digests = [
        entries_digest(MemoryTree(files))
        for files in ({"a": "1"}, {"b": "1"}, {"a": "2"}, {"a": "1", "b": "1"}, {})
    ]
    assert len(set(digests)) == len(digests)


def test_a_changed_an_added_and_a_removed_file_are_changes() -> None:
    base = MemoryTree({"same": "1", "edited": "1", "removed": "1"})
    head = MemoryTree({"same": "1", "edited": "2", "added": "1"})
    assert changed(base, head) == {"edited", "removed", "added"}


def test_only_the_folders_in_scope_are_walked(tmp_path: Path) -> None:
    (tmp_path / "goldsets").mkdir()
    (tmp_path / "goldsets/x.yaml").write_text("x")
    (tmp_path / "private").mkdir(mode=0)
    try:
        assert list(FolderTree(tmp_path, ["goldsets/", "goldline.toml"]).entries()) == ["goldsets/x.yaml"]
    finally:
        (tmp_path / "private").chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no FIFOs on Windows")
def test_links_pipes_and_repositories_are_reported_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "goldsets/inner/.git").mkdir(parents=True)
    (tmp_path / "goldsets/inner/x.yaml").write_text("x")
    (tmp_path / "goldsets/etc").symlink_to("/etc")
    (tmp_path / "goldsets/link.yaml").symlink_to("/etc/passwd")
    (tmp_path / "guidelines").symlink_to("/etc")
    os.mkfifo(tmp_path / "goldsets/pipe.yaml")
    tree = FolderTree(tmp_path, SCOPE)
    assert tree.entries() == {}
    assert kinds(tree) == [
        ("symlink", "goldsets/etc"),
        ("embedded-repository", "goldsets/inner"),
        ("symlink", "goldsets/link.yaml"),
        ("not-a-regular-file", "goldsets/pipe.yaml"),
        ("symlink", "guidelines"),
    ]


def test_a_link_to_the_folder_itself_is_the_user_s_own_choice(tmp_path: Path) -> None:
    (tmp_path / "real/goldsets").mkdir(parents=True)
    (tmp_path / "real/goldsets/x.yaml").write_text("x")
    (tmp_path / "shortcut").symlink_to(tmp_path / "real")
    assert FolderTree(tmp_path / "shortcut", SCOPE).read("goldsets/x.yaml") == b"x"


def test_a_file_edited_after_the_listing_asks_to_run_again(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("one")
    tree = FolderTree(tmp_path)
    tree.entries()
    (tmp_path / "x.yaml").write_text("two")
    with pytest.raises(GoldlineError, match="changed while goldline was reading"):
        tree.read("x.yaml")


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(GoldlineError, match="There is no folder"):
        FolderTree(tmp_path / "nope")


def test_a_sibling_whose_name_begins_alike_is_another_folder(tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo-evil").mkdir()
    (tmp_path / "repo-evil/secret").write_text("secret")
    tree = FolderTree(tmp_path / "repo")
    for path in ("../repo-evil/secret", str(tmp_path / "repo-evil/secret")):
        with pytest.raises(GoldlineError, match="There is no file"):
            tree.read(path)


def test_names_in_memory_are_judged_like_all_others() -> None:
    tree = MemoryTree({"goldsets/../x": "x", "goldsets/A": "a", "goldsets/a": "a"})
    assert list(tree.entries()) == ["goldsets/A", "goldsets/a"]
    assert kinds(tree) == [("bad-path", "goldsets/../x"), ("path-collision", "goldsets/a")]
