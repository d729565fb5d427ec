"""The records of assessments in a tree, as `check` looks at them."""

from __future__ import annotations

from dataclasses import dataclass, field

from goldline.app.frame import Frame, read_document
from goldline.app.layout import BURNT
from goldline.model.assessment import Assessment
from goldline.model.finding import Problem
from goldline.reading.assessment import build_assessment, build_burnt


@dataclass(slots=True)
class KeptRecords:
    """What could be read, and what is wrong with the rest."""

    assessments: list[Assessment] = field(default_factory=list)
    burnt: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_records(frame: Frame) -> KeptRecords:
    """Return the records of a tree; every fault of shape is among its problems."""
    found = KeptRecords()
    limit = frame.settings.check.largest_file
    for path, data in frame.tree.read_many(frame.layout.assessments, limit):
        kind = "burnt" if path == BURNT else "assessment"
        value, problems = read_document(data, path, kind, limit)
        found.problems += problems
        if value is not None and kind == "burnt":
            found.burnt = build_burnt(value)
        elif value is not None:
            found.assessments.append(build_assessment(value, path, data))
    return found
