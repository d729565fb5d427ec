"""Reading and checking gold items, many at a time: in parallel, and never twice for the same bytes.

Three things are kept by content: the document (so that a changed guideline costs no parsing), the
row that `diff` needs, and the outcome of all checks under one frame (guidelines, sets, media,
settings, and the code itself).
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from goldline.app.frame import Frame, read_document
from goldline.app.gold_rows import pack_row
from goldline.app.layout import set_of
from goldline.app.packing import Checked, pack_checked
from goldline.app.workers import Aside, Progress, spread
from goldline.checks.ignore import find_ignores
from goldline.checks.run import Locator, run_item_checks, settle_problems
from goldline.checks.summary import summarise_item
from goldline.model.corpus import ItemContext, MediaLibrary
from goldline.model.finding import Problem
from goldline.model.gold import Facts, Item
from goldline.reading.item import build_item, facts_of
from goldline.reading.shape import Shape
from goldline.reading.yaml import read_yaml
from goldline.rules.judge import Judge
from goldline.schemas import item_schema_for


@dataclass(slots=True)
class Bench:
    """All that checking an item needs, made once before the work is spread over processes."""

    frame: Frame
    media: MediaLibrary
    judges: dict[str, Judge] = field(default_factory=dict)
    escalation_ids: frozenset[str] = frozenset()
    shapes: dict[str, Shape] = field(default_factory=dict)

    @classmethod
    def of(cls, frame: Frame, media: MediaLibrary) -> Bench:
        """Return the bench of a frame: judges of those guidelines that could be read in full."""
        broken = frame.broken_guidelines()
        judges = {name: Judge(g) for name, g in frame.guidelines.items() if name not in broken}
        return cls(frame, media, judges, escalation_ids(frame))

    def shape_problems(self, document: Any, path: str) -> list[Problem]:
        """Return how an item departs from the shape of items of its guideline, names included.

        For items that are not to be built upon: the checks of names do not reach those.
        """
        stamp = document.get("guideline") if isinstance(document, dict) else None
        name = stamp.partition("@")[0] if isinstance(stamp, str) else ""
        if name not in self.judges:
            return []
        if name not in self.shapes:
            self.shapes[name] = Shape(item_schema_for(self.frame.guidelines[name]))
        return self.shapes[name].find(document, path)

    def context(self, item: Item, set_id: str) -> ItemContext:
        """Return what checks of that item may look at."""
        guideline = self.frame.guidelines.get(item.guideline)
        judge = self.judges.get(item.guideline)
        facts: Facts = facts_of(item, guideline)
        return ItemContext(
            guideline=guideline,
            guidelines=self.frame.guidelines,
            gold_set=self.frame.sets.get(set_id),
            facts=facts,
            judgments=judge.judge(facts) if judge is not None else {},
            media=self.media,
            settings=self.frame.settings,
            escalations=self.escalation_ids,
        )


def escalation_ids(frame: Frame) -> frozenset[str]:
    """Return the ids of all escalations, those that cannot be read too (by their file's name)."""
    names = (path.rsplit("/", 1)[1].partition(".")[0] for path in frame.layout.escalations)
    return frozenset([*names, *(escalation.id for escalation in frame.escalations.values())])


def check_item_file(bench: Bench, path: str, data: bytes, document: Any) -> tuple[Checked, Any, bytes]:
    """Return what checks find in an item file, its document and its row for `diff`.

    `document` is the one kept from before, or None to read `data`. What comes back is None where
    the document is not to be kept: unusable, or with problems that only reading the bytes shows.
    """
    locator = Locator(lambda _: data)
    limit = bench.frame.settings.check.largest_file
    problems: list[Problem] = []
    if document is None:
        document, problems = read_document(data, path, "item", limit)
    raws = list(settle_problems(problems, locator))
    if document is None:
        value = read_yaml(data, path, limit=limit).value
        others = [p for p in bench.shape_problems(value, path) if p not in problems]
        raws += settle_problems(others, locator)
        return Checked(path, tuple(raws), None, ()), None, b""
    item = build_item(document, path, set_of(path))
    context = bench.context(item, item.set)
    raws += [locator.settle(code, draft) for code, draft in run_item_checks(item, context)]
    ignores = tuple(find_ignores(document, path)) if b"x-ignore" in data else ()
    row = pack_row(item, context.facts)
    checked = Checked(path, tuple(raws), summarise_item(item, context), ignores)
    return checked, None if problems else document, row


# --- many ------------------------------------------------------------------------------------

Work = tuple[str, bytes | None]
"""A path, and its packed document where it is known (None: read it)."""
Done = tuple[str, bytes, bytes, bytes]
"""A path, the packed result, the packed document and the packed row (empty: unusable)."""


def check_items(
    bench: Bench,
    work: Sequence[Work],
    workers: int | None,
    progress: Progress | None = None,
    aside: Aside | None = None,
) -> Iterator[Done]:
    """Yield the results of checking these item files; `aside` is done beside it."""
    yield from spread(partial(_check_chunk, bench), work, workers, progress, aside)


def _check_chunk(bench: Bench, chunk: Iterable[Work]) -> Iterator[Done]:
    known = dict(chunk)
    limit = bench.frame.settings.check.largest_file
    for path, data in bench.frame.tree.read_many(known, limit):
        packed = known[path]
        before = None if packed is None else marshal.loads(packed)
        checked, document, row = check_item_file(bench, path, data, before)
        kept = packed or (b"" if document is None else marshal.dumps(document))
        yield path, pack_checked(checked), kept, row
