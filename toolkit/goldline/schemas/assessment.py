"""The shape of what `goldline assess` keeps: a record an assessment, and the list of burnt items."""

from __future__ import annotations

from goldline.schemas.parts import (
    DATE,
    ID,
    KEY_ID,
    RESPONSE_ID,
    STAMP,
    Pattern,
    Schema,
    choice,
    document,
    like,
    listing,
    mapping,
    name,
    number,
    switch,
    text,
    whole,
)

_MOMENT = Pattern(
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$",
    "a moment is a day, a time and its offset from UTC, such as `2026-10-02T09:30:00+02:00`",
    "wrong-shape",
)
_VERDICTS = {
    "pass": "Right often enough.",
    "fail": "Wrong too often.",
    "more evidence": "Too few judgments to say either.",
}


def assessment_schema() -> Schema:
    """Return the schema of the record of an assessment."""
    needed = ["format", "id", "analyst", "guideline", "created", "due", "seed", "test", "form", "blueprint"]
    return document("A goldline assessment", mapping("One assessment.", _properties(), [*needed, "items"]))


def burnt_schema() -> Schema:
    """Return the schema of the list of items that have leaked."""
    row = mapping(
        "An item.",
        {
            "item": name(ID, "The item."),
            "day": like(DATE, "The day it was noted."),
            "reason": text("How it became known."),
        },
        ["item", "reason"],
    )
    return document(
        "Items that have leaked",
        mapping(
            "Items that nobody may be asked any more.",
            {"format": _format("goldline/burnt/1"), "items": listing("The items.", row)},
            ["format", "items"],
        ),
    )


def _format(of: str) -> Schema:
    return {"const": of, "description": f"What the file is: `{of}`."}


def _properties() -> dict[str, Schema]:
    share = {"minimum": 0, "maximum": 1}
    return {
        "format": _format("goldline/assessment/1"),
        "id": name(ID, "The assessment's id, which is the name of its file."),
        "analyst": text("For whom it was drawn."),
        "guideline": like(STAMP, "The guideline and its version, such as `caption-quality@2.1.0`."),
        "commit": text("The commit that it was drawn from."),
        "created": like(_MOMENT, "When it was drawn."),
        "due": like(DATE, "The last day to hand it in."),
        "seed": whole("The number that the draw began with.", minimum=0),
        "test": mapping(
            "What the verdict tells apart, and how often it may be wrong.",
            {
                "good": number("Who is right so often should pass.", **share),
                "poor": number("Who is right so often should fail.", **share),
                "wrongly_passed": number("How often somebody poor may pass.", **share),
                "wrongly_failed": number("How often somebody good may fail.", **share),
                "alike": number("How much judgments of one item resemble each other.", **share),
                "passes_at": number("The evidence at which it is passed.", minimum=0),
                "fails_at": number("The evidence at which it is failed.", maximum=0),
            },
            ["good", "poor", "wrongly_passed", "wrongly_failed", "alike"],
        ),
        "form": text("The checksum of the form that went out."),
        "blueprint": _blueprint(),
        "items": listing("What was asked, in order.", _asked(), least=1),
        "result": _result(),
    }


def _blueprint() -> Schema:
    stratum = mapping(
        "A kind of item.",
        {
            "what": text("What it is a kind by."),
            "name": text("Which of them.", empty=True),
            "items": whole("How many were drawn.", minimum=0),
        },
        ["what", "name", "items"],
    )
    return mapping(
        "What it was drawn to be.",
        {
            "minutes": whole("How long it should take.", minimum=1),
            "expected_minutes": number("How long it takes by the median.", minimum=0),
            "strata": listing("How many items of each kind there are.", stratum),
        },
        ["minutes", "expected_minutes", "strata"],
    )


def _asked() -> Schema:
    ask = mapping(
        "One question.",
        {
            "criterion": name(KEY_ID, "The criterion."),
            "response": name(RESPONSE_ID, "Of which response, where there are several."),
        },
        ["criterion"],
    )
    return mapping(
        "One item.",
        {
            "code": text("What it is called in the form."),
            "item": name(ID, "The item."),
            "asks": listing("The questions.", ask, least=1),
            "findings": switch("Whether it also asks what is wrong."),
        },
        ["code", "item", "asks"],
    )


def _result() -> Schema:
    count = {"minimum": 0}
    return mapping(
        "What grading wrote down.",
        {
            "submission": text("The checksum of what was handed in."),
            "submitted": like(_MOMENT, "When it was finished."),
            "graded": like(_MOMENT, "When it was graded."),
            "verdict": choice("What came out.", _VERDICTS),
            "right": whole("How many judgments were right.", **count),
            "judged": whole("Of how many.", **count),
            "left_out": whole("How many gold does not answer any more.", **count),
            "evidence": number("How much speaks for good against poor, as a logarithm."),
        },
        ["submission", "submitted", "graded", "verdict", "right", "judged", "left_out", "evidence"],
    )
