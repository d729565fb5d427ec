"""What many judgments say together, target by target, and what should follow from it."""

from __future__ import annotations

from goldline.model.judgments import LogProblems
from goldline.model.noun import noun


@noun
class Agreed:
    """One target: what is probably true (Dawid and Skene), what most say, and how hard it is.

    `difficulty` is the share of judgments that are not the probable value; `discrimination` is None where
    too few judged. `gold` is "" where there is none. `spread` counts what was said, commonest first.
    """

    guideline: str
    item: str
    criterion: str
    response: str | None
    value: str
    chance: float
    majority: str
    judgments: int
    spread: tuple[tuple[str, int], ...]
    difficulty: float
    discrimination: float | None
    gold: str
    held_out: bool


@noun
class Candidate:
    """Production work that people agree on; `shows` are rules without gold that give its value."""

    agreed: Agreed
    shows: tuple[str, ...]


@noun
class Doubt:
    """Gold that experts disagree with: how many of them, and what they say."""

    agreed: Agreed
    experts: int
    against: int
    says: str


@noun
class ConsensusReport:
    """All of it; `queue` is what a person should decide, the most divided first."""

    source: str
    targets: tuple[Agreed, ...]
    candidates: tuple[Candidate, ...]
    doubts: tuple[Doubt, ...]
    queue: tuple[Agreed, ...]
    problems: LogProblems
    read: int
    used: int
    notes: tuple[str, ...]


@noun
class Side:
    """One side of a disagreement: the value, who gave it, and which rules give it, with their words.

    `fired` are the rules that the findings of those people lead to, where they recorded any.
    """

    value: str
    label: str
    people: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    fired: tuple[str, ...]


@noun
class Dispute:
    """What people disagree about, side by side, and what the rules give by the facts of the item."""

    item: str
    guideline: str
    criterion: str
    response: str | None
    question: str
    sides: tuple[Side, ...]
    gold: str
    outcome: str
    outcome_rules: tuple[str, ...]
