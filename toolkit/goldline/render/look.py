"""How a report is to be shown: what a caller may choose, and what is known of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from goldline.model.finding import Severity


class CheckView(Protocol):
    """What renderers tell of a check (`checks.base.Check` is one)."""

    @property
    def code(self) -> str:
        """`GL203`."""
        ...

    @property
    def name(self) -> str:
        """What is wrong: `label-contradicts-rules`."""
        ...

    @property
    def level(self) -> Severity:
        """How severe it is unless settings say otherwise."""
        ...

    @property
    def explanation(self) -> str:
        """What it is about, why it matters, and examples."""
        ...


Checks = Mapping[str, CheckView]
"""Checks by code. One that is not in it is shown by its code alone."""

NO_CHECKS: Checks = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is shown. Every format uses what concerns it.

    `limit` is how many of a kind are listed before only their number is given (0: all, None: what
    suits the format); `every` lists judgments that stayed the same too; `width` is the
    terminal's.
    """

    color: bool = False
    width: int = 100
    limit: int | None = None
    every: bool = False
    checks: Checks = field(default_factory=lambda: NO_CHECKS)

    def limit_or(self, usual: int) -> int:
        """Return the limit that was asked for, else the usual one of a format."""
        return usual if self.limit is None else self.limit


def name_of(checks: Checks, code: str) -> str:
    """Return the name of a check, or "" where it is not known."""
    known = checks.get(code)
    return known.name if known is not None else ""
