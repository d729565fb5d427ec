"""Text under evaluation as HTML: nothing of it acts, any script is set right, and quotes are marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from markupsafe import Markup, escape

from goldline.render.escape import safe_text

# Joiners shape letters and emoji. Direction marks only nudge, and every text is isolated from its page.
_JOINERS = frozenset("\u200c\u200d")
_MARKS = frozenset("\u200e\u200f\u061c")

_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ko": re.compile(r"[\u1100-\u11ff\uac00-\ud7af]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "fa": re.compile(r"[\u0600-\u06ff]"),
    "ur": re.compile(r"[\u0600-\u06ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that a finding points at: its `finding` and `evidence`, counted from 1."""

    start: int
    end: int
    finding: int
    evidence: int


def shown(text: str) -> Markup:
    """Return text with its line breaks as tags. What would act, or hide something, is made visible."""
    return Markup("<br>").join(Markup(escape(_visible(line))) for line in text.split("\n"))


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """Return text with stretches marked, also where they overlap; each ends with its finding's number.

    The number is a link to the finding and no part of the text: who copies the text copies the text.
    """
    placed = sorted(spans, key=lambda one: (one.start, one.end))
    cuts = sorted({0, len(text), *(one.start for one in placed), *(one.end for one in placed)})
    made: list[Markup] = []
    for start, end in pairwise(cuts):
        inside = [one for one in placed if one.start <= start and end <= one.end]
        piece = shown(text[start:end])
        if not inside:
            made.append(piece)
            continue
        begun = "".join(_begun(one) for one in inside if one.start == start)
        numbers = Markup(" ").join(dict.fromkeys(Markup(str(one.finding)) for one in inside))
        made.append(
            Markup('{}<span class="gl-mark" data-gl-finding="{}">{}</span>').format(
                Markup(begun), numbers, piece
            )
        )
        made += [_number(one.finding) for one in inside if one.end == end]
    return Markup("").join(made)


def places(texts: Sequence[str], quote: str, occurrence: int) -> tuple[int, int] | None:
    """Return which of the texts holds such an occurrence of a quote, and where; they are counted on."""
    left = occurrence
    for number, text in enumerate(texts):
        at = text.find(quote) if quote else -1
        while at >= 0:
            left -= 1
            if left == 0:
                return number, at
            at = text.find(quote, at + len(quote))
    return None


def language(text: str, locale: str) -> str:
    """Return the locale where the text is written as that language is; else "", for nobody said."""
    if not locale:
        return ""
    own = _SCRIPTS.get(locale.partition("-")[0], _LATIN)
    others = sum(len(one.findall(text)) for one in {*_SCRIPTS.values(), _LATIN} if one is not own)
    return locale if len(own.findall(text)) * 2 > others else ""


def _begun(one: Span) -> str:
    return str(Markup('<span id="mark-{}-{}"></span>').format(one.finding, one.evidence))


def _number(finding: int) -> Markup:
    return Markup(
        '<a class="gl-number gl-told" href="#finding-{0}" data-gl-finding="{0}" data-gl-number="{0}"'
        ' aria-label="finding {0}"></a>'
    ).format(finding)


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    made: list[str] = []
    for at, char in enumerate(line):
        kept = char == "\t" or char in _MARKS
        kept = kept or (char in _JOINERS and _shapes(line, at)) or _in_flag(line, at)
        made.append(char if kept else safe_text(char))
    return "".join(made)


def _shapes(line: str, at: int) -> bool:
    """Whether a joiner stands between things that it can shape; alone it would only hide."""
    around = line[at - 1 : at] + line[at + 1 : at + 2]
    return len(around) >= 1 and at > 0 and all(category(char)[0] in "LMS" for char in around)


def _in_flag(line: str, at: int) -> bool:
    """Whether a tag character belongs to a flag (of Wales, say)."""
    if not 0xE0020 <= ord(line[at]) <= 0xE007F:
        return False
    before = line[:at].rstrip("".join(map(chr, range(0xE0020, 0xE0080))))
    return before.endswith("\U0001f3f4") and at - len(before) < 8
