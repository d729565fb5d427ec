"""A decision table as a Markdown table."""

from __future__ import annotations

from goldline.model.decision_table import DecisionTable, TableRow
from goldline.render.escape import code_cell, code_span
from goldline.render.table_text import policy_words

_MARKS = {"decides": "▶", "holds": "✓", "fails": "", "open": "?"}


def render_table_markdown(table: DecisionTable) -> str:
    """Return the table as Markdown; where facts are given, a first column marks the rows that hold."""
    marked = any(row.held is not None for row in table.rows)
    heads = [table.letter, *(code_cell(column.name) for column in table.columns), "gives"]
    lines = [f"### {code_span(f'{table.guideline} {table.version}: {table.criterion}')}", ""]
    lines += [_line(["", *heads] if marked else heads), _line(["---"] * (len(heads) + marked))]
    for row in table.rows:
        cells = _cells(row)
        lines.append(_line([_MARKS.get(row.held or "", ""), *cells] if marked else cells))
    lines += ["", f"{table.letter}: {policy_words(table.letter)}."]
    if marked:
        lines += ["", f"Judgment: {code_span(table.judgment)}"]
    return "\n".join(lines) + "\n"


def _cells(row: TableRow) -> list[str]:
    label = f" {row.label}" if row.label and row.label != row.outcome else ""
    tests = ["-" if cell == "-" else code_cell(cell) for cell in row.cells]
    return [code_cell(row.rule), *tests, code_cell(row.outcome + label)]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
