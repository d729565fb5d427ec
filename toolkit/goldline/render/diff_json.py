"""What a change does to the gold, as FORMAT.md's `goldline/diff/1`."""

from __future__ import annotations

from typing import Any

from goldline.model.report import STATUSES, DiffReport, ElementChange, JudgmentChange, Side
from goldline.render.plain_json import dump, plain


def render_diff_json(report: DiffReport, *, every: bool = False) -> str:
    """Return the comparison as JSON; judgments that stayed the same only for `every`."""
    judgments = [_judgment(one) for one in report.judgments if every or one.status != "same"]
    return dump(
        {
            "format": "goldline/diff/1",
            "base": _side(report.base),
            "head": _side(report.head),
            "summary": _summary(report.summary),
            "judgments": judgments,
            "changes": [_change(one) for one in report.changes],
            "criteria": plain(report.criteria),
            "shifts": plain(report.shifts),
            "regions": plain(report.regions),
            "versions": plain(report.versions),
            "notes": list(report.notes),
            "losses": [
                {"guideline": one.guideline, "version": one.version, "items": list(one.items)}
                for one in report.losses
            ],
        }
    )


def _side(side: Side) -> dict[str, str | None]:
    return {"name": side.name, "commit": side.commit}


def _summary(counts: dict[str, int]) -> dict[str, int]:
    order = ["items", "judgments", *STATUSES]
    return {name: counts[name] for name in [*order, *(n for n in counts if n not in order)] if name in counts}


def _judgment(one: JudgmentChange) -> dict[str, Any]:
    return {
        "guideline": one.guideline,
        "criterion": one.criterion,
        "item": one.item,
        "response": one.response,
        "status": one.status,
        "base": plain(one.base),
        "head": plain(one.head),
        "base_state": one.base_state,
        "head_state": one.head_state,
        "base_gold": plain(one.base_gold),
        "gold": plain(one.gold),
        "exception": one.exception,
        "base_rules": list(one.base_rules),
        "head_rules": list(one.head_rules),
        "possible": plain(one.possible),
        "possible_states": list(one.possible_states),
        "missing": list(one.missing),
        "title": one.title,
        "file": one.file,
        "causes": [
            {
                "input": cause.input,
                "value": plain(cause.value),
                "base_test": cause.base_test,
                "head_test": cause.head_test,
            }
            for cause in one.causes
        ],
        "reworded": list(one.reworded),
    }


def _change(one: ElementChange) -> dict[str, Any]:
    return {
        "guideline": one.guideline,
        "criterion": one.criterion,
        "element": one.element,
        "id": one.id,
        "change": one.change,
        "before": dict(one.before),
        "after": dict(one.after),
    }
