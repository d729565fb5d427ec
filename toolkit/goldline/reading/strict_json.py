"""What JSON leaves open and data must not: a name given twice, and numbers that are none."""

from __future__ import annotations

from typing import Any


def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; raises `ValueError` where a name stands twice in it."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def no_constant(name: str) -> Any:
    """Raise `ValueError` for NaN and the infinities, which JSON does not know."""
    raise ValueError(f"{name} is not a number")
