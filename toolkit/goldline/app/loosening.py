"""How the settings of a revision differ from those of its base, and which checks they silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from goldline.checks.registry import ALL
from goldline.checks.run import is_selected
from goldline.model.change import SettingChange, Silence
from goldline.model.finding import SEVERITIES, Place
from goldline.model.settings import CheckSettings, Coverage, Settings
from goldline.reading.settings import FILE, read_settings
from goldline.store.tree import Tree

Looser = Callable[[Any, Any], bool]

_FEWER: Looser = lambda before, after: after < before  # noqa: E731 - a table of one-line comparisons
_MORE: Looser = lambda before, after: after > before  # noqa: E731

_LOOSER: Mapping[str, Looser] = {
    "votes": _FEWER,
    "open_days": _MORE,
    "near_duplicate": _MORE,
    "largest_file": _MORE,
    "sentence_words": _MORE,
}


def find_setting_changes(base: Tree, head: Tree) -> tuple[list[SettingChange], list[Silence]]:
    """Return the settings that differ, and the codes that HEAD's settings ignore and the base's do not."""
    before, _ = read_settings(base)
    after, _ = read_settings(head)
    file = after.file or before.file or FILE
    text = head.read(file).decode("utf-8", "replace") if file in head.entries() else ""
    changes = [
        SettingChange(_place(text, file, name), name, _shown(old), _shown(new), looser)
        for name, old, new, looser in _differences(before, after)
    ]
    silences = [
        Silence(_place(text, file, "check.ignore"), code, "")
        for code in after.check.ignore
        if code not in before.check.ignore
    ]
    return changes, silences


def _differences(before: Settings, after: Settings) -> Iterator[tuple[str, Any, Any, bool | None]]:
    one, two = before.check, after.check
    if one.select != two.select:
        yield "check.select", one.select, two.select, bool(_runs(one.select) - _runs(two.select))
    if gone := tuple(code for code in one.ignore if code not in two.ignore):
        yield "check.ignore", gone, (), False
    for code in sorted(one.severity.keys() | two.severity.keys()):
        old, new = one.severity.get(code), two.severity.get(code)
        if old != new:
            yield f"check.severity.{code}", old, new, _is_milder(code, old, new)
    for name, looser in _LOOSER.items():
        old, new = getattr(one, name), getattr(two, name)
        if old != new:
            yield f"check.{_dashed(name)}", old, new, looser(old, new)
    for field in fields(Coverage):
        old, new = getattr(one.coverage, field.name), getattr(two.coverage, field.name)
        if old != new:
            yield f"check.coverage.{_dashed(field.name)}", old, new, new < old
    if set(before.diff.fail_on) != set(after.diff.fail_on):
        lost = set(before.diff.fail_on) - set(after.diff.fail_on)
        yield "diff.fail-on", before.diff.fail_on, after.diff.fail_on, bool(lost)
    if before.diff.default_branch != after.diff.default_branch:
        yield "diff.default-branch", before.diff.default_branch, after.diff.default_branch, None
    if before.escalations.to != after.escalations.to:
        yield "escalations.to", before.escalations.to, after.escalations.to, None


def _runs(select: tuple[str, ...]) -> set[str]:
    settings = CheckSettings(select=select)
    return {check.code for check in ALL if is_selected(check.code, settings)}


def _is_milder(code: str, before: str | None, after: str | None) -> bool:
    """Whether findings of some check weigh less than they did; without a setting they weigh their own."""
    ranks = [
        tuple(SEVERITIES.index(level if level in SEVERITIES else check.level) for level in (before, after))
        for check in ALL
        if check.code.startswith(code)
    ]
    return any(new > old for old, new in ranks)


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "empty"
    return "not set" if value in (None, "") else str(value)


def _place(text: str, file: str, name: str) -> Place:
    """Return where a setting stands in a TOML file; of one that is not there any more, the file."""
    key = re.escape(name.rpartition(".")[2]).replace(r"\-", "[-_]")
    section = name.rpartition(".")[0]
    inside = False
    fallback = Place(file)
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        if header:
            inside = header[1].removeprefix("tool.goldline.") == section
            continue
        found = re.search(rf"(?:^|[\s{{,.\"'])({key})[\"']?\s*=", line)
        if found:
            place = Place(file, number, found.start(1) + 1)
            if inside:
                return place
            fallback = fallback if fallback.line > 1 else place
    return fallback
