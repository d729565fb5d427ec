"""Names in messages: how a value is shown, and which known name an unknown one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldline.reading import text
from goldline.reading.text import safe

_LONGEST_SHOWN = 60
_MOST_LISTED = 12


def shown(value: object) -> str:
    """Return a value as an author would write it, in backticks and safe to print anywhere."""
    return f"`{plain(value)}`"


def plain(value: object) -> str:
    """Return a value as an author would write it, on one line: nothing unprintable, nothing long."""
    match value:
        case None:
            written = "null"
        case bool():
            written = "true" if value else "false"
        case dict():
            written = "{" + ", ".join(f"{key}: …" for key in value) + "}"
        case list():
            written = "[" + ", ".join(plain(part) for part in value[:_MOST_LISTED]) + "]"
        case int() if value.bit_length() > 256:
            written = "a very large number"
        case _:
            written = str(value)
    if len(written) > _LONGEST_SHOWN:
        written = written[: _LONGEST_SHOWN - 1] + "…"
    return safe(written).replace("`", "'")  # a backtick would end the backticks around the value


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was probably meant to be, or None where none is near.

    `-` and `_` count as the same, and a finding type is known by its last part too.
    """
    even = {candidate.replace("_", "-"): candidate for candidate in known if candidate != name}
    found = text.nearest(name.replace("_", "-"), even)
    if found is not None:
        return even[found]
    tail = name.rpartition(".")[2]
    return next((path for path in even.values() if "." in path and path.rpartition(".")[2] == tail), None)


def did_you_mean(name: object, known: Iterable[object]) -> str:
    """Return `; did you mean …?` for the nearest known name, or nothing where none is near."""
    if not isinstance(name, str):
        return ""
    near = nearest(name, [k for k in known if isinstance(k, str)])
    return f"; did you mean {shown(near)}?" if near is not None else ""


def listed(values: Sequence[object], joint: str = "and") -> str:
    """Return values in backticks, as a sentence lists them; a long list is cut short."""
    names = [shown(value) for value in values[:_MOST_LISTED]]
    if len(values) > _MOST_LISTED:
        return ", ".join(names) + f" {joint} {len(values) - _MOST_LISTED} more"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + f" {joint} {names[-1]}"
