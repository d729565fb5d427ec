"""Text of a repository is shown, never obeyed; and a slip of the pen finds its word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.reading.text import nearest, safe, shorten


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, é, 赤い　ボール, كرة, 👍🏽", "plain, é, 赤い　ボール, كرة, 👍🏽"),
        ("\x1b[2J\x07\r\x9b", r"\x1b[2J\x07\x0d\x9b"),  # R19
        ("id\nOK all checks passed", r"id\x0aOK all checks passed"),  # R37
        ("a\tb", r"a\x09b"),
        ("\x1b]52;c;eA==\x1b\\", r"\x1b]52;c;eA==\x1b" + "\\"),
        ("a\u202eb\u2066", r"a\u202eb\u2066"),  # R21
        ("a\u200b\u200d\u200c\ufeff", r"a\u200b\u200d\u200c\ufeff"),
        ("a\u2028b\u2029", r"a\u2028b\u2029"),
        ("\ud800", r"\ud800"),  # R22
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_would_act_is_shown_instead(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text(st.characters()))
def test_any_text_becomes_one_printable_line_of_the_same_words(text: str) -> None:
    shown = safe(text)
    assert len(shown.splitlines()) <= 1
    shown.encode()
    assert safe(shown) == shown
    if text.isascii() and text.isprintable():
        assert shown == text


def test_long_text_loses_its_middle() -> None:
    shown = shorten("x" * 100 + "end", 20)
    assert len(shown) == 20
    assert shown.startswith("xxx")
    assert shown.endswith("end")
    assert shorten("short") == "short"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sevrity", "severity"),
        ("Labels", "labels"),
        ("finding", "findings"),
        ("thne", "then"),
        ("tit", "title"),
        ("zzz", None),
        ("", None),
        ("x" * 300, None),
    ],
)
def test_a_slip_finds_the_word_that_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ["severity", "labels", "findings", "then", "title", "id"]) == meant


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("a", []) is None
