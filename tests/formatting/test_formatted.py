"""Formatting moves keys with their comments, and changes nothing that a file says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formatting.shuffling import untidy
from goldline.errors import GoldlineError
from goldline.reading.yaml import read_yaml
from goldline.writing.emit import same
from goldline.writing.formatting import formatted
from goldline.writing.pieces import cut

CONTENT = Path(__file__).parents[2]
ITEMS = sorted((CONTENT / "goldsets").glob("*/items/*/*.yaml"))
CRITERIA = sorted((CONTENT / "guidelines").glob("*/criteria/*.yaml"))
EVERY_TENTH = [*((path, "item") for path in ITEMS[::10]), *((path, "criterion") for path in CRITERIA)]


def text(source: str, kind: str = "item") -> str:
    return formatted(source.encode(), kind, "a.yaml").decode()


def comments_in(source: str) -> Counter[str]:
    return Counter(word for line in source.splitlines() for word in line.partition("# ")[2:] if word)


# --- any file ------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.sampled_from(EVERY_TENTH), st.integers(0, 2**32), st.integers(0, 2**32))
def test_however_a_file_is_shuffled_it_formats_to_one_text_and_keeps_every_comment(
    file: tuple[Path, str], one: int, other: int
) -> None:
    path, kind = file
    value = read_yaml(path.read_bytes(), "").value
    first, second = untidy(value, one), untidy(value, other)
    result = text(first, kind)
    assert text(second, kind) == result
    assert comments_in(result) == comments_in(first)
    assert same(read_yaml(result.encode(), "").value, value)
    assert text(result, kind) == result


@pytest.mark.parametrize(("path", "kind"), EVERY_TENTH, ids=lambda part: getattr(part, "stem", part))
def test_the_projects_own_files_are_in_order_and_are_not_touched(path: Path, kind: str) -> None:
    data = path.read_bytes()
    again = formatted(data, kind, path.name)
    assert again == data or sorted(again.splitlines()) == sorted(data.splitlines())
    assert cut(data, path.name).text().encode() == data


# --- what travels, what stays ----------------------------------------------------------------------


def test_comments_above_and_behind_a_key_travel_with_it() -> None:
    assert text("# why so\ntitle: A  # really\nid: x\n") == "id: x\n# why so\ntitle: A  # really\n"


def test_a_comment_stepped_in_below_a_value_travels_with_the_value() -> None:
    source = "tags:\n  - a\n  # the rest is to come\nid: x\n"
    assert text(source) == "id: x\ntags:\n  - a\n  # the rest is to come\n"


def test_what_heads_a_file_stays_at_its_head_and_what_ends_it_at_its_end() -> None:
    source = "# yaml-language-server: $schema=item.json\ntitle: A\nid: x\n# the end\n"
    assert text(source) == "# yaml-language-server: $schema=item.json\nid: x\ntitle: A\n# the end\n"
    assert text("# of this set\n\ntitle: A\nid: x\n") == "# of this set\n\nid: x\ntitle: A\n"


def test_a_key_that_moves_onto_a_dash_leaves_its_comment_above_the_dash() -> None:
    source = "findings:\n  - severity: major\n    # it is there\n    type: a.b\n"
    wanted = "findings:\n  # it is there\n  - type: a.b\n    severity: major\n"
    assert text(source) == wanted == text(wanted)


def test_prose_in_blocks_moves_as_it_stands() -> None:
    source = "response: |\n  # no comment\n\n    stepped in\n  end\n\nid: x\n"
    assert text(source) == "\nid: x\nresponse: |\n  # no comment\n\n    stepped in\n  end\n".lstrip("\n")


def test_blank_lines_that_a_text_keeps_stay_with_it() -> None:
    source = "response: |+\n  one\n\n\nid: x\n"
    result = text(source)
    assert result == "id: x\nresponse: |+\n  one\n\n\n"
    assert read_yaml(result.encode(), "").value["response"] == "one\n\n\n"


def test_short_mappings_on_one_line_are_ordered_in_place() -> None:
    source = "labels:\n  style: {rationale: Good., value: 3}\n"
    assert text(source) == "labels:\n  style: {value: 3, rationale: Good.}\n"


def test_a_mapping_on_several_lines_with_a_comment_inside_is_left_as_it_is() -> None:
    source = "labels:\n  style: {rationale: Good., # so far\n    value: 3}\n"
    assert text(source) == source


def test_names_that_people_choose_keep_the_order_in_which_they_chose_them() -> None:
    source = "labels:\n  style: 3\n  correctness: 2\nobservations:\n  b: 1\n  rubric: {r2: true, r1: false}\n"
    assert text(source).startswith(
        "observations:\n  b: 1\n  rubric: {r2: true, r1: false}\nlabels:\n  style: 3"
    )


def test_keys_of_ones_own_stay_behind_the_key_they_stood_behind() -> None:
    source = "title: A\nx-batch: 7\nid: x\n"
    assert text(source) == "id: x\ntitle: A\nx-batch: 7\n"


def test_rules_and_levels_keep_their_order_for_it_has_a_meaning() -> None:
    source = "rules:\n  - {id: B, then: 1}\n  - {id: A, then: 2}\n"
    assert text(source, "criterion") == source


# --- line ends ---------------------------------------------------------------------------------------


def test_lines_end_in_one_way_and_the_file_with_a_line_end() -> None:
    assert formatted(b"id: x\r\ntitle: A\r\n", "item", "") == b"id: x\ntitle: A\n"
    assert formatted(b"\xef\xbb\xbfid: x\ntitle: A\n\n\n", "item", "") == b"id: x\ntitle: A\n"
    assert formatted(b"title: A\nid: x", "item", "") == b"id: x\ntitle: A\n"


# --- refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [b"id: [\n", b"", b"a: &x 1\nb: *x\n", b"a: 1\na: 2\n", b"\xff"])
def test_a_file_that_cannot_be_read_is_refused_in_words(source: bytes) -> None:
    with pytest.raises(GoldlineError, match="cannot be read"):
        formatted(source, "item", "a.yaml")


def test_a_text_that_ends_the_file_without_a_line_end_says_what_it_said() -> None:
    source = b"response: |\n  without an end\nid: x\ntitle: |-\n  A"
    result = formatted(source, "item", "a.yaml")
    assert result.startswith(b"id: x\ntitle: |-\n  A\n")
    assert same(read_yaml(result, "").value, read_yaml(source, "").value)


LINES = """id: x|title: 'a'|# c||  # in|  k: v|  - a|- b|labels:|  s: {b: 1, a: 2}|  s:|    value: 2|    # d
    rationale: >-|      words
votes:|  - annotator: a|    values: {s: 1}|  -|    note: !+|      kept|? q|: r|---|[a, b]"""
pieces_of_yaml = st.lists(
    st.sampled_from([line.replace("!", "|") for line in LINES.replace("\n", "|").split("|")]), max_size=12
)


@given(pieces_of_yaml)
def test_whatever_is_written_the_result_says_the_same_or_the_file_is_refused(lines: list[str]) -> None:
    source = "\n".join(lines).encode()
    try:
        result = formatted(source, "item", "a.yaml")
    except GoldlineError:
        return
    assert same(read_yaml(result, "").value, read_yaml(source, "").value)
    assert comments_in(result.decode()) == comments_in(source.decode())
    assert formatted(result, "item", "a.yaml") == result
