"""What an analyst is given: the parts of items that do not tell an answer, and the questions."""

from __future__ import annotations

from dataclasses import field

from goldline.model.noun import noun


@noun
class FormMedia:
    """A picture, clip or sound with its bytes; `kind` is its MIME type, `number` its place in the item."""

    kind: str
    alt: str
    data: bytes = field(repr=False)
    number: int = 0


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
class FormType:
    """A type of finding: its path, what it is called with the types above it, and what it means."""

    path: str
    title: str
    definition: str
    severities: tuple[str, ...]
    evidence: tuple[str, ...]


@noun
class FormFindings:
    """What can be found in the items of a form."""

    types: tuple[FormType, ...]
    severities: tuple[tuple[str, str], ...]


@noun
class FormItem:
    """One item by its code; its own id, title, tags and difficulty stay at home.

    `finds` is whether it asks for findings; `responses` are the ids of its responses, where it has several.
    """

    code: str
    texts: tuple[FormText, ...]
    rubric: tuple[str, ...]
    sensitivity: tuple[str, ...]
    questions: tuple[FormQuestion, ...]
    finds: bool = False
    responses: tuple[str, ...] = ()

    @property
    def media(self) -> tuple[FormMedia, ...]:
        """Its media by their numbers, each once."""
        found = {one.number: one for text in self.texts for one in text.media}
        return tuple(found[number] for number in sorted(found))


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
    findings: FormFindings | None = None
