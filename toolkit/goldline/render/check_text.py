"""What `check` found, for a terminal."""

from __future__ import annotations

from itertools import groupby

from goldline.model.finding import SEVERITIES, Finding
from goldline.model.report import CheckReport
from goldline.render.escape import safe_text
from goldline.render.look import NO_CHECKS, Checks, name_of
from goldline.render.terminal import Paint, pad
from goldline.render.words import listed, plural, side_words

_STYLES = {"error": ("red", "bold"), "warning": ("yellow",), "info": ("blue",)}
_NOUNS = {"error": "error", "warning": "warning", "info": "remark"}


def render_check_text(report: CheckReport, *, color: bool = False, checks: Checks = NO_CHECKS) -> str:
    """Return the findings grouped by file, each with its place, severity, code and hint, and a summary."""
    paint = Paint(color)
    blocks = [
        "\n".join([paint(safe_text(file) or "the repository", "bold"), *_lines(list(found), paint, checks)])
        for file, found in groupby(report.findings, key=lambda finding: finding.file)
    ]
    lines = [_summary(report, paint)]
    if report.against is not None:
        lines.append(safe_text(f"Compared with {side_words(report.against)}."))
    return "\n\n".join([*blocks, "\n".join(lines)]) + "\n"


def _lines(findings: list[Finding], paint: Paint, checks: Checks) -> list[str]:
    places = [f"{finding.line}:{finding.column}" for finding in findings]
    names = [" ".join([one.code, name_of(checks, one.code)]).strip() for one in findings]
    at, what = max(map(len, places)), max(map(len, names))
    lines = []
    for finding, place, name in zip(findings, places, names, strict=True):
        severity = pad(finding.severity, 7, paint(finding.severity, *_STYLES[finding.severity]))
        message = safe_text(finding.message)
        lines.append(
            f"  {paint(place.rjust(at), 'dim')}  {severity}  {pad(name, what, paint(name, 'dim'))}  {message}"
        )
        if finding.hint:
            # Below the message, so that all that belongs to a finding stands in one column.
            lines.append(f"{' ' * (at + what + 15)}hint: {safe_text(finding.hint)}")
    return lines


def _summary(report: CheckReport, paint: Paint) -> str:
    looked = f"{plural(report.files, 'file')} with {plural(report.items, 'item')}"
    if not report.findings and not report.files:
        return paint("There is nothing to check: no guideline, gold or escalation is here.", "yellow", "bold")
    if not report.findings:
        return paint(f"All is well in {looked}.", "green", "bold")
    worst = next(severity for severity in SEVERITIES if report.count(severity))
    files = len({finding.file for finding in report.findings})
    where = f"in {plural(files, 'file')} of {report.files:,}"
    return paint(f"{counts_words(report)} {where}, with {plural(report.items, 'item')}.", *_STYLES[worst])


def counts_words(report: CheckReport) -> str:
    """Return how many findings of each severity there are: `2 errors and 1 warning`."""
    counts = [(severity, report.count(severity)) for severity in SEVERITIES]
    return listed(plural(count, _NOUNS[severity]) for severity, count in counts if count) or "nothing"
