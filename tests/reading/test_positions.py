"""Where things stand in a file, asked only when something is reported there."""

from __future__ import annotations

import pytest

from goldline.model.finding import Place, Where
from goldline.reading import yaml_events
from goldline.reading.positions import Positions, source_text

DATA = """\
id: cap-0007
media: [beach, {id: clip, at: 12:30}]
empty:
findings:
  - type: h.o
    note: |
      No ball.
  - type: 'x'   # why
"ключ": é "x" ü
"""


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(yaml_events, "CParser", None)
    elif not yaml_events.fast_available():
        pytest.skip("libyaml is not installed")


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("id",), (1, 5), (1, 1)),
        (("media",), (2, 8), (2, 1)),
        (("media", 0), (2, 9), (2, 9)),
        (("media", 1, "at"), (2, 31), (2, 27)),
        (("empty",), (3, 1), (3, 1)),  # nothing is written there: the key is
        (("findings",), (5, 3), (4, 1)),
        (("findings", 0), (5, 5), (5, 5)),
        (("findings", 0, "note"), (6, 11), (6, 5)),
        (("findings", 1, "type"), (8, 11), (8, 5)),
        (("ключ",), (9, 9), (9, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_values_and_keys_have_places(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    positions = Positions(DATA.encode())
    assert positions.value(path) == value
    assert positions.key(path) == key


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("nope",), (1, 1)),
        (("findings", 0, "severity"), (5, 5)),
        (("findings", 7, "type"), (5, 3)),
        (("id", "deeper", 3), (1, 5)),
        (("empty", 0), (3, 1)),
    ],
)
def test_what_is_missing_is_placed_at_what_would_hold_it(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    positions = Positions(DATA.encode())
    assert positions.value(path) == positions.key(path) == place


def test_columns_count_characters_and_lines_survive_windows_and_a_byte_order_mark() -> None:
    data = ("\ufeff" + DATA.replace("\n", "\r\n")).encode()
    for path in [("id",), ("media", 1, "at"), ("findings", 0, "note"), ("ключ",)]:
        assert Positions(data).value(path) == Positions(DATA.encode()).value(path)
    assert Positions("é: {ü: ñ}\n".encode()).value(("é", "ü")) == (1, 8)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (("id",), "cap-0007"),
        (("media", 1, "at"), "12:30"),
        (("findings", 1, "type"), "'x'"),
        (("findings", 0, "note"), "|\n      No ball."),
        (("ключ",), 'é "x" ü'),
        (("empty",), ""),
        (("findings",), ""),
        (("nope",), ""),
    ],
)
def test_the_source_of_a_scalar_is_what_was_written(path: tuple[str | int, ...], source: str) -> None:
    assert Positions(DATA.encode()).source(path) == source


@pytest.mark.parametrize("written", ["0123", "1.10", "0x1f", "1e3", "00000001", "1234e5"])
def test_the_source_shows_what_a_number_hides(written: str) -> None:  # Y18
    assert source_text(f"a:\n  - version: {written}  # c\n".encode(), ("a", 0, "version")) == written


@pytest.mark.parametrize(
    ("line", "column", "path"),
    [
        (1, 1, ("id",)),
        (3, 11, ("rules", 0, "text")),
        (4, 5, ("rules", 0, "then")),
        (5, 6, ("rules", 1, "text")),
        (5, 13, ("rules", 1, "text")),
        (7, 3, ("flow", "b")),
    ],
)
def test_a_place_lies_in_the_innermost_value_around_it(
    line: int, column: int, path: tuple[str | int, ...]
) -> None:
    data = b"""id: one
rules:
  - text: first
    then: 2
  - text: second
flow: {a: 1,
  b: 2}
"""
    assert Positions(data).path_at(line, column) == path


def test_a_where_becomes_a_place() -> None:
    positions = Positions(DATA.encode())
    where = Where("f.yaml", ("findings", 1))
    assert positions.place(where.down("type")) == Place("f.yaml", 8, 11)
    assert positions.place(where.key("type")) == Place("f.yaml", 8, 5)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"a: [", b"- x", b"x", b"a: " + b"[" * 5000, b"? [a]\n: b\nc: d\n"]
)
def test_places_are_given_in_files_that_cannot_be_read(data: bytes) -> None:
    line, column = Positions(data).value(("a", 0, "b"))
    assert line >= 1
    assert column >= 1


def test_what_stands_before_a_fault_keeps_its_place() -> None:
    assert Positions(b"a: 1\nb: 2\nc: [").value(("b",)) == (2, 4)
