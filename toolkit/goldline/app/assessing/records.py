"""The records of assessments, as files that the lead keeps: read all at once, written one at a time.

They name held-out items (and no label of one), so they belong where the held-out gold is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldline.errors import GoldlineError
from goldline.model.assessment import Assessment, Result
from goldline.reading.assessment import build_assessment, build_burnt
from goldline.reading.names import did_you_mean, shown
from goldline.reading.shape import find_shape_problems
from goldline.reading.yaml import read_yaml
from goldline.writing.disk import Write
from goldline.writing.emit import document
from goldline.writing.splice import Editor

FORMAT = "goldline/assessment/1"
BURNT_FORMAT = "goldline/burnt/1"
BURNT_FILE = "burnt.yaml"
FOLDER = "assessments"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a folder; `burnt` says of leaked items why nobody may be asked them any more."""

    root: Path
    assessments: tuple[Assessment, ...]
    burnt: Mapping[str, str]
    burnt_data: bytes | None

    def find(self, wanted: str) -> Assessment:
        """Return the assessment of that id; raises `GoldlineError` for one that is not there."""
        for one in self.assessments:
            if one.id == wanted:
                return one
        near = did_you_mean(wanted, [one.id for one in self.assessments]).removeprefix("; ")
        raise GoldlineError(
            f"there is no assessment {shown(wanted)} in {self.root}",
            hint=near or "name its folder: --records FOLDER",
        )

    def of(self, analyst: str) -> list[Assessment]:
        """Return the assessments of an analyst, oldest first."""
        return [one for one in self.assessments if one.analyst == analyst]


def read_records(root: Path) -> Records:
    """Return the records in a folder, oldest first; one that is not there holds none.

    A record that cannot be read might name an item that somebody has seen, so it ends the work.
    """
    found = []
    burnt: dict[str, str] = {}
    burnt_data = None
    for path in sorted(root.glob("*.yaml")) if root.is_dir() else []:
        data = path.read_bytes()
        if path.name == BURNT_FILE:
            burnt_data = data
            burnt = build_burnt(_value(data, path.name, "burnt"))
        else:
            found.append(build_assessment(_value(data, path.name, "assessment"), path.name, data))
    found.sort(key=lambda one: (one.created, one.id))
    return Records(root, tuple(found), burnt, burnt_data)


def _value(data: bytes, name: str, kind: str) -> dict[str, Any]:
    reading = read_yaml(data, name)
    problems = reading.problems or find_shape_problems(kind, reading.value, name)
    if problems or not isinstance(reading.value, dict):
        why = problems[0].message if problems else "it holds no keys"
        raise GoldlineError(
            f"`{name}` is no record of an assessment: {why}",
            hint="take back what was changed in it by hand, or move what is none to another folder",
        )
    return reading.value


def new_id(records: Records) -> str:
    """Return an id for a new assessment: random, so that it tells nothing and no two are alike."""
    known = {one.id for one in records.assessments}
    while True:
        name = "as-" + "".join(secrets.choice(_LETTERS) for _ in range(6))
        if name not in known:
            return name


# --- writing ---------------------------------------------------------------------------------


def record_document(one: Assessment) -> bytes:
    """Return the file of a new assessment."""
    return document(
        {
            "format": FORMAT,
            "id": one.id,
            "analyst": one.analyst,
            "guideline": f"{one.guideline}@{one.version}",
            **({"commit": one.commit} if one.commit else {}),
            "created": one.created,
            "due": one.due,
            "seed": one.seed,
            "test": dict(one.test),
            "form": one.form,
            "blueprint": {
                "minutes": one.blueprint.minutes,
                "expected_minutes": one.blueprint.expected_minutes,
                "strata": [
                    {"what": what, "name": name, "items": count} for what, name, count in one.blueprint.strata
                ],
            },
            "items": [
                {
                    "code": each.code,
                    "item": each.item,
                    "asks": [_ask(*target) for target in each.targets],
                    **({"findings": True} if each.findings else {}),
                }
                for each in one.asked
            ],
        }
    )


def _ask(criterion: str, response: str | None) -> dict[str, str]:
    return {"criterion": criterion, **({"response": response} if response is not None else {})}


def with_result(one: Assessment, result: Result) -> Write:
    """Return the record with what came out of grading; nothing else in it moves."""
    editor = Editor(one.data, one.file)
    editor.insert(
        (),
        "result",
        {
            "submission": result.submission,
            "submitted": result.submitted,
            "graded": result.graded,
            "verdict": result.verdict,
            "right": result.right,
            "judged": result.judged,
            "left_out": result.left_out,
            "evidence": result.evidence,
        },
    )
    return Write(one.file, editor.data, one.data)


def with_burnt(records: Records, items: Iterable[str], reason: str, day: str) -> Write:
    """Return the list of leaked items with these added."""
    rows = [{"item": item, "day": day, "reason": reason} for item in items]
    if records.burnt_data is None:
        return Write(BURNT_FILE, document({"format": BURNT_FORMAT, "items": rows}), None)
    editor = Editor(records.burnt_data, BURNT_FILE)
    for row in rows:
        editor.append(("items",), row)
    return Write(BURNT_FILE, editor.data, records.burnt_data)
