"""The shape of an escalation: a question from an analyst, and what came of it."""

from __future__ import annotations

from goldline.schemas.goldset import media_entry
from goldline.schemas.item import content
from goldline.schemas.parts import (
    DATE,
    ID,
    KEY_ID,
    RULE_ID,
    STAMP,
    VERSION,
    Schema,
    choice,
    document,
    like,
    listing,
    mapping,
    name,
    text,
)

STATUSES = {
    "open": "Nobody has decided it yet.",
    "answered": "It has an answer, which is yet to be written into rules or gold.",
    "resolved": "The answer has become part of the guideline or of the gold.",
    "declined": "It will not lead to anything; the answer says why.",
}


def escalation_schema() -> Schema:
    """Return the schema of an escalation."""
    root = mapping("An escalation.", _properties(), ["id", "opened", "by", "guideline", "question", "status"])
    decided = {"status": {"enum": [status for status in STATUSES if status != "open"]}}
    root["allOf"] = [
        {
            "if": {"required": ["status"], "properties": decided},
            "then": {"required": ["answer", "decided_by", "decided"], "x-at": "status"},
        },
        {"if": {"not": {"required": ["content"]}}, "then": {"required": ["item"]}},
        {
            "if": {"required": ["content", "item"]},
            "then": {
                "not": {},
                "errorMessage": "An escalation is about an `item` or brings `content` of its own, not both.",
                "x-at": "content",
            },
        },
    ]
    return document("A goldline escalation", root)


def _properties() -> dict[str, Schema]:
    return {
        "id": name(ID, "The escalation's id, which is the name of its file."),
        "opened": _date("The day it was opened, such as `2026-10-02`."),
        "by": text("Who asks."),
        "guideline": like(STAMP, "The guideline and its version, such as `caption-quality@2.1.0`."),
        "item": name(ID, "The item it is about; or `content`, for what is not a gold item."),
        "content": mapping("What it is about, where that is not a gold item.", content(media_entry)),
        "criterion": name(KEY_ID, "The criterion it is about."),
        "rules": listing("The rules that leave it open.", name(RULE_ID, "A rule id such as `COR-2`.")),
        "question": text("What the analyst cannot decide."),
        "status": choice("How far it has come.", STATUSES),
        "answer": text("What was decided."),
        "decided_by": text("Who decided it."),
        "decided": _date("The day it was decided, such as `2026-10-05`."),
        "outcome": mapping(
            "What it led to.",
            {
                "rules": listing(
                    "Rules that were added or changed.", name(RULE_ID, "A rule id such as `COR-2`.")
                ),
                "gold": listing("Gold items that were added or changed.", name(ID, "An item.")),
                "version": like(VERSION, "The version of the guideline that holds the change."),
            },
        ),
    }


def _date(says: str) -> Schema:
    return {**like(DATE, says), "format": "date"}
