"""A listing, a sheet or what a search found, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from goldline.model.browsing import Entry, Listing, Matches, Sheet
from goldline.render.escape import one_line, safe_text
from goldline.render.terminal import Paint, cut, hang, pad, width_of, wrap
from goldline.render.words import plural, value_words

_GAP = 2
_LEAST = 12
_WIDEST_NAME = 28


# --- list ------------------------------------------------------------------------------------


def render_listing_text(listing: Listing, *, color: bool = False, width: int | None = 100) -> str:
    """Return the rows as a table with a heading, a line each, cut with … to the width; then notes.

    Without a width nothing is cut: such a table is read by a program, or searched.
    """
    paint = Paint(color)
    columns = [name for name in listing.columns if _is_told(listing, name)]
    cells = [[_cell(name, row[name], width is None) for name in columns] for row in listing.rows]
    lines: list[str] = []
    if cells:
        heads = [name.replace("_", " ") for name in columns]
        numeric = [all(isinstance(row[name], int) for row in listing.rows) for name in columns]
        table = [heads, *cells]
        whole = [max(width_of(row[at]) for row in table) for at in range(len(columns))]
        widths = whole if width is None else _fit(whole, [width_of(head) for head in heads], width)
        lines.append(_table_row(heads, widths, numeric, lambda text: paint(text, "dim")))
        lines += [_table_row(row, widths, numeric, lambda text: text) for row in cells]
    else:
        lines.append(f"There are no {listing.what} here.")
    lines += [paint(safe_text(f"Note: {note}."), "yellow") for note in listing.notes]
    return "\n".join(lines) + "\n"


def _is_told(listing: Listing, name: str) -> bool:
    """Whether a column says anything: one guideline named in every row is worth no column."""
    values = [row[name] for row in listing.rows]
    if name == "guideline":
        return len(set(values)) > 1
    return name in ("id", "items") or any(value not in (None, "", [], {}) for value in values)


def _cell(name: str, value: Any, whole: bool) -> str:
    if value is None:
        return ""
    text = one_line(value_words(value))
    return text[:10] if name == "commit" and not whole else text


def _fit(widths: list[int], heads: list[int], width: int) -> list[int]:
    """Return widths that together fit: the widest column gives way first, and that of ids last of all."""
    room = width - _GAP * (len(widths) - 1)
    fitted = list(widths)
    narrow = [min(have, max(head, _LEAST)) for have, head in zip(widths, heads, strict=True)]
    for least in ([widths[0], *narrow[1:]], [widths[0]] + [1] * (len(widths) - 1), [1] * len(widths)):
        while sum(fitted) > room:
            spare = [have - need for have, need in zip(fitted, least, strict=True)]
            if max(spare) <= 0:
                break
            # The widest of those that can give, so that no column is squeezed for another's sake.
            at = max((at for at in range(len(fitted)) if spare[at] > 0), key=lambda at: fitted[at])
            fitted[at] -= 1
    return fitted


def _table_row(row: list[str], widths: list[int], numeric: list[bool], style: Callable[[str], str]) -> str:
    parts = []
    for cell, width, right in zip(row, widths, numeric, strict=True):
        text = cut(cell, width)
        parts.append(" " * (width - width_of(text)) + style(text) if right else pad(text, width, style(text)))
    return (" " * _GAP).join(parts).rstrip()


# --- show ------------------------------------------------------------------------------------


def render_sheet_text(sheet: Sheet, *, color: bool = False, width: int = 100) -> str:
    """Return the sheet: a head, then each section under its heading."""
    width = max(width, 60)
    paint = Paint(color)
    name = safe_text(sheet.id)
    first, *rest = hang(name, one_line(sheet.title), width)
    lines = [first.rstrip().replace(name, paint(name, "bold"), 1), *rest]
    lines.append(one_line(f"{sheet.kind}: " + ", ".join(part for part in sheet.about if part)))
    lines.append(paint(safe_text(sheet.file), "dim"))
    lines += [paint(one_line(f"Note: {note}."), "yellow") for note in sheet.notes]
    for section in sheet.sections:
        lines += ["", paint(safe_text(section.title), "bold")]
        column = min(max((width_of(_name(entry)) for entry in section.entries), default=0), _WIDEST_NAME)
        for entry in section.entries:
            lines += _entry(entry, column, width, paint)
    return "\n".join(lines) + "\n"


def _name(entry: Entry) -> str:
    number = f"[{entry.number}] " if entry.number is not None else ""
    return number + one_line(entry.name)


def _entry(entry: Entry, column: int, width: int, paint: Paint) -> Iterator[str]:
    name = _name(entry)
    indent = 2
    start = indent + (column + 2 if column else 0)
    texts = _text(entry).strip("\n").split("\n")
    lines = [
        part for text in texts for part in (wrap(text, max(width - start, 20)) if text.strip() else [""])
    ]
    if width_of(name) > column:  # too long to stand beside its text
        yield " " * indent + paint(name, "cyan")
        name = ""
    for at, line in enumerate(lines):
        label = name if at == 0 else ""
        lead = " " * indent + pad(label, start - indent, paint(label, "cyan"))
        yield (lead + _painted(line, paint)).rstrip()
    for text in entry.below:
        yield from (paint(line, "dim") for line in hang("", one_line(text), width, start + 1))


def _text(entry: Entry) -> str:
    """Return the safe text of an entry, each stretch that a finding points at in brackets with its number.

    Stretches may lie in each other or overlap, so each end carries the number too.
    """
    if not entry.marks:
        return _safe_lines(entry.text)
    edges = [(mark.start, 1, -mark.end, mark) for mark in entry.marks]
    edges += [(mark.end, 0, -mark.start, mark) for mark in entry.marks]
    parts, position = [], 0
    for at, opens, _, mark in sorted(edges, key=lambda edge: edge[:3]):
        parts.append(_safe_lines(entry.text[position:at]))
        parts.append("«" if opens else f"»[{mark.number}]")
        position = at
    return "".join([*parts, _safe_lines(entry.text[position:])])


def _safe_lines(text: str) -> str:
    return "\n".join(safe_text(line) for line in text.split("\n"))


def _painted(line: str, paint: Paint) -> str:
    return line if not paint.on else line.replace("«", "\x1b[4m«").replace("»", "»\x1b[0m")


# --- grep ------------------------------------------------------------------------------------


def render_matches_text(matches: Matches, *, color: bool = False, width: int = 100) -> str:
    """Return a line for each match, `file: id title`, with what matched below it; then how many."""
    paint = Paint(color)
    lines: list[str] = []
    for match in matches.found:
        file, name = safe_text(match.file), safe_text(match.id)
        lines.append(f"{paint(file, 'dim')}: {paint(name, 'bold')} {one_line(match.title)}".rstrip())
        for why in match.why:
            lines += hang("", one_line(why), max(width, 60), 3)
    what = _nouns(matches.found)
    lines.append(f"{what} of {matches.looked_at:,}." if matches.found else "Nothing matched.")
    lines += [paint(one_line(f"Note: {note}."), "yellow") for note in matches.notes]
    return "\n".join(lines) + "\n"


def _nouns(found: Any) -> str:
    kinds = {match.kind for match in found}
    return plural(
        len(found), next(iter(kinds)) if len(kinds) == 1 else "match", "" if len(kinds) == 1 else "matches"
    )
