"""Where a file cannot be read, the message says in plain words what stands there and what to do."""

from __future__ import annotations

import pytest

from goldline.model.finding import Place
from goldline.reading import yaml_events
from goldline.reading.yaml import read_yaml


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(yaml_events, "CParser", None)
    elif not yaml_events.fast_available():
        pytest.skip("libyaml is not installed")


CASES = [
    # what was written, where it is reported, words of the message, words of the hint
    ("text: @alice\n", "1:7", "`@` cannot stand at the start", '"@alice"'),
    ('text: `x` is "y"\n', "1:7", "a backtick cannot stand", "'`x` is \"y\"'"),
    ("text: %x\n", "1:7", "`%` cannot stand", '"%x"'),
    (
        "text: *important* note\n",
        "1:7",
        "`*` at the start of a value means something else",
        '"*important* note"',
    ),
    ("text: **bold** note\n", "1:7", "`*` at the start of a value means something else", '"**bold** note"'),
    ("text: * a\n", "1:7", "`*` at the start of a value means something else", '"* a"'),
    ("text: & co\n", "1:7", "`&` at the start of a value means something else", '"& co"'),
    ("*a: b\nc: d\n", "1:1", "", ""),
    ("text: !<x y\n", "1:7", "`!` at the start of a value means something else", '"!<x y"'),
    ("text: ? b\n", "1:7", "`? ` at the start of a value", "quotes"),
    (
        "labels: correctness: 2\n",
        "1:20",
        "gives `labels` a value, and then has another colon",
        "line of its own",
    ),
    ("a: b\n  c: d\n", "2:4", "continues the text of `a`", "indent it like `a`"),
    ("a:b\nc: d\n", "1:1", "no blank after its colon", "blank after the colon"),
    ("a: b\nc\nd: e\n", "2:1", "`c` is not `key: value`", "indent it further"),
    ("a: b\nc\n", "2:1", "`c` is not `key: value`", "indent it further"),
    ("a\nb: c\n", "1:1", "`a` is not `key: value`", ""),
    ("a: - b\n", "1:4", "a list begins in the line of its key", "next line"),
    ("a:\n  - b\n - c\n", "3:2", "indentation of this list entry", "same indentation"),
    ("a: b\n- c\n", "2:1", "indentation of this list entry", "below its key"),
    ("a:\n  b: 1\n c: 2\n", "3:2", "indentation of this line", "begin it below"),
    ("  a: 1\nb: 2\n", "2:1", "indentation of this line", "begin it below"),
    ('a: "b\nc: d\n', "1:4", 'the quote `"` that opens here is never closed', 'close it with `"`'),
    ("a:\n  - 'b\n", "2:5", "the quote `'` that opens here is never closed", "close it"),
    ("a: 'it's'\n", "1:8", "goes on after its closing quote", "written twice"),
    ('a: "he said "x" y"\n', "1:14", "goes on after its closing quote", "written twice"),
    ('a: {b: "c" d}\n', "1:12", "goes on after its closing quote", "whole text"),
    ("a: [x] y\n", "1:8", "goes on after the closing `]`", "brackets belong to it"),
    ("a: [b\nc: d\n", "1:4", "the `[` that opens here is still open on line 2", "close it with `]`"),
    ("a: {b: c\nd: e\n", "1:4", "the `{` that opens here is still open on line 2", "close it with `}`"),
    ("a: [1, 2,\n", "1:4", "the `[` that opens here is still open", "close it with `]`"),
    ("a: {b: [c, d}\n", "1:8", "", "]"),
    ("a: }\n", "1:4", "a value cannot begin with `}`", "quotes"),
    ("a: , b\n", "1:4", "a value cannot begin with `,`", '", b"'),
    ("a: {x: ?}\n", "1:8", "cannot begin with `?`", "quotes"),
    ("a: [x, - y]\n", "1:8", "a list entry (`- `) cannot stand inside brackets", "commas"),
    (r'a: "C:\dir"' + "\n", "1:7", "a backslash begins a special character", "write it twice"),
    (r'a: "\U00110000"' + "\n", "1:5", "a backslash begins a special character", "single quotes"),
    ("a: |x\n  b\n", "1:5", "after `|` or `>` the line must end", "next line"),
    ("a: |\n    b\n  c\n", "3:3", "indentation of this line", ""),
    ("a:\n\tb: 1\n", "2:1", "a tab is used to indent", "blanks"),
    ("a:\tb\n", "1:3", "a tab stands between parts", "blank"),
    ("a: b\n%c: d\n", "2:1", "", ""),
]


@pytest.mark.parametrize(("data", "at", "message", "hint"), CASES, ids=[repr(case[0]) for case in CASES])
def test_a_fault_is_explained(data: str, at: str, message: str, hint: str) -> None:
    reading = read_yaml(data.encode(), "f.yaml")
    assert reading.value is None
    problem = reading.problems[-1]
    assert isinstance(problem.at, Place)
    if message:
        assert message in problem.message
        assert f"{problem.at.line}:{problem.at.column}" == at
    assert hint in problem.hint


JARGON = (
    "token",
    "simple key",
    "block end",
    "node content",
    "flow node",
    "stream",
    "scanning",
    "parser says",
    "context",
)


@pytest.mark.parametrize("data", [case[0] for case in CASES])
def test_no_parser_jargon_reaches_the_reader(data: str) -> None:
    for problem in read_yaml(data.encode(), "f.yaml").problems:
        assert not [word for word in JARGON if word in problem.message + problem.hint]


def test_what_no_case_explains_is_shown_with_the_line_and_the_parsers_words() -> None:
    (*_, problem) = read_yaml(b"k: !  }\n", "f.yaml").problems
    assert "cannot be read from `}` on" in problem.message
    assert "the parser says" in problem.hint
