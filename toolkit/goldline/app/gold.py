"""The gold of a revision as rows for comparing: read once for each content, then kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from goldline.app.fingerprint import fingerprint
from goldline.app.frame import read_document
from goldline.app.gold_rows import pack_row
from goldline.app.layout import set_of
from goldline.app.workers import spread
from goldline.reading.item import build_item, facts_of
from goldline.store.cache import Cache
from goldline.store.tree import Tree

_ROWS = "row"


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
    for path, row in spread(partial(_rows, tree, limit), missing, workers):
        if row:
            rows[path] = fresh[entries[path]] = row
        else:
            unreadable.append(path)
    if cache is not None:
        cache.put_many(_ROWS, fingerprint(()), fresh.items())
    return GoldRows(rows, tuple(unreadable), len(missing))


def _rows(tree: Tree, limit: int, paths: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    for path, data in tree.read_many(paths, limit):
        document, _ = read_document(data, path, "item", limit)
        if document is None:
            yield path, b""
        else:
            item = build_item(document, path, set_of(path))
            yield path, pack_row(item, facts_of(item, None))
