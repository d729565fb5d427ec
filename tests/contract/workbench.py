"""Real git repositories to try the command line on, and the command line itself."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

from click.testing import CliRunner

FIRST_COMMIT = 1_767_225_600  # 2026-01-01T00:00:00Z; every commit is a minute after the one before


def text(block: str) -> str:
    """Return an indented block of a test as a file would have it."""
    return dedent(block).lstrip("\n")


@dataclass(frozen=True)
class Result:
    """What one call of `goldline` left behind."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The whole of standard output, read as one JSON document (NaN and Infinity are no JSON)."""
        return json.loads(self.stdout, parse_constant=_no_constant)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output, read as JSON Lines."""
        return [json.loads(line, parse_constant=_no_constant) for line in self.stdout.splitlines()]

    @property
    def said(self) -> str:
        """Everything a person at the terminal would read."""
        return self.stdout + self.stderr


def run(args: Sequence[str | Path], cwd: Path, *, stdin: str | bytes | None = None) -> Result:
    """Return what `goldline ARGS` prints in the folder `cwd`; a traceback fails the test."""
    from goldline.cli.main import cli

    with contextlib.chdir(cwd):
        outcome = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
    if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
        shown = "".join(traceback.format_exception(outcome.exception))
        raise AssertionError(f"goldline {' '.join(map(str, args))} ended in a traceback:\n{shown}")
    assert "Traceback (most recent call last)" not in outcome.output, outcome.output
    return Result(outcome.exit_code, outcome.stdout, outcome.stderr)


@dataclass
class Repo:
    """A git repository whose commits are the same on every machine."""

    path: Path
    commits: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, path: Path, files: Mapping[str, str | bytes] | None = None) -> Repo:
        """Return a new repository on `main`, holding `files`, none of them committed."""
        path.mkdir(parents=True, exist_ok=True)
        repo = cls(path)
        repo.git("init", "--quiet", "--template=", "-b", "main")
        for name, content in (files or {}).items():
            repo.write(name, content)
        return repo

    def write(self, path: str, content: str | bytes) -> Path:
        """Return the path of a file that now holds `content`."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def read(self, path: str) -> str:
        return (self.path / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the one place of a file that reads `old`."""
        before = self.read(path)
        assert before.count(old) == 1, f"{path} has {before.count(old)} places that read {old!r}"
        self.write(path, before.replace(old, new))

    def remove(self, path: str) -> None:
        (self.path / path).unlink()

    def commit(self, message: str = "Change") -> str:
        """Return the commit that now holds everything in the working tree."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", message)
        self.commits.append(self.git("rev-parse", "HEAD"))
        return self.commits[-1]

    def git(self, *args: str | bytes, stdin: bytes | None = None) -> str:
        """Return what real git answers, asked by a fixed person at a fixed time."""
        return git(self.path, *args, stdin=stdin, at=FIRST_COMMIT + 60 * len(self.commits))

    def run(self, *args: str | Path, stdin: str | bytes | None = None) -> Result:
        return run(args, self.path, stdin=stdin)


RepoFactory = Callable[..., Repo]


def git(cwd: Path, *args: str | bytes, stdin: bytes | None = None, at: int = FIRST_COMMIT) -> str:
    """Return what real git answers in the folder `cwd`."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Lead",
        "GIT_AUTHOR_EMAIL": "lead@example.org",
        "GIT_COMMITTER_NAME": "Lead",
        "GIT_COMMITTER_EMAIL": "lead@example.org",
        "GIT_AUTHOR_DATE": f"{at} +0000",
        "GIT_COMMITTER_DATE": f"{at} +0000",
    }
    done = subprocess.run(
        ["git", *args], cwd=cwd, input=stdin, capture_output=True, check=False, env=environment
    )
    assert done.returncode == 0, f"git {args}: {done.stderr.decode(errors='replace')}"
    return done.stdout.decode(errors="replace").strip()


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")
