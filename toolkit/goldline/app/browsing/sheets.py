"""Guidelines and their parts as a reader wants them."""

from __future__ import annotations

from goldline.app.browsing.library import AnyRule, Library, rule_name, rules_in
from goldline.app.browsing.record_sheets import counted, escalation_entry, item_entries, sections
from goldline.model.browsing import HIDDEN, Entry, Sheet
from goldline.model.criterion import Criterion, Input, Rule
from goldline.model.formula import Formula
from goldline.model.guideline import Guideline
from goldline.model.scale import Level
from goldline.model.taxonomy import FindingType
from goldline.rules.phrases import case_phrase, input_phrase
from goldline.rules.show import show_then, show_value

# --- guidelines ------------------------------------------------------------------------------


def guideline_sheet(library: Library, guideline: Guideline) -> Sheet:
    """Return a guideline: its summary, criteria, finding types and terms."""
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
        sections(
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


def criterion_sheet(library: Library, guideline: Guideline, criterion: Criterion) -> Sheet:
    """Return a criterion: its question, levels, guidance, inputs and rules."""
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
        sections(
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
    decided = len(library.deciding(guideline.id, criterion.id, rule_name(rule)))
    below = [*_condition(rule), f"decides {counted(decided, 'gold item')}"]
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


def rule_sheet(library: Library, guideline: Guideline, criterion: Criterion, rule: AnyRule) -> Sheet:
    """Return a rule: its words and condition, why, and the gold and escalations that belong to it."""
    then = show_then(rule.then)
    level = None if isinstance(rule.then, Formula) else criterion.scale.level(rule.then)
    used = _inputs_of(criterion, rule)
    examples = rule.examples if isinstance(rule, Rule) else ()
    titles = {
        item.id: HIDDEN if library.hidden(item) else item.title
        for item in library.items
        if item.id in examples
    }
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
        sections(
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
            (f"Gold items that it decides: {len(items)}", item_entries(library, items)),
            ("Escalations about it", tuple(escalation_entry(one) for one in escalations)),
        ),
    )


def _inputs_of(criterion: Criterion, rule: AnyRule) -> dict[str, Input]:
    names = (
        dict.fromkeys(name for case in rule.cases for name in case.tests) if isinstance(rule, Rule) else {}
    )
    return {name: criterion.inputs[name] for name in names if name in criterion.inputs}


def type_sheet(library: Library, guideline: Guideline, type_: FindingType) -> Sheet:
    """Return a finding type: its definition, severities, who reads it, and the gold with it."""
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
        sections(
            ("Definition", (Entry("", type_.definition),) if type_.definition else ()),
            ("Below it", children),
            ("Severities, lowest first", severities),
            ("Evidence", (Entry("", " or ".join(type_.evidence)),) if type_.evidence else ()),
            ("Read by", tuple(readers.values())),
            (f"Gold items with it: {len(items)}", item_entries(library, items)),
        ),
    )


def _patterns(source: Input) -> tuple[str, ...] | None:
    rows = getattr(source, "rows", None)
    if rows is not None:
        return tuple(name for row in rows for name in (row.types or ("*",)))
    return getattr(source, "types", None)


def level_sheet(library: Library, guideline: Guideline, criterion: Criterion, level: Level) -> Sheet:
    """Return a level: its anchor and neighbours, the rules that give it, and the gold labelled so."""
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
        sections(
            ("Anchor", (Entry("", level.anchor),) if level.anchor else ()),
            (
                "Beside it" if criterion.scale.ordered else "Other levels",
                tuple(_level_entry(one) for one in around),
            ),
            ("Rules that give it", giving),
            (f"Gold items labelled so: {len(items)}", item_entries(library, items)),
        ),
    )


def _history(thing: Criterion | AnyRule | Level) -> tuple[str, ...]:
    since = (f"since {thing.since}",) if thing.since else ()
    return (*since, f"revised {thing.revised}") if thing.revised else since
