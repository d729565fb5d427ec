"""Plain values of three versions brought together: what an entry is known by, and where it comes to stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from goldline.model.finding import Step
from goldline.writing.emit import flow, same


class _Missing:
    """Stands for a value that is not there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
Keyed = dict[Any, Any]
Disputed = list[tuple[Step, ...]]

# What an entry of a list is known by: the first of these groups whose keys it all has.
_KNOWN_BY = (("id",), ("annotator",), ("type", "severity"), ("value",), ("name",), ("role", "text"))


def merge_values(base: Any, ours: Any, theirs: Any, path: tuple[Step, ...]) -> tuple[Any, Disputed]:
    """Return the merge of three values, and the places where the sides disagree: there ours stands."""
    if same(ours, theirs) or same(theirs, base):
        return ours, []
    if same(ours, base):
        return theirs, []
    if isinstance(ours, dict) and isinstance(theirs, dict):
        sides: list[Keyed] = [base if isinstance(base, dict) else {}, ours, theirs]
        merged, disputed = _merge_keyed(sides, path, ordered=False)
        return merged, disputed
    if isinstance(ours, list) and isinstance(theirs, list):
        lists = [base if isinstance(base, list) else [], ours, theirs]
        sides = [dict(zip(by_identity(one), one, strict=True)) for one in lists]
        merged, disputed = _merge_keyed(sides, path, ordered=True)
        return list(merged.values()), disputed
    return ours, [path]


def _merge_keyed(sides: list[Keyed], path: tuple[Step, ...], *, ordered: bool) -> tuple[Keyed, Disputed]:
    steps = merged_order(*(list(side) for side in sides), ordered=ordered)
    disputed: Disputed = []
    if steps is None:
        steps, disputed = list(sides[1]), [path]
    merged: Keyed = {}
    for step in steps:
        base, ours, theirs = (side.get(step, MISSING) for side in sides)
        where = (*path, step if isinstance(step, str) else str(step[1]))
        if ours is MISSING or theirs is MISSING:
            kept = theirs if ours is MISSING else ours
            if base is MISSING:
                merged[step] = kept
            elif not same(kept, base):
                disputed.append(where)
                if ours is not MISSING:
                    merged[step] = ours
            continue
        value, inside = merge_values(base, ours, theirs, where)
        merged[step] = value
        disputed += inside
    return merged, disputed


def by_identity(values: Sequence[Any]) -> list[tuple[str, str, int]]:
    """Return what each entry of a list is known by; the second of two alike is known as the second."""
    seen: dict[tuple[str, str], int] = {}
    names: list[tuple[str, str, int]] = []
    for value in values:
        name = _identity(value)
        seen[name] = seen.get(name, 0) + 1
        names.append((*name, seen[name]))
    return names


def _identity(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        for keys in _KNOWN_BY:
            if all(key in value for key in keys):
                if keys == ("type", "severity"):  # a finding, and what it points at
                    return "finding", flow([value["type"], value.get("response"), value.get("evidence")])
                return keys[0], flow(value[keys[0]])
    return "", flow(value)


def main_order(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> bool | None:
    """Return whether the order of ours counts (theirs moved nothing); None where both moved entries."""
    common = set(base) & set(ours) & set(theirs)
    before, mine, other = (_only(side, common) for side in (base, ours, theirs))
    if mine == other or other == before:
        return True
    return False if mine == before else None


def merged_order(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], *, ordered: bool
) -> list[Any] | None:
    """Return the entries of both sides in order, what either took out included; None: they contradict.

    What a side added stands behind what it stood behind there; ours come before theirs.
    """
    if ordered and _replaced_by_both(set(base), set(ours), set(theirs)):
        return None
    mine_leads = main_order(base, ours, theirs) if ordered else True
    if mine_leads is None:
        return None
    first, second = (ours, theirs) if mine_leads else (theirs, ours)
    result = list(first)
    old = set(base)
    for index, step in enumerate(second):
        if step in result:
            continue
        above = next((one for one in reversed(second[:index]) if one in result), None)
        place = 0 if above is None else result.index(above) + 1
        while mine_leads and place < len(result) and result[place] not in old and result[place] in first:
            place += 1
        result.insert(place, step)
    return result


def _replaced_by_both(base: set[Any], ours: set[Any], theirs: set[Any]) -> bool:
    """Return whether both sides put something else in the place of one entry."""
    return bool(base - ours - theirs) and bool(ours - base - theirs) and bool(theirs - base - ours)


def _only(steps: Iterable[Any], wanted: set[Any]) -> list[Any]:
    return [step for step in steps if step in wanted]
