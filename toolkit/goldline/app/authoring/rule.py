"""`new rule`: a row in a criterion's table, where it belongs among the others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldline.app.authoring.ids import new_rule_id, rule_prefix
from goldline.app.authoring.item import rule_ids
from goldline.errors import GoldlineError
from goldline.model.criterion import ContextInput, Criterion, Input
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.yaml import read_yaml
from goldline.reading.yaml_scalars import BadNumber, resolve
from goldline.rules.domain import Domain, Words, domain_of
from goldline.rules.parse import BadTest, parse_test
from goldline.writing.disk import Write
from goldline.writing.order import key_order
from goldline.writing.splice import Editor

_YES_NO = {"yes": True, "no": False}
"""What people answer to a yes/no question; the file has `true` and `false`."""


def usable_inputs(guideline: Guideline, criterion: Criterion) -> dict[str, Input]:
    """Return the inputs that rules of a criterion may test, by name."""
    context: dict[str, Input] = {
        "modality": ContextInput("modality", criterion.where),
        "locale": ContextInput("locale", criterion.where),
    }
    return {
        **criterion.inputs,
        **{n: s for n, s in guideline.inputs.items() if n not in criterion.inputs},
        **context,
    }


def domain_in(guideline: Guideline, criterion: Criterion, source: Input) -> Domain | None:
    """Return what an input can be there."""
    scales = {other.id: other.scale for other in guideline.criteria.values()}
    return domain_of(
        source,
        taxonomy=guideline.taxonomy,
        scale_of=scales.get,
        modalities=criterion.modalities or guideline.modalities,
        locales=guideline.locales,
    )


def read_test(guideline: Guideline, criterion: Criterion, name: str, text: str) -> Any:
    """Return a test as the file will have it; raises `GoldlineError` where it is none, or can never hold."""
    inputs = usable_inputs(guideline, criterion)
    if name not in inputs:
        hint = did_you_mean(name, inputs).lstrip("; ") or f"there are {listed(list(inputs))}"
        raise GoldlineError(f"{shown(criterion.id)} has no input {shown(name)}", hint=hint)
    domain = domain_in(guideline, criterion, inputs[name])
    raw = _plain_test(text.strip(), domain)
    if domain is not None:
        try:
            parse_test(raw, domain)
        except BadTest as error:
            raise GoldlineError(f"`{name}`: {error.message}", hint=error.hint) from error
    return raw


def _plain_test(text: str, domain: Domain | None) -> Any:
    if text[:1] in ("[", "{") and ".." not in text:
        value = read_yaml(f"test: {text}\n".encode(), "").value
        if not isinstance(value, dict):
            raise GoldlineError(f"{shown(text)} is no list of values", hint="write [minor, major]")
        return value["test"]
    if isinstance(domain, Words):
        if text in domain.ranks:
            return text
        if True in domain.values and text.casefold() in _YES_NO:
            return _YES_NO[text.casefold()]
    try:
        return resolve(text)
    except BadNumber as error:
        raise GoldlineError(error.message, hint=error.hint) from error


def suggest_rule_id(guideline: Guideline, criterion: Criterion) -> str:
    """Return a rule id that no other branch will take."""
    own = [rule.id for rule in criterion.rules] + ([criterion.otherwise.id] if criterion.otherwise else [])
    return new_rule_id(rule_prefix([name for name in own if name], criterion.id), rule_ids(guideline))


def insert_rule(
    root: Path,
    guideline: Guideline,
    criterion: Criterion,
    rule: dict[str, Any],
    *,
    before: str = "",
    after: str = "",
    hit_policy: str = "first",
    begun: Write | None = None,
) -> Write:
    """Return the criterion's file with the rule in it; without `before` or `after` it comes last.

    `begun` is the file with an input in it that the rule tests, before either of them is on disk.
    """
    if rule["id"].casefold() in {name.casefold() for name in rule_ids(guideline)}:
        raise GoldlineError(f"the rule {shown(rule['id'])} is there already", hint="choose another id")
    data = (root / criterion.file).read_bytes() if begun is None else begun.data
    editor = Editor(data, criterion.file)
    order = key_order("criterion")
    known = [one.id for one in criterion.rules]
    index = None
    if before or after:
        name = before or after
        if name not in known:
            hint = did_you_mean(name, known).lstrip("; ") or (f"there are {listed(known)}" if known else "")
            raise GoldlineError(f"{shown(criterion.id)} has no rule {shown(name)}", hint=hint)
        index = known.index(name) + (1 if after else 0)
    if "rules" in editor.value:
        editor.append(("rules",), rule, index=index)
    else:
        if "hit_policy" not in editor.value:
            editor.insert((), "hit_policy", hit_policy, order=order)
        editor.insert((), "rules", [rule], order=order)
    return Write(criterion.file, editor.data, data if begun is None else begun.expected)
