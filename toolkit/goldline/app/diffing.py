"""`diff`: what a change of guidelines does to the gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from goldline.app.frame import Frame, load_frame
from goldline.app.gold import load_rows
from goldline.app.gold_rows import GoldRow, unpack_row
from goldline.app.layout import is_media, lay_out
from goldline.errors import GoldlineError
from goldline.impact.changes import find_changes
from goldline.impact.judgments import Comparison, GoldCase
from goldline.impact.versions import version_row
from goldline.impact.whole_space import WholeSpace, tell_whole_space
from goldline.model.condition import Value
from goldline.model.guideline import Guideline
from goldline.model.report import STATUSES, DiffReport, JudgmentChange, Loss, Side
from goldline.store.cache import Cache
from goldline.store.tree import Tree

ACTIVE = "active"


@dataclass(slots=True)
class Alike:
    """What became of the judgments of all items with the same facts and labels.

    `statuses` counts those of one item, `listed` has those of them that a report lists.
    """

    statuses: Counter[str]
    listed: list[JudgmentChange]
    times: int = 0

    @classmethod
    def of(cls, changes: Iterable[JudgmentChange], wanted: frozenset[str], every: bool) -> Alike:
        """Return what these rows come to; `wanted` criteria alone (none: all)."""
        kept = [change for change in changes if not wanted or change.criterion in wanted]
        return cls(
            Counter(change.status for change in kept),
            [change for change in kept if every or change.status != "same"],
        )


Found = tuple[str, GoldRow, Alike]
"""An item's file, its row, and what became of its judgments."""


def diff(
    base: Tree,
    head: Tree,
    *,
    cache: Cache | None = None,
    workers: int | None = None,
    criteria: Iterable[str] = (),
    goldsets: Iterable[str] = (),
    guidelines: Iterable[str] = (),
    every: bool = False,
    head_frame: Frame | None = None,
) -> DiffReport:
    """Return what became of each judgment of the gold that is active at HEAD.

    `criteria`, `goldsets` and `guidelines` narrow it down (none: all). `every` keeps rows whose status is
    `same`. `head_frame` is HEAD's, where the caller has loaded it already.
    Raises `GoldlineError` where a side cannot be read in full: what was not seen is not claimed.
    """
    base_frame = load_frame(base, names=False)
    head_frame = head_frame or load_frame(head, names=False)
    _refuse_broken(base_frame, head_frame)
    _refuse_unseen(base_frame, head_frame)
    wanted = frozenset(criteria)
    sets = frozenset(goldsets)
    _refuse_unknown(wanted, sets, base_frame, head_frame)
    meant = frozenset(guidelines) or _guidelines_of(wanted, sets, base_frame, head_frame)
    pairs = _pairs(base_frame, head_frame, meant)
    comparisons = {name: Comparison(*pair) for name, pair in pairs.items()}
    gold = _Gold(base_frame, head_frame, cache, workers, sets)
    rows: list[JudgmentChange] = []
    items: set[str] = set()
    for file, item, alike in gold.compare(comparisons, wanted, every):
        if alike.statuses:
            items.add(item.id)
        for change in alike.listed:
            rows.append(replace(change, item=item.id, title=item.title, file=file))
    summary = gold.count_statuses()
    elements = [change for pair in pairs.values() for change in find_changes(*pair)]
    wholes = {name: tell_whole_space(c, gold.cases(c)) for name, c in comparisons.items()}
    return DiffReport(
        base=Side(base.name, base.commit),
        head=Side(head.name, head.commit),
        summary={
            "items": len(items),
            "judgments": summary.total(),
            **{status: summary[status] for status in STATUSES},
        },
        judgments=tuple(sorted(rows, key=_Order(pairs))),
        changes=tuple(c for c in elements if not wanted or c.criterion is None or c.criterion in wanted),
        criteria=_rows((whole.criteria for whole in wholes.values()), wanted),
        shifts=_rows((whole.shifts for whole in wholes.values()), wanted),
        regions=_rows((whole.regions for whole in wholes.values()), wanted),
        versions=tuple(_versions(pairs, wholes)),
        titles=_titles(pairs),
        labels=_labels(pairs),
        notes=tuple(gold.notes),
        losses=tuple(_losses(pairs, gold)),
    )


def refuse_without_guidelines(tree: Tree) -> None:
    """Return for a side that has guidelines; raises `GoldlineError` for one where everything would be new.

    A wrong folder, or a commit from before the guidelines, looks like that.
    """
    if not lay_out(list(tree.entries())).guidelines:
        raise GoldlineError(
            f"cannot compare: there are no guidelines at {tree.name}",
            hint="name a revision, or the folder, in which `guidelines/` stands; "
            "`goldline check` looks at guidelines that are new",
        )


def _losses(pairs: Mapping[str, tuple[Guideline | None, Guideline | None]], gold: _Gold) -> Iterator[Loss]:
    gone = {name: base for name, (base, head) in pairs.items() if base is not None and head is None}
    if not gone:
        return
    rows = [row for row in map(unpack_row, gold.head.rows.values()) if row.status == ACTIVE]
    for name, guideline in gone.items():
        items = sorted(row.id for row in rows if row.guideline == name)
        yield Loss(name, guideline.version, tuple(items))


def _guidelines_of(
    criteria: frozenset[str], sets: frozenset[str], base: Frame, head: Frame
) -> frozenset[str]:
    """Return the guidelines that these criteria and gold sets belong to: of others nothing is to be told."""
    both = (base, head)
    having = {name for frame in both for name, g in frame.guidelines.items() if criteria & g.criteria.keys()}
    judging = {found.guideline for frame in both for name, found in frame.sets.items() if name in sets}
    known = base.guidelines.keys() | head.guidelines.keys()
    if criteria and sets:
        return frozenset(having & judging & known) or frozenset(having)
    return frozenset((having or judging) & known)


def _rows(wholes: Iterable[list[dict[str, Any]]], wanted: frozenset[str]) -> tuple[dict[str, Any], ...]:
    return tuple(row for rows in wholes for row in rows if not wanted or row["criterion"] in wanted)


def _versions(
    pairs: Mapping[str, tuple[Guideline | None, Guideline | None]], wholes: Mapping[str, WholeSpace]
) -> Iterator[dict[str, Any]]:
    for name, (base, head) in pairs.items():
        if base is not None and head is not None:
            yield version_row(base, head, wholes[name].spaces)


def _pairs(
    base: Frame, head: Frame, wanted: frozenset[str]
) -> dict[str, tuple[Guideline | None, Guideline | None]]:
    names = dict.fromkeys([*head.guidelines, *base.guidelines])
    for name in sorted(wanted - names.keys()):
        raise GoldlineError(
            f"there is no guideline `{name}`", hint=f"there are {', '.join(sorted(names)) or 'none'}"
        )
    if wanted:
        names = {name: None for name in names if name in wanted}
    return {name: (base.guidelines.get(name), head.guidelines.get(name)) for name in sorted(names)}


def _refuse_broken(*frames: Frame) -> None:
    for frame in frames:
        broken = frame.broken_guidelines()
        if broken:
            files = [path for paths in broken.values() for path in paths]
            raise GoldlineError(
                f"cannot compare: the guideline {', '.join(sorted(broken))} cannot be read in full"
                f" at {frame.tree.name} ({_some(files)})",
                hint="`goldline check` says what is wrong with it",
            )


def _refuse_unseen(*frames: Frame) -> None:
    for frame in frames:
        hidden = [path for path in frame.tree.unseen() if not is_media(path)]
        if hidden:
            raise GoldlineError(
                f"cannot compare: what stands at {_some(hidden)} cannot be read at {frame.tree.name}",
                hint="`goldline check` says what is wrong with it",
            )


def _refuse_unknown(criteria: frozenset[str], sets: frozenset[str], *frames: Frame) -> None:
    known = {name for frame in frames for g in frame.guidelines.values() for name in g.criteria}
    for name in sorted(criteria - known):
        raise GoldlineError(f"there is no criterion `{name}`", hint=f"there are {', '.join(sorted(known))}")
    folders = {name for frame in frames for name in frame.layout.items} | {
        name for frame in frames for name in frame.layout.sets
    }
    for name in sorted(sets - folders):
        raise GoldlineError(f"there is no gold set `{name}`", hint=f"there are {', '.join(sorted(folders))}")


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


class _Gold:
    """The gold of both sides, paired by id."""

    def __init__(
        self, base: Frame, head: Frame, cache: Cache | None, workers: int | None, sets: frozenset[str]
    ) -> None:
        self.notes: list[str] = []
        self.alike: dict[tuple[str, bytes, bytes, bytes | None, bool], Alike] = {}
        self.untouched: dict[tuple[str, str, tuple[str, ...]], Alike] = {}
        self.removed: list[Alike] = []
        limit = head.settings.check.largest_file
        here, there = _files(head, sets), _files(base, sets)
        entries, old_entries = head.tree.entries(), base.tree.entries()
        unchanged = {path for path in here if old_entries.get(path) == entries[path]}
        moved = [path for path in there if path not in unchanged]
        self.head = load_rows(head.tree, here, cache, limit, workers)
        self.base = load_rows(base.tree, moved, cache, limit, workers)
        self.unchanged = unchanged
        self._refuse_unreadable(head)
        if self.base.unreadable:
            self.notes.append(
                f"{len(self.base.unreadable)} gold files of {base.tree.name} cannot be read"
                f" ({_some(self.base.unreadable)}): their old labels are not known"
            )

    def _refuse_unreadable(self, head: Frame) -> None:
        unreadable = self.head.unreadable
        if unreadable:
            raise GoldlineError(
                f"cannot compare: {len(unreadable)} gold files cannot be read at {head.tree.name}"
                f" ({_some(unreadable)})",
                hint="`goldline check` says what is wrong with them",
            )

    def compare(
        self, comparisons: Mapping[str, Comparison], wanted: frozenset[str], every: bool
    ) -> Iterator[Found]:
        """Yield every item with what became of its judgments; items that only BASE has last."""
        old = {row.id: row for row in map(unpack_row, self.base.rows.values())}
        ids: set[str] = set()
        for path, packed in self.head.rows.items():
            row = unpack_row(packed)
            ids.add(row.id)
            if row.status != ACTIVE or row.guideline not in comparisons:
                continue
            before = None if path in self.unchanged else old.get(row.id)
            existed = path in self.unchanged or before is not None or self._maybe_existed(path)
            other = None if before is None or before.labels == row.labels else before
            key = (row.guideline, row.facts, row.labels, None if other is None else other.labels, existed)
            found = self.alike.get(key)
            if found is None:
                comparison = comparisons[row.guideline]
                if comparison.same and existed and other is None and not every:
                    found = self._untouched(comparison, row, wanted)
                else:
                    changes = comparison.compare(
                        row.case, None if other is None else other.case, existed=existed, whole=every
                    )
                    found = Alike.of(changes, wanted, every)
                self.alike[key] = found
            found.times += 1
            yield path, row, found
        for path, packed in self.base.rows.items():
            row = unpack_row(packed)
            if row.id not in ids and row.status == ACTIVE and row.guideline in comparisons:
                found = Alike.of(comparisons[row.guideline].removed(row.case), wanted, every)
                found.times = 1
                self.removed.append(found)
                yield path, row, found

    def _untouched(self, comparison: Comparison, row: GoldRow, wanted: frozenset[str]) -> Alike:
        key = comparison.id, *row.shape
        found = self.untouched.get(key)
        if found is None:
            found = self.untouched[key] = Alike.of(comparison.unchanged(*row.shape), wanted, False)
        return found

    def count_statuses(self) -> Counter[str]:
        """Return how often each status occurs in what `compare` has yielded."""
        counts: Counter[str] = Counter()
        distinct = {id(alike): alike for alike in (*self.alike.values(), *self.removed)}
        for alike in distinct.values():
            for status, number in alike.statuses.items():
                counts[status] += number * alike.times
        return counts

    def cases(self, comparison: Comparison) -> Iterator[tuple[GoldCase, int]]:
        """Yield the distinct facts and labels of HEAD that `compare` judged, and how often they occur."""
        if comparison.same:
            return  # then most were not judged at all
        equal: Counter[tuple[bytes, bytes]] = Counter()
        for (name, facts, labels, _, _), alike in self.alike.items():
            if name == comparison.id:
                equal[facts, labels] += alike.times
        for (facts, labels), times in equal.items():
            yield GoldRow("", "", comparison.id, ACTIVE, "", facts, labels).case, times

    def _maybe_existed(self, path: str) -> bool:
        # Its old version is there but unreadable: it is not new.
        return path in self.base.unreadable


def _files(frame: Frame, sets: frozenset[str]) -> list[str]:
    return [path for name, paths in frame.layout.items.items() if not sets or name in sets for path in paths]


class _Order:
    """Sorts judgments by guideline, criterion as the guideline lists them, item and response."""

    def __init__(self, pairs: dict[str, tuple[Guideline | None, Guideline | None]]) -> None:
        self.places: dict[tuple[str, str], int] = {}
        for name, pair in pairs.items():
            for guideline in pair[::-1]:
                for criterion in guideline.criteria if guideline is not None else ():
                    self.places.setdefault((name, criterion), len(self.places))

    def __call__(self, change: JudgmentChange) -> tuple[str, int, str, str]:
        place = self.places[change.guideline, change.criterion]
        return change.guideline, place, change.item, change.response or ""


def _titles(pairs: dict[str, tuple[Guideline | None, Guideline | None]]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for name, pair in pairs.items():
        for guideline in pair:
            if guideline is not None:
                found[name, ""] = guideline.title
                found.update({(name, c.id): c.title for c in guideline.criteria.values()})
    return found


def _labels(
    pairs: dict[str, tuple[Guideline | None, Guideline | None]],
) -> dict[tuple[str, str], dict[Value, str]]:
    found: dict[tuple[str, str], dict[Value, str]] = {}
    for name, pair in pairs.items():
        for guideline in pair:
            for criterion in guideline.criteria.values() if guideline is not None else ():
                levels = found.setdefault((name, criterion.id), {})
                levels.update({level.value: level.label for level in criterion.scale.levels})
    return found
