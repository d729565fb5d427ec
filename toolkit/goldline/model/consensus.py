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
    """Production work that people agree on.

    `facts` are its inputs as most recorded them, `rules` those that give `outcome` by them (nothing where
    no facts are in the log). `shows` are rules that no gold shows: by the facts, else by what people said.
    """

    agreed: Agreed
    shows: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    outcome: str = ""

    @property
    def fits(self) -> bool:
        """Whether nothing speaks against it: the facts give what people say, or there are none."""
        return self.outcome in ("", self.agreed.value)


@noun
class Doubt:
    """Gold that experts disagree with: how many of them, and what they say."""

    agreed: Agreed
    experts: int
    against: int
    says: str


@noun
class ConsensusReport:
    """All of it; `queue` is what a person should decide, the most divided first.

    `decided` of what people differ about was decided by a lead before, and is in no queue.
    """

    source: str
    targets: tuple[Agreed, ...]
    candidates: tuple[Candidate, ...]
    doubts: tuple[Doubt, ...]
    queue: tuple[Agreed, ...]
    decided: int
    problems: LogProblems
    read: int
    used: int
    notes: tuple[str, ...]


@noun
class Side:
    """One side of a disagreement: the value, who gave it, and which rules give it, with their words.

    `fired` are the rules that hold by what those people recorded themselves, and `facts` the inputs that
    they recorded, where a log has any.
    """

    value: str
    label: str
    people: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    fired: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()


@noun
class Dispute:
    """What people disagree about, side by side, and what the rules give by the facts of the item.

    `production` is work that is no gold item; its facts are those that most people recorded.
    """

    item: str
    guideline: str
    criterion: str
    response: str | None
    question: str
    sides: tuple[Side, ...]
    gold: str
    outcome: str
    outcome_rules: tuple[str, ...]
    production: bool = False


@noun
class Decision:
    """What a lead decided of production work: the value, why, by whom and when, and what the sides were."""

    item: str
    guideline: str
    version: str
    criterion: str
    response: str | None
    value: str
    by: str
    reason: str
    at: str
    rules: tuple[str, ...]
    sides: tuple[Side, ...]
