"""Media without what they say about themselves: a comment or a place in a file can tell an answer.

Nothing is decoded: parts that hold metadata are left out or emptied, all others stay byte for byte. How
a picture lies (the orientation of a JPEG) stays too.
"""

from __future__ import annotations

import struct

from goldline.reading.bare_clips import bare_mp3, bare_mp4, bare_wav, bare_webm

CAN_BE_BARED = "JPEG, PNG, WebP, GIF, MP4, WebM, WAV or MP3"

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_WEBP_WORDS = {b"EXIF", b"XMP "}
_ORIENTATION = 0x0112
_MP4 = ("video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4", "audio/m4a", "audio/x-m4a")


def without_metadata(data: bytes, kind: str) -> bytes | None:
    """Return a medium without its metadata, or None where that cannot be taken out for certain.

    That is so for kinds that are not known here, and for files that are not built as they should be.
    """
    try:
        match kind:
            case "image/png":
                return _png(data)
            case "image/jpeg":
                return _jpeg(data)
            case "image/webp":
                return _webp(data)
            case "image/gif":
                return _gif(data)
            case "video/webm":
                return bare_webm(data)
            case "audio/wav":
                return bare_wav(data)
            case "audio/mpeg":
                return bare_mp3(data)
            case _ if kind in _MP4:
                return bare_mp4(data)
    except (struct.error, IndexError, ValueError):
        return None
    return None


def _png(data: bytes) -> bytes:
    if not data.startswith(_PNG):
        raise ValueError("it does not begin as a picture")
    kept, at = [_PNG], len(_PNG)
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        if name not in _PNG_WORDS:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if name == b"IEND" and at <= len(data):
            return b"".join(kept)  # what hangs behind the end is no picture
    raise ValueError("it does not end as a picture")


def _jpeg(data: bytes) -> bytes:
    if data[:2] != b"\xff\xd8":
        raise ValueError("it does not begin as a picture")
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
    if b"\xff\xd9" not in data[at:]:
        raise ValueError("it does not end as a picture")
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
        raise ValueError("it does not begin as a picture")
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
    if at > len(data) + 1 or not kept:  # some leave out the last byte, which only fills up
        raise ValueError("it is cut off")
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> bytes:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("it does not begin as a picture")
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while data[at] != 0x3B:
        start, label = at, data[at : at + 2]
        if data[at] == 0x2C:
            at = _after_blocks(data, at + 11 + _colours(data[at + 9]))
        elif data[at] == 0x21:
            at = _after_blocks(data, at + 2)
        else:
            raise ValueError("a part of it is none that is known")
        loops = label == b"!\xff" and data[start + 3 : start + 14] == b"NETSCAPE2.0"
        if data[start] == 0x2C or label == b"!\xf9" or loops:
            kept.append(data[start:at])
    return b"".join([*kept, b";"])


def _colours(packed: int) -> int:
    """Return how many bytes the table of colours takes that such a byte announces."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
