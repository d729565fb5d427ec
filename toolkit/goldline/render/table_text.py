"""A decision table for a terminal: columns as wide as their cells need, and together as the screen is."""

from __future__ import annotations

from goldline.model.decision_table import DecisionTable, TableRow
from goldline.render.escape import one_line
from goldline.render.terminal import Paint, hang, pad, width_of, wrap

_MARKS = {"decides": "▶", "holds": "✓", "fails": " ", "open": "?"}
_WORDS = {"decides": "decides", "holds": "holds", "open": "open"}
_NARROWEST = 5


def render_table_text(table: DecisionTable, *, color: bool = False, width: int = 100) -> str:
    """Return the table as text, then what its columns ask, and what given facts lead to."""
    paint = Paint(color)
    names = [column.name for column in table.columns]
    marked = any(row.held is not None for row in table.rows)
    heads = [table.letter, *map(one_line, names), "gives"]
    rows = [_cells(row) for row in table.rows]
    if any(column.given for column in table.columns):
        rows.insert(
            0, ["facts", *(one_line(column.given) for column in table.columns), one_line(table.judgment)]
        )
    widths = _widths([heads, *rows], width - (2 if marked else 0))
    edge = paint("│", "dim")
    lead = "  " if marked else ""
    title = f"{table.guideline} {table.version}: {table.criterion}"
    lines = [paint(one_line(title), "bold"), *wrap(one_line(table.question), width), ""]
    lines += [lead + line for line in _row(heads, widths, edge, paint, "bold")]
    rule = "┼".join("─" * (wide + 2) for wide in widths)[1:-1]
    lines.append(lead + paint(rule, "dim"))
    offset = len(rows) - len(table.rows)
    for place, cells in enumerate(rows):
        held = table.rows[place - offset].held if place >= offset else None
        style = {"decides": "green", "holds": "cyan", "fails": "dim"}.get(held or "", "")
        if place < offset:
            style = "yellow"
        drawn = _row(cells, widths, edge, paint, style)
        mark = _MARKS.get(held or "", " ") if marked else ""
        lines += [(f"{mark} " if marked and at == 0 else lead) + line for at, line in enumerate(drawn)]
        if place < offset:
            lines.append(lead + paint(rule, "dim"))
    lines.append("")
    for case in table.impossible:
        told = ", ".join(f"{name}: {cell}" for name, cell in zip(names, case, strict=True) if cell != "-")
        lines += hang("cannot occur", one_line(told), width)
    for column in table.columns:
        lines += hang(one_line(column.name), one_line(f"{column.asks} ({column.values})"), width)
    if marked:
        lines += ["", *hang("judgment", one_line(table.judgment), width)]
        lines.append(paint("▶ decides  ✓ holds  ? depends on what is not given", "dim"))
    lines.append(paint(f"{table.letter}: {policy_words(table.letter)}", "dim"))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def policy_words(letter: str) -> str:
    """Return what a hit policy says, in a sentence."""
    return {
        "U": "at most one rule holds",
        "A": "several rules may hold, with the same judgment",
        "F": "the first rule that holds decides",
        "P": "of the rules that hold, the judgment that ranks first wins",
        "C+": "the sum over all rules that hold",
        "C<": "the lowest judgment of all rules that hold",
        "C>": "the highest judgment of all rules that hold",
        "C#": "how many rules hold",
    }[letter]


def _cells(row: TableRow) -> list[str]:
    label = f" {row.label}" if row.label and row.label != row.outcome else ""
    return [one_line(row.rule), *map(one_line, row.cells), one_line(row.outcome + label)]


def _widths(rows: list[list[str]], width: int) -> list[int]:
    """Return column widths that fit: the widest columns give way first."""
    widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    room = max(width - 3 * (len(widths) - 1), _NARROWEST * len(widths))
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths


def _row(cells: list[str], widths: list[int], edge: str, paint: Paint, style: str) -> list[str]:
    wrapped = [wrap(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
    lines: list[str] = []
    for at in range(max(map(len, wrapped))):
        parts = [part[at] if at < len(part) else "" for part in wrapped]
        shown = [
            pad(part, wide, paint(part, style) if style else part)
            for part, wide in zip(parts, widths, strict=True)
        ]
        lines.append(f" {edge} ".join(shown))
    return lines
