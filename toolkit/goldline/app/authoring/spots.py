"""What a rename changes in one document: which values, which keys, and what is added."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from goldline.app.authoring.documents import (
    Path,
    Plain,
    cases_of,
    formulas_of,
    input_types_of,
    inputs_of,
    judgments_of,
    labels_of,
    observations_of,
    outcomes_of,
    rules_of,
    taxonomy_nodes,
    types_of,
)
from goldline.writing.splice import Editor

Value = str | int


@dataclass(slots=True)
class Edits:
    """Values, keys and words to replace (by the paths before), and keys to add (by those after)."""

    values: dict[Path, Any] = field(default_factory=dict)
    keys: dict[Path, str] = field(default_factory=dict)
    additions: list[tuple[Path, str, Any]] = field(default_factory=list)
    words: dict[Path, tuple[re.Pattern[str], str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.keys or self.additions or self.words)

    def swap(self, path: Path, value: Any, old: Any, new: Any) -> None:
        """Replace a value that is the old name."""
        if value == old and isinstance(value, bool) == isinstance(old, bool):
            self.values[path] = new

    def swap_entries(self, path: Path, values: Any, old: Any, new: Any) -> None:
        """Replace the entries of a list that are the old name."""
        for index, value in enumerate(values or ()):
            self.swap((*path, index), value, old, new)

    def make(self, editor: Editor, order: tuple[str, ...] = ()) -> None:
        """Make the edits."""
        if self.values or self.keys or self.words:
            editor.rewrite(self.values, self.keys, self.words)
        for path, key, value in self.additions:
            editor.insert(path, key, value, order=order)


Finder = Callable[[str, Plain, Edits], None]
"""Notes what a rename changes in a document of a kind (`criterion`, `item`, …)."""


def find_item(old: str, new: str) -> Finder:
    """Return the finder for an item's id."""

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "item":
                edits.swap(("id",), document.get("id"), old, new)
            case "criterion":
                for path, rule in rules_of(document):
                    edits.swap_entries((*path, "examples"), rule.get("examples"), old, new)
            case "escalation":
                edits.swap(("item",), document.get("item"), old, new)
                outcome = document.get("outcome") or {}
                edits.swap_entries(("outcome", "gold"), outcome.get("gold"), old, new)
            case "assessment" | "burnt":
                # Who has seen it has seen it, whatever it is called.
                for index, one in enumerate(document.get("items") or ()):
                    edits.swap(("items", index, "item"), one.get("item"), old, new)

    return find


def find_rule(old: str, new: str) -> Finder:
    """Return the finder for a rule's id."""

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "criterion":
                for path, rule in rules_of(document):
                    edits.swap((*path, "id"), rule.get("id"), old, new)
            case "item":
                for path, _, label in labels_of(document):
                    if isinstance(label, dict):
                        edits.swap_entries((*path, "rules"), label.get("rules"), old, new)
            case "escalation":
                edits.swap_entries(("rules",), document.get("rules"), old, new)
                outcome = document.get("outcome") or {}
                edits.swap_entries(("outcome", "rules"), outcome.get("rules"), old, new)

    return find


def find_criterion(old: str, new: str) -> Finder:
    """Return the finder for a criterion's id."""

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "criterion" | "guideline":
                if kind == "criterion":
                    edits.swap(("id",), document.get("id"), old, new)
                for path, _, source in inputs_of(document):
                    for form in ("criterion", "difference"):
                        edits.swap((*path, form), source.get(form), old, new)
            case "item":
                if old in (document.get("labels") or {}):
                    edits.keys["labels", old] = new
                for index, vote in enumerate(document.get("votes") or ()):
                    if old in (vote.get("values") or {}):
                        edits.keys["votes", index, "values", old] = new
            case "escalation":
                edits.swap(("criterion",), document.get("criterion"), old, new)
            case "assessment":
                for index, one in enumerate(document.get("items") or ()):
                    for at, ask in enumerate(one.get("asks") or ()):
                        path = ("items", index, "asks", at, "criterion")
                        edits.swap(path, ask.get("criterion"), old, new)

    return find


def find_type(old: str, new: str) -> Finder:
    """Return the finder for a finding type and all types below it."""
    last = new.rpartition(".")[2]

    def swap(edits: Edits, path: Path, value: Any) -> None:
        if isinstance(value, str) and (value == old or value.startswith(old + ".")):
            edits.values[path] = new + value[len(old) :]

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "criterion" | "guideline":
                for path, value in input_types_of(document):
                    swap(edits, path, value)
            case "item":
                for path, value in types_of(document):
                    swap(edits, path, value)
            case "taxonomy":
                depth = 2 * len(old.split("."))
                for path, own, node in taxonomy_nodes(document):
                    if own == old:
                        edits.keys[path] = last
                    if own == old or own.startswith(old + "."):
                        after = (*path[: depth - 1], last, *path[depth:])
                        if "was" in node:
                            edits.values[(*path, "was")] = own
                        else:
                            edits.additions.append((after, "was", own))

    return find


def find_guideline(old: str, new: str) -> Finder:
    """Return the finder for a guideline's id."""

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "guideline":
                edits.swap(("id",), document.get("id"), old, new)
            case "goldset":
                edits.swap(("guideline",), document.get("guideline"), old, new)
            case "item" | "escalation" | "assessment":
                stamp = document.get("guideline")
                if isinstance(stamp, str) and stamp.partition("@")[0] == old:
                    edits.values[("guideline",)] = new + stamp[len(old) :]

    return find


def find_set(old: str, new: str) -> Finder:
    """Return the finder for a gold set's id."""

    def find(kind: str, document: Plain, edits: Edits) -> None:
        if kind == "goldset":
            edits.swap(("id",), document.get("id"), old, new)

    return find


def find_level(old: Value, new: Value, criteria: frozenset[str], scale: str, shared: Plain) -> Finder:
    """Return the finder for a level of the scale on which `criteria` are judged.

    `scale` is the name of a shared scale, "" for one in place; `shared` are the guideline's inputs.
    """

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "guideline" if scale:
                levels = document["scales"][scale]["levels"]
                for index, level in enumerate(levels):
                    edits.swap(("scales", scale, "levels", index, "value"), level.get("value"), old, new)
            case "criterion":
                if document.get("id") in criteria:
                    if not scale:
                        for index, level in enumerate(document["scale"]["levels"]):
                            edits.swap(("scale", "levels", index, "value"), level.get("value"), old, new)
                    for path, value in outcomes_of(document):
                        edits.swap(path, value, old, new)
                own = {name: source for _, name, source in inputs_of(document)}
                names = {
                    n
                    for n, s in {**shared, **own}.items()
                    if isinstance(s, dict) and s.get("criterion") in criteria
                }
                for path, case in cases_of(document):
                    for name in names & case.keys():
                        rewritten = level_in_test(case[name], old, new)
                        if rewritten != case[name] or type(rewritten) is not type(case[name]):
                            _by_leaf(edits, (*path, name), case[name], rewritten)
            case "item":
                for path, criterion, value in judgments_of(document):
                    if criterion in criteria:
                        edits.swap(path, value, old, new)

    return find


def find_input(old: str, new: str, criteria: frozenset[str], *, shared: bool, recorded: bool) -> Finder:
    """Return the finder for an input that `criteria` declare or read, and where `shared` the guideline."""
    word = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(old)}(?![A-Za-z0-9_])")

    def find(kind: str, document: Plain, edits: Edits) -> None:
        match kind:
            case "guideline":
                if shared and old in (document.get("inputs") or {}):
                    edits.keys["inputs", old] = new
            case "criterion" if document.get("id") in criteria:
                if old in (document.get("inputs") or {}):
                    edits.keys["inputs", old] = new
                for path, _, source in inputs_of(document):
                    if recorded:
                        edits.swap((*path, "observation"), source.get("observation"), old, new)
                for path, case in cases_of(document):
                    if old in case:
                        edits.keys[(*path, old)] = new
                for path, formula in formulas_of(document):
                    if word.search(formula):
                        edits.values[path] = word.sub(new, formula)
            case "item" if recorded:
                for path, answers in observations_of(document):
                    if old in answers:
                        edits.keys[(*path, old)] = new

    return find


def level_in_test(raw: Any, old: Value, new: Value) -> Any:
    """Return a test with one level called otherwise: in lists, comparisons, intervals and denials too."""
    if isinstance(raw, list):
        return [level_in_test(part, old, new) for part in raw]
    if isinstance(raw, dict):
        return {key: level_in_test(part, old, new) for key, part in raw.items()}
    if isinstance(raw, str) and raw != old:
        found = rf"(?<![\w-])(?<!\d\.){re.escape(str(old))}(?![\w-])(?!\.\d)"
        return re.sub(found, lambda _: str(new), raw)
    return new if raw == old and isinstance(raw, bool) == isinstance(old, bool) else raw


def _by_leaf(edits: Edits, path: Path, before: Any, after: Any) -> None:
    """Note the scalars by which two values of one shape differ."""
    if isinstance(before, list):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            _by_leaf(edits, (*path, index), one, other)
    elif isinstance(before, dict):
        for key in before:
            _by_leaf(edits, (*path, key), before[key], after[key])
    elif before != after or type(before) is not type(after):
        edits.values[path] = after
