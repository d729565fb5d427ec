"""Gold items as small rows of bytes: what `diff` needs of an item, and nothing else.

Rows of equal facts hold equal bytes, so that equal items are found without unpacking them.
"""

from __future__ import annotations

import marshal
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from goldline.impact.judgments import GoldCase, LabelRow
from goldline.model.gold import Facts, Item

_FACTS = tuple(field.name for field in fields(Facts) if field.name != "people")
_MODALITY, _RESPONSES = _FACTS.index("modality"), _FACTS.index("responses")
_AS_IS, _WITH_DECIMALS = b"=", b"d"
_VERSION = 2  # the last marshal format that is the same for equal values


class GoldRow(NamedTuple):
    """One item: what names it, and its facts and labels as bytes."""

    id: str
    title: str
    guideline: str
    status: str
    set: str
    facts: bytes
    labels: bytes

    @property
    def case(self) -> GoldCase:
        """Return its facts and labels, unpacked."""
        return GoldCase(self.guideline, _facts(self.facts), _labels(self.labels))

    @property
    def shape(self) -> tuple[str, tuple[str, ...]]:
        """Return its modality and the ids of its responses: all that says which judgments it has."""
        known = marshal.loads(memoryview(self.facts)[1:])
        return known[_MODALITY], known[_RESPONSES]


def pack_row(item: Item, facts: Facts) -> bytes:
    """Return an item's row. `facts.people` is left out: it depends on the guideline that judges."""
    plain = tuple(getattr(facts, name) for name in _FACTS)
    labels = tuple(
        (label.criterion, label.response, label.value, bool(label.exception)) for label in item.labels
    )
    return marshal.dumps(
        (
            item.id,
            item.title,
            item.guideline,
            item.status,
            item.set,
            _pack(plain),
            _pack(labels),
        ),
        _VERSION,
    )


def unpack_row(packed: bytes) -> GoldRow:
    """Return the row that `pack_row` made."""
    return GoldRow._make(marshal.loads(packed))


def _pack(value: Any) -> bytes:
    try:
        return _AS_IS + marshal.dumps(value, _VERSION)
    except ValueError:  # there is a decimal in it
        return _WITH_DECIMALS + marshal.dumps(_plain(value), _VERSION)


def _unpack(packed: bytes) -> Any:
    value = marshal.loads(memoryview(packed)[1:])
    return value if packed.startswith(_AS_IS) else _exact(value)


def _plain(value: Any) -> Any:
    # marshal knows no decimals: they travel as bytes, which no fact ever is.
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    return str(value).encode() if isinstance(value, Decimal) else value


def _exact(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_exact(part) for part in value)
    return Decimal(value.decode()) if isinstance(value, bytes) else value


@lru_cache(maxsize=4_000)
def _facts(packed: bytes) -> Facts:
    known = dict(zip(_FACTS, _unpack(packed), strict=True))
    return Facts(**known, people=())


@lru_cache(maxsize=4_000)
def _labels(packed: bytes) -> LabelRow:
    labels: LabelRow = _unpack(packed)
    return labels
