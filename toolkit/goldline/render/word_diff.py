"""Which words of a text changed, and what of a long text is worth showing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Scripts without spaces are compared letter by letter: as one word each sentence would be "changed".
_UNSPACED = re.compile(r"[぀-ヿ㐀-鿿豈-﫿฀-๿]")
_MOST_TOKENS = 1500
_LEAST_SHARED = 0.25
_KEEP = 80
_NEAR = 20
_LONG = 320
_MOST_SHOWN = 800


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it differs from the other side."""

    text: str
    changed: bool


Pieces = tuple[Piece, ...]


def word_changes(before: str, after: str, *, whole: bool = False) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, those that the other lacks marked.

    They are marked `whole` where that is asked for, and where they are too long, or have too little
    in common, to compare word by word.
    """
    if whole:
        return (Piece(before, before != after),), (Piece(after, before != after),)
    old, new = _tokens(before), _tokens(after)
    if len(old) > _MOST_TOKENS or len(new) > _MOST_TOKENS:
        return (Piece(before, before != after),), (Piece(after, before != after),)
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept = sum(not old[at].isspace() for kind, a, b, _, _ in opcodes if kind == "equal" for at in range(a, b))
    most = max(sum(not token.isspace() for token in side) for side in (old, new))
    if kept < _LEAST_SHARED * most:
        return (Piece(before, True),), (Piece(after, True),)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in opcodes:
        _extend(left, "".join(old[a:b]), kind != "equal")
        _extend(right, "".join(new[c:d]), kind != "equal")
    return _without_ends(left), _without_ends(right)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return both texts, where they are long without the beginning and the end that they share."""
    if max(len(before), len(after)) > _LONG:
        start = _shared(before, after)
        end = _shared(before[start:][::-1], after[start:][::-1])
        before, after = _trim(before, start, end), _trim(after, start, end)
    return _cap(before), _cap(after)


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for token in _TOKEN.findall(text):
        found += list(token) if _UNSPACED.search(token) else [token]
    return found


def _extend(pieces: list[Piece], text: str, changed: bool) -> None:
    if not text:
        return
    # A space or a quotation mark between two changed words would cut a mark in two.
    if len(pieces) >= 2 and changed and pieces[-2].changed and not _has_word(pieces[-1].text):
        text = pieces.pop(-2).text + pieces.pop().text + text
    pieces.append(Piece(text, changed))


def _without_ends(pieces: list[Piece]) -> Pieces:
    """Return the pieces with no mark on the spaces at the end of a changed stretch."""
    found: list[Piece] = []
    for piece in pieces:
        words = piece.text.rstrip() if piece.changed else piece.text
        found += [Piece(words, piece.changed), Piece(piece.text[len(words) :], False)]
    return tuple(piece for piece in found if piece.text)


def _has_word(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _shared(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    length = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        length += 1
    return length


def _trim(text: str, start: int, end: int) -> str:
    left = max(start - _KEEP, 0)
    right = min(len(text) - end + _KEEP, len(text))
    # Cut at a space where one is near, so that no word is halved.
    before, after = text[max(left - _NEAR, 0) : left], text[right : right + _NEAR]
    found = re.search(r"\s\S*$", before)
    left -= len(found[0]) - 1 if found else 0
    found = re.search(r"\s", after)
    right += found.start() if found else 0
    return ("… " if left > 0 else "") + text[left:right] + (" …" if right < len(text) else "")


def _cap(text: str) -> str:
    return (
        text
        if len(text) <= _MOST_SHOWN
        else f"{text[:_MOST_SHOWN]}… ({len(text) - _MOST_SHOWN:,} more characters)"
    )
