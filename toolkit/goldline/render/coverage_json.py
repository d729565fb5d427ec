"""Coverage and suggestions as `goldline/coverage/1` and `goldline/suggest/1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldline.model.coverage import Counted, CriterionCoverage, GuidelineCoverage, RuleCoverage, Suggestion
from goldline.render.plain_json import dump, plain


def render_coverage_json(coverage: Iterable[GuidelineCoverage]) -> str:
    """Return what gold shows as JSON: a line a criterion."""
    listed = list(coverage)
    return dump(
        {
            "format": "goldline/coverage/1",
            "guidelines": [
                {
                    "guideline": one.guideline,
                    "version": one.version,
                    "items": one.items,
                    "types": _counted(one.types),
                    "locales": _counted(one.locales),
                    "modalities": _counted(one.modalities),
                }
                for one in listed
            ],
            "criteria": [_criterion(criterion) for one in listed for criterion in one.criteria],
        }
    )


def _counted(counted: Iterable[Counted]) -> dict[str, int]:
    return {one.name: one.count for one in counted}


def _criterion(one: CriterionCoverage) -> dict[str, Any]:
    return {
        "guideline": one.guideline,
        "criterion": one.criterion,
        "judgments": one.judgments,
        "undecided": one.undecided,
        "rules_decided": sum(rule.decided > 0 for rule in one.rules),
        "rules": sum(rule.possible for rule in one.rules),
        "conditions_shown": sum(condition.shown for condition in one.conditions),
        "conditions": len(one.conditions),
        "exhaustive": one.exhaustive,
        "levels": _counted(one.levels),
        "by_rule": [_rule(rule) for rule in one.rules],
    }


def _rule(rule: RuleCoverage) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "decided": rule.decided,
        "items": list(rule.items),
        "possible": rule.possible,
        "conditions": [
            {
                "case": condition.case,
                "input": condition.input,
                "test": condition.test,
                "shown": condition.shown,
                "possible": condition.possible,
                "met": condition.met,
                "failed": condition.failed,
            }
            for condition in rule.conditions
        ],
    }


def render_suggestions_json(suggestions: Iterable[Suggestion]) -> str:
    """Return suggestions as JSON, a line each; their numbers begin with 1."""
    return dump(
        {
            "format": "goldline/suggest/1",
            "suggestions": [
                {
                    "number": number,
                    "guideline": one.guideline,
                    "criterion": one.criterion,
                    "facts": {name: plain(value) for name, value in one.facts},
                    "findings": [
                        {"type": f.type, "severity": f.severity, "response": f.response} for f in one.findings
                    ],
                    "observations": [
                        {"response": response or None, "name": name, "value": plain(value)}
                        for response, name, value in one.observations
                    ],
                    "judgments": [
                        {"response": response or None, "criterion": name, "value": plain(value)}
                        for response, name, value in one.judgments
                    ],
                    "outcome": plain(one.value),
                    "state": one.state,
                    "rules": list(one.rules),
                    "shows": list(one.shows),
                    "near": one.near or None,
                    "changed": list(one.changed),
                    "shift": one.shift or None,
                }
                for number, one in enumerate(suggestions, 1)
            ],
        }
    )
