"""What an analyst is given: the parts of items that do not tell an answer, and the questions."""

from __future__ import annotations

from dataclasses import field

from goldline.model.noun import noun


@noun
class FormMedia:
    """A picture, clip or sound with its bytes; `kind` is its MIME type."""

    kind: str
    alt: str
    data: bytes = field(repr=False)


@noun
class FormText:
    """A text as it is shown: `name` is its heading (`Prompt`, `Response a`)."""

    name: str
    text: str
    lang: str
    media: tuple[FormMedia, ...]


@noun
class FormLevel:
    """What can be answered: the value as it is written in the guideline, its label and what it looks like."""

    value: str
    label: str
    anchor: str


@noun
class FormQuestion:
    """One thing to answer: a criterion, of one response where there are several."""

    criterion: str
    response: str | None
    title: str
    question: str
    levels: tuple[FormLevel, ...]


@noun
class FormItem:
    """One item by its code; its own id, title, tags and difficulty stay at home."""

    code: str
    texts: tuple[FormText, ...]
    rubric: tuple[str, ...]
    sensitivity: tuple[str, ...]
    questions: tuple[FormQuestion, ...]


@noun
class Form:
    """A whole form. `credits` belong to the media, in an order that does not tell to which."""

    assessment: str
    analyst: str
    guideline: str
    title: str
    version: str
    due: str
    minutes: int
    items: tuple[FormItem, ...]
    credits: tuple[str, ...]
