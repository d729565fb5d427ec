"""The hooks that other repositories use: their commands run before a real commit, on what it will hold."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from formatting.conftest import CONTENT, Run, git
from formatting.shuffling import untidy
from goldline.reading.yaml import read_yaml

ITEM = "goldsets/caption-basics/items/animals/cap-0005.yaml"


def hooks() -> dict[str, dict[str, Any]]:
    """Return the hooks by id; the file is a list, so it is read as the value of a key."""
    lines = (CONTENT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines()
    text = "hooks:\n" + "\n".join(f"  {line}" for line in lines)
    return {hook["id"]: hook for hook in read_yaml(text.encode(), "").value["hooks"]}


@pytest.fixture
def hooked(root: Path, run: Run) -> Path:
    """Give a repository whose commits run both hooks, as pre-commit would call them."""
    run("fmt")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "In order", "--allow-empty")
    calls = [
        hook["entry"].replace("goldline", f"'{sys.executable}' -P -m goldline", 1)
        for hook in hooks().values()
    ]
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\nstatus=0\n" + "".join(f"{call} || status=1\n" for call in calls) + "exit $status\n"
    )
    hook.chmod(0o755)
    return root


def commit(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CONTENT / "toolkit")}
    command = [
        "git",
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "commit",
        "-qm",
        "A change",
        *args,
    ]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment, check=False)


def test_a_sound_commit_passes(hooked: Path) -> None:
    text = (hooked / ITEM).read_text(encoding="utf-8")
    (hooked / ITEM).write_text(text.replace("difficulty: medium", "difficulty: hard"), encoding="utf-8")
    assert commit(hooked, "-a").returncode == 0


def test_a_label_off_its_scale_stops_the_commit_though_the_disk_is_mended(hooked: Path) -> None:
    good = (hooked / ITEM).read_text(encoding="utf-8")
    (hooked / ITEM).write_text(good.replace("    value: revise", "    value: splendid"), encoding="utf-8")
    git(hooked, "add", ITEM)
    (hooked / ITEM).write_text(good, encoding="utf-8")
    stopped = commit(hooked)
    assert stopped.returncode == 1
    assert "splendid" in stopped.stdout + stopped.stderr


def test_keys_out_of_order_stop_a_commit_of_that_file_alone(hooked: Path) -> None:
    value = read_yaml((hooked / ITEM).read_bytes(), ITEM).value
    (hooked / ITEM).write_text(untidy(value, 3), encoding="utf-8")
    stopped = commit(hooked, ITEM)
    assert stopped.returncode == 1
    assert ITEM in stopped.stdout + stopped.stderr
    assert "goldline fmt" in stopped.stdout + stopped.stderr


def test_hooks_run_for_files_of_goldline_and_for_no_others() -> None:
    for hook in hooks().values():
        assert re.search(hook["files"], ITEM)
        assert not re.search(hook["files"], "src/main.py")
        assert hook["pass_filenames"] is False
        assert "--staged" in hook["entry"]
