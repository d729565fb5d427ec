"""Agreement as `goldline/agreement/1`."""

from __future__ import annotations

from goldline.model.agreement import AgreementReport
from goldline.render.figures import figure_json, rounded
from goldline.render.log_problems import problems_json
from goldline.render.plain_json import dump


def render_agreement_json(report: AgreementReport) -> str:
    """Return agreement as JSON: a line a criterion, `coefficients` by name."""
    return dump(
        {
            "format": "goldline/agreement/1",
            "source": report.source,
            "by": report.by or None,
            "read": report.read,
            "used": report.used,
            "criteria": [
                {
                    "guideline": one.guideline,
                    "criterion": one.criterion,
                    "group": one.group or None,
                    "scale": one.scale,
                    "verdict": one.verdict,
                    "trusted": one.trusted,
                    "because": one.because,
                    "judgments": one.judgments,
                    "not_judged": one.not_judged,
                    "items": one.items,
                    "units": one.units,
                    "single": one.single,
                    "raters": one.raters,
                    "most_common": (
                        {"value": one.common[0], "share": rounded(one.common[1])} if one.common else None
                    ),
                    "coefficients": {each.name: figure_json(each.figure) for each in one.coefficients},
                    "notes": list(one.notes),
                }
                for one in report.criteria
            ],
            "findings": [
                {
                    "guideline": one.guideline,
                    "items": one.items,
                    "raters": one.raters,
                    "f1": figure_json(one.f1),
                    "f1_of_types": figure_json(one.f1_of_types),
                    "overlap": figure_json(one.overlap),
                    **({} if one.gamma is None else {"gamma": figure_json(one.gamma)}),
                }
                for one in report.findings
            ],
            "problems": problems_json(report.problems),
            "notes": list(report.notes),
        }
    )
