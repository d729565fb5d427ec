"""A real git repository to do things to, quickly."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from goldline.store.git import Repository

SCOPE = ("guidelines/", "goldsets/", "escalations/", "goldline.toml")

IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}


class Sandbox:
    """A repository to do things to."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None) -> str:
        """Run git here and return what it printed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            input=stdin,
            env={**os.environ, **IDENTITY, **(env or {})},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return os.fsdecode(done.stdout).strip()

    def write(self, path: str, content: str | bytes = "text\n") -> Path:
        """Write a file, with the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def commit(self, files: Mapping[str, str | bytes] | None = None, **env: str) -> str:
        """Write files, commit everything, and return the commit's id."""
        for path, content in (files or {}).items():
            self.write(path, content)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--quiet", "--message", "a change", env=env)
        return self.git("rev-parse", "HEAD")

    def commit_entries(self, entries: Mapping[bytes, tuple[str, str]], parent: str | None = None) -> str:
        """Commit names and modes that a disk may not take, straight into the store."""
        index = {"GIT_INDEX_FILE": str(self.root / ".git" / "made-up-index")}
        lines = b"".join(b"%s %s\t%s\0" % (m.encode(), i.encode(), name) for name, (m, i) in entries.items())
        self.git("update-index", "-z", "--index-info", stdin=lines, env=index)
        tree = self.git("write-tree", env=index)
        return self.git("commit-tree", tree, "-m", "made up", *(["-p", parent] if parent else []))

    def blob(self, content: bytes = b"text\n") -> str:
        """Put content into the store and return its id."""
        return self.git("hash-object", "-w", "--stdin", "--no-filters", stdin=content)

    def open(self, folder: str = ".") -> Repository:
        """Return what goldline makes of it."""
        return Repository.open(self.root / folder)
