"""Prose that YAML cuts short: the first mistake that people make, recognised and named.

Unquoted text ends at a comma or a bracket inside `{…}`, at a colon and a space, and at a blank
and a `#`. Nothing says so: the rest becomes a key, a mapping, a comment, or an error elsewhere.

What counts as cut, and what does not:

- *Comma.* In a `{…}`, a key without a colon after an entry whose value is unquoted text. goldline
  has no use for such keys, so this needs no further sign.
- *Colon, bracket.* The parser gave up right behind an unquoted value in a `{…}`, or at a second
  colon in a line whose key holds prose.
- *Comment.* Most comments are just that. So all of these must hold: the key is one that holds
  prose (`PROSE_KEYS`), its value is unquoted and has several words, exactly one blank stands
  before the `#` (a comment has two, or a line of its own), and either the value does not end like
  a sentence (`Use of # in tags`) or the `#` begins a word (`It ranks first. #1 is …`). Inside a
  `{…}` on one line a comment can only be a mistake: it hides the closing bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from goldline.model.finding import Place, Problem
from goldline.reading.text import safe, shorten
from goldline.reading.yaml_events import plain_text, read_events
from goldline.reading.yaml_guards import MOST_PROBLEMS
from goldline.reading.yaml_walk import Frame

KIND: Final = "cut-prose"

PROSE_KEYS: Final = frozenset(
    {"text", "why", "question", "guidance", "definition", "anchor", "title", "rationale", "note", "feedback"}
    | {"ask", "boolean", "integer", "number", "reason", "answer", "summary", "label", "alt", "exception"}
    | {"prompt", "reference", "response", "retired_because"}
)
"""Keys whose values people write as sentences."""

_COMMENT_BEHIND_TEXT = re.compile(rb" #(?<=[^\s] #)")
_NEXT_ENTRY = re.compile(r"[ \t]*,[ \t]*(?:[\w.-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?=[ \t\n]|$)|[ \t]*\}")
_ENTRY = re.compile(
    r"[ ]*(?:- +)*(?:\"[^\"\n]*\"|'[^'\n]*'|([^\s\"'#&*!|>%@`{}\[\],:-][^\n:]*?))[ ]*:[ ]+(?=[^\s])"
)
_LIKE_A_SENTENCE = re.compile(r"[.!?:;…。！？।؟。」』”’\"')\]]\s*$")
_LONGEST = 2000  # characters of a line that the patterns above are let loose on
_OPENERS = frozenset("\"'[{|>&*!%@`")


@dataclass(frozen=True, slots=True)
class Cut:
    """Text that was cut: where it begins, where it was cut, where it was meant to end (indices)."""

    key: str
    start: int
    cut: int
    end: int
    at: str
    line: int
    column: int
    on_one_line: bool = False  # in a `{…}`, where no comment could stand

    def covers(self, place: Place) -> bool:
        """Return whether `place` lies in what was cut off (where it is on the line of the cut)."""
        return place.line == self.line and self.column <= place.column <= self.column + self.end - self.cut


def find_cut_prose(value: Any, data: bytes, file: str) -> list[Problem]:
    """Return a problem for each text that was cut short in a file that could be read.

    `value` is what was read from `data`; files that could not be read have been looked at by
    `read_yaml` already, and those that it calls `plain` need none. Of the others, most cost two
    searches and, where they have a `{`, a look for nulls.
    """
    if value is None:
        return []
    if not (_COMMENT_BEHIND_TEXT.search(data) or (b"{" in data and _has_null(value))):
        return []
    text = plain_text(data)
    return [problem_of(cut, text, file) for cut in islice(find_cuts(text), MOST_PROBLEMS)]


def _has_null(value: Any) -> bool:
    nodes = [value]
    for node in nodes:  # it grows as the loop goes on
        kind = node.__class__
        if kind is dict:
            nodes += node.values()
        elif kind is list:
            nodes += node
        elif node is None:
            return True
    return False


# --- in documents that can be read -----------------------------------------------------------


def find_cuts(text: str) -> Iterator[Cut]:
    """Yield what was cut by a comma or a comment, as far as `text` can be read."""
    open_: list[tuple[bool, bool]] = []  # is it a mapping, is it in flow style
    keys: list[Any] = []  # for each open collection the key that waits for its value
    texts: list[tuple[Any, Any] | None] = []  # and the last entry whose value is unquoted text
    pending: Cut | None = None
    for event in read_events(text.encode()):
        kind = event.__class__
        if pending and kind is not ScalarEvent:
            yield pending
            pending = None
        if kind is AliasEvent and open_:
            keys[-1] = None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if open_:
                keys[-1] = None
                texts[-1] = None
            open_.append((kind is MappingStartEvent, bool(event.flow_style)))
            keys.append(None)
            texts.append(None)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            open_.pop()
            keys.pop()
            texts.pop()
        elif kind is ScalarEvent and open_ and open_[-1][0]:
            mapping_in_flow = open_[-1][1]
            key = keys[-1]
            if key is None:
                keys[-1] = event
                continue
            keys[-1] = None
            bare = mapping_in_flow and not event.style and not event.value and _has_no_colon(text, key)
            if bare and texts[-1]:
                pending = _cut_by_comma(*texts[-1], key, pending)
                continue
            if pending:
                yield pending
                pending = None
            texts[-1] = (key, event) if event.value and not event.style else None
            cut = _cut_by_comment(key, event, text)
            if cut:
                yield cut
    if pending:
        yield pending


def _has_no_colon(text: str, key: Any) -> bool:
    if key.value.endswith(":"):  # `{then:}`, where a value is what is missing
        return False
    index = key.end_mark.index
    while index < len(text) and text[index] in " \t\n":
        index += 1
    return text[index : index + 1] != ":"


def _cut_by_comma(key: Any, value: Any, bare: Any, pending: Cut | None) -> Cut:
    end = bare.end_mark.index
    if pending:  # a further comma in the same text
        return Cut(pending.key, pending.start, pending.cut, end, ",", pending.line, pending.column)
    mark = value.end_mark
    return Cut(key.value, value.start_mark.index, mark.index, end, ",", mark.line + 1, mark.column + 1)


def _cut_by_comment(key: Any, value: Any, text: str) -> Cut | None:
    if value.style or " " not in value.value or key.value not in PROSE_KEYS:
        return None
    mark = value.end_mark
    if text[mark.index : mark.index + 2] != " #":
        return None
    begins_word = text[mark.index + 2 : mark.index + 3].isalnum()
    if _LIKE_A_SENTENCE.search(value.value) and not begins_word:
        return None
    end = _line_end(text, mark.index)
    return Cut(key.value, value.start_mark.index, mark.index, end, "#", mark.line + 1, mark.column + 2)


# --- in documents that cannot ----------------------------------------------------------------


def cut_at_error(text: str, frames: list[Frame], index: int) -> Cut | None:
    """Return the text that was cut where the parser gave up (at `index`) inside a `{…}`, or None."""
    frame = frames[-1] if frames else None
    if frame is None or not frame.flow or not isinstance(frame.value, dict):
        return None
    key, value = frame.key_event, frame.value_event
    if key is None or value.__class__ is not ScalarEvent or value.style or not value.value:
        return None
    mark = value.end_mark
    if index > _line_end(text, mark.index) and text[mark.index : mark.index + 2] != " #":
        return None  # it is a bracket that was never closed
    if value.start_mark.line != mark.line:
        return None
    behind = text[mark.index : mark.index + 2]
    if behind == " #":
        at, cut = "#", mark.index + 1
    elif index < len(text) and text[index] in ":[]{" and not text[mark.index : index].strip():
        at, cut = text[index], index
    else:
        return None
    following = _NEXT_ENTRY.search(text, cut + 1, _line_end(text, cut))
    end = following.start() if following else _line_end(text, cut)
    column = mark.column + 1 + cut - mark.index
    return Cut(key.value, value.start_mark.index, cut, end, at, mark.line + 1, column, on_one_line=True)


def cut_at_colon(text: str, index: int) -> Cut | None:
    """Return the text of a line `key: some text: more` that was cut at its second colon, or None."""
    start = text.rfind("\n", 0, index) + 1
    end = _line_end(text, index)
    entry = _ENTRY.match(text, start, min(end, start + _LONGEST))
    if not entry or entry.end() > index or text[entry.end()] in _OPENERS:
        return None
    key = _key_of(entry)
    prose = text[entry.end() : end]
    if key not in PROSE_KEYS and len(prose.split()) < 4:
        return None
    return Cut(key, entry.end(), index, end, ":", text.count("\n", 0, start) + 1, index - start + 1)


def cut_at_comment(text: str, index: int) -> Cut | None:
    """Return the text of the line above `index` that a ` #` cut, so that this line could not go on."""
    here = text.rfind("\n", 0, index)
    start = text.rfind("\n", 0, max(here, 0)) + 1
    entry = _ENTRY.match(text, start, min(max(here, 0), start + _LONGEST))
    found = text.find(" #", start, here)
    if not entry or found < entry.end() or text[entry.end()] in _OPENERS or text[found - 1] in " \t":
        return None
    column = found - start + 2
    line = text.count("\n", 0, start) + 1
    return Cut(
        _key_of(entry), entry.end(), found, _line_end(text, index), "#", line, column, on_one_line=True
    )


def _key_of(entry: re.Match[str]) -> str:
    return entry[0].lstrip(" -").rstrip(": ").strip("\"'")


# --- in words --------------------------------------------------------------------------------

_PLACES = {",": "comma", ":": "colon", "#": "` #`"}


def problem_of(cut: Cut, text: str, file: str) -> Problem:
    """Return what to tell about a text that was cut: what ended it, and the line put right."""
    words = text[cut.start : cut.cut].split()
    last = shorten(words[-1], 30) if words else ""
    stop = _PLACES.get(cut.at, f"`{cut.at}`")
    rest = {
        ",": "; the rest is read as another key",
        "#": "; the rest is read as a comment",
    }.get(cut.at, "")
    return Problem(
        KIND,
        Place(file, cut.line, cut.column),
        f"the text of `{safe(cut.key)}` ends at the {stop} after '{last}'{rest}",
        f"put it in quotes or write it in block style: {_corrected(cut, text)}"
        + (
            "; if it is a comment, put two blanks before the `#`"
            if cut.at == "#" and not cut.on_one_line
            else ""
        ),
    )


def _corrected(cut: Cut, text: str) -> str:
    meant = " ".join(text[cut.start : cut.end].split())
    start = text.rfind("\n", 0, cut.start) + 1
    end = _line_end(text, cut.end)
    if end - start <= 200 and "\n" not in text[start:end]:
        return safe((text[start : cut.start] + quoted(meant) + text[cut.end : end]).strip())
    return f"{safe(cut.key)}: {safe(quoted(shorten(meant, 160)))}"


def quoted(text: str) -> str:
    """Return `text` in the quotes that need the least escaping."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _line_end(text: str, index: int) -> int:
    """Return where the line ends, or where it has gone on for longer than anybody's prose."""
    end = text.find("\n", index, index + _LONGEST)
    return min(len(text), index + _LONGEST) if end < 0 else end
