"""The shape of `taxonomy.yaml`: severities, and the tree of what a finding can be."""

from __future__ import annotations

from goldline.schemas.parts import (
    KEY_ID,
    SEVERITY,
    TYPE_PATH,
    Schema,
    choice,
    document,
    either,
    like,
    listing,
    mapping,
    matching,
    name,
    named,
    text,
)
from goldline.schemas.scale import REVISED, SINCE

EVIDENCE = {
    "quote": "Words quoted from the response.",
    "region": "A part of a picture.",
    "segment": "A part of a clip or recording.",
}


def taxonomy_schema() -> Schema:
    """Return the schema of `taxonomy.yaml`."""
    severities = listing("How bad a finding can be, lowest first.", _severity(), least=1, unique=False)
    properties = {
        "severities": {**severities, "x-unique-by": "name"},
        "findings": _types("The types of findings, by name."),
    }
    root = mapping("What a finding can be.", properties, ["severities"])
    return document("A goldline taxonomy", root, {"type": _type()})


def _severity() -> Schema:
    whole = mapping(
        "A severity with its definition.",
        {"name": name(SEVERITY, "Its name."), "definition": text("When a finding is this severe.")},
        ["name"],
    )
    return either(
        "A severity: its name, or `{name: …, definition: …}`.", ["string", "object"], ("object", whole)
    ) | matching(SEVERITY)


def _types(says: str) -> Schema:
    return named(says, {"$ref": "#/definitions/type"}, KEY_ID)


def _type() -> Schema:
    return mapping(
        "A type of finding.",
        {
            "title": text("What the type is called."),
            "definition": text("What is a finding of this type, and what is not."),
            "evidence": listing(
                "What a finding must point at, one of these at least; types below inherit it.",
                choice("A kind of evidence.", EVIDENCE),
            ),
            "severities": listing(
                "The severities that findings of this type can have; left out: all.",
                name(SEVERITY, "A severity."),
                least=1,
            ),
            "since": SINCE,
            "revised": REVISED,
            "was": like(TYPE_PATH, "The type that this one was split or renamed from."),
            "children": _types("The types below this one, by name."),
        },
    )
