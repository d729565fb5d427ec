"""`show`: one thing by its id, whatever it is, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from goldline.app.browsing.item_sheet import item_sheet
from goldline.app.browsing.library import Library, rules_in
from goldline.app.browsing.record_sheets import escalation_sheet, set_sheet
from goldline.app.browsing.sheets import (
    criterion_sheet,
    guideline_sheet,
    level_sheet,
    rule_sheet,
    type_sheet,
)
from goldline.errors import GoldlineError
from goldline.model.browsing import Sheet
from goldline.model.criterion import Criterion
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, shown

KINDS = ("item", "guideline", "criterion", "rule", "type", "level", "goldset", "escalation")


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    guideline: str
    make: Callable[[], Sheet]


def show_thing(
    library: Library, wanted: str, *, guideline: str | None = None, kind: str | None = None
) -> Sheet:
    """Return the sheet of the thing with this id; an item may be named by its file too.

    Raises `GoldlineError` where there is none, with the nearest ids, or where several are called so.
    """
    names = () if guideline is None else (guideline,)
    chosen = library.chosen(names)
    found = [
        one
        for one in _candidates(library, chosen, wanted)
        if (kind is None or one.kind == kind) and (guideline is None or one.guideline == guideline)
    ]
    if len(found) == 1:
        return found[0].make()
    if not found:
        raise _nothing(library, chosen, wanted, kind)
    what = [
        f"a{'n' if one.kind[0] in 'aeiou' else ''} {one.kind} of {one.guideline or 'this repository'}"
        for one in found
    ]
    same_kind = len({one.kind for one in found}) == 1
    raise GoldlineError(
        f"several things are called {shown(wanted)}: {', '.join(what)}",
        hint="say which with --guideline" if same_kind else "say which with --as, or with --guideline",
    )


def _candidates(library: Library, chosen: dict[str, Guideline], wanted: str) -> Iterator[_Found]:
    for name, guideline in chosen.items():
        if name == wanted:
            yield _Found("guideline", name, partial(guideline_sheet, library, guideline))
        for criterion in guideline.criteria.values():
            yield from _in_criterion(library, guideline, criterion, wanted)
        if wanted in guideline.taxonomy.types:
            found = guideline.taxonomy.types[wanted]
            yield _Found("type", name, partial(type_sheet, library, guideline, found))
    for gold_set in library.frame.sets.values():
        if gold_set.id == wanted:
            yield _Found("goldset", gold_set.guideline, partial(set_sheet, library, gold_set))
    for escalation in library.frame.escalations.values():
        if wanted in (escalation.id, escalation.where.file):
            yield _Found("escalation", escalation.guideline, partial(escalation_sheet, escalation))
    for item in library.items:
        if wanted in (item.id, item.file):
            yield _Found("item", item.guideline, partial(item_sheet, library, item))


def _in_criterion(
    library: Library, guideline: Guideline, criterion: Criterion, wanted: str
) -> Iterator[_Found]:
    if criterion.id == wanted:
        yield _Found("criterion", guideline.id, partial(criterion_sheet, library, guideline, criterion))
    for rule in rules_in(criterion):
        if rule.id and rule.id == wanted:
            yield _Found("rule", guideline.id, partial(rule_sheet, library, guideline, criterion, rule))
    name, equals, value = wanted.partition("=")
    if equals and name.strip() == criterion.id:
        for level in criterion.scale.levels:
            if str(level.value) == value.strip():
                make = partial(level_sheet, library, guideline, criterion, level)
                yield _Found("level", guideline.id, make)


def _nothing(library: Library, chosen: dict[str, Guideline], wanted: str, kind: str | None) -> GoldlineError:
    known: list[str] = []
    for guideline in chosen.values():
        known += [guideline.id, *guideline.criteria, *guideline.taxonomy.types]
        for criterion in guideline.criteria.values():
            known += [rule.id for rule in rules_in(criterion) if rule.id]
            known += [f"{criterion.id}={level.value}" for level in criterion.scale.levels]
    known += [gold_set.id for gold_set in library.frame.sets.values()]
    known += [escalation.id for escalation in library.frame.escalations.values()]
    known += [item.id for item in library.items]
    what = f"there is no {kind}" if kind else "nothing is called"
    hint = (
        did_you_mean(wanted, known).removeprefix("; ")
        or "`goldline list rules`, `list types`, `list items`, … say what there is"
    )
    return GoldlineError(f"{what} {shown(wanted)}", hint=hint)
