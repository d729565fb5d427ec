"""Cases as data: what a small repository looks like, what is changed in it, and what check must say.

A file `tests/cases/GLnnn.yaml` is a list of cases for one check. Each has

- `says`: a sentence about behaviour, which names the test;
- `files`: path -> text, on top of the repository in `tests/cases/base`; null takes a file away,
  `{bytes: "caf\\xe9"}` writes each character as the byte of that number, `{link: target}` a
  symbolic link, `{submodule: 40 digits}` a submodule (these two make a real git repository);
- `edits`: a list of `{path, old, new}`; `old` must stand in the file exactly once;
- `settings`: what differs from the default settings of check; `today`: the day it is run on;
- `expect`: `CODE path:line` or `CODE path:line:column`; an empty list means quiet;
- `also`: the other codes that must, unavoidably, speak up as well.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from goldline.model.settings import CheckSettings, Coverage, Settings
from ruamel.yaml import YAML

CASES = Path(__file__).parents[1] / "cases"
BASE = CASES / "base"
TODAY = "2026-10-12"


@dataclass(frozen=True)
class Case:
    """One case of one check."""

    code: str
    says: str
    files: dict[str, Any] = field(default_factory=dict)
    edits: tuple[dict[str, str], ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    today: str = TODAY
    expect: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def needs_git(self) -> bool:
        """Whether it holds what only a real repository can."""
        return any(isinstance(new, dict) and "bytes" not in new for new in self.files.values())


@cache
def base() -> dict[str, bytes]:
    """Return the files of the repository that every case starts from."""
    return {p.relative_to(BASE).as_posix(): p.read_bytes() for p in sorted(BASE.rglob("*")) if p.is_file()}


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one file."""
    for raw in YAML(typ="safe", pure=True).load(path.read_text("utf-8")):
        tuples = {key: tuple(raw.pop(key)) for key in ("edits", "expect", "also") if key in raw}
        yield Case(code=path.stem, **raw, **tuples)


def all_cases() -> list[Case]:
    """Return every case, by code."""
    return [case for path in sorted(CASES.glob("GL*.yaml")) for case in read_cases(path)]


def contents(case: Case) -> dict[str, bytes]:
    """Return the plain files of a case's repository."""
    files = dict(base())
    for path, new in case.files.items():
        match new:
            case None:
                del files[path]
            case str():
                files[path] = new.encode()
            case {"bytes": text}:
                files[path] = text.encode("latin-1")
            case _:
                files.pop(path, None)
    for edit in case.edits:
        old, new = edit["old"].encode(), edit["new"].encode()
        count = files[edit["path"]].count(old)
        assert count == 1, f"{edit['old']!r} stands {count} times in {edit['path']}, not once"
        files[edit["path"]] = files[edit["path"]].replace(old, new)
    return files


def settings(case: Case) -> Settings:
    """Return the default settings with what the case changes."""
    changes = {
        key: tuple(value) if isinstance(value, list) else value for key, value in case.settings.items()
    }
    if "coverage" in changes:
        changes["coverage"] = Coverage(**changes["coverage"])
    return Settings(check=replace(CheckSettings(), **changes))


def make_repository(case: Case, root: Path) -> None:
    """Write the case's repository to `root` and commit it; links and submodules as git knows them."""
    for path, content in contents(case).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    _git(root, "init", "-q", "-b", "main")
    for path, new in case.files.items():
        match new:
            case {"link": target}:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).symlink_to(target)
            case {"submodule": commit}:
                (root / path).mkdir(parents=True)
                _git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit},{path}")
            case {"repository": True}:
                (root / path).mkdir(parents=True)
                _git(root / path, "init", "-q", "-b", "main")
    _git(root, "add", "--all", "--", ".")
    _git(root, "commit", "-q", "-m", "Begin")


def _git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null"]
    subprocess.run(
        ["git", *identity, "-c", "commit.gpgsign=false", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
    )
