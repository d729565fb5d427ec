"""An edit changes what it means to change and not a byte more."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
from goldline.writing.emit import same
from goldline.writing.splice import Editor

CRITERION = """\
# The criterion of correctness.
id: correctness   # never change this
title: "Correctness"
scale:
    type: ordinal
    levels:   # lowest first
    - value: 1
      label: 'Wrong'
    - {value: 2, label: Right}   # the best

guidance: |
  One line.

  # not a comment

inputs:
  worst:  {worst: hallucination}

  # asked last
  on_topic: {boolean: "Is it about the image?"}
rules:
  # the first
  - id: COR-1
    text: >-
      A critical error
      makes it wrong.
    when: {worst: critical,  on_topic: true}   # both
    then: 1
    examples: [cap-0001,   cap-0002]
  # the second
  - id: COR-2
    text: Else.
    then: 2
empty:
nothing: []
"""


def edited(text: str, edit: Any) -> str:
    editor = Editor(text.encode(), "f.yaml")
    edit(editor)
    return editor.data.decode()


def changed_lines(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line for line in after.splitlines() if line not in old]


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    after = edited(CRITERION, lambda e: e.set(("id",), "truth"))
    assert after == CRITERION.replace("id: correctness   #", "id: truth   #")


def test_quotes_stay_what_they_were() -> None:
    after = edited(
        CRITERION, lambda e: e.rewrite({("title",): "Truth", ("scale", "levels", 0, "label"): "Bad"})
    )
    assert changed_lines(CRITERION, after) == ['title: "Truth"', "      label: 'Bad'"]


def test_a_folded_text_stays_folded() -> None:
    after = edited(CRITERION, lambda e: e.set(("rules", 0, "text"), "A worse error makes it wrong."))
    assert after == CRITERION.replace(
        "A critical error\n      makes it wrong.", "A worse error makes it wrong."
    )


def test_a_long_text_becomes_a_block() -> None:
    long = "word " * 30 + "end"
    after = edited(CRITERION, lambda e: e.set(("rules", 1, "text"), long))
    assert "    text: >-\n      word word" in after


def test_a_key_stands_where_the_order_has_it() -> None:
    after = edited(
        CRITERION, lambda e: e.insert((), "question", "Is it true?", order=("id", "title", "question"))
    )
    assert after == CRITERION.replace(
        'title: "Correctness"\n', 'title: "Correctness"\nquestion: Is it true?\n'
    )


def test_a_rule_goes_between_two_others_above_the_second_ones_comment() -> None:
    rule = {"id": "COR-7", "text": "New.", "when": {"on_topic": False}, "then": 1}
    after = edited(CRITERION, lambda e: e.append(("rules",), rule, index=1))
    new = "  - id: COR-7\n    text: New.\n    when: {on_topic: false}\n    then: 1\n"
    assert after == CRITERION.replace("  # the second\n", new + "  # the second\n")


def test_a_flow_list_takes_another_entry() -> None:
    after = edited(CRITERION, lambda e: e.append(("rules", 0, "examples"), "cap-0003"))
    assert after == CRITERION.replace("cap-0002]", "cap-0002, cap-0003]")


def test_an_empty_place_takes_a_value() -> None:
    after = edited(CRITERION, lambda e: e.set(("empty",), {"a": 1}))
    assert after == CRITERION.replace("empty:\n", "empty:\n  a: 1\n")
    after = edited(CRITERION, lambda e: e.append(("nothing",), {"a": 1}))
    assert after == CRITERION.replace("nothing: []\n", "nothing:\n  - a: 1\n")


def test_a_key_is_renamed_where_it_stands() -> None:
    after = edited(
        CRITERION,
        lambda e: e.rewrite(keys={("inputs", "worst"): "gravest", ("rules", 0, "when", "worst"): "gravest"}),
    )
    assert after == CRITERION.replace("worst:  {", "gravest:  {").replace(
        "{worst: critical", "{gravest: critical"
    )


def test_an_entry_is_taken_out_whole() -> None:
    after = edited(CRITERION, lambda e: e.delete(("rules", 1)))
    assert after == CRITERION.replace("  - id: COR-2\n    text: Else.\n    then: 2\n", "")
    after = edited(CRITERION, lambda e: e.delete(("rules", 0, "id")))
    assert "  - text: >-\n      A critical" in after


def test_replacing_what_holds_comments_is_refused() -> None:
    editor = Editor(CRITERION.encode(), "f.yaml")
    with pytest.raises(GoldlineError, match="by hand"):
        editor.set(("rules",), [])
    assert editor.data == CRITERION.encode()


def test_line_ends_mark_and_missing_last_line_end_are_kept() -> None:
    data = b"\xef\xbb\xbfa: 1\r\nb: 2 # two\r\nc:\r\n  - x"
    editor = Editor(data, "f.yaml")
    editor.append(("c",), "y")
    editor.set(("b",), 3)
    editor.insert((), "d", "z", before="c")
    assert editor.data == b"\xef\xbb\xbfa: 1\r\nb: 3 # two\r\nd: z\r\nc:\r\n  - x\r\n  - y"


def test_mixed_line_ends_outside_the_edit_stay_mixed() -> None:
    editor = Editor(b"a: 1\r\nb: 2\nc: 3\r\n", "f.yaml")
    editor.set(("b",), 20)
    assert editor.data == b"a: 1\r\nb: 20\nc: 3\r\n"


def test_a_block_that_would_gain_a_line_end_is_left_alone() -> None:
    editor = Editor(b"a: |\n  text", "f.yaml")
    with pytest.raises(GoldlineError, match="by hand"):
        editor.insert((), "b", 1)
    assert editor.data == b"a: |\n  text"


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(GoldlineError, match="cannot be read"):
        Editor(b"a: [1", "f.yaml")


# --- properties ------------------------------------------------------------------------------

PIECES = [
    "# a comment\n",
    "plain{n}: some words  # why\n",
    "single{n}: 'it''s'\n",
    'double{n}: "a \\" b"\n',
    "folded{n}: >-\n  two\n  lines # text\n\n",
    "literal{n}: |\n  one\n\n    deeper\n",
    "flow{n}: {{a: 1,  b: [x, y ], c: {{d: e}}}}  # odd spaces\n",
    "list{n}:\n- one\n# between\n- two:  2\n  three: 3\n",
    "deep{n}:\n    key:\n        - x\n        - - y\n          - z\n    other:   true\n",
    "empty{n}:\n",
    "\n",
    "絵{n}: 犬がボールを追う  # 海\n",
]
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(st.text("ab", max_size=3), max_size=3),
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [found for key, part in entries for found in [(*path, key), *paths(part, (*path, key))]]


@st.composite
def files(draw: st.DrawFn) -> bytes:
    chosen = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
    text = "".join(piece.format(n=n) for n, piece in enumerate(chosen))
    # A block without its last line end would gain one from whatever follows it: that is refused.
    text = text if draw(st.booleans()) or "literal" in "".join(chosen)[-40:] else text.rstrip("\n")
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    return text.encode()


def expected_after(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    result = copy.deepcopy(value)
    place = result
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = new
    return result


@settings(max_examples=250, deadline=None)
@given(files(), st.data())
def test_setting_any_value_changes_that_value_and_no_other_byte(data: bytes, draw: st.DataObject) -> None:
    value = read_yaml(data, "f.yaml").value
    assume(isinstance(value, dict) and value)
    path = draw.draw(st.sampled_from(paths(value)))
    new = draw.draw(VALUES)
    editor = Editor(data, "f.yaml")
    try:
        editor.set(path, new)
    except GoldlineError:
        assert editor.data == data  # a refusal changes nothing; only what holds comments may be refused
        assert isinstance(value, dict)
        assert b"#" in data
        return
    assert same(read_yaml(editor.data, "f.yaml").value, expected_after(value, path, new))
    head = next((i for i, (a, b) in enumerate(zip(data, editor.data, strict=False)) if a != b), None)
    if head is not None:
        key = str(path[0]).encode()
        assert head >= data.index(key)  # nothing above the entry moved
    for line in data.splitlines(keepends=True):
        if line.lstrip().startswith(b"#") and b"text" not in line:
            assert line.strip() in editor.data


@settings(max_examples=150, deadline=None)
@given(files(), st.data())
def test_a_new_key_leaves_every_old_line_as_it_was(data: bytes, draw: st.DataObject) -> None:
    value = read_yaml(data, "f.yaml").value
    assume(isinstance(value, dict) and value)
    new = draw.draw(VALUES)
    before = draw.draw(st.sampled_from([None, *value]))
    editor = Editor(data, "f.yaml")
    try:
        editor.insert((), "brand-new", new, before=before)
    except GoldlineError:
        pytest.fail("a new key at the top must always find a place")
    assert same(editor.value, {**value, "brand-new": new})
    rest = editor.data
    for line in data.splitlines():
        assert line in rest
        rest = rest[rest.index(line) + len(line) :]


@settings(max_examples=150, deadline=None)
@given(files(), st.data())
def test_taking_a_new_key_out_again_gives_the_old_bytes(data: bytes, draw: st.DataObject) -> None:
    value = read_yaml(data, "f.yaml").value
    assume(isinstance(value, dict) and value)
    before = draw.draw(st.sampled_from([None, *value]))
    editor = Editor(data, "f.yaml")
    editor.insert((), "brand-new", draw.draw(VALUES), before=before)
    editor.delete(("brand-new",))
    assert editor.data == data
