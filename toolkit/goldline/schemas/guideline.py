"""The shape of `guideline.yaml`: what the whole guideline is, and what its criteria share."""

from __future__ import annotations

from goldline.schemas.inputs import definitions, inputs
from goldline.schemas.parts import (
    ID,
    KEY_ID,
    LOCALE,
    VERSION,
    Schema,
    document,
    like,
    listing,
    mapping,
    name,
    named,
    text,
    whole,
    words,
)
from goldline.schemas.scale import scale

FORMAT: Schema = {**whole("The version of this file format, which is 1."), "const": 1}


def guideline_schema() -> Schema:
    """Return the schema of `guideline.yaml`."""
    return document("A goldline guideline", mapping("A guideline.", _properties(), _REQUIRED), definitions())


_REQUIRED = ["format", "id", "title", "version"]


def _properties() -> dict[str, Schema]:
    return {
        "format": FORMAT,
        "id": name(ID, "The guideline's id, which is the name of its folder."),
        "title": text("What the guideline is called."),
        "version": like(VERSION, "The guideline's semantic version, such as `2.1.0`."),
        "modalities": listing(
            "What kinds of items it covers: text, image-caption, video-description, multimodal-prompt, "
            "or kinds of your own.",
            name(ID, "A kind of item."),
            least=1,
        ),
        "locales": listing(
            "The languages and regions it covers.", like(LOCALE, "A locale such as `en-US`."), least=1
        ),
        "summary": text("What the guideline is for, in Markdown."),
        "terms": words("Words with a fixed meaning in this guideline.", text("What the term means.")),
        "inputs": inputs("Inputs that several criteria use, by name."),
        "scales": named("Scales that several criteria share, by name.", scale("A scale."), KEY_ID),
    }
