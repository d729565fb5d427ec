"""How nouns that exist by the hundred thousand are made: fixed for type checkers, and quick to build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Noun = TypeVar("Noun")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def noun(cls: type[Noun]) -> type[Noun]:
    """Return a dataclass with slots whose fields nobody may set again, by the type checker's word alone.

    `dataclass(frozen=True)` enforces the same at run time, which makes an object of ten fields take six
    times as long to build.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


def values_of(thing: Any) -> tuple[Any, ...]:
    """Return the values of a noun's fields, of which it has two at least."""
    return _getter(thing.__class__)(thing)


@cache
def _getter(cls: type) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(each.name for each in fields(cls)))
