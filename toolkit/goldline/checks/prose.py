"""The prose of a guideline: which passages there are, where they stand, and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from goldline.checks.words import QUOTED
from goldline.model.criterion import Input, RecordedInput
from goldline.model.finding import Where
from goldline.model.guideline import Guideline
from goldline.model.scale import Scale

_WORD: Final = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_MARKDOWN: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|`[^`]*`|https?://\S+|[*_~]{1,3}")
_MARKER: Final = re.compile(r"\s*(?:(?:[-*+]|\d+[.)]|#+|>|\|)\s+)+")
_FENCED: Final = re.compile(r"^(```|~~~)[^\n]*\n.*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:;])[\"”’')*\]]*\s+(?=[\"“‘'(*\[]*[A-Z0-9])")
_ABBREVIATION: Final = re.compile(r"\b(?:e\.g|i\.e|cf|vs|No|approx|Dr|Mr|Mrs|St)\.$")
_SMALL_WORDS: Final = """
    a an and are as at be by for from has have if in is it no not of on one or that the there this to
    what who with
    """
_OF_ENGLISH: Final = frozenset(_SMALL_WORDS.split())
_LEAST_ENGLISH: Final = 0.2


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a guideline; `normative` where it decides what is right, rather than explains it."""

    where: Where
    text: str
    normative: bool


def passages(guideline: Guideline) -> Iterator[Passage]:
    """Yield every text by which analysts judge, once, file by file."""
    yield from _named(guideline.where, guideline.summary, "summary", normative=False)
    for term, meaning in guideline.terms.items():
        yield Passage(guideline.where.down("terms", term), meaning, normative=True)
    yield from _inputs(guideline.inputs, guideline.where.file)
    for scale in guideline.scales.values():
        yield from _scale(scale)
    for severity in guideline.taxonomy.severities:
        yield from _named(severity.where, severity.definition, "definition")
    for finding_type in guideline.taxonomy.types.values():
        yield from _named(finding_type.where, finding_type.definition, "definition")
    for criterion in guideline.criteria.values():
        yield from _named(criterion.where, criterion.question, "question")
        yield from _named(criterion.where, criterion.guidance, "guidance", normative=False)
        if not criterion.scale.name:
            yield from _scale(criterion.scale)
        yield from _inputs(criterion.inputs, criterion.where.file)
        for rule in criterion.rules:
            yield from _named(rule.where, rule.text, "text")
            yield from _named(rule.where, rule.why, "why", normative=False)
        if criterion.otherwise is not None:
            yield from _named(criterion.otherwise.where, criterion.otherwise.text, "text")
            yield from _named(criterion.otherwise.where, criterion.otherwise.why, "why", normative=False)


def english_passages(guideline: Guideline) -> list[Passage]:
    """Return the passages that are written in English; none where the guideline as a whole is not."""
    found = [passage for passage in passages(guideline) if _is_latin(passage.text)]
    words = [word.lower() for passage in found for word in words_of(passage.text)]
    english = sum(word in _OF_ENGLISH for word in words)
    return found if english >= _LEAST_ENGLISH * len(words) else []


def defined_words(guideline: Guideline) -> frozenset[str]:
    """Return the words, in lower case, to which the guideline gives a meaning of its own.

    They are its terms, and what it calls its criteria, types, severities, levels and enum values,
    each as a whole and word by word.
    """
    names = [*guideline.terms, guideline.title, *guideline.modalities]
    for severity in guideline.taxonomy.severities:
        names.append(severity.name)
    for finding_type in guideline.taxonomy.types.values():
        names += [finding_type.title, *finding_type.path.split(".")]
    for criterion in guideline.criteria.values():
        names += [criterion.id, criterion.title]
        for level in criterion.scale.levels:
            names += [level.label, str(level.value)]
        for source in criterion.inputs.values():
            if isinstance(source, RecordedInput):
                names += [*source.values, source.name.replace("_", "-")]
    parts = {part.lower() for name in names for part in re.split(r"[\s-]+", name)}
    return frozenset(parts | {name.lower() for name in names})


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a Markdown text; headings and the entries of lists are sentences too."""
    for block in _blocks(_FENCED.sub("", text)):
        begun = ""
        for piece in _SENTENCE_END.split(_MARKDOWN.sub(r"\1", block)):
            begun = f"{begun} {piece}".strip()
            if not _ABBREVIATION.search(begun):
                if begun:
                    yield begun
                begun = ""
        if begun:
            yield begun


def _blocks(text: str) -> Iterator[str]:
    """Yield what belongs together, each on one line: a paragraph, a heading, an entry of a list."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        marker = _MARKER.match(line)
        if marker or not line.strip():
            if block:
                yield " ".join(block)
            block = []
        block += line[marker.end() if marker else 0 :].split()


def words_of(text: str) -> list[str]:
    """Return the English words of a text as they are written; `well-known` is one word."""
    return _WORD.findall(text)


def _named(where: Where, text: str, key: str, *, normative: bool = True) -> Iterator[Passage]:
    if text.strip():
        yield Passage(where.down(key), text, normative)


def _scale(scale: Scale) -> Iterator[Passage]:
    for level in scale.levels:
        yield from _named(level.where, level.anchor, "anchor")


def _inputs(inputs: dict[str, Input], file: str) -> Iterator[Passage]:
    for source in inputs.values():
        if isinstance(source, RecordedInput) and source.where.file == file and source.ask.strip():
            yield Passage(source.where.down(ask_key(source)), source.ask, normative=True)


def ask_key(source: RecordedInput) -> str:
    """Return the key under which a recorded input holds its question."""
    return "ask" if source.kind == "enum" else source.kind


def _is_latin(text: str) -> bool:
    letters = _LETTER.findall(text)
    return sum(1 for letter in letters if _LATIN.match(letter)) * 2 >= len(letters) > 0


def unquoted(text: str) -> str:
    """Return a text without what stands in quotes or code: words that are spoken of, not used."""
    return QUOTED.sub(" ", text)
