"""Answering an escalation: its file gains the answer and what it led to, and nothing else in it moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from goldline.app.authoring.item import rule_ids
from goldline.app.escalating.records import Record
from goldline.app.explaining import find_item
from goldline.app.frame import Frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.model.escalations import Decision
from goldline.reading.names import did_you_mean, listed, shown
from goldline.writing.disk import Write
from goldline.writing.order import key_order
from goldline.writing.splice import Editor

_AFTER = {"open": ("answered", "resolved", "declined"), "answered": ("answered", "resolved", "declined")}


def decide(
    record: Record, status: Decision, *, answer: str = "", by: str = "", day: str = "", outcome: Any = None
) -> Write:
    """Return the file with its decision.

    Raises `GoldlineError` where it is decided already, or where it would say too little.
    """
    value = record.value
    before = value["status"]
    if status not in _AFTER.get(before, ()):
        raise GoldlineError(
            f"{shown(value['id'])} is {before} already",
            hint="a new question is a new escalation; to correct what was decided, edit the file",
        )
    news: dict[str, Any] = {"status": status}
    for key, given in (("answer", answer.strip()), ("decided_by", by.strip())):
        if given:
            news[key] = given
        elif key not in value:
            raise GoldlineError(f"{shown(value['id'])} has no `{key}` yet", hint=f"give --{_OPTIONS[key]}")
    if day or "decided" not in value:
        news["decided"] = _day(day, value["opened"])
    if outcome:
        news["outcome"] = outcome
    editor = Editor(record.data, record.path)
    order = key_order("escalation")
    for key in order:
        if key in news and key in editor.value:
            editor.set((key,), news[key])
        elif key in news:
            editor.insert((), key, news[key], order=order)
    return Write(record.path, editor.data, record.data)


_OPTIONS = {"answer": "answer", "decided_by": "by"}


def outcome_of(
    frame: Frame, record: Record, rules: Sequence[str], gold: Sequence[str], version: str
) -> dict[str, Any]:
    """Return what an escalation led to; raises `GoldlineError` for rules and items that are not there."""
    name = record.value["guideline"].partition("@")[0]
    guideline = readable_guideline(frame, name)
    known = rule_ids(guideline)
    for rule in rules:
        if rule not in known:
            hint = did_you_mean(rule, known).lstrip("; ") or f"there are {listed(known)}"
            raise GoldlineError(f"{shown(name)} has no rule {shown(rule)}", hint=hint)
    for item in gold:
        find_item(frame, item)
    old = record.value.get("outcome") or {}
    found = {
        "rules": list(dict.fromkeys([*old.get("rules", ()), *rules])),
        "gold": list(dict.fromkeys([*old.get("gold", ()), *gold])),
        "version": version or old.get("version", ""),
    }
    return {key: part for key, part in found.items() if part}


def _day(given: str, opened: str) -> str:
    try:
        day = date.fromisoformat(given).isoformat() if given else date.today().isoformat()
    except ValueError as error:
        raise GoldlineError(f"{shown(given)} is no day", hint="write it as 2026-10-02") from error
    if day < opened:
        raise GoldlineError(
            f"it was opened on {opened}, so it was not decided on {day}", hint="correct the day"
        )
    return day
