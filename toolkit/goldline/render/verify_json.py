"""What was proved, as `goldline/verify/1`."""

from __future__ import annotations

from typing import Any

from goldline.model.proof import Flaw, VerifyReport
from goldline.render.plain_json import dump, plain


def render_verify_json(report: VerifyReport) -> str:
    """Return the report as JSON: a line a criterion, and a line a flaw."""
    flaws = report.flaws
    return dump(
        {
            "format": "goldline/verify/1",
            "name": report.name,
            "summary": {
                "criteria": len(report.proofs),
                "exhaustive": all(proof.exhaustive for proof in report.proofs),
                **{level: sum(f.severity == level for f in flaws) for level in ("error", "warning", "info")},
            },
            "criteria": [
                {
                    "guideline": proof.guideline,
                    "criterion": proof.criterion,
                    "rules": proof.rules,
                    "combinations": proof.combinations,
                    "exhaustive": proof.exhaustive,
                    "unproved": list(proof.unproved),
                    "flaws": len(proof.flaws),
                }
                for proof in report.proofs
            ],
            "flaws": [_flaw(flaw, report) for flaw in flaws],
        }
    )


def _flaw(flaw: Flaw, report: VerifyReport) -> dict[str, Any]:
    place = report.places[flaw.where]
    return {
        "guideline": flaw.guideline,
        "criterion": flaw.criterion,
        "kind": flaw.kind,
        "severity": flaw.severity,
        "rules": list(flaw.rules),
        "message": flaw.message,
        "hint": flaw.hint,
        "excuse": flaw.excuse or None,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "regions": [{name: plain(values) for name, values in when} for when in flaw.regions],
        "more": flaw.more,
        "example": {name: plain(value) for name, value in flaw.example},
        "other": {name: plain(value) for name, value in flaw.other},
    }
