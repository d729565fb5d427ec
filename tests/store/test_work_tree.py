"""The working tree: what is on disk, by the ids that git would give it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store.disk import Disk
from goldline.store.tree import CommitTree, WorkTree, changed, entries_digest
from store.sandbox import SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"


def kinds(tree: WorkTree) -> list[tuple[str, str]]:
    return [(problem.kind, problem.at.file) for problem in tree.problems()]


def test_a_clean_tree_has_the_ids_of_its_commit_without_being_read(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Disk, "read", lambda *_: pytest.fail("a clean file was read"))
    repo = sandbox.open()
    work = WorkTree(repo, SCOPE)
    head = CommitTree(repo, sandbox.git("rev-parse", "HEAD"), "HEAD", SCOPE)
    assert work.entries() == head.entries()
    assert list(work.entries()) == [
        "goldline.toml",
        "goldsets/basics/goldset.yaml",
        ITEM,
        "guidelines/captions/guideline.yaml",
    ]
    assert entries_digest(work) == entries_digest(head)
    assert changed(head, work) == set()
    assert work.problems() == []


def test_edits_new_files_and_deletions_count_at_once(sandbox: Sandbox) -> None:
    repo = sandbox.open()
    sandbox.write(ITEM, "id: cap-0001\ntitle: new\n")
    sandbox.write("goldsets/basics/items/cap-0000.yaml", "id: cap-0000\n")
    (sandbox.root / "goldline.toml").unlink()
    work = WorkTree(repo, SCOPE)
    assert list(work.entries()) == [
        "goldsets/basics/goldset.yaml",
        "goldsets/basics/items/cap-0000.yaml",
        ITEM,
        "guidelines/captions/guideline.yaml",
    ]
    for path in (ITEM, "goldsets/basics/items/cap-0000.yaml"):
        assert work.entries()[path] == sandbox.git("hash-object", "--no-filters", path)
    head = CommitTree(repo, sandbox.git("rev-parse", "HEAD"), "HEAD", SCOPE)
    assert changed(head, work) == {ITEM, "goldsets/basics/items/cap-0000.yaml", "goldline.toml"}


def test_a_file_that_was_touched_but_not_edited_keeps_its_id(sandbox: Sandbox) -> None:
    before = WorkTree(sandbox.open(), SCOPE).entries()
    os.utime(sandbox.root / ITEM, (1, 1))
    assert WorkTree(sandbox.open(), SCOPE).entries() == before


def test_what_git_ignores_is_not_there(sandbox: Sandbox) -> None:
    sandbox.write(".gitignore", "*.bak\n")
    sandbox.write("goldsets/basics/items/cap-0001.yaml.bak")
    assert "goldsets/basics/items/cap-0001.yaml.bak" not in WorkTree(sandbox.open(), SCOPE).entries()


def test_a_repository_without_commits_shows_its_files(empty: Sandbox) -> None:
    empty.write("guidelines/captions/guideline.yaml", "version: 1.0.0\n")
    tree = WorkTree(empty.open(), SCOPE)
    assert tree.read("guidelines/captions/guideline.yaml") == b"version: 1.0.0\n"


def test_paths_count_from_the_root_wherever_we_stand(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sandbox.root / "goldsets" / "basics")
    tree = WorkTree(sandbox.open("goldsets/basics"), SCOPE)
    assert tree.root == sandbox.root
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_a_linked_worktree_shows_its_own_files(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    side = Sandbox(tmp_path / "side")
    side.write(ITEM, "id: cap-0001\nside: true\n")
    repo = side.open()
    assert repo.root == side.root
    assert repo.common_dir == sandbox.root / ".git"
    assert WorkTree(repo, SCOPE).read(ITEM) == b"id: cap-0001\nside: true\n"


def test_files_come_back_in_the_order_asked_for(sandbox: Sandbox) -> None:
    asked = [ITEM, "goldline.toml", ITEM]
    assert list(WorkTree(sandbox.open(), SCOPE).read_many(asked)) == [
        (ITEM, b"id: cap-0001\n"),
        ("goldline.toml", b""),
        (ITEM, b"id: cap-0001\n"),
    ]


def test_asking_for_a_file_that_is_not_there_says_which(sandbox: Sandbox) -> None:
    with pytest.raises(GoldlineError, match=r"no file 'goldsets/nope\.yaml' in the working tree"):
        WorkTree(sandbox.open(), SCOPE).read("goldsets/nope.yaml")


def test_of_a_huge_file_only_the_beginning_is_kept(sandbox: Sandbox) -> None:
    sandbox.write(ITEM, b"x" * 3_000_000)
    tree = WorkTree(sandbox.open(), SCOPE)
    assert tree.read(ITEM, limit=10) == b"x" * 11
    assert tree.entries()[ITEM] == sandbox.git("hash-object", "--no-filters", ITEM)
    sandbox.commit()
    assert WorkTree(sandbox.open(), SCOPE).read(ITEM, limit=10) == b"x" * 11


def test_an_edit_after_the_listing_is_not_mixed_in(sandbox: Sandbox) -> None:
    tree = WorkTree(sandbox.open(), SCOPE)
    tree.entries()
    sandbox.write(ITEM, "id: something-else\n")
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_an_edit_of_an_edit_while_we_read_asks_to_run_again(sandbox: Sandbox) -> None:
    sandbox.write(ITEM, "first edit\n")
    tree = WorkTree(sandbox.open(), SCOPE)
    tree.entries()
    sandbox.write(ITEM, "second edit\n")
    with pytest.raises(GoldlineError, match="changed while goldline was reading"):
        tree.read(ITEM)


# Links, pipes, and other things that are not files (P06 to P08, P18, P19)


def test_a_committed_symbolic_link_is_reported_and_never_followed(sandbox: Sandbox) -> None:
    (sandbox.root / "goldsets/basics/items/link.yaml").symlink_to("/etc/passwd")
    sandbox.commit()
    tree = WorkTree(sandbox.open(), SCOPE)
    assert "goldsets/basics/items/link.yaml" not in tree.entries()
    assert kinds(tree) == [("symlink", "goldsets/basics/items/link.yaml")]


def test_a_new_symbolic_link_is_reported_and_never_followed(sandbox: Sandbox) -> None:
    (sandbox.root / "goldsets/basics/items/link.yaml").symlink_to("/etc/passwd")
    tree = WorkTree(sandbox.open(), SCOPE)
    assert "goldsets/basics/items/link.yaml" not in tree.entries()
    assert kinds(tree) == [("symlink", "goldsets/basics/items/link.yaml")]


def test_a_folder_swapped_for_a_link_is_reported_once_and_nothing_behind_it_is_read(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (sandbox.root / "goldsets").rename(elsewhere)
    (elsewhere / "basics/items/cap-0001.yaml").write_text("id: from-elsewhere\n")
    (sandbox.root / "goldsets").symlink_to(elsewhere)
    tree = WorkTree(sandbox.open(), SCOPE)
    assert list(tree.entries()) == ["goldline.toml", "guidelines/captions/guideline.yaml"]
    assert kinds(tree) == [("symlink", "goldsets")]


def test_a_link_outside_our_folders_is_nobody_s_business(sandbox: Sandbox) -> None:
    (sandbox.root / "docs").symlink_to("/etc")
    assert WorkTree(sandbox.open(), SCOPE).problems() == []


def test_a_file_swapped_for_a_link_between_listing_and_reading_is_not_followed(sandbox: Sandbox) -> None:
    tree = WorkTree(sandbox.open(), SCOPE)
    tree.entries()
    (sandbox.root / ITEM).unlink()
    (sandbox.root / ITEM).symlink_to("/etc/passwd")
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_a_folder_swapped_for_a_link_between_listing_and_reading_is_not_followed(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    tree = WorkTree(sandbox.open(), SCOPE)
    tree.entries()
    items = sandbox.root / "goldsets/basics/items"
    items.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/cap-0001.yaml").write_text("id: from-elsewhere\n")
    items.symlink_to(tmp_path / "elsewhere")
    assert tree.read(ITEM) == b"id: cap-0001\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no FIFOs on Windows")
def test_a_pipe_in_the_place_of_a_file_is_reported_and_does_not_hang(sandbox: Sandbox) -> None:
    # In a process of its own, so that a read that waits for ever fails instead of hanging the tests.
    (sandbox.root / ITEM).unlink()
    os.mkfifo(sandbox.root / ITEM)
    program = (
        "import sys; from pathlib import Path; from goldline.store.git import Repository\n"
        "from goldline.store.tree import WorkTree\n"
        "tree = WorkTree(Repository.open(Path(sys.argv[1])), ['goldsets/'])\n"
        "print(*tree.entries(), *[f'{p.kind} {p.at.file}' for p in tree.problems()], sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(sandbox.root)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=5,
        check=True,
    )
    assert done.stdout.splitlines() == ["goldsets/basics/goldset.yaml", f"not-a-regular-file {ITEM}"]


def test_a_socket_in_the_place_of_a_file_is_reported(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sandbox.root / ITEM).unlink()
    monkeypatch.chdir((sandbox.root / ITEM).parent)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("cap-0001.yaml")
    assert kinds(WorkTree(sandbox.open(), SCOPE)) == [("not-a-regular-file", ITEM)]


def test_two_names_for_one_file_on_disk_are_two_files(sandbox: Sandbox) -> None:
    os.link(sandbox.root / ITEM, sandbox.root / "goldsets/basics/items/cap-0002.yaml")
    entries = WorkTree(sandbox.open(), SCOPE).entries()
    assert entries[ITEM] == entries["goldsets/basics/items/cap-0002.yaml"]


def test_a_file_in_the_place_of_a_folder_takes_the_place_of_its_files(sandbox: Sandbox) -> None:
    (sandbox.root / ITEM).unlink()
    (sandbox.root / "goldsets/basics/items").rmdir()
    sandbox.write("goldsets/basics/items", "a file\n")
    assert list(WorkTree(sandbox.open(), ["goldsets/"]).entries()) == [
        "goldsets/basics/goldset.yaml",
        "goldsets/basics/items",
    ]


# Names (P09 to P11, P16, G10)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the disk refuses such names")
def test_a_name_that_is_not_utf8_anywhere_is_reported_and_hides_nothing(sandbox: Sandbox) -> None:
    (Path(os.fsdecode(os.fsencode(sandbox.root) + b"/zz\xff"))).write_text("x")
    sandbox.write(ITEM, "label: changed\n")
    repo = sandbox.open()
    head = CommitTree(repo, sandbox.git("rev-parse", "HEAD"), "HEAD", SCOPE)
    tree = WorkTree(repo, SCOPE)
    assert kinds(tree) == [("bad-path", "zz\\xff")]
    assert changed(head, tree) == {ITEM}
    sandbox.commit()
    assert kinds(WorkTree(sandbox.open(), SCOPE)) == [("bad-path", "zz\\xff")]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the disk refuses such names")
def test_a_bad_name_among_ours_is_reported_and_left_out(sandbox: Sandbox) -> None:
    sandbox.write("goldsets/basics/items/a\nb.yaml")
    sandbox.write("goldsets/basics/items/con.yaml")
    tree = WorkTree(sandbox.open(), SCOPE)
    assert "goldsets/basics/items/a\nb.yaml" not in tree.entries()
    assert kinds(tree) == [
        ("bad-path", "goldsets/basics/items/a\\nb.yaml"),
        ("bad-path", "goldsets/basics/items/con.yaml"),
    ]


# Repositories inside this one (G09, G25)


def test_a_bare_repository_among_the_files_is_reported(sandbox: Sandbox) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(sandbox.root / "docs/media")], check=True)
    sandbox.write("docs/media/objects/keep")
    sandbox.commit()
    assert kinds(WorkTree(sandbox.open(), SCOPE)) == [("embedded-repository", "docs/media")]


def test_a_clone_among_the_files_is_reported(sandbox: Sandbox) -> None:
    inner = Sandbox(sandbox.root / "goldsets/basics/inner")
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.commit({"items/cap-0009.yaml": "id: cap-0009\n"})
    tree = WorkTree(sandbox.open(), SCOPE)
    assert "goldsets/basics/inner/items/cap-0009.yaml" not in tree.entries()
    assert kinds(tree) == [("embedded-repository", "goldsets/basics/inner")]


def test_a_submodule_among_ours_is_reported(sandbox: Sandbox, tmp_path: Path) -> None:
    other = Sandbox(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "-q")
    other.commit({"x.yaml": "x\n"})
    sandbox.git("submodule", "--quiet", "add", str(other.root), "goldsets/sub")
    sandbox.commit()
    tree = WorkTree(sandbox.open(), SCOPE)
    assert kinds(tree) == [("submodule", "goldsets/sub")]
    assert not any(path.startswith("goldsets/sub") for path in tree.entries())


# Where git keeps a file in another form than it lies on disk


def test_line_ends_that_git_converts_do_not_make_a_file_another_one(sandbox: Sandbox) -> None:
    sandbox.git("config", "core.autocrlf", "true")
    (sandbox.root / ITEM).unlink()
    sandbox.git("checkout", "--", ITEM)
    assert (sandbox.root / ITEM).read_bytes() == b"id: cap-0001\r\n"
    tree = WorkTree(sandbox.open(), SCOPE)
    assert tree.entries()[ITEM] == sandbox.git("rev-parse", f"HEAD:{ITEM}")
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_a_medium_of_git_lfs_is_read_from_disk_where_it_is_there(sandbox: Sandbox) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 4\n"
    medium = sandbox.root / "goldsets/basics/media/beach.png"
    sandbox.commit({"goldsets/basics/media/beach.png": pointer})
    # What a smudge filter leaves behind: other bytes, and an index that calls the file clean.
    medium.write_bytes(b"\x89PNG")
    sandbox.git("update-index", "--assume-unchanged", "goldsets/basics/media/beach.png")
    tree = WorkTree(sandbox.open(), SCOPE)
    assert tree.read("goldsets/basics/media/beach.png") == b"\x89PNG"


def test_files_that_a_sparse_checkout_left_out_are_still_there(sandbox: Sandbox) -> None:
    sandbox.git("sparse-checkout", "set", "guidelines")
    assert not (sandbox.root / ITEM).exists()
    tree = WorkTree(sandbox.open(), SCOPE)
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_an_edit_that_git_was_told_to_overlook_is_overlooked_as_a_whole(sandbox: Sandbox) -> None:
    sandbox.git("update-index", "--assume-unchanged", ITEM)
    sandbox.write(ITEM, "hidden edit\n")
    tree = WorkTree(sandbox.open(), SCOPE)
    assert tree.entries()[ITEM] == sandbox.git("rev-parse", f"HEAD:{ITEM}")
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_files_in_conflict_are_read_as_they_lie_on_disk(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "-c", "side")
    sandbox.commit({ITEM: "id: theirs\n"})
    sandbox.git("switch", "-q", "main")
    sandbox.commit({ITEM: "id: ours\n"})
    with pytest.raises(AssertionError):
        sandbox.git("merge", "side")
    tree = WorkTree(sandbox.open(), SCOPE)
    assert tree.read(ITEM).startswith(b"<<<<<<<")
    assert len(list(tree.entries())) == 4
