"""Scales: plain values become the levels, or the bounds, of judgments."""

from __future__ import annotations

from goldline.model.condition import Value
from goldline.model.finding import Where
from goldline.model.scale import Level, Scale
from goldline.reading.parts import Parts, Plain, decimal
from goldline.rules.domain import tidy


def build_scale(name: str, raw: Plain, where: Where, parts: Parts) -> Scale | None:
    """Return a scale; None, with problems in `parts`, where it makes no sense."""
    minimum, maximum = decimal(raw.get("minimum")), decimal(raw.get("maximum"))
    if minimum is not None and maximum is not None and minimum > maximum:
        parts.report(
            "wrong-shape", where.down("minimum"), f"`minimum` {minimum} lies above `maximum` {maximum}"
        )
        return None
    levels = tuple(
        _level(level, where.down("levels", index), parts) for index, level in enumerate(raw.get("levels", ()))
    )
    ranks: dict[Value, int] = {level.value: rank for rank, level in enumerate(levels)}
    return Scale(name, raw["type"], raw.get("better", "higher"), levels, minimum, maximum, where, ranks)


def _level(raw: Plain, where: Where, parts: Parts) -> Level:
    parts.check_versions(raw, where)
    value = raw["value"]
    if not isinstance(value, str):
        value = int(tidy(value if isinstance(value, int) else decimal(value) or 0))
    return Level(
        value,
        raw.get("label", str(value)),
        raw.get("anchor", ""),
        raw.get("since"),
        raw.get("revised"),
        where,
    )
