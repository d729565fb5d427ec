"""Everything that stands in a repository at one revision, as the checks see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Protocol

from goldline.model.assessment import Assessment
from goldline.model.condition import Value
from goldline.model.escalation import Escalation
from goldline.model.finding import Problem
from goldline.model.gold import Facts, GoldSet, Item
from goldline.model.guideline import Guideline
from goldline.model.noun import noun
from goldline.model.settings import Settings


@noun
class MediaInfo:
    """What a media file is by its content.

    `kind` is a MIME type ("" where unknown); `width` and `height` are pixels, `seconds` the length
    of a clip, each None where it could not be told. `pointer` marks an LFS pointer.
    """

    path: str
    sha256: str
    size: int
    kind: str
    width: int | None
    height: int | None
    seconds: float | None
    pointer: bool


class MediaLibrary(Protocol):
    """The media files of a revision, looked at when asked for."""

    def info(self, path: str) -> MediaInfo | None:
        """Return what the file at a path (from the repository's root) is, or None where there is none."""
        ...


class NoMedia:
    """A library without any media files."""

    def info(self, path: str) -> MediaInfo | None:
        """Return None, whatever the path."""
        return None


@noun
class Summary:
    """What checks across items need of one item; small, so that 100,000 fit in memory.

    `labels` and `outcomes` hold, by (criterion, response), the gold value and what the rules give
    (decided ones only); `fired` the rules that decided something, as (criterion, rule). `text_key`
    is equal for items whose texts differ at most in case, spaces and punctuation; `sketch` holds
    a few hashes of the text of which nearly equal texts share some; `facts_key` is equal where
    all recorded facts are.
    """

    id: str
    file: str
    set: str
    guideline: str
    stamp: str
    modality: str
    locale: str
    status: str
    visibility: str
    types: tuple[str, ...]
    labels: tuple[tuple[str, str | None, Value], ...]
    outcomes: tuple[tuple[str, str | None, Value], ...]
    fired: tuple[tuple[str, str], ...]
    text: str
    text_key: int
    sketch: tuple[int, ...]
    facts_key: int


@noun
class Corpus:
    """One revision: guidelines, sets, escalations, summaries of all items, and trouble met in reading.

    `assessments` are the records of assessments, and `burnt` says of items why they may not be asked.
    `files` maps every path of the tree below the rooms of FORMAT.md to its content's id.
    `today` is the date that ages are counted to (ISO).
    """

    guidelines: Mapping[str, Guideline]
    sets: Mapping[str, GoldSet]
    escalations: Mapping[str, Escalation]
    items: Sequence[Summary]
    problems: Sequence[Problem]
    files: Mapping[str, str]
    media: MediaLibrary
    settings: Settings
    today: str
    assessments: Sequence[Assessment] = ()
    burnt: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_guidelines(
        cls, guidelines: Mapping[str, Guideline], problems: Sequence[Problem], settings: Settings
    ) -> Corpus:
        """Return a corpus that holds nothing but guidelines, and the trouble met in reading."""
        return cls(guidelines, {}, {}, (), problems, {}, NoMedia(), settings, "")

    def item(self, item_id: str) -> Summary | None:
        """Return the summary of the item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def active(self, guideline: str) -> list[Summary]:
        """Return the active items of one guideline."""
        return [item for item in self.items if item.guideline == guideline and item.status == "active"]


@noun
class ItemContext:
    """What a check of one item may look at besides the item.

    `guideline` is None where the item names none that could be read; then `judgments` is empty.
    `judgments` is what the rules say, by (criterion, response): see `rules/judgment.py`.
    `escalations` holds the ids of all escalations.
    """

    guideline: Guideline | None
    guidelines: Mapping[str, Guideline]
    gold_set: GoldSet | None
    facts: Facts
    judgments: Mapping[tuple[str, str | None], JudgmentView]
    media: MediaLibrary
    settings: Settings
    escalations: frozenset[str] = frozenset()


class JudgmentView(Protocol):
    """A judgment as checks read it (`rules.judgment.Judgment`)."""

    @property
    def state(self) -> str:
        """`decided`, `undecided`, `gap` or `conflict`."""
        ...

    @property
    def value(self) -> Value:
        """The level or number, where decided."""
        ...

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that gave it, or that contradict each other."""
        ...

    @property
    def missing(self) -> tuple[str, ...]:
        """What would settle it."""
        ...


class ItemCheck(Protocol):
    """A function that checks one item."""

    def __call__(self, item: Item, context: ItemContext) -> object:
        """Yield drafts."""
        ...
