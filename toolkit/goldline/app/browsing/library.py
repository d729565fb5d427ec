"""Everything of a revision for reading: its frame, its items, and what the rules say of them."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from goldline.app.fingerprint import fingerprint
from goldline.app.frame import Frame, load_frame, read_document
from goldline.app.layout import set_of
from goldline.app.memory import Memory, digest_of
from goldline.errors import GoldlineError
from goldline.model.criterion import Criterion, Otherwise, Rule
from goldline.model.gold import Item, Label
from goldline.model.guideline import Guideline
from goldline.reading.item import build_item, facts_of
from goldline.reading.names import did_you_mean, listed
from goldline.rules.judge import Judge, Target
from goldline.rules.judgment import Judgment
from goldline.store.cache import Cache
from goldline.store.tree import Tree

HELD_OUT = "held-out"
_DOCUMENTS = "document"

AnyRule = Rule | Otherwise


@dataclass
class Library:
    """A revision to look around in. `reveal` shows what held-out items say.

    `memory` is for whoever looks around in one revision after another; without it nothing is kept.
    """

    frame: Frame
    cache: Cache | None = None
    reveal: bool = False
    memory: Memory | None = None
    unreadable: list[str] = field(default_factory=list)

    # --- items --------------------------------------------------------------------------------

    @cached_property
    def items(self) -> list[Item]:
        """Every item that can be read, by file."""
        frame, limit = self.frame, self.frame.settings.check.largest_file
        entries = frame.tree.entries()
        paths = sorted(path for group in frame.layout.items.values() for path in group)
        memory = self.memory
        new = [path for path in paths if memory is None or not memory.knows(("item", path, entries[path]))]
        kept = self._kept([entries[path] for path in new])
        found = {path: marshal.loads(kept[entries[path]]) for path in new if entries[path] in kept}
        missing = [path for path in new if path not in found]
        for path, data in frame.tree.read_many(missing, limit):
            document, _ = read_document(data, path, "item", limit)
            if document is None:
                self.unreadable.append(path)
            else:
                found[path] = document
        bad = set(self.unreadable)
        return [
            _built(found, path)
            if memory is None
            else memory.recall(("item", path, entries[path]), partial(_built, found, path))
            for path in paths
            if path not in bad
        ]

    def _kept(self, ids: list[str]) -> dict[str, bytes]:
        return {} if self.cache is None or not ids else self.cache.get_many(_DOCUMENTS, fingerprint(()), ids)

    def hidden(self, item: Item) -> bool:
        """Whether what an item says must not be told: it is held out, or its set cannot be read."""
        if self.reveal:
            return False
        if item.visibility is not None:
            return item.visibility == HELD_OUT
        gold_set = self.frame.sets.get(item.set)
        return gold_set is None or gold_set.visibility == HELD_OUT

    def visibility(self, item: Item) -> str:
        """Return who may see an item: its own word, else its set's."""
        gold_set = self.frame.sets.get(item.set)
        return item.visibility or (gold_set.visibility if gold_set is not None else HELD_OUT)

    # --- guidelines ---------------------------------------------------------------------------

    @cached_property
    def guidelines(self) -> dict[str, Guideline]:
        """The guidelines that could be read in full, by id."""
        broken = self.frame.broken_guidelines()
        return {name: g for name, g in sorted(self.frame.guidelines.items()) if name not in broken}

    def chosen(self, names: Iterable[str]) -> dict[str, Guideline]:
        """Return the guidelines of these names, or all; raises `GoldlineError` for an unknown name."""
        wanted = list(names)
        for name in wanted:
            if name not in self.guidelines:
                if name in self.frame.broken_guidelines():
                    raise GoldlineError(
                        f"the guideline `{name}` cannot be read in full", hint="`goldline check` says why"
                    )
                known = list(self.guidelines)
                hint = did_you_mean(name, known).removeprefix("; ") or (
                    f"there are {listed(known)}" if known else "there is none here"
                )
                raise GoldlineError(f"there is no guideline `{name}`", hint=hint)
        return {name: g for name, g in self.guidelines.items() if not wanted or name in wanted}

    def notes(self) -> tuple[str, ...]:
        """Return what cannot be looked at, for the end of a listing."""
        found = []
        broken = sorted(self.frame.broken_guidelines())
        if broken:
            found.append(
                f"{listed(broken)} cannot be read in full and is left out: `goldline check` says why"
            )
        if self.unreadable:
            count = len(self.unreadable)
            what = "1 item file" if count == 1 else f"{count} item files"
            found.append(f"{what} cannot be read: `goldline check` says why")
        return tuple(found)

    # --- judgments ----------------------------------------------------------------------------

    @cached_property
    def _judges(self) -> dict[str, Judge]:
        return {name: Judge(guideline) for name, guideline in self.guidelines.items()}

    def judgments(self, item: Item) -> dict[Target, Judgment]:
        """Return what the rules give, by (criterion, response); nothing without a readable guideline."""
        judge = self._judges.get(item.guideline)
        if judge is None:
            return {}

        def make() -> dict[Target, Judgment]:
            return judge.judge(facts_of(item, judge.guideline))

        if self.memory is None:
            return make()
        blob = self.frame.tree.entries()[item.file]
        return self.memory.recall(("judgments", item.file, blob, self._guideline_files), make)

    @cached_property
    def _guideline_files(self) -> str:
        """The content of all guidelines, as one name."""
        entries = self.frame.tree.entries()
        return digest_of(f"{path} {entries[path]}" for path in entries if path.startswith("guidelines/"))

    def rules_of(self, item: Item) -> Iterator[tuple[Target, Judgment, str]]:
        """Yield every judgment of an item with each rule that decided it."""
        for target, judgment in self.judgments(item).items():
            if judgment.decided:
                for rule in judgment.rules:
                    yield target, judgment, rule

    @cached_property
    def decided(self) -> dict[tuple[str, str, str], list[Item]]:
        """The active items that each rule decides, by (guideline, criterion, rule)."""
        found: dict[tuple[str, str, str], dict[str, Item]] = defaultdict(dict)
        for item in self.items:
            if item.status == "active":
                for (criterion, _), _, rule in self.rules_of(item):
                    found[item.guideline, criterion, rule][item.id] = item
        return {key: list(items.values()) for key, items in found.items()}

    def deciding(self, guideline: str, criterion: str, rule: str) -> list[Item]:
        """Return the active items that a rule decides."""
        return self.decided.get((guideline, criterion, rule), [])


def _built(documents: Mapping[str, Any], path: str) -> Item:
    return build_item(documents[path], path, set_of(path))


def open_library(
    tree: Tree, cache: Cache | None = None, *, reveal: bool = False, memory: Memory | None = None
) -> Library:
    """Return a revision to look around in; `memory` holds what an earlier look at another one worked out."""
    return Library(load_frame(tree), cache, reveal, memory)


def rules_in(criterion: Criterion) -> list[AnyRule]:
    """Return a criterion's rules in order, `otherwise` last."""
    last = [] if criterion.otherwise is None else [criterion.otherwise]
    return [*criterion.rules, *last]


def rule_name(rule: AnyRule) -> str:
    """Return what a rule is called: its id, or `otherwise`."""
    return rule.id if isinstance(rule, Rule) else rule.name


def label_on(item: Item, target: Target) -> Label | None:
    """Return an item's label on (criterion, response), or None."""
    return next((one for one in item.labels if (one.criterion, one.response) == target), None)
