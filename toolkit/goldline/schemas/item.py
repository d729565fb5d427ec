"""The shape of a gold item, for any guideline or, with its `Names`, for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from goldline.schemas.goldset import VISIBILITIES, media_entry
from goldline.schemas.parts import (
    ID,
    INPUT_NAME,
    KEY_ID,
    LOCALE,
    LONGEST_NAME,
    RESPONSE_ID,
    RULE_ID,
    SEVERITY,
    STAMP,
    TYPE_PATH,
    URL,
    Schema,
    choice,
    document,
    either,
    having,
    like,
    listing,
    mapping,
    matching,
    name,
    named,
    number,
    switch,
    text,
    tuple_of,
    whole,
)
from goldline.schemas.scale import judgment

DIFFICULTIES = {
    "easy": "Nearly every analyst gets it right.",
    "medium": "It takes care.",
    "hard": "Even experienced analysts miss it.",
}
STATUSES = {
    "draft": "Not finished: it takes no part in anything.",
    "active": "In use.",
    "retired": "Out of use; `retired_because` says why.",
}
SOURCES = {
    "response": "The quote stands in the response; so it is where `in` is left out.",
    "prompt": "The quote stands in the prompt.",
    "reference": "The quote stands in the reference.",
}
# Keys that tell a label from judgments by response. `value` alone would do; the others catch a label
# that forgot it, and no response is called so.
LABEL_KEYS = ("value", "rationale", "exception", "decided_by")


@dataclass(frozen=True, slots=True)
class LabelNames:
    """What a label on one criterion may say; `item` tells a criterion that is judged for the whole item."""

    value: Schema
    rule: Schema
    item: bool | None


@dataclass(frozen=True, slots=True)
class Names:
    """The names that an item may use; those of one guideline, or (as here) of any."""

    guideline: Schema = field(
        default_factory=lambda: like(
            STAMP, "The guideline, and the version a person last confirmed the item under."
        )
    )
    modality: Schema = field(default_factory=lambda: name(ID, "What kind of item it is."))
    locale: Schema = field(default_factory=lambda: like(LOCALE, "Its language and region, such as `en-US`."))
    type: Schema = field(
        default_factory=lambda: like(TYPE_PATH, "A finding type by its path in the taxonomy.")
    )
    severity: Schema = field(default_factory=lambda: name(SEVERITY, "How bad it is."))
    severities_of: Mapping[str, Schema] = field(default_factory=dict)
    labels: Mapping[str, LabelNames] | None = None
    observations: Mapping[str, Schema] | None = None


_ANY_LABEL = LabelNames(judgment("The judgment."), name(RULE_ID, "A rule id such as `COR-2`."), None)


def item_schema(names: Names | None = None) -> Schema:
    """Return the schema of an item that uses `names`; without them, of any item."""
    names = names or Names()
    root = mapping(
        "A gold item.",
        _properties(names),
        ["id", "modality", "locale", "guideline"],
    )
    root["allOf"] = [
        {
            "if": {"required": ["responses"], "not": {"required": ["response"]}},
            "then": {"properties": _by_response(names, several=True)},
            "else": {"required": ["response"], "properties": _by_response(names, several=False)},
        },
        {
            "if": {"required": ["response", "responses"]},
            "then": {
                "not": {},
                "errorMessage": "An item has either one `response`, or several `responses` by name.",
                "x-at": "responses",
            },
        },
        {
            "if": {"required": ["status"], "properties": {"status": {"const": "retired"}}},
            "then": {"required": ["retired_because"], "x-at": "status"},
        },
    ]
    return document("A goldline gold item", root)


def content(entry: Callable[[str], Schema]) -> dict[str, Schema]:
    """Return the keys of what is judged, which an escalation may carry too."""
    return {
        "title": text("What the item is called."),
        "modality": name(ID, "What kind of item it is."),
        "locale": like(LOCALE, "Its language and region, such as `en-US`."),
        "prompt": _prompt(),
        "reference": text("What is true, for those who judge."),
        "sources": listing("Where it can be looked up.", like(URL, "A web address.")),
        "media": listing(
            "Media of the set by id, or whole entries of the item's own.",
            either(
                "An id of the set's media, or a whole entry.",
                ["string", "object"],
                ("object", entry("Media.")),
                needs="the id of one of the set's media, or a whole entry",
            )
            | matching(ID)
            | {"maxLength": LONGEST_NAME},
            unique=False,
        )
        | {"x-unique-by": "id"},
        "response": _response("What is judged: a text, or `{text, media, model}`."),
        "responses": named(
            "The responses that are compared, by name.", _response("A response."), RESPONSE_ID, least=1
        ),
    }


def _properties(names: Names) -> dict[str, Schema]:
    shared = content(media_entry)
    return {
        "id": name(ID, "The item's id, which is the name of its file."),
        **shared,
        "modality": names.modality,
        "locale": names.locale,
        "guideline": names.guideline,
        "inspected": listing("Newer finding types that someone has looked for since.", names.type),
        "rubric": {
            **listing("Points that this item alone is judged on.", _point(), unique=False),
            "x-unique-by": "id",
        },
        "findings": {"description": "What is wrong, and where; left out: nobody has looked."},
        "observations": {"description": "What was recorded: answers by input."},
        "labels": {"description": "The gold judgments, by criterion."},
        "feedback": text("What an analyst who missed it should read."),
        "votes": {"description": "Independent judgments behind the label."},
        "adjudication": mapping(
            "Who settled it where people disagreed.",
            {"by": text("Who settled it."), "reason": text("Why so.")},
            ["by"],
        ),
        "sensitivity": listing("What it is shown behind a warning for.", name(ID, "Such as `violence`.")),
        "visibility": choice("Who may see it; left out: as its set says.", VISIBILITIES),
        "tags": listing("Words to find it by.", text("A tag.")),
        "difficulty": choice("How hard it is.", DIFFICULTIES),
        "status": choice("Whether it is in use; left out: active.", STATUSES),
        "retired_because": text("Why it is retired."),
    }


def _prompt() -> Schema:
    media = listing("Media by id.", name(ID, "An id of the item's or the set's media."))
    message = mapping(
        "A turn.",
        {
            "role": text("Who speaks: user, assistant, system."),
            "text": text("What is said.", empty=True),
            "media": media,
        },
        ["role"],
    )
    turns = mapping(
        "A conversation.",
        {"messages": listing("The turns, first to last.", message, least=1, unique=False)},
        ["messages"],
        apart=("text", "media"),
    )
    single = mapping(
        "A prompt with media.",
        {"text": text("What is asked.", empty=True), "media": media},
        apart=("messages",),
    )
    forms = {"if": {"required": ["messages"]}, "then": turns, "else": {**single, "minProperties": 1}}
    return either(
        "What was asked: a text, `{text, media}`, or `{messages: [{role, text, media}]}`.",
        ["string", "object"],
        ("object", forms),
        needs="a text, `{text: …, media: […]}` or `{messages: […]}`",
    )


def _response(says: str) -> Schema:
    whole_response = mapping(
        "A response.",
        {
            "text": text("What it says.", empty=True),
            "media": listing("Media by id.", name(ID, "An id of the item's or the set's media.")),
            "model": text("What produced it."),
        },
    )
    needs = {"if": {"not": {"required": ["media"]}}, "then": {"required": ["text"]}}
    forms = {**whole_response, **needs}
    return either(
        says, ["string", "object"], ("object", forms), needs="a text or `{text: …, media: […], model: …}`"
    )


def _point() -> Schema:
    return mapping(
        "A point of the rubric.",
        {
            "id": name(ID, "Its name, such as `r1`."),
            "text": text("What earns the point."),
            "points": number("What it is worth; left out: 1."),
        },
        ["id", "text"],
    )


# --- what differs between one response and several --------------------------------------------


def _by_response(names: Names, *, several: bool) -> dict[str, Schema]:
    findings = _findings(names, several=several)
    observations = _observations(names, several=several)
    labels = _labels(names, _label, "The gold judgments, by criterion.", several=several)
    values = _labels(names, lambda label: label.value, "Their judgments, by criterion.", several=several)
    vote = mapping(
        "One person's independent judgment.",
        {
            "annotator": text("Who judged."),
            "values": values,
            "seconds": number("How long it took, in seconds.", minimum=0),
            "findings": findings,
            "observations": observations,
            "note": text("What they said about it."),
        },
        ["annotator", "values"],
    )
    votes = listing("Independent judgments behind the label.", vote, unique=False)
    return {"findings": findings, "observations": observations, "labels": labels, "votes": votes}


def _findings(names: Names, *, several: bool) -> Schema:
    finding = mapping(
        "A finding: something wrong, and where.",
        {
            "type": names.type,
            "severity": names.severity,
            "response": name(RESPONSE_ID, "Which response it is in, where there are several."),
            "evidence": listing("Where it can be seen.", _evidence(), unique=False),
            "note": text("What is wrong there."),
            "accept": mapping(
                "What an analyst may also find and be right.",
                {
                    "severities": listing("Severities that are right too.", names.severity),
                    "types": listing("Types that are right too.", names.type),
                    "absent": switch("Whether it is right not to find it."),
                },
            ),
        },
        ["type", "severity", "response"] if several else ["type", "severity"],
    )
    if names.severities_of:
        finding["allOf"] = [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": path}}},
                "then": {"properties": {"severity": severity}},
            }
            for path, severity in names.severities_of.items()
        ]
    says = "What is wrong, and where; left out: nobody has looked; `[]`: nothing was found."
    return listing(says, finding, unique=False)


def _evidence() -> Schema:
    turn = whole("Which turn of the conversation, counted from 1.", minimum=1)
    quote = mapping(
        "Words that can be found in the text.",
        {
            "quote": text("The words, exactly."),
            "occurrence": whole(
                "Which occurrence of the words, counted from 1; left out: the first.", minimum=1
            ),
            "in": choice("Where the words stand; left out: in the response.", SOURCES),
            "turn": turn,
        },
        ["quote"],
        apart=("media", "region", "segment"),
    )
    fraction = number("A fraction of the picture's width or height.", minimum=0, maximum=1)
    size = number("A fraction of the picture's width or height.", exclusiveMinimum=0, maximum=1)
    second = number("Seconds from the start.", minimum=0)
    spot = mapping(
        "A part of a picture or clip.",
        {
            "media": name(ID, "The id of the media."),
            "region": tuple_of("x, y, width and height, as fractions.", fraction, fraction, size, size),
            "segment": tuple_of("From and to, in seconds.", second, second),
            "turn": turn,
        },
        ["media"],
        apart=("quote", "occurrence", "in"),
    )
    narrowed = {"if": {"not": {"required": ["segment"]}}, "then": {"required": ["region"]}}
    return {
        "type": "object",
        "description": "Where a finding can be seen: a quote, or a region or segment of media.",
        "if": having(("media", "region", "segment")),
        "then": {**spot, **narrowed},
        "else": quote,
    }


def _observations(names: Names, *, several: bool) -> Schema:
    says = "What was recorded: answers by input."
    rubric = named("Which points of the item's rubric are met.", switch("Whether the point is met."), ID)
    if names.observations is None:
        value = either(
            "The answer.",
            ["string", "number", "boolean", "null"],
            needs="an answer: a text, a number, true, false or null",
        )
        # `rubric` is no input's name, so that it can stand among them.
        flat = named(says, value, INPUT_NAME, also={"rubric": rubric})
    else:
        flat = mapping(says, {**names.observations, "rubric": rubric})
    if not several:
        return flat
    by_response = named(
        "What was recorded, by response; under `item` what holds for the whole item.",
        flat,
        RESPONSE_ID,
        also={"item": flat},
    )
    return {**by_response, "x-by-response": True}


def _labels(names: Names, shape: Callable[[LabelNames], Schema], says: str, *, several: bool) -> Schema:
    if names.labels is None:
        return named(says, _judged(_ANY_LABEL, shape, several=several), KEY_ID)
    known = {key: _judged(label, shape, several=several) for key, label in names.labels.items()}
    return mapping(says, known)


def _judged(label: LabelNames, shape: Callable[[LabelNames], Schema], *, several: bool) -> Schema:
    single = shape(label)
    if not several or label.item:
        return single
    each = named("A judgment for each response.", single, RESPONSE_ID, also={"item": single})
    if label.item is False:
        return {**each, "x-by-response": True}
    by_response = {"if": having(LABEL_KEYS), "then": single, "else": each}
    return {
        "description": str(label.value["description"]),
        "if": {"type": "object"},
        "then": by_response,
        "else": single,
        **_offers(label.value),
    }


def _label(label: LabelNames) -> Schema:
    whole_label = mapping(
        "A judgment, and what it rests on.",
        {
            "value": label.value,
            "rationale": text("Why this is the judgment."),
            "rules": listing("The rules it rests on.", label.rule),
            "accept": listing("What an analyst may also answer and be right.", label.value),
            "exception": text("Why the rules do not decide this one; it stands against them."),
            "decided_by": text("Who decided the exception."),
            "escalation": name(ID, "The escalation that led to it."),
        },
        ["value"],
    )
    return {
        "description": str(label.value["description"]),
        "if": {"type": "object"},
        "then": whole_label,
        "else": label.value,
        **_offers(label.value),
    }


def _offers(value: Schema) -> Schema:
    """Return keywords that make an editor offer these values: below `if` it does not look for them."""
    meanings = value.get("enumDescriptions", [])
    if not meanings:
        return {}
    snippets = [
        {"label": str(one), "body": one, "description": means, "markdownDescription": means}
        for one, means in zip(value["enum"], meanings, strict=True)
    ]
    return {"defaultSnippets": snippets}
