"""The index: what a commit would hold if it were made now."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from goldline.errors import GoldlineError
from goldline.store.tree import IndexTree
from store.sandbox import IDENTITY, SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"
OTHER = "goldsets/basics/goldset.yaml"


def test_staged_edits_count_and_others_do_not(sandbox: Sandbox) -> None:
    sandbox.write(ITEM, "id: staged\n")
    sandbox.git("add", ITEM)
    sandbox.write(ITEM, "id: not-staged\n")
    sandbox.write("goldsets/new.yaml")
    tree = IndexTree(sandbox.open(), SCOPE)
    assert tree.read(ITEM) == b"id: staged\n"
    assert "goldsets/new.yaml" not in tree.entries()


def test_a_file_that_was_only_announced_is_not_part_of_the_commit(sandbox: Sandbox) -> None:
    sandbox.commit({"goldsets/empty.yaml": ""})
    sandbox.write("goldsets/announced.yaml", "id: later\n")
    sandbox.git("add", "--intent-to-add", "goldsets/announced.yaml")
    entries = IndexTree(sandbox.open(), SCOPE).entries()
    assert "goldsets/empty.yaml" in entries
    assert "goldsets/announced.yaml" not in entries


def test_an_unfinished_merge_of_our_files_is_refused_with_the_file_named(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "-c", "side")
    sandbox.commit({ITEM: "id: theirs\n"})
    sandbox.git("switch", "-q", "main")
    sandbox.commit({ITEM: "id: ours\n"})
    with pytest.raises(AssertionError):
        sandbox.git("merge", "side")
    with pytest.raises(GoldlineError, match=f"A merge is not finished: '{ITEM}' is in conflict"):
        IndexTree(sandbox.open(), SCOPE).entries()


def hook(sandbox: Sandbox, program: str) -> None:
    """Install a pre-commit hook that runs a Python program."""
    file = sandbox.root / ".git/hooks/pre-commit"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!{sys.executable}\nimport sys\nsys.path[:0] = {sys.path!r}\n{program}")
    file.chmod(0o755)


SHOW = """
from pathlib import Path
from goldline.store.git import Repository
from goldline.store.tree import IndexTree
tree = IndexTree(Repository.open(Path.cwd()), ["goldsets/"])
Path(".git/seen").write_bytes(b"".join(content for _, content in tree.read_many(sorted(tree.entries()))))
"""


def test_the_hook_of_a_partial_commit_sees_exactly_what_will_be_committed(sandbox: Sandbox) -> None:
    hook(sandbox, SHOW)
    sandbox.write(ITEM, "id: in-this-commit\n")
    sandbox.write(OTHER, "id: staged-for-a-later-one\n")
    sandbox.git("add", OTHER)
    sandbox.git("commit", "-q", "-m", "one file", ITEM)
    assert (sandbox.root / ".git/seen").read_text() == "id: basics\nid: in-this-commit\n"


def test_the_hook_of_an_ordinary_commit_sees_the_index(sandbox: Sandbox) -> None:
    hook(sandbox, SHOW)
    sandbox.write(OTHER, "id: staged\n")
    sandbox.git("add", OTHER)
    sandbox.git("commit", "-q", "-m", "all that is staged")
    assert (sandbox.root / ".git/seen").read_text() == "id: staged\nid: cap-0001\n"


def test_the_hook_of_a_linked_worktree_sees_its_index(sandbox: Sandbox) -> None:
    hook(sandbox, SHOW.replace('".git/seen"', '"../seen"'))
    sandbox.git("worktree", "add", "-q", "-b", "side", "../side")
    side = Sandbox(sandbox.root.parent / "side")
    side.write(ITEM, "id: in-this-commit\n")
    side.write(OTHER, "id: not-in-this-commit\n")
    side.git("commit", "-q", "-m", "one file", ITEM)
    assert (sandbox.root.parent / "seen").read_text() == "id: basics\nid: in-this-commit\n"


def test_an_index_of_another_repository_left_in_the_environment_is_ignored(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    foreign = tmp_path_factory.mktemp("foreign") / "index"
    subprocess.run(
        ["git", "read-tree", "--empty"],
        cwd=sandbox.root,
        env={**os.environ, **IDENTITY, "GIT_INDEX_FILE": str(foreign)},
        check=True,
    )
    monkeypatch.setenv("GIT_INDEX_FILE", str(foreign))
    assert ITEM in IndexTree(sandbox.open(), SCOPE).entries()
