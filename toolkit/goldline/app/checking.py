"""`check`: everything that is wrong in one revision."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from goldline.app.fingerprint import fingerprint
from goldline.app.frame import Frame, load_frame
from goldline.app.items import Bench, Checked, check_items, escalation_ids, unpack_checked
from goldline.app.media import any_pointer, load_media
from goldline.app.workers import Progress
from goldline.checks.ignore import Ignore, find_ignores
from goldline.checks.run import (
    Locator,
    Raw,
    apply_ignores,
    run_corpus_checks,
    select_findings,
    settle_problems,
)
from goldline.model.corpus import Corpus, MediaLibrary, Summary
from goldline.model.noun import values_of
from goldline.model.report import CheckReport
from goldline.model.settings import Settings
from goldline.reading.yaml import read_yaml
from goldline.store.cache import Cache
from goldline.store.tree import Tree, entries_digest

_BATCH = 4000
_DOCUMENTS, _ROWS, _CHECKED, _WHOLE = "document", "row", "checked", "whole"


def check(
    tree: Tree,
    *,
    settings: Settings | None = None,
    cache: Cache | None = None,
    workers: int | None = None,
    today: str | None = None,
    progress: Progress | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> CheckReport:
    """Return everything that the checks find in a tree.

    `settings` replace those of the tree; `select` replaces and `ignore` adds to what they select.
    Results are kept in `cache` by content; without one all is done anew.
    """
    frame = load_frame(tree, settings)
    today = _day(frame, today)
    count = frame.layout.count
    items = sum(len(paths) for paths in frame.layout.items.values())
    whole_key = fingerprint([today, entries_digest(tree), repr(frame.settings), repr(frame.problems)])
    kept = cache.get_many(_WHOLE, whole_key, ["raws"]) if cache is not None else {}
    if kept:
        raws = [Raw(*raw) for raw in marshal.loads(kept["raws"])]
    else:
        raws, lasting = _find_all(frame, cache, workers, today, progress)
        if cache is not None and lasting:
            packed = marshal.dumps([values_of(raw) for raw in raws])
            cache.put_many(_WHOLE, whole_key, [("raws", packed)])
    own = frame.settings.check
    chosen = replace(own, select=select or own.select, ignore=own.ignore + ignore)
    return CheckReport(select_findings(raws, chosen), count, items, tree.name)


def _day(frame: Frame, day: str | None) -> str:
    """Return the day to count ages to: a commit's own, but none before what its records speak of."""
    now = date.today().isoformat()
    if day is None or frame.tree.commit is None:
        return day or now
    dates = [day, *(d for e in frame.escalations.values() for d in (e.opened, e.decided) if d)]
    return min(now, max(dates))


def _find_all(
    frame: Frame, cache: Cache | None, workers: int | None, today: str, progress: Progress | None
) -> tuple[list[Raw], bool]:
    """Return all findings, and whether they last as long as the tree does.

    Where media still wait to be fetched (Git LFS) they do not: fetching changes no content id.
    """
    tree = frame.tree
    media = load_media(tree, frame.layout, cache)
    lasting = not any_pointer(media, frame.layout)
    locator = Locator(lambda path: tree.read(path) if path in tree.entries() else None)
    raws = list(settle_problems(frame.problems, locator))
    ignores = list(_frame_ignores(frame))
    summaries: list[Summary] = []
    for checked in _check_all_items(frame, media, cache if lasting else None, workers, progress):
        raws += checked.raws
        ignores += checked.ignores
        if checked.summary is not None:
            summaries.append(checked.summary)
    summaries.sort(key=lambda summary: summary.file)
    corpus = Corpus(
        guidelines=frame.guidelines,
        sets=frame.sets,
        escalations={e.id: e for e in frame.escalations.values()},
        items=summaries,
        problems=frame.problems,
        files=tree.entries(),
        media=media,
        settings=frame.settings,
        today=today,
    )
    raws += [locator.settle(code, draft) for code, draft in run_corpus_checks(corpus)]
    touched = {raw.file for raw in raws}
    known = {ignore.file for ignore in ignores}
    kept = apply_ignores(raws, [i for i in ignores if i.file in touched or i.file in known], locator)
    return kept, lasting


def _check_all_items(
    frame: Frame, media: MediaLibrary, cache: Cache | None, workers: int | None, progress: Progress | None
) -> Iterator[Checked]:
    entries = frame.tree.entries()
    paths = [path for group in frame.layout.items.values() for path in group]
    key = context_key(frame)
    ids = {path: f"{entries[path]} {path}" for path in paths}
    kept = _from_cache(cache, _CHECKED, key, list(ids.values()))
    missing = [path for path in paths if ids[path] not in kept]
    if progress:
        progress(len(paths) - len(missing))
    documents = _from_cache(cache, _DOCUMENTS, fingerprint(()), [entries[p] for p in missing])
    work = [(path, documents.get(entries[path])) for path in missing]
    fresh = _Fresh(cache, key)
    for path, packed, document, row in check_items(Bench.of(frame, media), work, workers, progress):
        fresh.checked.append((ids[path], packed))
        if document and entries[path] not in documents:
            fresh.documents.append((entries[path], document))
            fresh.rows.append((entries[path], row))
        fresh.keep(at_least=_BATCH)
        yield unpack_checked(packed)
    fresh.keep(at_least=1)
    for packed in kept.values():
        yield unpack_checked(packed)


class _Fresh:
    """What was made and is not kept yet: handed to the cache in batches, so that memory stays small."""

    def __init__(self, cache: Cache | None, key: str) -> None:
        self.cache = cache
        self.key = key
        self.checked: list[tuple[str, bytes]] = []
        self.documents: list[tuple[str, bytes]] = []
        self.rows: list[tuple[str, bytes]] = []

    def keep(self, at_least: int) -> None:
        """Hand over what there is, where that is `at_least` so many results."""
        if len(self.checked) < at_least:
            return
        if self.cache is not None:
            self.cache.put_many(_DOCUMENTS, fingerprint(()), self.documents)
            self.cache.put_many(_ROWS, fingerprint(()), self.rows)
            self.cache.put_many(_CHECKED, self.key, self.checked)
        self.checked, self.documents, self.rows = [], [], []


def _from_cache(cache: Cache | None, table: str, key: str, ids: list[str]) -> dict[str, bytes]:
    if cache is None or not ids:
        return {}
    if len(ids) < 2000:
        return cache.get_many(table, key, ids)
    everything = cache.get_all(table, key)
    return {name: everything[name] for name in ids if name in everything}


def context_key(frame: Frame) -> str:
    """Return a digest of all that the check of one item depends on besides its own content."""
    entries = frame.tree.entries()
    parts = [repr(frame.settings), *sorted(escalation_ids(frame))]
    for path in (
        *(p for group in frame.layout.guidelines.values() for p in group),
        *frame.layout.sets.values(),
        *frame.layout.media,
    ):
        parts += [path, entries[path]]
    return fingerprint(parts)


def _frame_ignores(frame: Frame) -> Iterator[Ignore]:
    layout = frame.layout
    paths = [
        *(p for group in layout.guidelines.values() for p in group),
        *layout.sets.values(),
        *layout.escalations,
    ]
    for path, data in frame.tree.read_many(paths):
        if b"x-ignore" in data:
            yield from find_ignores(read_yaml(data, path).value, path)
