"""Scorecards as `goldline/score/1`."""

from __future__ import annotations

from typing import Any

from goldline.model.scorecard import CriterionScore, Scorecard, ScoreReport
from goldline.render.figures import figure_json, rounded, share_json
from goldline.render.log_problems import problems_json
from goldline.render.plain_json import dump


def render_score_json(report: ScoreReport) -> str:
    """Return scorecards as JSON, a line each."""
    return dump(
        {
            "format": "goldline/score/1",
            "source": report.source,
            "read": report.read,
            "used": report.used,
            "scored": report.scored,
            "without_gold": report.without_gold,
            "not_judged": report.not_judged,
            "held_out": report.held_out,
            "pass_mark": report.pass_mark,
            "everybody": share_json(report.everybody),
            "analysts": [card_json(card) for card in report.analysts],
            "teams": [card_json(card) for card in report.teams],
            "problems": problems_json(report.problems),
            "notes": list(report.notes),
        }
    )


def card_json(card: Scorecard) -> dict[str, Any]:
    """Return one scorecard as plain data."""
    return {
        "name": card.name,
        "team": card.team or None,
        "people": card.people,
        "items": card.items,
        "outcome": card.outcome,
        "accuracy": share_json(card.accuracy),
        "weighted": share_json(card.weighted),
        "lean": figure_json(card.lean),
        "drift": figure_json(card.drift),
        "seconds": figure_json(card.speed.seconds),
        "time_ratio": figure_json(card.speed.ratio),
        "flags": [
            {"kind": flag.kind, "sentence": flag.sentence, "chance": rounded(flag.chance)}
            for flag in card.flags
        ],
        "criteria": [_criterion(one) for one in card.criteria],
        "findings": [
            {
                "guideline": one.guideline,
                "recall": share_json(one.recall),
                "precision": share_json(one.precision),
                "types": share_json(one.types),
                "severities": share_json(one.severities),
                "overlap": figure_json(one.overlap),
            }
            for one in card.findings
        ],
        "weeks": [
            {"week": one.week, "accuracy": share_json(one.accuracy), "lean": figure_json(one.lean)}
            for one in card.weeks
        ],
        "missed": card.missed,
        "veiled": card.veiled,
        "misses": [
            {
                "item": one.item,
                "response": one.response,
                "criterion": one.criterion,
                "value": one.value,
                "gold": one.gold,
                "accept": list(one.accept),
                "rules": [name for name, _ in one.rules],
            }
            for one in card.misses
        ],
    }


def _criterion(one: CriterionScore) -> dict[str, Any]:
    return {
        "guideline": one.guideline,
        "criterion": one.criterion,
        "judged": one.judged,
        "not_judged": one.not_judged,
        "accuracy": share_json(one.accuracy),
        "weighted": share_json(one.weighted),
        "harsher": one.harsher,
        "milder": one.milder,
        "lean": figure_json(one.lean),
        "matrix": [{"gold": gold, "said": said, "count": count} for gold, said, count in one.matrix],
    }
