"""What may be chosen, each with what it means, for prompts and for messages."""

from __future__ import annotations

from dataclasses import dataclass

from goldline.errors import GoldlineError
from goldline.model.condition import Value
from goldline.model.criterion import Criterion, RecordedInput
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.yaml_scalars import BadNumber, resolve
from goldline.rules.show import show_value


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be given, and what it means."""

    value: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A recorded input, to be answered for one response, the only one ("") or the item."""

    source: RecordedInput
    response: str

    @property
    def name(self) -> str:
        """How an option names it: `register`, or `a.register` where there are several responses."""
        return f"{self.response}.{self.source.observation}" if self.response else self.source.observation


def levels(criterion: Criterion) -> list[Choice]:
    """Return the levels of a criterion, lowest first, with labels and anchors."""
    return [
        Choice(str(level.value), ": ".join(part for part in (level.label, level.anchor) if part))
        for level in criterion.scale.levels
    ]


def types(guideline: Guideline) -> list[Choice]:
    """Return the finding types that have no types below them, with their definitions."""
    known = guideline.taxonomy.types
    parents = {found.parent for found in known.values()}
    return [Choice(t.path, t.definition or t.title) for t in known.values() if t.path not in parents]


def severities(guideline: Guideline, type_path: str) -> list[Choice]:
    """Return the severities that a finding of a type may have."""
    allowed = guideline.taxonomy.types[type_path].severities
    return [Choice(s.name, s.definition) for s in guideline.taxonomy.severities if s.name in allowed]


def questions(guideline: Guideline, modality: str, responses: tuple[str, ...]) -> list[Question]:
    """Return the questions that the criteria of a kind of item ask, each once, in the guideline's order."""
    found: dict[tuple[str, str], Question] = {}
    for criterion in guideline.criteria.values():
        if not criterion.applies_to(modality):
            continue
        for source in criterion.inputs.values():
            if not isinstance(source, RecordedInput):
                continue
            if not responses:
                targets: tuple[str, ...] = ("",)
            elif criterion.target == "response":
                targets = responses
            else:
                targets = (source.response or "item",)
            for target in targets:
                found.setdefault((source.observation, target), Question(source, target))
    return list(found.values())


def answers(source: RecordedInput) -> list[Choice]:
    """Return what may be answered, where that is a list of words."""
    if source.kind == "boolean":
        found = [Choice("yes"), Choice("no")]
    elif source.kind == "enum":
        found = [Choice(value) for value in source.values]
    else:
        return []
    return [*found, Choice("null", "asked, and without an answer")] if source.nullable else found


def read_answer(source: RecordedInput, text: str) -> Value:
    """Return the answer that a text is; raises `GoldlineError` where it is none."""
    word = text.strip()
    if source.nullable and word == "null":
        return None
    if source.kind == "boolean":
        found = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False}.get(
            word.casefold()
        )
        if found is None:
            raise GoldlineError(
                f"{shown(word)} is no answer to {shown(source.name)}", hint="answer yes or no"
            )
        return found
    if source.kind == "enum":
        return one_of(word, source.values, f"an answer to {shown(source.name)}")
    return _read_number(source, word)


def _read_number(source: RecordedInput, word: str) -> Value:
    try:
        value = resolve(word)
    except BadNumber as error:
        raise GoldlineError(error.message, hint=error.hint) from error
    whole = source.kind == "integer"
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        kind = "a whole number" if whole else "a number"
        raise GoldlineError(f"{shown(word)} is no answer to {shown(source.name)}", hint=f"answer with {kind}")
    low, high = source.minimum, source.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = " and ".join(
            text
            for text in (low is not None and f"at least {low}", high is not None and f"at most {high}")
            if text
        )
        raise GoldlineError(
            f"{shown(word)} is no answer to {shown(source.name)}", hint=f"it must be {bounds}"
        )
    return value


def read_level(criterion: Criterion, text: str) -> Value:
    """Return the judgment that a text is: a level, a number, or `not-judged`."""
    word = text.strip()
    if word == "not-judged":
        return word
    if criterion.scale.numeric:
        value = resolve(word)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise GoldlineError(
                f"{shown(word)} is no judgment on {shown(criterion.id)}", hint="give a number"
            )
        return value  # type: ignore[return-value]
    known = {str(level.value): level.value for level in criterion.scale.levels}
    return known[one_of(word, tuple(known), f"a level of {shown(criterion.id)}")]


def one_of(word: str, known: tuple[str, ...], what: str) -> str:
    """Return the word if it is known; raises `GoldlineError` with the nearest one, or all of them."""
    if word in known:
        return word
    hint = did_you_mean(word, known).lstrip("; ") or (f"choose one of {listed(known, 'or')}" if known else "")
    raise GoldlineError(f"{shown(word)} is not {what}", hint=hint)


def described(value: Value, criterion: Criterion) -> str:
    """Return a judgment with its label, as people read it."""
    level = criterion.scale.level(value)
    return f"{show_value(value)} ({level.label})" if level is not None and level.label else show_value(value)
