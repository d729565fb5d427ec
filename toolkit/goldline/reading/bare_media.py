"""Pictures without what they say about themselves: a comment or a place in a file can tell an answer.

Nothing is decoded: parts that hold metadata are left out, all others stay byte for byte. How a picture
lies (the orientation of a JPEG) stays too. Clips and sounds come back as they are.
"""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_WEBP_WORDS = {b"EXIF", b"XMP "}
_ORIENTATION = 0x0112


def without_metadata(data: bytes, kind: str) -> bytes:
    """Return a JPEG, PNG or WebP without its metadata; what is not built as it should be comes back whole."""
    try:
        match kind:
            case "image/png":
                return _png(data)
            case "image/jpeg":
                return _jpeg(data)
            case "image/webp":
                return _webp(data)
    except (struct.error, IndexError):
        return data
    return data


def _png(data: bytes) -> bytes:
    if not data.startswith(_PNG):
        return data
    kept, at = [_PNG], len(_PNG)
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        if name not in _PNG_WORDS:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if name == b"IEND":
            break  # what hangs behind the end is no picture
    return b"".join(kept)


def _jpeg(data: bytes) -> bytes:
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        marker = data[at + 1]
        (size,) = struct.unpack_from(">H", data, at + 2)
        part = data[at : at + 2 + size]
        if marker == 0xE1 and part[4:10] == b"Exif\0\0":
            kept.append(_lying(part[10:]))
        # Colours need APP2 (their profile) and APP14 (Adobe's transform); APP0 says it is a JPEG.
        elif not (0xE1 <= marker <= 0xEF or marker == 0xFE) or marker in (0xE2, 0xEE):
            kept.append(part)
        at += 2 + size
    return b"".join([*kept, data[at:]])


def _lying(tiff: bytes) -> bytes:
    """Return an EXIF part that says how the picture lies and nothing else; nothing where it lies straight."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(count):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
        if tag == _ORIENTATION and 1 < value <= 8:
            body = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b""


def _webp(data: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return data
    kept, at = [], 12
    while at < len(data):
        name = data[at : at + 4]
        (size,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + size + size % 2
        part = data[at:end]
        if name == b"VP8X":
            part = part[:8] + bytes([part[8] & ~0b1100]) + part[9:]  # it announces EXIF and XMP
        if name not in _WEBP_WORDS:
            kept.append(part)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
