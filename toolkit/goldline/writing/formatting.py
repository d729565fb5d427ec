"""A file in the order of the format: its keys change places, with their comments, and nothing else changes.

What comes back says exactly what the file said, and has every comment; where that cannot be had,
the file is refused and stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from goldline.errors import GoldlineError
from goldline.reading.yaml import TOLERATED, read_yaml
from goldline.reading.yaml_events import plain_text
from goldline.writing.emit import same
from goldline.writing.order import in_order
from goldline.writing.outline import Node, Span, comments, read_outline
from goldline.writing.pieces import Block, Leaf, cut

_ROUNDS = 4


def formatted(data: bytes, kind: str, file: str) -> bytes:
    """Return the bytes of a document of that kind in its final form; the same bytes where they have it.

    Raises `GoldlineError` where the file cannot be read, or cannot be formatted without loss.
    """
    now = data
    for _ in range(_ROUNDS):
        then = _once(now, kind, file)
        if then == now:
            return then
        now = then
    raise _refusal(file, "it would look different each time")


def _once(data: bytes, kind: str, file: str) -> bytes:
    pieces = cut(data, file)
    ordered = in_order(pieces.value, kind)
    if isinstance(pieces.body, Block):
        _arrange(pieces.body, ordered)
    elif pieces.body.node.flow:
        pieces.body.text = _flow_leaf(pieces.body, ordered)
    text = pieces.text()
    fault = ""
    for candidate in (text.rstrip("\n ") + "\n", text, plain_text(data)):
        fault = _lost(data, candidate, pieces.value, file)
        if not fault:
            return candidate.encode()
    raise _refusal(file, fault)


def _lost(data: bytes, text: str, value: Any, file: str) -> str:
    """Return what a new text would lose, or ""."""
    reading = read_yaml(text.encode(), file)
    if any(problem.kind not in TOLERATED for problem in reading.problems):
        return "it could not be read afterwards"
    if not same(reading.value, value):
        return "a value would change"
    if _comments(text) != _comments(plain_text(data)):
        return "a comment would be lost"
    return ""


def _comments(text: str) -> Counter[str]:
    root = read_outline(text)
    return (
        Counter(text[span.start : span.end].rstrip() for span in comments(text, root)) if root else Counter()
    )


def _refusal(file: str, reason: str) -> GoldlineError:
    return GoldlineError(
        f"`{file}` is written in a way that cannot be formatted: {reason}",
        hint="bring its keys into order by hand; `goldline schema` lets your editor help",
    )


# --- order -----------------------------------------------------------------------------------


def _arrange(block: Block, ordered: Any) -> None:
    """Bring the entries of a block into order, and all within them."""
    if isinstance(ordered, Mapping):
        first = block.entries[0]
        rank = {key: place for place, key in enumerate(ordered)}
        block.entries.sort(key=lambda entry: rank[str(entry.step)])
        if block.entries[0] is not first:
            block.entries[0].lead = _from_first_comment(block.entries[0].lead)
    for entry in block.entries:
        inner = ordered[entry.step]
        if isinstance(entry.body, Block):
            _arrange(entry.body, inner)
        elif entry.body.node.flow:
            entry.body.text = _flow_leaf(entry.body, inner)


def _from_first_comment(lead: str) -> str:
    lines = lead.splitlines(keepends=True)
    while lines and not lines[0].strip():
        lines.pop(0)
    return "".join(lines)


def _flow_leaf(leaf: Leaf, ordered: Any) -> str:
    node = leaf.node
    inside = leaf.source[node.start : node.end]
    before, found, after = leaf.text.partition(inside)
    if not found or before.strip(" \n"):
        return leaf.text
    return before + _flow(node, ordered, leaf.source) + after


def _flow(node: Node, ordered: Any, text: str) -> str:
    """Return a `{…}` or `[…]` in order; the commas stay where they were."""
    whole = text[node.start : node.end]
    # A comment in there would not know which entry it belongs to.
    if not node.flow or not node.children or any(True for _ in comments(whole, _shifted(node))):
        return whole
    spans = [
        (child.key.start if child.key is not None else child.start, max(child.end, _key_end(child)))
        for child in node.children.values()
    ]
    texts = {}
    for (step, child), (start, _) in zip(node.children.items(), spans, strict=True):
        inner = _flow(child, ordered[step], text)
        texts[step] = text[start : child.start] + inner if child.start >= start else text[start : child.end]
    steps = list(ordered) if node.kind == "map" else list(node.children)
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)] + [""]
    middle = "".join(texts[step] + gap for step, gap in zip(steps, gaps, strict=True))
    return text[node.start : spans[0][0]] + middle + text[spans[-1][1] : node.end]


def _key_end(child: Node) -> int:
    return child.key.end if child.key is not None else 0


def _shifted(node: Node) -> Node:
    """Return the node with offsets counted from its own beginning."""

    def span(old: Span) -> Span:
        return Span(old.start - node.start, old.end - node.start, old.style)

    def copy(old: Node) -> Node:
        return Node(
            old.kind,
            span(old.span),
            old.column,
            old.flow,
            None if old.key is None else span(old.key),
            {step: copy(child) for step, child in old.children.items()},
        )

    return copy(node)
