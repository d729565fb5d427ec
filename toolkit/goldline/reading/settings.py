"""Settings from `goldline.toml`, or from `[tool.goldline]` in `pyproject.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Protocol

from goldline.model.finding import SEVERITIES, Place, Problem
from goldline.model.report import STATUSES
from goldline.model.settings import CheckSettings, Coverage, DiffSettings, EscalationSettings, Settings
from goldline.reading.names import did_you_mean, listed
from goldline.reading.targets import FORMS, normal_target

FILE = "goldline.toml"
KIND = "settings"
_LARGEST = 1 << 18


class Files(Protocol):
    """What settings need of a tree."""

    def entries(self) -> Mapping[str, str]:
        """Return the files by path."""
        ...

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's content."""
        ...


def read_settings(tree: Files) -> tuple[Settings, list[Problem]]:
    """Return the settings of a tree and what is wrong with them; a wrong one keeps its default."""
    entries = tree.entries()
    if FILE in entries:
        table, problems = _parse(tree.read(FILE, _LARGEST), FILE)
        if table is None:
            return Settings(file=FILE), problems
        return _build(table, FILE)
    if "pyproject.toml" in entries:
        table, _ = _parse(tree.read("pyproject.toml", _LARGEST), "pyproject.toml")
        tool = (table or {}).get("tool", {})
        own = tool.get("goldline") if isinstance(tool, dict) else None
        if isinstance(own, dict):
            return _build(own, "pyproject.toml")
    return Settings(), []


def _parse(data: bytes, file: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    try:
        return tomllib.loads(data.decode("utf-8")), []
    except UnicodeDecodeError as error:
        message = f"this file is not UTF-8: byte {error.start + 1} cannot be read"
        return None, [Problem(KIND, Place(file), message, "save it as UTF-8")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"this file is not TOML: {error}"
        return None, [Problem(KIND, Place(file), message, "see https://toml.io for how it is written")]


def _build(table: dict[str, Any], file: str) -> tuple[Settings, list[Problem]]:
    problems: list[Problem] = []

    def complain(message: str, hint: str = "") -> None:
        problems.append(Problem(KIND, Place(file), message, hint))

    known = {"check", "diff", "escalations"}
    for name in table:
        if name not in known:
            complain(
                f"there is no section `{name}`",
                did_you_mean(name, known) or f"there are {listed(sorted(known))}",
            )
    check = _section(table, "check", _CHECK, complain)
    coverage = check.pop("coverage", {})
    diff = _section(table, "diff", _DIFF, complain)
    escalations = _section(table, "escalations", _ESCALATIONS, complain)
    return (
        Settings(
            check=CheckSettings(**check, coverage=Coverage(**coverage)),
            diff=DiffSettings(**diff),
            escalations=EscalationSettings(**escalations),
            file=file,
        ),
        problems,
    )


Complain = Callable[..., None]
Reader = Callable[[Any, str, Complain], Any]


def _section(
    table: dict[str, Any], name: str, readers: dict[str, Reader], complain: Complain
) -> dict[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        complain(f"`{name}` must be a section: [{name}]")
        return {}
    return dict(_read_all(section, name, readers, complain))


def _read_all(
    section: dict[str, Any], name: str, readers: dict[str, Reader], complain: Complain
) -> Iterator[tuple[str, Any]]:
    for raw_key, raw in section.items():
        key = raw_key.replace("-", "_")
        reader = readers.get(key)
        if reader is None:
            options = [known.replace("_", "-") for known in readers]
            complain(
                f"there is no setting `{name}.{raw_key}`",
                did_you_mean(raw_key, options) or f"there are {listed(options)}",
            )
            continue
        value = reader(raw, f"{name}.{raw_key}", complain)
        if value is not None:
            yield key, value


def _whole(raw: Any, name: str, complain: Complain) -> int | None:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        complain(f"`{name}` must be a whole number of at least 0")
        return None
    return raw


def _number(raw: Any, name: str, complain: Complain) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw <= 100:
        complain(f"`{name}` must be a number from 0 to 100")
        return None
    return float(raw)


def _text(raw: Any, name: str, complain: Complain) -> str | None:
    if not isinstance(raw, str):
        complain(f"`{name}` must be a text in quotes")
        return None
    return raw


def _codes(raw: Any, name: str, complain: Complain) -> tuple[str, ...] | None:
    if not isinstance(raw, list) or not all(isinstance(code, str) for code in raw):
        complain(f'`{name}` must be a list of codes, such as ["GL3", "GL501"]')
        return None
    return tuple(code.upper() for code in raw)


def _statuses(raw: Any, name: str, complain: Complain) -> tuple[str, ...] | None:
    if not isinstance(raw, list) or not all(status in STATUSES for status in raw):
        complain(f"`{name}` must be a list of statuses", f"the statuses are {listed(STATUSES)}")
        return None
    return tuple(raw)


def _targets(raw: Any, name: str, complain: Complain) -> tuple[str, ...] | None:
    texts = [raw] if isinstance(raw, str) else raw
    targets = (
        [normal_target(text) if isinstance(text, str) else None for text in texts]
        if isinstance(texts, list)
        else [None]
    )
    if None in targets:
        complain(f"`{name}` must say where escalations go", f"such as {FORMS}")
        return None
    return tuple(target for target in targets if target is not None)


def _severities(raw: Any, name: str, complain: Complain) -> dict[str, str] | None:
    if not isinstance(raw, dict) or not all(level in SEVERITIES for level in raw.values()):
        complain(
            f"`{name}` must map codes to {listed(SEVERITIES, 'or')}", 'such as severity = {GL501 = "info"}'
        )
        return None
    return {code.upper(): level for code, level in raw.items()}


def _coverage(raw: Any, name: str, complain: Complain) -> dict[str, Any] | None:
    if not isinstance(raw, dict):
        complain(f"`{name}` must be a section: [{name}]")
        return None
    readers: dict[str, Reader] = {f.name: _whole for f in fields(Coverage)}
    return dict(_read_all(raw, name, readers, complain))


_CHECK: dict[str, Reader] = {
    "select": _codes,
    "ignore": _codes,
    "severity": _severities,
    "votes": _whole,
    "open_days": _whole,
    "near_duplicate": _number,
    "largest_file": _whole,
    "sentence_words": _whole,
    "coverage": _coverage,
}
_DIFF: dict[str, Reader] = {"default_branch": _text, "fail_on": _statuses}
_ESCALATIONS: dict[str, Reader] = {"to": _targets}
