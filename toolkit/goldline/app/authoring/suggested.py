"""`new item --from-suggestion`: the facts of a suggestion, and what a person still has to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from goldline.app.authoring.item import ItemDraft, label_of, rule_ids
from goldline.app.covering import HELD_OUT, suggest
from goldline.app.explaining import find_item
from goldline.app.frame import Frame
from goldline.errors import GoldlineError
from goldline.model.coverage import Suggestion
from goldline.model.gold import GoldSet
from goldline.model.scale import NOT_JUDGED
from goldline.reading.names import listed, shown
from goldline.rules.show import show_cell, show_value
from goldline.store.cache import Cache
from goldline.store.tree import Tree
from goldline.writing.scalars import WIDTH

_CONTEXT = ("modality", "locale")
_WHOLE = ("", "item")


def find_suggestion(
    tree: Tree,
    number: int,
    *,
    guideline: str | None = None,
    criterion: str | None = None,
    against: Tree | None = None,
    cache: Cache | None = None,
) -> Suggestion:
    """Return the suggestion of that number, as `goldline suggest` counts them with the same options."""
    found = suggest(tree, guideline, count=number, criterion=criterion, against=against, cache=cache)
    if not found:
        raise GoldlineError("there is nothing to suggest", hint="gold shows all that was looked at")
    if len(found) < number:
        raise GoldlineError(
            f"there is no suggestion {number}", hint=f"`goldline suggest` with these options has {len(found)}"
        )
    return found[number - 1]


def sets_for(frame: Frame, suggestion: Suggestion, wanted: str | None) -> dict[str, GoldSet]:
    """Return the sets that an item of the suggestion can stand in; the one that people may see, if one."""
    own = {name: one for name, one in frame.sets.items() if one.guideline == suggestion.guideline}
    if wanted in frame.sets and wanted not in own:
        where = f"its sets are {listed(sorted(own))}" if own else "`goldline new goldset` makes a set for it"
        raise GoldlineError(
            f"that suggestion is about {shown(suggestion.guideline)}, and the items of {shown(wanted)} "
            f"are judged by {shown(frame.sets[wanted].guideline)}",
            hint=f"{where}; or count the suggestions of one guideline alone with --guideline",
        )
    if not own:
        raise GoldlineError(
            f"{shown(suggestion.guideline)} has no gold set", hint="`goldline new goldset` makes one"
        )
    public = {name: one for name, one in own.items() if one.visibility != HELD_OUT}
    return public if len(public) == 1 and wanted is None else own


def title_of(suggestion: Suggestion) -> str:
    """Return a title to begin with: what the item is there to show."""
    rules = listed(list(suggestion.rules)).replace("`", "") if suggestion.rules else "no rule"
    return (
        f"{rules} decides {suggestion.criterion}"
        if suggestion.rules
        else f"No rule for {suggestion.criterion}"
    )


def context_of(frame: Frame, suggestion: Suggestion) -> dict[str, str]:
    """Return the modality and the locale: those that the facts ask for, else those of the nearest item."""
    found = {name: str(value) for name, value in suggestion.other if name in _CONTEXT}
    if suggestion.near:
        near = find_item(frame, suggestion.near)
        found = {"modality": near.modality, "locale": near.locale, **found}
    guideline = frame.guidelines[suggestion.guideline]
    criterion = guideline.criteria[suggestion.criterion]
    known = criterion.modalities or guideline.modalities
    if known and found.get("modality") not in known:
        found["modality"] = known[0]
    if guideline.locales and found.get("locale") not in guideline.locales:
        found["locale"] = guideline.locales[0]
    return found


def responses_of(suggestion: Suggestion) -> tuple[str, ...]:
    """Return the responses that the facts speak of; none where there is just one."""
    named = [finding.response or "" for finding in suggestion.findings]
    named += [response for response, _, _ in (*suggestion.observations, *suggestion.judgments)]
    return tuple(sorted({name for name in named if name not in _WHOLE}))


def fill(draft: ItemDraft, suggestion: Suggestion) -> None:
    """Record the facts of a suggestion, the labels that follow, and comments on what is still to write."""
    for name in responses_of(suggestion):
        draft.responses.setdefault(name, "")
    if is_complete(draft, suggestion):
        draft.findings = []  # what the facts do not name was not found
    for finding in suggestion.findings:
        draft.add_finding(finding.type, finding.severity, response=finding.response or "")
    for response, name, value in suggestion.observations:
        wanted = (response,) if response else _WHOLE
        questions = [q for q in draft.questions() if q.source.observation == name]
        fitting = [q for q in questions if q.response in wanted] or questions[:1]
        for question in fitting[:1]:
            draft.record(question, value)
    criteria = draft.guideline.criteria
    for response, name, value in suggestion.judgments:
        if name in criteria and not criteria[name].ruled and value is not None and value != NOT_JUDGED:
            draft.labels[name, response or None] = {"value": value}
    own = criteria[suggestion.criterion]
    if suggestion.state == "decided" and (own.target == "item" or not draft.responses):
        draft.labels[own.id, None] = label_of(suggestion, rule_ids(draft.guideline))
    for key, lines in _notes(draft, suggestion):
        draft.notes[key] = [line for text in lines for line in wrap(text, WIDTH - 2)]


def is_complete(draft: ItemDraft, suggestion: Suggestion) -> bool:
    """Whether the facts are all there: none is left to be found for the rules of another criterion."""
    return not any(draft.guideline.criteria[name].ruled for _, name, _ in suggestion.judgments)


def _notes(draft: ItemDraft, suggestion: Suggestion) -> Iterator[tuple[str, list[str]]]:
    if not draft.prompt:
        yield "prompt", ["still to write: prompt"]
    texts = draft.responses.values() if draft.responses else [draft.response]
    if not all(texts):
        key, what = ("responses", "responses") if draft.responses else ("response", "a response")
        said = f"still to write: {what} of which the facts below are true{_told(suggestion)}"
        yield key, [said]
    demanded = {
        finding.type: draft.guideline.taxonomy.types[finding.type].evidence for finding in suggestion.findings
    }
    lines = [
        f"still to write under {path}: its evidence, a {listed(list(kinds), 'or').replace('`', '')}"
        for path, kinds in demanded.items()
        if kinds
    ]
    if lines:
        yield "findings", lines
    yield "labels", list(_goals(draft, suggestion))


def _told(suggestion: Suggestion) -> str:
    near = f"; begin with {suggestion.near}" if suggestion.near else ""
    change = (
        f" and change {listed(list(suggestion.changed)).replace('`', '')}"
        if near and suggestion.changed
        else ""
    )
    return near + change


def _goals(draft: ItemDraft, suggestion: Suggestion) -> Iterator[str]:
    """Yield what the item is there for, and what its facts must come to besides."""
    rules = f" by {', '.join(suggestion.rules)}" if suggestion.rules else ""
    match suggestion.state:
        case "gap":
            yield f"{suggestion.criterion}: no rule holds; write the rule, or an exception that says why"
        case "conflict":
            yield f"{suggestion.criterion}: rules contradict each other{rules}; mend them first"
        case _:
            yield f"this item is to get {show_cell(suggestion.value)} on {suggestion.criterion}{rules}"
    if suggestion.shift:
        yield suggestion.shift
    criteria = draft.guideline.criteria
    besides = Counter(
        f"{name}{f' of {response}' if response else ''} is {show_value(value)}"
        for response, name, value in suggestion.judgments
        if name in criteria and criteria[name].ruled
    )
    besides.update(
        f"{name} is {show_value(value)}" for name, value in suggestion.other if name not in _CONTEXT
    )
    if besides:
        yield f"record facts so that {listed(list(besides)).replace('`', '')}"
