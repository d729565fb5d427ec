"""A criterion's rules as the table that people read: a column an input, a row a case."""

from __future__ import annotations

from typing import Literal

from goldline.model.condition import Value
from goldline.model.noun import noun

Held = Literal["decides", "holds", "fails", "open"]
"""What becomes of a row for given facts; `open` where an unknown input would tell."""


@noun
class TableColumn:
    """One input. `asks` says what it reads, `values` what it can be, in words."""

    name: str
    asks: str
    values: str
    given: str = ""


@noun
class TableRow:
    """One case of a rule. `cells` are its tests by column, `-` where an input does not matter."""

    rule: str
    cells: tuple[str, ...]
    outcome: str
    label: str
    text: str
    held: Held | None = None
    otherwise: bool = False


@noun
class DecisionTable:
    """The table. `letter` is DMN's for its hit policy: U, A, F, P, C+, C<, C> or C#.

    With facts, `judgment` is what they lead to, in words, and rows say what becomes of them.
    """

    guideline: str
    version: str
    criterion: str
    title: str
    question: str
    letter: str
    policy: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    impossible: tuple[tuple[str, ...], ...]
    judgment: str = ""
    outcome: Value = None
