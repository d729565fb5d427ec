"""Clips and sounds without what they say about themselves: titles, comments, places, dates, covers.

A clip's pictures are found by their distance from its beginning. So nothing in it moves: what holds
metadata is overwritten with nothing, as long as it was. Whatever is not built as it should raises
`ValueError`: what nobody can read may say anything.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_Span = tuple[int, int]

# --- MP4 and its kin: boxes (ISO/IEC 14496-12) ---------------------------------------------------

_NEEDED = {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"mfra", b"pdin"}
_AROUND = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex"}
_WORDS = {b"udta", b"meta", b"uuid", b"free", b"skip"}
_DATED = {b"mvhd", b"tkhd", b"mdhd"}


def bare_mp4(data: bytes) -> bytes:
    """Return an MP4 or QuickTime file without its metadata, as long as it was."""
    found = bytearray(data)
    names = _clean_boxes(found, (0, len(data)), outermost=True)
    if b"ftyp" not in names or b"moov" not in names:
        raise ValueError("it has no index")
    return bytes(found)


def _clean_boxes(data: bytearray, around: _Span, *, outermost: bool = False) -> set[bytes]:
    names = set()
    for name, start, (inside, end) in _boxes(data, around):
        names.add(name)
        if name in _WORDS or (outermost and name not in _NEEDED):
            data[start + 4 : start + 8] = b"free"
            _blank(data, inside, end)
        elif name in _AROUND:
            _clean_boxes(data, (inside, end))
        elif name in _DATED:
            _blank(data, inside + 4, inside + (20 if data[inside] == 1 else 12))
        elif name == b"hdlr":
            _blank(data, inside + 24, end)  # a name that people read; players go by the four letters before
    return names


def _boxes(data: bytearray, around: _Span) -> Iterator[tuple[bytes, int, _Span]]:
    at, end = around
    while at < end:
        if at + 8 > end:
            raise ValueError("a box is cut off")
        (size,) = struct.unpack_from(">I", data, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        stop = end if size == 0 else at + size
        if (size and size < head) or stop > end:
            raise ValueError("a box is longer than what it lies in")
        yield bytes(data[at + 4 : at + 8]), at, (at + head, stop)
        at = stop


def _blank(data: bytearray, start: int, end: int) -> None:
    end = min(end, len(data))
    if end > start:
        data[start:end] = bytes(end - start)


# --- WebM: elements (RFC 8794, RFC 9559) ---------------------------------------------------------

_HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
_CLUSTER, _CUES, _SEEK = 0x1F43B675, 0x1C53BB6B, 0x114D9B74
_VOID = 0xEC
_TEXTS = {0x7BA9, 0x4D80, 0x5741, 0x7384, 0x3C83AB, 0x3E83BB, 0x536E, 0x258688}
"""Title, the programs that made it, names of files, of tracks and of codecs: texts, which may be empty."""
_GONE = {0x4461, 0x1254C367, 0x1941A469, 0x1043A770, _VOID, 0xBF}
"""A date, tags, attachments, chapters, and space where anything can stand."""
_KEPT_OUTSIDE = {_INFO, _TRACKS, _CLUSTER, _CUES, _SEEK} | _GONE


def bare_webm(data: bytes) -> bytes:
    """Return a WebM clip without its metadata, as long as it was."""
    found = bytearray(data)
    names = []
    for name, start, span in _elements(found, (0, len(data))):
        names.append(name)
        if name == _SEGMENT:
            for inner, place, inside in _elements(found, span):
                if inner not in _KEPT_OUTSIDE or inner in _GONE:
                    _void(found, place, inside[1])
                elif inner == _INFO:
                    _clean_elements(found, inside)
                elif inner == _TRACKS:
                    for track, _, within in _elements(found, inside):
                        if track == _TRACK:
                            _clean_elements(found, within)
        elif name != _HEADER:
            _void(found, start, span[1])
    if names[:2] != [_HEADER, _SEGMENT]:
        raise ValueError("it does not begin as a clip")
    return bytes(found)


def _clean_elements(data: bytearray, around: _Span) -> None:
    for name, start, (inside, end) in _elements(data, around):
        if name in _TEXTS:
            _blank(data, inside, end)
        elif name in _GONE:
            _void(data, start, end)


def _elements(data: bytearray, around: _Span) -> Iterator[tuple[int, int, _Span]]:
    at, end = around
    while at < end:
        start = at
        name, at = _number(data, at, end, keep_mark=True)
        size, at = _number(data, at, end, keep_mark=False)
        if size == -1 and name not in (_SEGMENT, _CLUSTER):
            raise ValueError("an element does not say how long it is")
        stop = _after_cluster(data, at, end) if size == -1 and name == _CLUSTER else at + size
        if size == -1 and name == _SEGMENT:
            stop = end
        if stop > end:
            raise ValueError("an element is longer than what it lies in")
        yield name, start, (at, stop)
        at = stop


def _after_cluster(data: bytearray, at: int, end: int) -> int:
    """Return where a cluster of a live recording ends: before the next element that is not its own."""
    while at < end:
        start = at
        name, at = _number(data, at, end, keep_mark=True)
        if name in _KEPT_OUTSIDE - {_VOID, 0xBF}:
            return start
        size, at = _number(data, at, end, keep_mark=False)
        if size == -1:
            raise ValueError("an element does not say how long it is")
        at += size
    return end


def _number(data: bytearray, at: int, end: int, *, keep_mark: bool) -> tuple[int, int]:
    """Return a number whose first byte tells its length, and where it ends; -1 where all its bits are set."""
    length = 9 - data[at].bit_length() if at < end else 9
    if length > (4 if keep_mark else 8) or at + length > end:
        raise ValueError("an element is cut off")
    number = int.from_bytes(data[at : at + length], "big")
    if keep_mark:
        return number, at + length
    bits = (1 << 7 * length) - 1
    return (-1 if number & bits == bits else number & bits), at + length


def _void(data: bytearray, start: int, end: int) -> None:
    """Turn an element into empty space of the same length."""
    whole = end - start
    head = 2 if whole - 2 < 127 else 9
    size = whole - head
    length = bytes([0x80 | size]) if head == 2 else (0x01 << 56 | size).to_bytes(8, "big")
    data[start : start + head] = bytes([_VOID]) + length
    _blank(data, start + head, end)


# --- sounds ------------------------------------------------------------------------------------


def bare_wav(data: bytes) -> bytes:
    """Return a WAV file of its format and its samples alone."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("it does not begin as a sound")
    kept, at = [], 12
    while at + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + size + size % 2
        if data[at : at + 4] in (b"fmt ", b"fact", b"data"):
            kept.append(data[at:end])
        at = end
    body = b"WAVE" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bare_mp3(data: bytes) -> bytes:
    """Return an MP3 file without the tags before and behind its frames."""
    while data[:3] == b"ID3":
        if len(data) < 10 or max(data[6:10]) > 127:
            raise ValueError("its tag is cut off")
        size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    if data[-32:-24] == b"APETAGEX":
        (size,) = struct.unpack_from("<I", data, len(data) - 20)
        data = data[: max(0, len(data) - size - 32)]
    data = data.lstrip(b"\0")
    if len(data) < 2 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        raise ValueError("no sound begins where its tags end")
    return data
