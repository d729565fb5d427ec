"""Drafts of what an escalation leads to: a rule that gives what is given now, and a gold item of its case."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldline.app.authoring.item import known_set, new_item_id
from goldline.app.authoring.rule import insert_rule, suggest_rule_id
from goldline.app.escalating.records import Record
from goldline.app.explaining import find_item
from goldline.app.frame import Frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.impact.causes import cells_of
from goldline.model.criterion import Criterion
from goldline.model.guideline import Guideline
from goldline.reading.item import facts_of
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.yaml import read_yaml
from goldline.rules.judge import Judge
from goldline.writing.disk import Write
from goldline.writing.emit import document

_CONTENT = ("modality", "locale", "prompt", "reference", "sources", "media", "response", "responses")
_ANYTHING = "-"


def draft_rule(
    frame: Frame, root: Path, record: Record, text: str, *, criterion_id: str = "", name: str = ""
) -> tuple[str, Write]:
    """Return the id of a rule for the case of an escalation, and the criterion's file with it.

    It tests all that is known of the case and gives what is given there now, so that it changes no
    judgment before a person has edited it. Raises `GoldlineError` where it is not clear where it belongs.
    """
    escalation = record.value
    guideline = readable_guideline(frame, escalation["guideline"].partition("@")[0])
    criterion = _criterion(guideline, criterion_id or escalation.get("criterion", ""))
    case = _of_item(frame, guideline, criterion, escalation.get("item", ""))
    case = case or _of_named_rule(root, criterion, escalation.get("rules", ())) or _of_anything(criterion)
    tests, outcome, before = case
    rule_id = name or suggest_rule_id(guideline, criterion)
    rule = {"id": rule_id, "text": " ".join(text.split()), "when": tests, "then": outcome}
    return rule_id, insert_rule(root, guideline, criterion, rule, before=before)


_Case = tuple[Any, Any, str]
"""What a rule tests, what it gives, and the rule that it stands before ("" for the last place)."""


def _criterion(guideline: Guideline, name: str) -> Criterion:
    known = [one.id for one in guideline.criteria.values() if one.ruled]
    if name in known:
        return guideline.criteria[name]
    if not name:
        raise GoldlineError(
            "the escalation names no criterion, so it is not clear where the rule belongs",
            hint=f"give --criterion, one of {listed(known, 'or')}",
        )
    if name in guideline.criteria:
        raise GoldlineError(
            f"{shown(name)} has no rules: people alone judge it",
            hint="change its guidance instead, and give --version",
        )
    hint = did_you_mean(name, known).lstrip("; ") or f"there are {listed(known)}"
    raise GoldlineError(f"{shown(guideline.id)} has no criterion {shown(name)}", hint=hint)


def _of_item(frame: Frame, guideline: Guideline, criterion: Criterion, item_id: str) -> _Case | None:
    """Return the facts of a gold item as tests; None where nothing is known of it, or decided."""
    if not item_id:
        return None
    item, judge = find_item(frame, item_id), Judge(guideline)
    facts = facts_of(item, guideline)
    for (name, response), judgment in judge.judge(facts).items():
        if name != criterion.id or not judgment.decided:
            continue
        cells = cells_of(judge, facts, name, response)
        tests = {key: _raw(cell) for key, cell in cells.items() if _is_known(cell)}
        fired = [rule.id for rule in criterion.rules if rule.id in judgment.rules]
        return (tests, _raw(judgment.value), fired[0] if fired else "") if tests else None
    return None


def _of_named_rule(root: Path, criterion: Criterion, named: Any) -> _Case | None:
    """Return the tests of the first rule that the escalation names, to be narrowed."""
    value = read_yaml((root / criterion.file).read_bytes(), criterion.file).value
    rules = value.get("rules", []) if isinstance(value, dict) else []
    for rule in rules:
        if rule["id"] in named and rule.get("when"):
            return rule["when"], rule["then"], rule["id"]
    return None


def _of_anything(criterion: Criterion) -> _Case:
    """Return a test of every input that always holds, in the last place, as a form to fill in."""
    otherwise = criterion.otherwise
    levels = criterion.scale.levels
    if otherwise is None and not levels:
        raise GoldlineError(
            "nothing says in which case the rule holds", hint="`goldline new rule` asks; then give --rule"
        )
    given = otherwise.then if otherwise is not None else levels[0].value
    if not _is_known(given):
        raise GoldlineError(
            "what is given otherwise is a formula, so no rule is drafted from it",
            hint="`goldline new rule` asks for what it gives; then give --rule",
        )
    return dict.fromkeys(criterion.inputs, _ANYTHING), _raw(given), ""


def _is_known(value: object) -> bool:
    return isinstance(value, bool | str | Decimal | int)


def _raw(value: Any) -> Any:
    """Return a value as a file has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def draft_gold(
    frame: Frame, record: Record, set_name: str, *, name: str = "", rules: Sequence[str] = ()
) -> tuple[str, Write]:
    """Return the id and the file of a draft item that shows the case of an escalation, and its rules.

    It holds what the escalation is about, and no judgment: what is recorded and labelled is for a person.
    """
    gold_set, guideline = known_set(frame, set_name)
    escalation = record.value
    if guideline.id != escalation["guideline"].partition("@")[0]:
        raise GoldlineError(
            f"the gold set {shown(set_name)} is for {shown(guideline.id)}, and the escalation for "
            f"{shown(escalation['guideline'])}",
            hint="name a set of that guideline",
        )
    about, notes = (
        escalation.get("content"),
        [f"drafted from {escalation['id']}; record the facts and the labels"],
    )
    if rules:
        notes.append(f"it is to show {listed(list(rules)).replace('`', '')}")
    if about is None:
        source = find_item(frame, escalation["item"])
        about = read_yaml(frame.tree.read(source.file), source.file).value
        notes.append(f"its content is that of {source.id}: change it until it shows the case, and that alone")
        if source.set != set_name and "media" in about:
            notes.append(f"its media are those of the set {source.set}: this set needs them too")
    title = str(escalation.get("content", {}).get("title") or f"The case of {escalation['id']}")
    item_id = name or new_item_id(frame, set_name, title)
    content = {key: about[key] for key in _CONTENT if key in about}
    content.setdefault("modality", guideline.modalities[0])
    if guideline.locales:
        content.setdefault("locale", guideline.locales[0])
    if "responses" not in content:
        content.setdefault("response", "")
    found = {
        "id": item_id,
        "title": title,
        **content,
        "guideline": f"{guideline.id}@{guideline.version}",
        "labels": {},
        "status": "draft",
    }
    data = document(found, "item", {"labels": notes})
    return item_id, Write(f"{gold_set.folder}/items/{item_id}.yaml", data, None)
