"""Which things of a guideline should say since when they are there, or when their meaning last changed.

Meaning and words are told apart by evaluation: a rule or an input that was rewritten without any
effect means what it meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from goldline.model.change import Mark
from goldline.model.criterion import Criterion
from goldline.model.finding import Where
from goldline.model.guideline import Guideline
from goldline.model.report import ElementChange
from goldline.rules.show import show_value

_OF_THE_CRITERION = ("criterion", "hit-policy", "input", "scale")
_Spot = tuple[Literal["since", "revised"], str, Where]
Rows = Iterable[Mapping[str, Any]]


def find_marks(
    base: Guideline, head: Guideline, changes: Iterable[ElementChange], criteria: Rows, shifts: Rows
) -> list[Mark]:
    """Return every `since` and `revised` that belongs into `head`, each thing once.

    `criteria` and `shifts` are the rows of FORMAT.md's JSON. Of a criterion that could not be
    compared in full, whatever was rewritten counts as revised.
    """
    moved = {(row["criterion"], rule) for row in shifts for rule in ("", *row["rules"])}
    unsure = {row["criterion"] for row in criteria if not row["exhaustive"]}
    found: dict[tuple[Where, str], Mark] = {}
    for change in changes:
        for key, what, where in _marked(base, head, change, moved, unsure):
            known = _mapping_at(head, where)
            if known is not None:
                value = known.get(key)
                found.setdefault(
                    (where, key), Mark(key, what, where, value if isinstance(value, str) else None)
                )
    return list(found.values())


def _marked(
    base: Guideline,
    head: Guideline,
    change: ElementChange,
    moved: set[tuple[str, str]],
    unsure: set[str],
) -> Iterator[_Spot]:
    if change.element == "type":
        yield from _of_type(base, head, change)
        return
    criterion = head.criteria.get(change.criterion or "")
    if criterion is None:
        return
    added, changed = change.change == "added", change.change == "changed"
    if change.element == "criterion" and added:
        yield "since", f"the criterion `{criterion.id}`", criterion.where
    elif change.element in _OF_THE_CRITERION and changed and _is_felt(base, criterion, moved, unsure):
        yield "revised", f"the criterion `{criterion.id}`", criterion.where
    elif change.element == "level":
        yield from _of_level(base, criterion, change)
    elif change.element in ("rule", "otherwise"):
        where = _rule(criterion, change.id)
        if where is None:
            return
        what = f"rule {change.id}" if change.id != "otherwise" else f"`otherwise` of `{criterion.id}`"
        if added:
            yield "since", what, where
        elif (changed or change.change == "moved") and (
            (criterion.id, change.id) in moved or criterion.id in unsure
        ):
            yield "revised", what, where


def _of_type(base: Guideline, head: Guideline, change: ElementChange) -> Iterator[_Spot]:
    kind = head.taxonomy.types.get(change.id)
    if kind is None:
        return
    if kind.path in base.taxonomy.types:
        return  # what it means is in its words
    parent = head.taxonomy.types.get(kind.parent or "")
    if parent is not None and parent.path not in base.taxonomy.types and not _renamed(base, head, parent.was):
        return  # what is below a new type has its `since`
    if not _renamed(base, head, kind.was):
        yield "since", f"the finding type `{kind.path}`", kind.where


def _is_felt(base: Guideline, criterion: Criterion, moved: set[tuple[str, str]], unsure: set[str]) -> bool:
    """Whether the criterion judges some facts differently, or means another thing by its judgments."""
    before = base.criteria.get(criterion.id)
    if before is None or criterion.id in unsure or any(name == criterion.id for name, _ in moved):
        return True
    return (before.target, before.scale.type, before.scale.better) != (
        criterion.target,
        criterion.scale.type,
        criterion.scale.better,
    )


def _renamed(base: Guideline, head: Guideline, was: str | None) -> bool:
    """Whether a type is an old one under another name, rather than split from one that is still there."""
    return was is not None and was in base.taxonomy.types and was not in head.taxonomy.types


def _of_level(base: Guideline, criterion: Criterion, change: ElementChange) -> Iterator[_Spot]:
    before = base.criteria.get(criterion.id)
    level = next((one for one in criterion.scale.levels if show_value(one.value) == change.id), None)
    if level is None or before is None:
        return
    what = f"level {change.id} of `{criterion.id}`"
    if change.change == "added":
        yield "since", what, level.where
    elif change.change == "changed" and criterion.scale.ordered:
        # A new level beside it changes its rank, and not what it means.
        old = [one.value for one in before.scale.levels if one.value in criterion.scale.ranks]
        new = [one.value for one in criterion.scale.levels if one.value in before.scale.ranks]
        if old != new:
            yield "revised", what, level.where


def _rule(criterion: Criterion, name: str) -> Where | None:
    for rule in criterion.rules:
        if rule.id == name:
            return rule.where
    if criterion.otherwise is not None and criterion.otherwise.name == name:
        return criterion.otherwise.where
    return None


def _mapping_at(guideline: Guideline, where: Where) -> Mapping[str, Any] | None:
    """Return what stands at a spot, where it is a mapping that can carry a mark."""
    folder = guideline.where.file.rpartition("/")[0]
    value: Any = guideline.documents.get(where.file.removeprefix(f"{folder}/").rpartition(".")[0])
    for step in where.path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value if isinstance(value, Mapping) else None
