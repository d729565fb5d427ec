"""What is written is read back as itself, and looks as a person would have written it."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
from goldline.writing.emit import document, same

CHARACTERS = st.one_of(
    st.sampled_from(
        list(" \n\t:#-?[]{},&*!|>'\"%@`~=<.\\\x00\x1f\x7f\x85\xa0\u3000\u2028\u2029\ufeff\u200b\u202e")
    ),
    st.characters(exclude_categories=("Cs",)),
    st.sampled_from(string.ascii_letters),
)
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=40),
    st.lists(
        st.sampled_from(["word", "a", "- x", "key:", "#", "12", "no", "長い文", "x: y"]), max_size=60
    ).map(" ".join),
    st.sampled_from(
        ["yes", "no", "null", "~", "0123", "1e3", "0x1F", "12:30", "1_000", "2026-10-02", "2.1.0", "-", "---"]
    ),
)
SCALARS = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)
KEYS = st.text(CHARACTERS, min_size=1, max_size=12)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        KEYS | st.sampled_from(["when", "inputs", "values", "rules"]), VALUES, min_size=1, max_size=5
    )
)
def test_whatever_is_written_is_read_back_as_itself(value: dict[str, Any]) -> None:
    data = document(value)
    reading = read_yaml(data, "f.yaml")
    assert not reading.problems
    assert same(reading.value, value)
    assert data.endswith(b"\n")


def written(value: dict[str, Any], kind: str | None = None) -> str:
    return document(value, kind).decode()


@pytest.mark.parametrize("odd", ["\x85", "\u2028", "\u2029", "\x1f", "\ufeff", "\x00", "\t"])
def test_what_editors_would_not_show_is_escaped(odd: str) -> None:
    text = written({"note": f"before{odd}after"})
    assert odd not in text
    assert text.startswith('note: "before\\')


def test_joiners_that_a_script_needs_stay_as_they_are() -> None:
    assert written({"a": "می‌خواهم"}) == "a: می‌خواهم\n"


@pytest.mark.parametrize("text", ["no", "yes", "null", "0123", "1e3", "2", "true", "12:30", "~"])
def test_a_text_that_reads_as_something_else_is_quoted(text: str) -> None:
    assert written({"id": text}) == f'id: "{text}"\n'


@pytest.mark.parametrize(
    "text", ["2026-10-02", "2.1.0", "ja-*", "image-caption@2.1.0", "です・ます", "[1..3]"[1:]]
)
def test_a_plain_text_goes_without_quotes(text: str) -> None:
    assert written({"id": text}) == f"id: {text}\n"


def test_prose_is_folded_and_lines_keep_their_breaks() -> None:
    long = (
        "A brown dog chases a red ball along the beach while its owner looks at the sea and thinks of lunch."
    )
    lines = written({"note": long, "guidance": "One.\n\n- Two: three\n"}).splitlines()
    assert lines[0] == "note: >-"
    assert all(len(line) <= 100 for line in lines)
    assert lines[3:] == ["guidance: |", "  One.", "", "  - Two: three"]


def test_tests_and_votes_stand_on_one_line_and_lists_are_stepped_in() -> None:
    value = {
        "votes": [{"annotator": "a1", "values": {"correctness": 2, "style": 3}}],
        "id": "x",
        "findings": [{"severity": "major", "type": "a.b", "evidence": [{"quote": "a red ball"}]}],
    }
    assert written(value, "item") == (
        "id: x\n"
        "findings:\n"
        "  - type: a.b\n"
        "    severity: major\n"
        "    evidence:\n"
        "      - quote: a red ball\n"
        "votes:\n"
        "  - annotator: a1\n"
        "    values: {correctness: 2, style: 3}\n"
    )


def test_a_rule_is_written_as_people_write_one() -> None:
    rule = {
        "then": 2,
        "when": [{"a": ["minor", "major"], "b": "< 2"}, {"c": True}],
        "text": "Two.",
        "id": "COR-2",
    }
    assert written({"rules": [rule]}, "criterion") == (
        "rules:\n"
        "  - id: COR-2\n"
        "    text: Two.\n"
        "    when:\n"
        '      - {a: [minor, major], b: "< 2"}\n'
        "      - {c: true}\n"
        "    then: 2\n"
    )


def test_a_decimal_is_written_as_the_number_it_is() -> None:
    assert written({"weight": 0.1}) == "weight: 0.1\n"
    with pytest.raises(TypeError):
        written({"weight": object()})


def test_notes_stand_where_their_key_does() -> None:
    data = document({"id": "x", "labels": {"a": 1}}, "item", {"observations": ["still to answer", ""]})
    assert data.decode() == "id: x\n# still to answer\n#\nlabels:\n  a: 1\n"


@pytest.mark.parametrize("value", ["\ud800", float("inf"), float("nan")])
def test_what_no_file_can_keep_is_refused(value: Any) -> None:
    with pytest.raises(GoldlineError):
        document({"a": value})


def test_a_number_of_five_thousand_digits_is_refused() -> None:
    with pytest.raises(GoldlineError):
        document({"a": 10**5000})
