"""Formulas of numeric criteria, as a tree. `rules/formula.py` reads and computes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from goldline.model.noun import noun


@noun
class Number:
    """A literal."""

    value: Decimal


@noun
class Name:
    """A numeric input, by name."""

    name: str


@noun
class Negative:
    """A leading minus."""

    operand: Term


@noun
class Binary:
    """One of `+ - * /`."""

    operator: Literal["+", "-", "*", "/"]
    left: Term
    right: Term


@noun
class Call:
    """One of `min max mean abs sqrt round`."""

    function: Literal["min", "max", "mean", "abs", "sqrt", "round"]
    arguments: tuple[Term, ...]


Term = Number | Name | Negative | Binary | Call


@noun
class Formula:
    """A formula as written, its tree, and the inputs it reads in order of appearance."""

    text: str
    term: Term
    names: tuple[str, ...]
