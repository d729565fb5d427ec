"""What `check` found, as GitHub's workflow commands: annotations beside the lines they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldline.model.finding import SEVERITIES, Finding, Severity
from goldline.model.report import CheckReport
from goldline.render.escape import command_data, command_property, safe_text
from goldline.render.look import NO_CHECKS, Checks, name_of
from goldline.render.words import plural

MOST = 10
"""How many annotations of one type GitHub keeps of a step; it drops the rest without a word."""

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render_github(report: CheckReport, *, checks: Checks = NO_CHECKS) -> str:
    """Return a command for each finding; of more than ten of a type, nine and how many there are besides."""
    lines: list[str] = []
    for severity in SEVERITIES:
        found = [finding for finding in report.findings if finding.severity == severity]
        lines += _commands(_COMMANDS[severity], found, checks)
    return "".join(line + "\n" for line in lines)


def _commands(command: str, findings: Sequence[Finding], checks: Checks) -> Iterator[str]:
    shown = findings if len(findings) <= MOST else findings[: MOST - 1]
    for finding in shown:
        title = f"{finding.code} {name_of(checks, finding.code)}".strip()
        # A finding about the whole repository has no file, and then no line either.
        at = (
            f"file={command_property(finding.file)},line={finding.line},col={finding.column},"
            if finding.file
            else ""
        )
        yield f"::{command} {at}title={command_property(title)}::{command_data(_message(finding))}"
    if len(shown) < len(findings):
        left = plural(len(findings) - len(shown), f"more {command}", f"more {command}s")
        yield f"::{command} title=goldline check::{left}, {len(findings):,} in all, not shown here"


def _message(finding: Finding) -> str:
    # Made one line each, so that the only line break in an annotation is ours.
    message, hint = safe_text(finding.message), safe_text(finding.hint)
    return f"{message}\nhint: {hint}" if hint else message
