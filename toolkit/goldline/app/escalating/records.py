"""Escalations as the files of a repository hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldline.app.frame import Frame
from goldline.errors import GoldlineError
from goldline.model.escalations import EscalationRow
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.yaml import read_yaml

SOURCE = "x-source"
TEAM = "x-team"


@dataclass(frozen=True, slots=True)
class Record:
    """An escalation's file: where it is, its bytes on the disk, and what it says."""

    path: str
    data: bytes
    value: dict[str, Any]


def records_of(frame: Frame) -> list[Record]:
    """Return every escalation that can be read in full, in order of path; `check` tells of the others."""
    paths = [path for path in frame.layout.escalations if path in frame.escalations]
    found = []
    for path, kept in frame.tree.read_many(paths):
        data = kept if frame.tree.root is None else (frame.tree.root / path).read_bytes()
        value = read_yaml(data, path).value
        if isinstance(value, dict):
            found.append(Record(path, data, value))
    return found


def find_record(frame: Frame, wanted: str) -> Record:
    """Return the escalation of that id; raises `GoldlineError` where there is none."""
    found = records_of(frame)
    for record in found:
        if record.value["id"] == wanted:
            return record
    known = [record.value["id"] for record in found]
    if any(path.rpartition("/")[2].rpartition(".")[0] == wanted for path in frame.layout.escalations):
        raise GoldlineError(
            f"the escalation {shown(wanted)} cannot be read",
            hint="`goldline check` says what is wrong with it",
        )
    hint = did_you_mean(wanted, known).lstrip("; ") or (f"there are {listed(known[:12])}" if known else "")
    raise GoldlineError(
        f"there is no escalation {shown(wanted)}", hint=hint or "`goldline escalate` opens one"
    )


def rows_of(records: Iterable[Record], today: str) -> list[EscalationRow]:
    """Return escalations as rows, the longest open first, then the last decided first."""
    rows = [row_of(record, today) for record in records]
    waiting = sorted((row for row in rows if row.status == "open"), key=lambda row: (-row.age, row.id))
    return waiting + sorted((row for row in rows if row.status != "open"), key=lambda row: row.opened)[::-1]


def row_of(record: Record, today: str) -> EscalationRow:
    """Return an escalation as a row of a list."""
    value = record.value
    until = value.get("decided") or today
    return EscalationRow(
        id=value["id"],
        status=value["status"],
        opened=value["opened"],
        age=max(_days(value["opened"], until), 0),
        by=value["by"],
        team=str(value.get(TEAM, "")),
        guideline=value["guideline"],
        item=value.get("item", ""),
        criterion=value.get("criterion", ""),
        rules=tuple(value.get("rules", ())),
        question=" ".join(value["question"].split()),
        file=record.path,
        case=value.get("content", {}).get("title", ""),
    )


def _days(start: str, end: str) -> int:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        return 0
