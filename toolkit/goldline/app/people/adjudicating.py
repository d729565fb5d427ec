"""`adjudicate`: the sides of a disagreement, the rules behind each, and the decision in the item's file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from goldline.app.browsing.library import Library, label_on, rule_name, rules_in
from goldline.app.people.production import Production
from goldline.errors import GoldlineError
from goldline.model.condition import Value
from goldline.model.consensus import Decision, Dispute, Side
from goldline.model.criterion import Criterion
from goldline.model.gold import Item
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.model.scale import NOT_JUDGED
from goldline.reading.item import facts_of
from goldline.reading.names import did_you_mean, listed, shown
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.show import show_value
from goldline.writing.disk import Write
from goldline.writing.order import key_order
from goldline.writing.splice import Editor


def find_dispute(
    library: Library, judgments: Judgments, item: Item, criterion_id: str, response: str | None
) -> Dispute:
    """Return who says what of an item on a criterion, and which rules give each value."""
    criterion = _criterion(library, item, criterion_id, response)
    label = label_on(item, (criterion_id, response))
    outcome = library.judgments(item).get((criterion_id, response))
    key = (item.guideline, item.id, criterion_id, response)

    def fired(codes: Sequence[int]) -> list[str]:
        return _fired(library, judgments, item, (criterion_id, response), codes)

    return Dispute(
        item=item.id,
        guideline=item.guideline,
        criterion=criterion_id,
        response=response,
        question=criterion.question,
        sides=tuple(
            _side(criterion, value, _people(judgments, rows), fired(_codes(judgments, rows)))
            for value, rows in _sides(judgments, key, criterion)
        ),
        gold="" if label is None else show_value(label.value),
        outcome=_outcome_words(criterion, outcome),
        outcome_rules=() if outcome is None else tuple(outcome.rules),
    )


def find_work(judgments: Judgments, item_id: str, criterion: str) -> list[JudgedTarget]:
    """Return what the logs say was judged of work by that name which is no gold item, on a criterion.

    Raises `GoldlineError` where there is none.
    """
    known = [one for one in judgments.targets if one.item is None]
    of_item = [one for one in known if one.item_id == item_id]
    found = [one for one in of_item if one.criterion == criterion]
    if not found:
        names = list(dict.fromkeys(one.criterion for one in of_item)) or list(
            dict.fromkeys(one.item_id for one in known)
        )
        near = did_you_mean(criterion if of_item else item_id, names).removeprefix("; ")
        what = f"judgments of {criterion}" if of_item else "judgments"
        hint = (
            near
            or (f"there are judgments of {listed(names)}" if of_item else "")
            or "give the logs that hold it; work that is no gold needs the column `guideline`"
        )
        raise GoldlineError(f"there is no gold item {shown(item_id)}, and no {what} by that name", hint=hint)
    return found


def find_work_dispute(
    library: Library, judgments: Judgments, item_id: str, criterion_id: str, response: str | None
) -> Dispute:
    """Return the same of production work: each side with the facts its people recorded, and their rules."""
    several = find_work(judgments, item_id, criterion_id)
    target = next((one for one in several if one.response == response), None)
    if target is None:
        names = [one.response or "none" for one in several]
        raise GoldlineError(
            "which response is it about?", hint=f"--response, one of {listed(list(dict.fromkeys(names)))}"
        )
    criterion = library.guidelines[target.guideline].criteria[criterion_id]
    production = Production(library, judgments)
    outcome = production.outcome(judgments.targets.index(target))
    key = (target.guideline, item_id, criterion_id, response)
    return Dispute(
        item=item_id,
        guideline=target.guideline,
        criterion=criterion_id,
        response=response,
        question=criterion.question,
        sides=tuple(
            _side(
                criterion,
                value,
                _people(judgments, rows),
                _rules_of(production.outcomes.get(row) for row in rows),
                production.facts(rows, criterion_id, target.guideline),
            )
            for value, rows in _sides(judgments, key, criterion)
        ),
        gold="",
        outcome=_outcome_words(criterion, outcome),
        outcome_rules=() if outcome is None else tuple(outcome.rules),
        production=True,
    )


def _sides(
    judgments: Judgments, key: tuple[str, str, str, str | None], criterion: Criterion
) -> list[tuple[str, list[int]]]:
    """Return the rows of each value, the commonest first."""
    places = {
        place
        for place, one in enumerate(judgments.targets)
        if (one.guideline, one.item_id, one.criterion, one.response) == key
    }
    said: dict[str, list[int]] = defaultdict(list)
    for row, (place, amount) in enumerate(zip(judgments.target, judgments.amounts, strict=True)):
        if place in places:
            said[_value(criterion, amount)].append(row)
    return sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _codes(judgments: Judgments, rows: Iterable[int]) -> list[int]:
    return [judgments.annotator[row] for row in rows]


def _people(judgments: Judgments, rows: Iterable[int]) -> list[str]:
    return sorted(judgments.annotators[code] for code in _codes(judgments, rows))


def _side(
    criterion: Criterion,
    value: str,
    people: Sequence[str],
    fired: Sequence[str],
    facts: tuple[tuple[str, str], ...] = (),
) -> Side:
    label = next((one.label for one in criterion.scale.levels if show_value(one.value) == value), "")
    return Side(value, label, tuple(people), tuple(_rules_giving(criterion, value)), tuple(fired), facts)


def _rules_of(outcomes: Iterable[Judgment | None]) -> list[str]:
    found: dict[str, None] = {}
    for one in outcomes:
        if one is not None and one.decided:
            found |= dict.fromkeys(one.rules)
    return list(found)


def _outcome_words(criterion: Criterion, outcome: Judgment | None) -> str:
    if outcome is None or not criterion.ruled:
        return ""
    return show_value(outcome.value) if outcome.decided else outcome.state


def _criterion(library: Library, item: Item, name: str, response: str | None) -> Criterion:
    guideline = library.chosen([item.guideline])[item.guideline]
    if name not in guideline.criteria:
        known = list(guideline.criteria)
        hint = did_you_mean(name, known).removeprefix("; ") or f"its criteria are {listed(known)}"
        raise GoldlineError(f"`{guideline.id}` has no criterion {shown(name)}", hint=hint)
    criterion = guideline.criteria[name]
    wanted = item.response_ids if criterion.target == "response" else ()
    if wanted and response not in wanted:
        raise GoldlineError("which response is it about?", hint=f"--response, one of {listed(wanted)}")
    if response is not None and not wanted:
        raise GoldlineError(f"{name} is not judged by response here", hint="leave --response out")
    return criterion


def _value(criterion: Criterion, amount: float) -> str:
    if amount != amount:
        return NOT_JUDGED
    return f"{amount:g}" if criterion.scale.numeric else show_value(criterion.scale.levels[int(amount)].value)


def _rules_giving(criterion: Criterion, value: str) -> Iterable[tuple[str, str]]:
    for rule in rules_in(criterion):
        if isinstance(rule.then, str | int) and show_value(rule.then) == value:
            yield rule_name(rule), rule.text


def _fired(
    library: Library,
    judgments: Judgments,
    item: Item,
    target: tuple[str, str | None],
    codes: Iterable[int],
) -> list[str]:
    """Return the rules that hold by the findings that these people recorded themselves."""
    judge = Judge(library.guidelines[item.guideline])
    facts = facts_of(item, judge.guideline)
    found: list[Judgment | None] = []
    for code in codes:
        recorded = judgments.findings.get((code, item.id))
        if recorded is None:
            continue
        findings = sorted(
            ((str(one["type"]), str(one["severity"]), one.get("response")) for one in recorded),
            key=lambda one: (one[0], one[1], one[2] or ""),
        )
        found.append(judge.judge(replace(facts, findings=tuple(findings))).get(target))
    return _rules_of(found)


# --- deciding ----------------------------------------------------------------------------------


def adjudicate(
    library: Library,
    item: Item,
    criterion_id: str,
    response: str | None,
    value: str,
    *,
    by: str,
    reason: str,
    exception: bool = False,
) -> Write:
    """Return the item's file with the label decided, by whom and why; nothing else in it moves.

    Where the label cites rules and others give the decided value, those are cited. With `exception` the
    label stands against the rules, for that reason.
    """
    criterion = _criterion(library, item, criterion_id, response)
    decided = _level(criterion, value)
    if not by.strip() or not reason.strip():
        raise GoldlineError("a decision needs its reason, and who made it", hint="give --by and --reason")
    root = library.frame.tree.root
    if root is None:
        raise GoldlineError("only files on disk can be changed")
    data = (root / item.file).read_bytes()
    editor = Editor(data, item.file)
    _label(editor, criterion_id, response, decided)
    outcome = library.judgments(item).get((criterion_id, response))
    if outcome is not None and outcome.decided and outcome.agrees(decided):
        _cite(editor, criterion, response, outcome)
    if exception:
        _mark_exception(editor, criterion_id, response, decided, by.strip(), reason.strip())
    news = {"by": by.strip(), "reason": reason.strip()}
    if isinstance(editor.value.get("adjudication"), Mapping):
        editor.rewrite(values={("adjudication", key): text for key, text in news.items()})
    else:
        editor.insert((), "adjudication", news, order=key_order("item"))
    return Write(item.file, editor.data, data)


def decide_work(
    library: Library, dispute: Dispute, value: str, *, by: str, reason: str, now: str
) -> Decision:
    """Return the decision on production work, with the sides that there were and the rules that give it."""
    guideline = library.guidelines[dispute.guideline]
    decided = show_value(_level(guideline.criteria[dispute.criterion], value))
    if not by.strip() or not reason.strip():
        raise GoldlineError("a decision needs its reason, and who made it", hint="give --by and --reason")
    return Decision(
        item=dispute.item,
        guideline=dispute.guideline,
        version=guideline.version,
        criterion=dispute.criterion,
        response=dispute.response,
        value=decided,
        by=by.strip(),
        reason=reason.strip(),
        at=now,
        rules=tuple(rule for rule, _ in _rules_giving(guideline.criteria[dispute.criterion], decided)),
        sides=dispute.sides,
    )


def _level(criterion: Criterion, value: str) -> Value:
    if criterion.scale.numeric:
        raise GoldlineError(
            f"{criterion.id} is a number, which nobody decides between sides", hint="edit the file"
        )
    levels: dict[str, Value] = {show_value(one.value): one.value for one in criterion.scale.levels}
    levels[NOT_JUDGED] = NOT_JUDGED
    if value not in levels:
        raise GoldlineError(
            f"{shown(value)} is no level of {criterion.id}", hint=f"there are {listed(list(levels))}"
        )
    return levels[value]


def _place(editor: Editor, criterion: str, response: str | None) -> tuple[tuple[str, ...], Any]:
    path = ("labels", criterion) if response is None else ("labels", criterion, response)
    found: Any = editor.value
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return path, found


def _label(editor: Editor, criterion: str, response: str | None, value: Value) -> None:
    path, found = _place(editor, criterion, response)
    if isinstance(found, Mapping):
        editor.set((*path, "value"), value)
    elif found is not None:
        editor.set(path, value)
    elif "labels" not in editor.value:
        only = value if response is None else {response: value}
        editor.insert((), "labels", {criterion: only}, order=key_order("item"))
    elif response is not None and isinstance(editor.value["labels"].get(criterion), Mapping):
        editor.insert(path[:-1], response, value)
    else:
        editor.insert(("labels",), criterion, value if response is None else {response: value})


def _cite(editor: Editor, criterion: Criterion, response: str | None, outcome: Judgment) -> None:
    path, found = _place(editor, criterion.id, response)
    named = {rule.id for rule in (*criterion.rules, criterion.otherwise) if rule is not None and rule.id}
    rules = [rule for rule in outcome.rules if rule in named]
    if isinstance(found, Mapping) and found.get("rules") and rules and list(found["rules"]) != rules:
        editor.set((*path, "rules"), rules)


def _mark_exception(
    editor: Editor, criterion: str, response: str | None, value: Value, by: str, reason: str
) -> None:
    path, found = _place(editor, criterion, response)
    news = {"exception": reason, "decided_by": by}
    if not isinstance(found, Mapping):
        editor.set(path, {"value": value, **news})
        return
    for key, text in news.items():
        if key in found:
            editor.set((*path, key), text)
        else:
            editor.insert(path, key, text)
