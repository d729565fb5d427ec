"""Rows of facts from CSV, JSON Lines and Parquet: columns of raw values, a chunk at a time.

An absent or empty cell is unknown; null is JSON's null, in CSV the word `null`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import Any, TextIO

from goldline.errors import GoldlineError
from goldline.reading.foreign_tables import foreign_encoding, foreign_separator
from goldline.reading.names import did_you_mean, listed, shown
from goldline.reading.strict_json import no_constant, no_twins
from goldline.rules.domain import Domain, Locales, Words, contains
from goldline.rules.domain import exact as exact_value
from goldline.rules.rows import RowValue
from goldline.rules.scene import UNKNOWN, Unknown
from goldline.rules.show import show_value

CHUNK = 1_000  # few enough to stay in the processor's own memory
LONGEST_CELL = 1 << 17
_DEEPEST = 4


class Absent:
    """What a cell holds that is not there."""


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows as columns of raw values, all of the same length; `first` is the number of the first row."""

    first: int
    count: int
    columns: dict[str, Sequence[object]]


def read_csv(stream: TextIO, known: Iterable[str]) -> Iterator[Chunk]:
    """Yield chunks of a CSV with a header; raises `GoldlineError` for what cannot be a table of facts."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_without_nul(stream), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if header and header[0].startswith("\ufeff"):
            header[0] = header[0].removeprefix("\ufeff")
        _check_header(header, known)
        first = 0
        for rows in _batches(_whole_rows(reader, len(header))):
            yield Chunk(first, len(rows), dict(zip(header, zip(*rows, strict=True), strict=True)))
            first += len(rows)
    except csv.Error as error:
        raise GoldlineError(
            f"line {reader.line_num} is not CSV: {error}", hint="quote cells that hold quotes"
        ) from None


def _without_nul(stream: TextIO) -> Iterator[str]:
    for number, line in enumerate(stream, 1):
        if "\0" in line:
            raise GoldlineError(
                f"line {number} holds a NUL character, as UTF-16 does", hint="save the table as `CSV UTF-8`"
            )
        yield line


def _check_header(header: list[str], known: Iterable[str]) -> None:
    if not header:
        raise GoldlineError("the table is empty: it has no header", hint="the first line names the inputs")
    foreign = foreign_separator(header)
    if foreign is not None:
        raise GoldlineError(f"the table has {foreign[0]}", hint=foreign[1])
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise GoldlineError(f"the column {listed(twice)} stands twice in the header", hint="keep one of them")
    _check_columns(header, known)


def _check_columns(names: Iterable[str], known: Iterable[str]) -> None:
    options = list(known)
    for name in names:
        if name not in options:
            hint = did_you_mean(name, options).removeprefix("; ") or f"its inputs are {listed(options)}"
            raise GoldlineError(f"there is no input `{name}` in this criterion", hint=hint)


def _whole_rows(reader: Any, width: int) -> Iterator[list[str]]:
    for row in reader:
        if not row:
            continue  # an empty line
        if len(row) != width:
            raise GoldlineError(
                f"line {reader.line_num} has {len(row)} cells, the header has {width}",
                hint="leave a cell empty where nothing is known",
            )
        yield row


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, CHUNK)):
        yield batch


def read_json_lines(stream: TextIO, known: Iterable[str]) -> Iterator[Chunk]:
    """Yield chunks of JSON Lines, an object a line."""
    options = list(known)
    first = 0
    for rows in _batches(_objects(stream)):
        columns = _uniform_columns([row for _, row in rows], options) or _columns(rows, options)
        yield Chunk(first, len(rows), columns)
        first += len(rows)


def _uniform_columns(rows: list[dict[str, object]], options: list[str]) -> dict[str, Sequence[object]] | None:
    """Return the columns of rows that all have the same names, quickly; None where they have not."""
    names = list(rows[0])
    if len(names) < 2 or not set(names) <= set(options) or set(map(len, rows)) != {len(names)}:
        return None
    try:
        return dict(zip(names, zip(*map(itemgetter(*names), rows), strict=True), strict=True))
    except KeyError:
        return None


def _columns(rows: list[tuple[int, dict[str, object]]], options: list[str]) -> dict[str, Sequence[object]]:
    names: dict[str, None] = {}
    allowed = frozenset(options)
    for number, row in rows:
        names.update(dict.fromkeys(row))
        if not row.keys() <= allowed:
            try:
                _check_columns(row, options)
            except GoldlineError as error:
                raise GoldlineError(f"line {number}: {error.message}", hint=error.hint) from None
    return {name: [row.get(name, ABSENT) for _, row in rows] for name in names}


def _objects(stream: TextIO) -> Iterator[tuple[int, dict[str, object]]]:
    decode = json.JSONDecoder(parse_constant=no_constant, parse_float=Decimal).decode
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        text = line if number > 1 else line.removeprefix("\ufeff")
        row = _quick_object(decode, text)
        yield number, _careful_object(text, number) if row is None else row


def _quick_object(decode: Callable[[str], Any], text: str) -> dict[str, object] | None:
    """Return the object on a line, or None where it needs a closer look."""
    try:
        row = decode(text)
    except (ValueError, RecursionError):
        return None
    # As many colons as names: none stands twice. No other bracket: no value is a list or an object.
    sound = isinstance(row, dict) and len(row) == text.count(":") and text.count("{") == 1 and "[" not in text
    return row if sound else None


def _careful_object(text: str, number: int) -> dict[str, object]:
    """Return the object on a line; raises `GoldlineError` for what is no row of facts."""
    decode = json.JSONDecoder(
        object_pairs_hook=no_twins, parse_constant=no_constant, parse_float=Decimal
    ).decode
    try:
        row = decode(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", str(error)) or "nested too deep"
        raise GoldlineError(f"line {number} is not JSON: {reason}", hint="write one object a line") from None
    if not isinstance(row, dict):
        raise GoldlineError(f"line {number} is not a JSON object", hint='write {"input": value, …}')
    for name, value in row.items():
        if isinstance(value, dict | list):
            raise GoldlineError(f"line {number}: `{name}` is a list or an object", hint="one value an input")
    return row


def read_parquet(path: str, known: Iterable[str]) -> Iterator[Chunk]:
    """Yield chunks of a Parquet file. Needs the extra `goldline[parquet]`."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise GoldlineError(
            "reading Parquet needs the package pyarrow", hint="pip install 'goldline[parquet]'"
        ) from None
    try:
        file = parquet.ParquetFile(path)
    except Exception as error:
        raise GoldlineError(f"this is not a Parquet file: {error}") from None
    _check_header(list(file.schema_arrow.names), known)
    first = 0
    for batch in file.iter_batches(batch_size=CHUNK):
        columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
        plain: dict[str, Sequence[object]] = {
            name: [_plain(value) for value in column] for name, column in columns.items()
        }
        yield Chunk(first, batch.num_rows, plain)
        first += batch.num_rows


def _plain(value: object) -> object:
    if isinstance(value, list | dict):
        return str(value)  # no input can be that, and it will be told
    return exact_value(value) if isinstance(value, float) else value


# --- cells -----------------------------------------------------------------------------------


class CellReader:
    """Turns a column's raw cells into values of the input's domain.

    `met_stranger` is whether some cell held what the input cannot be. Such a cell says nothing, so it
    is read as unknown; `stranger` finds it again.
    """

    def __init__(self, domain: Domain, *, text: bool) -> None:
        self.domain = domain
        self.met_stranger = False
        self._words: dict[str, RowValue] = {}
        if text and isinstance(domain, Words):
            self._words = {show_value(value): value for value in domain.values}
        self._read: Callable[[Any], RowValue] = self._from_text if text else self._from_json

    def __call__(self, raw: object) -> RowValue:
        """Return the value of a raw cell, or `UNKNOWN`."""
        value = self._read(raw)
        if isinstance(value, Unknown) or contains(self.domain, value):
            return value
        self.met_stranger = True
        return UNKNOWN

    def stranger(self, raw: object) -> str | None:
        """Return what a raw cell holds where that is nothing its input can be, as an author writes it."""
        value = self._read(raw)
        return None if isinstance(value, Unknown) or contains(self.domain, value) else shown(value)

    def _from_text(self, raw: str) -> RowValue:
        text = raw.strip()
        if not text:
            return UNKNOWN
        if text in self._words:
            return self._words[text]
        if text == "null":
            return None
        if isinstance(self.domain, Locales):
            return text
        if isinstance(self.domain, Words):
            lowered = text.lower()
            return self._words.get(lowered, text) if lowered in ("true", "false") else text
        try:
            number = Decimal(text)
        except ArithmeticError:
            return text
        return number if number.is_finite() else text

    def _from_json(self, raw: object) -> RowValue:
        if raw is ABSENT or raw == "":
            return UNKNOWN
        return raw if raw is None or isinstance(raw, bool | int | Decimal | str) else str(raw)


def open_rows(path: str, stdin: io.TextIOBase | TextIO, known: Iterable[str]) -> tuple[Iterator[Chunk], bool]:
    """Return the chunks of a file of facts by its suffix (`-`: JSON Lines or CSV from standard input).

    The second value says whether cells are text (CSV).
    """
    if path == "-":
        return _sniffed(stdin, known)  # type: ignore[arg-type]
    lowered = path.lower()
    if lowered.endswith((".parquet", ".pq")):
        return read_parquet(path, known), False
    if lowered.endswith((".jsonl", ".ndjson", ".json")):
        return _closing(path, known, read_json_lines), False
    if lowered.endswith(".csv"):
        return _closing(path, known, read_csv), True
    raise GoldlineError(f"`{path}` is no table that can be read", hint="give a .csv, .jsonl or .parquet file")


def _closing(
    path: str, known: Iterable[str], read: Callable[[TextIO, Iterable[str]], Iterator[Chunk]]
) -> Iterator[Chunk]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            yield from read(stream, known)
    except OSError as error:
        raise GoldlineError(f"`{path}` cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        with open(path, "rb") as raw:
            told = foreign_encoding(raw.read(64))
        if told is not None:
            raise GoldlineError(f"`{path}` is {told}, not UTF-8", hint="save it as `CSV UTF-8`") from None
        raise GoldlineError(
            f"`{path}` is not UTF-8: byte {error.start + 1} of a block cannot be read",
            hint="save it as UTF-8",
        ) from None


def _sniffed(stream: TextIO, known: Iterable[str]) -> tuple[Iterator[Chunk], bool]:
    head = stream.readline()
    text = head.removeprefix("\ufeff").lstrip()
    rest = _Chained(head, stream)
    if text.startswith("{"):
        return read_json_lines(rest, known), False  # type: ignore[arg-type]
    return read_csv(rest, known), True  # type: ignore[arg-type]


class _Chained:
    """A line that was read already, then the rest of its stream."""

    def __init__(self, head: str, stream: TextIO) -> None:
        self.head = head
        self.stream = stream

    def __iter__(self) -> Iterator[str]:
        if self.head:
            yield self.head
        yield from self.stream
