"""What is wrong with the rows of a log, for a terminal, for Markdown and as JSON."""

from __future__ import annotations

from typing import Any

from goldline.model.judgments import LogProblem, LogProblems
from goldline.render.escape import code_span, one_line
from goldline.render.terminal import Paint, width_of, wrap
from goldline.render.words import plural

SHOWN = 5
"""How many faults of a kind are shown with their rows."""


def problem_lines(problems: LogProblems, read: int, used: int, width: int, paint: Paint) -> list[str]:
    """Return what is wrong, the first rows of each kind, and how many judgments count."""
    lines = []
    for kind, count in problems.counts.most_common():
        severity = problems.severities[kind]
        style = "red" if severity == "error" else "yellow"
        several = [one for one in problems.kept if one.kind == kind]
        for one in several[:SHOWN]:
            text = one.message + (f" ({one.hint.removeprefix('; ')})" if one.hint else "")
            place = f"{severity} {one_line(one.file)}, row {one.row}:"
            whole = f"{place} {one_line(text)}"
            fits = width_of(whole) <= width
            lines.append(paint(severity, style) + (whole if fits else place).removeprefix(severity))
            if not fits:
                lines += [f"        {line}" for line in wrap(one_line(text), max(width - 8, 20))]
        if count > SHOWN:
            lines.append(
                paint(f"        … and {plural(count - SHOWN, 'more row')} of that kind ({kind})", "dim")
            )
    if lines:
        lines += ["", used_words(read, used), ""]
    return lines


def problem_items(problems: LogProblems, read: int, used: int) -> list[str]:
    """Return the same as Markdown."""
    lines = []
    for kind, count in problems.counts.most_common():
        several = [one for one in problems.kept if one.kind == kind]
        lines += [f"- {_place(one)}: {code_span(one.message)}" for one in several[:SHOWN]]
        if count > SHOWN:
            lines.append(f"- … and {plural(count - SHOWN, 'more row')} of that kind ({kind})")
    return [*lines, "", used_words(read, used), ""] if lines else []


def _place(one: LogProblem) -> str:
    return f"{code_span(one.file)}, row {one.row}"


def used_words(read: int, used: int) -> str:
    """Return how many of the judgments count."""
    return f"{used:,} of {plural(read, 'judgment')} count"


def problems_json(problems: LogProblems) -> dict[str, Any]:
    """Return counts by kind, and the faults that were kept."""
    return {
        "counts": dict(problems.counts),
        "rows": [
            {
                "file": one.file,
                "row": one.row,
                "kind": one.kind,
                "severity": one.severity,
                "message": one.message,
                "hint": one.hint,
            }
            for one in problems.kept
        ],
    }
