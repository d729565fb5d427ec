"""JSON as goldline writes it: stable, pure ASCII, numbers as numbers, one element of a list a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from goldline.model.report import Possible
from goldline.render.words import endpoint

_LARGEST = 300  # beyond 1e300 a number is given as the largest that readers of JSON can hold
_PLAIN = frozenset({bool, int, float, str})
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


def plain(value: Any) -> Any:
    """Return `value` as JSON knows it: a Decimal as an int or a float, a `Possible` as its bounds."""
    if value is None or type(value) in _PLAIN:
        return value
    match value:
        case Decimal():
            return _number(value)
        case Possible():
            return {"min": plain(endpoint(value.minimum)), "max": plain(endpoint(value.maximum))}
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case str() | int() | float():
            return value
        case _:
            return [plain(part) for part in value]


def _number(value: Decimal) -> int | float | None:
    if not value.is_finite():
        return None
    if value and value.adjusted() > _LARGEST:
        return sys.float_info.max if value > 0 else -sys.float_info.max
    whole = value.to_integral_value()
    return int(whole) if whole == value else float(value)


def dump(document: Mapping[str, Any]) -> str:
    """Return a document as JSON, its lists with one element a line (fast, and easy to compare).

    Pure ASCII: it survives any terminal and any encoding, and holds nothing that acts.
    """
    parts = [f"  {_line(key)}: {_value(value)}" for key, value in document.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {_line(one)}" for one in value) + "\n  ]"
    return _line(value)


def _line(value: Any) -> str:
    return _ENCODER.encode(value)
