"""Items: plain values that passed the shape check become an `Item`, and an `Item` becomes `Facts`.

This runs for every item of a repository, so it does no more than it must.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from goldline.model.condition import Value
from goldline.model.finding import Where
from goldline.model.gold import (
    ITEM,
    Accept,
    Evidence,
    Facts,
    FoundFact,
    Item,
    Label,
    Media,
    Message,
    Prompt,
    Response,
    RubricPoint,
    Vote,
)
from goldline.model.guideline import Guideline
from goldline.rules.domain import tidy

RUBRIC = "rubric"
"""The key under `observations` for the points of the item's rubric that are met."""

_NO_PROMPT = Prompt("", (), ())
Plain = dict[str, Any]


def build_item(value: Plain, file: str, set_id: str) -> Item:
    """Return the item that a document of the right shape holds."""
    several = "responses" in value
    where = Where(file)
    guideline, _, stamp = value["guideline"].partition("@")
    media = value.get("media", ())
    observations, met = _observations(value.get("observations") or {}, several)
    findings = value.get("findings")
    adjudication = value.get("adjudication")
    prompt = value.get("prompt")
    return Item(
        id=value["id"],
        title=value.get("title", ""),
        modality=value["modality"],
        locale=value["locale"],
        guideline=guideline,
        stamp=stamp,
        inspected=tuple(value.get("inspected", ())),
        prompt=_NO_PROMPT if prompt is None else _prompt(prompt),
        reference=value.get("reference", ""),
        sources=tuple(value.get("sources", ())),
        media=tuple(entry if isinstance(entry, str) else entry["id"] for entry in media),
        own_media=tuple(
            build_media(entry, Where(file, ("media", index)))
            for index, entry in enumerate(media)
            if not isinstance(entry, str)
        ),
        responses=(
            tuple(_response(name, raw) for name, raw in _entries(value["responses"]))
            if several
            else (_response(None, value["response"]),)
        ),
        rubric=tuple(
            RubricPoint(raw["id"], raw["text"], _exact(raw.get("points", 1)), Where(file, ("rubric", index)))
            for index, raw in enumerate(value.get("rubric", ()))
        ),
        findings=(
            None
            if findings is None
            else tuple(_finding(raw, file, ("findings", index)) for index, raw in enumerate(findings))
        ),
        observations=observations,
        met=met,
        labels=tuple(_labels(value.get("labels") or {}, file, several)),
        feedback=value.get("feedback", ""),
        votes=tuple(
            _vote(raw, Where(file, ("votes", index)), several)
            for index, raw in enumerate(value.get("votes", ()))
        ),
        adjudication=None if adjudication is None else (adjudication["by"], adjudication.get("reason", "")),
        sensitivity=tuple(value.get("sensitivity", ())),
        visibility=value.get("visibility"),
        tags=tuple(value.get("tags", ())),
        difficulty=value.get("difficulty", ""),
        status=value.get("status", "active"),
        retired_because=value.get("retired_because", ""),
        set=set_id,
        where=where,
        document=value,
    )


def facts_of(item: Item, guideline: Guideline | None) -> Facts:
    """Return all that rules may read of an item; equal facts are equal whatever their order was.

    `people` holds what people alone decide under `guideline`: exceptions, and labels of criteria
    that it has no rules for. Without a guideline it holds every label.
    """
    findings = item.findings
    return Facts(
        stamp=item.stamp,
        modality=item.modality,
        locale=item.locale,
        responses=item.response_ids,
        findings=(
            None
            if findings is None
            else tuple(sorted(((f.type, f.severity, f.response) for f in findings), key=_none_first))
        ),
        observations=_sorted(item.observations),
        inspected=tuple(sorted(item.inspected)),
        rubric=tuple((point.id, point.points) for point in item.rubric),
        met=_sorted(item.met),
        people=tuple(
            (label.criterion, label.response, label.value)
            for label in item.labels
            if label.exception or guideline is None or _by_people(label.criterion, guideline)
        ),
    )


def build_media(value: Plain, where: Where) -> Media:
    """Return a picture, clip or recording, as a set or an item declares it."""
    return Media(
        value["id"],
        value["path"],
        value.get("sha256", "").lower(),
        value.get("alt", ""),
        value.get("license", ""),
        value.get("attribution", ""),
        where,
    )


def _by_people(criterion: str, guideline: Guideline) -> bool:
    known = guideline.criteria.get(criterion)
    return known is not None and not known.ruled


def _none_first(finding: tuple[str, str, str | None]) -> tuple[str, str, str]:
    return finding[0], finding[1], finding[2] or ""


def _sorted(by_response: dict[str, dict[str, Any]]) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
    return tuple(
        (key, tuple(sorted(values.items()))) for key, values in sorted(by_response.items()) if values
    )


def _entries(value: Plain) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a mapping of names, without the author's own `x-` keys."""
    for key, entry in value.items():
        if not key.startswith("x-"):
            yield key, entry


def _exact(raw: Any) -> Value:
    value: Value = tidy(Decimal(repr(raw))) if raw.__class__ is float else raw  # most are not: a call saved
    return value


def _prompt(raw: str | Plain) -> Prompt:
    if isinstance(raw, str):
        return Prompt(raw, (), ())
    messages = tuple(
        Message(turn["role"], turn.get("text", ""), tuple(turn.get("media", ())))
        for turn in raw.get("messages", ())
    )
    return Prompt(raw.get("text", ""), tuple(raw.get("media", ())), messages)


def _response(name: str | None, raw: str | Plain) -> Response:
    if isinstance(raw, str):
        return Response(name, raw, (), "")
    return Response(name, raw.get("text", ""), tuple(raw.get("media", ())), raw.get("model", ""))


def _finding(raw: Plain, file: str, path: tuple[str, int]) -> FoundFact:
    accept = raw.get("accept")
    evidence = raw.get("evidence")
    return FoundFact(
        raw["type"],
        raw["severity"],
        raw.get("response"),
        tuple(
            [_evidence(part, Where(file, (*path, "evidence", index))) for index, part in enumerate(evidence)]
            if evidence
            else ()
        ),
        raw.get("note", ""),
        None
        if accept is None
        else Accept(
            tuple(accept.get("severities", ())), tuple(accept.get("types", ())), accept.get("absent", False)
        ),
        Where(file, path),
    )


def _evidence(raw: Plain, where: Where) -> Evidence:
    region, segment = raw.get("region"), raw.get("segment")
    return Evidence(
        raw.get("quote"),
        raw.get("occurrence", 1),
        raw.get("in", "response"),
        raw.get("turn"),
        raw.get("media"),
        None if region is None else (region[0], region[1], region[2], region[3]),
        None if segment is None else (segment[0], segment[1]),
        where,
    )


# --- observations and labels, for one response or several -------------------------------------


def _observations(
    raw: Plain, several: bool
) -> tuple[dict[str, dict[str, Value]], dict[str, dict[str, bool]]]:
    observations: dict[str, dict[str, Value]] = {}
    met: dict[str, dict[str, bool]] = {}
    for key, answers in _entries(raw) if several else (("", raw),):
        found: dict[str, Value] = {}
        for name, answer in answers.items():
            if name == RUBRIC:
                met[key] = dict(_entries(answer))
            elif not name.startswith("x-"):
                found[name] = _exact(answer)
        if found:
            observations[key] = found
    return observations, met


def _labels(raw: Plain, file: str, several: bool) -> Iterator[Label]:
    for criterion, entry in raw.items():
        if criterion.startswith("x-"):
            continue
        if several and isinstance(entry, dict) and "value" not in entry:
            for response, own in _entries(entry):
                name = None if response == ITEM else response
                yield _label(criterion, name, own, Where(file, ("labels", criterion, response)))
        else:
            yield _label(criterion, None, entry, Where(file, ("labels", criterion)))


def _label(criterion: str, response: str | None, raw: Any, where: Where) -> Label:
    if not isinstance(raw, dict):
        return Label(criterion, response, _exact(raw), "", (), (), "", "", "", where)
    get: Callable[..., Any] = raw.get
    return Label(
        criterion,
        response,
        _exact(raw["value"]),
        get("rationale", ""),
        tuple(get("rules", ())),
        tuple([_exact(value) for value in get("accept", ())]),
        get("exception", ""),
        get("decided_by", ""),
        get("escalation", ""),
        where,
    )


def _vote(raw: Plain, where: Where, several: bool) -> Vote:
    values: dict[tuple[str, str | None], Value] = {}
    for criterion, entry in raw["values"].items():
        if criterion.startswith("x-"):
            continue
        if several and isinstance(entry, dict):
            for response, value in _entries(entry):
                values[criterion, None if response == ITEM else response] = _exact(value)
        else:
            values[criterion, None] = _exact(entry)
    return Vote(raw["annotator"], values, raw.get("seconds"), raw.get("note", ""), where)
