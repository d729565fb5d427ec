"""`git install` killed, refused or out of room at any write: git still works, and a second run ends it."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from goldline.app.git_drivers import LINES, settings_for
from merging.conftest import CALL, CONTENT, Run, git
from merging.test_git_merges import ITEM, MINE, YOURS, fork

SETTINGS = len(settings_for(""))
GIT = shutil.which("git") or "git"


def install(root: Path, *, path: str = "", largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run it as a process of its own; `path` comes before other programs, `largest` bounds what it writes."""
    ahead = f"{path}{os.pathsep}" if path else ""
    return subprocess.run(
        [sys.executable, "-P", "-m", "goldline", "git", "install", "--command", CALL],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": str(CONTENT / "toolkit"),
            "PATH": f"{ahead}{os.environ['PATH']}",
            "GIT_PYTHON_GIT_EXECUTABLE": f"{path}/git" if path else GIT,
        },
        preexec_fn=_bounded(largest),
        capture_output=True,
        text=True,
        check=False,
    )


def _bounded(largest: int | None) -> Callable[[], None] | None:
    if largest is None:
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def a_git_that(folder: Path, does: str) -> str:
    """Return a folder with a `git` that does something at a write of settings; `$n` is which write it is."""
    folder.mkdir()
    (folder / "git").write_text(
        f"""#!/bin/sh
case "$*" in *--replace-all*) echo x >> "{folder}/count"; n=$(wc -l < "{folder}/count"); {does};; esac
exec {GIT} "$@"
"""
    )
    (folder / "git").chmod(0o755)
    return str(folder)


def assert_whole(root: Path, before: bytes | None) -> None:
    """Assert that every file is old or new, and that git can do all that it could."""
    attributes = root / ".gitattributes"
    if attributes.exists():
        lines = attributes.read_text(encoding="utf-8").splitlines()
        assert attributes.read_bytes() == before or set(LINES) <= set(lines)
    assert not list(root.rglob(".goldline-*"))
    git(root, "config", "--list")
    git(root, "fsck", "--strict")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "As it is", "--allow-empty")
    fork(root, ITEM, MINE, ("locale: en-US\n", "locale: en-US  # yours\n"))  # which lines alone merge
    git(root, "merge", "-q", "yours", "-m", "Merge")
    git(root, "diff", "HEAD~1")


def assert_finished(root: Path, run: Run) -> None:
    """Assert that a second run ends what the first one began."""
    assert install(root).returncode == 0
    assert run("git", "status").exit_code == 0
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Installed", "--allow-empty")
    git(root, "branch", "-D", "yours")
    fork(root, ITEM, ("a10", "a12"), YOURS)
    git(root, "merge", "-q", "yours", "-m", "Merge by meaning")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", range(1, SETTINGS + 1))
def test_killed_at_any_write_of_settings_it_leaves_a_git_that_works(
    root: Path, run: Run, tmp_path: Path, nth: int, when: str
) -> None:
    first = f'{GIT} "$@"; ' if when == "after" else ""
    does = f"[ $n = {nth} ] && {{ {first}kill -9 $PPID; exit 1; }}"
    assert install(root, path=a_git_that(tmp_path / "bin", does)).returncode == -9
    assert_whole(root, None)
    assert_finished(root, run)


@pytest.mark.parametrize("nth", range(1, SETTINGS + 1))
def test_settings_that_cannot_be_written_are_told_in_words(
    root: Path, run: Run, tmp_path: Path, nth: int
) -> None:
    says = "error: could not lock config file .git/config: Read-only file system"
    path = a_git_that(tmp_path / "bin", f'[ $n = {nth} ] && {{ echo "{says}" >&2; exit 255; }}')
    done = install(root, path=path)
    assert done.returncode == 2
    assert "Read-only file system" in done.stderr
    assert "then run it again" in done.stderr
    assert_whole(root, None)
    assert_finished(root, run)


def test_a_lock_that_another_program_left_is_left_to_it(root: Path, run: Run) -> None:
    lock = root / ".git/config.lock"
    lock.write_bytes(b"")
    config = (root / ".git/config").read_bytes()
    done = install(root)
    assert done.returncode == 2
    assert "config.lock" in done.stderr
    assert lock.exists()
    assert (root / ".git/config").read_bytes() == config
    lock.unlink()
    assert_whole(root, None)
    assert_finished(root, run)


@pytest.mark.parametrize("named", [False, True], ids=["nothing written yet", "attributes written"])
def test_without_room_on_the_disk_every_file_stays_what_it_was(root: Path, run: Run, named: bool) -> None:
    before = b"*.png binary\n"
    if named:
        before += "".join(f"{line}\n" for line in ("# kept", *LINES)).encode()
    (root / ".gitattributes").write_bytes(before)
    config = (root / ".git/config").read_bytes()
    done = install(root, largest=16)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert (root / ".gitattributes").read_bytes() == before
    assert (root / ".git/config").read_bytes() == config
    assert_whole(root, before)
    assert_finished(root, run)
