"""`check`: everything that is wrong in one revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from goldline.app.collector import without_collector
from goldline.app.comparing import find_change
from goldline.app.fingerprint import fingerprint
from goldline.app.frame import Frame, load_frame
from goldline.app.items import Bench, check_items, escalation_ids
from goldline.app.kept_records import load_records
from goldline.app.media import any_pointer, load_media
from goldline.app.packing import Checked, Shared, pack_raws, unpack_checked, unpack_raws
from goldline.app.workers import Aside, Progress
from goldline.checks.ignore import Ignore, find_ignores
from goldline.checks.run import (
    OF_CHANGES,
    ON_GUARD,
    Locator,
    Raw,
    apply_ignores,
    run_change_checks,
    run_corpus_checks,
    run_guideline_checks,
    select_findings,
    settle_problems,
)
from goldline.model.corpus import Corpus, MediaLibrary, Summary
from goldline.model.report import CheckReport, Side
from goldline.model.settings import CheckSettings, Settings
from goldline.reading.yaml import read_yaml
from goldline.store.cache import Cache
from goldline.store.tree import Tree, entries_digest

_BATCH = 4000
_MOST_BY_NAME = 2000
_DOCUMENTS, _ROWS, _CHECKED, _GUIDELINES, _WHOLE = "document", "row", "checked", "guidelines", "whole"
_CHANGE, _RAWS = "change", "raws"


def check(
    tree: Tree,
    *,
    against: Tree | None = None,
    settings: Settings | None = None,
    cache: Cache | None = None,
    workers: int | None = None,
    today: str | None = None,
    progress: Progress | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> CheckReport:
    """Return everything that the checks find in a tree, and `against` a base what they find in the change.

    `settings` replace those of the tree; `select` replaces and `ignore` adds to what they select.
    Results are kept in `cache` by content; without one all is done anew.
    """
    frame = load_frame(tree, settings)
    today = _day(frame, today)
    count = frame.layout.count
    items = sum(len(paths) for paths in frame.layout.items.values())
    whole_key = fingerprint([today, entries_digest(tree), repr(frame.settings), repr(frame.problems)])
    kept = cache.get_many(_WHOLE, whole_key, [_RAWS]) if cache is not None else {}
    if kept:
        raws = unpack_raws(kept[_RAWS])
    else:
        with without_collector():
            raws, lasting = _find_all(frame, cache, workers, today, progress)
        if cache is not None and lasting:
            cache.put_many(_WHOLE, whole_key, [(_RAWS, pack_raws(raws))])
    own = frame.settings.check
    chosen = replace(own, select=select or own.select, ignore=own.ignore + ignore)
    if against is None:
        return CheckReport(select_findings(raws, chosen), count, items, tree.name)
    changes = _about_change(against, frame, cache, workers)
    guarded = [raw for raw in changes if raw.code in ON_GUARD]
    findings = (
        *select_findings([*raws, *(raw for raw in changes if raw.code not in ON_GUARD)], chosen),
        *select_findings(guarded, CheckSettings(select=select, ignore=ignore)),
    )
    side = Side(against.name, against.commit)
    return CheckReport(tuple(sorted(findings)), count, items, tree.name, side)


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
    about_guidelines = cache.get_many(_GUIDELINES, guidelines_key(frame), [_RAWS]) if cache else {}
    aside = None if about_guidelines else _guidelines_aside(frame)
    summaries: list[Summary] = []
    for checked in _check_all_items(frame, media, cache if lasting else None, workers, progress, aside):
        raws += checked.raws
        ignores += checked.ignores
        if checked.summary is not None:
            summaries.append(checked.summary)
    if aside is not None:
        about_guidelines = {_RAWS: aside.result}
        if cache is not None:
            cache.put_many(_GUIDELINES, guidelines_key(frame), about_guidelines.items())
    raws += unpack_raws(about_guidelines[_RAWS])
    records = load_records(frame)
    raws += settle_problems(records.problems, locator)
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
        assessments=records.assessments,
        burnt=records.burnt,
    )
    raws += [locator.settle(code, draft) for code, draft in run_corpus_checks(corpus)]
    touched = {raw.file for raw in raws}
    ignores = [one for one in ignores if not (one.code in OF_CHANGES and one.reason)]
    known = {ignore.file for ignore in ignores}
    kept = apply_ignores(raws, [i for i in ignores if i.file in touched or i.file in known], locator)
    return kept, lasting


def _about_change(against: Tree, frame: Frame, cache: Cache | None, workers: int | None) -> list[Raw]:
    """Return what is found in the change since a base."""
    sides = (against, frame.tree)
    hidden = (path for side in sides for path in side.unseen())
    key = fingerprint([*map(entries_digest, sides), repr(frame.settings), *hidden])
    kept = cache.get_many(_CHANGE, key, [_RAWS]) if cache is not None else {}
    if kept:
        return unpack_raws(kept[_RAWS])
    tree = frame.tree
    locator = Locator(lambda path: tree.read(path) if path in tree.entries() else None)
    change = find_change(against, frame, cache=cache, workers=workers)
    raws = [locator.settle(code, draft) for code, draft in run_change_checks(change)]
    ignores = [one for one in _frame_ignores(frame) if one.code in OF_CHANGES and one.reason]
    raws = apply_ignores(raws, ignores, locator)
    if cache is not None:
        cache.put_many(_CHANGE, key, [(_RAWS, pack_raws(raws))])
    return raws


def _check_all_items(
    frame: Frame,
    media: MediaLibrary,
    cache: Cache | None,
    workers: int | None,
    progress: Progress | None,
    aside: Aside | None,
) -> Iterator[Checked]:
    entries = frame.tree.entries()
    paths = [path for group in frame.layout.items.values() for path in group]
    key = context_key(frame)
    wanted = {_kept_as(path, entries): path for path in paths}
    shared: Shared = {}
    for name, packed in _from_cache(cache, _CHECKED, key, list(wanted)):
        del wanted[name]
        yield unpack_checked(packed, shared)
    missing = list(wanted.values())
    if progress:
        progress(len(paths) - len(missing))
    del wanted, paths
    documents = dict(_from_cache(cache, _DOCUMENTS, fingerprint(()), [entries[p] for p in missing]))
    work = [(path, documents.get(entries[path])) for path in missing]
    fresh = _Fresh(cache, key)
    for path, packed, document, row in check_items(Bench.of(frame, media), work, workers, progress, aside):
        fresh.checked.append((_kept_as(path, entries), packed))
        if document and entries[path] not in documents:
            fresh.documents.append((entries[path], document))
            fresh.rows.append((entries[path], row))
        fresh.keep(at_least=_BATCH)
        yield unpack_checked(packed, shared)
    fresh.keep(at_least=1)


def _kept_as(path: str, entries: Mapping[str, str]) -> str:
    """Return the name under which the result of an item file is kept: where it stands, and its content.

    In this order, as items are done in the order of their paths, and writing in order is cheap.
    """
    return f"{path} {entries[path]}"


def _guidelines_aside(frame: Frame) -> Aside:
    """Return the work of finding what is wrong in guidelines alone."""

    def find() -> bytes:
        alone = Corpus.of_guidelines(frame.guidelines, frame.problems, frame.settings)
        data = dict(frame.tree.read_many(guideline_files(frame)))
        locator = Locator(data.get)
        return pack_raws([locator.settle(code, draft) for code, draft in run_guideline_checks(alone)])

    return Aside(find)


def guideline_files(frame: Frame) -> list[str]:
    """Return the paths of all files of guidelines."""
    return [path for group in frame.layout.guidelines.values() for path in group]


def guidelines_key(frame: Frame) -> str:
    """Return a digest of all that checks of guidelines alone depend on."""
    entries = frame.tree.entries()
    troubles = (repr(p) for p in frame.problems if p.at.file.startswith("guidelines/"))
    return fingerprint(
        [repr(frame.settings), *troubles, *(f"{path} {entries[path]}" for path in guideline_files(frame))]
    )


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


def _from_cache(cache: Cache | None, table: str, key: str, ids: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what is kept for these ids, each once."""
    if cache is None or not ids:
        return
    if len(ids) < _MOST_BY_NAME:
        yield from cache.get_many(table, key, ids).items()
        return
    wanted = set(ids)
    for name, value in cache.each(table, key):
        if name in wanted:
            wanted.remove(name)
            yield name, value


def context_key(frame: Frame) -> str:
    """Return a digest of all that the check of one item depends on besides its own content."""
    entries = frame.tree.entries()
    parts = [repr(frame.settings), *sorted(escalation_ids(frame))]
    for path in (
        *guideline_files(frame),
        *frame.layout.sets.values(),
        *frame.layout.media,
    ):
        parts += [path, entries[path]]
    return fingerprint(parts)


def _frame_ignores(frame: Frame) -> Iterator[Ignore]:
    layout = frame.layout
    paths = [
        *guideline_files(frame),
        *layout.sets.values(),
        *layout.escalations,
        *layout.assessments,
    ]
    for path, data in frame.tree.read_many(paths):
        if b"x-ignore" in data:
            yield from find_ignores(read_yaml(data, path).value, path)
