"""What `check` found, as FORMAT.md's `goldline/check/1`."""

from __future__ import annotations

from typing import Any

from goldline.model.finding import SEVERITIES, Finding
from goldline.model.report import CheckReport
from goldline.render.plain_json import dump


def render_check_json(report: CheckReport) -> str:
    """Return the findings as JSON, in the report's order."""
    summary: dict[str, Any] = {"name": report.name, "files": report.files, "items": report.items}
    summary |= {severity: report.count(severity) for severity in SEVERITIES}
    if report.against is not None:
        summary["against"] = {"name": report.against.name, "commit": report.against.commit}
    findings = [_finding(finding) for finding in report.findings]
    return dump({"format": "goldline/check/1", "findings": findings, "summary": summary})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "hint": finding.hint,
    }
