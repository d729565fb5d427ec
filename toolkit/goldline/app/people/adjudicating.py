"""`adjudicate`: the sides of a disagreement, the rules behind each, and the decision in the item's file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from goldline.app.browsing.library import Library, label_on, rule_name, rules_in
from goldline.errors import GoldlineError
from goldline.model.condition import Value
from goldline.model.consensus import Dispute, Side
from goldline.model.criterion import Criterion
from goldline.model.gold import Item
from goldline.model.judgments import Judgments
from goldline.model.scale import NOT_JUDGED
from goldline.reading.item import facts_of
from goldline.reading.names import did_you_mean, listed, shown
from goldline.rules.judge import Judge
from goldline.rules.show import show_value
from goldline.writing.disk import Write
from goldline.writing.order import key_order
from goldline.writing.splice import Editor


def find_dispute(
    library: Library, judgments: Judgments, item: Item, criterion_id: str, response: str | None
) -> Dispute:
    """Return who says what of an item on a criterion, and which rules give each value."""
    criterion = _criterion(library, item, criterion_id, response)
    said: dict[str, list[int]] = defaultdict(list)
    for target, code, amount, *_ in judgments.rows():
        if (target.item_id, target.criterion, target.response) == (item.id, criterion_id, response):
            said[_value(criterion, amount)].append(code)
    label = label_on(item, (criterion_id, response))
    outcome = library.judgments(item).get((criterion_id, response))
    sides = [
        Side(
            value=value,
            label=next((one.label for one in criterion.scale.levels if show_value(one.value) == value), ""),
            people=tuple(sorted(judgments.annotators[code] for code in codes)),
            rules=tuple(_rules_giving(criterion, value)),
            fired=tuple(_fired(library, judgments, item, (criterion_id, response), codes)),
        )
        for value, codes in sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    return Dispute(
        item=item.id,
        guideline=item.guideline,
        criterion=criterion_id,
        response=response,
        question=criterion.question,
        sides=tuple(sides),
        gold="" if label is None else show_value(label.value),
        outcome=""
        if outcome is None or not criterion.ruled
        else show_value(outcome.value)
        if outcome.decided
        else outcome.state,
        outcome_rules=() if outcome is None else tuple(outcome.rules),
    )


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
    found: dict[str, None] = {}
    for code in codes:
        recorded = judgments.findings.get((code, item.id))
        if recorded is None:
            continue
        findings = sorted(
            ((str(one["type"]), str(one["severity"]), one.get("response")) for one in recorded),
            key=lambda one: (one[0], one[1], one[2] or ""),
        )
        judgment = judge.judge(replace(facts, findings=tuple(findings))).get(target)
        if judgment is not None and judgment.decided:
            found |= dict.fromkeys(judgment.rules)
    return list(found)


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

    With `exception` the label stands against the rules, for that reason.
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
    if exception:
        _mark_exception(editor, criterion_id, response, decided, by.strip(), reason.strip())
    news = {"by": by.strip(), "reason": reason.strip()}
    if isinstance(editor.value.get("adjudication"), Mapping):
        editor.rewrite(values={("adjudication", key): text for key, text in news.items()})
    else:
        editor.insert((), "adjudication", news, order=key_order("item"))
    return Write(item.file, editor.data, data)


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
