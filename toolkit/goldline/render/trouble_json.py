"""Which rules cost most agreement, as `goldline/trouble/1`."""

from __future__ import annotations

from goldline.model.trouble import TroubleReport
from goldline.render.figures import figure_json, rounded, share_json
from goldline.render.log_problems import problems_json
from goldline.render.plain_json import dump


def render_trouble_json(report: TroubleReport) -> str:
    """Return the rules as JSON, a line each, the dearest first in each guideline."""
    return dump(
        {
            "format": "goldline/trouble/1",
            "source": report.source,
            "read": report.read,
            "used": report.used,
            "rules": [
                {
                    "guideline": one.guideline,
                    "criterion": one.criterion,
                    "rule": one.rule,
                    "cost": rounded(one.cost),
                    "part": figure_json(one.part),
                    "differ": figure_json(one.differ),
                    "others": figure_json(one.others),
                    "stands_out": one.stands_out,
                    "units": one.units,
                    "judgments": one.judgments,
                    "wrong": share_json(one.wrong),
                    "escalations": list(one.escalations),
                    "edited": list(one.edited),
                    "before": figure_json(one.before),
                    "after": figure_json(one.after),
                    "effect": one.effect or None,
                    "items": [
                        {
                            "item": item.item,
                            "response": item.response,
                            "differ": rounded(item.differ),
                            "said": [{"value": value, "count": count} for value, count in item.said],
                            "gold": item.gold or None,
                        }
                        for item in one.items
                    ],
                }
                for one in report.rules
            ],
            "problems": problems_json(report.problems),
            "notes": list(report.notes),
        }
    )
