"""What two versions differ in, kept by content: a site tells of every version, and most are long past."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from goldline.app.fingerprint import fingerprint
from goldline.model.noun import values_of
from goldline.model.report import (
    Cause,
    DiffReport,
    ElementChange,
    JudgmentChange,
    Possible,
    Side,
)
from goldline.store.cache import Cache

_TABLE = "site-comparison"
_NOUNS: dict[str, type] = {
    one.__name__: one for one in (DiffReport, Side, JudgmentChange, ElementChange, Possible, Cause)
}


def kept_report(cache: Cache | None, content: Iterable[str], compare: Callable[[], DiffReport]) -> DiffReport:
    """Return what `compare` does, from the cache where it was made of the same content before."""
    if cache is None:
        return compare()
    digest = sha256("\0".join(content).encode("utf-8", "surrogatepass")).hexdigest()
    key = fingerprint(())
    found = cache.get_many(_TABLE, key, [digest]).get(digest)
    if found is not None:
        return unpack_report(found)
    report = compare()
    cache.put_many(_TABLE, key, [(digest, pack_report(report))])
    return report


def pack_report(report: DiffReport) -> bytes:
    """Return a report as bytes."""
    return marshal.dumps(_flat(report))


def unpack_report(packed: bytes) -> DiffReport:
    """Return the report that `pack_report` made."""
    found = _whole(marshal.loads(packed))
    assert isinstance(found, DiffReport)
    return found


# A tuple says first what it stands for; all else means itself.
def _flat(value: Any) -> Any:
    if is_dataclass(value):
        return ("noun", type(value).__name__, *map(_flat, values_of(value)))
    if isinstance(value, tuple):
        return ("tuple", *map(_flat, value))
    if isinstance(value, Decimal):
        return ("decimal", str(value))
    if isinstance(value, list):
        return [_flat(one) for one in value]
    if isinstance(value, dict):
        return {_flat(name): _flat(one) for name, one in value.items()}
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(one) for name, one in value.items()}
    if not isinstance(value, tuple):
        return value
    kind, *rest = value
    if kind == "noun":
        return _NOUNS[rest[0]](*map(_whole, rest[1:]))
    return Decimal(rest[0]) if kind == "decimal" else tuple(map(_whole, rest))
