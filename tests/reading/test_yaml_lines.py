"""What is read line by line is what the parsers read: the same values, or nothing at all."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldline.errors import GoldlineError
from goldline.reading import yaml_events, yaml_lines
from goldline.reading.cut_prose import find_cut_prose
from goldline.reading.yaml import MAX_BYTES, _read_with_care, read_yaml
from goldline.reading.yaml_events import MAX_DEPTH, MAX_NODES
from goldline.reading.yaml_guards import is_ordinary
from goldline.reading.yaml_lines import LONGEST, read_lines
from goldline.reading.yaml_walk import walk
from goldline.writing.emit import document
from reading.yaml_accidents import edited, made_up, part_of_a_file, soup

ROOT = Path(__file__).parents[2]


def fast_value(text: str) -> dict[str, Any] | None:
    """Return what the line reader makes of a text, as far as it is asked at all."""
    with suppress(UnicodeEncodeError):
        return read_lines(text) if is_ordinary(text.encode(), MAX_BYTES) else None
    return None


def assert_agreed(text: str, value: Any, *, ask_pure: bool = True) -> None:
    """Assert that the slow ways of reading have nothing to add, and read the same; types too."""
    data = text.encode()
    slow = _read_with_care(data, "f.yaml", MAX_BYTES)
    assert slow.problems == (), text
    assert repr(slow.value) == repr(value), text
    assert find_cut_prose(slow.value, data, "f.yaml") == [], text
    if ask_pure:
        found = walk(yaml_events.pure_events(data), "f.yaml")
        assert found.error is None, text
        assert found.problems == [], text
        assert repr(found.value) == repr(value), text


# --- what is read ----------------------------------------------------------------------------

HOUSE = """\
id: cap-0007
title: The ball, "red" or not (it's 1 of 2) [sic]
media: [beach, {id: clip, path: media/clip.mp4}]
at: 12:30
url: https://example.org/a?b=c#d
prompt: |-
  Say: what?
    - stepped # in

  End
response: |
  A brown dog.

findings:
  - type: hallucination.object
    evidence:
      - quote: "a red: ball"
      - media: beach
        region: [0.41, -0.62, 1, 1e3]

    note: >-
      Folded
      over lines

      and paragraphs


      twice
  - {type: other thing, "quoted": x}
""".replace(', "quoted": x', "")
MORE = """\
labels:
    wide:
        value: 2
        rationale: >
            Four blanks
            a step
    no: yes
rules:
 - narrow
 - 'with # quotes'
 - |
   a block
 - key: |
     another
   next: null
empty: [{}, [], "", '']
"""


def test_the_style_of_the_house_is_read_line_by_line() -> None:
    value = {
        "id": "cap-0007",
        "title": 'The ball, "red" or not (it\'s 1 of 2) [sic]',
        "media": ["beach", {"id": "clip", "path": "media/clip.mp4"}],
        "at": "12:30",
        "url": "https://example.org/a?b=c#d",
        "prompt": "Say: what?\n  - stepped # in\n\nEnd",
        "response": "A brown dog.\n",
        "findings": [
            {
                "type": "hallucination.object",
                "evidence": [
                    {"quote": "a red: ball"},
                    {"media": "beach", "region": [0.41, -0.62, 1, 1000.0]},
                ],
                "note": "Folded over lines\nand paragraphs\n\ntwice",
            },
            {"type": "other thing"},
        ],
    }
    assert repr(read_lines(HOUSE)) == repr(value)
    assert_agreed(HOUSE, value)


def test_steps_of_any_width_are_read() -> None:
    value = {
        "labels": {"wide": {"value": 2, "rationale": "Four blanks a step\n"}, "no": "yes"},
        "rules": ["narrow", "with # quotes", "a block\n", {"key": "another\n", "next": None}],
        "empty": [{}, [], "", ""],
    }
    assert repr(read_lines(MORE)) == repr(value)
    assert_agreed(MORE, value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("no", "no"),
        ("nULL", "nULL"),
        ("0123", 123),
        ("-0", 0),
        ("0x1f", 31),
        ("1.10", 1.1),
        (".5", 0.5),
        ("2024-01-01", "2024-01-01"),
        ("1_000", "1_000"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_a_word_means_the_same_wherever_it_stands(written: str, value: object) -> None:
    in_brackets = [] if written.startswith(".") else [f"k: [{written}]\n", f"k: {{j: {written}}}\n"]
    for text in (f"k: {written}\n", f"k:\n  - {written}\n", f"k:\n  - j: {written}\n", *in_brackets):
        for _ in range(2):  # the second time from memory
            result = read_lines(text)
            assert result is not None
            (found,) = result.values()
            while isinstance(found, list | dict):
                (found,) = found.values() if isinstance(found, dict) else found
            assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("header", [">-", "|", "|-", ">"])
def test_a_file_full_of_blocks_is_an_ordinary_one(header: str) -> None:
    text = "".join(f"k{n}: {header}\n  text\n" for n in range(12))
    assert is_ordinary(text.encode(), MAX_BYTES)
    assert read_yaml(text.encode(), "f.yaml").plain


@pytest.mark.parametrize("kind", ["item", "goldset", "criterion", "escalation"])
def test_nearly_all_files_of_this_repository_are_read_line_by_line(kind: str) -> None:
    folders = {
        "item": "goldsets/*/items/**/*.yaml",
        "goldset": "goldsets/*/goldset.yaml",
        "criterion": "guidelines/*/criteria/*.yaml",
        "escalation": "escalations/**/*.yaml",
    }
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob(folders[kind])]
    values = [(text, fast_value(text)) for text in texts]
    for number, (text, value) in enumerate(values):
        if value is not None:
            assert_agreed(text, value, ask_pure=number % 40 == 0)
    share = sum(value is not None for _, value in values) / len(values)
    assert share > (0.95 if kind == "item" else 0.6)


# --- what is left to others ------------------------------------------------------------------

LEFT = [
    *["", "\n", "\na: 1\n", "a: 1", "---\na: 1\n", "a: 1\n...\n", "# c\na: 1\n", "a: 1\n# c\n", "a: 1 # c\n"],
    *["- a\n", "a\n", '"a": 1\n', "'a': 1\n", "{a: 1}\n", "? a\n", "1: a\n", "true: a\n", "null: a\n"],
    *["<<: {}\n", "é: 1\n", "a b: 1\n", f"{'k' * 2000}: 1\n", " a: 1\n", "  a: 1\n  b: 2\n"],
    *["a:\n", "a: \n", "a:\nb: 1\n", "a:\n  b:\n", "a:\n  -\n", "a:\n  - \n", "a: {}\n \nb: 1\n"],
    *["a: 1\na: 2\n", "a:\n  b: 1\n  b: 2\n", "a:\n  - b: 1\n    b: 2\n", "a: {b: 1, b: 2}\n"],
    *["a: b\n  c\n", "a: b\n c: d\n", "a:\n  - b\n    c\n", "a:\n  - b\n  c: d\n", "a:\n  b: c\n  - d\n"],
    *[
        "a:\n- b\n",
        "a:\n  - - b\n",
        "a:\n  -  b: c\n",
        "a:\n   b: c\n  d: e\n",
        "a:  b\n",
        "a: b \n",
        "a : b\n",
    ],
    *[
        f"a: {first}\n"
        for first in ("&x b", "*x", "!t b", "%b", "@b", "`b`", "- b", "? b", ": b", ", b", "]")
    ],
    *["a: b: c\n", "a: b:\n", "a: b #c\n", "a: ~\n  b\n", "a: .inf\n", "a: 1e999\n", "a: [.inf]\n"],
    *["a: 0.10000000000000001\n", f"a: {'9' * 5000}\n"],
    *[
        'a: "b\n',
        'a: "b" c\n',
        'a: "b\\n"\n',
        'a: "b\n  c"\n',
        "a: 'it''s'\n",
        "a: 'b' # c\n",
        'a: "\n',
        "a: '\n",
    ],
    *["a:\n  - 'b': c\n", "a:\n  - {b: c}: d\n", "a: [b]: c\n", "a: [b] # c\n", "a: [b\n  ]\n", "a: [b\n"],
    *[f"a: [{inner}]\n" for inner in ("b,c", " b", "b ", "b, ", ", b", "b: c", "[[b]]", "b  c", "b#", "b?")],
    *[f"a: [{inner}]\n" for inner in ("b\\", "'it''s'", '"b\\t"', "'b' c", "- b", "*b", "b:c", "'b': c")],
    *[
        f"a: {{{inner}}}\n"
        for inner in ("b", "b: 1, c", "b:", "b: ", "b:1", "1: b", "null: b", '"b": c', "[b]: c")
    ],
    *["a: {b: c}}\n", "a: [b]]\n", "a: [b}\n", "a: {b: [c: d]}\n", "a: {text: one, two}\n"],
    *[
        "a: |\n",
        "a: |\nb: 1\n",
        "a: |+\n  b\n",
        "a: |2\n  b\n",
        "a: | # c\n  b\n",
        "a: | \n  b\n",
        "a: |\n\n  b\n",
    ],
    *[
        "a: |\n  b \n",
        "a: >\n  b\n    c\n",
        "a: >-\n  b \n  c\n",
        "a: |\n    b\n  c\n",
        "a: |\n  b\n \n  c\n",
    ],
    *["a:\n  - b: |\n    c\n", "a: |\n  b", "a: >-\n  b\n c\n", "a: b\n\n  c\n", "a:\n  - |\n  c\n"],
    "".join(f"{' ' * depth}a:\n" for depth in range(40)) + " " * 40 + "a: 1\n",
    "a: b\n" + "".join(f"k{n}: {'x' * 50}\n" for n in range(3000)),
]


@pytest.mark.parametrize("text", LEFT, ids=lambda text: repr(text[:40]))
def test_all_else_is_left_to_others(text: str) -> None:
    assert fast_value(text) is None


def test_the_deepest_that_is_read_is_not_too_deep() -> None:
    for depth in range(MAX_DEPTH + 2):
        text = "".join(f"{' ' * n}a:\n" for n in range(depth)) + " " * depth + "a: {b: [c]}\n"
        value = fast_value(text)
        assert (value is None) == (depth > 26)
        if value is not None:
            assert_agreed(text, value)


def test_no_text_that_is_read_holds_too_many_values() -> None:
    least = min(
        ("a: [b, c, d]\n", 5), ("a: 1\n", 2), ("a:\n  - b\n", 3), key=lambda pair: len(pair[0]) / pair[1]
    )
    assert LONGEST / len(least[0]) * least[1] < MAX_NODES
    assert LONGEST / len("b, ") < MAX_NODES


@pytest.mark.parametrize(
    "text",
    ["a" * 120_000, "a: b" + ":" * 120_000, "a: b" + " #" * 60_000, "a: |" + "\n  b" * 30_000, " " * 120_000,
     "a: [" + "b, " * 40_000, "a: [" + "b " * 40_000, "\n" * 120_000, "a: " + "- " * 60_000],
    ids=["letters", "colons", "hashes", "lines", "blanks", "commas", "words", "empty lines", "dashes"],
)  # fmt: skip
def test_spite_costs_no_more_than_its_length(text: str) -> None:
    for end in ("", "\n", "\n\t"):
        read_lines(text + end)  # what is not linear here takes minutes


# --- what callers rely on --------------------------------------------------------------------


def test_a_reading_says_whether_its_file_was_written_plainly() -> None:
    assert read_yaml(b"a: 1\n", "f.yaml").plain
    assert not read_yaml(b"a: 1 # one\n", "f.yaml").plain
    assert not read_yaml(b"a: {b: c, d}\n", "f.yaml").plain
    assert not read_yaml(b"a: 1\na: 2\n", "f.yaml").plain


def test_what_is_handed_out_is_not_what_is_remembered() -> None:
    text = "a: [x, y]\nb: [x, y]\nc: {d: {e: 1}}\n"
    first = read_lines(text)
    assert first is not None
    first["a"].append("z")
    assert first["b"] == ["x", "y"]
    first["b"].clear()
    first["c"]["d"]["e"] = 2
    assert read_lines(text) == {"a": ["x", "y"], "b": ["x", "y"], "c": {"d": {"e": 1}}}


def test_memory_is_bounded() -> None:
    for n in range(10):
        read_lines("".join(f"k{i}: {i}\nl{i}: [{i}, a]\n" for i in range(n * 1000, n * 1000 + 1000)))
    assert len(yaml_lines._numbers) <= 8192
    assert len(yaml_lines._flat) <= 8192
    assert read_lines("k: 9999\nl: [9999, a]\n") == {"k": 9999, "l": [9999, "a"]}


# --- edits, accidents and soup ---------------------------------------------------------------


def _files() -> Iterator[str]:
    yield HOUSE
    yield MORE
    for pattern in (
        "goldsets/*/items/**/*[05].yaml",
        "guidelines/*/criteria/*.yaml",
        "escalations/**/*5.yaml",
    ):
        yield from (path.read_text(encoding="utf-8") for path in sorted(ROOT.glob(pattern)))


FILES = list(_files())
SOURCES: dict[str, Callable[[random.Random], str]] = {
    "edited files": lambda chance: edited(chance.choice(FILES), FILES, chance),
    "edited parts": lambda chance: edited(part_of_a_file(FILES, chance), FILES, chance),
    "made up": made_up,
    "made up and edited": lambda chance: edited(made_up(chance), FILES, chance),
    "soup": soup,
}


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_read_after_an_accident_is_what_others_read(source: str) -> None:
    chance = random.Random(source)
    read = 0
    for _ in range(1000 if source == "edited files" else 4000):
        text = SOURCES[source](chance)
        value = fast_value(text)
        if value is not None:
            read += 1
            assert_agreed(text, value, ask_pure=chance.random() < 40 / (len(text) + 40))
    assert read > 50  # or else nothing was tested


# --- what we write ---------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["a", "a dog", "no", "it's", 'say "x"', "a: b", "# c", "1", "x\ny\n", "x\n\n  y", "é 題", ""]
)
TEXTS = st.one_of(
    WORDS, st.text(st.sampled_from("ab 1.,:;#-?!'\"[]{}|>\n"), max_size=30), st.text(max_size=12)
)
LEAVES = st.one_of(
    TEXTS, st.booleans(), st.none(), st.integers(-99, 99), st.floats(-9, 9).map(lambda x: round(x, 3))
)
KEYS = st.one_of(
    st.sampled_from(["id", "text", "when", "values", "then", "why", "rules"]), st.text(max_size=4)
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, ANYTHING, min_size=1, max_size=4))
def test_what_is_written_is_read_as_it_was(value: dict[str, Any]) -> None:
    with suppress(GoldlineError):  # half a character cannot be written
        text = document(value).decode()
        found = fast_value(text)
        if found is not None:
            assert repr(found) == repr(value)
            assert_agreed(text, found)
