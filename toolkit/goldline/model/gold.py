"""Gold: sets, items of every shape, and the facts that a judgment rests on."""

from __future__ import annotations

from typing import Any, Literal

from goldline.model.condition import Value
from goldline.model.finding import Where
from goldline.model.noun import noun

ITEM = "item"
"""The key under `observations` for what holds for the whole item rather than one response."""

Visibility = Literal["example", "training", "held-out"]
Status = Literal["draft", "active", "retired"]


@noun
class Media:
    """A picture, clip or sound; `path` is relative to the folder of its set."""

    id: str
    path: str
    sha256: str
    alt: str
    license: str
    attribution: str
    where: Where


@noun
class Message:
    """One turn of a conversation."""

    role: str
    text: str
    media: tuple[str, ...]


@noun
class Prompt:
    """What was asked: one text with media, or the turns of a conversation."""

    text: str
    media: tuple[str, ...]
    messages: tuple[Message, ...]


@noun
class Response:
    """What is judged. `id` is None where there is just one."""

    id: str | None
    text: str
    media: tuple[str, ...]
    model: str


@noun
class Evidence:
    """Where a finding can be seen: a quote, a region of a picture, a segment of a clip."""

    quote: str | None
    occurrence: int
    source: Literal["response", "prompt", "reference"]
    turn: int | None
    media: str | None
    region: tuple[float, float, float, float] | None
    segment: tuple[float, float] | None
    where: Where

    @property
    def kinds(self) -> frozenset[str]:
        """Which kinds of evidence this is, as `taxonomy.yaml` names them."""
        return frozenset(
            kind
            for kind, there in (
                ("quote", self.quote is not None),
                ("region", self.region is not None),
                ("segment", self.segment is not None),
            )
            if there
        )


@noun
class Accept:
    """What an analyst may also find and be right."""

    severities: tuple[str, ...]
    types: tuple[str, ...]
    absent: bool


@noun
class FoundFact:
    """One finding in one item."""

    type: str
    severity: str
    response: str | None
    evidence: tuple[Evidence, ...]
    note: str
    accept: Accept | None
    where: Where


@noun
class Label:
    """The gold judgment of one response (None: the only one, or the item) on one criterion."""

    criterion: str
    response: str | None
    value: Value
    rationale: str
    rules: tuple[str, ...]
    accept: tuple[Value, ...]
    exception: str
    decided_by: str
    escalation: str
    where: Where


@noun
class Vote:
    """One person's independent judgment; `values` by (criterion, response)."""

    annotator: str
    values: dict[tuple[str, str | None], Value]
    seconds: float | None
    note: str
    where: Where


@noun
class RubricPoint:
    """A point that only this item is judged on."""

    id: str
    text: str
    points: Value
    where: Where


@noun
class Facts:
    """All that rules may read of an item, hashable, so that equal facts are judged once.

    `findings` is None where nobody annotated any: unknown, not none. `observations` holds, by
    response id (`item` for the whole; "" for the only response), what was recorded. `people`
    holds the values that people alone decide: exceptions, and labels of unruled criteria.
    """

    stamp: str
    modality: str
    locale: str
    responses: tuple[str, ...]
    findings: tuple[tuple[str, str, str | None], ...] | None
    observations: tuple[tuple[str, tuple[tuple[str, Value], ...]], ...]
    inspected: tuple[str, ...]
    rubric: tuple[tuple[str, Value], ...]
    met: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    people: tuple[tuple[str, str | None, Value], ...]


@noun
class Item:
    """One gold item, whole. `document` is the plain file it was read from."""

    id: str
    title: str
    modality: str
    locale: str
    guideline: str
    stamp: str
    inspected: tuple[str, ...]
    prompt: Prompt
    reference: str
    sources: tuple[str, ...]
    media: tuple[str, ...]
    own_media: tuple[Media, ...]
    responses: tuple[Response, ...]
    rubric: tuple[RubricPoint, ...]
    findings: tuple[FoundFact, ...] | None
    observations: dict[str, dict[str, Value]]
    met: dict[str, dict[str, bool]]
    labels: tuple[Label, ...]
    feedback: str
    votes: tuple[Vote, ...]
    adjudication: tuple[str, str] | None
    sensitivity: tuple[str, ...]
    visibility: Visibility | None
    tags: tuple[str, ...]
    difficulty: str
    status: Status
    retired_because: str
    set: str
    where: Where
    document: dict[str, Any]

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.where.file

    @property
    def several(self) -> bool:
        """Whether it compares several responses."""
        return self.responses[0].id is not None if self.responses else False

    @property
    def response_ids(self) -> tuple[str, ...]:
        """The ids of its responses; empty where there is just one."""
        return tuple(r.id for r in self.responses if r.id is not None)


@noun
class GoldSet:
    """A folder of items that share visibility, licence and media."""

    id: str
    title: str
    guideline: str
    visibility: Visibility
    license: str
    canary: str
    media: dict[str, Media]
    folder: str
    where: Where
