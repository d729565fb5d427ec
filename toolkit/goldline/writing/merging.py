"""Two edits of one document brought together by what they mean, not by which lines they touch.

Mappings merge key by key, lists entry by entry (a vote is known by its annotator, a rule by its id),
and each entry keeps the text and the comments of the side that changed it. What both sides changed,
and differently, is a conflict. Nothing is guessed: where a result would not say exactly what the merge
of the values says, or would lack a comment, the whole is refused and git's merge of lines takes over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from goldline.errors import GoldlineError
from goldline.model.finding import Step
from goldline.reading.yaml import read_yaml
from goldline.reading.yaml_events import plain_text
from goldline.writing.emit import flow, same
from goldline.writing.outline import comments, read_outline
from goldline.writing.pieces import Block, Entry, Leaf, block_text, cut, entry_lines
from goldline.writing.values import MISSING, Keyed, by_identity, merge_values, merged_order

Sides = tuple[Entry | None, Entry | None, Entry | None]
MergeText = Callable[[str, str, str], str | None]
"""Merges three texts (base, ours, theirs) line by line; None where they contradict each other."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both sides changed; a value is `MISSING` where that side has none there."""

    path: tuple[Step, ...]
    base: Any
    ours: Any
    theirs: Any


@dataclass(slots=True)
class Merged:
    """The bytes of a merge, with marks around what both sides claim, and a list of that."""

    data: bytes
    conflicts: list[Conflict] = field(default_factory=list)


def merge_documents(
    base: bytes, ours: bytes, theirs: bytes, file: str, merge_text: MergeText, *, marker: int = 7
) -> Merged:
    """Return the merge of two edits of a document; `base` is empty where both sides added it.

    Raises `GoldlineError` where a side cannot be read, or where the pieces do not fit together.
    """
    old = cut(base, file) if base.strip() else None
    mine, other = cut(ours, file), cut(theirs, file)
    bodies = (old.body if old else Block("map", 0, []), mine.body, other.body)
    merger = _Merger(merge_text, marker)
    if not all(isinstance(body, Block) for body in bodies):
        raise _unfit(file)
    merged = merger.block(*bodies, ())  # type: ignore[arg-type]  # all three are blocks
    header = _merged_lines(old.header if old else "", mine.header, other.header)
    text = header + block_text(merged)
    if merger.conflicts:
        _refuse_lost_comments(text, (base, ours, theirs), file)
    else:
        _refuse_loss(text, (base, ours, theirs), (old.value if old else {}, mine.value, other.value), file)
    newline = b"\r\n" if 2 * ours.count(b"\r\n") > ours.count(b"\n") else b"\n"
    return Merged(text.encode().replace(b"\n", newline), merger.conflicts)


def _refuse_loss(text: str, sides: tuple[bytes, bytes, bytes], values: Sequence[Any], file: str) -> None:
    """Raise unless the text says what the merged values say and has every comment that a side added."""
    reading = read_yaml(text.encode(), file)
    wanted, disputed = merge_values(values[0], values[1], values[2], ())
    if reading.value is None or reading.problems or (not disputed and not same(reading.value, wanted)):
        raise _unfit(file)
    base, ours, theirs = (_comments(plain_text(side)) for side in sides)
    if (ours - base) - _comments(text) or (theirs - base) - _comments(text):
        raise _unfit(file)


def _refuse_lost_comments(text: str, sides: tuple[bytes, bytes, bytes], file: str) -> None:
    """Raise unless a text with conflict marks in it has every comment that a side added."""
    base, ours, theirs = (_comments(plain_text(side)) for side in sides)
    if any(comment not in text for comment in {*(ours - base), *(theirs - base)}):
        raise _unfit(file)


def _comments(text: str) -> Counter[str]:
    root = read_outline(text)
    return Counter(text[span.start : span.end].rstrip() for span in (comments(text, root) if root else ()))


def _unfit(file: str) -> GoldlineError:
    return GoldlineError(
        f"`{file}` is written too differently on the two sides to be merged by what it means",
        hint="run `goldline fmt` on both sides, then merge again",
    )


class _DisputedError(Exception):
    """A list as a whole is claimed by both sides."""


class _Merger:
    """Merges blocks, and notes what both sides claim."""

    def __init__(self, merge_text: MergeText, marker: int) -> None:
        self.merge_text, self.marker = merge_text, marker
        self.conflicts: list[Conflict] = []

    def block(self, base: Block, ours: Block, theirs: Block, path: tuple[Step, ...]) -> Block:
        """Return the merge of three blocks of one kind."""
        if ours.column != theirs.column or ours.kind != theirs.kind:
            raise _unfit(".".join(map(str, path)) or "the file")
        keyed = [_keyed(block) for block in (base, ours, theirs)]
        entries: list[Entry] = []
        steps = merged_order(*(list(side) for side in keyed), ordered=ours.kind == "list")
        if steps is None:  # both sides moved or replaced entries, each in its own way
            raise _DisputedError
        for step in steps:
            old, mine, other = (side.get(step) for side in keyed)
            entry = self._entry((old, mine, other), (*path, _name(step)), ours.column)
            if entry is not None:
                entries.append(entry)
        tail = _merged_lines(base.tail, ours.tail, theirs.tail)
        return Block(ours.kind, ours.column, entries, tail)

    def _entry(self, sides: Sides, path: tuple[Step, ...], column: int) -> Entry | None:
        base, ours, theirs = sides
        if ours is None or theirs is None:
            kept = theirs if ours is None else ours
            if base is None or kept is None:
                return kept
            if entry_lines(kept, column) == entry_lines(base, column) or same(kept.value, base.value):
                return None  # taken out by one side, untouched by the other
            return self._conflict(base, ours, theirs, path, column)
        texts = [None if one is None else entry_lines(one, column) for one in (base, ours, theirs)]
        if texts[1] == texts[2] or texts[2] == texts[0]:
            return ours
        if texts[1] == texts[0]:
            return theirs
        lead = _merged_lines(base.lead if base else "", ours.lead, theirs.lead)
        noted = len(self.conflicts)
        body = self._body(base, ours, theirs, path)
        if body is None:
            return self._conflict(base, ours, theirs, path, column)
        head, inner = body
        if isinstance(inner, Block) and not inner.entries:
            return None
        inline = isinstance(inner, Block) and not head.endswith("\n")
        if inline and isinstance(inner, Block) and not inner.entries[0].head:
            # The marks of a conflict need lines of their own, and these begin with a dash.
            del self.conflicts[noted + 1 :]
            noticed = self.conflicts.pop() if len(self.conflicts) > noted else None
            return self._conflict(base, ours, theirs, noticed.path if noticed else path, column, noticed)
        return Entry(ours.step, lead, head, inner, None)

    def _body(
        self, base: Entry | None, ours: Entry, theirs: Entry, path: tuple[Step, ...]
    ) -> tuple[str, Leaf | Block] | None:
        """Return head and value of an entry that both sides have and have changed; None: a conflict."""
        old = base.body if base is not None else None
        if isinstance(ours.body, Block) and isinstance(theirs.body, Block):
            if ours.body.kind != theirs.body.kind:
                return None
            before = old if isinstance(old, Block) and old.kind == ours.body.kind else None
            if before is None and base is not None:
                return None
            empty = Block(ours.body.kind, ours.body.column, [])
            head = theirs.head if base is not None and ours.head == base.head else ours.head
            noted = len(self.conflicts)
            try:
                return head, self.block(before or empty, ours.body, theirs.body, path)
            except _DisputedError:
                del self.conflicts[noted:]
                return None
        value = base.value if base is not None else MISSING
        if same(ours.value, theirs.value) or (base is not None and same(theirs.value, value)):
            return ours.head, ours.body
        if base is not None and same(ours.value, value):
            return theirs.head, theirs.body
        if not (isinstance(ours.body, Leaf) and isinstance(theirs.body, Leaf)):
            return None
        if ours.body.node.flow and theirs.body.node.flow and base is not None:
            return self._flow(base, ours, theirs, path)
        blocks = [
            isinstance(body, Leaf) and body.node.is_block_scalar for body in (old, ours.body, theirs.body)
        ]
        if all(blocks) and isinstance(old, Leaf):
            text = self.merge_text(old.text, ours.body.text, theirs.body.text)
            return None if text is None else (ours.head, replace(ours.body, text=text))
        return None

    def _flow(
        self, base: Entry, ours: Entry, theirs: Entry, path: tuple[Step, ...]
    ) -> tuple[str, Leaf | Block] | None:
        """Return a `[…]` or `{…}` that holds what both sides added and lacks what either took out."""
        leaf = ours.body
        assert isinstance(leaf, Leaf)
        value, disputed = merge_values(base.value, ours.value, theirs.value, path)
        inside = leaf.source[leaf.node.start : leaf.node.end]
        if disputed or "\n" in inside:
            return None
        before, _, after = leaf.text.partition(inside)
        return ours.head, replace(leaf, text=before + flow(value) + after)

    def _conflict(
        self,
        base: Entry | None,
        ours: Entry | None,
        theirs: Entry | None,
        path: tuple[Step, ...],
        column: int,
        noticed: Conflict | None = None,
    ) -> Entry:
        """Return the lines of both sides between marks that name their values."""
        if noticed is None:
            values = (MISSING if one is None else one.value for one in (base, ours, theirs))
            noticed = _narrowed(Conflict(path, *values))
        self.conflicts.append(noticed)
        sides = ["" if one is None else entry_lines(one, column) for one in (ours, theirs)]
        name = ".".join(map(str, noticed.path))
        lines = (
            f"{'<' * self.marker} ours: {name} {told(noticed.ours)}\n{sides[0]}"
            f"{'=' * self.marker}\n{sides[1]}"
            f"{'>' * self.marker} theirs: {name} {told(noticed.theirs)}\n"
        )
        step = (ours or theirs or base).step  # type: ignore[union-attr]  # one of them is there
        nothing = next(one.body for one in (ours, theirs, base) if one is not None)
        return Entry(step, lines, "", nothing, None)


def told(value: Any) -> str:
    """Return a value as it is named in a conflict: on one line, and not too long."""
    if value is MISSING:
        return "is taken out"
    text = " ".join(flow(value).split())
    return f"is {text if len(text) <= 60 else text[:59] + '…'}"


def _narrowed(conflict: Conflict) -> Conflict:
    """Return the conflict at the one place inside that the sides disagree about, where it is one."""
    path, base, ours, theirs = conflict.path, conflict.base, conflict.ours, conflict.theirs
    while isinstance(ours, dict) and isinstance(theirs, dict):
        keys = [k for k in {**ours, **theirs} if not same(ours.get(k, MISSING), theirs.get(k, MISSING))]
        if len(keys) != 1:
            break
        key = keys[0]
        path = (*path, key)
        base = base.get(key, MISSING) if isinstance(base, dict) else MISSING
        ours, theirs = ours.get(key, MISSING), theirs.get(key, MISSING)
    return Conflict(path, base, ours, theirs)


def _keyed(block: Block) -> Keyed:
    if block.kind == "map":
        return {str(entry.step): entry for entry in block.entries}
    names = by_identity([entry.value for entry in block.entries])
    return dict(zip(names, block.entries, strict=True))


def _name(step: Any) -> Step:
    """Return what an entry is called in messages: its key, or what a list's entry is known by."""
    if isinstance(step, str):
        return step
    return step[1].strip("[").partition(",")[0] if step[0] == "finding" else str(step[1])


def _merged_lines(base: str, ours: str, theirs: str) -> str:
    """Return the comment lines of both sides, each once; a line that one side took out is gone."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    before = base.splitlines(keepends=True)
    mine, other = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    kept = [line for line in mine if line in other or line not in before]
    return "".join([*kept, *(line for line in other if line not in mine and line not in before)])
