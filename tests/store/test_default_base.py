"""What the working tree is compared with, and when that cannot be said (G11 to G17)."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store.git import Repository
from goldline.store.revisions import default_base
from store.sandbox import SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"


def base_of(sandbox: Sandbox, branch: str | None = None) -> str | None:
    return default_base(sandbox.open(), scope=SCOPE, branch=branch).commit


def refusal(repo: Repository | None, branch: str | None = None) -> GoldlineError:
    with pytest.raises(GoldlineError) as told:
        default_base(repo, scope=SCOPE, branch=branch)
    assert told.value.hint
    return told.value


def clone(sandbox: Sandbox, folder: Path, *options: str) -> Sandbox:
    sandbox.git("clone", "-q", *options, f"file://{sandbox.root}", str(folder))
    return Sandbox(folder)


def test_on_the_default_branch_it_is_head(sandbox: Sandbox) -> None:
    assert base_of(sandbox) == sandbox.git("rev-parse", "HEAD")


def test_on_a_branch_it_is_where_the_branch_began(sandbox: Sandbox) -> None:
    began = sandbox.git("rev-parse", "HEAD")
    sandbox.git("switch", "-q", "-c", "side")
    sandbox.commit({ITEM: "id: side\n"})
    sandbox.git("switch", "-q", "main")
    sandbox.commit({"goldline.toml": "# main went on\n"})
    sandbox.git("switch", "-q", "side")
    tree = default_base(sandbox.open(), scope=SCOPE)
    assert (tree.name, tree.commit) == ("merge base with main", began)
    assert tree.read(ITEM) == b"id: cap-0001\n"


def test_the_branch_on_the_server_goes_before_the_one_here(sandbox: Sandbox, tmp_path: Path) -> None:
    copy = clone(sandbox, tmp_path / "copy")
    pushed = copy.git("rev-parse", "HEAD")
    copy.commit({ITEM: "id: not pushed yet\n"})
    assert base_of(copy) == pushed
    copy.git("remote", "set-head", "origin", "--delete")
    assert default_base(copy.open(), scope=SCOPE).name == "merge base with origin/main"


def test_a_default_branch_of_another_name_can_be_given(sandbox: Sandbox) -> None:
    began = sandbox.git("rev-parse", "HEAD")
    sandbox.git("branch", "develop")
    sandbox.commit({ITEM: "id: side\n"})
    assert base_of(sandbox, "develop") == began
    sandbox.git("update-ref", "refs/remotes/upstream/develop", began)
    assert base_of(sandbox, "upstream/develop") == began


def test_a_detached_head_has_a_base(sandbox: Sandbox) -> None:
    began = sandbox.git("rev-parse", "HEAD")
    sandbox.git("switch", "-q", "--detach")
    sandbox.commit({ITEM: "id: side\n"})
    assert base_of(sandbox) == began


def test_before_the_first_commit_it_is_empty(empty: Sandbox) -> None:
    empty.write(ITEM)
    tree = default_base(empty.open(), scope=SCOPE)
    assert (tree.name, tree.commit, tree.entries()) == ("no commits yet", None, {})


def test_a_broken_branch_is_not_taken_for_one_without_commits(sandbox: Sandbox) -> None:
    (sandbox.root / ".git/refs/heads/main").write_text("this is not a commit\n")
    assert "cannot be read" in refusal(sandbox.open()).message


def test_a_lost_commit_is_not_taken_for_a_branch_without_commits(sandbox: Sandbox) -> None:
    head = sandbox.git("rev-parse", "HEAD")
    (sandbox.root / ".git/objects" / head[:2] / head[2:]).unlink()
    assert "cannot be read" in refusal(sandbox.open()).message


def test_a_default_branch_that_was_not_fetched_is_an_error_with_a_way_out(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.git("switch", "-q", "-c", "side")
    copy = clone(sandbox, tmp_path / "copy", "--single-branch")
    copy.git("remote", "set-head", "origin", "--delete")
    told = refusal(copy.open())
    assert "not in this clone" in told.message
    assert "fetch-depth: 0" in told.hint
    assert "'develop' is not in this clone" in refusal(copy.open(), "develop").message


@pytest.mark.parametrize("branch", ["--output=x", "main~1", "a b", "@", "HEAD@{1}", "main\n"])
def test_a_default_branch_must_be_given_by_a_plain_name(sandbox: Sandbox, branch: str) -> None:
    assert "cannot be the name" in refusal(sandbox.open(), branch).message


def test_histories_without_a_common_commit_are_an_error(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "--orphan", "other")
    sandbox.commit({ITEM: "id: unrelated\n"})
    assert "no commit in common" in refusal(sandbox.open()).message


def test_branches_merged_crosswise_are_an_error_that_names_both_bases(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "-c", "side")
    one = sandbox.commit({"goldsets/one.yaml": "1\n"})
    sandbox.git("switch", "-q", "main")
    two = sandbox.commit({"goldsets/two.yaml": "2\n"})
    sandbox.git("merge", "-q", "-m", "side into main", one)
    sandbox.git("switch", "-q", "side")
    sandbox.git("merge", "-q", "-m", "main into side", two)
    message = refusal(sandbox.open()).message
    assert one[:12] in message
    assert two[:12] in message


def test_outside_git_there_is_no_base() -> None:
    assert "no git repository" in refusal(None).message


def test_a_bare_repository_has_a_base(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    assert default_base(Repository.open(tmp_path / "bare.git"), scope=SCOPE).commit == sandbox.git(
        "rev-parse", "HEAD"
    )


# Shallow clones: a base that is not certain is none


def side_and_main(sandbox: Sandbox) -> str:
    """Let main and side go on, three commits each, and return where they parted."""
    began = sandbox.git("rev-parse", "HEAD")
    sandbox.git("switch", "-q", "-c", "side")
    for number in range(3):
        sandbox.commit({ITEM: f"id: side-{number}\n"})
    sandbox.git("switch", "-q", "main")
    for number in range(3):
        sandbox.commit({"goldline.toml": f"# {number}\n"})
    return began


def test_a_shallow_clone_that_lacks_the_base_is_an_error_and_not_no_changes(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    side_and_main(sandbox)
    for depth in (1, 2, 3):
        copy = clone(
            sandbox, tmp_path / f"copy{depth}", f"--depth={depth}", "--no-single-branch", "--branch=side"
        )
        told = refusal(copy.open())
        assert "shallow clone" in told.message
        assert "git fetch --unshallow" in told.hint


def test_a_shallow_clone_that_holds_the_base_is_enough(sandbox: Sandbox, tmp_path: Path) -> None:
    for number in range(3):
        sandbox.commit({"README.md": f"{number}\n"})
    began = side_and_main(sandbox)
    copy = clone(sandbox, tmp_path / "copy", "--depth=5", "--no-single-branch", "--branch=side")
    assert copy.open().shallow
    assert base_of(copy) == began


def test_a_shallow_clone_that_may_hide_a_better_base_is_an_error(sandbox: Sandbox, tmp_path: Path) -> None:
    # Main and side have the first commit in common, and a later one that a cut on both sides hides.
    first = sandbox.git("rev-parse", "HEAD")
    shared = sandbox.commit({ITEM: "id: shared\n"})
    sandbox.git("switch", "-q", "-c", "side")
    cut_side = sandbox.commit({ITEM: "id: side\n"})
    sandbox.git("merge", "-q", "-s", "ours", "-m", "again", first)
    tree = sandbox.git("rev-parse", "HEAD^{tree}")
    tip_side = sandbox.git("commit-tree", tree, "-p", cut_side, "-p", first, "-m", "side")
    cut_main = sandbox.git("commit-tree", tree, "-p", shared, "-m", "main")
    tip_main = sandbox.git("commit-tree", tree, "-p", cut_main, "-p", first, "-m", "main")
    sandbox.git("update-ref", "refs/heads/main", tip_main)
    sandbox.git("reset", "-q", "--hard", tip_side)
    assert base_of(sandbox) == shared
    (sandbox.root / ".git/shallow").write_text(f"{cut_side}\n{cut_main}\n")
    assert sandbox.git("merge-base", "--all", tip_main, tip_side) == first, "git alone would be certain"
    assert "shallow clone" in refusal(sandbox.open()).message
