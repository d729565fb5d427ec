"""A report that another job handed over, as a comment on the pull request that it is about.

Which pull request that is, is said by the forge's own event, never by the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from goldline.errors import GoldlineError
from goldline.model.pull import PullReport
from goldline.reading.pull import FILE, MOST_BYTES, read_pull_report
from goldline.render.pull_markdown import LIMIT, MARK
from goldline.store.forge import GitHub
from goldline.store.gitlab import GitLab

_LARGEST = 32 << 20
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_OWN_FOLDERS = (".github/", ".gitlab/")
_OWN_FILES = frozenset({".gitlab-ci.yml", "requirements.txt", "goldline.toml", "pyproject.toml"})


JOB = "goldline"
"""The job that reports on GitLab; `FOLDER` is where it leaves what it wrote, as an artifact."""
FOLDER = "goldline-report"


class Forge(Protocol):
    """What keeping one comment up to date asks of a forge."""

    def head_of(self, number: int) -> str:
        """Return the newest commit of a pull request."""

    def changed_files(self, number: int) -> list[str]:
        """Return the paths that it changes, old names included."""

    def find_comment(self, number: int, mark: str, author: str) -> int | None:
        """Return the first comment that begins with a mark and is by that author."""

    def write_comment(self, number: int, comment: int | None, text: str) -> None:
        """Write a new comment, or put the text in place of an old one."""


def post(
    forge: Forge,
    number: int,
    report: PullReport,
    render: Callable[[Sequence[str]], str],
    *,
    author: str,
) -> bool:
    """Write or renew the comment; return whether it was written, False where the report is outdated."""
    if forge.head_of(number) != report.head:
        return False
    text = render(own_checks(forge.changed_files(number)))
    if len(text) > LIMIT:
        raise GoldlineError("the comment would be longer than forges take")
    comment = forge.find_comment(number, MARK, author)
    # Looked at twice: what is read above takes a while, and a newer run may have written meanwhile.
    if forge.head_of(number) != report.head:
        return False
    forge.write_comment(number, comment, text)
    return True


def post_notes(
    forge: GitLab, numbers: Iterable[int], render: Callable[[PullReport, Sequence[str]], str]
) -> Iterator[tuple[int, str, bool]]:
    """Yield for each merge request what became of its note, and whether all is well with that.

    What is wrong with the report of one, which its branch may have written, keeps no other from its note.
    """
    author = forge.own_name()
    for number in numbers:
        try:
            data = forge.read_report(number, JOB, f"{FOLDER}/{FILE}", MOST_BYTES)
            if data is None:
                yield number, "there is no report of its newest commit", True
                continue
            report = read_pull_report(data)
            written = post(forge, number, report, partial(render, report), author=author)
        except GoldlineError as error:
            yield number, error.message, False
        else:
            yield number, "the note is up to date" if written else "it has moved on", True


def own_checks(paths: Iterable[str]) -> list[str]:
    """Return those of the changed files that decide how a change is checked."""
    return sorted({path for path in paths if path in _OWN_FILES or path.startswith(_OWN_FOLDERS)})


def pull_of(forge: GitHub, event: Path, report: PullReport) -> int | None:
    """Return the pull request of a `workflow_run` event, None where its branch has moved on.

    Raises `GoldlineError` where the report is about another commit than the run was.
    """
    run = _run_of(event)
    head = run.get("head_sha")
    if not isinstance(head, str) or not _COMMIT.fullmatch(head):
        raise GoldlineError("the event does not say which commit the run was about")
    if head != report.head:
        raise GoldlineError("the report is about another commit than the run that made it")
    branch = run.get("head_branch")
    owner = run.get("head_repository")
    owner = owner.get("owner") if isinstance(owner, dict) else None
    login = owner.get("login") if isinstance(owner, dict) else None
    if not isinstance(branch, str) or not isinstance(login, str):
        raise GoldlineError("the event does not say which branch the run was about")
    numbers = forge.find_pulls(login, branch, head)
    if len(numbers) > 1:
        raise GoldlineError(
            f"{len(numbers)} open pull requests have this branch, so the report may be about either",
            hint="name the right one with --pull",
        )
    return numbers[0] if numbers else None


def _run_of(event: Path) -> dict[str, Any]:
    try:
        with event.open("rb") as file:
            data = file.read(_LARGEST + 1)
        document = json.loads(data) if len(data) <= _LARGEST else None
    except (OSError, ValueError, RecursionError) as error:
        raise GoldlineError("the event cannot be read", hint='give --event "$GITHUB_EVENT_PATH"') from error
    run = document.get("workflow_run") if isinstance(document, dict) else None
    if not isinstance(run, dict):
        raise GoldlineError(
            "the event is not one of `workflow_run`", hint="name the pull request with --pull"
        )
    return run
