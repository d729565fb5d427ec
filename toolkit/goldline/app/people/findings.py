"""Findings of gold and of people in the form in which they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from goldline.model.gold import Evidence, FoundFact, Item
from goldline.scoring.overlap import Found, Mark


def gold_found(item: Item, fact: FoundFact) -> Found:
    """Return a gold finding in the form in which it is compared; its type begins with its response."""
    marks = [mark for one in fact.evidence for mark in _marks(item, fact.response, one)]
    return Found(_name(fact.response, fact.type), fact.severity, tuple(marks))


def found_of(item: Item, raw: object) -> list[Found]:
    """Return what a person recorded, as they wrote it down; what cannot be read is left out."""
    found = []
    for one in raw if isinstance(raw, list) else ():
        if not isinstance(one, Mapping) or not isinstance(one.get("type"), str):
            continue
        response = one.get("response")
        name = response if isinstance(response, str) else None
        evidence = one.get("evidence")
        marks = [
            mark
            for part in (evidence if isinstance(evidence, list) else ())
            if isinstance(part, Mapping)
            for mark in _raw_marks(item, name, part)
        ]
        found.append(Found(_name(name, one["type"]), str(one.get("severity", "")), tuple(marks)))
    return found


def _name(response: str | None, path: str) -> str:
    return path if response is None else f"{response}:{path}"


def _marks(item: Item, response: str | None, one: Evidence) -> Iterator[Mark]:
    if one.quote is not None:
        yield from _quoted(item, response, one.quote, one.occurrence, one.source, one.turn)
    if one.region is not None or one.segment is not None:
        yield Mark(f"media:{one.media or ''}", one.segment, one.region)


def _raw_marks(item: Item, response: str | None, part: Mapping[str, Any]) -> Iterator[Mark]:
    quote, occurrence = part.get("quote"), part.get("occurrence", 1)
    if isinstance(quote, str):
        source, turn = part.get("in", "response"), part.get("turn")
        place = occurrence if isinstance(occurrence, int) else 1
        yield from _quoted(item, response, quote, place, str(source), turn if isinstance(turn, int) else None)
    region, segment = _numbers(part.get("region"), 4), _numbers(part.get("segment"), 2)
    if region is not None or segment is not None:
        yield Mark(f"media:{part.get('media') or ''}", segment, region)  # type: ignore[arg-type]


def _numbers(raw: object, count: int) -> tuple[float, ...] | None:
    if not isinstance(raw, list) or len(raw) != count:
        return None
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in raw):
        return None
    return tuple(float(one) for one in raw)


def _quoted(
    item: Item, response: str | None, quote: str, occurrence: int, source: str, turn: int | None
) -> Iterator[Mark]:
    """Yield where a quote stands in its text, by characters; nothing where it is not found."""
    text = _text(item, response, source, turn)
    at = -1
    for _ in range(max(occurrence, 1)):
        at = text.find(quote, at + 1)
        if at < 0 or not quote:
            return
    yield Mark(f"{source}:{response or ''}:{turn or ''}", (float(at), float(at + len(quote))))


def _text(item: Item, response: str | None, source: str, turn: int | None) -> str:
    if source == "reference":
        return item.reference
    if source == "prompt":
        turns: Iterable[str] = [message.text for message in item.prompt.messages]
        if turn is not None:
            return next((text for number, text in enumerate(turns, 1) if number == turn), "")
        return item.prompt.text
    return next((one.text for one in item.responses if response is None or one.id == response), "")
