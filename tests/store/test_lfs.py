"""Pointers of Git LFS, and what only looks like one (G34, G35)."""

from __future__ import annotations

import pytest

from goldline.store.lfs import LfsPointer, is_lfs_pointer, read_lfs_pointer

OID = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
GOOD = f"version https://git-lfs.github.com/spec/v1\noid sha256:{OID}\nsize 12345\n"


def test_a_pointer_says_what_it_points_at() -> None:
    assert read_lfs_pointer(GOOD.encode()) == LfsPointer(OID, 12345)


def test_extensions_of_a_pointer_are_passed_over() -> None:
    extended = GOOD.replace("oid sha256", f"ext-0-foo sha256:{OID}\noid sha256")
    assert read_lfs_pointer(extended.encode()) == LfsPointer(OID, 12345)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(OID, "../../../etc/passwd"),
        GOOD.replace(OID, OID.upper()),
        GOOD.replace("12345", "1" + "0" * 20),
        GOOD.replace("12345", "-1"),
        GOOD.replace("12345", "9999999999999"),
        GOOD.replace("\n", "\r\n"),
        GOOD + "more\n",
        GOOD + " " * 2000,
    ],
)
def test_a_pointer_that_is_not_quite_one_points_at_nothing(text: str) -> None:
    assert read_lfs_pointer(text.encode()) is None


def test_a_damaged_pointer_is_still_no_medium() -> None:
    assert is_lfs_pointer(GOOD.replace("\n", "\r\n").encode())
    assert not is_lfs_pointer(b"\x89PNG\r\n\x1a\n")
