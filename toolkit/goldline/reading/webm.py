"""The length of a WebM clip, from the few bytes of its header that say it.

WebM is a tree of elements: an id, a size, and that many bytes (RFC 8794). Just two of them matter
here, below `Segment` and `Info`: how long the clip is, and in which unit. The sizes are a
stranger's, so no element reaches beyond the one around it and only so many are passed by.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

_HEADER, _SEGMENT, _INFO = 0x1A45DFA3, 0x18538067, 0x1549A966
_UNIT, _DURATION, _CLUSTER = 0x2AD7B1, 0x4489, 0x1F43B675
_NANOSECONDS = 1_000_000_000
_USUAL_UNIT = 1_000_000
_MOST_ELEMENTS = 2000

Span = tuple[int, int]
"""Where the content of an element begins and ends."""


def webm_seconds(content: bytes) -> float | None:
    """Return how many seconds the clip lasts, or None where its header does not say."""
    whole = (0, len(content))
    segment = _find(content, whole, _SEGMENT)
    info = None if segment is None else _find(content, segment, _INFO)
    if info is None:
        return None
    inside = dict(_elements(content, info))
    duration = _real(content, inside.get(_DURATION))
    unit = _whole_number(content, inside.get(_UNIT)) or _USUAL_UNIT
    if duration is None:
        return None
    seconds = duration * unit / _NANOSECONDS
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _find(content: bytes, around: Span, wanted: int) -> Span | None:
    for name, span in _elements(content, around):
        if name == wanted:
            return span
        if name == _CLUSTER:  # the pictures themselves: the header is behind us
            return None
    return None


def _elements(content: bytes, around: Span) -> Iterator[tuple[int, Span]]:
    """Yield the elements directly inside a span, each with the span of its content."""
    at, end = around
    for _ in range(_MOST_ELEMENTS):
        name, at = _number(content, at, end, most=4, keep_mark=True)
        size, at = _number(content, at, end, most=8, keep_mark=False)
        if name is None or at > end:
            return
        # An element of unknown size, as live recordings have them, goes on to the end of the one around.
        stop = end if size is None else min(at + size, end)
        yield name, (at, stop)
        at = stop


def _number(content: bytes, at: int, end: int, *, most: int, keep_mark: bool) -> tuple[int | None, int]:
    """Return a number whose first byte tells its length, and where it ends; None for no or all bits."""
    if at >= end:
        return None, end + 1
    length = 9 - content[at].bit_length()
    if length > most or at + length > end:
        return None, end + 1
    number = int.from_bytes(content[at : at + length], "big")
    if keep_mark:
        return number, at + length
    bits = (1 << 7 * length) - 1
    return (None if number & bits == bits else number & bits), at + length


def _real(content: bytes, span: Span | None) -> float | None:
    if span is None:
        return None
    data = content[slice(*span)]
    if len(data) not in (4, 8):
        return None
    (number,) = struct.unpack(">f" if len(data) == 4 else ">d", data)
    return float(number)


def _whole_number(content: bytes, span: Span | None) -> int | None:
    if span is None or span[1] - span[0] > 8:
        return None
    return int.from_bytes(content[slice(*span)], "big")
