"""Bytes become plain values: YAML 1.2 in the core schema, with everything else refused.

Nearly every file is faultless and plainly written, so the work is ordered by that. A glance at the
bytes (`yaml_guards.is_ordinary`) and one pass over the lines (`yaml_lines`) read such a file; one
that is faultless but less plain, one loop over libyaml's events (`_build`). At the first doubt of
any kind both are dropped and `_read_with_care` does it again, slowly: it finds all that is wrong,
with places, in words. Values come from `yaml_lines`, `_build` or `yaml_walk`, which agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from goldline.model.finding import Place, Problem
from goldline.reading import yaml_events as parsers
from goldline.reading.cut_prose import find_cuts, problem_of
from goldline.reading.yaml_events import MAX_DEPTH, MAX_NODES, NextEvent, parser_name
from goldline.reading.yaml_guards import (
    ALLOW_MARKERS,
    MOST_PROBLEMS,
    Inspection,
    allows_conflict_markers,
    inspect,
    is_ordinary,
)
from goldline.reading.yaml_lines import read_lines
from goldline.reading.yaml_scalars import LITERALS, MERGE, BadNumber, Scalar, resolve
from goldline.reading.yaml_syntax import explain
from goldline.reading.yaml_walk import Walk, walk

__all__ = ["MAX_BYTES", "TOLERATED", "Reading", "parser_name", "read_yaml"]

MAX_BYTES: Final = 1 << 20
TOLERATED: Final = frozenset({"byte-order-mark", "crlf", "reordering-character"})
"""Kinds of problems with which a file is read all the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, as plain values; None where it cannot be read, and then `problems` say why."""

    value: Any
    problems: tuple[Problem, ...]
    plain: bool = field(default=False, compare=False)
    """Whether it is written so plainly that no prose in it can have been cut (see `cut_prose`)."""


_NOTHING: Final[tuple[Problem, ...]] = ()


def read_yaml(data: bytes, file: str, *, limit: int = MAX_BYTES) -> Reading:
    """Return the values in `data` and everything that is wrong with it; never raises for any bytes."""
    if is_ordinary(data, limit):
        value = read_lines(data.decode())
        if value is not None:
            return Reading(value, _NOTHING, plain=True)
        if parsers.fast_available():
            value = _read_faultless(data)
            if value is not None:
                return Reading(value, _NOTHING)
    return _read_with_care(data, file, limit)


# --- the fast way ----------------------------------------------------------------------------


class _DoubtError(Exception):
    """Something that the careful way must look at."""


_KEPT: Final = 8192
_known_keys: set[str] = set()
_known_values: dict[str, Scalar] = {}
"""Plain scalars met before, to skip their parsing. What they mean depends on nothing but themselves."""


def _key(text: str) -> None:
    """Remember a plain key as one that is a string; raises where it is not."""
    if text == MERGE or _resolve_or_doubt(text).__class__ is not str:
        raise _DoubtError
    if len(_known_keys) < _KEPT and len(text) < 40:
        _known_keys.add(text)


def _value(text: str) -> Scalar:
    """Return a plain value that begins like a number, and remember it."""
    value = _resolve_or_doubt(text)
    if len(_known_values) < _KEPT and len(text) < 40:
        _known_values[text] = value
    return value


def _resolve_or_doubt(text: str) -> Scalar:
    """Return the value of a plain scalar; raises `_DoubtError` for a number that is refused."""
    try:
        return resolve(text)
    except BadNumber:
        raise _DoubtError from None


def _read_faultless(data: bytes) -> dict[str, Any] | None:
    """Return the value of a faultless document, or None for any other."""
    try:
        try:
            return _build(parsers.fast_events(data))
        except YAMLError:
            masked = parsers.masked_events(data)
            return None if masked is None else _build(masked)
    except (_DoubtError, YAMLError):
        return None


def _build(get: NextEvent) -> dict[str, Any]:
    """Return the value of a faultless document; raises `_DoubtError` for any other.

    The hottest loop of the toolkit: it is long because calls and layers would cost here. A text
    that sorts above ":" cannot be a number (those begin with a sign, a dot or a digit).
    """
    scalar, mapping, sequence = ScalarEvent, MappingStartEvent, SequenceStartEvent
    end_of_mapping, end_of_sequence = MappingEndEvent, SequenceEndEvent
    known_keys, known_values, literal = _known_keys, _known_values, LITERALS.get
    missing: Any = known_values  # a value that no scalar has

    get()  # the stream starts
    event = get()
    if event.__class__ is not DocumentStartEvent or event.version is not None or event.tags is not None:
        raise _DoubtError
    event = get()
    if event.__class__ is not mapping or event.anchor is not None or event.ctag is not None:
        raise _DoubtError
    root: dict[str, Any] = {}
    into: Any = root
    in_mapping = True
    parents: list[Any] = []
    push, pop = parents.append, parents.pop
    nodes = 0
    while True:
        event = get()
        kind = event.__class__
        if in_mapping:
            if kind is scalar:
                if event.anchor is not None or event.ctag is not None:
                    raise _DoubtError
                key = event.value
                if key not in known_keys and not event.style:
                    _key(key)
                if key in into:
                    raise _DoubtError
                quoted = event.style
                event = get()
                kind = event.__class__
                if kind is scalar:
                    if event.anchor is not None or event.ctag is not None:
                        raise _DoubtError
                    text = event.value
                    if event.style:
                        into[key] = text
                    elif text > ":":
                        into[key] = literal(text, text)
                    else:
                        if quoted and not text:  # `{"key":}`, which not all parsers accept
                            raise _DoubtError
                        value = known_values.get(text, missing)
                        into[key] = _value(text) if value is missing else value
                    continue
                if kind is mapping:
                    new: Any = {}
                elif kind is sequence:
                    new = []
                    in_mapping = False
                else:
                    raise _DoubtError
                if event.anchor is not None or event.ctag is not None:
                    raise _DoubtError
                into[key] = new
                push(into)
                if len(parents) >= MAX_DEPTH:
                    raise _DoubtError
                into = new
            elif kind is end_of_mapping:
                nodes += 2 * len(into)
                if not parents:
                    break
                into = pop()
                in_mapping = into.__class__ is dict
            else:
                raise _DoubtError
        elif kind is scalar:
            if event.anchor is not None or event.ctag is not None:
                raise _DoubtError
            text = event.value
            if event.style:
                into.append(text)
            elif text > ":":
                into.append(literal(text, text))
            else:
                value = known_values.get(text, missing)
                into.append(_value(text) if value is missing else value)
        elif kind is end_of_sequence:
            nodes += len(into)
            into = pop()
            in_mapping = into.__class__ is dict
        elif kind is mapping or kind is sequence:
            if event.anchor is not None or event.ctag is not None:
                raise _DoubtError
            in_mapping = kind is mapping
            if in_mapping and event.flow_style and event.start_mark.index == event.end_mark.index:
                raise _DoubtError  # `["key":value]`, which not all parsers accept
            new = {} if in_mapping else []
            into.append(new)
            push(into)
            if len(parents) >= MAX_DEPTH:
                raise _DoubtError
            into = new
        else:
            raise _DoubtError
    if nodes >= MAX_NODES or get().explicit or get().__class__ is not StreamEndEvent:
        raise _DoubtError
    return root


# --- the careful way -------------------------------------------------------------------------


def _read_with_care(data: bytes, file: str, limit: int) -> Reading:
    seen = inspect(data, file, limit)
    if seen.text is None:
        return Reading(None, _in_order(seen.tolerable + seen.serious))
    found = Walk(value=_quickly(seen))
    if found.value is None:
        found = _walk(seen, seen.text, file)
    problems = list(seen.serious)
    if seen.conflicts and not _allows_markers(found.value, seen.text):
        problems += seen.conflicts  # what else is wrong comes from them, or can wait
    else:
        problems += _in_words(found, seen.text.decode(), file)
    if problems:
        return Reading(None, _in_order(seen.tolerable + problems))
    return Reading(found.value, _in_order(seen.tolerable))


def _quickly(seen: Inspection) -> dict[str, Any] | None:
    """Return the value of a text that is sound once its line ends are: most that end up here."""
    text = seen.text
    if text is None or seen.serious or seen.doubtful or not parsers.fast_available():
        return None
    return None if b"\t" in text and not _tabs_are_text(text) else _read_faultless(text)


def _allows_markers(value: Any, text: bytes) -> bool:
    if isinstance(value, dict):
        return value.get(ALLOW_MARKERS) is True
    return allows_conflict_markers(text)


def _walk(seen: Inspection, text: bytes, file: str) -> Walk:
    """Return what the first parser finds that can read `text`; where it finds nothing, what both agree on.

    Whatever is faultless in its eyes would have been read the fast way, but for some doubt.
    """
    found = Walk()
    for source in parsers.event_sources(text):
        get = source()
        if get is not None:
            found = walk(get, file)
            if found.error is None:
                break
    faultless = not (found.problems or seen.serious) and found.error is None
    if faultless and parsers.fast_available():
        if len(text) <= parsers.PURE_LIMIT:
            return _second_opinion(found, text, file)
        if b"\t" in text and not _tabs_are_text(text):
            return Walk(problems=[_stray_tab(text, file)])
    return found


def _second_opinion(found: Walk, text: bytes, file: str) -> Walk:
    """Return what the pure parser finds, which is what rewrites files: it must read the same."""
    other = walk(parsers.pure_events(text), file)
    if other.error is None and not other.problems and repr(other.value) != repr(found.value):
        other.problems.append(
            Problem(
                "readers-disagree",
                _first_difference(text, file),
                "two readers of YAML do not read the same from here on",
                "write it more plainly: text in quotes, lists and mappings in block style",
            )
        )
    return other


def _first_difference(text: bytes, file: str) -> Place:
    mine, others = parsers.fast_events(text), parsers.pure_events(text)
    while True:
        one, other = mine(), others()
        mark = one.start_mark
        if one.__class__ is not other.__class__ or getattr(one, "value", "") != getattr(other, "value", ""):
            return Place(file, mark.line + 1, mark.column + 1)
        if one.__class__ is StreamEndEvent:  # the same texts, quoted here and not there
            return Place(file)


def _tabs_are_text(text: bytes) -> bool:
    """Return whether every tab stands in quotes, in a block of text or in a comment."""
    return _tab_outside_text(text) < 0


def _tab_outside_text(text: bytes) -> int:
    """Return the index of the first tab that is neither in text nor in a comment, or -1."""
    source = text.decode()
    index, behind = source.find("\t"), 0
    for start, end, may_hold_tabs in [*_scalars(text, source), (len(source), len(source), True)]:
        while 0 <= index < start:
            if source.find("#", max(behind, source.rfind("\n", 0, index) + 1), index) < 0:
                return index
            line_end = source.find("\n", index)  # up to there it is comment too
            index = -1 if line_end < 0 else source.find("\t", line_end)
        if 0 <= index < end:
            if not may_hold_tabs:
                return index
            index = source.find("\t", end)
        behind = end
    return -1


def _scalars(text: bytes, source: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each scalar begins and ends, and whether tabs are as good as other characters there."""
    for event in parsers.read_events(text):
        if event.__class__ is ScalarEvent:
            start, end = event.start_mark.index, event.end_mark.index
            if event.style and event.style in "|>":  # its first line says how to read it
                start = source.find("\n", start) + 1 or end
            yield start, end, bool(event.style)


def _stray_tab(text: bytes, file: str) -> Problem:
    source = text.decode()
    index = _tab_outside_text(text)
    start = source.rfind("\n", 0, index) + 1
    return Problem(
        "yaml-tab",
        Place(file, source.count("\n", 0, start) + 1, index - start + 1),
        "a tab stands where YAML allows only blanks",
        "put blanks there instead",
    )


def _in_words(found: Walk, text: str, file: str) -> list[Problem]:
    problems = found.problems
    if found.error is not None:
        last = explain(found.error, text, found.frames, file)
        # `*so* it goes` begins as an alias and ends as an error: one thing to say, not two
        problems = [*(problem for problem in problems if problem.at != last.at), last]
    if "{" in text and any(problem.kind in ("duplicate-key", "key-not-string") for problem in problems):
        # such keys may be the rest of a text that a comma cut: then that is what to say
        cuts = [cut for cut in islice(find_cuts(text), MOST_PROBLEMS) if cut.at == ","]
        problems = [
            p for p in problems if not any(isinstance(p.at, Place) and cut.covers(p.at) for cut in cuts)
        ]
        problems += [problem_of(cut, text, file) for cut in cuts]
    return problems


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    def place(problem: Problem) -> tuple[int, int]:
        return (problem.at.line, problem.at.column) if isinstance(problem.at, Place) else (0, 0)

    return tuple(sorted(problems, key=place))
