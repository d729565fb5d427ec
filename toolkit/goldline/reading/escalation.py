"""Escalations: a plain file that passed the shape check becomes an `Escalation`."""

from __future__ import annotations

from typing import Any

from goldline.model.escalation import Escalation, Outcome
from goldline.model.finding import Where


def build_escalation(value: dict[str, Any], file: str) -> Escalation:
    """Return the escalation that a document of the right shape holds."""
    guideline, _, stamp = value["guideline"].partition("@")
    outcome = value.get("outcome")
    return Escalation(
        id=value["id"],
        opened=value["opened"],
        by=value["by"],
        guideline=guideline,
        stamp=stamp,
        item=value.get("item", ""),
        case=value.get("content", {}).get("title", ""),
        criterion=value.get("criterion", ""),
        rules=tuple(value.get("rules", ())),
        question=value["question"],
        status=value["status"],
        answer=value.get("answer", ""),
        decided_by=value.get("decided_by", ""),
        decided=value.get("decided", ""),
        outcome=None
        if outcome is None
        else Outcome(
            tuple(outcome.get("rules", ())), tuple(outcome.get("gold", ())), outcome.get("version", "")
        ),
        where=Where(file),
    )
