"""Escalations as those who answer them look at them: a list with ages, and what many of them show."""

from __future__ import annotations

from typing import Literal

from goldline.model.noun import noun


@noun
class EscalationRow:
    """One escalation; `age` are the days it has waited for its answer, or did, `case` what is no item."""

    id: str
    status: str
    opened: str
    age: int
    by: str
    team: str
    guideline: str
    item: str
    criterion: str
    rules: tuple[str, ...]
    question: str
    file: str
    case: str


@noun
class Tally:
    """How many escalations something has caused, and how many of them are still open."""

    name: str
    count: int
    open: int


@noun
class Repeat:
    """Questions that ask much the same, oldest first; `likeness` (of 100) is the least to the first."""

    ids: tuple[str, ...]
    likeness: int
    question: str


@noun
class EscalationStatistics:
    """What the escalations of a repository show together, on the day `today`."""

    today: str
    statuses: tuple[Tally, ...]
    waiting: tuple[int, ...]
    waited: tuple[int, ...]
    overdue: tuple[EscalationRow, ...]
    open_days: int
    guidelines: tuple[Tally, ...]
    criteria: tuple[Tally, ...]
    rules: tuple[Tally, ...]
    teams: tuple[Tally, ...]
    people: tuple[Tally, ...]
    repeats: tuple[Repeat, ...]


Decision = Literal["answered", "resolved", "declined"]
