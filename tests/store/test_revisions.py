"""What people call a revision, and what is refused (G01 to G05, G39)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store.git import Repository
from goldline.store.revisions import open_source, resolve
from goldline.store.tree import FolderTree, WorkTree
from store.sandbox import SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"


def refusal(sandbox: Sandbox, spec: str) -> str:
    with pytest.raises(GoldlineError) as told:
        open_source(sandbox.open(), spec, scope=SCOPE)
    assert told.value.hint
    return told.value.message


def test_every_usual_way_to_name_a_commit_gives_its_full_id(sandbox: Sandbox) -> None:
    first = sandbox.git("rev-parse", "HEAD")
    second = sandbox.commit({ITEM: "id: second\n"})
    sandbox.git("tag", "v1.0", first)
    sandbox.git("tag", "-a", "-m", "annotated", "v2.0", second)
    sandbox.git("branch", "feature/café", first)
    sandbox.git("update-ref", "refs/remotes/origin/main", second)
    sandbox.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    expected = {
        "HEAD": second,
        "@": second,
        "main": second,
        "refs/heads/main": second,
        "v2.0": second,
        "v1.0": first,
        "feature/café": first,
        "origin/main": second,
        "origin": second,
        "HEAD~1": first,
        "HEAD^": first,
        "v2.0^1": first,
        "@~": first,
        second: second,
        first[:10]: first,
        f"{second}~1": first,
    }
    repo = sandbox.open()
    assert {spec: resolve(repo, spec).commit for spec in expected} == expected
    tree = open_source(repo, "v1.0", scope=SCOPE)
    assert (tree.name, tree.commit, tree.read(ITEM)) == ("v1.0", first, b"id: cap-0001\n")


@pytest.mark.parametrize(
    "spec",
    [
        "--output=pwned",
        "-x",
        "--all",
        "-",
        ":/text",
        ":0:goldline.toml",
        "HEAD:goldline.toml",
        "HEAD@{1}",
        "@{1}",
        "@{upstream}",
        "main@{yesterday}",
        "HEAD^{/text}",
        "HEAD^{tree}",
        "main..HEAD",
        "main...HEAD",
        "^main",
        "a b",
        "main\n",
        "main\0",
        "\x1b[31m",
        "ma*n",
        "[m]ain",
        "x" * 5000,
    ],
)
def test_what_is_not_plainly_a_name_is_refused(
    sandbox: Sandbox, spec: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sandbox.root)
    before = sorted(os.listdir(sandbox.root))
    message = refusal(sandbox, spec)
    assert message.isprintable()
    assert sorted(os.listdir(sandbox.root)) == before, "a file was written"


@pytest.mark.parametrize(
    ("spec", "named"),
    [("main..HEAD", "main HEAD"), ("main...feature/x", "main feature/x"), ("HEAD~1..", "HEAD~1 HEAD")],
)
def test_two_revisions_in_one_word_are_refused_with_how_to_name_them(
    sandbox: Sandbox, spec: str, named: str
) -> None:
    with pytest.raises(GoldlineError) as told:
        open_source(sandbox.open(), spec, scope=SCOPE)
    assert told.value.hint == f"Name two revisions one after the other: {named}."


def test_a_branch_named_like_an_option_stays_a_name(sandbox: Sandbox) -> None:
    head = sandbox.git("rev-parse", "HEAD")
    sandbox.git("update-ref", "refs/heads/--output=pwned", head)
    assert "starts with '-'" in refusal(sandbox, "--output=pwned")
    assert resolve(sandbox.open(), "refs/heads/--output=pwned").commit == head


def test_a_branch_named_like_a_shell_command_stays_a_name(sandbox: Sandbox) -> None:
    head = sandbox.git("rev-parse", "HEAD")
    for name in ("x;id", "$(id)", '"hello";#', "`id`", "a&b|c"):
        sandbox.git("update-ref", f"refs/heads/{name}", head)
        assert resolve(sandbox.open(), name).commit == head


def test_a_name_that_does_not_exist_is_said_not_to(sandbox: Sandbox) -> None:
    assert "no revision, version or folder named 'nope'" in refusal(sandbox, "nope")
    assert "named 'HEAD~7'" in refusal(sandbox, "HEAD~7")
    assert "named '" + "0" * 40 in refusal(sandbox, "0" * 40)


def test_a_tag_on_something_else_than_a_commit_is_no_revision(sandbox: Sandbox) -> None:
    sandbox.git("tag", "a-file", sandbox.git("rev-parse", f"HEAD:{ITEM}"))
    assert "no revision" in refusal(sandbox, "a-file")


def test_a_name_that_a_tag_and_a_branch_bear_is_refused_with_both_named(sandbox: Sandbox) -> None:
    sandbox.git("branch", "v1")
    sandbox.commit({ITEM: "id: second\n"})
    sandbox.git("tag", "v1")
    message = refusal(sandbox, "v1~1")
    assert "refs/tags/v1, refs/heads/v1" in message
    assert resolve(sandbox.open(), "refs/heads/v1").commit == sandbox.git("rev-parse", "HEAD~1")


def test_a_branch_that_poses_as_a_remote_one_is_refused(sandbox: Sandbox) -> None:
    head = sandbox.git("rev-parse", "HEAD")
    sandbox.git("update-ref", "refs/remotes/origin/main", head)
    sandbox.git("update-ref", "refs/heads/origin/main", head)
    assert "2 meanings" in refusal(sandbox, "origin/main")


def test_a_branch_that_poses_as_the_beginning_of_an_id_is_refused(sandbox: Sandbox) -> None:
    head = sandbox.git("rev-parse", "HEAD")
    sandbox.git("update-ref", f"refs/heads/{head[:8]}", head)
    assert f"the commit id {head[:8]}" in refusal(sandbox, head[:8])


def test_a_branch_cannot_pose_as_a_whole_id(sandbox: Sandbox) -> None:
    first = sandbox.git("rev-parse", "HEAD")
    second = sandbox.commit({ITEM: "id: second\n"})
    sandbox.git("update-ref", f"refs/heads/{first}", second)
    assert resolve(sandbox.open(), first).commit == first


def test_nothing_said_means_the_working_tree(sandbox: Sandbox) -> None:
    for spec in (None, ""):
        tree = open_source(sandbox.open(), spec, scope=SCOPE)
        assert isinstance(tree, WorkTree)
        assert (tree.name, tree.commit) == ("working tree", None)


def test_before_the_first_commit_no_revision_exists(empty: Sandbox) -> None:
    assert "no commits yet" in refusal(empty, "HEAD")
    assert "no commits yet" in refusal(empty, "main")


# Folders


def test_a_path_is_a_folder_and_never_a_revision(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "main/goldsets").mkdir(parents=True)
    (tmp_path / "main/goldsets/x.yaml").write_text("from the folder")
    monkeypatch.chdir(tmp_path)
    repo = sandbox.open()
    for spec in ("./main", "main/", "../" + tmp_path.name + "/main", str(tmp_path / "main")):
        tree = open_source(repo, spec, scope=SCOPE)
        assert isinstance(tree, FolderTree)
        assert tree.name == spec
        assert tree.read("goldsets/x.yaml") == b"from the folder"
    assert open_source(repo, "main", scope=SCOPE).commit == sandbox.git("rev-parse", "main")
    assert "no folder './nope'" in refusal(sandbox, "./nope")


def test_a_name_that_is_no_revision_can_be_a_folder(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("drafts", "my drafts", "drafts/new"):
        (tmp_path / name).mkdir(parents=True)
        monkeypatch.chdir(tmp_path)
        assert isinstance(open_source(sandbox.open(), name, scope=SCOPE), FolderTree)


def test_a_name_with_a_slash_that_is_both_is_refused(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sandbox.git("branch", "drafts/new")
    (tmp_path / "drafts/new").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert "a revision and a folder as well" in refusal(sandbox, "drafts/new")


def test_without_git_there_are_only_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "goldsets").mkdir()
    (tmp_path / "goldsets/x.yaml").write_text("x")
    monkeypatch.chdir(tmp_path)
    for spec in (None, ".", str(tmp_path)):
        assert list(open_source(None, spec, scope=SCOPE).entries()) == ["goldsets/x.yaml"]
    with pytest.raises(GoldlineError, match="there is no git repository here"):
        open_source(None, "main", scope=SCOPE)


def test_a_shallow_clone_says_that_older_commits_may_exist(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.commit({ITEM: "id: second\n"})
    sandbox.git("clone", "-q", "--depth=1", f"file://{sandbox.root}", str(tmp_path / "shallow"))
    repo = Repository.open(tmp_path / "shallow")
    assert repo.shallow
    with pytest.raises(GoldlineError, match="this is a shallow clone") as told:
        open_source(repo, "HEAD~1", scope=SCOPE)
    assert "--unshallow" in told.value.hint
