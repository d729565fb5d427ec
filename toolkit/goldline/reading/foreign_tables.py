"""Tables as other programs save them: what tells that a file is no CSV of ours, and how to save it as one.

Another separator or encoding is named and refused, never guessed: a guess that is wrong reads as data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

POINT = "write the decimal sign as a point: 0.5"

_SEPARATORS = {";": "semicolons (;)", "\t": "tabs", "|": "bars (|)"}
_DECLARED = re.compile(r"sep=(.?)", re.IGNORECASE | re.DOTALL)
_DECIMAL = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_COMMAS = "save it with commas between cells, and points in numbers (0.5)"
_EXCEL = (
    "; Excel takes both signs from the regional settings of the system, LibreOffice asks for them"
    " at `Save as › Text CSV › Edit filter settings`"
)
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def foreign_separator(header: Sequence[str]) -> tuple[str, str] | None:
    """Return what stands between the columns of a header that was read with commas, and a way out.

    None where that is commas: several columns, or a single one whose name holds no other separator.
    """
    first = header[0].removeprefix("\ufeff").strip(" ") if header else ""
    declared = _DECLARED.fullmatch(first)
    if declared is not None:
        if declared[1]:
            return _named(declared[1])
        return "a first line `sep=,` that only Excel reads", "take it out: the first line names the columns"
    found = [mark for mark in _SEPARATORS if mark in first]
    return _named(found[0]) if found and len(header) == 1 else None


def _named(mark: str) -> tuple[str, str]:
    name = _SEPARATORS.get(mark, f"`{mark}`")
    return f"{name} between its columns, not commas", _COMMAS + _EXCEL


def foreign_encoding(beginning: bytes) -> str | None:
    """Return the encoding that a file's first bytes tell of; None where that may be UTF-8, or another."""
    for mark, name in _WIDE:
        if beginning.startswith(mark):
            return name
    pairs = beginning[:64]
    # Latin letters in UTF-16 have a zero byte each, at every second place.
    wide = len(pairs) >= 4 and (not any(pairs[0::2]) or not any(pairs[1::2]))
    return "UTF-16" if wide else None


def has_decimal_comma(text: str) -> bool:
    """Whether a text is a number whose decimal sign is a comma."""
    return _DECIMAL.fullmatch(text.strip()) is not None
