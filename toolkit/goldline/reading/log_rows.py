"""Rows of judgment logs from CSV, JSON Lines and Parquet: columns of text, a chunk at a time.

A fault of a row is noted and the row left out; a fault of the file as a whole (no header, not UTF-8,
quotes that never end) is a `GoldlineError`, for nothing after it can be trusted.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, TextIO

from goldline.errors import GoldlineError
from goldline.reading.foreign_tables import foreign_encoding, foreign_separator
from goldline.reading.names import did_you_mean, listed
from goldline.reading.strict_json import no_constant, no_twins
from goldline.reading.text import safe

REQUIRED = ("item", "criterion", "annotator", "value")
OPTIONAL = ("response", "submitted_at", "seconds", "guideline", "order", "confidence", "findings", "team")

_ALSO_CALLED = {
    "item": {"item", "unit", "task", "document", "doc", "text", "example", "sample", "instance", ""},
    "criterion": {"criterion", "criteria", "dimension", "aspect", "attribute", "category", "measure"},
    "annotator": {"annotator", "rater", "worker", "coder", "judge", "user", "reviewer", "analyst", "labeler"},
    "value": {"value", "label", "rating", "score", "answer", "judgment", "judgement", "annotation", "code"},
}
"""What other tools call the columns of a log."""
_CHUNK = 20_000
_LONGEST_CELL = 1 << 17
_LONGEST_LINE = 1 << 20
_DEEPEST = 16

Noted = Callable[[int, str, str], None]
"""Called with the number of a row, what is wrong with it, and a way out."""


@dataclass(frozen=True, slots=True)
class RowChunk:
    """Rows as columns of text, all of one length; `numbers` says where each stands in its file."""

    numbers: Sequence[int]
    columns: dict[str, Sequence[str]]
    findings: dict[int, Any]


def open_log(path: str, note: Noted, encoding: str = "utf-8") -> Iterator[RowChunk]:
    """Return the chunks of a log by the suffix of its name."""
    lowered = path.lower()
    if lowered.endswith((".parquet", ".pq")):
        return _parquet(path, note)
    if lowered.endswith((".jsonl", ".ndjson")):
        return _opened(path, encoding, note, _json_lines)
    if lowered.endswith(".csv"):
        return _opened(path, encoding, note, _csv)
    raise GoldlineError(f"`{path}` is no log that can be read", hint="give a .csv, .jsonl or .parquet file")


def _opened(
    path: str, encoding: str, note: Noted, read: Callable[[str, TextIO, Noted], Iterator[RowChunk]]
) -> Iterator[RowChunk]:
    codec = "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding
    try:
        with open(path, encoding=codec, newline="") as stream:
            yield from read(path, stream, note)
    except LookupError:
        raise GoldlineError(f"there is no encoding `{encoding}`", hint="such as latin-1 or utf-16") from None
    except OSError as error:
        raise GoldlineError(f"`{path}` cannot be read: {error.strerror}") from None
    except UnicodeError:
        where = _bad_byte(path) if codec == "utf-8-sig" else ""
        told = _told_encoding(path)
        if told is not None:
            raise _encoded(path, told) from None
        raise GoldlineError(
            f"`{path}` is not {encoding.upper()}{where}",
            hint="save it as UTF-8, or name its encoding: --encoding latin-1",
        ) from None


def _told_encoding(path: str) -> str | None:
    with open(path, "rb") as stream:
        return foreign_encoding(stream.read(64))


def _encoded(path: str, encoding: str) -> GoldlineError:
    return GoldlineError(
        f"`{path}` is {encoding}, not UTF-8",
        hint=f"save it as `CSV UTF-8`, or name its encoding: --encoding {encoding.lower()}",
    )


def _bad_byte(path: str) -> str:
    offset = 0
    with open(path, "rb") as stream:
        for line in stream:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                return f": byte {offset + error.start + 1} cannot be read"
            offset += len(line)
    return ""


# --- CSV -------------------------------------------------------------------------------------


def _csv(path: str, stream: TextIO, note: Noted) -> Iterator[RowChunk]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(_without_nul(path, stream), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        check_header(path, header)
        number = 1
        wide = len(header)
        while rows := list(islice(reader, _CHUNK)):
            numbers = list(range(number + 1, number + 1 + len(rows)))
            number += len(rows)
            if set(map(len, rows)) != {wide}:
                rows, numbers = _whole(rows, numbers, wide, note)
            if rows:
                columns: dict[str, Sequence[str]] = dict(zip(header, zip(*rows, strict=True), strict=True))
                yield RowChunk(numbers, columns, _findings_of(columns, numbers, note))
    except csv.Error as error:
        raise GoldlineError(
            f"`{path}` is not CSV from line {reader.line_num} on: {error}",
            hint='every " inside a cell is written twice, and cells are shorter than 128 KB',
        ) from None


def _without_nul(path: str, stream: TextIO) -> Iterator[str]:
    for number, line in enumerate(stream, 1):
        if "\0" in line:
            told = _told_encoding(path)
            if told is not None:
                raise _encoded(path, told)
            raise GoldlineError(
                f"`{path}`: line {number} holds a NUL character", hint="save it as UTF-8 text"
            )
        yield line


def _whole(
    rows: list[list[str]], numbers: list[int], wide: int, note: Noted
) -> tuple[list[list[str]], list[int]]:
    kept, places = [], []
    for row, number in zip(rows, numbers, strict=True):
        if len(row) == wide:
            kept.append(row)
            places.append(number)
        elif row:
            hint = "leave a cell empty where nothing is known"
            note(number, f"the row has {len(row)} cells, and the header {wide}", hint)
    return kept, places


def check_header(path: str, header: Sequence[str]) -> None:
    """Raise `GoldlineError` where a table's columns are not those of a log, with all that is missing."""
    if not header:
        raise GoldlineError(
            f"`{path}` is empty", hint=f"its first line names the columns: {','.join(REQUIRED)}"
        )
    foreign = foreign_separator(header)
    if foreign is not None:
        raise GoldlineError(f"`{path}` has {foreign[0]}", hint=foreign[1])
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise GoldlineError(f"`{path}` has two columns {listed(twice)}", hint="keep one of them")
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        what = "a column" if len(missing) == 1 else "the columns"
        raise GoldlineError(f"`{path}` has not {what} {listed(missing)}", hint=_hint_of(header, missing))


def _hint_of(header: Sequence[str], missing: Sequence[str]) -> str:
    """Return how a table becomes a log: what to call its columns, or that a row is to be one judgment."""
    strangers = [name for name in header if name not in REQUIRED and name not in OPTIONAL]
    near = [f"{name}{did_you_mean(name, missing)}" for name in strangers if did_you_mean(name, missing)]
    if near:
        return "; ".join(near)
    called = {
        wanted: name
        for name in strangers
        for wanted in missing
        if re.sub(r"[ _-]?(id|name)$", "", name.lower()) in _ALSO_CALLED[wanted]
    }
    renamed = [f"`{name}` to `{wanted}`" for wanted, name in called.items()]
    left = [name for name in missing if name not in called]
    parts = [f"rename {' and '.join(renamed)}"] if renamed else []
    if "criterion" in left:
        parts.append("write in a column `criterion` what was judged")
    if "value" in left or "annotator" in left:
        parts.append("where a row holds several judgments, by people or by criteria, write a row for each")
    parts.append(f"a log has {listed(REQUIRED)}, and may have {listed(OPTIONAL)}")
    return "; ".join(parts)


def _findings_of(columns: dict[str, Sequence[str]], numbers: Sequence[int], note: Noted) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for at, cell in enumerate(columns.pop("findings", ())):
        if cell.strip():
            try:
                found[at] = _decode(cell)
            except (ValueError, RecursionError):
                note(numbers[at], "its findings are not JSON", "write them as [{…}, {…}]")
    return found


# --- JSON Lines ------------------------------------------------------------------------------


def _json_lines(path: str, stream: TextIO, note: Noted) -> Iterator[RowChunk]:
    lines = enumerate(stream, 1)
    empty = True
    while batch := list(islice(lines, _CHUNK)):
        rows: list[dict[str, Any]] = []
        numbers: list[int] = []
        for number, line in batch:
            row = _object(number, line, note)
            if row is not None:
                rows.append(row)
                numbers.append(number)
        if rows:
            if empty:
                check_header(path, list(dict.fromkeys(name for row in rows for name in row)))
            empty = False
            found = {
                at: row.pop("findings") for at, row in enumerate(rows) if row.get("findings") is not None
            }
            yield RowChunk(numbers, text_columns(rows), found)
    if empty:
        check_header(path, [])


def _object(number: int, line: str, note: Noted) -> dict[str, Any] | None:
    if not line.strip():
        return None
    try:
        if len(line) > _LONGEST_LINE:
            raise ValueError("it is longer than 1 MB")
        row = _decode(line)
        if not isinstance(row, dict):
            raise ValueError("it is not an object")
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", None) or (
            str(error) if isinstance(error, ValueError) else "nested too deep"
        )
        note(
            number, f"the line is not JSON that can be used: {safe(why)}", 'write {"item": …, …} on one line'
        )
        return None
    return row


def _decode(text: str) -> Any:
    if text.count("[") + text.count("{") > _DEEPEST and _depth(text) > _DEEPEST:
        raise ValueError("nested too deep")
    return _DECODE(text)


def _depth(text: str) -> int:
    deep = most = 0
    for char in text:
        if char in "[{":
            deep += 1
            most = max(most, deep)
        elif char in "]}":
            deep -= 1
    return most


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large a number")
    return number


_DECODE = json.JSONDecoder(object_pairs_hook=no_twins, parse_constant=no_constant, parse_float=_finite).decode


def text_columns(rows: Sequence[dict[str, Any]]) -> dict[str, Sequence[str]]:
    """Return rows as columns of text; what a row has not is empty, and null a fact that is null."""
    names = dict.fromkeys(name for row in rows for name in row)
    ours = {*REQUIRED, *OPTIONAL}
    return {
        name: [text_of(row.get(name, "") if name in ours else _fact(row.get(name, ""))) for row in rows]
        for name in names
    }


def _fact(value: Any) -> Any:
    return "null" if value is None else value


def text_of(value: Any) -> str:
    """Return a cell as CSV would hold it: `2`, `0.5`, `true`; null is empty."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return (
            str(int(value))
            if value.is_integer() and abs(value) < 1e15
            else ""
            if value != value
            else repr(value)
        )
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


# --- Parquet ---------------------------------------------------------------------------------


def _parquet(path: str, note: Noted) -> Iterator[RowChunk]:
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        raise GoldlineError(
            "reading Parquet needs the package pyarrow", hint="pip install 'goldline[parquet]'"
        ) from None
    try:
        file = parquet.ParquetFile(path)
    except OSError as error:
        raise GoldlineError(f"`{path}` cannot be read: {error}") from None
    except Exception as error:
        raise GoldlineError(f"`{path}` is not a Parquet file: {error}") from None
    names = list(file.schema_arrow.names)
    check_header(path, names)
    number = 0
    for batch in file.iter_batches(batch_size=_CHUNK):
        columns = {
            name: _texts(batch.column(at)) for at, name in enumerate(batch.schema.names) if name != "findings"
        }
        numbers = range(number + 1, number + 1 + batch.num_rows)
        found: dict[int, Any] = {}
        if "findings" in batch.schema.names:
            cells = batch.column(batch.schema.names.index("findings")).to_pylist()
            written = ["" if not isinstance(cell, str) else cell for cell in cells]
            found = _findings_of({"findings": written}, numbers, note)
            found.update((at, cell) for at, cell in enumerate(cells) if isinstance(cell, list))
        yield RowChunk(numbers, columns, found)
        number += batch.num_rows


def _texts(column: Any) -> Sequence[str]:
    """Return a column's cells as text: each distinct value is written once."""
    try:
        coded = column if hasattr(column, "dictionary") else column.dictionary_encode()
    except (NotImplementedError, TypeError):
        return [text_of(value) for value in column.to_pylist()]
    words = [text_of(value) for value in coded.dictionary.to_pylist()]
    return ["" if at is None else words[at] for at in coded.indices.to_pylist()]
