"""An escalation: what an analyst could not decide, and what came of it."""

from __future__ import annotations

from typing import Literal

from goldline.model.finding import Where
from goldline.model.noun import noun


@noun
class Outcome:
    """What an escalation led to."""

    rules: tuple[str, ...]
    gold: tuple[str, ...]
    version: str


@noun
class Escalation:
    """One question from an analyst; without an `item` it is about content of its own, which `case` names."""

    id: str
    opened: str
    by: str
    guideline: str
    stamp: str
    item: str
    case: str
    criterion: str
    rules: tuple[str, ...]
    question: str
    status: Literal["open", "answered", "resolved", "declined"]
    answer: str
    decided_by: str
    decided: str
    outcome: Outcome | None
    where: Where
