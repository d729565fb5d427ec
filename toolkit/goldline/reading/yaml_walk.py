"""A careful walk over parse events that finds everything a document must not have.

`yaml.py` builds the values of faultless documents and stops at the first doubt; this walk then
goes over the same events again, with places, and says all that is wrong. It builds the value
too, so that either can check the other. An explicit stack, not recursion, holds what is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from goldline.model.finding import Place, Problem
from goldline.reading.text import shorten
from goldline.reading.yaml_events import MAX_DEPTH, MAX_NODES, NextEvent, ParserFault
from goldline.reading.yaml_guards import MOST_PROBLEMS
from goldline.reading.yaml_scalars import MERGE, BadNumber, Scalar, resolve

_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTE_IT = "put it in quotes if it is text; write the thing out in full if it is not"


@dataclass(slots=True)
class Frame:
    """A mapping or list that is open, and what was last read in it."""

    value: dict[str, Any] | list[Any]
    flow: bool
    start: Any
    is_key: bool = False
    keys: dict[str, Any] = field(default_factory=dict)
    waiting: bool = False  # a key was read, its value was not
    key: str | None = None  # that key, or None where it cannot be used
    key_event: Any = None
    value_event: Any = None


@dataclass(slots=True)
class Walk:
    """What a walk found; `error` is where the parser gave up, with the collections then open."""

    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    error: YAMLError | ParserFault | None = None
    frames: list[Frame] = field(default_factory=list)


def walk(next_event: NextEvent, file: str) -> Walk:
    """Return the value of a document and everything that is wrong with it, as far as it can be read."""
    return _Walker(file).walk(next_event)


class _Walker:
    """The state of one walk."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.result = Walk()
        self.frames = self.result.frames
        self.documents = 0
        self.nodes = 0
        self.stopped = False
        self.one_text = False

    def walk(self, next_event: NextEvent) -> Walk:
        while not self.stopped:
            try:
                event = next_event()
            except (YAMLError, ParserFault) as error:
                self.result.error = error
                if self.one_text:  # what is wrong with it says more than what it is not
                    self.result.problems.pop()
                break
            self.take(event)
            if len(self.result.problems) >= MOST_PROBLEMS:
                break
        if self.result.problems or self.result.error:
            self.result.value = None
        return self.result

    def take(self, event: Any) -> None:
        kind = event.__class__
        if kind is ScalarEvent:
            self.scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self.open(event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.close()
        elif kind is AliasEvent:
            self.say(
                "yaml-alias",
                event,
                f"`*{shorten(event.anchor)}` stands for a part of the file that has a name (an alias)",
                _QUOTE_IT,
            )
            self.place(None, event)
        elif kind is DocumentStartEvent:
            self.document(event)
        elif kind is StreamEndEvent:
            if not self.documents:
                self.not_a_mapping("the file is empty")
            self.stopped = True
        else:
            assert kind in (StreamStartEvent, DocumentEndEvent), kind

    # --- documents --------------------------------------------------------------------------

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.say(
                "several-documents",
                event,
                "a second document begins here: a file holds just one",
                "move it to a file of its own, or delete the `---`",
            )
            self.stopped = True

    def not_a_mapping(self, what: str) -> None:
        self.result.problems.append(
            Problem(
                "not-a-mapping",
                Place(self.file),
                f"{what}, where lines of `key: value` are expected",
                "if its content was lost, `git log -- FILE` shows when",
            )
        )

    # --- nodes ------------------------------------------------------------------------------

    def scalar(self, event: Any) -> None:
        self.properties(event)
        frame = self.frames[-1] if self.frames else None
        if frame is not None and isinstance(frame.value, dict) and not frame.waiting:
            self.count(event)
            self.take_key(frame, event, self.key_of(event))
        elif frame is None:
            self.one_text = bool(event.value or event.style)
            self.not_a_mapping("the file is one text" if self.one_text else "the file is empty")
        else:
            self.place(self.value_of(event), event)

    def open(self, event: Any) -> None:
        self.properties(event)
        value: dict[str, Any] | list[Any] = {} if event.__class__ is MappingStartEvent else []
        if not self.frames:
            if isinstance(value, list):
                self.not_a_mapping("the file is a list")
                self.stopped = True
                return
            self.result.value = value
        frame = Frame(value, bool(event.flow_style), event.start_mark)
        parent = self.frames[-1] if self.frames else None
        if parent is not None and isinstance(parent.value, dict) and not parent.waiting:
            frame.is_key = True
            self.say(
                "key-not-string",
                event,
                f"a {'mapping' if isinstance(value, dict) else 'list'} stands where a key is expected",
                "if it is a value, put `key: ` before it",
            )
        else:
            self.place(value, event)
        self.frames.append(frame)
        if len(self.frames) > MAX_DEPTH:
            self.say(
                "nested-too-deep",
                event,
                f"this is inside more than {MAX_DEPTH} other lists and mappings",
                "nothing in the format is nested so deep: look for brackets that are never closed",
            )
            self.stopped = True

    def close(self) -> None:
        frame = self.frames.pop()
        if frame.is_key:
            self.take_key(self.frames[-1], None, None)

    def take_key(self, frame: Frame, event: Any, key: str | None) -> None:
        frame.waiting = True
        frame.key = key
        frame.key_event = event
        frame.value_event = None

    def place(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: behind the key that waits for it, or at the end of a list."""
        self.count(event)
        frame = self.frames[-1] if self.frames else None
        if frame is None:
            return
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.waiting:
            if frame.key is not None:
                frame.value[frame.key] = value
            frame.waiting = False
        else:  # an alias as a key
            self.take_key(frame, event, None)
            return
        frame.value_event = event

    def count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.say(
                "too-many-values",
                event,
                f"the file holds more than {MAX_NODES:,} keys and values",
                "split it: one item a file",
            )
            self.stopped = True

    # --- what a node may not have, or be ----------------------------------------------------

    def properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.say(
                "yaml-anchor",
                event,
                f"`&{shorten(event.anchor)}` names a part of the file for use elsewhere (an anchor)",
                _QUOTE_IT,
            )
        if event.ctag is not None:
            self.say(
                "yaml-tag",
                event,
                f"`{shorten(_tag(event.tag))}` gives the value a type of its own (a tag)",
                "put it in quotes if it is text; delete it if it is not",
            )

    def key_of(self, event: Any) -> str | None:
        """Return a scalar as a key, or None where it cannot be one."""
        key: str = event.value
        if self.refuse_surrogate(event):
            return None
        if not event.style:
            if key == MERGE:
                self.say(
                    "merge-key", event, "`<<` copies keys from elsewhere (a merge key)", "write them out"
                )
                return None
            value = self.plain(event)
            if not isinstance(value, str):
                self.key_not_string(event, value)
                return None
        frame = self.frames[-1]
        first = frame.keys.setdefault(key, event.start_mark)
        if first is not event.start_mark:
            line, other = first.line + 1, event.start_mark.line + 1
            lines = f"on line {line}" if line == other else f"on line {line} and on line {other}"
            self.say(
                "duplicate-key",
                event,
                f"the key `{shorten(key)}` is given twice, {lines}",
                "keep one of the two",
            )
            return None
        return key

    def key_not_string(self, event: Any, value: Scalar) -> None:
        if value is None and not event.value:
            self.say(
                "key-not-string", event, "a key is missing before `:`", "write the key, or quote the `:`"
            )
            return
        what = {bool: "true or false", int: "a number", float: "a number"}.get(type(value), "null")
        self.say(
            "key-not-string",
            event,
            f"the key `{shorten(event.value)}` reads as {what}, and keys must be text",
            f'quote it: "{shorten(event.value)}"',
        )

    def value_of(self, event: Any) -> Scalar:
        if event.style:
            self.refuse_surrogate(event)
            return str(event.value)
        return self.plain(event)

    def plain(self, event: Any) -> Scalar:
        try:
            return resolve(event.value)
        except BadNumber as bad:
            self.say(bad.kind, event, bad.message, bad.hint)
            return ""

    def refuse_surrogate(self, event: Any) -> bool:
        match = _SURROGATE.search(event.value)
        if not match:
            return False
        self.say(
            "lone-surrogate",
            event,
            f"`\\u{ord(match[0]):04x}` is half of a character (a surrogate) and cannot be kept",
            "write the character itself, or `\\U` and its eight digits",
        )
        return True

    def say(self, kind: str, event: Any, message: str, hint: str = "") -> None:
        mark = event.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self.result.problems.append(Problem(kind, place, message, hint))


def _tag(tag: str) -> str:
    standard = "tag:yaml.org,2002:"
    return "!!" + tag[len(standard) :] if tag.startswith(standard) else tag
