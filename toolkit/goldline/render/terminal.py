"""Laying text out in a terminal: widths, wrapping, colour. All text given here is safe already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, east_asian_width

_WIDE = frozenset({"W", "F"})
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_WORD = re.compile(r"\S+|\s+")

_CODES = {
    "bold": "1",
    "dim": "2",
    "underline": "4",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours by ANSI codes, where they are asked for."""

    on: bool

    def __call__(self, text: str, *styles: str) -> str:
        """Return `text` in these styles, or as it is where colour is off."""
        if not self.on or not text or not styles:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"


def width_of(text: str) -> int:
    """Return how many columns `text` takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if east_asian_width(char) in _WIDE:
        return 2
    return 0 if category(char) in _NO_WIDTH else 1


def pad(text: str, width: int, shown: str | None = None) -> str:
    """Return `text` filled up to `width` columns; `shown` is its painted form."""
    return (text if shown is None else shown) + " " * max(width - width_of(text), 0)


def wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken at spaces where there are any."""
    if width_of(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line, used = "", 0
    for word in _WORD.findall(text):
        wide = width_of(word)
        if word.isspace() and used + wide > width:
            lines.append(line)
            line, used = "", 0
        elif used + wide <= width:
            line, used = line + word, used + wide
        elif wide <= width:
            lines.append(line)
            line, used = word, wide
        else:
            *full, line = _chop(line + word, width)
            lines += full
            used = width_of(line)
    return [part.rstrip() for part in [*lines, line] if part.strip()] or [""]


def _chop(word: str, width: int) -> list[str]:
    """Return a word in pieces that fit: text without spaces (Japanese, Thai, a URL) may break anywhere."""
    pieces, piece, used = [], "", 0
    for char in word:
        wide = _char_width(char)
        if used + wide > width and piece:
            pieces.append(piece)
            piece, used = "", 0
        piece += char
        used += wide
    return [*pieces, piece]


def cut(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, … in place of what does not fit."""
    if width_of(text) <= width:
        return text
    return _chop(text, max(width - 1, 0))[0].rstrip() + "…" if width > 1 else "…"


def hang(label: str, text: str, width: int, indent: int = 0, column: int = 0) -> list[str]:
    """Return `label text` wrapped, all lines of the text beginning at the same column."""
    start = indent + (column or width_of(label) + 1)
    head, *rest = wrap(text, max(width - start, 20))
    return [pad(" " * indent + label, start) + head, *(" " * start + line for line in rest)]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a two-column table: a name, and the lines of both cells with their painted forms."""

    name: str
    left: list[tuple[str, str]]
    right: list[tuple[str, str]]


def two_columns(
    rows: Iterable[Row], heads: tuple[str, str], width: int, indent: int, paint: Paint
) -> list[str]:
    """Return rows as a table `name │ left │ right`; cells come wrapped to `column_width`."""
    table = list(rows)
    names = max((width_of(row.name) for row in table), default=0)
    column = column_width(width, indent, names)
    edge = paint("│", "dim")
    lead = " " * indent
    left_head, right_head = (paint(head, "dim") for head in heads)
    lines = [
        f"{lead}{' ' * names} {edge} {pad(heads[0], column, left_head)} {edge} {right_head}",
        lead + paint("─" * (names + 1) + "┼" + "─" * (column + 2) + "┼" + "─" * (column + 1), "dim"),
    ]
    for row in table:
        for at in range(max(len(row.left), len(row.right), 1)):
            name = pad(row.name if at == 0 else "", names)
            left, shown = row.left[at] if at < len(row.left) else ("", "")
            right = row.right[at][1] if at < len(row.right) else ""
            lines.append(f"{lead}{name} {edge} {pad(left, column, shown)} {edge} {right}".rstrip())
    return lines


def column_width(width: int, indent: int, names: int) -> int:
    """Return how wide each of the two text columns of `two_columns` is."""
    return max((width - indent - names - 6) // 2, 16)
