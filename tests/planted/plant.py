"""Defects planted by hand in copies of the example guidelines: rules are found by id, wherever they stand."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from goldline.app.diffing import diff
from goldline.app.layout import SCOPE
from goldline.app.verifying import verify
from goldline.model.proof import VerifyReport
from goldline.model.report import DiffReport
from goldline.store.tree import FolderTree, MemoryTree

ROOT = Path(__file__).parents[2]
GUIDELINES = sorted(path.parent.name for path in ROOT.glob("guidelines/*/guideline.yaml"))
Plain = Any
Edit = Callable[[dict[str, Plain]], None]
"""A change of one criterion, as a document."""


@cache
def files(guideline: str) -> dict[str, bytes]:
    """Return the files of an example guideline, without its gold."""
    tree = FolderTree(ROOT, prefixes=SCOPE)
    return {path: tree.read(path) for path in tree.entries() if path.startswith(f"guidelines/{guideline}/")}


def copy(guideline: str, criterion: str = "", *edits: Edit) -> MemoryTree:
    """Return a guideline as it stands, or with edits of one of its criteria."""
    found = dict(files(guideline))
    if edits:
        path = f"guidelines/{guideline}/criteria/{criterion}.yaml"
        document = YAML(typ="safe").load(io.BytesIO(found[path]))
        for edit in edits:
            edit(document)
        found[path] = json.dumps(document, indent=2, ensure_ascii=False).encode()
    return MemoryTree(found, prefixes=SCOPE)


def verified(guideline: str, criterion: str, *edits: Edit) -> VerifyReport:
    """Return what `verify` says of one criterion of the copy."""
    return verify(copy(guideline, criterion, *edits), guideline, criterion=criterion)


@cache
def as_it_stands(guideline: str, criterion: str) -> VerifyReport:
    """Return what `verify` says of one criterion of the guideline itself."""
    return verified(guideline, criterion)


def compared(guideline: str, criterion: str, *edits: Edit) -> DiffReport:
    """Return what `diff` says of the copy against the guideline as it stands."""
    return diff(copy(guideline), copy(guideline, criterion, *edits))


# --- edits -----------------------------------------------------------------------------------


def rule_in(document: dict[str, Plain], rule: str) -> dict[str, Plain]:
    """Return a rule of a criterion's document."""
    return next(one for one in document["rules"] if one["id"] == rule)


def delete(rule: str) -> Edit:
    """Take a rule out."""
    return lambda document: document["rules"].remove(rule_in(document, rule))


def retest(rule: str, name: str, wanted: Plain, *, case: int | None = None) -> Edit:
    """Test an input of a rule (of one of its cases) otherwise; None takes the test out."""

    def edit(document: dict[str, Plain]) -> None:
        when = rule_in(document, rule)["when"]
        chosen = when if case is None else when[case]
        assert name in chosen, f"{rule} does not test {name}"
        if wanted is None:
            del chosen[name]
        else:
            chosen[name] = wanted

    return edit


def swap(one: str, two: str) -> Edit:
    """Let two rules change places."""

    def edit(document: dict[str, Plain]) -> None:
        rules = document["rules"]
        first, second = (rules.index(rule_in(document, rule)) for rule in (one, two))
        rules[first], rules[second] = rules[second], rules[first]

    return edit


def give(rule: str, level: Plain) -> Edit:
    """Let a rule (or `otherwise`) give another level."""

    def edit(document: dict[str, Plain]) -> None:
        tail = document.get("otherwise")
        chosen = tail if isinstance(tail, dict) and tail["id"] == rule else rule_in(document, rule)
        chosen["then"] = level

    return edit


def instead_of(level: Plain, other: Plain) -> Edit:
    """Let everything that gives one level give another one."""

    def edit(document: dict[str, Plain]) -> None:
        tail = document.get("otherwise")
        for chosen in [*document["rules"], *([tail] if isinstance(tail, dict) else [])]:
            if chosen["then"] == level:
                chosen["then"] = other

    return edit


def policy(name: str) -> Edit:
    """Give the criterion another hit policy."""

    def edit(document: dict[str, Plain]) -> None:
        document["hit_policy"] = name
        for key in ("priority", "aggregate"):
            document.pop(key, None)

    return edit


def declare(name: str, worse: str) -> Edit:
    """Say of an input which way it worsens."""
    return lambda document: document["inputs"][name].update(worse=worse)


def together(*edits: Edit) -> Edit:
    """Return several edits as one."""

    def edit(document: dict[str, Plain]) -> None:
        for one in edits:
            one(document)

    return edit
