"""The settings of one clone (`.git/config`): read, and written only where a person asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldline.errors import GoldlineError
from goldline.store.git import Repository


def read_local(repo: Repository, section: str) -> dict[str, str]:
    """Return the settings of a section such as `merge.goldline`, by their full names."""
    status, out, _ = _call(repo, "--null", "--get-regexp", rf"^{section.replace('.', '[.]')}[.]")
    if status:
        return {}
    lines = (line for line in out.decode("utf-8", "replace").split("\0") if line)
    return {name: value for name, _, value in (line.partition("\n") for line in lines)}


def write_local(repo: Repository, settings: Mapping[str, str]) -> None:
    """Set each of these in the clone's own configuration; raises `GoldlineError` where git will not."""
    for name, value in settings.items():
        status, _, complaint = _call(repo, "--replace-all", name, value)
        if status:
            raise _failed(complaint)


def remove_local(repo: Repository, section: str) -> bool:
    """Take a section out of the clone's own configuration; return whether it was there."""
    if not read_local(repo, section):
        return False
    status, _, complaint = _call(repo, "--remove-section", section)
    if status:
        raise _failed(complaint)
    return True


def _call(repo: Repository, *arguments: str) -> tuple[int, bytes, bytes]:
    from goldline.store import gitpython  # costs a tenth of a second

    calls = gitpython.calls_at(repo.root or repo.git_dir, git_folder=repo.git_dir, root=repo.root)
    process: Any = calls.config("--local", *arguments)
    out, complaint = process.communicate()
    return process.returncode, out, complaint


def _failed(complaint: bytes) -> GoldlineError:
    return GoldlineError(
        f"git could not write its settings: {complaint.decode('utf-8', 'replace').strip()}",
        hint="look for a `config.lock` in the `.git` folder that another program left, for missing rights or "
        "a full disk; then run it again: what is written by now does no harm",
    )
