"""Escalations as Markdown, for a meeting's notes or a comment."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.model.escalations import EscalationRow, EscalationStatistics
from goldline.render.escalations_text import TOP, about, age, summary, tables, waits
from goldline.render.escape import code_cell, code_span, safe_text


def render_escalations_markdown(rows: Sequence[EscalationRow]) -> str:
    """Return escalations as a table."""
    lines = ["| Escalation | Status | Guideline | About | Question |", "|---|---|---|---|---|"]
    for row in rows:
        cells = (row.id, age(row), row.guideline, about(row), row.question)
        lines.append("| " + " | ".join(map(code_cell, cells)) + " |")
    return "\n".join(lines) + "\n"


def render_statistics_markdown(report: EscalationStatistics) -> str:
    """Return the statistics as headings, lists and sentences."""
    lines = ["# Escalations", "", safe_text(summary(report)), ""]
    lines += [f"{safe_text(line)}\n" for line in waits(report)]
    lines += [f"- {code_span(row.id)} {age(row)}: {code_span(row.question)}" for row in report.overdue]
    for title, tallies in tables(report):
        lines += ["", f"## {title}", "", "| What | Escalations | Open |", "|---|---|---|"]
        lines += [f"| {code_cell(one.name)} | {one.count} | {one.open} |" for one in tallies[:TOP]]
    if report.repeats:
        lines += ["", "## Asked more than once", ""]
        lines += [
            f"- {code_span(', '.join(one.ids))}, {one.likeness} % alike: {code_span(one.question)}"
            for one in report.repeats[:TOP]
        ]
    return "\n".join(lines) + "\n"
