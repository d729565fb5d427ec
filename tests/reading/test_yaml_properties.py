"""What holds for any bytes, any edit and any order of files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from goldline.reading import yaml, yaml_events
from goldline.reading.cut_prose import find_cut_prose
from goldline.reading.positions import Positions
from goldline.reading.yaml import Reading, read_yaml
from goldline.reading.yaml_walk import walk

needs_both = pytest.mark.skipif(not yaml_events.fast_available(), reason="libyaml is not installed")

ITEM = """\
id: cap-1
title: The ball # no
guideline: cap@2.1.0
media: [beach, "x y"]
response: >-
  A brown dog
  chases: a

  ball
findings:
  - type: h.o
    evidence:
      - quote: 'it''s'
      - {media: beach, region: [0.41, 0.62]}
    note: "No \\u00e9 ball"
  - type: x
labels:
  c:
    value: 2
    rationale: |
      The caption {a: b}
        more # not
    rules:
    - COR-2
    text: long plain
      continued here
rules:
  - {id: A-1, text: Nothing is wrong, then: 3}
  - {id: A-2, u: "https://x.org?y", ask: Is it?}
"""
SMALL = 'a: b\nc: {d: e, f: [g, h]}\ni:\n  - j\n  - "k"\nl: |\n  m\n  n\n'

PIECES = [
    *[
        " ",
        "  ",
        "\n",
        "\n ",
        "\n  ",
        "\n\n",
        "\t",
        "\r\n",
        "\r",
        "\ufeff",
        "\x85",
        "\u2028",
        "\x00",
        "\u3000",
        "é",
    ],
    *[
        ":",
        ": ",
        ",",
        ", ",
        "- ",
        "-",
        "? ",
        "?",
        "#",
        " #",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "|",
        ">",
        "|2",
        "|-",
        ">+",
    ],
    *[
        "%",
        "@",
        "`",
        "!",
        "&",
        "*",
        "*x ",
        "&x ",
        "!t ",
        "<<",
        "---",
        "...",
        "\n---\n",
        "\n...\n",
        "|\n",
        "- - ",
    ],
    *[
        "a",
        "x: ",
        "a:b",
        "http://x",
        "??",
        "?x",
        '"x":',
        "~",
        "=",
        "\\",
        "\\ud800",
        '"\\ud83d"',
        "1",
        ".5",
        "1e999",
    ],
    *["<<<<<<< a\n", "=======\n", "{text: a b, c}", " # no", "%YAML 1.1\n---\n"],
]
EDIT = st.tuples(
    st.integers(0, 700), st.sampled_from([0, 0, 0, 1, 2, 5, 1000]), st.sampled_from(["", *PIECES])
)


@st.composite
def edited(draw: st.DrawFn) -> bytes:
    """A file in the making: an ordinary one with pieces put in, taken out or cut off."""
    text = draw(st.sampled_from([ITEM, SMALL]))
    for at, drop, piece in draw(st.lists(EDIT, min_size=1, max_size=3)):
        index = at % (len(text) + 1)
        text = text[:index] + piece + text[index + drop :]
    return text.encode()


@st.composite
def assembled(draw: st.DrawFn) -> bytes:
    """One value put together from pieces."""
    return ("k: " + "".join(draw(st.lists(st.sampled_from(PIECES), max_size=12))) + "\n").encode()


anything = st.one_of(edited(), assembled(), st.binary(max_size=60))


@contextmanager
def pure_parser() -> Iterator[None]:
    fast, yaml_events.CParser = yaml_events.CParser, None
    try:
        yield
    finally:
        yaml_events.CParser = fast


def examine(data: bytes) -> Reading:
    reading = read_yaml(data, "f.yaml")
    find_cut_prose(reading.value, data, "f.yaml")
    positions = Positions(data)
    positions.value(("labels", "c", 0, "x"))
    positions.source(("id",))
    return reading


@settings(max_examples=250, deadline=None)
@given(anything)
def test_nothing_raises_and_nothing_is_refused_without_a_reason(data: bytes) -> None:
    reading = examine(data)
    assert reading.value is not None or reading.problems
    assert (reading.value is None) == any(problem.kind not in yaml.TOLERATED for problem in reading.problems)


@pytest.mark.parametrize("data", [ITEM, SMALL], ids=["item", "small"])
def test_a_file_cut_off_anywhere_never_raises(data: str) -> None:  # Y46
    for length in range(len(data)):
        examine(data[:length].encode())


# In brackets, what `?:` and `? :` mean differs between parsers; none of it is useful here.
EXPLICIT_KEY = re.compile(rb"[\s,\[{]\?\s*:")


@needs_both
@settings(max_examples=250, deadline=None)
@given(anything)
def test_both_parsers_accept_the_same_files_and_read_the_same_values(data: bytes) -> None:
    if EXPLICIT_KEY.search(data):
        return
    fast = read_yaml(data, "f.yaml")
    with pure_parser():
        pure = read_yaml(data, "f.yaml")
    assert repr(fast.value) == repr(pure.value)
    assert bool(fast.problems) == bool(pure.problems)


# What YAML 1.2's core schema reads as text and ruamel.yaml as a number, a date or something of its own.
OF_ITS_OWN = re.compile(
    r"\d_|\b0b[01]|[-+]0[xo]|\d{4}-\d|(?:^|[\s,\[{])(?:=|<<)(?=[\s,\]}:]|$)", re.MULTILINE
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(edited(), assembled()))
def test_what_rewrites_files_reads_the_same(data: bytes) -> None:
    value = read_yaml(data, "f.yaml").value
    if value is None or OF_ITS_OWN.search(data.decode()):
        return
    loader = YAML(typ="safe", pure=True)
    loader.version = (1, 2)
    assert repr(loader.load(data.decode().removeprefix("\ufeff").replace("\r\n", "\n"))) == repr(value)


@needs_both
@settings(max_examples=150, deadline=None)
@given(st.one_of(edited(), assembled()))
def test_the_fast_way_and_the_careful_walk_build_the_same(data: bytes) -> None:
    reading = read_yaml(data, "f.yaml")
    if reading.value is not None:
        text = yaml_events.plain_text(data).encode()
        source = next(get for make in yaml_events.event_sources(text)[::-1] if (get := make()) is not None)
        assert repr(walk(source, "f.yaml").value) == repr(reading.value)


SEQUENCE = [
    b"%YAML 1.1\n---\nlabel: no\nn: 010\n",
    b"label: no\nn: 010\n",
    b"x: !!binary aGVsbG8=\n",
    b"%TAG ! tag:example.org,2000:\n---\nx: !a b\n",
    b"x: !a b\n",
    b"a: &a 1\nb: *a\n",
    b"b: *a\n",
    b"1: a\n",
    b'"1": a\n',
    b"<<: {a: 1}\n",
    b'"<<": {a: 1}\n',
    b"id: 1\nid: 2\n",
    b"score: 1e999\n",
    b"yes: 1.10\nno: [yes, 0x1f, ~]\n",
    b"ask: {boolean: Is it?}\n",
]
ALONE = {data: read_yaml(data, "f.yaml") for data in SEQUENCE}


@settings(max_examples=60, deadline=None)
@given(st.permutations(SEQUENCE))
def test_no_file_changes_what_a_later_one_means(order: list[bytes]) -> None:  # Y13
    for data in order:
        assert read_yaml(data, "f.yaml") == ALONE[data]


def test_memory_of_scalars_is_bounded() -> None:
    for n in range(12):
        read_yaml(b"".join(b"k%d: %d\n" % (i, i) for i in range(n * 1000, n * 1000 + 1000)), "f.yaml")
    assert len(yaml._known_keys) <= 8192
    assert len(yaml._known_values) <= 8192
    assert read_yaml(b"k11999: 11999\n", "f.yaml").value == {"k11999": 11999}
