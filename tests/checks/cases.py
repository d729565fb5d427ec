"""Cases as data: what a small repository looks like, what is changed in it, and what check must say.

A file `tests/cases/GLnnn.yaml` is a list of cases for one check. Each has

- `says`: a sentence about behaviour, which names the test;
- `files`: path -> text, on top of the repository in `tests/cases/base`; null takes a file away,
  `{bytes: "caf\\xe9"}` writes each character as the byte of that number, `{repeat: x, times: 3}`
  one text many times (`after` and `before` are the texts around it), `{link: target}` a symbolic
  link, `{pipe: true}` a named pipe, `{submodule: 40 digits}` a submodule;
- `edits`: a list of `{path, old, new}`; `old` must stand in the file exactly once;
- `settings`: what differs from the default settings of check (`coverage: none` asks for no coverage
  at all); null: those of the case's own `goldline.toml`; `today`: the day it is run on;
- `expect`: `CODE path:line` or `CODE path:line:column`; an empty list means quiet;
- `also`: the other codes that must, unavoidably, speak up as well.

Checks of a change compare the case's repository with the one in `tests/cases/base` as it is.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from goldline.app.layout import SCOPE
from goldline.model.settings import CheckSettings, Coverage, Settings
from goldline.store.git import Repository
from goldline.store.tree import FolderTree, MemoryTree, Tree, WorkTree

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
    settings: dict[str, Any] | None = field(default_factory=dict)
    today: str = TODAY
    expect: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def has(self, *kinds: str) -> bool:
        """Whether one of its files is of one of these kinds, such as `link`."""
        return any(isinstance(new, dict) and not new.keys().isdisjoint(kinds) for new in self.files.values())


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
            case {"repeat": text, "times": int(times)}:
                files[path] = (new.get("after", "") + text * times + new.get("before", "")).encode()
            case _:
                files.pop(path, None)
    for edit in case.edits:
        old, new = edit["old"].encode(), edit["new"].encode()
        count = files[edit["path"]].count(old)
        assert count == 1, f"{edit['old']!r} stands {count} times in {edit['path']}, not once"
        files[edit["path"]] = files[edit["path"]].replace(old, new)
    return files


def settings(case: Case) -> Settings | None:
    """Return the default settings with what the case changes; None for those of its own file."""
    if case.settings is None:
        return None
    changes = {
        key: tuple(value) if isinstance(value, list) else value for key, value in case.settings.items()
    }
    match changes.get("coverage"):
        case "none":
            changes["coverage"] = Coverage(**dict.fromkeys(Coverage.__slots__, 0))
        case dict() as wanted:
            changes["coverage"] = Coverage(**wanted)
    return Settings(check=replace(CheckSettings(), **changes))


def tree_of(case: Case, root: Path) -> Tree:
    """Return the case's repository: in memory, or below `root` where it holds what only a disk can."""
    if not case.has("link", "pipe", "submodule"):
        return MemoryTree(contents(case), prefixes=SCOPE)
    for path, content in contents(case).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for path, new in case.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        match new:
            case {"link": target}:
                (root / path).symlink_to(target)
            case {"pipe": True}:
                os.mkfifo(root / path)
    if not case.has("submodule"):
        return FolderTree(root, prefixes=SCOPE)
    _git(root, "init", "-q", "-b", "main")
    for path, new in case.files.items():
        match new:
            case {"submodule": commit}:
                _git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit},{path}")
    return WorkTree(Repository.open(root), prefixes=SCOPE)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)
