"""Where everything in a file begins and ends, so that an edit can touch it and nothing else.

Offsets count characters of the text without its byte order mark and with plain line ends
(`reading.yaml_events.plain_text`); `splice.py` finds the way back to the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from goldline.model.finding import Step
from goldline.reading.yaml_events import read_events

Kind = Literal["scalar", "map", "list"]
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*")


@dataclass(slots=True)
class Span:
    """A stretch of the text, the end not included; `style` is how a scalar is quoted, "" where it is not."""

    start: int
    end: int
    style: str = ""


@dataclass(slots=True)
class Node:
    """A value: where it stands, the key that leads to it, and what is in it, in order.

    A collection in block style ends where its last part ends; what the parser counts to it besides
    are the comments and blank lines before whatever comes next.
    """

    kind: Kind
    span: Span
    column: int
    flow: bool
    key: Span | None = None
    children: dict[Step, Node] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.span.end

    @property
    def is_block_scalar(self) -> bool:
        """Whether it is a text that begins with `|` or `>`."""
        return self.span.style in ("|", ">")

    def at(self, path: Sequence[Step]) -> Node | None:
        """Return what stands at a path below it, or None."""
        node = self
        for step in path:
            if step not in node.children:
                return None
            node = node.children[step]
        return node


def read_outline(text: str) -> Node | None:
    """Return the outline of a readable text; None where it holds nothing."""
    events = iter(read_events(text.encode()))
    for event in events:
        if event.__class__ in (MappingStartEvent, SequenceStartEvent, ScalarEvent):
            return _node(event, None, events, text)
    return None


def comments(text: str, root: Node) -> list[Span]:
    """Return every comment, from its `#` to the end of its line."""
    found: list[Span] = []
    position = 0
    for span in sorted(_scalars(root), key=lambda span: span.start):
        found += _in_gap(text, position, span.start)
        position = max(position, span.end)
        if span.style in ("|", ">"):
            header = _HEADER.match(text, span.start)
            line_end = _line_end(text, span.start)
            if header is not None and text[header.end() : header.end() + 1] == "#":
                found.append(Span(header.end(), line_end))
    found += _in_gap(text, position, len(text))
    return found


def _scalars(node: Node) -> Iterator[Span]:
    if node.key is not None:
        yield node.key
    if node.kind == "scalar":
        yield node.span
    for child in node.children.values():
        yield from _scalars(child)


def _in_gap(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the comments between two scalars, where only marks and spaces stand besides."""
    while (start := text.find("#", start, end)) >= 0:
        stop = min(_line_end(text, start), len(text))
        yield Span(start, stop)
        start = stop


def _line_end(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found


def _node(event: Any, key: Span | None, events: Iterator[Any], text: str) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    if event.__class__ is ScalarEvent:
        span = _scalar_span(event, text)
        return Node("scalar", span, event.start_mark.column, False, key)
    flow = bool(event.flow_style)
    kind: Kind = "map" if event.__class__ is MappingStartEvent else "list"
    node = Node(kind, Span(start, end), event.start_mark.column, flow, key)
    closing: Any = MappingEndEvent if kind == "map" else SequenceEndEvent
    for inner in events:
        if inner.__class__ is closing:
            node.span.end = inner.end_mark.index if flow else _last_end(node)
            return node
        if kind == "list":
            node.children[len(node.children)] = _node(inner, None, events, text)
            continue
        name, at = inner.value, _scalar_span(inner, text)
        node.children[name] = _node(next(events), at, events, text)
    return node


def _scalar_span(event: Any, text: str) -> Span:
    start, end = event.start_mark.index, event.end_mark.index
    style = event.style or ""
    if style in ("|", ">"):
        # The parser counts blank lines after a block to it, and may stop inside the next indentation.
        while end > start and text[end - 1] in " \n":
            end -= 1
    elif not style:
        while end > start and text[end - 1] in " \t\n":
            end -= 1
    return Span(start, end, style)


def _last_end(node: Node) -> int:
    last = list(node.children.values())[-1]
    empty = last.kind == "scalar" and last.start == last.end and not last.span.style
    if empty and last.key is not None:  # `key:` and nothing: ends with its colon
        return max(last.end, last.key.end + 1)
    return last.end
