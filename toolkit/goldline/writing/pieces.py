"""A file as a tree of pieces of its text, so that entries can change places or come from another file.

Every line belongs to exactly one piece: a comment above a key belongs to that key, one behind a value
or stepped in below it to that value. Put together again unchanged, the pieces are the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from goldline.errors import GoldlineError
from goldline.model.finding import Step
from goldline.reading.yaml import TOLERATED, read_yaml
from goldline.reading.yaml_events import plain_text
from goldline.writing.outline import Kind, Node, read_outline

_MODELINES = ("# yaml-language-server:", "# -*-", "# vim:", "# goldline")


@dataclass(slots=True)
class Leaf:
    """A value that is moved as it is: its text, to the end of its last line, and where that came from."""

    text: str
    node: Node
    source: str = field(repr=False)


@dataclass(slots=True)
class Entry:
    """A key with its value, or an entry of a list; `lead` are the whole lines above that belong to it."""

    step: Step
    lead: str
    head: str  # `key: `, `- `, or with the line end where the value begins on the next line
    body: Leaf | Block
    value: Any


@dataclass(slots=True)
class Block:
    """A mapping or list in block style; `tail` are the lines behind its last entry that are nobody's."""

    kind: Kind
    column: int
    entries: list[Entry]
    tail: str = ""

    def get(self, step: Step) -> Entry | None:
        """Return the entry of that key, or None."""
        return next((entry for entry in self.entries if entry.step == step), None)


@dataclass(slots=True)
class Pieces:
    """A whole file: what stands above its first key, and its value."""

    header: str
    body: Leaf | Block
    value: Any

    def text(self) -> str:
        """Return the text that the pieces make."""
        if isinstance(self.body, Leaf):
            return self.header + self.body.text
        return self.header + block_text(self.body)


def cut(data: bytes, file: str) -> Pieces:
    """Return a file's pieces; raises `GoldlineError` where it cannot be read."""
    reading = read_yaml(data, file)
    serious = [problem for problem in reading.problems if problem.kind not in TOLERATED]
    if serious or reading.value is None:
        reason = serious[0].message if serious else "it is empty"
        raise GoldlineError(
            f"`{file}` cannot be read: {reason}", hint="`goldline check` says what is wrong with it"
        )
    text = plain_text(data)
    text += "" if text.endswith("\n") else "\n"
    root = read_outline(text)
    assert root is not None  # it was read a moment ago
    start = text.rfind("\n", 0, root.start) + 1
    if root.flow or root.kind == "scalar" or text[start : root.start].strip():
        return Pieces(text[: root.start], Leaf(text[root.start :], root, text), reading.value)
    above = _first_lead(text[:start])
    header = text[: start - len(above)]
    return Pieces(header, _cut(root, reading.value, text, len(header), len(text)), reading.value)


def block_text(block: Block) -> str:
    """Return the whole lines of a block."""
    lead, text = _rendered(block, inline=False)
    return lead + text


def entry_lines(entry: Entry, column: int) -> str:
    """Return the whole lines of an entry that stands at a column, those above it included."""
    if not entry.head:  # lines alone: two sides of a conflict, with marks around them
        return entry.lead
    hoisted, text = _entry_text(entry, column)
    return f"{entry.lead}{hoisted}{' ' * column}{text}"


# --- together --------------------------------------------------------------------------------


def _rendered(block: Block, *, inline: bool) -> tuple[str, str]:
    """Return the lines above the first entry, where it shares its line with a dash, and the rest."""
    above, parts = "", []
    for index, entry in enumerate(block.entries):
        if index == 0 and inline:
            hoisted, text = _entry_text(entry, block.column)
            above = _without_blanks(entry.lead) + hoisted
            parts.append(text)
        else:
            parts.append(entry_lines(entry, block.column))
    return above, "".join(parts) + block.tail


def _entry_text(entry: Entry, column: int) -> tuple[str, str]:
    if isinstance(entry.body, Leaf):
        return "", entry.head + entry.body.text
    inline = not entry.head.endswith("\n")
    lead, text = _rendered(entry.body, inline=inline)
    if not inline:
        return "", entry.head + lead + text
    moved = "".join(f"{' ' * column}{line.lstrip(' ')}" for line in lead.splitlines(keepends=True))
    return moved, entry.head + text


def _without_blanks(lines: str) -> str:
    return "".join(line for line in lines.splitlines(keepends=True) if line.strip())


# --- apart -----------------------------------------------------------------------------------


def _cut(node: Node, value: Any, text: str, start: int, end: int) -> Leaf | Block:
    """Return what stands between two offsets: `node`, with the lines around it."""
    starts = _starts(node, text)
    if node.flow or node.kind == "scalar" or starts is None:
        return Leaf(text[start:end], node, text)
    block = Block(node.kind, node.column, [])
    lines = [text.rfind("\n", 0, at) + 1 for at in starts]
    inline = start > lines[0]
    lead = "" if inline else text[start : lines[0]]
    for index, (step, child) in enumerate(node.children.items()):
        after = child.key.end if child.key is not None else starts[index]
        begins = max(child.start, text.find(":" if child.key is not None else "-", after) + 1)
        stop = _line_after(text, max(child.end, begins), child)
        limit = lines[index + 1] if index + 1 < len(lines) else end
        own = stop + len(_own_lines(text[stop:limit], node.column))
        head = text[starts[index] : begins]
        if not (child.flow or child.kind == "scalar") and "\n" in head:
            begins = starts[index] + head.index("\n") + 1
            head = text[starts[index] : begins]
        inner = value[step]
        body = _cut(child, inner, text, begins, own)
        if isinstance(body, Leaf) and head.endswith("\n"):
            body = Leaf(text[begins:own], child, text)
        block.entries.append(Entry(step, lead, head, body, inner))
        lead = text[own:limit]
    block.tail = lead
    return block


def _starts(node: Node, text: str) -> list[int] | None:
    """Return where each entry begins, at its key or dash; None where one is written in an odd way."""
    found: list[int] = []
    for index, child in enumerate(node.children.values()):
        at = child.key.start if child.key is not None else _dash(node, child, text)
        line = text.rfind("\n", 0, at) + 1
        before = text[line:at]
        if at < 0 or at - line != node.column or (index and before.strip()) or before.strip(" -"):
            return None
        found.append(at)
    return found


def _dash(node: Node, child: Node, text: str) -> int:
    line = text.rfind("\n", 0, child.start) + 1
    while line >= 0:
        at = line + node.column
        if text[at : at + 1] == "-" and text[at + 1 : at + 2] in (" ", "\n", ""):
            return at
        if line == 0:
            return -1
        line = text.rfind("\n", 0, line - 1) + 1
    return -1


def _line_after(text: str, position: int, child: Node) -> int:
    """Return where the line behind a value begins; blank lines that a `|+` keeps are part of it."""
    stop = text.find("\n", position) + 1 or len(text)
    header = text[child.start : text.find("\n", child.start)].partition("#")[0]
    if child.is_block_scalar and "+" in header:
        while stop < len(text) and not text[stop : text.find("\n", stop)].strip():
            stop = text.find("\n", stop) + 1
    return stop


def _own_lines(gap: str, column: int) -> str:
    """Return the lines of a gap that belong to the entry above: to its last comment that is stepped in."""
    kept = position = 0
    for line in gap.splitlines(keepends=True):
        position += len(line)
        bare = line.lstrip(" ")
        if bare.startswith("#") and len(line) - len(bare) > column:
            kept = position
    return gap[:kept]


def _first_lead(above: str) -> str:
    """Return the comments right above the first key: the rest, and lines for editors, head the file."""
    lines = above.splitlines(keepends=True)
    kept = len(lines)
    while kept and lines[kept - 1].lstrip().startswith("#"):
        if lines[kept - 1].startswith(_MODELINES):
            break
        kept -= 1
    return "".join(lines[kept:])
