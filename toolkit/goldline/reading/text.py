"""Text from a repository, made fit for a message, and the nearest known word."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

_NEAR = 0.59  # two slips in five letters
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})


def safe(text: str) -> str:
    r"""Return `text` fit for a terminal or a log: what would act instead of show becomes `\xNN`, `\uNNNN`.

    That is control characters (line breaks and tabs too: a message is one line), everything
    that reorders or hides text (bidirectional marks, zero-width characters), line and paragraph
    separators, and lone surrogates, which no stream can encode.
    """
    if text.isprintable():
        return text
    return "".join(_escaped(char) if category(char) in _INVISIBLE else char for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shorten(text: str, width: int = 60) -> str:
    """Return `text` safe and on one line, its middle left out where it is longer than `width`."""
    shown = safe(text)
    if len(shown) <= width:
        return shown
    tail = width // 4
    return f"{shown[: width - tail - 1]}…{shown[-tail:]}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None where none is near."""
    candidates = list(known)
    if not word or len(word) > 200 or not candidates:
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = [candidate.casefold() for candidate in candidates]
    found = process.extractOne(word.casefold(), folded, scorer=OSA.normalized_similarity, score_cutoff=_NEAR)
    return candidates[found[2]] if found else None
