"""What checks across items need of one item, made once when it is read."""

from __future__ import annotations

import marshal
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from zlib import crc32

from goldline.checks.evidence import folder_of, media_of
from goldline.checks.likeness import clip, fold, folded_key, folded_sketch
from goldline.checks.telling import HELD_OUT
from goldline.model.condition import Value
from goldline.model.corpus import ItemContext, Summary
from goldline.model.gold import Facts, Item

_EXACT = 2  # the last marshal format in which equal values are equal bytes

# Prompts are often shared by many items, so that most of a sketch is about the responses.
_OF_PROMPT, _OF_RESPONSES = 2, 4


def summarise_item(item: Item, context: ItemContext) -> Summary:
    """Return the summary of an item.

    `text` is folded, and begins with a digest of the media: the same words about another picture
    are another item. `visibility` is the one in force. Numbers that are not whole are written as
    text. Exceptions, and judgments without a label, do not count among `fired`.
    """
    seed = _media_digest(item, context)
    prompt, responses = _texts(item)
    labels = {(label.criterion, label.response): label for label in item.labels}
    outcomes: list[tuple[str, str | None, Value]] = []
    fired: dict[tuple[str, str], None] = {}
    for key, judgment in context.judgments.items():
        if judgment.state != "decided":
            continue
        criterion, response = key
        value = judgment.value
        outcomes.append((criterion, response, str(value) if value.__class__ is Decimal else value))
        label = labels.get(key)
        if label is not None and not label.exception:
            for rule in judgment.rules:
                fired[criterion, rule] = None
    findings = item.findings
    return Summary(
        id=item.id,
        file=item.file,
        set=item.set,
        guideline=item.guideline,
        stamp=item.stamp,
        modality=item.modality,
        locale=item.locale,
        status=item.status,
        visibility=item.visibility or (context.gold_set.visibility if context.gold_set else HELD_OUT),
        types=tuple(dict.fromkeys([finding.type for finding in findings])) if findings else (),
        labels=tuple([(label.criterion, label.response, _plain(label.value)) for label in item.labels]),
        outcomes=tuple(outcomes),
        fired=tuple(fired),
        text=f"{seed:08x}\n{clip(prompt)}\n{clip(responses)}",
        text_key=folded_key(f"{seed:08x}\n{prompt}\n{responses}"),
        sketch=_sketch_prompt(prompt, _OF_PROMPT, seed) + folded_sketch(responses, _OF_RESPONSES, seed ^ 1),
        facts_key=_facts_key(item.guideline, context.facts),
    )


def _texts(item: Item) -> tuple[str, str]:
    """Return what was asked and what was answered, folded."""
    prompt = item.prompt.text
    if item.prompt.messages:
        prompt = "\n".join([message.text for message in item.prompt.messages])
    if len(item.responses) == 1:
        return _fold_prompt(prompt), fold(item.responses[0].text)
    return _fold_prompt(prompt), fold("\n".join([response.text for response in item.responses]))


# Many items share a prompt, and those of a set their media.
_fold_prompt = lru_cache(maxsize=1024)(fold)
_sketch_prompt = lru_cache(maxsize=4096)(folded_sketch)


def _media_digest(item: Item, context: ItemContext) -> int:
    """Return a number that is equal for items with the same media, whatever they are called."""
    names = [*item.media, *item.prompt.media]
    for message in item.prompt.messages:
        names += message.media
    for response in item.responses:
        names += response.media
    if not names:
        return 0
    parts = []
    for name in names:
        media = media_of(item, context, name)
        if media is None:
            parts.append(name)
        else:
            parts.append(media.sha256 or f"{folder_of(item, context)}/{media.path}")
    return crc32("\n".join(parts).encode("utf-8", "surrogatepass"))


def _facts_key(guideline: str, facts: Facts) -> int:
    """Return a number that is equal where all recorded facts are; when they were recorded is no fact."""
    recorded: tuple[Any, ...] = (
        guideline,
        facts.modality,
        facts.locale,
        facts.responses,
        facts.findings,
        facts.observations,
        facts.rubric,
        facts.met,
        facts.people,
    )
    try:
        data = marshal.dumps(recorded, _EXACT)
    except ValueError:  # there is a decimal in it
        data = repr(recorded).encode("utf-8", "replace")
    return int.from_bytes(blake2b(data, digest_size=8).digest()) >> 1


def _plain(value: Value) -> Value:
    return str(value) if value.__class__ is Decimal else value
