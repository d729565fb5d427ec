"""How one item's judgments come about, as `goldline/explain/1`."""

from __future__ import annotations

from typing import Any

from goldline.model.explanation import ExplainedJudgment, ExplainedRule, Explanation
from goldline.render.plain_json import dump, plain


def render_explain_json(explanation: Explanation) -> str:
    """Return the explanation as JSON; what is unknown is null, with `known` or `held` to tell."""
    return dump(
        {
            "format": "goldline/explain/1",
            "item": explanation.item,
            "title": explanation.title,
            "file": explanation.file,
            "guideline": explanation.guideline,
            "stamp": explanation.stamp,
            "version": explanation.version,
            "modality": explanation.modality,
            "locale": explanation.locale,
            "facts": list(explanation.facts),
            "judgments": [_judgment(one) for one in explanation.judgments],
        }
    )


def _judgment(one: ExplainedJudgment) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "title": one.title,
        "response": one.response,
        "question": one.question,
        "inputs": [
            {"name": source.name, "value": plain(source.value), "known": source.known, "words": source.words}
            for source in one.inputs
        ],
        "hit_policy": one.hit_policy,
        "rules": [_rule(rule) for rule in one.rules],
        "outcome": plain(one.value),
        "state": one.state,
        "fired": list(one.fired),
        "possible": plain(one.possible),
        "possible_states": list(one.possible_states),
        "missing": list(one.missing),
        "label": plain(one.label),
        "labelled": one.labelled,
        "agrees": one.agrees,
        "exception": one.exception,
    }


def _rule(rule: ExplainedRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "text": rule.text,
        "then": rule.then,
        "held": rule.held,
        "fired": rule.fired,
        "otherwise": rule.otherwise,
        "cases": [
            {
                "held": case.held,
                "tests": [
                    {"name": test.name, "value": plain(test.value), "test": test.test, "held": test.held}
                    for test in case.tests
                ],
            }
            for case in rule.cases
        ],
    }
