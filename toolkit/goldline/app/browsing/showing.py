"""`show`: one thing by its id, whatever it is, with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from goldline.app.browsing.item_sheet import item_sheet
from goldline.app.browsing.library import AnyRule, Library, rule_name, rules_in
from goldline.errors import GoldlineError
from goldline.model.browsing import Entry, Section, Sheet
from goldline.model.criterion import Criterion, Input, Rule
from goldline.model.escalation import Escalation
from goldline.model.formula import Formula
from goldline.model.gold import GoldSet, Item
from goldline.model.guideline import Guideline
from goldline.model.scale import Level
from goldline.model.taxonomy import FindingType
from goldline.reading.names import did_you_mean, shown
from goldline.rules.phrases import case_phrase, input_phrase
from goldline.rules.show import show_then, show_value

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
    # A guideline's own things cost nothing to look up; items are read only where nothing else fits,
    # or the name may be one of both.
    for name, guideline in chosen.items():
        if name == wanted:
            yield _Found("guideline", name, lambda g=guideline: _guideline_sheet(library, g))  # type: ignore[misc]
        for criterion in guideline.criteria.values():
            yield from _in_criterion(library, guideline, criterion, wanted)
        if wanted in guideline.taxonomy.types:
            found = guideline.taxonomy.types[wanted]
            yield _Found("type", name, lambda g=guideline, t=found: _type_sheet(library, g, t))  # type: ignore[misc]
    for gold_set in library.frame.sets.values():
        if gold_set.id == wanted:
            yield _Found("goldset", gold_set.guideline, lambda s=gold_set: _set_sheet(library, s))  # type: ignore[misc]
    for escalation in library.frame.escalations.values():
        if wanted in (escalation.id, escalation.where.file):
            yield _Found(
                "escalation",
                escalation.guideline,
                lambda e=escalation: _escalation_sheet(e),  # type: ignore[misc]
            )
    for item in library.items:
        if wanted in (item.id, item.file):
            yield _Found("item", item.guideline, lambda i=item: item_sheet(library, i))  # type: ignore[misc]


def _in_criterion(
    library: Library, guideline: Guideline, criterion: Criterion, wanted: str
) -> Iterator[_Found]:
    if criterion.id == wanted:
        yield _Found("criterion", guideline.id, lambda: _criterion_sheet(library, guideline, criterion))
    for rule in rules_in(criterion):
        if rule.id and rule.id == wanted:
            yield _Found("rule", guideline.id, lambda r=rule: _rule_sheet(library, guideline, criterion, r))  # type: ignore[misc]
    name, equals, value = wanted.partition("=")
    if equals and name.strip() == criterion.id:
        for level in criterion.scale.levels:
            if str(level.value) == value.strip():
                yield _Found(
                    "level",
                    guideline.id,
                    lambda at=level: _level_sheet(library, guideline, criterion, at),  # type: ignore[misc]
                )


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


# --- guidelines ------------------------------------------------------------------------------


def _guideline_sheet(library: Library, guideline: Guideline) -> Sheet:
    items = [item for item in library.items if item.guideline == guideline.id]
    terms = tuple(Entry(term, " ".join(says.split())) for term, says in guideline.terms.items())
    criteria = tuple(
        Entry(criterion.id, " ".join(criterion.question.split()), below=(_size(criterion),))
        for criterion in guideline.criteria.values()
    )
    types = tuple(Entry(path, type_.title) for path, type_ in guideline.taxonomy.types.items())
    return Sheet(
        "guideline",
        guideline.id,
        guideline.title,
        (
            f"version {guideline.version}",
            ", ".join(guideline.modalities),
            ", ".join(guideline.locales),
            f"{len(items)} gold items",
        ),
        guideline.where.file,
        _sections(
            ("Summary", (Entry("", guideline.summary),) if guideline.summary else ()),
            ("Criteria", criteria),
            ("What a finding can be", types),
            ("Terms", terms),
        ),
    )


def _size(criterion: Criterion) -> str:
    if not criterion.ruled:
        return "people alone judge it"
    return f"{len(rules_in(criterion))} rules, hit policy {criterion.hit_policy or 'none'}"


def _criterion_sheet(library: Library, guideline: Guideline, criterion: Criterion) -> Sheet:
    levels = tuple(_level_entry(level) for level in criterion.scale.levels)
    inputs = tuple(
        Entry(name, " ".join(input_phrase(source).split())) for name, source in criterion.inputs.items()
    )
    rules = tuple(_rule_entry(library, guideline, criterion, rule) for rule in rules_in(criterion))
    return Sheet(
        "criterion",
        criterion.id,
        criterion.title,
        (
            f"{guideline.id} {guideline.version}",
            f"judged for {_target(criterion)}",
            _size(criterion),
            *_history(criterion),
        ),
        criterion.file,
        _sections(
            ("Question", (Entry("", criterion.question),)),
            (
                "Levels, lowest first" if criterion.scale.ordered else "Levels",
                levels or (_bounds(criterion),),
            ),
            ("Guidance", (Entry("", criterion.guidance),) if criterion.guidance else ()),
            ("What the rules read", inputs),
            ("Rules", rules),
        ),
    )


def _target(criterion: Criterion) -> str:
    return "the whole item" if criterion.target == "item" else "each response"


def _bounds(criterion: Criterion) -> Entry:
    low, high = criterion.scale.minimum, criterion.scale.maximum
    ends = [text for text, bound in ((f"from {low}", low), (f"to {high}", high)) if bound is not None]
    return Entry("", " ".join(["a number", *ends]))


def _level_entry(level: Level) -> Entry:
    return Entry(
        str(level.value), level.label, below=(" ".join(level.anchor.split()),) if level.anchor else ()
    )


def _label_of(level: Level) -> str:
    """Return a level's label, unless it only says the value again (`pass`: Pass)."""
    return "" if level.label.casefold() == str(level.value).casefold() else level.label


def _rule_entry(library: Library, guideline: Guideline, criterion: Criterion, rule: AnyRule) -> Entry:
    count = len(library.deciding(guideline.id, criterion.id, rule_name(rule)))
    below = [*_condition(rule), f"decides {_count(count, 'gold item')}"]
    text = " ".join(rule.text.split())
    return Entry(f"{rule_name(rule)} → {show_then(rule.then)}", text, below=tuple(below))


def _condition(rule: AnyRule) -> list[str]:
    if not isinstance(rule, Rule):
        return ["where no rule holds"]
    cases = [case_phrase(case) for case in rule.cases]
    if not cases:
        return ["always"]
    return [f"{'if' if index == 0 else 'or if'} {case}" for index, case in enumerate(cases)]


# --- rules, types, levels --------------------------------------------------------------------


def _rule_sheet(library: Library, guideline: Guideline, criterion: Criterion, rule: AnyRule) -> Sheet:
    then = show_then(rule.then)
    level = None if isinstance(rule.then, Formula) else criterion.scale.level(rule.then)
    used = _inputs_of(criterion, rule)
    examples = rule.examples if isinstance(rule, Rule) else ()
    titles = {item.id: item.title for item in library.items if item.id in examples}
    items = library.deciding(guideline.id, criterion.id, rule_name(rule))
    escalations = [
        one
        for one in library.frame.escalations.values()
        if one.guideline == guideline.id
        and (rule.id in one.rules or (one.outcome is not None and rule.id in one.outcome.rules))
    ]
    return Sheet(
        "rule",
        rule_name(rule),
        criterion.title,
        (
            f"{guideline.id} {guideline.version}",
            criterion.id,
            f"hit policy {criterion.hit_policy}",
            *_history(rule),
        ),
        criterion.file,
        _sections(
            ("Rule", (Entry("", rule.text),) if rule.text else ()),
            ("Condition", tuple(Entry("", line) for line in _condition(rule))),
            (
                "It reads",
                tuple(Entry(name, " ".join(input_phrase(source).split())) for name, source in used.items()),
            ),
            (
                "It gives",
                (
                    Entry(
                        then,
                        _label_of(level) if level else "",
                        below=(" ".join(level.anchor.split()),) if level and level.anchor else (),
                    ),
                ),
            ),
            ("Why", (Entry("", rule.why),) if rule.why else ()),
            ("Examples", tuple(Entry(one, titles.get(one, "(there is no such item)")) for one in examples)),
            (f"Gold items that it decides: {len(items)}", _item_entries(library, items)),
            ("Escalations about it", tuple(_escalation_entry(one) for one in escalations)),
        ),
    )


def _inputs_of(criterion: Criterion, rule: AnyRule) -> dict[str, Input]:
    names = (
        dict.fromkeys(name for case in rule.cases for name in case.tests) if isinstance(rule, Rule) else {}
    )
    return {name: criterion.inputs[name] for name in names if name in criterion.inputs}


def _type_sheet(library: Library, guideline: Guideline, type_: FindingType) -> Sheet:
    taxonomy = guideline.taxonomy
    readers: dict[str, Entry] = {}
    for criterion in guideline.criteria.values():
        for name, source in criterion.inputs.items():
            patterns = _patterns(source)
            if patterns is not None and any(taxonomy.covers(pattern, type_.path) for pattern in patterns):
                readers[f"{criterion.id} › {name}"] = Entry(f"{criterion.id} › {name}", input_phrase(source))
    items = [
        item
        for item in library.items
        if item.guideline == guideline.id
        and any(taxonomy.covers(type_.path, finding.type) for finding in item.findings or ())
    ]
    severities = tuple(
        Entry(one.name, " ".join(one.definition.split()))
        for one in taxonomy.severities
        if one.name in type_.severities
    )
    children = tuple(
        Entry(path, one.title) for path, one in taxonomy.types.items() if one.parent == type_.path
    )
    was = (f"was {type_.was}",) if type_.was else ()
    since = (f"since {type_.since}",) if type_.since else ()
    return Sheet(
        "type",
        type_.path,
        type_.title,
        (f"{guideline.id} {guideline.version}", *since, *was),
        taxonomy.file,
        _sections(
            ("Definition", (Entry("", type_.definition),) if type_.definition else ()),
            ("Below it", children),
            ("Severities, lowest first", severities),
            ("Evidence", (Entry("", " or ".join(type_.evidence)),) if type_.evidence else ()),
            ("Read by", tuple(readers.values())),
            (f"Gold items with it: {len(items)}", _item_entries(library, items)),
        ),
    )


def _patterns(source: Input) -> tuple[str, ...] | None:
    rows = getattr(source, "rows", None)
    if rows is not None:
        return tuple(name for row in rows for name in (row.types or ("*",)))
    return getattr(source, "types", None)


def _level_sheet(library: Library, guideline: Guideline, criterion: Criterion, level: Level) -> Sheet:
    neighbours = criterion.scale.levels
    at = neighbours.index(level)
    around = [
        one for one in (neighbours[at - 1] if at else None, *neighbours[at + 1 : at + 2]) if one is not None
    ]
    giving = tuple(
        _rule_entry(library, guideline, criterion, rule)
        for rule in rules_in(criterion)
        if show_then(rule.then) == show_value(level.value)
    )
    items = [
        item
        for item in library.items
        if item.guideline == guideline.id
        and any(one.criterion == criterion.id and one.value == level.value for one in item.labels)
    ]
    return Sheet(
        "level",
        f"{criterion.id}={level.value}",
        level.label,
        (f"{guideline.id} {guideline.version}", criterion.title, *_history(level)),
        level.where.file,
        _sections(
            ("Anchor", (Entry("", level.anchor),) if level.anchor else ()),
            (
                "Beside it" if criterion.scale.ordered else "Other levels",
                tuple(_level_entry(one) for one in around),
            ),
            ("Rules that give it", giving),
            (f"Gold items labelled so: {len(items)}", _item_entries(library, items)),
        ),
    )


def _history(thing: Criterion | AnyRule | Level) -> tuple[str, ...]:
    since = (f"since {thing.since}",) if thing.since else ()
    return (*since, f"revised {thing.revised}") if thing.revised else since


# --- gold and escalations --------------------------------------------------------------------


def _set_sheet(library: Library, gold_set: GoldSet) -> Sheet:
    items = [item for item in library.items if f"goldsets/{item.set}" == gold_set.folder]
    media = tuple(
        Entry(one.id, one.alt, below=(f"{one.path}, {one.license}",)) for one in gold_set.media.values()
    )
    return Sheet(
        "goldset",
        gold_set.id,
        gold_set.title,
        (gold_set.guideline, gold_set.visibility, gold_set.license or "no licence"),
        gold_set.where.file,
        _sections(
            (f"Items: {len(items)}", tuple(Entry(item.id, item.title) for item in items)),
            ("Media", media),
        ),
    )


def _escalation_sheet(escalation: Escalation) -> Sheet:
    outcome = escalation.outcome
    led: list[Entry] = []
    if outcome is not None:
        led += [Entry("rules", ", ".join(outcome.rules))] if outcome.rules else []
        led += [Entry("gold", ", ".join(outcome.gold))] if outcome.gold else []
        led += [Entry("version", outcome.version)] if outcome.version else []
    about = [
        Entry(name, text)
        for name, text in (
            ("item", escalation.item),
            ("criterion", escalation.criterion),
            ("rules", ", ".join(escalation.rules)),
        )
        if text
    ]
    decided = f"{escalation.decided_by}, {escalation.decided}".strip(", ")
    return Sheet(
        "escalation",
        escalation.id,
        "",
        (
            escalation.status,
            f"opened {escalation.opened} by {escalation.by}",
            f"{escalation.guideline}@{escalation.stamp}",
        ),
        escalation.where.file,
        _sections(
            ("About", tuple(about)),
            ("Question", (Entry("", escalation.question),)),
            (
                f"Answer ({decided})" if decided else "Answer",
                (Entry("", escalation.answer),) if escalation.answer else (),
            ),
            ("What it led to", tuple(led)),
        ),
    )


def _escalation_entry(one: Escalation) -> Entry:
    return Entry(one.id, f"{one.status}: {' '.join(one.question.split())}")


# --- small things ----------------------------------------------------------------------------

_MOST = 12


def _item_entries(library: Library, items: list[Item]) -> tuple[Entry, ...]:
    """Return the items that may be named in connection with what they say, and how many may not."""
    open_ = [item for item in items if not library.hidden(item)]
    entries = [Entry(item.id, item.title) for item in open_[:_MOST]]
    more, hidden = len(open_) - len(entries), len(items) - len(open_)
    rest = [text for text, count in ((f"and {more} more", more), (f"and {hidden} held out", hidden)) if count]
    return (*entries, *(Entry("", text) for text in rest))


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _sections(*parts: tuple[str, tuple[Entry, ...]]) -> tuple[Section, ...]:
    return tuple(Section(title, entries) for title, entries in parts if entries)
