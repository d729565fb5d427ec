"""What `check` found, as GitLab's code quality report: findings beside the lines of a merge request."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import Any

from goldline.model.finding import SEVERITIES, Finding, Severity
from goldline.model.report import CheckReport
from goldline.render.escape import safe_text, shorten
from goldline.render.look import NO_CHECKS, Checks, name_of

MOST = 5_000
_LONGEST = 1000
_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render_codequality(report: CheckReport, *, checks: Checks = NO_CHECKS) -> str:
    """Return a list with an entry for each finding, the gravest where there are too many for a report.

    A finding about the whole repository stands at the settings, for each entry must have a file.
    """
    seen: Counter[str] = Counter()
    worst = sorted(report.findings, key=lambda one: SEVERITIES.index(one.severity))[:MOST]
    return json.dumps([_entry(one, seen, checks) for one in sorted(worst)], indent=2) + "\n"


def _entry(finding: Finding, seen: Counter[str], checks: Checks) -> dict[str, Any]:
    about = sha256(json.dumps([finding.code, finding.file, finding.message]).encode()).hexdigest()
    seen[about] += 1
    message = safe_text(finding.message) + (f" (hint: {safe_text(finding.hint)})" if finding.hint else "")
    named = " ".join([finding.code, name_of(checks, finding.code)]).strip()
    return {
        "description": shorten(f"{named}: {message}", _LONGEST),
        "check_name": safe_text(finding.code),
        # Of what is found and where, not of the line: lines above come and go.
        "fingerprint": sha256(f"{about}:{seen[about]}".encode()).hexdigest()[:40],
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": safe_text(finding.file or "goldline.toml"),
            "lines": {"begin": max(finding.line, 1)},
        },
    }
