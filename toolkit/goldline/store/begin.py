"""Making a repository: the one thing that goldline ever writes with git's help."""

from __future__ import annotations

from pathlib import Path

from goldline.errors import GoldlineError


def begin_repository(folder: Path, branch: str = "main") -> None:
    """Make a git repository of this folder, with nothing in it and its first branch called `branch`.

    The user's own templates and hooks are left out: what starts here is the same on every computer.
    """
    from goldline.store import gitpython  # costs a tenth of a second

    process = gitpython.calls_at(folder).init("--quiet", "--template=", f"--initial-branch={branch}")
    _, complaint = process.communicate()
    if process.returncode:
        says = complaint.decode(errors="replace").strip()
        raise GoldlineError(
            f"git could not make a repository here: {says}",
            hint="the files are written; run `git init` in the folder yourself",
        )
