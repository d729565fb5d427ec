"""Which YAML parser reads, and how it is asked: bytes in, parse events out.

Three ways to the same events, in the order in which they are tried:

1. libyaml through `_ruamel_yaml`, about forty times as fast as the next but one. It is older than
   YAML 1.2 in one respect that people meet on their first day: inside `{…}` and `[…]` it refuses
   a `?` and a `:` without a space (`{boolean: Is it about the image?}`, `[https://example.org]`).
2. So a text that it refuses is offered to it once more with such marks *masked* by private-use
   characters, which are put back in every scalar.
3. ruamel.yaml in pure Python, which is what rewrites files: it has the last word on what is
   refused, and it stands in where libyaml is not installed.

Every call starts a new parser: a `%YAML` line would stick to a reused one and change later files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, ScalarEvent, StreamEndEvent

try:
    from _ruamel_yaml import CParser
except ImportError:  # pragma: no cover - depends on how goldline was installed
    CParser = None

NextEvent = Callable[[], Any]

MAX_DEPTH: Final = 32
"""Collections inside collections, of which the whole document is the first; parsers slow down with depth."""
MAX_NODES: Final = 200_000
"""Keys, values and collections of one file."""
MAX_EVENTS: Final = 2 * MAX_NODES + 8
PURE_LIMIT: Final = 128 * 1024
"""Bytes up to which the pure parser is asked for a second opinion: about half a second of work."""

_QUESTION, _COLON = "\ue000", "\ue001"
# Right after a word, where they can mean nothing but themselves.
_MASKABLE = re.compile(rb"(?<=[^\s,\[\]{}\"'?:-])[?:]*(?:\?|:(?=[^\s,\[\]{}]))")


class ParserFault(Exception):
    """What a parser raised besides its own errors: the text is refused all the same."""


def parser_name() -> str:
    """Return which parser reads YAML here, in words for `goldline doctor`."""
    return "libyaml (fast)" if CParser is not None else "ruamel.yaml in pure Python (slow)"


def fast_available() -> bool:
    """Return whether libyaml is there."""
    return CParser is not None


def fast_events(data: bytes) -> NextEvent:
    """Return a function that gives libyaml's next event for `data` at each call."""
    next_event: NextEvent = CParser(data).get_event
    return next_event


def masked_events(data: bytes) -> NextEvent | None:
    """Return libyaml's events for a text that it refused, or None where masking changes nothing."""
    if b"\xee\x80" in data:  # the masks, or their neighbours, stand in the text itself
        return None
    masked = _MASKABLE.sub(_mask, data)
    if masked == data:
        return None
    get = fast_events(masked)

    def next_event() -> Any:
        event = get()
        if event.__class__ is ScalarEvent and not event.value.isascii():
            event.value = event.value.replace(_QUESTION, "?").replace(_COLON, ":")
        return event

    return next_event


def _mask(match: re.Match[bytes]) -> bytes:
    return match[0].replace(b"?", _QUESTION.encode()).replace(b":", _COLON.encode())


def pure_events(data: bytes) -> NextEvent:
    """Return a function that gives the pure parser's next event for `data` at each call."""
    step = YAML(typ="safe", pure=True).parse(data).__next__

    def next_event() -> Any:
        try:
            return step()
        except YAMLError:
            raise
        except Exception as error:  # whatever hostile bytes make a third party's code raise
            raise ParserFault(str(error)) from error

    return next_event


def event_sources(data: bytes) -> list[Callable[[], NextEvent | None]]:
    """Return the ways to read `data`, best first; each is to be tried where those before it failed."""
    sources: list[Callable[[], NextEvent | None]] = []
    if fast_available():
        sources += [lambda: fast_events(data), lambda: masked_events(data)]
    if not sources or len(data) <= PURE_LIMIT:
        sources.append(lambda: pure_events(data))
    return sources


def read_events(data: bytes) -> list[Any]:
    """Return all events of `data`, with their marks; up to the fault where it cannot be read whole."""
    events: list[Any] = []
    for source in event_sources(data):
        next_event = source()
        if next_event is None:
            continue
        events = []
        try:
            events.extend(_bounded(next_event))
        except (YAMLError, ParserFault):
            continue
        break
    return events


def _bounded(next_event: NextEvent) -> Iterator[Any]:
    depth = 0
    for _ in range(MAX_EVENTS):
        event = next_event()
        yield event
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        elif event.__class__ is StreamEndEvent:
            return
        if depth > MAX_DEPTH:
            return


def plain_text(data: bytes) -> str:
    """Return the text that places are counted in: without a byte order mark, with plain line ends."""
    return data.decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
