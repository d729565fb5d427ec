"""Scales: the levels, or the numbers, that a judgment can be."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Literal

from goldline.model.condition import Value
from goldline.model.finding import Where
from goldline.model.noun import noun

NOT_JUDGED = "not-judged"
"""The value that every scale has besides its own: what could not be judged."""

ScaleType = Literal["ordinal", "nominal", "binary", "numeric"]


@noun
class Level:
    """One level of a scale; `anchor` says what it looks like."""

    value: int | str
    label: str
    anchor: str
    since: str | None
    revised: str | None
    where: Where


@noun
class Scale:
    """Levels, lowest first, or the bounds of a numeric scale. `name` is empty for a scale in place."""

    name: str
    type: ScaleType
    better: Literal["higher", "lower"]
    levels: tuple[Level, ...]
    minimum: Decimal | None
    maximum: Decimal | None
    where: Where
    ranks: dict[Value, int] = field(compare=False, hash=False)

    @property
    def numeric(self) -> bool:
        """Whether judgments on this scale are numbers between bounds rather than levels."""
        return self.type == "numeric"

    @property
    def ordered(self) -> bool:
        """Whether one level stands above another (`nominal` is the scale without order)."""
        return self.type != "nominal"

    def level(self, value: Value) -> Level | None:
        """Return the level with that value, or None."""
        rank = self.ranks.get(value) if not isinstance(value, bool) else None
        return None if rank is None else self.levels[rank]
