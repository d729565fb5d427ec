"""A report as somebody would write it who means harm, in every field that takes a text."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from goldline.model.pull import PullReport
from goldline.reading.pull import FORMAT

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def hostile_report(text: str, entries: int = 2) -> dict[str, Any]:
    """Return a report of the right shape with `text` wherever a text can stand, lists of so many entries."""
    told = _filled(PullReport, text, entries)
    assert isinstance(told, dict)
    return {"format": FORMAT, **told, "target": COMMIT, "base": COMMIT, "head": COMMIT}


def _filled(kind: Any, text: str, entries: int) -> Any:
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        return [_filled(get_args(kind)[0], text, entries) for _ in range(entries)]
    plain = {str: text, int: 1, bool: True}
    if kind in plain:
        return plain[kind]
    hints = get_type_hints(kind)
    return {field.name: _filled(hints[field.name], text, entries) for field in fields(kind)}
