"""A criterion: its question, the inputs it reads, and the rules that turn them into a judgment."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal

from goldline.model.condition import Test, Value
from goldline.model.finding import Where
from goldline.model.formula import Formula
from goldline.model.noun import noun
from goldline.model.scale import Scale

HitPolicy = Literal["unique", "any", "first", "priority", "collect"]
Aggregate = Literal["min", "max", "sum", "count"]
Worse = Literal["higher", "lower", "free"]


# --- inputs ---------------------------------------------------------------------------------


@noun
class WorstInput:
    """The highest severity among the findings of `types` or below them, or `none`."""

    name: str
    types: tuple[str, ...]
    response: str | None
    worse: Worse | None
    where: Where


@noun
class CountInput:
    """How many findings of `types` there are, of those severities alone where `severity` is given."""

    name: str
    types: tuple[str, ...]
    severity: Test | None
    response: str | None
    worse: Worse | None
    where: Where


@noun
class AnyInput:
    """Whether there is any such finding."""

    name: str
    types: tuple[str, ...]
    severity: Test | None
    response: str | None
    worse: Worse | None
    where: Where


@noun
class SumRow:
    """A row of a `sum`: what it matches (no types: any) and the weight it gives."""

    types: tuple[str, ...]
    severity: Test | None
    weight: Decimal
    where: Where


@noun
class SumInput:
    """The sum over all findings of the weight of the first row that matches, 0 where none does."""

    name: str
    rows: tuple[SumRow, ...]
    response: str | None
    worse: Worse | None
    where: Where


@noun
class RecordedInput:
    """What the analyst is asked and the item records under `observations`.

    `values` are an enum's words, lowest first where `ordered`. `observation` is the name it is
    recorded under (the input's own, unless an item criterion reads it of one `response`).
    """

    name: str
    kind: Literal["boolean", "enum", "integer", "number"]
    ask: str
    values: tuple[str, ...]
    ordered: bool
    minimum: Decimal | None
    maximum: Decimal | None
    nullable: bool
    observation: str
    response: str | None
    worse: Worse | None
    where: Where


@noun
class CriterionInput:
    """The judgment of another criterion (of one `response`, for a criterion of the whole item)."""

    name: str
    criterion: str
    response: str | None
    worse: Worse | None
    where: Where


@noun
class DifferenceInput:
    """By how many levels response `first` stands above response `second` on `criterion`."""

    name: str
    criterion: str
    first: str
    second: str
    worse: Worse | None
    where: Where


@noun
class RubricInput:
    """What the item's own rubric gives: the points earned, or their share of what can be earned."""

    name: str
    measure: Literal["share", "points"]
    response: str | None
    worse: Worse | None
    where: Where


@noun
class ContextInput:
    """The item's own `modality` or `locale`, usable without being declared."""

    name: Literal["modality", "locale"]
    where: Where


Input = (
    WorstInput
    | CountInput
    | AnyInput
    | SumInput
    | RecordedInput
    | CriterionInput
    | DifferenceInput
    | RubricInput
    | ContextInput
)
FindingInput = WorstInput | CountInput | AnyInput | SumInput


# --- rules ----------------------------------------------------------------------------------


@noun
class Case:
    """One case of a rule: all its tests must hold. Inputs that are left out always hold."""

    tests: dict[str, Test]
    where: Where


@noun
class Rule:
    """A row of the table: it holds where one of its cases does, and then gives `then`."""

    id: str
    text: str
    cases: tuple[Case, ...]
    then: Value | Formula
    why: str
    since: str | None
    revised: str | None
    examples: tuple[str, ...]
    where: Where


@noun
class Otherwise:
    """The judgment where no rule holds; `id` and `text` are empty where only a value was written."""

    id: str
    text: str
    then: Value | Formula
    why: str
    since: str | None
    revised: str | None
    where: Where

    @property
    def name(self) -> str:
        """How reports call it: its id, or `otherwise`."""
        return self.id or "otherwise"


@noun
class Criterion:
    """A question with a scale and, unless people alone judge it, the rules that decide it.

    `inputs` holds what it declares, what it takes from its guideline, and the context inputs
    that its rules use, by name.
    """

    id: str
    title: str
    question: str
    guidance: str
    scale: Scale
    target: Literal["response", "item"]
    modalities: tuple[str, ...]
    inputs: dict[str, Input]
    hit_policy: HitPolicy | None
    aggregate: Aggregate | None
    priority: tuple[Value, ...]
    rules: tuple[Rule, ...]
    otherwise: Otherwise | None
    impossible: tuple[Case, ...]
    since: str | None
    revised: str | None
    where: Where
    file: str = field(default="")

    @property
    def ruled(self) -> bool:
        """Whether rules decide it; else people alone do."""
        return bool(self.rules) or self.otherwise is not None

    def applies_to(self, modality: str) -> bool:
        """Whether items of that modality are judged on it (no `modalities`: all are)."""
        return not self.modalities or modality in self.modalities
