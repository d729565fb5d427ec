"""What one job of a forge's CI tells another about a change: flat words and numbers, and nothing else.

The first job reads a stranger's branch and has no rights. The second may write a comment, and sees
nothing of the branch but this. So every field is a text, a number, a yes or no, or a list of such.
"""

from __future__ import annotations

from typing import Literal

from goldline.model.finding import Finding
from goldline.model.noun import noun
from goldline.model.report import Status

Step = Literal["check", "verify", "diff"]


@noun
class Trouble:
    """A step that could not be done: why, and a way out."""

    step: Step
    message: str
    hint: str


@noun
class StatusCount:
    """How many judgments have a status, and whether the settings of the base fail for it."""

    status: Status
    count: int
    fails: bool


@noun
class ToldJudgment:
    """One judgment in words; of an item that is held out only where it belongs."""

    status: Status
    guideline: str
    criterion: str
    item: str
    title: str
    judged: str
    gold: str
    rules: str
    why: tuple[str, ...]


@noun
class ToldShift:
    """One difference over all facts there can be, gold or no gold."""

    guideline: str
    criterion: str
    judged: str
    rules: str
    extent: str
    example: str


@noun
class ToldVersion:
    """What a guideline's change demands of its version, and what it declares."""

    guideline: str
    base: str
    head: str
    required: Literal["major", "minor", "patch", "none"]
    declared: Literal["major", "minor", "patch", "none"]
    ok: bool
    reasons: tuple[str, ...]


@noun
class ToldProof:
    """How much of a criterion was looked at, and how many flaws that showed."""

    guideline: str
    criterion: str
    rules: int
    combinations: int
    flaws: int
    unproved: tuple[str, ...]


@noun
class PullReport:
    """All that is told of a change: counts are whole, lists may be cut.

    `target` is the commit that the change is to be merged into, `base` where it left it, `head` the
    change itself.
    """

    target: str
    base: str
    head: str
    files: int
    items: int
    errors: int
    warnings: int
    infos: int
    findings: tuple[Finding, ...]
    judged: int
    statuses: tuple[StatusCount, ...]
    judgments: tuple[ToldJudgment, ...]
    shifts: tuple[ToldShift, ...]
    all_shifts: int
    versions: tuple[ToldVersion, ...]
    all_versions: int
    proofs: tuple[ToldProof, ...]
    all_proofs: int
    troubles: tuple[Trouble, ...]

    @property
    def found(self) -> bool:
        """Whether anything was found that stands in the way."""
        return bool(self.errors or self.warnings or any(one.fails and one.count for one in self.statuses))

    @property
    def exit_status(self) -> int:
        """What the job ends with: 1 something found, 2 something could not be looked at, 0 all well."""
        if self.found:
            return 1
        return 2 if self.troubles else 0
