"""Escalations as JSON: `goldline/escalations/1` and `goldline/escalation-statistics/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldline.model.escalations import EscalationRow, EscalationStatistics, Tally
from goldline.render.plain_json import dump, plain


def render_escalations_json(rows: Sequence[EscalationRow]) -> str:
    """Return escalations, one a line."""
    return dump({"format": "goldline/escalations/1", "escalations": [_row(row) for row in rows]})


def render_statistics_json(report: EscalationStatistics) -> str:
    """Return the statistics with every tally whole."""
    return dump(
        {
            "format": "goldline/escalation-statistics/1",
            "today": report.today,
            "statuses": {one.name: one.count for one in report.statuses},
            "days_waiting": list(report.waiting),
            "days_waited": list(report.waited),
            "open_days": report.open_days,
            "overdue": [_row(row) for row in report.overdue],
            "guidelines": _tallies(report.guidelines),
            "criteria": _tallies(report.criteria),
            "rules": _tallies(report.rules),
            "teams": _tallies(report.teams),
            "people": _tallies(report.people),
            "repeats": [
                {"ids": list(one.ids), "likeness": one.likeness, "question": one.question}
                for one in report.repeats
            ],
        }
    )


def _row(row: EscalationRow) -> Any:
    names = (
        "id",
        "status",
        "opened",
        "age",
        "by",
        "team",
        "guideline",
        "item",
        "case",
        "criterion",
        "rules",
        "question",
        "file",
    )
    return plain({name: getattr(row, name) for name in names})


def _tallies(tallies: Sequence[Tally]) -> list[Any]:
    return [{"name": one.name, "count": one.count, "open": one.open} for one in tallies]
