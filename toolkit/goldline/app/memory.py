"""What one run of a long-lived process worked out, for the next: a site that is built anew at each edit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

Value = TypeVar("Value")


class Memory:
    """Values by the whole of what they were made from; what a run did not ask for, the next has forgotten.

    A key has to name everything that the value depends on: a value is never made again under its key.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, object] = {}
        self._now: dict[Hashable, object] = {}

    def begin(self) -> None:
        """Begin a run: what the last one used can be recalled."""
        self._before, self._now = self._now, {}

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, which `make` makes where nobody has."""
        if key in self._now:
            return cast(Value, self._now[key])
        value = self._before[key] if key in self._before else make()
        self._now[key] = value
        return cast(Value, value)

    def knows(self, key: Hashable) -> bool:
        """Return whether a value can be recalled without being made."""
        return key in self._now or key in self._before


def digest_of(lines: Iterable[str]) -> str:
    """Return a name for a content of many lines: 128 bits, as hexadecimal digits."""
    found = hashlib.blake2b(digest_size=16)
    for line in lines:
        found.update(line.encode("utf-8", "surrogateescape") + b"\0")
    return found.hexdigest()
