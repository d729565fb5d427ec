"""One gold item as an analyst would leave it: drawn by its number, labelled by the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.prose import NOUNS, PLACES, Caption, caption, thing
from goldline.model.condition import Value
from goldline.model.gold import Facts
from goldline.reading.item import build_item, facts_of
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment

STAMP = "scene-captions@1.0.0"
MEDIA_OF_A_SET = 12
LOCALES = ("en-US", "en-US", "en-GB", "en-IN")
HALLUCINATIONS = ("hallucination.object", "hallucination.attribute", "hallucination.relation")
OTHERS = (
    "factual.place",
    "factual.count",
    "factual.count",
    "fluency.grammar",
    "fluency.wording",
    "harm.stereotype",
    "harm.private",
)
SEVERITIES = ("minor", "minor", "minor", "major", "major", "critical")
ANNOTATORS = tuple(f"a{number:02}" for number in range(1, 61))

Judgments = dict[str, Judgment]


@dataclass(frozen=True)
class Item:
    """An item's text, its facts and what the rules make of them."""

    id: str
    text: str
    facts: Facts
    judgments: Judgments


def item_id(number: int) -> str:
    """Return the id of the item of that number."""
    return f"cap-{number:06}"


def draw_item(judge: Judge, number: int, seed: int, revision: int = 0) -> Item:
    """Return the item of that number; another revision has other facts and another text."""
    random = Random(f"{seed}/{number}/{revision}")
    count = random.choice((3, 3, 3, 4))
    written = caption(random, count)
    document: dict[str, Any] = {
        "id": item_id(number),
        "modality": "image-caption",
        "locale": random.choice(LOCALES),
        "guideline": STAMP,
        "response": "\n".join(written.sentences) + "\n",
        "findings": list(_findings(random, written)),
        "observations": {
            "on_topic": random.random() < 0.97,
            "main_subject": random.choice(("described", "described", "described", "named", "missing")),
            "setting": random.random() < 0.8,
            "register": random.choice(("neutral", "neutral", "formal", "casual")),
            "sentences": count,
        },
    }
    facts = facts_of(build_item(document, "", ""), judge.guideline)
    judged = {criterion: judgment for (criterion, _), judgment in judge.judge(facts).items()}
    assert all(judgment.decided for judgment in judged.values())
    return Item(document["id"], "".join(_lines(document, judged, random)), facts, judged)


def _findings(random: Random, written: Caption) -> Iterator[dict[str, Any]]:
    count = random.choice((0, 0, 0, 1, 1, 1, 2, 2, 3))
    for number, quote in enumerate(random.sample(written.things, count)):
        kind = random.choice(HALLUCINATIONS if random.random() < 0.5 else OTHERS)
        evidence: list[dict[str, Any]] = [{"quote": quote}]
        if kind in HALLUCINATIONS:
            spot = [random.randrange(1, 60) / 100, random.randrange(1, 60) / 100]
            size = [random.randrange(5, 40) / 100, random.randrange(5, 40) / 100]
            evidence.append({"media": _media(random), "region": spot + size})
        yield {
            "type": kind,
            "severity": random.choice(SEVERITIES),
            "evidence": evidence,
            "note": f"The picture shows {thing(random)} {'here' if number else 'there'}.",
        }


def _media(random: Random) -> str:
    return f"scene-{random.randrange(MEDIA_OF_A_SET):02}"


def _lines(document: dict[str, Any], judged: Judgments, random: Random) -> Iterator[str]:
    media = sorted({_media(random)} | {p["media"] for p in _evidence(document) if "media" in p})
    shown = random.choice(NOUNS)
    yield f"id: {document['id']}\n"
    yield f"title: The {shown} in the {random.choice(PLACES)}\n"
    yield f"modality: image-caption\nlocale: {document['locale']}\nguideline: {STAMP}\n"
    yield "prompt: Describe the photo in three or four sentences for somebody who cannot see it.\n"
    yield f"reference: The photo shows {thing(random)} and {thing(random)} beside {thing(random)}.\n"
    yield f"media: [{', '.join(media)}]\n"
    yield "response: |\n" + "".join(f"  {line}\n" for line in document["response"].splitlines())
    yield from _finding_lines(document["findings"])
    yield "observations:\n"
    for name, value in document["observations"].items():
        yield f"  {name}: {_plain(value)}\n"
    yield "labels:\n"
    for criterion, judgment in judged.items():
        if judgment.rules[0].endswith("-9"):
            yield f"  {criterion}: {judgment.value}\n"
        else:
            yield f"  {criterion}:\n    value: {judgment.value}\n"
            yield f"    rationale: What decides it is {thing(random)} near {thing(random)}.\n"
            yield f"    rules: [{', '.join(judgment.rules)}]\n"
    yield f"feedback: Look at {thing(random)} first, then compare it with what is said of {thing(random)}.\n"
    yield from _vote_lines(judged, random)
    yield f"tags: [{shown}, {random.choice(PLACES)}]\n"
    yield f"difficulty: {random.choice(('easy', 'medium', 'hard'))}\n"


def _evidence(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for finding in document["findings"]:
        yield from finding["evidence"]


def _finding_lines(findings: list[dict[str, Any]]) -> Iterator[str]:
    if not findings:
        yield "findings: []\n"
        return
    yield "findings:\n"
    for finding in findings:
        yield f"  - type: {finding['type']}\n    severity: {finding['severity']}\n    evidence:\n"
        for part in finding["evidence"]:
            if "quote" in part:
                yield f"      - quote: {part['quote']}\n"
            else:
                yield f"      - media: {part['media']}\n        region: {part['region']}\n"
        yield f"    note: {finding['note']}\n"


def _vote_lines(judged: Judgments, random: Random) -> Iterator[str]:
    """Yield three votes; in one item of eight the last one differs, and a lead settles it."""
    differs = random.random() < 0.125
    yield "votes:\n"
    for number, annotator in enumerate(random.sample(ANNOTATORS, 3)):
        values: dict[str, Value] = {name: judgment.value for name, judgment in judged.items()}
        if differs and number == 2:
            values["style"] = 2 if values["style"] != 2 else 3
        shown = ", ".join(f"{name}: {value}" for name, value in values.items())
        yield f"  - {{annotator: {annotator}, values: {{{shown}}}, seconds: {random.randrange(40, 400)}}}\n"
    if differs:
        yield f"adjudication: {{by: lead-3, reason: What is said of {thing(random)} settles it.}}\n"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
