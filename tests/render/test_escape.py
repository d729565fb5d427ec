"""Text that anybody can write must show in every place, and act in none."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.render.escape import (
    code_cell,
    code_span,
    command_data,
    command_property,
    csv_cell,
    fence,
    one_line,
    safe_text,
    sarif_message,
    sarif_uri,
    shorten,
    xml_text,
)
from render.reading import read_commands, read_markdown
from render.samples import HOSTILE

# Any text, and text that is full of what the escapers are there for.
texts = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text("`|\\<>&\"'[](){}!@#=+-*_%:,;~$ \t\r\n\x1b\x00\u202e\u200b\u2028\ud800\ufffe#Aa1/.", max_size=60),
)


# --- plain text -----------------------------------------------------------------------------


@given(texts)
def test_safe_text_can_be_printed_anywhere(text: str) -> None:
    shown = safe_text(text)
    shown.encode("utf-8")
    for char in shown:
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )


@given(st.text(st.characters(categories=("L", "N", "P", "S", "M"))))
def test_what_shows_by_itself_is_left_alone(text: str) -> None:
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b2J", r"\x9b2J"),
        ("a\rb\nc\td", r"a\x0db\x0ac\x09d"),
        ("\u202eabc", r"\u202eabc"),
        ("a\u200bb\ufeffc", r"a\u200bb\ufeffc"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        (
            "犬が砂浜を走る。 \u0627\u0644\u0643\u0644\u0628 é 🐕",
            "犬が砂浜を走る。 \u0627\u0644\u0643\u0644\u0628 é 🐕",
        ),
        ("\u06001", "\u06001"),
        ("a\u3000b\u00a0c", "a\u3000b\u00a0c"),
    ],
)
def test_what_acts_is_made_visible(text: str, shown: str) -> None:
    assert safe_text(text) == shown


def test_an_id_cannot_forge_a_line_of_output() -> None:
    assert "\n" not in safe_text("cap-1\nAll is well in 40 files.")


def test_prose_of_several_lines_becomes_one() -> None:
    assert one_line("  One.\n\n  Two,\n three.\n") == "One. Two, three."


def test_a_text_cut_short_says_how_much_is_missing() -> None:
    assert shorten("a" * 1500, 10) == "aaaaaaaaaa… (1,490 more characters)"
    assert shorten("abc", 3) == "abc"


# --- Markdown -------------------------------------------------------------------------------


def visible_form(text: str) -> str:
    """What a code span shows of a text: no character that acts, no `<` that would open a tag."""
    return re.sub(r"<(?=[A-Za-z/!?])", r"\\x3c", safe_text(text))


@given(texts)
def test_a_code_span_is_one_code_span(text: str) -> None:
    page = read_markdown(f"before {code_span(text)} after")
    assert page.code == ([visible_form(text)] if text else [])
    assert "".join(page.text) == "before  after"
    assert not page.html


@given(texts, texts)
def test_a_table_keeps_its_cells_whatever_they_hold(first: str, second: str) -> None:
    page = read_markdown(f"| a | b |\n|---|---|\n| {code_cell(first)} | {code_cell(second)} |")
    assert page.rows == [2, 2]
    assert [code.replace("\\x7c", "|") for code in page.code] == [
        visible_form(text).replace("\\x7c", "|") for text in (first, second) if text
    ]
    assert not page.html


@given(texts)
def test_a_fence_holds_until_its_end(text: str) -> None:
    page = read_markdown(f"{fence(text)}\n\nafter")
    lines = [visible_form(line) for line in text.split("\n")]
    assert page.code == ["\n".join(lines) + "\n"]
    assert page.text == ["after"]
    assert not page.html


def test_a_pipe_after_a_backslash_is_shown_in_another_way() -> None:
    """Readers of tables disagree on what a backslash, a backslash and a pipe are."""
    assert code_cell("a|b") == r"`a\|b`"
    assert code_cell("a\\|b") == r"`a\\x7cb`"


# --- workflow commands ----------------------------------------------------------------------


@given(texts, texts)
def test_a_workflow_command_is_one_command(title: str, message: str) -> None:
    output = f"::error title={command_property(title)}::{command_data(message)}"
    (command,) = read_commands(output)
    assert command.name == "error"
    assert command.properties["title"] == safe_text(title).replace("##[", "##\\x5b")
    lines = [safe_text(line) for line in message.split("\n")]
    assert command.data == "\n".join(lines).replace("##[", "##\\x5b")


# --- XML ------------------------------------------------------------------------------------


@given(texts)
def test_xml_can_be_read_back(text: str) -> None:
    escaped = xml_text(text)
    root = ElementTree.fromstring(f'<a b="{escaped}">{escaped}</a>')
    expected = "\n".join(safe_text(line) for line in text.split("\n"))
    expected = expected.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    assert (root.text or "") == expected
    assert root.get("b") == expected.replace("\n", " ")


# --- SARIF ----------------------------------------------------------------------------------


@given(texts)
def test_a_sarif_message_has_no_link_and_no_placeholder(text: str) -> None:
    message = sarif_message(text)
    plain = re.sub(r"\\([\\\[\]])", "", message)
    assert not re.search(r"[\[\]\\]", plain)
    assert not re.search(r"[{}]", message.replace("{{", "").replace("}}", ""))


@given(texts)
def test_a_sarif_message_can_be_read_back(text: str) -> None:
    shown = re.sub(r"\\([\\\[\]])", r"\1", sarif_message(text)).replace("{{", "{").replace("}}", "}")
    assert shown == "\n".join(safe_text(line) for line in text.split("\n"))


@given(texts)
def test_a_sarif_address_stays_in_the_repository(path: str) -> None:
    uri = sarif_uri(path)
    assert re.fullmatch(r"[A-Za-z0-9_.~%/-]*", uri)
    assert not uri.startswith("/")
    assert ".." not in uri.split("/")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("goldsets/a b/100%#1?.yaml", "goldsets/a%20b/100%25%231%3F.yaml"),
        ("/home/someone/x.yaml", "home/someone/x.yaml"),
        ("../../etc/passwd", "etc/passwd"),
        ("file://host/x", "file%3A/host/x"),
        ("caf\udce9.yaml", "caf%E9.yaml"),
        ("犬.yaml", "%E7%8A%AC.yaml"),
    ],
)
def test_how_paths_are_written_in_sarif(path: str, uri: str) -> None:
    assert sarif_uri(path) == uri


def test_bytes_of_a_file_name_survive() -> None:
    assert unquote_to_bytes(sarif_uri("caf\udce9.yaml")) == b"caf\xe9.yaml"


# --- CSV ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0="]
)
def test_a_cell_never_begins_as_a_formula(start: str) -> None:
    assert csv_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "A red ball", "a=b", "7 up", ";=1"])
def test_other_cells_are_left_alone(text: str) -> None:
    assert csv_cell(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")), min_size=1))
def test_csv_can_be_read_back(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow(map(csv_cell, texts))
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert [cell.removeprefix("'") for cell in row] == texts


# --- all of them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "escape",
    [safe_text, one_line, code_span, code_cell, command_data, command_property, xml_text, sarif_message],
)
def test_no_escaper_lets_a_terminal_code_through(escape: object) -> None:
    shown = escape(HOSTILE)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in shown.replace("\n", ""))
