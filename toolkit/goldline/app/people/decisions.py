"""The list of what leads decided of production work: JSON Lines, which is a judgment log as well."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goldline.errors import GoldlineError
from goldline.model.consensus import Decision
from goldline.reading.names import shown
from goldline.reading.strict_json import no_constant, no_twins
from goldline.writing.disk import Write

FILE = "adjudications.jsonl"

Key = tuple[str, str, str, str | None]
"""Guideline, item, criterion and response."""


def decided_in(path: Path) -> dict[Key, str]:
    """Return what stands decided in a list, each with by whom; one that is not there holds nothing."""
    if not path.is_file():
        return {}
    return {_key(row): str(row["annotator"]) for row in _rows(path, path.read_bytes())}


def _rows(path: Path, data: bytes) -> Iterator[dict[str, Any]]:
    decode = json.JSONDecoder(object_pairs_hook=no_twins, parse_constant=no_constant).decode
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = decode(line)
        except (ValueError, RecursionError):
            row = None
        needed = ("item", "criterion", "guideline", "annotator", "value")
        if not isinstance(row, dict) or any(not isinstance(row.get(name), str) for name in needed):
            raise GoldlineError(
                f"line {number} of {path} is no decision", hint="take back what was changed in it by hand"
            )
        yield row


def _key(row: dict[str, Any]) -> Key:
    return row["guideline"].partition("@")[0], row["item"], row["criterion"], row.get("response") or None


def record_decision(path: Path, decision: Decision) -> Write:
    """Return the list with a decision added; raises `GoldlineError` where it was decided before."""
    key = (decision.guideline, decision.item, decision.criterion, decision.response)
    before = decided_in(path)
    if key in before:
        raise GoldlineError(
            f"{decision.criterion} of {shown(decision.item)} was decided before, by {shown(before[key])}",
            hint=f"to decide it anew take its line out of {path.name}",
        )
    data = path.read_bytes() if path.is_file() else None
    row = {
        "item": decision.item,
        "criterion": decision.criterion,
        "response": decision.response,
        "annotator": decision.by,
        "value": decision.value,
        "submitted_at": decision.at,
        "guideline": f"{decision.guideline}@{decision.version}",
        "reason": decision.reason,
        "rules": list(decision.rules),
        "sides": [
            {"value": side.value, "people": list(side.people), "rules": list(side.fired)}
            for side in decision.sides
        ],
    }
    start = data or b""
    if start and not start.endswith(b"\n"):
        start += b"\n"
    return Write(path.name, start + json.dumps(row, ensure_ascii=False).encode() + b"\n", data)
