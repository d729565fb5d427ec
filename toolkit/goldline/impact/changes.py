"""What changed inside a guideline's documents, element by element, found with DeepDiff."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

from goldline.impact.outline import Element, Outline, outline_of
from goldline.model.guideline import Guideline
from goldline.model.report import ElementChange

Place = tuple[str, str, str]
"""Criterion ("" for the guideline), kind of element, id."""

_ORDER = (
    "criterion",
    "rule",
    "otherwise",
    "impossible",
    "hit-policy",
    "input",
    "scale",
    "level",
    "type",
    "severity",
    "modality",
    "locale",
    "term",
    "words",
)


def find_changes(base: Guideline | None, head: Guideline | None) -> list[ElementChange]:
    """Return every element that was added, removed, changed, reworded or moved, by criterion and kind."""
    if base is None or head is None:
        return _whole(base, head)
    if base == head:
        return []
    before, after = outline_of(base), outline_of(head)
    touched = _touched_places(before, after)
    found = {place: _change(head.id, place, before, after) for place in touched}
    for place in _moved(base, head):
        if place not in found or found[place].change == "reworded":
            found[place] = _moved_change(head.id, place, before, after)
    return sorted(found.values(), key=lambda change: _rank(change, head))


def _whole(base: Guideline | None, head: Guideline | None) -> list[ElementChange]:
    guideline = head or base
    if guideline is None:
        return []
    return [
        ElementChange(
            guideline=guideline.id,
            criterion=None,
            element="guideline",
            id=guideline.id,
            change="removed" if head is None else "added",
            before={"title": guideline.title} if head is None else {},
            after={"title": guideline.title} if head is not None else {},
        )
    ]


def _touched_places(before: Outline, after: Outline) -> list[Place]:
    from deepdiff import DeepDiff  # a heavy import that only a real change needs

    places: dict[Place, None] = {}
    for changes in DeepDiff(before, after, view="tree").values():
        for change in changes:
            path = tuple(str(step) for step in change.path(output_format="list"))
            places.update(dict.fromkeys(_places_below(path, before, after)))
    return list(places)


def _places_below(path: tuple[str, ...], before: Outline, after: Outline) -> list[Place]:
    """Return the elements that a changed path stands for: one, or all below a whole criterion."""
    if len(path) >= 3:
        return [(path[0], path[1], path[2])]
    criterion = path[0]
    if criterion and (criterion not in before or criterion not in after):
        return [(criterion, "criterion", criterion)]
    places: dict[Place, None] = {}
    for side in (before, after):
        for kind, elements in side.get(criterion, {}).items():
            if len(path) == 1 or path[1] == kind:
                places.update(dict.fromkeys((criterion, kind, name) for name in elements))
    return list(places)


def _element(outline: Outline, place: Place) -> Element | None:
    return outline.get(place[0], {}).get(place[1], {}).get(place[2])


def _change(guideline: str, place: Place, before: Outline, after: Outline) -> ElementChange:
    old, new = _element(before, place), _element(after, place)
    kind: Literal["added", "removed", "changed", "reworded"]
    if old is None:
        kind = "added"
    elif new is None:
        kind = "removed"
    elif old["means"] != new["means"]:
        kind = "changed"
    else:
        kind = "reworded"
    return _element_change(guideline, place, kind, old, new)


def _moved_change(guideline: str, place: Place, before: Outline, after: Outline) -> ElementChange:
    return _element_change(guideline, place, "moved", _element(before, place), _element(after, place))


def _element_change(
    guideline: str,
    place: Place,
    kind: Literal["added", "removed", "changed", "reworded", "moved"],
    old: Element | None,
    new: Element | None,
) -> ElementChange:
    criterion, element, name = place
    return ElementChange(
        guideline=guideline,
        criterion=criterion or None,
        element=element,
        id=name,
        change=kind,
        before={**old["means"], **old["words"]} if old is not None else {},
        after={**new["means"], **new["words"]} if new is not None else {},
    )


def _moved(base: Guideline, head: Guideline) -> list[Place]:
    """Return the rules (where order matters) that changed places among those on both sides."""
    found: list[Place] = []
    for criterion in head.criteria.values():
        other = base.criteria.get(criterion.id)
        if other is None or criterion.hit_policy != "first" or other.hit_policy != "first":
            continue
        here = [rule.id for rule in criterion.rules]
        there = [rule.id for rule in other.rules]
        before = [name for name in there if name in set(here)]
        after = [name for name in here if name in set(there)]
        kept: set[str] = set()
        for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            kept.update(before[block.a : block.a + block.size])
        found += [(criterion.id, "rule", name) for name in after if name not in kept]
    return found


def _rank(change: ElementChange, guideline: Guideline) -> tuple[int, int, int, str]:
    criteria = list(guideline.criteria)
    at = criteria.index(change.criterion) + 1 if change.criterion in guideline.criteria else 0
    kind = _ORDER.index(change.element) if change.element in _ORDER else len(_ORDER)
    place = 0
    if change.element == "rule" and change.criterion in guideline.criteria:
        ids = [rule.id for rule in guideline.criteria[change.criterion].rules]
        place = ids.index(change.id) if change.id in ids else len(ids)
    return at, kind, place, change.id
