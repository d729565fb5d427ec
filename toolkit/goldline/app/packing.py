"""Results of checking as bytes: for the cache, and for the way between processes."""

from __future__ import annotations

import marshal
from typing import Any

from goldline.checks.ignore import Ignore
from goldline.checks.run import Raw
from goldline.model.corpus import Summary
from goldline.model.noun import noun, values_of

_EXACT = 2  # the last marshal format in which equal values are equal bytes

Shared = dict[bytes, tuple[Any, ...]]
"""What many summaries hold alike, by its bytes and not by its value: `1` equals `true`."""


@noun
class Checked:
    """What checking one item file gave; no summary where it could not be read."""

    file: str
    raws: tuple[Raw, ...]
    summary: Summary | None
    ignores: tuple[Ignore, ...]


def pack_checked(checked: Checked) -> bytes:
    """Return a result as bytes."""
    raws = tuple([values_of(raw) for raw in checked.raws])
    summary = None if checked.summary is None else _pack_summary(checked.summary)
    return marshal.dumps((checked.file, raws, summary, tuple([values_of(i) for i in checked.ignores])))


def unpack_checked(packed: bytes, shared: Shared) -> Checked:
    """Return the result that `pack_checked` made. Those unpacked with one `shared` have parts in common."""
    file, raws, summary, ignores = marshal.loads(packed)
    return Checked(
        file,
        tuple([Raw(*raw) for raw in raws]) if raws else (),
        None if summary is None else _unpack_summary(file, summary, shared),
        tuple([Ignore(*ignore) for ignore in ignores]) if ignores else (),
    )


def pack_raws(raws: list[Raw]) -> bytes:
    """Return findings as bytes."""
    return marshal.dumps([values_of(raw) for raw in raws])


def unpack_raws(packed: bytes) -> list[Raw]:
    """Return the findings that `pack_raws` made."""
    return [Raw(*raw) for raw in marshal.loads(packed)]


# Few items differ in what they are and in how they are judged: such parts are kept once.
def _pack_summary(summary: Summary) -> tuple[Any, ...]:
    s = summary
    return (
        _exact((s.set, s.guideline, s.stamp, s.modality, s.locale, s.status, s.visibility)),
        _exact((s.labels, s.outcomes)),
        _exact((s.types, s.fired)),
        (s.id, s.text, s.text_key, s.sketch, s.facts_key),
    )


def _unpack_summary(file: str, packed: tuple[Any, ...], shared: Shared) -> Summary:
    kind, judged, shown, (item_id, text, text_key, sketch, facts_key) = packed
    folder, guideline, stamp, modality, locale, status, visibility = shared.get(kind) or _share(kind, shared)
    labels, outcomes = shared.get(judged) or _share(judged, shared)
    types, fired = shared.get(shown) or _share(shown, shared)
    return Summary(
        item_id,
        file,
        folder,
        guideline,
        stamp,
        modality,
        locale,
        status,
        visibility,
        types,
        labels,
        outcomes,
        fired,
        text,
        text_key,
        sketch,
        facts_key,
    )


def _exact(parts: tuple[Any, ...]) -> bytes:
    return marshal.dumps(parts, _EXACT)


def _share(packed: bytes, shared: Shared) -> tuple[Any, ...]:
    found: tuple[Any, ...] = marshal.loads(packed)
    shared[packed] = found
    return found
