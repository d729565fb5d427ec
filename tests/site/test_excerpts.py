"""Long texts are shown by their beginning."""

from __future__ import annotations

import pytest

from goldline.website.excerpt import beginning


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Two slips.", "Two slips."),
        ("The rocket stands on its pad.", "The rocket …"),
        ("発射台の上にロケットが立っています。夜明けです。", "発射台の上にロケットが立っていま …"),
        ("Is “発射台の上にロケットが立っています” right?", "Is “発射台の上にロケットが立 …"),
    ],
)
def test_a_text_is_cut_at_a_word_or_anywhere_where_there_are_none(text: str, shown: str) -> None:
    assert beginning(text, 16) == shown
