"""Prose of guidelines is Markdown that can do no harm, with its terms explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.website import prose
from goldline.website.prose import plain, to_html, to_inline
from goldline.website.rendering import text_lines

HARM = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "[x]: vbscript:x\n\n[x]",
    "<img src=x onerror=alert(1)>",
    "![p](http://example.org/p.png)",
    "<details ontoggle=alert(1) open>x</details>",
    "<svg onload=alert(1)>",
    "# h {onmouseover=alert(1)}",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<p style='position:fixed'>x</p>",
    "<form action='https://example.org'><input></form>",
    "<iframe src='https://example.org'></iframe>",
    "<base href='https://example.org'>",
    "[x](//example.org/x)",
]


@pytest.mark.parametrize("text", HARM)
def test_prose_can_do_no_harm(text: str) -> None:
    for html in (str(to_html(text)), str(to_inline(text))):
        tags = html.lower().replace("&lt;", "")
        for part in ("<script", "<img", "<svg", "<iframe", "<form", "<base", "style=", 'href="javascript'):
            assert part not in tags
        for part in ("javascript:", "vbscript:", 'href="data:', 'href="//', " onclick=", " ontoggle="):
            assert f'"{part}' not in tags
            assert f'href="{part}' not in tags


def test_prose_keeps_what_authors_write() -> None:
    html = to_html(
        "# Big\n\nA **bold** [link](https://example.org) and `code`.\n\n| a | b |\n|---|--:|\n| 1 | 2 |"
    )
    assert "<h3>Big</h3>" in html
    assert "<strong>bold</strong>" in html
    assert 'href="https://example.org"' in html
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_letters_that_act_are_made_visible_in_prose_and_in_texts() -> None:
    assert "\\u202e" in to_html("left \u202e right")
    assert text_lines("a\u202e\n<b>{{ 7*7 }}") == "a\\u202e<br>&lt;b&gt;{{ 7*7 }}"


def test_prose_of_one_line_comes_without_its_paragraph() -> None:
    assert to_inline("Say *so*.\n") == "Say <em>so</em>."


def test_what_prose_says_can_be_had_without_mark_up() -> None:
    assert plain("A **b** & [c](https://example.org)") == "A b & c"


def test_a_text_knows_nothing_of_the_one_before_it() -> None:
    assert "href" in to_html("[one]\n\n[one]: https://example.org")
    assert "href" not in to_html("And [one] again.")


@given(st.text(st.sampled_from("ab1Z ñ.,;:!?'\"()%/“–…\n-*_#&<")))
def test_a_plain_sentence_becomes_what_markdown_makes_of_it(text: str) -> None:
    """The shortcut for plain sentences is taken where, and only where, it changes nothing."""
    assert to_html(text) == prose._clean(prose._markdown(prose._visible(text)))
