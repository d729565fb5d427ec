"""What is read, what is refused, and where the refusal points: one row a case, for both parsers."""

from __future__ import annotations

import pytest

from goldline.model.finding import Place
from goldline.reading import yaml_events
from goldline.reading.yaml import TOLERATED, Reading, parser_name, read_yaml
from patience import must_end

FILE = "goldsets/basics/items/cap-0001.yaml"


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(yaml_events, "CParser", None)
    elif not yaml_events.fast_available():
        pytest.skip("libyaml is not installed")
    return str(request.param)


def read(data: bytes | str) -> Reading:
    return read_yaml(data.encode() if isinstance(data, str) else data, FILE)


def found(data: bytes | str) -> list[str]:
    """Return what is wrong as `kind line:column`."""
    return [
        f"{problem.kind} {problem.at.line}:{problem.at.column}"
        for problem in read(data).problems
        if isinstance(problem.at, Place)
    ]


# --- values ----------------------------------------------------------------------------------


def test_a_file_becomes_plain_values() -> None:
    data = """\
id: cap-0007
media: [beach, {id: clip, path: media/clip.mp4}]
response: |
  A brown dog.
    It runs.
findings:
- type: hallucination.object
  evidence:
    - {quote: "a red ball"}
    - media: beach
      region: [0.41, 0.62, 0.10, 0.12]
labels: {correctness: 2}
observations: {}
tags: []
note: folded over
  two lines
"""
    assert read(data) == Reading(
        {
            "id": "cap-0007",
            "media": ["beach", {"id": "clip", "path": "media/clip.mp4"}],
            "response": "A brown dog.\n  It runs.\n",
            "findings": [
                {
                    "type": "hallucination.object",
                    "evidence": [
                        {"quote": "a red ball"},
                        {"media": "beach", "region": [0.41, 0.62, 0.1, 0.12]},
                    ],
                }
            ],
            "labels": {"correctness": 2},
            "observations": {},
            "tags": [],
            "note": "folded over two lines",
        },
        (),
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[(word, None) for word in ("", "~", "null", "Null", "NULL")],
        *[(word, True) for word in ("true", "True", "TRUE")],
        *[(word, False) for word in ("false", "False", "FALSE")],
        *[(word, word) for word in ("no", "yes", "off", "on", "n", "y", "No", "nULL", "tRUE")],  # Y15
        *[(word, word) for word in ("2024-01-01", "2024-01-01T00:00:00Z", "2024-13-45")],  # Y16, Y17
        ("0123", 123),  # Y18; `source_text` tells them apart
        ("00000001", 1),
        ("1e3", 1000.0),
        ("0x1f", 31),
        ("0o17", 15),
        ("1.10", 1.1),
        ("+12", 12),
        ("-0", 0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-.5e-1", -0.05),
        ("0.30000000000000004", 0.30000000000000004),
        *[(word, word) for word in ("1_000", "0b11", "-0x1f", "0o9", "1e", ".", "+", "1.2.3", "190:20:30")],
        *[(word, word) for word in (".Nan", ".iNF", "1,5", "١", "½")],
        ("=", "="),  # Y20: no more than a string in YAML 1.2
        ("<<", "<<"),
        *[(f'"{word}"', word) for word in ("1", "null", "true", "<<", "")],
        ("'it''s'", "it's"),
        (r'"a\0b\e[31m\u202e\x85"', "a\0b\x1b[31m\u202e\x85"),  # Y27: kept, and shown escaped
        ("Is it?", "Is it?"),
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    ],
)
def test_the_core_schema_decides_what_a_word_is(written: str, value: object) -> None:
    for data in (f"k: {written}\n", f"k:\n- {written}\n"):
        result = read(data).value["k"]
        result = result[0] if isinstance(result, list) else result
        assert (result, type(result)) == (value, type(value))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("a: {boolean: Is it about the image?}\n", {"a": {"boolean": "Is it about the image?"}}),
        (
            "a: {ordered: true, ask: Which register?, then: 2}\n",
            {"a": {"ordered": True, "ask": "Which register?", "then": 2}},
        ),
        (
            "sources: [https://example.org/x, http://a.b/c?d]\n",
            {"sources": ["https://example.org/x", "http://a.b/c?d"]},
        ),
        ("a: {at: 12:30, why??: no}\n", {"a": {"at": "12:30", "why??": "no"}}),
        ("a: [std::vector, b]\n", {"a": ["std::vector", "b"]}),
        ("a: [\ue000?, b]\n", {"a": ["\ue000?", "b"]}),
        ('a: {"b":1}\n', {"a": {"b": 1}}),
    ],
)
def test_questions_and_addresses_need_no_quotes_in_brackets(data: str, value: object) -> None:
    assert read(data) == Reading(value, ())


@pytest.mark.parametrize("word", ["__proto__", "__class__", "constructor"])
def test_a_key_is_never_more_than_text(word: str) -> None:  # Y44
    assert read(f"{{'{word}': 1, {word}2: 2}}").value == {word: 1, f"{word}2": 2}


@pytest.mark.parametrize("data", ["---\na: 1\n", "a: 1\n...\n", "# c\n\n---\na: 1\n...\n# d\n", "{a: 1}"])
def test_marks_around_the_one_document_are_harmless(data: str) -> None:
    assert read(data) == Reading({"a": 1}, ())


def test_japanese_and_arabic_text_is_ordinary() -> None:
    data = "題名: 赤い　ボール\nnote: 'كرة\u200c حمراء'\n"
    assert read(data) == Reading({"題名": "赤い　ボール", "note": "كرة\u200c حمراء"}, ())


# --- refusals --------------------------------------------------------------------------------

DEEP_MAPS = "\n".join(" " * depth + "a:" for depth in range(500))
NINE = 9 * "*a0, "
BOMB = "a0: &a0 {k0: 1, k1: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{NINE}], x{n}: 1}}\n" for n in range(1, 7))

REFUSED = {
    "Y03 brackets without end": ("a: " + "[" * 100_000 + "]" * 100_000, ["nested-too-deep 1:35"]),
    "Y04 500 nested mappings": (DEEP_MAPS, ["nested-too-deep 33:33"]),
    "Y04 5,000 dashes": ("a:\n  " + "- " * 5000 + "x", ["nested-too-deep 2:65"]),
    "Y04 question marks": ("a:\n  " + "? " * 40 + "x", ["key-not-string 2:5"]),
    "Y05 300 brackets": ("a: " + "[" * 300, ["nested-too-deep 1:35"]),
    "Y06 a key twice": ("id: a\nid: b\n", ["duplicate-key 2:1"]),
    "Y06 a key twice, once quoted": ('{id: a, "id": b}', ["duplicate-key 1:9"]),
    "Y06 in a list": ("a:\n  - b: 1\n    c: 2\n    b: 3\n", ["duplicate-key 4:5"]),
    "Y07 keys that are not text": ("1: y\ntrue: z\n", ["key-not-string 1:1", "key-not-string 2:1"]),
    "Y07 in brackets": ("a: {1: y}\n", ["key-not-string 1:5"]),
    "Y07 null as a key": ("~: y\n", ["key-not-string 1:1"]),
    "Y07 no key": (": y\n", ["key-not-string 1:1"]),
    "Y08 merge keys": ("c:\n  <<: {}\n  <<: {}\n", ["merge-key 2:3", "merge-key 3:3"]),
    "Y09 merge key": (
        "base: &b {label: pass}\nx:\n  <<: *b\n  label: fail\n",
        ["yaml-anchor 1:7", "merge-key 3:3", "yaml-alias 3:7"],
    ),
    "Y10 a tag that runs code": ('a: !!python/object/apply:os.system ["echo"]', ["yaml-tag 1:4"]),
    "Y11 tags": (
        "x: !foo bar\ny: !foo {a: 1}\nz: !!python/name:os.system\n",
        ["yaml-tag 1:4", "yaml-tag 2:4", "yaml-tag 3:4"],
    ),
    "Y12 standard tags": (
        "x: !!binary aGVsbG8=\ny: !!set {a}\nz: !!omap [a: 1]\nw: !!str 1\nv: ! a\n",
        [f"yaml-tag {line}:4" for line in range(1, 6)],
    ),
    "Y14 a version": ("%YAML 1.1\n---\nlabel: no\n", ["yaml-directive 1:1"]),
    "Y14 version 1.2 too": ("# a\n\n%YAML 1.2\n---\nlabel: no\n", ["yaml-directive 3:1"]),
    "Y14 tag directive": ("%TAG ! tag:example.org,2000:\n---\na: 1\n", ["yaml-directive 1:1"]),
    "Y14 any directive": ("%ANY thing\n---\na: 1\n", ["yaml-directive 1:1"]),
    "Y21 not finite": (
        "a: .nan\nb: .inf\nc: -.INF\nd: 1e999\n",
        [f"number-not-finite {line}:4" for line in range(1, 5)],
    ),
    "Y22 5,000 digits": ("a: " + "9" * 5000, ["number-too-long 1:4"]),
    "Y22 in other bases": ("a: 0x" + "f" * 5000, ["number-too-long 1:4"]),
    "digits that would be lost": (
        "a: 0.10000000000000001\nb: [1e-400]\n",
        ["number-not-exact 1:4", "number-not-exact 2:5"],
    ),
    "Y24 BOM in the middle": ("id: a\n\ufeffk: b\n", ["stray-byte-order-mark 2:1"]),
    "Y25 UTF-16": ("id: a\n".encode("utf-16"), ["not-utf8 1:1"]),
    "Y25 UTF-32": ("id: a\n".encode("utf-32"), ["not-utf8 1:1"]),
    "Y26 UTF-16 without BOM": ("id: a\n".encode("utf-16-le"), ["not-utf8 1:1"]),
    "Y26 Latin-1": (b"id: a\nt: \xc3\xa9 caf\xe9\n", ["not-utf8 2:9"]),
    "Y26 surrogates as bytes": (b"t: \xed\xa0\x80\n", ["not-utf8 1:4"]),
    "Y26 NUL": (b"a: x\x00b\n", ["control-character 1:5"]),
    "Y26 ESC, DEL and C1": (
        "a: \x1b[31m\x7f\nb: \x9b\n",
        [f"control-character {at}" for at in ("1:4", "1:9", "2:4")],
    ),
    "Y26 not a character": ("a: \ufffe\n", ["control-character 1:4"]),
    "Y27 half a character": (r'a: "\ud800"' + "\n", ["lone-surrogate 1:4"]),
    "Y27 half a character in a key": (r'"\udfff": 1' + "\n", ["lone-surrogate 1:1"]),
    "Y27 two halves": (r'a: ["\ud83d\ude00"]' + "\n", ["lone-surrogate 1:5"]),
    "Y28 next line": ("a: x\x85y\n", ["odd-line-break 1:5"]),
    "Y29 separators in a block": (
        "a: |\n  x\u2028y\n  z\u2029\n",
        ["odd-line-break 2:4", "odd-line-break 3:4"],
    ),
    "Y31 lone CR": (b"id: a\rk: b\n", ["lone-carriage-return 1:6"]),
    "Y32 tab as indentation": ("a:\n\tb: 1\n", ["yaml-tab 2:1"]),
    "Y32 tab behind a colon": ("a:\tb\n", ["yaml-tab 1:3"]),
    "Y32 tab in unquoted text": ("a: b\tc\n", ["yaml-tab 1:5"]),
    "Y32 tab behind a text with a #": ("a: b#\t\n", ["yaml-tab 1:6"]),
    "Y33 two documents": ("a: 1\n---\nb: 1\n", ["several-documents 2:1"]),
    "Y33 text after the end": ("a: 1\n...\nb: 1\n", ["several-documents 3:1"]),
    "Y34 empty": (b"", ["not-a-mapping 1:1"]),
    "Y34 comment": ("\n\n# only a comment\n", ["not-a-mapping 1:1"]),
    "Y34 empty document": ("---\n", ["not-a-mapping 1:1"]),
    "Y34 text": ("hello\n", ["not-a-mapping 1:1"]),
    "Y34 list": ("- a\n- b\n", ["not-a-mapping 1:1"]),
    "Y35 conflict": ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\nc: 1\n", ["merge-conflict 2:1"]),
    "Y36 conflict in a block": (
        "a: |\n  x\n  <<<<<<< HEAD\n  y\n  ||||||| base\n  =======\n  z\n  >>>>>>> br\n",
        ["merge-conflict 3:3"],
    ),
    "Y36 two conflicts": (
        "a: |\n  <<<<<<< a\n  =======\n  >>>>>>> b\n  x\n  <<<<<<<\n  =======\n  >>>>>>>\n",
        ["merge-conflict 2:3", "merge-conflict 6:3"],
    ),
    "Y36 what a careless mend leaves": (
        "a: |\n  x\n  =======\n  y\n  >>>>>>> b\n",
        ["merge-conflict 3:3", "merge-conflict 5:3"],
    ),
    "Y37 a list in itself": ("a: &a [*a]\n", ["yaml-anchor 1:4", "yaml-alias 1:8"]),
    "Y38 a key for itself": ("&a a: *a\n", ["yaml-anchor 1:1", "yaml-alias 1:7"]),
    "Y38 an alias to nothing": ("a: *nope\n", ["yaml-alias 1:4"]),
    "Y39 a list as a key": ("? [a, b]\n: x\n", ["key-not-string 1:3"]),
    "Y39 a mapping as a key": ("? {a: b}\n: x\n", ["key-not-string 1:3"]),
    "Y40 LFS pointer": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:12ab\nsize 12\n",
        ["lfs-pointer 1:1"],
    ),
    "readers differ: comment at a block": ("a: |# b\n  c\n", ["yaml-syntax 1:5"]),
    "readers differ: blanks before a block": ("a: |\n \n   b\n", ["yaml-syntax 2:1"]),
    "readers differ: a quoted key in a list": ('a: ["k":1]\n', ["yaml-syntax 1:8"]),
    "several things at once": (
        "a: \x07x\nb: .inf\nb: 1\nc: [\n",
        ["control-character 1:4", "number-not-finite 2:4", "duplicate-key 3:1", "yaml-syntax 4:4"],
    ),
}


@pytest.mark.parametrize(("data", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_is_refused_at_its_place(data: bytes | str, expected: list[str]) -> None:
    with must_end():
        assert found(data)[: len(expected)] == expected
    reading = read(data)
    assert reading.value is None
    assert all(problem.message and problem.hint and problem.at.file == FILE for problem in reading.problems)


@pytest.mark.parametrize("data", [BOMB, "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{NINE}]\n" for n in range(9))])
def test_bombs_of_aliases_are_refused_unlit(data: str) -> None:  # Y01, Y02
    with must_end():
        assert {line.split()[0] for line in found(data)} <= {"yaml-anchor", "yaml-alias", "merge-key"}


def test_a_key_given_twice_is_named_with_both_lines() -> None:
    (problem,) = read("id: a\ntitle: x\nid: b\n").problems
    assert "`id`" in problem.message
    assert "line 1 and on line 3" in problem.message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a: caf\xe9\n", "byte 0xE9 at byte offset 6"),
        (b"a: \xc3\xa9\x00\n", "U+0000 at byte offset 5"),
        ("a: x\x85y\n", "U+0085"),
        ("a: @alice\n", "`@` cannot stand at the start"),
        ("1: y\n", "reads as a number"),
        ("version https://git-lfs.github.com/spec/v1\n", "pointer of Git LFS"),
    ],
)
def test_messages_name_what_was_met(data: bytes | str, word: str) -> None:
    (problem,) = read(data).problems
    assert word in problem.message


def test_what_is_printed_cannot_act_on_a_terminal() -> None:
    (first, *_) = read('a: 1\n"\\e[2J\\nOK": 1\n"\\e[2J\\nOK": 2\n').problems
    assert first.kind == "duplicate-key"
    assert r"\x1b[2J\x0aOK" in first.message


# --- limits ----------------------------------------------------------------------------------


def test_32_levels_are_read_and_33_are_not() -> None:
    assert read("a: " + "[" * 31 + "]" * 31).value is not None
    assert found("a: " + "[" * 32 + "]" * 32) == ["nested-too-deep 1:35"]


def test_a_file_above_the_limit_is_refused_unread() -> None:
    data = b"a: " + b"x" * 100
    assert read_yaml(data, FILE, limit=103).value
    assert [problem.kind for problem in read_yaml(data, FILE, limit=102).problems] == ["file-too-large"]
    assert found(b"a: " + b"x" * (1 << 20)) == ["file-too-large 1:1"]


def test_a_file_of_too_many_values_is_refused(parser: str) -> None:
    if parser == "pure":
        pytest.skip("a minute of work for the pure parser")
    assert read("a: [" + "1," * 199_990 + "]").value
    assert [line.split()[0] for line in found("a: [" + "1," * 200_000 + "]")] == ["too-many-values"]


def test_a_file_full_of_faults_reports_no_more_than_a_screenful() -> None:
    assert len(read("a: *b\n" * 500).problems) == 50
    assert len(read("a: \x01\n" * 500).problems) <= 100


@pytest.mark.parametrize(
    "data",
    [
        b"a: {b: c: " + b" " * 1_000_000,
        b"a: b #" + b"\t" * 1_000_000,
        b"a: [b" + b":" * 1_000_000,
        b"a: {b: c" + b", d" * 300_000,
        b'a: "' + b"x" * 1_000_000,
        b"a: |\n" + b" \n" * 500_000,
        b"<<<<<<< a\n" * 100_000,
        b"\x00" * 1_000_000,
    ],
    ids=["blanks", "tabs", "colons", "commas", "open quote", "blank lines", "conflicts", "NUL"],
)
def test_a_megabyte_of_spite_is_read_or_refused_and_comes_to_an_end(data: bytes, parser: str) -> None:
    if parser == "pure":
        pytest.skip("only libyaml is expected to be fast")
    with must_end():
        reading = read(data)
    assert reading.value is None or not reading.problems


# --- what is tolerated -----------------------------------------------------------------------


def test_a_byte_order_mark_at_the_start_is_noted_and_read_over() -> None:  # Y23
    reading = read("\ufeffid: a\n")
    assert reading.value == {"id": "a"}
    assert [problem.kind for problem in reading.problems] == ["byte-order-mark"]


def test_windows_line_ends_are_noted_and_read_as_plain_ones() -> None:  # Y30
    reading = read('id: a\r\nt: |\r\n  x\r\n  y\r\nq: "a\r\n  b"\r\n')
    assert reading.value == {"id": "a", "t": "x\ny\n", "q": "a b"}
    assert [problem.kind for problem in reading.problems] == ["crlf"]
    assert {problem.kind for problem in reading.problems} <= TOLERATED


def test_what_is_tolerated_does_not_hide_what_is_not() -> None:
    assert found("\ufeffid: a\r\nid: b\r\n") == ["byte-order-mark 1:1", "crlf 1:1", "duplicate-key 2:1"]


@pytest.mark.parametrize(
    "data",
    ['a: "x\ty"\n', "a: 'x\ty'\n", "a: |\n  x\ty\n  \tz\n", "a: >-\n  x\ty\t\n", "a: b # c\td\n#\te\nf: 1\n"],
)
def test_tabs_are_text_in_quotes_blocks_and_comments(data: str) -> None:
    reading = read(data)
    assert reading.problems == ()
    assert reading.value is not None


def test_conflict_markers_may_stand_where_the_file_says_so() -> None:
    block = "a: |\n  <<<<<<< a\n  =======\n  >>>>>>> b\n"
    allowed = "x-allow-conflict-markers: true\n" + block
    assert read(allowed).value == {"x-allow-conflict-markers": True, "a": "<<<<<<< a\n=======\n>>>>>>> b\n"}
    assert found("x-allow-conflict-markers: false\n" + block) == ["merge-conflict 3:3"]
    assert found("b:\n  x-allow-conflict-markers: true\n" + block) == ["merge-conflict 4:3"]
    assert found(allowed + "a: 2\n") == ["duplicate-key 6:1"]


@pytest.mark.parametrize(
    "line",
    ["======", "========", "<<<<<<", "<<<<<<<<", "a <<<<<<< b", ">>> print(x)", "===== x =====", "|||||||a"],
)
def test_other_runs_of_such_characters_are_text(line: str) -> None:
    assert read(f"a: |\n  {line}\n").value == {"a": f"{line}\n"}


def test_the_parser_in_use_has_a_name(parser: str) -> None:
    assert ("libyaml" in parser_name()) == (parser == "libyaml")
