"""How one item's judgments come about: the facts, each rule with its tests, the judgment, the label."""

from __future__ import annotations

from dataclasses import field

from goldline.model.condition import Value
from goldline.model.noun import noun
from goldline.model.report import Possible


@noun
class ExplainedInput:
    """What an input reads in this item. Where it is not `known`, `value` is None or what it may be.

    `words` say what the input is: the question it puts, or what it counts.
    """

    name: str
    value: Value | Possible
    known: bool = True
    words: str = ""


@noun
class ExplainedTest:
    """One test of a case as written, on the value it was put to; `held` is None where that is unknown."""

    name: str
    value: Value | Possible
    test: str
    held: bool | None


@noun
class ExplainedCase:
    """One case of a rule: it holds where all its tests do (one without tests always does)."""

    tests: tuple[ExplainedTest, ...]

    @property
    def held(self) -> bool | None:
        """Whether it holds; None where the unknown tests will tell."""
        answers = {test.held for test in self.tests}
        if False in answers:
            return False
        return None if None in answers else True


@noun
class ExplainedRule:
    """A rule and whether it holds here. `otherwise` comes last, as a rule without cases.

    `then` is the level or formula as written; `fired` says that the judgment came from this rule,
    which under most hit policies not every rule that holds does.
    """

    id: str
    text: str
    then: str
    cases: tuple[ExplainedCase, ...] = ()
    fired: bool = False
    otherwise: bool = False

    @property
    def held(self) -> bool | None:
        """Whether it holds: any of its cases does. For `otherwise`: whether it was reached."""
        if self.otherwise:
            return self.fired
        if not self.cases:
            return True
        answers = {case.held for case in self.cases}
        if True in answers:
            return True
        return None if None in answers else False


@noun
class ExplainedJudgment:
    """One criterion, for the item or one response: its inputs, its rules in order, and what came out.

    `agrees` is None where there is no label, or nothing decided to hold against it. `exception`
    is the reason why the label stands against the rules. `labels` names the levels.
    """

    criterion: str
    title: str
    response: str | None
    question: str
    inputs: tuple[ExplainedInput, ...]
    rules: tuple[ExplainedRule, ...]
    hit_policy: str | None
    state: str
    value: Value
    fired: tuple[str, ...]
    label: Value
    labelled: bool
    agrees: bool | None
    exception: str = ""
    possible: tuple[Value | Possible, ...] = ()
    possible_states: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    labels: dict[Value, str] = field(default_factory=dict)


@noun
class Explanation:
    """One gold item explained: `facts` as lines to read, then every judgment.

    `stamp` is the version a person last confirmed the item under, `version` the one it is judged by.
    """

    item: str
    title: str
    file: str
    guideline: str
    stamp: str
    version: str
    modality: str
    locale: str
    facts: tuple[str, ...]
    judgments: tuple[ExplainedJudgment, ...]
