"""What a medium says about itself is taken out, and what it shows stays."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from goldline.reading.bare_media import without_metadata
from goldline.reading.media import look_at

MEDIA = Path(__file__).parents[2] / "goldsets" / "video-core" / "media"
MP4, WEBM = (MEDIA / "bbb_3s.mp4").read_bytes(), (MEDIA / "bbb_3s.webm").read_bytes()
SECRET = b"SECRET-ANSWER"


def bare(data: bytes, kind: str) -> bytes:
    found = without_metadata(data, kind)
    assert found is not None
    return found


def box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", len(inside) + 8) + name + inside


def element(name: bytes, inside: bytes) -> bytes:
    return name + (0x01 << 56 | len(inside)).to_bytes(8, "big") + inside


def test_a_clip_keeps_its_length_in_bytes_and_seconds_and_loses_its_words() -> None:
    for data, kind in ((MP4, "video/mp4"), (WEBM, "video/webm")):
        found = bare(data, kind)
        assert len(found) == len(data)
        assert look_at("x", found).seconds == look_at("x", data).seconds
        assert bare(found, kind) == found
        assert b"Lavf" in data
        assert b"Lavf" not in found


def test_of_an_mp4_nothing_changes_but_words_and_dates() -> None:
    pictures = MP4.index(b"mdat")
    assert bare(MP4, "video/mp4")[pictures:] == MP4[pictures:]


@pytest.mark.parametrize("name", [b"uuid", b"free", b"skip", b"udta", b"meta", b"XMP_"])
def test_words_before_between_and_behind_the_boxes_of_a_clip_are_blanked(name: bytes) -> None:
    data = MP4[:32] + box(name, SECRET) + MP4[32:] + box(name, SECRET)
    found = bare(data, "video/mp4")
    assert SECRET not in found
    assert len(found) == len(data)


def test_the_date_of_a_clip_and_the_names_of_its_tracks_are_blanked() -> None:
    at = MP4.index(b"mvhd") + 8
    name = MP4.index(b"VideoHandler")
    data = MP4[:at] + b"\xde\xad\xbe\xef" + MP4[at + 4 : name] + b"SecretAnswer" + MP4[name + 12 :]
    found = bare(data, "video/mp4")
    assert found[at : at + 4] == bytes(4)
    assert b"SecretAnswer" not in found


@pytest.mark.parametrize("name", [b"\x12\x54\xc3\x67", b"\x19\x41\xa4\x69", b"\x10\x43\xa7\x70", b"\xec"])
def test_tags_attachments_chapters_and_empty_space_of_a_webm_are_blanked(name: bytes) -> None:
    segment = element(b"\x18\x53\x80\x67", element(name, SECRET) + element(b"\x15\x49\xa9\x66", b""))
    data = element(b"\x1a\x45\xdf\xa3", b"") + segment + element(name, SECRET)
    found = bare(data, "video/webm")
    assert SECRET not in found
    assert len(found) == len(data)


def test_a_webm_has_no_title_no_date_and_no_name_of_a_track() -> None:
    info = element(b"\x7b\xa9", SECRET) + element(b"\x44\x61", b"12345678")
    track = element(b"\xae", element(b"\x53\x6e", SECRET) + element(b"\x86", b"V_VP9"))
    segment = element(b"\x15\x49\xa9\x66", info) + element(b"\x16\x54\xae\x6b", track)
    data = element(b"\x1a\x45\xdf\xa3", b"") + element(b"\x18\x53\x80\x67", segment)
    found = bare(data, "video/webm")
    assert SECRET not in found
    assert b"12345678" not in found
    assert b"V_VP9" in found


def test_a_live_recording_that_does_not_say_how_long_it_is_is_looked_through_too() -> None:
    cluster = b"\x1f\x43\xb6\x75\xff" + element(b"\xe7", b"\x00") + element(b"\xa3", b"pictures")
    segment = b"\x18\x53\x80\x67\xff" + cluster + cluster + element(b"\x12\x54\xc3\x67", SECRET)
    found = bare(element(b"\x1a\x45\xdf\xa3", b"") + segment, "video/webm")
    assert SECRET not in found
    assert found.count(b"pictures") == 2


def test_sounds_lose_their_tags() -> None:
    part = lambda name, inside: name + struct.pack("<I", len(inside)) + inside  # noqa: E731
    wave = b"WAVE" + part(b"fmt ", b"f" * 16) + part(b"LIST", SECRET + b"!") + part(b"data", b"sound!")
    found = bare(b"RIFF" + struct.pack("<I", len(wave)) + wave, "audio/wav")
    assert SECRET not in found
    assert found.endswith(part(b"data", b"sound!"))
    head = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(SECRET)]) + SECRET
    frames = b"\xff\xfb\x90\x00" + b"sound" * 40
    assert bare(head + frames + b"TAG" + SECRET.ljust(125), "audio/mpeg") == frames


def test_an_animation_keeps_its_pictures_and_loses_its_comments() -> None:
    start = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    loops = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    comment = b"!\xfe" + bytes([len(SECRET)]) + SECRET + b"\0"
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    picture = b"!\xf9\x04\0\0\0\0\0" + b",\0\0\0\0\x01\0\x01\0\0\x02\x02L\x01\0"
    assert bare(start + loops + comment + xmp + picture + b";" + SECRET, "image/gif") == (
        start + loops + picture + b";"
    )


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4"])
@pytest.mark.parametrize("other", ["video/webm", "audio/wav", "audio/mpeg", "audio/ogg", ""])
@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0", b"RIFF\0\0\0\0WEBPx", b"\0\0\0\x08ftyp", b"ID3"],
)
def test_what_cannot_be_read_is_not_called_bare(kind: str, other: str, data: bytes) -> None:
    for each in (kind, other):
        assert without_metadata(data, each) is None


@pytest.mark.parametrize(("data", "kind"), [(MP4, "video/mp4"), (WEBM, "video/webm")])
def test_a_clip_cut_off_anywhere_does_no_harm(data: bytes, kind: str) -> None:
    for end in range(0, len(data), 997):
        assert without_metadata(data[:end], kind) is None or end
