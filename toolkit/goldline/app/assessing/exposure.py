"""Which held-out items were shown to whom, and which of them nobody should be asked any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from goldline.app.assessing.records import Records
from goldline.app.browsing.library import HELD_OUT, Library
from goldline.model.assessment import Exposure
from goldline.model.gold import Item
from goldline.model.judgments import Judgments

MOST_SHOWN = 20
"""After so many analysts an item is as good as known: people talk."""


def held_out_items(library: Library, guideline: str | None = None) -> list[Item]:
    """Return the active held-out items that have a label."""
    return [
        item
        for item in library.items
        if item.status == "active"
        and item.labels
        and library.visibility(item) == HELD_OUT
        and item.guideline in library.guidelines
        and guideline in (None, item.guideline)
    ]


def seen_by(library: Library, records: Records, judgments: Judgments | None = None) -> dict[str, set[str]]:
    """Return the items that each analyst has seen: in assessments, as voters, and in logs."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in records.assessments:
        seen[one.analyst].update(asked.item for asked in one.asked)
    for item in library.items:
        for vote in item.votes:
            seen[vote.annotator].add(item.id)
    if judgments is not None:
        for target, code, *_ in judgments.rows():
            seen[judgments.annotators[code]].add(target.item_id)
    return seen


def exposures(library: Library, records: Records, most: int = MOST_SHOWN) -> list[Exposure]:
    """Return every held-out item with how often it was drawn, most often first, and whether it is burnt."""
    people: dict[str, list[str]] = defaultdict(list)
    for one in records.assessments:
        for asked in one.asked:
            people[asked.item].append(one.analyst)
    found = []
    for item in held_out_items(library):
        who = people[item.id]
        burnt = records.burnt.get(item.id, "")
        if burnt:
            burnt = f"leaked: {burnt}"
        elif len(who) >= most:
            burnt = f"shown {len(who)} times"
        found.append(Exposure(item.id, item.guideline, len(who), tuple(sorted(set(who))), burnt))
    return sorted(found, key=lambda one: (-one.shown, one.item))


def unburnt(found: Iterable[Exposure]) -> dict[str, int]:
    """Return the items that may still be drawn, with how often each was."""
    return {one.item: one.shown for one in found if not one.burnt}
