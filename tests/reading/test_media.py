"""Media are what their content says, whatever they are called; nothing in a file can do harm."""

from __future__ import annotations

import hashlib
import struct
import wave
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.corpus import MediaInfo
from goldline.reading import media
from goldline.reading.media import TreeMedia, kind_of, look_at
from goldline.reading.webm import webm_seconds
from goldline.store.tree import MemoryTree

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"ab" * 32 + b"\nsize 48087\n"


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + bytes(4)


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def wav(seconds: int) -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(1000)
        sound.writeframes(bytes(1000 * seconds))
    return buffer.getvalue()


def mp3(seconds: float) -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)  # 1152 samples at 44,100 a second
    return frame * round(seconds * 44100 / 1152)


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def mp4(seconds: float) -> bytes:
    mvhd = struct.pack(">IIIII", 0, 0, 0, 1000, round(seconds * 1000)) + bytes(80)
    return box(b"ftyp", b"isom\0\0\0\0isommp41") + box(b"moov", box(b"mvhd", mvhd))


def element(name: int, body: bytes, *, unknown_size: bool = False) -> bytes:
    size = b"\x01\xff\xff\xff\xff\xff\xff\xff" if unknown_size else (len(body) | 1 << 28).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + body


def webm(*parts: bytes, live: bool = False) -> bytes:
    # The document type in the short form in which every encoder writes it.
    head = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"
    return head + element(0x18538067, b"".join(parts), unknown_size=live)


def info(seconds: float, unit: int | None = None) -> bytes:
    parts = [] if unit is None else [element(0x2AD7B1, unit.to_bytes(4, "big"))]
    ticks = seconds * 1_000_000_000 / (unit or 1_000_000)
    return element(0x1549A966, b"".join([*parts, element(0x4489, struct.pack(">d", ticks))]))


CLUSTER = element(0x1F43B675, bytes(40))
VOID = element(0xEC, bytes(60))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(8, 6), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(20), "image/webp"),
        (gif(8, 6), "image/gif"),
        (mp4(3), "video/mp4"),
        (webm(info(3)), "video/webm"),
        (wav(1), "audio/wav"),
        (b"ID3\x04\0\0\0\0\0\0" + mp3(1), "audio/mpeg"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"<?xml version='1.0'?>\n<!-- a <html> in a remark -->\n<svg/>", "text/html"),
        (b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"<!DOCTYPE html><title>x</title>", "text/html"),
        (b"<Script>alert(1)</Script>", "text/html"),
        (b"plain words", ""),
        (b"", ""),
    ],
)
def test_a_kind_is_told_by_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize("content", [png(451, 300), gif(451, 300)])
def test_a_picture_has_the_size_that_its_header_says(content: bytes) -> None:
    found = look_at("media/cat.png", content)
    assert (found.width, found.height, found.seconds) == (451, 300, None)


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (mp4(3.25), 3.25),
        (webm(info(3.25)), 3.25),
        (webm(VOID, info(3.25, unit=500_000), CLUSTER), 3.25),
        (webm(info(3.25), CLUSTER, live=True), 3.25),
        (wav(3), 3.0),
        (mp3(3), pytest.approx(3, abs=0.05)),
    ],
)
def test_a_clip_or_sound_lasts_as_long_as_its_header_says(content: bytes, seconds: float) -> None:
    assert look_at("media/clip", content).seconds == seconds


@pytest.mark.parametrize(
    "content",
    [
        webm(CLUSTER, info(3)),
        webm(),
        webm(element(0x1549A966, b"")),
        webm(info(-1)),
        webm(info(float("nan"))),
        webm(info(float("inf"))),
        webm(element(0x1549A966, element(0x4489, b"123"))),
        webm(element(0x1549A966, element(0x4489, struct.pack(">d", 1e308)) + element(0x2AD7B1, b"\xff" * 8))),
        mp4(0),
        mp4(3)[:-90],
        png(0, 0),
        png(8, 6)[:18],
    ],
)
def test_a_header_that_lies_leaves_the_measure_unknown(content: bytes) -> None:
    found = look_at("media/clip", content)
    assert (found.width, found.height, found.seconds) == (None, None, None)
    assert found.sha256 == hashlib.sha256(content).hexdigest()


def test_a_header_of_very_many_parts_is_given_up() -> None:
    assert webm_seconds(webm(*[VOID] * 1999, info(3))) == 3
    assert webm_seconds(webm(*[VOID] * 2000, info(3))) is None


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", webm(info(3)), mp4(3), wav(1), mp3(0.1), png(8, 6)]),
    st.data(),
)
def test_no_bytes_do_harm(noise: bytes, sound: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sound)))
    mixed = sound[:at] + noise + sound[at + len(noise) :]
    found = look_at("media/clip", mixed)
    assert found.size == len(mixed)
    assert found.seconds is None or found.seconds > 0
    assert found.width is None or found.width > 0


# --- pointers and sizes -----------------------------------------------------------------------


def test_a_pointer_stands_for_the_file_it_points_at() -> None:
    found = look_at("media/clip.mp4", POINTER)
    assert found == MediaInfo("media/clip.mp4", "ab" * 32, 48087, "", None, None, None, pointer=True)


@pytest.mark.parametrize(
    "content",
    [
        POINTER.replace(b"ab" * 32, b"../" * 21 + b"x"),
        POINTER.replace(b"48087", b"1" + b"0" * 20),
        POINTER.replace(b"\n", b"\r\n"),
    ],
)
def test_a_damaged_pointer_points_at_nothing(content: bytes) -> None:
    found = look_at("media/clip.mp4", content)
    assert found.pointer
    assert (found.sha256, found.size) == ("", len(content))


def test_what_is_too_large_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "LARGEST", 100)
    library = TreeMedia(MemoryTree({"goldsets/x/media/a.wav": wav(1)}))
    found = library.info("goldsets/x/media/a.wav")
    assert found == MediaInfo("goldsets/x/media/a.wav", "", 101, "", None, None, None, pointer=False)


# --- the library ------------------------------------------------------------------------------


class Counted(MemoryTree):
    """A tree that counts how often it is read."""

    reads = 0

    def contents(self, files, limit):
        for path, content in super().contents(files, limit):
            self.reads += 1
            yield path, content


A, B, CLIP = "goldsets/x/media/a.png", "goldsets/x/media/b.png", "goldsets/x/media/clip.mp4"


def tree() -> Counted:
    return Counted({A: png(8, 6), B: png(8, 6), CLIP: POINTER})


def test_a_file_is_read_once_and_one_that_is_not_there_is_none() -> None:
    files = tree()
    library = TreeMedia(files)
    assert library.info(A) is library.info(A)
    assert files.reads == 1
    assert library.info("goldsets/x/media/none.png") is None
    assert library.info("goldsets/x/media") is None


def test_what_was_learnt_serves_again_for_the_same_content() -> None:
    blobs = dict(tree().entries())
    first = TreeMedia(tree())
    kept = dict(first.learn(blobs, {}))
    assert set(kept) == {blobs[A]}, "the same content is kept once, and a pointer never"
    files = tree()
    second = TreeMedia(files)
    assert second.learn(blobs, kept) == []
    assert files.reads == 1, "the pointer alone is looked at again"
    assert [second.info(path) for path in blobs] == [first.info(path) for path in blobs]
    assert files.reads == 1


@pytest.mark.parametrize("damaged", [b"", b"nonsense", b"\xe9\x00\x00\x00\x00"])
def test_what_was_kept_and_is_damaged_is_looked_at_again(damaged: bytes) -> None:
    files = tree()
    blobs = {A: files.entries()[A]}
    fresh = TreeMedia(files).learn(blobs, {blobs[A]: damaged})
    assert [blob for blob, _ in fresh] == [blobs[A]]


def test_what_lfs_keeps_is_known_from_the_listing() -> None:
    """A working tree lists the pointers that git keeps, and reads the files that LFS has put in place."""

    class Fetched(MemoryTree):
        def entries(self) -> dict[str, str]:
            return {**super().entries(), CLIP: "0" * 40}

    files = Fetched({A: png(8, 6), CLIP: mp4(3)})
    library = TreeMedia(files)
    kept = dict(library.learn(files.entries(), {}))
    again = TreeMedia(files)
    again.learn(files.entries(), kept)
    for one in (library, again, TreeMedia(files)):
        assert one.in_lfs(CLIP)
        assert not one.in_lfs(A)
        found = one.info(CLIP)
        assert found is not None
        assert not found.pointer
        assert found.seconds == 3
    assert TreeMedia(tree()).in_lfs(CLIP)
