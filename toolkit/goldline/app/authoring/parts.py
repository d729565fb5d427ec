"""`new guideline`, `criterion`, `type`, `goldset`, `escalation`: small files that are complete."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Any

from goldline.app.authoring.ids import new_id, new_rule_id, rule_prefix, short
from goldline.app.authoring.item import rule_ids
from goldline.app.frame import Frame
from goldline.errors import GoldlineError
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown
from goldline.writing.disk import Write
from goldline.writing.emit import document
from goldline.writing.splice import Editor

_TYPE_ORDER = ("title", "definition", "evidence", "severities", "since", "revised", "was", "children")
_SEVERITIES = [
    {"name": "minor", "definition": "A careful reader notices it; nobody is misled."},
    {"name": "major", "definition": "A reader is misled about something that matters."},
    {"name": "critical", "definition": "The response cannot be used, or does harm."},
]
_LEVELS = [
    {"value": 1, "label": "Unusable", "anchor": "There is a critical error. Nobody can use the response."},
    {"value": 2, "label": "Flawed", "anchor": "There is a major error. The response needs an editor."},
    {
        "value": 3,
        "label": "Good",
        "anchor": "There are minor errors at most. The response can go out as it is.",
    },
]


def new_guideline(
    frame: Frame, title: str, modalities: list[str], locales: list[str], *, name: str = "", summary: str = ""
) -> list[Write]:
    """Return the files of a new guideline: one criterion, three levels, two finding types."""
    name = name or new_id(title, frame.layout.guidelines)
    _refuse_taken("guideline", name, frame.layout.guidelines)
    folder = f"guidelines/{name}"
    manifest = {
        "format": 1,
        "id": name,
        "title": title,
        "version": "0.1.0",
        "modalities": modalities,
        "locales": locales,
        "summary": summary
        or "How we judge these responses. First collect the errors, then read the rules.\n",
    }
    taxonomy = {
        "severities": _SEVERITIES,
        "findings": {
            "factual": {"title": "Wrong fact", "definition": "The response states something that is not so."},
            "omission": {
                "title": "Omission",
                "definition": "The response leaves out something that was asked for.",
            },
        },
    }
    criterion = {
        "id": "correctness",
        "title": "Correctness",
        "question": "Is everything in the response right, and is nothing missing?",
        "scale": {"type": "ordinal", "levels": _LEVELS},
        "inputs": {"worst_error": {"worst": ["factual", "omission"]}},
        "hit_policy": "first",
        "rules": [
            {
                "id": "COR-1",
                "text": "A critical error gives 1.",
                "when": {"worst_error": "critical"},
                "then": 1,
            },
            {"id": "COR-2", "text": "A major error gives 2.", "when": {"worst_error": "major"}, "then": 2},
        ],
        "otherwise": {"id": "COR-9", "text": "Everything else gets 3.", "then": 3},
    }
    return [
        Write(f"{folder}/guideline.yaml", document(manifest, "guideline"), None),
        Write(f"{folder}/taxonomy.yaml", document(taxonomy, "taxonomy"), None),
        Write(f"{folder}/criteria/correctness.yaml", document(criterion, "criterion"), None),
    ]


def new_criterion(
    guideline: Guideline,
    title: str,
    question: str,
    *,
    name: str = "",
    scale: str = "",
    levels: list[dict[str, Any]] | None = None,
    target: str = "response",
    asks: str = "",
) -> Write:
    """Return the file of a new criterion.

    `scale` names a shared scale; else it has `levels`. With `asks`, a yes/no question, rules decide:
    no gives the lowest level, yes the highest. Without it people alone judge.
    """
    name = name or new_id(title, guideline.criteria)
    _refuse_taken("criterion", name, guideline.criteria)
    if scale and scale not in guideline.scales:
        hint = did_you_mean(scale, guideline.scales).lstrip("; ")
        known = f"there are {listed(list(guideline.scales))}" if guideline.scales else "give --level instead"
        raise GoldlineError(f"{shown(guideline.id)} has no scale {shown(scale)}", hint=hint or known)
    values = (
        [level.value for level in guideline.scales[scale].levels]
        if scale
        else [v["value"] for v in levels or []]
    )
    if len(values) < 2:
        raise GoldlineError(
            "a scale needs two levels at least", hint="--level '1=Poor: what it looks like', lowest first"
        )
    found: dict[str, Any] = {
        "id": name,
        "title": title,
        "question": question,
        "scale": scale or {"type": "ordinal", "levels": levels},
    }
    if target != "response":
        found["target"] = target
    if asks:
        prefix = rule_prefix([], name)
        taken = rule_ids(guideline)
        first = new_rule_id(prefix, taken)
        known_inputs = {n for c in guideline.criteria.values() for n in c.inputs} | set(guideline.inputs)
        base = name.replace("-", "_")
        key = f"{base}_met" if f"{base}_met" not in known_inputs else f"{base}_{short(3)}"
        found |= {
            "inputs": {key: {"boolean": asks}},
            "hit_policy": "first",
            "rules": [
                {
                    "id": first,
                    "text": f"If the answer is no, it gets {values[0]}.",
                    "when": {key: False},
                    "then": values[0],
                }
            ],
            "otherwise": {
                "id": new_rule_id(prefix, [*taken, first]),
                "text": f"If the answer is yes, it gets {values[-1]}.",
                "then": values[-1],
            },
        }
    return Write(f"guidelines/{guideline.id}/criteria/{name}.yaml", document(found, "criterion"), None)


def read_level_option(text: str) -> dict[str, Any]:
    """Return the level that `1=Poor: what it looks like` describes."""
    value, equals, rest = text.partition("=")
    label, _, anchor = rest.partition(":")
    value, label, anchor = value.strip(), label.strip(), anchor.strip()
    if not equals or not value or not label:
        raise GoldlineError(
            f"{shown(text)} is no level",
            hint="write VALUE=LABEL: ANCHOR, such as '1=Poor: Nobody can use it.'",
        )
    found: dict[str, Any] = {"value": int(value) if value.lstrip("-").isdecimal() else value, "label": label}
    return {**found, "anchor": anchor} if anchor else found


def new_type(
    root: Path,
    frame: Frame,
    guideline: Guideline,
    path: str,
    *,
    title: str = "",
    definition: str = "",
    evidence: list[str] | None = None,
    severities: list[str] | None = None,
    was: str = "",
) -> Write:
    """Return the taxonomy with the type in it, below its parent; `since` is for the next release to write."""
    known = guideline.taxonomy.types
    _refuse_taken("finding type", path, known)
    parent, _, last = path.rpartition(".")
    if parent and parent not in known:
        hint = did_you_mean(parent, known).lstrip("; ") or f"there are {listed(list(known))}"
        raise GoldlineError(f"there is no finding type {shown(parent)} to put it under", hint=hint)
    node: dict[str, Any] = {
        "title": title,
        "definition": definition,
        "evidence": evidence,
        "severities": severities,
        "was": was,
    }
    node = {key: value for key, value in node.items() if value}
    file = next(
        (p for p in frame.layout.guidelines[guideline.id] if p.count("/") == 2 and "/taxonomy." in p), None
    )
    if file is None:
        whole = {"severities": _SEVERITIES, "findings": {last: node}}
        return Write(f"guidelines/{guideline.id}/taxonomy.yaml", document(whole, "taxonomy"), None)
    data = (root / file).read_bytes()
    editor = Editor(data, file)
    where: tuple[str, ...] = ("findings",)
    for depth, step in enumerate(parent.split(".") if parent else ()):
        where = (*where, step) if depth == 0 else (*where, "children", step)
    if not parent:
        if "findings" in editor.value:
            editor.insert(where, last, node)
        else:
            editor.insert((), "findings", {last: node})
    elif known_children(editor.value, where):
        editor.insert((*where, "children"), last, node)
    else:
        editor.insert(where, "children", {last: node}, order=_TYPE_ORDER)
    return Write(file, editor.data, data)


def known_children(document_: dict[str, Any], where: tuple[str, ...]) -> bool:
    """Whether the type at a path of the taxonomy has types below it already."""
    node: Any = document_
    for step in where:
        node = node[step]
    return bool(node.get("children"))


def new_goldset(
    frame: Frame,
    guideline: Guideline,
    title: str,
    *,
    name: str = "",
    visibility: str = "training",
    licence: str = "",
) -> Write:
    """Return the file of a new gold set, with a canary of its own."""
    taken = [*frame.layout.sets, *frame.layout.items]
    name = name or new_id(title, taken)
    _refuse_taken("gold set", name, taken)
    found = {
        "format": 1,
        "id": name,
        "title": title,
        "guideline": guideline.id,
        "visibility": visibility,
        "license": licence or "CC0-1.0",
        "canary": str(uuid.uuid4()),
    }
    return Write(f"goldsets/{name}/goldset.yaml", document(found, "goldset"), None)


def new_escalation(
    frame: Frame,
    guideline: Guideline,
    question: str,
    by: str,
    *,
    item: str = "",
    content: dict[str, Any] | None = None,
    criterion: str = "",
    rules: list[str] | None = None,
    name: str = "",
    opened: str = "",
) -> Write:
    """Return the file of a new escalation, open, in the folder of its year.

    It is about a gold `item`, or about `content` of its own.
    """
    taken = [path.rpartition("/")[2].rpartition(".")[0] for path in frame.layout.escalations]
    while not name or (name.startswith("esc-") and name in taken and len(name) == 9):
        name = f"esc-{short(5)}"
    _refuse_taken("escalation", name, taken)
    known = rule_ids(guideline)
    for rule in rules or ():
        if rule not in known:
            hint = did_you_mean(rule, known).lstrip("; ") or f"there are {listed(known)}"
            raise GoldlineError(f"{shown(guideline.id)} has no rule {shown(rule)}", hint=hint)
    day = opened or date.today().isoformat()
    found: dict[str, Any] = {
        "id": name,
        "opened": day,
        "by": by,
        "guideline": f"{guideline.id}@{guideline.version}",
        "item": item,
        "content": content or {},
        "criterion": criterion,
        "rules": rules or [],
        "question": question,
        "status": "open",
    }
    found = {key: value for key, value in found.items() if value}
    return Write(f"escalations/{day[:4]}/{name}.yaml", document(found, "escalation"), None)


def _refuse_taken(what: str, name: str, known: Any) -> None:
    if name.casefold() in {str(one).casefold() for one in known}:
        raise GoldlineError(f"the {what} {shown(name)} is there already", hint="choose another id")
