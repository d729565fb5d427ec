"""Prose that YAML cuts short is named, with the line put right; ordinary files are left alone."""

from __future__ import annotations

import pytest

from goldline.model.finding import Place, Problem
from goldline.reading import yaml_events
from goldline.reading.cut_prose import find_cut_prose, quoted
from goldline.reading.yaml import read_yaml
from patience import must_end


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(yaml_events, "CParser", None)
    elif not yaml_events.fast_available():
        pytest.skip("libyaml is not installed")


def problems_of(text: str) -> list[Problem]:
    data = text.encode()
    reading = read_yaml(data, "f.yaml")
    return [*reading.problems, *find_cut_prose(reading.value, data, "f.yaml")]


CUT = {
    "a comma": (
        "otherwise: {id: COR-9, text: Nothing is wrong, really, then: 3}\n",
        "1:46",
        "the text of `text` ends at the comma after 'wrong'",
        'otherwise: {id: COR-9, text: "Nothing is wrong, really", then: 3}',
    ),
    "two commas": (
        "a: {text: Red, green, blue}\n",
        "1:14",
        "at the comma after 'Red'",
        'a: {text: "Red, green, blue"}',
    ),
    "a comma before a number": (
        "a: {text: It has 3, 4 or 5, then: 1}\n",
        "1:19",
        "at the comma after '3'",
        'a: {text: "It has 3, 4 or 5", then: 1}',
    ),
    "a comma before a number alone, which is no key at all": (
        "a: {text: It has 3, 4, then: 1}\n",
        "1:19",
        "at the comma after '3'",
        'a: {text: "It has 3, 4", then: 1}',
    ),
    "the same word between commas, a key given twice": (
        "a: {text: no, no, no, then: 3}\n",
        "1:13",
        "at the comma after 'no'",
        'a: {text: "no, no, no", then: 3}',
    ),
    "a comma in a list of mappings": (
        "levels:\n  - {value: 1, anchor: Misleads, badly}\n",
        "2:32",
        "the text of `anchor` ends at the comma after 'Misleads'",
        '- {value: 1, anchor: "Misleads, badly"}',
    ),
    "a comma and double quotes": (
        'a: {text: The "red", not the blue, then: 1}\n',
        "1:20",
        "at the comma",
        "a: {text: 'The \"red\", not the blue', then: 1}",
    ),
    "a colon in brackets": (
        "a: {id: x, text: Rule: foo, then: 3}\n",
        "1:22",
        "the text of `text` ends at the colon after 'Rule'",
        'a: {id: x, text: "Rule: foo", then: 3}',
    ),
    "a colon at the end of brackets": (
        "a: {text: Rule: foo}\n",
        "1:15",
        "at the colon after 'Rule'",
        'a: {text: "Rule: foo"}',
    ),
    "a colon in a line": (
        "a:\n  - text: Rule: foo\n",
        "2:15",
        "the text of `text` ends at the colon after 'Rule'",
        '- text: "Rule: foo"',
    ),
    "a colon in a line of prose under a key of one's own": (
        "terms:\n  grounded: What is seen: not what is known\n",
        "2:25",
        "the text of `grounded` ends at the colon after 'seen'",
        'grounded: "What is seen: not what is known"',
    ),
    "a bracket": (
        "a: {text: It says [sic] here, then: 3}\n",
        "1:19",
        "at the `[` after 'says'",
        'a: {text: "It says [sic] here", then: 3}',
    ),
    "a number sign in brackets": (
        "rules:\n  - {id: A-1, text: Use of # in tags, then: 3}\n  - {id: A-2, then: 1}\n",
        "2:28",
        "at the ` #` after 'of'; the rest is read as a comment",
        '- {id: A-1, text: "Use of # in tags", then: 3}',
    ),
    "a number sign in the last brackets": (
        "a: {text: Use of # in tags}\n",
        "1:18",
        "at the ` #` after 'of'",
        'a: {text: "Use of # in tags"}',
    ),
    "a number sign in a line": (
        "text: Use of # in tags\nthen: 1\n",
        "1:14",
        "at the ` #` after 'of'; the rest is read as a comment",
        'text: "Use of # in tags"',
    ),
    "a number sign that begins a word": (
        "why: It ranks first. #1 is best.\n",
        "1:22",
        "at the ` #` after 'first.'",
        'why: "It ranks first. #1 is best."',
    ),
    "a number sign in text of two lines": (
        "text: Use of # in tags\n  and links\nthen: 1\n",
        "1:14",
        "at the ` #` after 'of'",
        'text: "Use of # in tags and links"',
    ),
    "Japanese": (
        "a: {text: 犬が, 走る, then: 1}\n",
        "1:13",
        "at the comma after '犬が'",
        'a: {text: "犬が, 走る", then: 1}',
    ),
}


@pytest.mark.parametrize(("text", "at", "message", "hint"), CUT.values(), ids=CUT)
def test_a_cut_is_named_and_the_line_put_right(text: str, at: str, message: str, hint: str) -> None:
    (problem,) = problems_of(text)
    assert problem.kind == "cut-prose"
    assert isinstance(problem.at, Place)
    assert f"{problem.at.line}:{problem.at.column}" == at
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(("text", "_at", "_message", "hint"), CUT.values(), ids=CUT)
def test_the_line_put_right_is_right(text: str, _at: str, _message: str, hint: str) -> None:
    assert problems_of(hint.removeprefix("- ")) == []


QUIET = [
    "severity: major  # see COR-2\n",
    "severity: major # see COR-2\n",
    "text: All is well. # see COR-2\n",
    "text: All is well  # see COR-2\n",
    "text: 全部よい。 # see COR-2\n",
    "text: Well # see COR-2\n",
    "text: 'Use of # in tags'\n",
    "text: Use of C# in tags\n",
    "text: |\n  Use of # in tags\n  # A heading\n",
    "# text: Use of # in tags\nid: x\n",
    "id: a b # comment\n",
    "a: {id: x, note: null, other: ~, then: }\n",
    "a: {id: x, note: '', b: }\n",
    "a: {on_topic: true, sentences: null}\n",
    "a: {b}\n",
    "a: {b: [1, 2], c}\n",
    "a: {b: 'x', c}\n",
    "a: [x, y, z]\n",
    "a: {b: [x, y], c: {d: e}}\n",
    "a: {text: x, then:}\n",
    "empty:\na: {b: c, d: e}\n",
    "a: {\n  b: c, # the first\n  d: e  # the second\n}\n",
]


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_files_are_left_alone(text: str) -> None:
    assert [problem for problem in problems_of(text) if problem.kind == "cut-prose"] == []


def test_every_cut_is_reported_once() -> None:
    text = "a: {text: Red, green, then: 1}\nb: {text: Blue, grey, brown}\nwhy: Use of # in tags\n"
    assert [(p.at.line, p.kind) for p in problems_of(text) if isinstance(p.at, Place)] == [
        (1, "cut-prose"),
        (2, "cut-prose"),
        (3, "cut-prose"),
    ]


def test_other_faults_of_the_file_stay_beside_it() -> None:
    kinds = [problem.kind for problem in problems_of("id: 1\nid: 2\na: {text: no, no, no}\n1: x\n")]
    assert kinds == ["duplicate-key", "cut-prose", "key-not-string"]


def test_a_bracket_that_is_never_closed_is_not_taken_for_prose() -> None:
    (problem,) = problems_of("a: {b: c\nd: e\n")
    assert problem.kind == "yaml-syntax"


def test_what_is_shown_of_a_text_is_safe_to_print() -> None:
    found = problems_of("a: {text: x\u202e y, z}\n")
    assert sorted(problem.kind for problem in found) == ["cut-prose", "reordering-character"]
    assert not any("\u202e" in problem.message + problem.hint for problem in found)


def test_a_long_line_is_not_shown_whole() -> None:
    (problem,) = problems_of("a: {text: " + "word " * 500 + ", word}\n")
    assert len(problem.hint) < 400


@pytest.mark.parametrize(
    ("text", "written"),
    [("a, b", '"a, b"'), ('a "b"', "'a \"b\"'"), ("it's a \\", "'it''s a \\'")],
)
def test_quotes_are_chosen_to_need_little_escaping(text: str, written: str) -> None:
    assert quoted(text) == written
    assert read_yaml(f"k: {written}\n".encode(), "f").value == {"k": text}


def test_a_file_full_of_cuts_is_told_a_screenful_of_them_soon() -> None:
    text = "a:\n" + "  - {text: b, c}\n" * 4000
    with must_end():
        assert len(find_cut_prose(read_yaml(text.encode(), "f").value, text.encode(), "f")) == 50
