"""The shape of a scale: levels, or the bounds of numbers."""

from __future__ import annotations

from goldline.schemas.parts import (
    LEVEL_WORD,
    LONGEST_NAME,
    VERSION,
    WORD,
    Schema,
    choice,
    either,
    like,
    listing,
    mapping,
    matching,
    number,
    text,
)

SINCE = like(VERSION, "The version of the guideline that brought this.")
REVISED = like(VERSION, "The version that last changed what this means.")

TYPES = {
    "ordinal": "Levels with an order, lowest first.",
    "nominal": "Levels without an order.",
    "binary": "Two levels, the lower one first.",
    "numeric": "Numbers from `minimum`, up to `maximum` where there is one.",
}


def judgment(says: str) -> Schema:
    """Return the schema of a judgment on any scale: a level's number or word, or a number."""
    return either(
        says,
        ["number", "string"],
        needs="a level (a whole number or a word) or a number",
        **matching(WORD),
        maxLength=LONGEST_NAME,
    )


def scale(says: str) -> Schema:
    """Return the schema of a scale."""
    kind = choice("What kind of scale it is.", TYPES)
    better = choice(
        "Which end is the better one; left out: higher.",
        {"higher": "Higher levels are better.", "lower": "Lower levels are better."},
    )
    numeric = mapping(
        says,
        {
            "type": kind,
            "better": better,
            "minimum": number("The least a judgment can be."),
            "maximum": number("The most a judgment can be, where there is a most."),
        },
        ["type", "minimum"],
        apart={"levels": "a numeric scale has `minimum` and `maximum` instead"},
    )
    levelled = mapping(
        says,
        {"type": kind, "better": better, "levels": _levels()},
        ["type", "levels"],
        apart=dict.fromkeys(("minimum", "maximum"), "only a numeric scale has bounds; others have `levels`"),
    )
    two = {"properties": {"levels": {"maxItems": 2, "description": "The two levels of a binary scale."}}}
    return {
        "type": "object",
        "description": says,
        "if": {"required": ["type"], "properties": {"type": {"const": "numeric"}}},
        "then": numeric,
        "else": {**levelled, "if": {"properties": {"type": {"const": "binary"}}}, "then": two},
    }


def _levels() -> Schema:
    value = either(
        "A whole number, or a word such as `pass`.",
        ["integer", "string"],
        needs="a whole number or a word such as `pass`",
        **matching(LEVEL_WORD),
        maxLength=LONGEST_NAME,
    )
    level = mapping(
        "A level.",
        {
            "value": value,
            "label": text("What the level is called."),
            "anchor": text("What a response at this level looks like."),
            "since": SINCE,
            "revised": REVISED,
        },
        ["value"],
    )
    levels = listing("The levels, lowest first; `not-judged` comes of itself.", level, least=2, unique=False)
    return {**levels, "x-unique-by": "value"}
