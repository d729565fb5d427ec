"""`worklist` and `confirm`: the gold that a change asks people to look at, and the stamp when they did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from goldline.app.authoring.inventory import stem
from goldline.app.checking import check
from goldline.app.diffing import diff
from goldline.app.explaining import find_item
from goldline.app.frame import Frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.model.report import JudgmentChange
from goldline.model.worklist import REASONS, Task, Worklist
from goldline.reading.names import shown
from goldline.rules.scene import newer
from goldline.store.cache import Cache
from goldline.store.tree import Tree
from goldline.writing.disk import Write
from goldline.writing.splice import Editor

_STALE = "GL313"
_ORDER = {reason: place for place, reason in enumerate(REASONS)}


def make_worklist(
    base: Tree, head: Tree, *, parts: int = 1, reasons: Iterable[str] = (), cache: Cache | None = None
) -> Worklist:
    """Return every gold label that the change from BASE to HEAD touches, divided into `parts`.

    The labels of an item stay together, and the parts hold much the same number of labels.
    """
    wanted = frozenset(reasons) or frozenset(REASONS)
    tasks = [_task(one) for one in diff(base, head, cache=cache).judgments if one.status in wanted]
    if "stale" in wanted:
        tasks += _stale(head, cache)
    by_item: dict[str, list[Task]] = {}
    for task in tasks:
        by_item.setdefault(task.file, []).append(task)
    groups = [sorted(group, key=_pressing) for group in by_item.values()]
    groups.sort(key=lambda group: (_pressing(group[0]), group[0].file))
    return Worklist(base.name, head.name, parts, tuple(_dealt(groups, parts)))


def _dealt(groups: Sequence[list[Task]], parts: int) -> Iterable[Task]:
    """Yield the tasks with their parts: each item goes to whoever has fewest labels so far."""
    load = [0] * parts
    dealt: list[list[Task]] = [[] for _ in range(parts)]
    for group in groups:
        part = load.index(min(load))
        load[part] += len(group)
        dealt[part] += [replace(task, part=part + 1) for task in group]
    for tasks in dealt:
        yield from tasks


def _pressing(task: Task) -> tuple[int, str, str]:
    return _ORDER[task.reason], task.criterion, task.response


def _task(change: JudgmentChange) -> Task:
    return Task(
        part=1,
        reason=change.status,
        item=change.item,
        file=change.file,
        guideline=change.guideline,
        criterion=change.criterion,
        response=change.response or "",
        says="; ".join(_says(change)),
    )


def _says(change: JudgmentChange) -> Iterable[str]:
    yield REASONS[change.status]
    if change.base_rules != change.head_rules:
        before, after = ", ".join(change.base_rules), ", ".join(change.head_rules)
        yield f"decided by {after or 'no rule'}, before by {before or 'no rule'}"
    if change.reworded:
        yield f"reads differently: {', '.join(change.reworded)}"
    if change.missing:
        yield f"what would settle it: {', '.join(change.missing)}"


def _stale(head: Tree, cache: Cache | None) -> Iterable[Task]:
    for finding in check(head, cache=cache).findings:
        if finding.code == _STALE:
            says = f"{REASONS['stale']}: {finding.message.rpartition('revised since: ')[2]}"
            yield Task(1, "stale", stem(finding.file), finding.file, "", "", "", says)


def plan_confirmation(frame: Frame, items: Sequence[str]) -> tuple[list[Write], list[str]]:
    """Return the files with their stamps at the current version, and what a person thereby says.

    Nothing else in the files moves. Raises `GoldlineError` where an item or its guideline cannot be read.
    """
    root = frame.tree.root
    if root is None:
        raise GoldlineError("only files on disk can be confirmed", hint="leave the revision out")
    writes: dict[str, Write] = {}
    told: list[str] = []
    for wanted in dict.fromkeys(items):
        item = find_item(frame, wanted)
        guideline = readable_guideline(frame, item.guideline)
        if item.stamp == guideline.version:
            told.append(f"{item.id} is confirmed under {guideline.version} already")
            continue
        if newer(item.stamp, guideline.version):
            raise GoldlineError(
                f"{shown(item.id)} was confirmed under {item.stamp}, "
                f"and the guideline here is {guideline.version}",
                hint="bring the guideline up to date first: `git pull`",
            )
        data = (root / item.file).read_bytes()
        editor = Editor(data, item.file)
        editor.set(("guideline",), f"{guideline.id}@{guideline.version}")
        writes[item.file] = Write(item.file, editor.data, data)
        told.append(f"{item.id}: {item.stamp} -> {guideline.version}")
        fresh = [
            kind.path
            for kind in (guideline.taxonomy.types.values() if guideline.taxonomy else ())
            if kind.own_since is not None
            and newer(kind.own_since, item.stamp)
            and kind.path not in item.inspected
        ]
        if fresh:
            told.append(f"  this says that somebody looked for {', '.join(fresh)} in it, too")
    return list(writes.values()), told
