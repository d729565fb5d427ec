"""Texts and other scalars as YAML: plain where that is safe, quoted where not, blocks for prose.

Every form here is read back the same by libyaml, by ruamel.yaml and, as far as may be, by older
readers: `no` and `1e3` as texts are quoted, although only some readers would take them for more.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final
from unicodedata import category

from goldline.errors import GoldlineError
from goldline.reading.yaml_scalars import BadNumber, resolve

WIDTH: Final = 100
"""Columns that prose is wrapped at; what has no spaces may be longer."""

# Joiners and direction marks belong to the spelling of Persian, Hindi, Hebrew and of emoji.
_SPELLING: Final = frozenset("\u200c\u200d\u200e\u200f\u00ad")
_ESCAPED_CATEGORIES: Final = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs", "Cn"))
_SHORT_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_INDICATORS: Final = frozenset("-?:,[]{}#&*!|<>'\"%@`=")
_OLD_WORDS: Final = frozenset(("yes", "no", "on", "off"))
_OLD_NUMBER = re.compile(r"[-+]?[0-9][0-9_,]*(:[0-5]?[0-9])*(\.[0-9_]*)?|0[box][0-9a-fA-F_]+")
_FLOW_MARKS = re.compile(r"[,\[\]{}?:]")


def inline(value: Any, *, flow: bool = False) -> str:
    """Return a scalar as it stands on one line; `flow`: inside `{…}` or `[…]`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value if is_plain(value, flow=flow) else quoted(value)
        case int():
            return _number(lambda: str(value))
        case float() | Decimal():
            return _number(lambda: _decimal(value))
    raise TypeError(f"not a scalar: {type(value).__name__}")


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text can be written without quotes and is read back as itself by everybody."""
    if not text or text[0] in _INDICATORS or text != text.strip() or needs_escapes(text) or "\n" in text:
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith(("...", "~", "<<")):
        return False
    if flow and _FLOW_MARKS.search(text):
        return False
    if text.casefold() in _OLD_WORDS or _OLD_NUMBER.fullmatch(text):
        return False
    try:
        return isinstance(resolve(text), str)
    except BadNumber:
        return False


def needs_escapes(text: str) -> bool:
    """Whether a text holds what must never stand bare in a file: control characters, odd line breaks, …"""
    return not text.isprintable() and any(_is_escaped(char) for char in text)


def quoted(text: str) -> str:
    """Return a text in quotes: double ones, or single ones where that saves escapes."""
    if ('"' in text or "\\" in text) and "'" not in text and "\n" not in text and not needs_escapes(text):
        return f"'{text}'"
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """Return a text in double quotes, on one line, with escapes for all that needs one."""
    return '"' + "".join(_escape(char) for char in text) + '"'


def single_quoted(text: str) -> str | None:
    """Return a text in single quotes, or None where they cannot hold it."""
    if "\n" in text or needs_escapes(text):
        return None
    return "'" + text.replace("'", "''") + "'"


def folded(text: str, width: int) -> list[str] | None:
    """Return the lines that `>-` joins to this text, or None where it cannot be folded."""
    if not text or "\n" in text or text != text.strip() or needs_escapes(text):
        return None
    lines: list[str] = []
    line = ""
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def literal(text: str) -> tuple[str, list[str]] | None:
    """Return the header (`|` or `|-`) and the lines of a text of several, or None where it has none."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    bad = (
        not body.strip()
        or body.endswith("\n")
        or lines[0][:1] in ("", " ")
        or any(line and not line.strip() for line in lines)
        or lines[-1] == ""
        or needs_escapes(text)
    )
    return None if bad else ("|" if text.endswith("\n") else "|-", lines)


def _is_escaped(char: str) -> bool:
    return char != "\n" and char not in _SPELLING and category(char) in _ESCAPED_CATEGORIES


def _escape(char: str) -> str:
    if char in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[char]
    if not _is_escaped(char):
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:
        raise GoldlineError(
            f"the text holds half a character (U+{code:04X}), which no file can keep",
            hint="type the text again where that character stands",
        )
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _number(write: Any) -> str:
    try:
        text: str = write()
        resolve(text)
    except (BadNumber, ValueError) as error:
        message = error.message if isinstance(error, BadNumber) else "the number is too long"
        raise GoldlineError(f"this cannot be written: {message}") from error
    return text


def _decimal(value: float | Decimal) -> str:
    if isinstance(value, float):
        return repr(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
