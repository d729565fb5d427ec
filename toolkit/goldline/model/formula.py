"""Formulas of numeric criteria, as a tree. `rules/formula.py` reads and computes them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Number:
    """A literal."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A numeric input, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """A leading minus."""

    operand: Term


@dataclass(frozen=True, slots=True)
class Binary:
    """One of `+ - * /`."""

    operator: Literal["+", "-", "*", "/"]
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Call:
    """One of `min max mean abs sqrt round`."""

    function: Literal["min", "max", "mean", "abs", "sqrt", "round"]
    arguments: tuple[Term, ...]


Term = Number | Name | Negative | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as written, its tree, and the inputs it reads in order of appearance."""

    text: str
    term: Term
    names: tuple[str, ...]
