"""Edits of existing files that change the bytes they mean to change, and no others.

An `Editor` holds a file's bytes. Each edit replaces stretches of the text, and is only kept after
the result was read again: the value at the path is the new one, everything else is what it was,
and no comment is lost. What cannot be done so is refused, with what to write by hand.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from goldline.errors import GoldlineError
from goldline.model.finding import Step
from goldline.reading.yaml import TOLERATED, read_yaml
from goldline.reading.yaml_events import plain_text
from goldline.writing.emit import entry, flow, list_entry, same
from goldline.writing.outline import Node, Span, comments, read_outline
from goldline.writing.scalars import double_quoted, folded, inline, is_plain, literal, single_quoted

Path = tuple[Step, ...]
Cut = tuple[int, int, str]
"""A stretch of the text, and what stands there instead."""


class Editor:
    """A file that is being edited; `data` is its content so far, `value` what it says."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._load(data)

    def _load(self, data: bytes) -> None:
        reading = read_yaml(data, self.file)
        serious = [problem for problem in reading.problems if problem.kind not in TOLERATED]
        if serious or reading.value is None:
            reason = serious[0].message if serious else "it is empty"
            raise GoldlineError(
                f"`{self.file}` cannot be read: {reason}", hint="`goldline check` says what is wrong with it"
            )
        text = plain_text(data)
        root = read_outline(text)
        assert root is not None  # it was read a moment ago
        self.data, self.value, self.text, self.root = data, reading.value, text, root

    # --- edits --------------------------------------------------------------------------------

    def set(self, path: Path, value: Any) -> None:
        """Put `value` where `path` leads; a scalar keeps its quotes where it can."""
        self.rewrite(values={path: value})

    def rename_key(self, path: Path, name: str) -> None:
        """Give the key at the end of `path` another name."""
        self.rewrite(keys={path: name})

    def rewrite(
        self,
        values: Mapping[Path, Any] | None = None,
        keys: Mapping[Path, str] | None = None,
        words: Mapping[Path, tuple[re.Pattern[str], str]] | None = None,
    ) -> None:
        """Replace many values and rename many keys at once; paths are those before the edit.

        `words` replaces words inside texts without wrapping their lines anew.
        """
        cuts: list[Cut] = []
        expected = copy.deepcopy(self.value)
        for path, (word, new) in (words or {}).items():
            span = self._node(path).span
            found = word.finditer(self.text, span.start, span.end)
            cuts += [(match.start(), match.end(), new) for match in found]
            _put(expected, path, word.sub(new, _get(expected, path)))
        for path, value in (values or {}).items():
            node = self._node(path)
            cuts.append(self._replacing(node, path, value))
            _put(expected, path, value)
        for path in sorted(keys or {}, key=len, reverse=True):  # from within, so that paths stay true
            name = (keys or {})[path]
            node = self._node(path)
            assert node.key is not None
            cuts.append((node.key.start, node.key.end, _key_text(name, node.key)))
            _rename(expected, path, name)
        what = [_hand(path, value) for path, value in (values or {}).items()]
        what += [f"write `{new}` in `{_dotted(path)}`" for path, (_, new) in (words or {}).items()]
        what += [f"call `{_dotted(path)}` `{name}`" for path, name in (keys or {}).items()]
        self._apply(cuts, expected, "; ".join(what[:3]))

    def insert(
        self, path: Path, key: str, value: Any, *, order: Sequence[str] = (), before: str | None = None
    ) -> None:
        """Add `key: value` to the mapping at `path`: before a key, else where `order` has it, else last."""
        node = self._node(path)
        expected = copy.deepcopy(self.value)
        target = _get(expected, path)
        hand = f"add `{key}: {flow(value)}` to `{_dotted(path) or 'the file'}`"
        if not isinstance(target, dict) or key in target:
            raise self._refusal(hand)
        target[key] = value
        inside = str(path[-1]) if path else ""
        after = _predecessor(key, [str(name) for name in node.children], order, before)
        if node.flow:
            self._apply([_into_flow(node, f"{inline(key, flow=True)}: {flow(value)}", after)], expected, hand)
            return
        lines = entry(key, value, node.column, inside)
        self._apply([self._lines_after(node, after, lines)], expected, hand)

    def append(self, path: Path, value: Any, *, index: int | None = None) -> None:
        """Add an entry to the list at `path`: before the entry `index`, else at its end."""
        node = self._node(path)
        expected = copy.deepcopy(self.value)
        target = _get(expected, path)
        hand = f"add `{flow(value)}` to `{_dotted(path)}`"
        if not isinstance(target, list):
            raise self._refusal(hand)
        place = len(target) if index is None else index
        target.insert(place, value)
        inside = str(path[-1]) if path else ""
        if not node.children and (isinstance(value, Mapping) or "\n" in str(value)):
            self._apply([self._replacing(node, path, [value])], expected, hand)
            return
        after = place - 1 if place else None
        if node.flow:
            self._apply([_into_flow(node, flow(value), after)], expected, hand)
            return
        lines = list_entry(value, node.column, inside)
        self._apply([self._lines_after(node, after, lines)], expected, hand)

    def delete(self, path: Path) -> None:
        """Take the entry at `path` out, with the comments inside it."""
        node, parent = self._node(path), self._node(path[:-1])
        expected = copy.deepcopy(self.value)
        del _get(expected, path[:-1])[path[-1]]
        hand = f"take `{_dotted(path)}` out"
        if len(parent.children) == 1:
            if len(path) == 1:
                raise self._refusal(hand)
            cut = (parent.start, parent.end, "{}" if parent.kind == "map" else "[]")
            if not parent.flow and parent.key is not None:
                cut = (parent.key.end, parent.end, f": {cut[2]}")
            self._apply([cut], expected, hand, gone=Span(parent.start, parent.end))
            return
        start, end = self._removal(parent, path[-1], node)
        self._apply([(start, end, "")], expected, hand, gone=Span(start, end))

    # --- where ------------------------------------------------------------------------------

    def _node(self, path: Path) -> Node:
        node = self.root.at(path)
        if node is None:
            raise GoldlineError(
                f"`{self.file}` has no `{_dotted(path)}`", hint="look at the file: it may have changed"
            )
        return node

    def _replacing(self, node: Node, path: Path, value: Any) -> Cut:
        """Return the cut that puts a value in the place of another."""
        in_flow = any(self._node(path[:depth]).flow for depth in range(len(path)))
        if in_flow:
            text = flow(value) if isinstance(value, Mapping | list) else _like(value, node, flow_context=True)
            return self._spaced(node, text)
        if isinstance(value, str) and node.is_block_scalar:
            block = self._block_like(node, value)
            if block is not None:
                return node.start, node.end, block
        plain = node.kind == "scalar" and not node.is_block_scalar and not isinstance(value, Mapping | list)
        if plain and not (isinstance(value, str) and self._wants_block(node, value)):
            return self._spaced(node, _like(value, node, flow_context=False))
        lines = self._lines_of(node, path, value)
        head, rest = lines[0].lstrip(" "), lines[1:]
        if node.key is not None:
            gap = self.text.find(":", node.key.end) + 1
            own = head[len(_colon_head(head, self.text[node.key.start : node.key.end])) :]
            return gap, max(node.end, gap), "\n".join([own, *rest])
        return node.start, node.end, "\n".join([head[2:], *rest])

    def _lines_of(self, node: Node, path: Path, value: Any) -> list[str]:
        parent = self._node(path[:-1])
        inside = str(path[-2]) if len(path) > 1 else ""
        if node.key is not None:
            return entry(str(path[-1]), value, parent.column, inside)
        return list_entry(value, parent.column, inside)

    def _spaced(self, node: Node, text: str) -> Cut:
        # `key:` with nothing behind it: the value needs its space.
        space = " " if node.start == node.end and self.text[node.start - 1 : node.start] in (":", "-") else ""
        return node.start, node.end, space + text

    def _wants_block(self, node: Node, value: str) -> bool:
        """Whether a text is better off as a block, and can have one: no comment stands behind it."""
        line_end = _line_end(self.text, node.end)
        if self.text[node.end : line_end].strip():
            return False
        line_start = self.text.rfind("\n", 0, node.start) + 1
        return "\n" in value or node.start - line_start + len(value) > 100

    def _block_like(self, node: Node, value: str) -> str | None:
        header_end = _line_end(self.text, node.start)
        header = self.text[node.start : header_end]
        if any(digit.isdigit() for digit in header.partition("#")[0]):
            return None
        first = self.text[header_end + 1 : node.end]
        pad = first[: len(first) - len(first.lstrip(" "))]
        if not pad or "\n" in pad:
            return None
        marks, _, comment = header.partition(" #")
        lines: list[str] | None
        if marks.startswith(">") and "\n" not in value:
            new, lines = ">-", folded(value, 100 - len(pad))
        else:
            block = literal(value)
            if block is None:
                return None
            new, lines = block
        if lines is None:
            return None
        head = f"{new} #{comment}" if comment else new
        return "\n".join([head, *(pad + line if line else "" for line in lines)])

    def _lines_after(self, node: Node, after: Step | None, lines: list[str]) -> Cut:
        """Return the cut that inserts whole lines after an entry of a block, or before its first."""
        if after is None:
            start = self._first_line(node)
            return start, start, "".join(f"{line}\n" for line in lines)
        sibling = node.children[after]
        position = _line_end(self.text, max(sibling.end, sibling.key.end + 1 if sibling.key else 0))
        if position == len(self.text):  # no line end at the end of the file, and none after the edit
            return position, position, "".join(f"\n{line}" for line in lines)
        return position + 1, position + 1, "".join(f"{line}\n" for line in lines)

    def _first_line(self, node: Node) -> int:
        line = self.text.rfind("\n", 0, node.start) + 1
        if self.text[line : node.start].strip():
            raise self._refusal("add it before the first entry")
        while line > 0:  # comments right above belong to the first entry
            above = self.text.rfind("\n", 0, line - 1) + 1
            if self.text[above:line].strip()[:1] != "#":
                break
            line = above
        return line

    def _removal(self, parent: Node, step: Step, node: Node) -> tuple[int, int]:
        names = list(parent.children)
        index = names.index(step)
        start = node.key.start if node.key is not None else node.start
        if parent.flow:
            if index + 1 < len(names):
                after = parent.children[names[index + 1]]
                return start, after.key.start if after.key is not None else after.start
            return parent.children[names[index - 1]].end, node.end
        if parent.kind == "list":
            start = self._dash(parent, node)
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():  # it shares its line with a dash: the next one moves up
            after = parent.children[names[index + 1]]
            return start, after.key.start if after.key is not None else self._dash(parent, after)
        end = _line_end(self.text, max(node.end, node.key.end + 1 if node.key is not None else 0))
        if end == len(self.text):
            return max(line - 1, 0), end
        return line, end + 1

    def _dash(self, parent: Node, node: Node) -> int:
        line = self.text.rfind("\n", 0, node.start) + 1
        while line >= 0:
            at = line + parent.column
            if self.text[at : at + 1] == "-" and self.text[at + 1 : at + 2] in (" ", "\n", ""):
                return at
            line = self.text.rfind("\n", 0, line - 1) + 1
        raise self._refusal("take the entry out")

    # --- doing it ---------------------------------------------------------------------------

    def _apply(self, cuts: list[Cut], expected: Any, hand: str, *, gone: Span | None = None) -> None:
        before = [
            self.text[span.start : span.end].rstrip()
            for span in comments(self.text, self.root)
            if gone is None or not gone.start <= span.start < gone.end
        ]
        edited = Editor.__new__(Editor)
        edited.file = self.file
        try:
            edited._load(self._spliced(cuts))
        except GoldlineError as error:
            raise self._refusal(hand) from error
        after = [edited.text[span.start : span.end].rstrip() for span in comments(edited.text, edited.root)]
        if not same(edited.value, expected) or before != after:
            raise self._refusal(hand)
        self.data, self.value, self.text, self.root = edited.data, edited.value, edited.text, edited.root

    def _spliced(self, cuts: list[Cut]) -> bytes:
        """Return the bytes with the cuts made; new lines end as the file's own lines do."""
        raw = self.data.decode()
        mark = raw[:1] if raw.startswith("\ufeff") else ""
        body = raw[len(mark) :]
        breaks = _returns(body)
        newline = "\r\n" if breaks and 2 * len(breaks) >= self.text.count("\n") else "\n"
        parts: list[str] = []
        position = 0
        for start, end, text in sorted(cuts):
            first, last = start + bisect_right(breaks, start - 1), end + bisect_right(breaks, end - 1)
            if first < position:
                raise self._refusal("make the change")
            parts += [body[position:first], text.replace("\n", newline)]
            position = last
        return (mark + "".join([*parts, body[position:]])).encode()

    def _refusal(self, hand: str) -> GoldlineError:
        return GoldlineError(
            f"`{self.file}` is written in a way that cannot be changed without touching more than it should",
            hint=f"change it by hand: {hand}",
        )


# --- small things ----------------------------------------------------------------------------


def _returns(body: str) -> list[int]:
    r"""Return the offsets, in the text with plain line ends, of the line ends that are `\r\n`."""
    found: list[int] = []
    position = -1
    while (position := body.find("\r\n", position + 1)) >= 0:
        found.append(position - len(found))
    return found


def _line_end(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found


def _like(value: Any, node: Node, *, flow_context: bool) -> str:
    """Return a scalar on one line, quoted as the old one was where it can be."""
    if isinstance(value, str):
        if node.span.style == "'" and (single := single_quoted(value)) is not None:
            return single
        if node.span.style == '"':
            return double_quoted(value)
    return inline(value, flow=flow_context)


def _key_text(name: str, key: Span) -> str:
    if key.style == "'" and (single := single_quoted(name)) is not None:
        return single
    if key.style == '"' or not is_plain(name, flow=True):
        return double_quoted(name)
    return name


def _colon_head(head: str, key_source: str) -> str:
    """Return the part of `key: value` up to its colon."""
    if head.startswith('"'):
        return head[: head.index('":') + 2]
    return head[: head.index(":") + 1] if key_source else ""


def _into_flow(node: Node, text: str, after: Step | None) -> Cut:
    if not node.children:
        return node.start + 1, node.end - 1, text
    if after is None:
        return node.start + 1, node.start + 1, f"{text}, "
    end = node.children[after].end
    return end, end, f", {text}"


def _predecessor(key: str, present: list[str], order: Sequence[str], before: str | None) -> str | None:
    """Return the key after which a new one stands; None for the first place."""
    if before is not None:
        index = present.index(before)
        return present[index - 1] if index else None
    if key in order:
        earlier = set(order[: order.index(key)])
        known = [name for name in present if name in earlier]
        return known[-1] if known else None
    return present[-1]


def _get(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(value: Any, path: Path, new: Any) -> None:
    _get(value, path[:-1])[path[-1]] = new


def _rename(value: Any, path: Path, name: str) -> None:
    mapping = _get(value, path[:-1])
    entries = [(name if key == path[-1] else key, part) for key, part in mapping.items()]
    mapping.clear()
    mapping.update(entries)


def _dotted(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _hand(path: Path, value: Any) -> str:
    shown = flow(value)
    return f"write `{shown if len(shown) < 80 else shown[:79] + '…'}` at `{_dotted(path)}`"
