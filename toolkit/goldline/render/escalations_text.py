"""Escalations for the terminal: a list with ages, and what many of them show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from goldline.model.escalations import EscalationRow, EscalationStatistics, Tally
from goldline.render.escape import safe_text

TOP = 8


def render_escalations_text(rows: Sequence[EscalationRow], width: int = 100) -> str:
    """Return escalations, two lines each: what and how old, then the question."""
    lines: list[str] = []
    for row in rows:
        lines.append(f"{row.id}  {age(row)}  {row.guideline}  {about(row)}".rstrip())
        lines.append(f"    {_cut(row.question, width - 4)}")
    count = sum(row.status == "open" for row in rows)
    lines.append(f"{len(rows)} escalation{'' if len(rows) == 1 else 's'}, {count} open")
    return "".join(f"{safe_text(line)}\n" for line in lines)


def render_statistics_text(report: EscalationStatistics, width: int = 100) -> str:
    """Return the statistics: how long people wait, what makes them ask, and what they ask again."""
    lines = [summary(report), *waits(report)]
    for row in report.overdue:
        lines.append(f"  {row.id}  {age(row)}  {_cut(row.question, max(width - 30, 20))}")
    for title, tallies in tables(report):
        lines += ["", f"{title}:"]
        lines += [f"  {one.count:4}  {one.name}{still_open(one)}" for one in tallies[:TOP]]
        if len(tallies) > TOP:
            lines.append(f"        and {len(tallies) - TOP} more")
    if report.repeats:
        lines += ["", "Asked more than once (the words are alike; read them before you believe it):"]
        for repeat in report.repeats[:TOP]:
            lines.append(f"  {', '.join(repeat.ids)}  {repeat.likeness} % alike")
            lines.append(f"    {_cut(repeat.question, width - 4)}")
    return "".join(f"{safe_text(line)}\n" for line in lines)


def about(row: EscalationRow) -> str:
    """Return what a question is about: its item, or the case that is none, its criterion and rules."""
    return " ".join(part for part in (row.item or row.case, row.criterion, ", ".join(row.rules)) if part)


def summary(report: EscalationStatistics) -> str:
    """Return how many there are, by how far they have come."""
    total = sum(one.count for one in report.statuses)
    parts = ", ".join(f"{one.count} {one.name}" for one in report.statuses)
    return f"{total} escalation{'' if total == 1 else 's'} on {report.today}: {parts}"


def waits(report: EscalationStatistics) -> Iterable[str]:
    """Yield how long people wait and waited, in sentences."""
    if report.waiting:
        yield (
            f"Those that are open have waited {median(report.waiting):g} days at the median, "
            f"{report.waiting[-1]} at most; {len(report.overdue)} longer than {report.open_days} days."
        )
    if report.waited:
        middle = f"{median(report.waited):g}"
        yield f"Those that are decided waited {middle} days at the median, {report.waited[-1]} at most."


def tables(report: EscalationStatistics) -> list[tuple[str, tuple[Tally, ...]]]:
    """Return the tallies worth showing, each with its title."""
    every = (
        ("Rules that cause most escalations", report.rules),
        ("Criteria", report.criteria),
        ("Guidelines", report.guidelines),
        ("Teams", report.teams),
        ("People who ask", report.people),
    )
    return [(title, tallies) for title, tallies in every if tallies]


def still_open(tally: Tally) -> str:
    """Return how many of these are open, in brackets, or ""."""
    return f"  ({tally.open} open)" if tally.open else ""


def age(row: EscalationRow) -> str:
    """Return how long a row has waited, or waited until it was decided."""
    days = f"{row.age} day{'' if row.age == 1 else 's'}"
    return f"open for {days}" if row.status == "open" else f"{row.status} after {days}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
