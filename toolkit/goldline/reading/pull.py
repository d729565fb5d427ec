"""Bytes that another job handed over, as a `PullReport`: whoever wrote them may mean harm.

The job that reads a stranger's branch runs by the workflow of that branch, so its report can hold
anything. Here it is held to the very shape of the noun: each field there, of its type and within its
bounds, and nothing besides. What a field says is still a stranger's word, which a renderer escapes.
"""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import fields
from io import BytesIO
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from goldline.errors import GoldlineError
from goldline.model.pull import PullReport
from goldline.reading.strict_json import no_constant, no_twins

FORMAT = "goldline/ci/1"
FILE = "goldline-ci.json"
"""What the report is called, and the one file that is looked for in an archive."""

MOST_BYTES = 1 << 20
LONGEST = 2000
MOST_PARTS = 2000
_MOST_NUMBER = 10**15
_ARCHIVE = b"PK\x03\x04"
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HINT = "make it anew with `goldline ci report`, by the same version of goldline"


def read_pull_report(data: bytes) -> PullReport:
    """Return a report from JSON, or from an archive that holds it; raises `GoldlineError` for all else."""
    if data.startswith(_ARCHIVE):
        data = _unpack(data)
    if len(data) > MOST_BYTES:
        raise _refused(f"it has more than {MOST_BYTES:,} bytes")
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=no_twins, parse_constant=no_constant)
    except UnicodeDecodeError as error:
        raise _refused("it is not UTF-8") from error
    except RecursionError as error:
        raise _refused("it is nested too deep") from error
    except ValueError as error:
        raise _refused("it is not JSON that goldline writes") from error
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise _refused(f"its format is not {FORMAT}")
    report: PullReport = _build(PullReport, document, "the report")
    for name in ("target", "base", "head"):
        if not _COMMIT.fullmatch(getattr(report, name)):
            raise _refused(f"{name} is not a commit id")
    return report


def _unpack(data: bytes) -> bytes:
    """Return the one file that we look for; nothing is written to a disk, so no path can lead astray."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            named = [info for info in archive.infolist() if info.filename == FILE]
            if len(named) != 1:
                raise _refused(f"the archive does not hold one {FILE}")
            if named[0].flag_bits & 1 or named[0].file_size > MOST_BYTES:
                raise _refused(f"{FILE} is locked, or larger than {MOST_BYTES:,} bytes")
            with archive.open(named[0]) as file:
                return file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _refused("the archive cannot be read") from error


# --- shape -----------------------------------------------------------------------------------


def _build(kind: Any, value: Any, at: str) -> Any:
    """Return `value` as what a type says, all the way down."""
    if get_origin(kind) is Literal:
        if not isinstance(value, str) or value not in get_args(kind):
            raise _refused(f"{at} is none of the words that can stand there")
        return value
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], value, at)
    if kind is str:
        return _text(value, at)
    if kind is bool:
        if not isinstance(value, bool):
            raise _refused(f"{at} is neither true nor false")
        return value
    if kind is int:
        return _number(value, at)
    assert not isinstance(kind, UnionType), kind
    return _noun(kind, value, at)


def _noun(kind: type, value: Any, at: str) -> Any:
    if not isinstance(value, dict):
        raise _refused(f"{at} is not an object")
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    if value.keys() - set(names):
        raise _refused(f"{at} has a key that is not known")
    missing = [name for name in names if name not in value]
    if missing:
        raise _refused(f"{at} has no {missing[0]}")
    return kind(**{name: _build(hints[name], value[name], f"{at}, {name}") for name in names})


def _list(kind: Any, value: Any, at: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _refused(f"{at} is not a list")
    if len(value) > MOST_PARTS:
        raise _refused(f"{at} has more than {MOST_PARTS:,} entries")
    return tuple(_build(kind, one, f"{at} {number}") for number, one in enumerate(value, start=1))


def _text(value: Any, at: str) -> str:
    if not isinstance(value, str):
        raise _refused(f"{at} is not a text")
    if len(value) > LONGEST:
        raise _refused(f"{at} has more than {LONGEST:,} characters")
    return value


def _number(value: Any, at: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refused(f"{at} is not a whole number")
    if not 0 <= value <= _MOST_NUMBER:
        raise _refused(f"{at} is out of bounds")
    return value


def _refused(why: str) -> GoldlineError:
    # None of its own words come along: they would stand in a log.
    return GoldlineError(f"this is not a report that goldline wrote: {why}", hint=_HINT)
