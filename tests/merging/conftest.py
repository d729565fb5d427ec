"""A repository with the project's own caption guideline and gold, to branch and to merge."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from caption_repository import CONTENT, Run, plain_environment, root, run, template

__all__ = ["CALL", "CONTENT", "Run", "git", "plain_environment", "root", "run", "template"]


def git(root: Path, *args: str, fails: bool = False) -> str:
    """Run git here and return all that it printed."""
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *args]
    environment = {**os.environ, "PYTHONPATH": str(CONTENT / "toolkit"), "GIT_EDITOR": "true"}
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment, check=False)
    assert fails == (done.returncode != 0), done.stdout + done.stderr
    return done.stdout + done.stderr


CALL = f"'{sys.executable}' -P -m goldline"
