"""Tags: the one kind of reference that goldline makes, and only when a release asks for it."""

from __future__ import annotations

import os

from goldline.errors import GoldlineError
from goldline.store.git import Repository

# Who tags, and how their signing program is reached: what people set up for git counts here.
_OF_THE_PERSON = (
    *("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"),
    *("GNUPGHOME", "GPG_TTY", "SSH_AUTH_SOCK", "DISPLAY"),
)


def make_tag(repo: Repository, name: str, commit: str, message: str) -> None:
    """Make an annotated tag of a commit, signed where git is set up so (`tag.gpgSign`).

    Raises `GoldlineError` where there is such a tag, or git cannot make it; then there is none.
    """
    from goldline.store import gitpython  # costs a tenth of a second

    calls = gitpython.calls_at(repo.root or repo.git_dir, git_folder=repo.git_dir, root=repo.root)
    person = {key: os.environ[key] for key in _OF_THE_PERSON if key in os.environ}
    process = calls.tag("-a", "-F", "-", "--cleanup=whitespace", name, commit, istream=-1, env=person)
    _, complaint = process.communicate(message.encode())
    if process.returncode == 0:
        return
    said = complaint.decode("utf-8", "replace").strip()
    if "already exists" in said:
        raise GoldlineError(f"there is a tag {name} already", hint="a version is released once: raise it")
    if "identity" in said or "user.email" in said:
        raise GoldlineError(
            "git does not know who you are, so nothing was tagged",
            hint="git config user.name 'Your Name'; git config user.email you@example.org",
        )
    raise GoldlineError(
        f"git could not make the tag: {said.splitlines()[-1] if said else 'no reason given'}",
        hint="where signing fails, `git tag -s test` in your terminal says more",
    )
