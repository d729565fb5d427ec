"""The gold of a revision as rows for comparing: read once for each content, then kept."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context

from goldline.app.fingerprint import fingerprint
from goldline.app.frame import read_document
from goldline.app.gold_rows import pack_row
from goldline.app.items import default_workers, set_of
from goldline.reading.item import build_item, facts_of
from goldline.store.cache import Cache
from goldline.store.tree import Tree

_ROWS = "row"
_CHUNK = 500
_WORTH_FORKING = 800


@dataclass(frozen=True, slots=True)
class GoldRows:
    """Packed rows by path, and the files that could not be read."""

    rows: dict[str, bytes]
    unreadable: tuple[str, ...]
    parsed: int


def load_rows(
    tree: Tree, paths: Sequence[str], cache: Cache | None, limit: int, workers: int | None = None
) -> GoldRows:
    """Return the rows of these item files; only content that nobody has read before is parsed."""
    entries = tree.entries()
    kept: dict[str, bytes] = {}
    if cache is not None and paths:
        wanted = [entries[path] for path in paths]
        kept = cache.get_all(_ROWS, fingerprint(())) if len(paths) > 2000 else {}
        kept = kept or cache.get_many(_ROWS, fingerprint(()), wanted)
    rows = {path: kept[entries[path]] for path in paths if entries[path] in kept}
    missing = [path for path in paths if path not in rows]
    unreadable: list[str] = []
    fresh: dict[str, bytes] = {}
    for path, row in _read(tree, missing, limit, workers or default_workers()):
        if row:
            rows[path] = fresh[entries[path]] = row
        else:
            unreadable.append(path)
    if cache is not None:
        cache.put_many(_ROWS, fingerprint(()), fresh.items())
    return GoldRows(rows, tuple(unreadable), len(missing))


_source: tuple[Tree, int] | None = None  # what forked workers inherit


def _read(tree: Tree, paths: Sequence[str], limit: int, workers: int) -> Iterable[tuple[str, bytes]]:
    global _source
    if workers < 2 or len(paths) < _WORTH_FORKING or "fork" not in get_all_start_methods():
        yield from _rows(tree, paths, limit)
        return
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    _source = tree, limit
    try:
        with ProcessPoolExecutor(min(workers, len(chunks)), mp_context=get_context("fork")) as pool:
            for packed in pool.map(_read_in_worker, chunks):
                yield from marshal.loads(packed)
    finally:
        _source = None


def _read_in_worker(paths: Sequence[str]) -> bytes:
    assert _source is not None
    tree, limit = _source
    return marshal.dumps(list(_rows(tree, paths, limit)))


def _rows(tree: Tree, paths: Iterable[str], limit: int) -> Iterable[tuple[str, bytes]]:
    for path, data in tree.read_many(paths, limit):
        document, _ = read_document(data, path, "item", limit)
        if document is None:
            yield path, b""
        else:
            item = build_item(document, path, set_of(path))
            yield path, pack_row(item, facts_of(item, None))
