"""Laying text out in columns, in every script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldline.render.terminal import hang, pad, width_of, wrap


def test_wide_characters_take_two_columns_and_combining_ones_none() -> None:
    assert width_of("abc") == 3
    assert width_of("日本") == 4
    assert width_of("e\u0301") == 1
    assert width_of("→") == 1


@given(st.text("ab 日é\u0301", max_size=80), st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_at_spaces() -> None:
    assert wrap("a brown dog runs on wet sand", 10) == ["a brown", "dog runs", "on wet", "sand"]


def test_a_word_that_fits_no_line_is_broken() -> None:
    assert wrap("写真を見てから", 6) == ["写真を", "見てか", "ら"]
    assert wrap("see https://example.org/a/b", 12) == ["see https://", "example.org/", "a/b"]


def test_nothing_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]
    assert wrap("   ", 10) == [""]


def test_padding_counts_columns() -> None:
    assert pad("日", 4) == "日  "
    assert pad("日", 4, shown="<日>") == "<日>  "
    assert pad("abcdef", 3) == "abcdef"


def test_what_hangs_begins_below_itself() -> None:
    assert hang("rule", "one two three four five", 25, 2) == ["  rule one two three four", "       five"]
