"""What pages are made from: a revision without anything that must not be published, ready to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from goldline.app.browsing.library import Library
from goldline.app.memory import Memory
from goldline.app.people.publishing import PublicFigures
from goldline.model.condition import Value as Fact
from goldline.model.escalation import Escalation
from goldline.model.gold import GoldSet, Item, Media
from goldline.model.guideline import Guideline
from goldline.model.settings import Settings
from goldline.rules.judge import Target
from goldline.rules.judgment import Judgment
from goldline.store.tree import Tree
from goldline.website.history import Release

Value = TypeVar("Value")


@dataclass
class SiteModel:
    """Everything that may be seen, by id. `items` are the active ones; `retired` stay for old links.

    `notes` say what could not be read; `address` is where the
    site will be ("" where nobody said), `commit` the one that holds all that is shown ("" where none
    does), `people` what logs tell of those who judge (None where no log was given). `memory` is what
    an earlier build worked out, `besides` a name for all that is shown but the content of items. Held-out
    items and drafts are nowhere in it.
    """

    tree: Tree
    library: Library
    settings: Settings
    guidelines: Mapping[str, Guideline]
    sets: Mapping[str, GoldSet]
    items: Mapping[str, Item]
    retired: Mapping[str, Item]
    escalations: tuple[Escalation, ...]
    releases: Mapping[str, tuple[Release, ...]]
    notes: tuple[str, ...] = ()
    address: str = ""
    commit: str = ""
    people: PublicFigures | None = None
    memory: Memory = field(default_factory=Memory)
    besides: str = ""

    def recall(self, item: Item, kind: str, make: Callable[[], Value], *more: Hashable) -> Value:
        """Return what is made of one item and of everything but other items' content.

        `more` is whatever else it is made from. An earlier build may have made it.
        """
        blob = self.tree.entries()[item.file]
        return self.memory.recall((kind, item.file, blob, self.besides, *more), make)

    def judgments(self, item: Item) -> Mapping[Target, Judgment]:
        """Return what the rules say of an item, by (criterion, response)."""
        return self.library.judgments(item)

    def visibility(self, item: Item) -> str:
        """Return `example` (shown with its label) or `training` (label after the reader answered)."""
        return self.library.visibility(item)

    def item(self, item_id: str) -> Item | None:
        """Return an item that has a page, active or retired."""
        return self.items.get(item_id) or self.retired.get(item_id)

    def items_of(self, guideline: str) -> list[Item]:
        """Return a guideline's active items, by id."""
        return [item for item in self.items.values() if item.guideline == guideline]

    def decided_by(self, guideline: str, criterion: str, rule: str) -> list[Item]:
        """Return the active items that a rule decides, by id."""
        return sorted(self.library.deciding(guideline, criterion, rule), key=lambda item: item.id)

    def examples(self, guideline: str, criterion: str, value: Fact) -> list[tuple[Item, str | None]]:
        """Return the example items, with their response, whose gold label on a criterion is `value`."""
        return self._examples.get((guideline, criterion, value), [])

    @cached_property
    def _examples(self) -> dict[tuple[str, str, Fact], list[tuple[Item, str | None]]]:
        found: dict[tuple[str, str, Fact], list[tuple[Item, str | None]]] = defaultdict(list)
        for item in self.items.values():
            if self.visibility(item) == "example":
                for label in item.labels:
                    found[item.guideline, label.criterion, label.value].append((item, label.response))
        return dict(found)

    def media_of(self, item: Item) -> dict[str, tuple[Media, str]]:
        """Return an item's media by id, each with its path in the repository."""
        gold_set = self.sets.get(item.set)
        shared = gold_set.media if gold_set is not None else {}
        own = {media.id: media for media in item.own_media}
        return {
            name: (media, f"goldsets/{item.set}/{media.path}") for name, media in {**shared, **own}.items()
        }

    def escalations_on(self, guideline: str, criterion: str, rule: str = "") -> list[Escalation]:
        """Return the escalations that speak of a criterion, or that ask of one rule of it or led to it."""
        return [
            one
            for one in self.escalations
            if one.guideline == guideline
            and (
                rule in one.rules or (one.outcome is not None and rule in one.outcome.rules)
                if rule
                else one.criterion == criterion
            )
        ]

    def release(self, guideline: str, version: str) -> Release | None:
        """Return a released version, or None where nobody knows of it."""
        return next((one for one in self.releases.get(guideline, ()) if one.version == version), None)
