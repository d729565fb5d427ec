"""Tables as other programs save them are refused by name, with a way out."""

from __future__ import annotations

import pytest

from goldline.reading.foreign_tables import foreign_encoding, foreign_separator, has_decimal_comma


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (["item;criterion;value"], "semicolons (;)"),
        (["\ufeffitem;criterion"], "semicolons (;)"),
        (["item\tcriterion"], "tabs"),
        (["item|criterion"], "bars (|)"),
        (["sep=;"], "semicolons (;)"),
        (["SEP=\t"], "tabs"),
        (["sep=", ""], "a first line `sep=,`"),
    ],
)
def test_a_separator_that_is_no_comma_is_named(header: list[str], named: str) -> None:
    found = foreign_separator(header)
    assert found is not None
    assert named in found[0]
    assert found[1]


@pytest.mark.parametrize("header", [[], ["item"], ["item", "value"], ["item", "a;b"], ["seconds"]])
def test_commas_and_a_single_column_are_ours(header: list[str]) -> None:
    assert foreign_separator(header) is None


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_mark_and_by_its_zeros(codec: str) -> None:
    assert foreign_encoding("item,value\n".encode(codec)) == "UTF-16"


@pytest.mark.parametrize("data", [b"", b"i", b"item", "Jürgen".encode(), "Jürgen".encode("latin-1")])
def test_other_bytes_tell_no_encoding(data: bytes) -> None:
    assert foreign_encoding(data) is None


def test_a_decimal_comma_is_part_of_a_number_alone() -> None:
    assert has_decimal_comma("0,5")
    assert has_decimal_comma(" -12,25 ")
    assert not any(map(has_decimal_comma, ("0.5", "a,b", "1,2,3", "5", "")))
