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
_LONG = 320
_MOST_SHOWN = 800


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it differs from the other side."""

    text: str
    changed: bool


Pieces = tuple[Piece, ...]


def word_changes(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, those that the other lacks marked.

    Texts with too little in common to compare word by word are marked whole.
    """
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
    return tuple(left), tuple(right)


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
    # A space between two changed words would cut a mark in two.
    if len(pieces) >= 2 and changed and pieces[-1].text.isspace() and pieces[-2].changed:
        text = pieces.pop(-2).text + pieces.pop().text + text
    pieces.append(Piece(text, changed))


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
    # Cut at a space, so that no word is halved.
    while left > 0 and not text[left - 1].isspace() and start - left < 2 * _KEEP:
        left -= 1
    while right < len(text) and not text[right].isspace() and right - len(text) + end < 2 * _KEEP:
        right += 1
    return ("… " if left > 0 else "") + text[left:right] + (" …" if right < len(text) else "")


def _cap(text: str) -> str:
    return (
        text
        if len(text) <= _MOST_SHOWN
        else f"{text[:_MOST_SHOWN]}… ({len(text) - _MOST_SHOWN:,} more characters)"
    )
