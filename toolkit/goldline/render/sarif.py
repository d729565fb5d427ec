"""What `check` found, as SARIF 2.1.0: for code scanning and for editors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from goldline import __version__
from goldline.model.finding import SEVERITIES, Finding, Severity
from goldline.model.report import CheckReport
from goldline.render.escape import one_line, safe_text, sarif_message, sarif_uri
from goldline.render.look import NO_CHECKS, Checks
from goldline.render.words import plural

MOST = 25_000
"""How many results code scanning takes of one run; it refuses a file with more."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_LONGEST = 1000


def render_sarif(report: CheckReport, *, checks: Checks = NO_CHECKS) -> str:
    """Return one run with a rule for each code that occurs and a result for each finding."""
    shown = _most_severe(report.findings)
    codes = list(dict.fromkeys(finding.code for finding in shown))
    codes.sort()
    index = {code: at for at, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "goldline",
                "semanticVersion": __version__,
                "rules": [_rule(code, report, checks) for code in codes],
            }
        },
        "invocations": [_invocation(len(report.findings) - len(shown))],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "results": [_result(finding, index[finding.code], seen) for finding in shown],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _most_severe(findings: Sequence[Finding]) -> Sequence[Finding]:
    if len(findings) <= MOST:
        return findings
    kept = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))[:MOST]
    return sorted(kept)


def _rule(code: str, report: CheckReport, checks: Checks) -> dict[str, Any]:
    check = checks.get(code)
    if check is None:
        level = next(finding.severity for finding in report.findings if finding.code == code)
        name, text = code, f"goldline help {code} explains this check."
    else:
        level, name, text = check.level, check.name, check.explanation
    summary = one_line(text.split("\n\n")[0])[:_LONGEST]
    return {
        "id": safe_text(code),
        "name": safe_text(name),
        "shortDescription": {"text": sarif_message(summary)},
        "fullDescription": {"text": sarif_message(summary)},
        "help": {"text": sarif_message(text)},
        "defaultConfiguration": {"level": _LEVELS[level]},
    }


def _result(finding: Finding, rule: int, seen: Counter[str]) -> dict[str, Any]:
    message = safe_text(finding.message) + (f"\nhint: {safe_text(finding.hint)}" if finding.hint else "")
    result: dict[str, Any] = {
        "ruleId": safe_text(finding.code),
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": sarif_message(message)},
        "partialFingerprints": {"goldlineFinding/v1": _fingerprint(finding, seen)},
    }
    uri = sarif_uri(finding.file)
    if uri:
        result["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)},
                }
            }
        ]
    return result


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Return what stays the same when lines above come and go; a counter tells equal findings apart."""
    about = json.dumps([finding.code, finding.file, finding.message])
    digest = sha256(about.encode("ascii")).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _invocation(left_out: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = f"{plural(left_out, 'finding')} too many for readers of SARIF: the least severe are left out."
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return invocation
