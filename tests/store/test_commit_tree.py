"""Commits: read from git's store alone, in any clone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store.git import Repository
from goldline.store.tree import CommitTree, WorkTree, changed
from store.sandbox import IDENTITY, SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"


def head_of(sandbox: Sandbox, repo: Repository | None = None, commit: str | None = None) -> CommitTree:
    commit = commit or sandbox.git("rev-parse", "HEAD")
    return CommitTree(repo or sandbox.open(), commit, "HEAD", SCOPE)


def kinds(tree: CommitTree) -> list[tuple[str, str]]:
    return [(problem.kind, problem.at.file) for problem in tree.problems()]


def test_a_commit_does_not_change_with_the_working_tree(sandbox: Sandbox) -> None:
    tree = head_of(sandbox)
    sandbox.write(ITEM, "edited\n")
    assert tree.read(ITEM) == b"id: cap-0001\n"
    assert tree.root is None
    assert "README.md" not in tree.entries()


def test_many_files_come_back_in_the_order_asked_for(sandbox: Sandbox) -> None:
    files = {
        f"goldsets/basics/items/cap-{n:04}.yaml": f"id: cap-{n:04}\n" + "x" * n for n in range(1, 3000, 7)
    }
    sandbox.commit(files)
    tree = head_of(sandbox)
    asked = sorted(files, reverse=True)
    assert list(tree.read_many(asked)) == [(path, files[path].encode()) for path in asked]


def test_reading_can_stop_half_way(sandbox: Sandbox) -> None:
    files = {f"goldsets/basics/items/cap-{n:04}.yaml": f"id: cap-{n:04}\n" * 500 for n in range(500)}
    sandbox.commit(files)
    tree = head_of(sandbox)
    reading = tree.read_many(tree.entries())
    next(reading)
    reading.close()
    assert tree.read(ITEM).startswith(b"id: cap-0001\n")


def test_content_is_given_byte_for_byte(sandbox: Sandbox) -> None:
    content = b"\n\nid: x\r\n\0\xff missing\nabc blob 3\n\n"
    sandbox.commit({ITEM: content, "goldsets/empty.yaml": b""})
    assert list(head_of(sandbox).read_many([ITEM, "goldsets/empty.yaml", ITEM])) == [
        (ITEM, content),
        ("goldsets/empty.yaml", b""),
        (ITEM, content),
    ]


def test_of_a_huge_file_only_the_beginning_is_kept(sandbox: Sandbox) -> None:
    sandbox.commit({ITEM: b"x" * 3_000_000})
    read = dict(head_of(sandbox).read_many([ITEM, "goldsets/basics/goldset.yaml"], limit=10))
    assert read == {ITEM: b"x" * 11, "goldsets/basics/goldset.yaml": b"id: basics\n"}


def test_asking_for_a_file_that_is_not_there_says_which(sandbox: Sandbox) -> None:
    with pytest.raises(GoldlineError, match=r"no file 'goldsets/nope\.yaml' in the commit HEAD"):
        head_of(sandbox).read("goldsets/nope.yaml")


def test_a_bare_repository_can_be_read(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    repo = Repository.open(tmp_path / "bare.git")
    assert repo.bare
    assert head_of(sandbox, repo).read(ITEM) == b"id: cap-0001\n"
    with pytest.raises(GoldlineError, match="bare repository: it has no working tree") as told:
        WorkTree(repo, SCOPE)
    assert "Name a revision" in told.value.hint


def test_a_repository_with_sha256_ids_can_be_read(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "long")
    sandbox.root.mkdir()
    sandbox.git("init", "-q", "--object-format=sha256")
    sandbox.commit({ITEM: "id: cap-0001\n"})
    repo = sandbox.open()
    tree = head_of(sandbox, repo)
    assert len(tree.entries()[ITEM]) == 64
    assert tree.read(ITEM) == b"id: cap-0001\n"
    sandbox.write(ITEM, "id: edited\n")
    assert WorkTree(repo, SCOPE).entries()[ITEM] == sandbox.git("hash-object", ITEM)


# Names, links and modules that only a commit can hold (P06, P09, P10, P16, P17, G10, G25)


def test_one_undecodable_name_neither_hides_a_change_nor_passes_unseen(sandbox: Sandbox) -> None:
    base = sandbox.git("rev-parse", "HEAD")
    mode = "100644"
    commit = sandbox.commit_entries(
        {b"zz\xff": (mode, sandbox.blob()), ITEM.encode(): (mode, sandbox.blob(b"label: fail\n"))}
    )
    repo = sandbox.open()
    tree = head_of(sandbox, repo, commit)
    assert kinds(tree) == [("bad-path", "zz\\xff")]
    plumbing = sandbox.git("diff-tree", "-r", "-z", "--name-only", "--no-renames", base, commit).split("\0")
    seen = changed(head_of(sandbox, repo, base), tree)
    assert seen == {
        path for path in plumbing if path.startswith(("goldsets/", "guidelines/", "goldline.toml"))
    }


def test_two_files_that_are_one_on_other_computers_are_reported(sandbox: Sandbox) -> None:
    entry = ("100644", sandbox.blob())
    commit = sandbox.commit_entries(
        {
            b"goldsets/A.yaml": entry,
            b"goldsets/a.yaml": entry,
            "goldsets/café.yaml".encode(): entry,
            "goldsets/cafe\u0301.yaml".encode(): entry,
            b"goldsets/nul.yaml": entry,
        }
    )
    assert sorted(kind for kind, _ in kinds(head_of(sandbox, commit=commit))) == [
        "bad-path",
        "path-collision",
        "path-collision",
    ]


def test_a_link_gives_neither_its_target_nor_what_it_points_at(sandbox: Sandbox) -> None:
    target = sandbox.blob(b"../../../../etc/passwd")
    commit = sandbox.commit_entries(
        {b"goldsets/link.yaml": ("120000", target), b"elsewhere": ("120000", target)}
    )
    tree = head_of(sandbox, commit=commit)
    assert tree.entries() == {}
    assert kinds(tree) == [("symlink", "goldsets/link.yaml")]


def test_a_link_in_the_place_of_our_folder_is_reported(sandbox: Sandbox) -> None:
    commit = sandbox.commit_entries({b"goldsets": ("120000", sandbox.blob(b"/etc"))})
    assert kinds(head_of(sandbox, commit=commit)) == [("symlink", "goldsets")]


def test_a_submodule_among_ours_is_reported(sandbox: Sandbox) -> None:
    commit = sandbox.commit_entries(
        {b"goldsets/sub": ("160000", "1" * 40), b"vendor/sub": ("160000", "1" * 40)}
    )
    tree = head_of(sandbox, commit=commit)
    assert tree.entries() == {}
    assert kinds(tree) == [("submodule", "goldsets/sub")]


def test_a_tree_built_by_hand_cannot_smuggle_in_a_path_that_leaves_it(sandbox: Sandbox) -> None:
    blob = sandbox.blob(b"evil\n")
    inner = sandbox.git("mktree", stdin=f"100644 blob {blob}\tx.yaml\n".encode())
    tree_id = sandbox.git("mktree", stdin=f"040000 tree {inner}\t..\n040000 tree {inner}\t.git\n".encode())
    outer = sandbox.git("mktree", stdin=f"040000 tree {tree_id}\tgoldsets\n".encode())
    commit = sandbox.git("commit-tree", outer, "-m", "evil")
    tree = head_of(sandbox, commit=commit)
    assert tree.entries() == {}
    assert kinds(tree) == [("bad-path", "goldsets/../x.yaml"), ("bad-path", "goldsets/.git/x.yaml")]


def test_a_bare_repository_among_the_files_is_reported(sandbox: Sandbox) -> None:
    entry = ("100644", sandbox.blob())
    names = [b"media/HEAD", b"media/config", b"media/objects/keep", b"other/HEAD", b"other/config"]
    commit = sandbox.commit_entries(dict.fromkeys(names, entry))
    assert kinds(head_of(sandbox, commit=commit)) == [("embedded-repository", "media")]


# What could make git show something else than the commit holds (G20, G21)


def test_a_replaced_object_is_not_believed(sandbox: Sandbox) -> None:
    real = sandbox.git("rev-parse", f"HEAD:{ITEM}")
    sandbox.git("replace", real, sandbox.blob(b"id: forged\n"))
    assert sandbox.git("cat-file", "-p", real) == "id: forged"
    assert head_of(sandbox).read(ITEM) == b"id: cap-0001\n"


def test_a_replaced_commit_is_not_believed(sandbox: Sandbox) -> None:
    real = sandbox.git("rev-parse", "HEAD")
    forged = sandbox.commit_entries({ITEM.encode(): ("100644", sandbox.blob(b"id: forged\n"))})
    sandbox.git("replace", real, forged)
    assert head_of(sandbox, commit=real).read(ITEM) == b"id: cap-0001\n"


def test_a_blob_that_is_missing_is_said_to_be_missing(sandbox: Sandbox) -> None:
    blob = sandbox.git("rev-parse", f"HEAD:{ITEM}")
    os.remove(sandbox.root / ".git/objects" / blob[:2] / blob[2:])
    with pytest.raises(GoldlineError, match=rf"'{ITEM}' \({blob[:12]}\) is missing"):
        head_of(sandbox).read(ITEM)


def test_a_clone_without_its_files_says_so_and_fetches_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    sandbox.git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{sandbox.root}", str(clone))
    with pytest.raises(GoldlineError) as told:
        head_of(sandbox, Repository.open(clone)).read(ITEM)
    assert "git fetch --refetch" in told.value.hint
    blob = sandbox.git("rev-parse", f"HEAD:{ITEM}")
    there = subprocess.run(
        ["git", "cat-file", "-e", blob],
        cwd=clone,
        env={**os.environ, **IDENTITY, "GIT_ALLOW_PROTOCOL": "none"},
        check=False,
        capture_output=True,
    )
    assert there.returncode != 0
