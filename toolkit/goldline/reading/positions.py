"""Where in a file a value stands: a second parse, for what is really reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from goldline.model.finding import Place, Step, Where
from goldline.reading.yaml_events import plain_text, read_events

Spot = tuple[int, int]
"""A line and a column, both counted from 1; columns count characters."""


@dataclass(slots=True)
class _Node:
    """A value and where it is; `at` and `key` are (0, 0) where there is nothing to point at."""

    at: Spot
    key: Spot
    start: int
    end: int
    children: dict[Step, _Node] = field(default_factory=dict)

    @property
    def begin(self) -> Spot:
        """Where it begins, with its key if it has one."""
        return self.key if self.key[0] else self.at


class Positions:
    """The places of everything in a file, as far as it can be read; asking never fails."""

    def __init__(self, data: bytes) -> None:
        self._text = plain_text(data)
        self._root = _tree(read_events(self._text.encode()))

    def value(self, path: Sequence[Step]) -> Spot:
        """Return the line and column of the value at `path`, or of the nearest thing above that exists."""
        node = self._nearest(path)
        return node.at if node.at[0] else node.key

    def key(self, path: Sequence[Step]) -> Spot:
        """Return the line and column of the key at `path`; of the value for an entry of a list."""
        node = self._nearest(path)
        if len(self._steps(path)) < len(path):  # the key itself is missing
            return node.at if node.at[0] else node.key
        return node.key if node.key[0] else node.at

    def source(self, path: Sequence[Step]) -> str:
        """Return the raw text of the scalar at `path`, quotes and all; empty where there is none."""
        steps = self._steps(path)
        if len(steps) < len(path):
            return ""
        node = steps[-1] if steps else self._root
        return "" if node.children else self._text[node.start : node.end].rstrip("\n")

    def place(self, where: Where) -> Place:
        """Return the place that a `Where` speaks of."""
        line, column = self.key(where.path) if where.on_key else self.value(where.path)
        return Place(where.file, line, column)

    def path_at(self, line: int, column: int) -> tuple[Step, ...]:
        """Return the path of the innermost value that a place lies in, or right behind."""
        path: list[Step] = []
        node = self._root
        while before := [step for step, child in node.children.items() if child.begin <= (line, column)]:
            path.append(before[-1])
            node = node.children[before[-1]]
        return tuple(path)

    def _steps(self, path: Sequence[Step]) -> list[_Node]:
        nodes: list[_Node] = []
        node = self._root
        for step in path:
            child = node.children.get(step)
            if child is None:
                break
            nodes.append(child)
            node = child
        return nodes

    def _nearest(self, path: Sequence[Step]) -> _Node:
        return (self._steps(path) or [self._root])[-1]


def source_text(data: bytes, path: Sequence[Step]) -> str:
    """Return the raw text of the scalar at `path` (`0123`, `1.10`): what was written, not what it means."""
    return Positions(data).source(path)


def _tree(events: list[Any]) -> _Node:
    root = _Node((1, 1), (1, 1), 0, 0)
    open_: list[_Node] = []
    key: Any = None  # the key event that waits for its value
    kinds: list[bool] = []  # for each open collection whether it is a mapping
    for event in events:
        kind = event.__class__
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            open_.pop()
            kinds.pop()
            key = None
            continue
        starts = kind is MappingStartEvent or kind is SequenceStartEvent
        if not (starts or kind is ScalarEvent or kind is AliasEvent):
            continue
        if open_ and kinds[-1] and key is None:
            key = event
            if starts:  # a collection as a key: nobody can ask for what is in it
                open_.append(_node(event, None))
                kinds.append(kind is MappingStartEvent)
                key = None
            continue
        node = _node(event, key)
        if not open_:
            root = node
        elif kinds[-1]:
            open_[-1].children.setdefault(getattr(key, "value", ""), node)
        else:
            open_[-1].children[len(open_[-1].children)] = node
        key = None
        if starts:
            open_.append(node)
            kinds.append(kind is MappingStartEvent)
    return root


def _node(event: Any, key: Any) -> _Node:
    start, end = event.start_mark, event.end_mark
    at = (start.line + 1, start.column + 1)
    if event.__class__ is ScalarEvent and not event.value and not event.style and key is not None:
        at = (0, 0)  # nothing is written there
    key_at = (0, 0) if key is None else (key.start_mark.line + 1, key.start_mark.column + 1)
    return _Node(at, key_at, start.index, end.index)
