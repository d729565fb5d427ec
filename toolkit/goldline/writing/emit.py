"""Plain values as YAML in goldline's style.

Block style throughout, prose as `>-` or `|`, two spaces a step, lists stepped in under their key.
On one line stand only what is short and plain: lists of words and numbers, tests, votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
from goldline.writing.order import in_order
from goldline.writing.scalars import WIDTH, double_quoted, folded, inline, is_plain, literal

STEP: Final = 2
_ON_ONE_LINE: Final = frozenset(("when", "values", "impossible", "then", "otherwise", "sum", "inputs", "not"))
_PROSE_KEYS: Final = frozenset(("boolean", "integer", "number", "ask", "text", "why"))
Notes = Mapping[str, Sequence[str]]
"""Comment lines to stand after a key of the document (or where it would stand)."""


def document(value: Mapping[str, Any], kind: str | None = None, notes: Notes | None = None) -> bytes:
    """Return a whole file that holds `value`, keys in the order of FORMAT.md for a `kind` of file.

    What comes back has been read back and is the same; raises `GoldlineError` where it cannot be.
    """
    plain = dict(value) if kind is None else in_order(dict(value), kind)
    for cautious in (False, True):
        text = _document_text(plain, kind, notes or {}, cautious=cautious)
        try:
            data = text.encode()
        except UnicodeEncodeError:
            continue
        reading = read_yaml(data, "")
        if not reading.problems and same(reading.value, plain):
            return data
    reason = f": {reading.problems[0].message}" if reading.problems else ""
    raise GoldlineError(
        f"what was to be written could not be read back as it is{reason}",
        hint="shorten it, or write the file by hand",
    )


def entry(key: str, value: Any, indent: int = 0, inside: str = "", *, cautious: bool = False) -> list[str]:
    """Return the lines of `key: value`, stepped in by `indent`; `inside` is the key of its mapping."""
    head = f"{' ' * indent}{double_quoted(key) if cautious else inline(key)}:"
    return _after(head, value, indent, key, inside, cautious)


def list_entry(value: Any, indent: int = 0, inside: str = "", *, cautious: bool = False) -> list[str]:
    """Return the lines of `- value`; `inside` is the key of its list."""
    head = f"{' ' * indent}-"
    if isinstance(value, Mapping) and value:
        text = _one_line(value, indent + 2) if inside in _ON_ONE_LINE and not cautious else None
        if text is not None:
            return [f"{head} {text}"]
        lines = _mapping(value, indent + STEP, "", cautious)
        return [f"{head} {lines[0].lstrip(' ')}", *lines[1:]]
    return _after(head, value, indent, "", inside, cautious)


def flow(value: Any) -> str:
    """Return a value as it stands inside `{…}` or `[…]`: on one line, whatever it is."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{inline(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return inline(value, flow=True)


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are the same, types and all: `true` is not `1`, and `1` is not `1.0`."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


# --- lines -----------------------------------------------------------------------------------


def _document_text(value: Mapping[str, Any], kind: str | None, notes: Notes, *, cautious: bool) -> str:
    keys = list(in_order({**value, **dict.fromkeys(notes)}, kind)) if kind else [*value, *notes]
    lines: list[str] = []
    for key in dict.fromkeys(keys):
        if key in value:
            lines += entry(key, value[key], cautious=cautious)
        lines += [f"# {note}".rstrip() for note in notes.get(key, ())]
    return "\n".join(lines or ["{}"]) + "\n"


def _after(head: str, value: Any, indent: int, key: str, inside: str, cautious: bool) -> list[str]:
    """Return the lines of a value that begins right of `head`."""
    if isinstance(value, Mapping | list | tuple):
        short = None if value and cautious else _short(value, key, inside, len(head) + 1)
        if short is not None:
            return [f"{head} {short}"]
        if isinstance(value, Mapping):
            return [head, *_mapping(value, indent + STEP, key, cautious)]
        return [
            head,
            *(line for part in value for line in list_entry(part, indent + STEP, key, cautious=cautious)),
        ]
    if not isinstance(value, str):
        return [f"{head} {inline(value)}"]
    if cautious:
        return [f"{head} {double_quoted(value)}"]
    return _text(head, value, indent)


def _mapping(value: Mapping[str, Any], indent: int, inside: str, cautious: bool) -> list[str]:
    return [
        line for key, part in value.items() for line in entry(key, part, indent, inside, cautious=cautious)
    ]


def _text(head: str, text: str, indent: int) -> list[str]:
    pad = " " * (indent + STEP)
    if "\n" in text:
        block = literal(text)
        if block is not None:
            return [
                f"{head} {block[0]}",
                *(f"{pad}{line}".rstrip(" ") if not line else pad + line for line in block[1]),
            ]
        return [f"{head} {double_quoted(text)}"]
    one_line = f"{head} {inline(text)}"
    if len(one_line) > WIDTH or (" " in text and not is_plain(text)):
        lines = folded(text, WIDTH - indent - STEP)
        # A long word or a short test is no prose: it gains nothing from a block.
        if lines is not None and (len(lines) > 1 or len(text) > 24):
            return [f"{head} >-", *(pad + line for line in lines)]
    return [one_line]


def _short(value: Any, key: str, inside: str, column: int) -> str | None:
    """Return a collection on one line where that is how it is written, else None."""
    if not value:
        return flow(value)
    if isinstance(value, Mapping):
        if key in ("when", "values", "then", "otherwise", "not") or inside in (
            "inputs",
            "when",
            "impossible",
        ):
            return _one_line(value, column)
        return None
    if inside in ("when", "impossible", "inputs") or key == "not":
        return _one_line(value, column)
    if all(_is_word(part) for part in value):
        return _fitting(flow(value), column)
    return None


def _one_line(value: Any, column: int) -> str | None:
    if isinstance(value, Mapping) and (
        _PROSE_KEYS & value.keys() or not all(map(_is_simple, value.values()))
    ):
        return None
    if not isinstance(value, Mapping) and not all(map(_is_simple, value)):
        return None
    return _fitting(flow(value), column)


def _is_simple(value: Any) -> bool:
    """Whether a value may stand in a short mapping: a scalar, a list of scalars, or a denial."""
    if isinstance(value, Mapping):
        return set(value) == {"not"} and _is_simple(value["not"])
    if isinstance(value, list | tuple):
        return all(not isinstance(part, Mapping | list | tuple) and _is_simple(part) for part in value)
    return not isinstance(value, str) or (len(value) < 40 and "\n" not in value)


def _is_word(value: Any) -> bool:
    if isinstance(value, str):
        return is_plain(value, flow=True) and " " not in value
    return not isinstance(value, Mapping | list | tuple)


def _fitting(text: str, column: int) -> str | None:
    return text if column + len(text) <= WIDTH else None


def joined(lines: Iterable[str]) -> str:
    """Return lines as text that ends with a line end."""
    return "".join(f"{line}\n" for line in lines)
