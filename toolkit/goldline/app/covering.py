"""`coverage` and `suggest`: what gold shows of the rules, and which items would show more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldline.app.diffing import ACTIVE, diff
from goldline.app.frame import Frame, load_frame
from goldline.app.gold import load_rows
from goldline.app.gold_rows import GoldRow, unpack_row
from goldline.app.verifying import chosen_guidelines
from goldline.errors import GoldlineError
from goldline.impact.coverage import CriterionGold, Gold, find_coverage
from goldline.impact.suggestions import suggest_facts, suggest_items
from goldline.model.coverage import GuidelineCoverage, Suggestion
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed
from goldline.rules.show import show_value
from goldline.store.cache import Cache
from goldline.store.tree import Tree

_MOST_NAMED = 3
HELD_OUT = "held-out"


def cover(
    tree: Tree,
    wanted: str | None = None,
    *,
    criterion: str | None = None,
    cache: Cache | None = None,
    workers: int | None = None,
) -> list[GuidelineCoverage]:
    """Return what the active gold of one guideline, or of all, shows of its rules.

    Raises `GoldlineError` where a guideline or an item cannot be read: what was not seen is not counted.
    """
    frame = load_frame(tree)
    return [
        find_coverage(guideline, gold, criterion=criterion)[0]
        for guideline, gold in _guidelines(frame, wanted, criterion, cache, workers)
    ]


def suggest(
    tree: Tree,
    wanted: str | None = None,
    *,
    count: int = 5,
    criterion: str | None = None,
    against: Tree | None = None,
    cache: Cache | None = None,
    workers: int | None = None,
) -> list[Suggestion]:
    """Return the facts of the few items that would show most; with a base, shifts without gold first."""
    frame = load_frame(tree)
    spaces: dict[tuple[str, str], CriterionGold] = {}
    for guideline, gold in _guidelines(frame, wanted, criterion, cache, workers):
        _, found = find_coverage(guideline, gold, criterion=criterion)
        spaces.update({(guideline.id, name): space for name, space in found.items()})
    chosen: list[Suggestion] = []
    if against is not None:
        report = diff(against, tree, cache=cache, workers=workers)
        chosen = _of_shifts(report.shifts, spaces)[:count]
    told = {(one.criterion, one.facts) for one in chosen}
    others = suggest_items(spaces.values(), count) if len(chosen) < count else []
    return [*chosen, *(one for one in others if (one.criterion, one.facts) not in told)][:count]


def _guidelines(
    frame: Frame, wanted: str | None, criterion: str | None, cache: Cache | None, workers: int | None
) -> Iterable[tuple[Guideline, list[Gold]]]:
    guidelines = chosen_guidelines(frame, wanted)
    if criterion is not None:
        known = {name: one for guideline in guidelines for name, one in guideline.criteria.items()}
        if criterion not in known:
            names = list(known)
            hint = did_you_mean(criterion, names).removeprefix("; ") or f"its criteria are {listed(names)}"
            raise GoldlineError(f"there is no criterion `{criterion}`", hint=hint)
        if not known[criterion].ruled:
            raise GoldlineError(f"`{criterion}` has no rules: people alone judge it")
    paths = [path for group in frame.layout.items.values() for path in group]
    rows = load_rows(frame.tree, paths, cache, frame.settings.check.largest_file, workers)
    if rows.unreadable:
        raise GoldlineError(
            f"{len(rows.unreadable)} gold files cannot be read ({', '.join(rows.unreadable[:3])})",
            hint="`goldline check` says what is wrong with them",
        )
    public = {name for name, gold_set in frame.sets.items() if gold_set.visibility != HELD_OUT}
    groups: dict[str, dict[tuple[bytes, bytes], list[GoldRow]]] = {}
    for packed in rows.rows.values():
        row = unpack_row(packed)
        if row.status == ACTIVE:
            groups.setdefault(row.guideline, {}).setdefault((row.facts, row.labels), []).append(row)
    for guideline in guidelines:
        yield (
            guideline,
            [
                Gold(
                    alike[0].case,
                    len(alike),
                    tuple(row.id for row in alike[:_MOST_NAMED]),
                    next((row.id for row in alike if row.set in public), ""),
                )
                for alike in groups.get(guideline.id, {}).values()
            ],
        )


def _of_shifts(
    shifts: Iterable[dict[str, Any]], spaces: dict[tuple[str, str], CriterionGold]
) -> list[Suggestion]:
    found: list[Suggestion] = []
    for shift in sorted(shifts, key=lambda shift: -(shift["share"] or 0)):
        space = spaces.get((shift["guideline"], shift["criterion"]))
        if space is None or shift["judgments"]:
            continue
        before = _result(shift, "base")
        why = f"the change moves it from {before} to {_result(shift, 'head')}, and no item shows that"
        suggestion = suggest_facts(space, shift["witness"], why)
        if suggestion is not None:
            found.append(suggestion)
    return found


def _result(shift: dict[str, Any], side: str) -> str:
    state, value = shift.get(f"{side}_state", "decided"), shift[side]
    if state == "gap":
        return "no judgment"
    if state == "conflict":
        return "a contradiction"
    return ", ".join(map(show_value, value)) if isinstance(value, list | tuple) else str(value)
