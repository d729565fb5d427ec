"""Names in messages: how a value is shown, and which known name an unknown one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

_LONGEST_SHOWN = 60
_MOST_LISTED = 12


def shown(value: object) -> str:
    """Return a value as an author would write it, in backticks and safe to print anywhere."""
    return f"`{plain(value)}`"


def plain(value: object) -> str:
    """Return a value as an author would write it, on one line: nothing unprintable, nothing long."""
    match value:
        case None:
            text = "null"
        case bool():
            text = "true" if value else "false"
        case dict():
            text = "{" + ", ".join(f"{key}: …" for key in value) + "}"
        case list():
            text = "[" + ", ".join(plain(part) for part in value[:_MOST_LISTED]) + "]"
        case int() if value.bit_length() > 256:
            text = "a very large number"
        case _:
            text = str(value)
    text = "".join(_printable(char) for char in text[: _LONGEST_SHOWN + 1])
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _printable(char: str) -> str:
    if char == "`":  # it would end the backticks around the value
        return "'"
    if char.isprintable():
        return char
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was probably meant to be, or None where none is near."""
    wanted = _even(name)
    most = 0 if len(wanted) < 3 else 1 if len(wanted) < 5 else 2 if len(wanted) < 9 else 3
    best: tuple[int, str] | None = None
    for candidate in known:
        if candidate == name:
            continue
        even = _even(candidate)
        distance = OSA.distance(wanted, even, score_cutoff=most)
        if distance > most and "." in even and even.rpartition(".")[2] == wanted.rpartition(".")[2]:
            distance = most  # the right finding type, without its path or below another one
        if distance <= most and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def _even(name: str) -> str:
    return name.lower().strip().replace("_", "-").replace(" ", "-")


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
