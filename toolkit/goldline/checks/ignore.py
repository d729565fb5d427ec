"""`x-ignore`: a finding that a person has looked at and lets stand, with the reason beside it.

`x-ignore: {GL802: The word is quoted from the response.}` stands in any mapping of a document and
covers that mapping and all below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from goldline.model.finding import Step

KEY = "x-ignore"


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry of an `x-ignore`: which code, from which spot downwards, and why."""

    file: str
    path: tuple[Step, ...]
    code: str
    reason: str

    def covers(self, code: str, path: tuple[Step, ...] | None) -> bool:
        """Whether it lets a finding of that code at that spot stand (no path: the file as a whole)."""
        if code != self.code:
            return False
        return not self.path if path is None else path[: len(self.path)] == self.path


def find_ignores(document: Any, file: str) -> list[Ignore]:
    """Return every entry of every `x-ignore` in a document; what is no code or reason comes as it is."""
    return list(_walk(document, file, ()))


def _walk(value: Any, file: str, path: tuple[Step, ...]) -> Iterator[Ignore]:
    entries: Iterable[tuple[Step, Any]] = ()
    if isinstance(value, dict):
        entries = value.items()
        own = value.get(KEY)
        if isinstance(own, dict):
            for code, reason in own.items():
                yield Ignore(file, path, str(code), reason.strip() if isinstance(reason, str) else "")
        elif own is not None:
            yield Ignore(file, path, "", "")
    elif isinstance(value, list):
        entries = enumerate(value)
    for step, below in entries:
        if step != KEY and isinstance(below, dict | list):
            yield from _walk(below, file, (*path, step))
