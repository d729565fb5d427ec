"""How git is called: for this repository and no other, reading and never running what it names."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goldline.errors import GoldlineError
from goldline.store import gitpython
from goldline.store.git import Repository, git_version
from goldline.store.revisions import default_base, open_source
from goldline.store.tree import CommitTree, IndexTree, WorkTree
from store.sandbox import SCOPE, Sandbox

ITEM = "goldsets/basics/items/cap-0001.yaml"


TRAPS = [
    *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy"),
    *("core.alternateRefsCommand", "diff.external", "diff.evil.textconv", "diff.evil.command"),
    *(
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "filter.a=b.clean",
        "filter.a=b.smudge",
    ),
    *("credential.helper", "gpg.program"),
]


def read_everything(sandbox: Sandbox) -> None:
    """Ask every question there is."""
    repo = sandbox.open()
    head = sandbox.git("rev-parse", "HEAD")
    for tree in (WorkTree(repo, SCOPE), IndexTree(repo, SCOPE), CommitTree(repo, head, "HEAD", SCOPE)):
        list(tree.read_many(tree.entries()))
        tree.problems()
    default_base(repo, scope=SCOPE)
    open_source(repo, "captions@1.0.0", scope=SCOPE)
    open_source(repo, "HEAD", scope=SCOPE)


def test_nothing_that_a_repository_s_configuration_names_is_run(
    sandbox: Sandbox, tripwire: tuple[str, Path]
) -> None:
    command, trace = tripwire
    sandbox.commit({".gitattributes": "*.yaml filter=evil diff=evil\n*.toml filter=a=b\n"})
    for setting in TRAPS:
        sandbox.git("config", setting, command)
    for name in ("evil", "a=b"):
        sandbox.git("config", f"filter.{name}.required", "true")
    hooks = sandbox.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "post-index-change",
        "post-checkout",
        "reference-transaction",
        "pre-commit",
        "fsmonitor-watchman",
    ):
        (hooks / name).write_text(f"#!/bin/sh\n{command}\n")
        (hooks / name).chmod(0o755)
    # Same size, other time: git can only tell by running the filter over the content.
    for path in (ITEM, "goldline.toml"):
        os.utime(sandbox.root / path, (1, 1))
    trace.unlink(missing_ok=True)

    read_everything(sandbox)

    assert not trace.exists()
    with contextlib.suppress(AssertionError):  # the command is no proper filter
        sandbox.git("-c", "core.fsmonitor=false", "ls-files", "-m")
    assert trace.exists(), "the trap is not set: git itself ran nothing either"


def test_a_filter_that_is_switched_off_does_not_make_a_touched_file_another_one(
    sandbox: Sandbox, tripwire: tuple[str, Path]
) -> None:
    sandbox.git("config", "filter.evil.clean", tripwire[0])
    sandbox.git("config", "filter.evil.required", "true")
    sandbox.write(".gitattributes", "*.yaml filter=evil\n")
    os.utime(sandbox.root / ITEM, (1, 1))
    assert WorkTree(sandbox.open(), SCOPE).entries()[ITEM] == sandbox.git("rev-parse", f"HEAD:{ITEM}")


def test_looking_writes_nothing_into_the_repository(sandbox: Sandbox) -> None:
    os.utime(sandbox.root / ITEM, (1, 1))

    def state() -> dict[str, bytes]:
        return {
            str(file): file.read_bytes()
            for file in sorted((sandbox.root / ".git").rglob("*"))
            if file.is_file()
        }

    before = state()
    read_everything(sandbox)
    assert state() == before


def test_another_process_that_holds_the_index_is_no_obstacle(sandbox: Sandbox) -> None:
    (sandbox.root / ".git/index.lock").touch()
    assert WorkTree(sandbox.open(), SCOPE).read(ITEM) == b"id: cap-0001\n"
    assert (sandbox.root / ".git/index.lock").exists()


def test_what_the_environment_says_about_git_is_not_passed_on(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tripwire: tuple[str, Path]
) -> None:
    for name, value in {
        "GIT_DIR": str(tmp_path / "nowhere"),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_COMMON_DIR": str(tmp_path / "nowhere"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path / "nowhere"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(tmp_path / "nowhere"),
        "GIT_INDEX_FILE": str(tmp_path / "nowhere"),
        "GIT_NAMESPACE": "elsewhere",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_CEILING_DIRECTORIES": str(sandbox.root),
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": tripwire[0],
        "GIT_EXTERNAL_DIFF": tripwire[0],
        "GIT_LITERAL_PATHSPECS": "0",
    }.items():
        monkeypatch.setenv(name, value)
    repo = sandbox.open()
    assert repo.common_dir == sandbox.root / ".git"
    assert WorkTree(repo, SCOPE).read(ITEM) == b"id: cap-0001\n"
    assert open_source(repo, "HEAD", scope=SCOPE).read(ITEM) == b"id: cap-0001\n"
    assert not tripwire[1].exists()
    assert not (tmp_path / "trace").exists()
    assert os.environ["GIT_DIR"] == str(tmp_path / "nowhere"), "the caller's environment was changed"


def test_only_listed_variables_reach_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setenv("GIT_SSH_COMMAND", "x")
    environment = gitpython.child_environment()
    assert {name for name in environment if name not in gitpython.PASSED_ON} == set(gitpython.ALWAYS)


def test_prefixes_are_taken_literally(sandbox: Sandbox) -> None:
    sandbox.commit({"gold*/x.yaml": "star\n", "goldsets/x.yaml": "no star\n"})
    for spec in (None, "HEAD"):
        assert list(open_source(sandbox.open(), spec, scope=["gold*/"]).entries()) == ["gold*/x.yaml"]


def test_the_version_of_git_is_asked_for_in_the_same_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert git_version()[0].isdigit()
    assert not (tmp_path / "trace").exists()


# Where a repository is looked for (G09, G13 to G16)


def test_a_folder_outside_git_is_no_repository(tmp_path: Path) -> None:
    assert Repository.find(tmp_path) is None
    with pytest.raises(GoldlineError, match="is not in a git repository") as told:
        Repository.open(tmp_path)
    assert "git init" in told.value.hint


def test_an_empty_git_folder_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert Repository.find(tmp_path) is None


def test_a_folder_that_is_not_there_is_no_repository(tmp_path: Path) -> None:
    assert Repository.find(tmp_path / "nope") is None


def test_a_damaged_repository_is_an_error_and_not_a_crash(sandbox: Sandbox) -> None:
    (sandbox.root / ".git/config").write_text("[core\nthis is not a configuration")
    with pytest.raises(GoldlineError):
        sandbox.open()


def test_a_repository_that_poses_as_media_is_not_opened_and_its_commands_do_not_run(
    sandbox: Sandbox, tripwire: tuple[str, Path]
) -> None:
    media = sandbox.root / "goldsets/basics/media"
    subprocess.run(["git", "init", "-q", "--bare", str(media)], check=True)
    for setting in (("core.fsmonitor", tripwire[0]), ("core.bare", "false"), ("core.worktree", str(media))):
        subprocess.run(["git", "config", "--file", str(media / "config"), *setting], check=True)
    for folder in ("goldsets/basics/media", "goldsets/basics/media/refs/heads"):
        with pytest.raises(GoldlineError, match="part of the files of"):
            sandbox.open(folder)
    assert not tripwire[1].exists()


def test_standing_in_git_s_own_folder_means_the_repository_around_it(sandbox: Sandbox) -> None:
    assert sandbox.open(".git").root == sandbox.root


def test_a_detached_head_is_as_good_as_a_branch(sandbox: Sandbox) -> None:
    sandbox.git("switch", "-q", "--detach")
    read_everything(sandbox)


def test_a_repository_of_somebody_else_is_refused_with_a_way_out(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # git's own means to test this
    monkeypatch.setattr(gitpython, "PASSED_ON", (*gitpython.PASSED_ON, "GIT_TEST_ASSUME_DIFFERENT_OWNER"))
    with pytest.raises(GoldlineError, match="belongs to another user") as told:
        sandbox.open()
    assert "safe.directory" in told.value.hint
    sandbox.git("config", "--global", "safe.directory", str(sandbox.root))
    try:
        assert sandbox.open().root == sandbox.root
    finally:
        sandbox.git("config", "--global", "--unset", "safe.directory")


# What it costs


def run_python(program: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_gitpython_is_imported_only_when_a_repository_is_opened() -> None:
    done = run_python(
        "import sys\nfrom goldline.store import cache, git, revisions, tree\nprint('git.cmd' in sys.modules)"
    )
    assert done.stdout.strip() == "False"


def test_without_git_installed_the_user_is_told_so(sandbox: Sandbox) -> None:
    program = (
        "from pathlib import Path\nfrom goldline.store.git import Repository\n"
        f"Repository.open(Path({str(sandbox.root)!r}))"
    )
    done = run_python(program, PATH="")
    assert done.stderr.strip().splitlines()[-2].endswith("The program 'git' was not found.")
