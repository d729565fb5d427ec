"""`show`: one thing by its id, whatever it is, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    criterion: str = ""


def show_thing(
    library: Library,
    wanted: str,
    *,
    guideline: str | None = None,
    kind: str | None = None,
    within: Sequence[str] = (),
) -> Sheet:
    """Return the sheet of the thing with this id; an item may be named by its file too.

    `within` are names that lead to it: its guideline, its criterion, or the word for what it is.
    Raises `GoldlineError` where there is none, with the nearest ids, or where several are called so.
    """
    criterion = ""
    for name in within:
        if name in library.guidelines:
            guideline = name
        elif any(name in one.criteria for one in library.guidelines.values()):
            criterion = name
        elif name in KINDS:
            kind = name
        else:
            raise _leads_nowhere(library, name, wanted)
    names = () if guideline is None else (guideline,)
    chosen = library.chosen(names)
    called = (wanted, f"{criterion}={wanted}") if criterion else (wanted,)
    found = [
        one
        for name in called
        for one in _candidates(library, chosen, name)
        if (kind is None or one.kind == kind)
        and (guideline is None or one.guideline == guideline)
        and (not criterion or one.criterion == criterion)
    ]
    if len(found) == 1:
        return found[0].make()
    if not found:
        raise _nothing(library, chosen, wanted, kind, within)
    what = [
        f"a{'n' if one.kind[0] in 'aeiou' else ''} {one.kind} of {one.guideline or 'this repository'}"
        for one in found
    ]
    same_kind = len({one.kind for one in found}) == 1
    first = found[0].guideline if same_kind else found[0].kind
    way = f"`goldline show {' '.join(dict.fromkeys((first, *within, wanted)))}`"
    raise GoldlineError(
        f"several things are called {shown(wanted)}: {', '.join(what)}",
        hint=f"say which, as in {way}, or with {'--guideline' if same_kind else '--as or --guideline'}",
    )


def _leads_nowhere(library: Library, name: str, wanted: str) -> GoldlineError:
    if wanted in library.guidelines:
        way = f"what is looked for comes last: goldline show {wanted} {name}"
    else:
        known = [
            *library.guidelines,
            *(c for one in library.guidelines.values() for c in one.criteria),
            *KINDS,
        ]
        way = did_you_mean(name, known).removeprefix("; ") or "`goldline list guidelines` names them"
    return GoldlineError(f"there is no guideline or criterion {shown(name)} to look for it in", hint=way)


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
        make_criterion = partial(criterion_sheet, library, guideline, criterion)
        yield _Found("criterion", guideline.id, make_criterion, criterion.id)
    for rule in rules_in(criterion):
        if rule.id and rule.id == wanted:
            make_rule = partial(rule_sheet, library, guideline, criterion, rule)
            yield _Found("rule", guideline.id, make_rule, criterion.id)
    name, equals, value = wanted.partition("=")
    if equals and name.strip() == criterion.id:
        for level in criterion.scale.levels:
            if str(level.value) == value.strip():
                make = partial(level_sheet, library, guideline, criterion, level)
                yield _Found("level", guideline.id, make, criterion.id)


def _nothing(
    library: Library, chosen: dict[str, Guideline], wanted: str, kind: str | None, within: Sequence[str]
) -> GoldlineError:
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
    places = [name for name in within if name not in KINDS]
    where = f" in {' '.join(map(shown, places))}" if places else ""
    hint = (
        did_you_mean(wanted, known).removeprefix("; ")
        or "`goldline list rules`, `list types`, `list items`, … say what there is"
    )
    return GoldlineError(f"{what} {shown(wanted)}{where}", hint=hint)
