"""The shape of `goldset.yaml`: what a folder of items shares."""

from __future__ import annotations

from goldline.schemas.guideline import FORMAT
from goldline.schemas.parts import (
    GUID,
    ID,
    PATH,
    SHA256,
    Schema,
    choice,
    document,
    like,
    listing,
    mapping,
    name,
    text,
)

VISIBILITIES = {
    "example": "Shown with its label.",
    "training": "The label is shown after the analyst has answered.",
    "held-out": "Never published.",
}


def goldset_schema() -> Schema:
    """Return the schema of `goldset.yaml`."""
    media = listing(
        "Media that several items use.", media_entry("A picture, clip or recording."), unique=False
    )
    properties = {
        "format": FORMAT,
        "id": name(ID, "The set's id, which is the name of its folder."),
        "title": text("What the set is called."),
        "guideline": name(ID, "The guideline that its items are judged by."),
        "visibility": choice("Who may see the items and their labels.", VISIBILITIES),
        "license": text("The licence of the items, such as `CC0-1.0`."),
        "canary": like(GUID, "A GUID of this set alone, so that leaked gold can be found in training data."),
        "media": {**media, "x-unique-by": "id"},
    }
    root = mapping("A set of gold items.", properties, ["format", "id", "guideline", "visibility"])
    return document("A goldline gold set", root)


def media_entry(says: str) -> Schema:
    """Return the schema of a picture, clip or recording."""
    return mapping(
        says,
        {
            "id": name(ID, "The name by which items refer to it."),
            "path": like(PATH, "Where it is, from the set's folder."),
            "sha256": like(SHA256, "The SHA-256 checksum of the file."),
            "alt": text("What it shows, for those who cannot see it.", empty=True),
            "license": text("The licence of the file."),
            "attribution": text("Whom to credit."),
        },
        ["id", "path"],
    )
