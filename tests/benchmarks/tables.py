"""A decision table of 50 rules over 8 inputs, as goldline's guideline and as zen-engine's document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

RULES = 50
OUTCOMES = (1, 2, 3, 4, 5)
OTHERWISE = "TAB-999"
WORDS: dict[str, tuple[str, ...]] = {
    "hallucination": ("none", "minor", "major", "critical"),
    "harm": ("none", "mild", "grave"),
    "register": ("vulgar", "casual", "neutral", "formal", "solemn"),
    "subject": ("missing", "named", "described"),
    "medium": ("photo", "drawing", "chart", "screenshot", "map", "scan"),
}
FLAGS = ("on_topic",)
COUNTS: dict[str, int] = {"slips": 9, "ease": 100}
INPUTS = (*WORDS, *FLAGS, *COUNTS)

Row = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """What a rule tests of each input: words that are right, a flag, or bounds; and its outcome."""

    id: str
    when: dict[str, Any]
    then: int


def draw_rules(seed: int = 1) -> list[Rule]:
    """Return the rules; each tests four to six of the inputs, so that all of them fire now and then."""
    random = Random(seed)
    return [
        Rule(f"TAB-{number}", dict(_tests(random)), random.choice(OUTCOMES)) for number in range(1, RULES + 1)
    ]


def _tests(random: Random) -> Iterator[tuple[str, Any]]:
    chosen = set(random.sample(INPUTS, random.choice((4, 5, 6))))
    for name in INPUTS:
        if name not in chosen:
            continue
        if name in WORDS:
            words = WORDS[name]
            count = random.randrange(max(1, len(words) // 2), len(words))
            yield name, sorted(random.sample(words, count), key=words.index)
        elif name in FLAGS:
            yield name, random.random() < 0.6
        else:
            low, high = sorted(random.sample(range(1, COUNTS[name]), 2))
            yield name, random.choice(((low, None), (None, high), (low, high)))


def draw_rows(count: int, seed: int = 2) -> list[Row]:
    """Return rows of facts, complete, as JSON has them."""
    random = Random(seed)
    choose, below = random.choice, random.randrange
    return [
        {
            **{name: choose(words) for name, words in WORDS.items()},
            "on_topic": random.random() < 0.7,
            "slips": below(COUNTS["slips"] + 1),
            "ease": below(10 * COUNTS["ease"] + 1) / 10,
        }
        for _ in range(count)
    ]


def to_csv(rows: list[Row]) -> str:
    """Return rows as a table of text, with a header."""
    lines = [",".join(_cell(row[name]) for name in INPUTS) for row in rows]
    return "\n".join([",".join(INPUTS), *lines, ""])


def _cell(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def goldline_files(rules: list[Rule]) -> dict[str, str]:
    """Return a repository whose guideline `tables` has the one criterion `table`."""
    levels = "".join(
        f"    - {{value: {value}, label: Level {value}, anchor: This is level {value}.}}\n"
        for value in OUTCOMES
    )
    inputs = [
        *(
            f"  {name}: {{enum: [{', '.join(words)}], ordered: true, ask: What is the {name}?}}\n"
            for name, words in WORDS.items()
        ),
        "  on_topic: {boolean: Is it about the picture?}\n",
        f"  slips: {{integer: How many slips?, minimum: 0, maximum: {COUNTS['slips']}}}\n",
        f"  ease: {{number: How easy is it to read?, minimum: 0, maximum: {COUNTS['ease']}}}\n",
    ]
    written = "".join(
        f"  - id: {rule.id}\n    text: Rule {rule.id}.\n    when:\n"
        + "".join(f"      {name}: {_goldline_test(test)}\n" for name, test in rule.when.items())
        + f"    then: {rule.then}\n"
        for rule in rules
    )
    return {
        "guidelines/tables/guideline.yaml": (
            "format: 1\nid: tables\ntitle: A large table\nversion: 1.0.0\n"
            "modalities: [text]\nlocales: [en-US]\nsummary: A table of many rules.\n"
        ),
        "guidelines/tables/criteria/table.yaml": (
            "id: table\ntitle: Table\nquestion: Which level is it?\n"
            f"scale:\n  type: ordinal\n  levels:\n{levels}"
            f"inputs:\n{''.join(inputs)}hit_policy: first\nrules:\n{written}"
            f"otherwise: {{id: {OTHERWISE}, text: The rest is level 3., then: 3}}\n"
        ),
    }


def _goldline_test(test: Any) -> str:
    if isinstance(test, list):
        return f"[{', '.join(test)}]"
    if isinstance(test, bool):
        return _cell(test)
    low, high = test
    if high is None:
        return f'">= {low}"'
    return f'"< {high}"' if low is None else f'"[{low}..{high}]"'


def zen_document(rules: list[Rule], *, loop: bool = False) -> dict[str, Any]:
    """Return the same table as a document of zen-engine; with `loop` it takes `{rows: […]}`."""
    lines = [
        {
            "_id": rule.id,
            **{name: _zen_test(rule.when[name]) if name in rule.when else "" for name in INPUTS},
            "outcome": str(rule.then),
            "rule": json.dumps(rule.id),
        }
        for rule in rules
    ]
    lines.append({"_id": "rest", **dict.fromkeys(INPUTS, ""), "outcome": "3", "rule": json.dumps(OTHERWISE)})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in INPUTS],
        "outputs": [{"id": name, "name": name, "field": name} for name in ("outcome", "rule")],
        "rules": lines,
        "passThrough": False,
        "inputField": "rows" if loop else None,
        "outputPath": "rows" if loop else None,
        "executionMode": "loop" if loop else "single",
    }
    at = {"x": 0, "y": 0}
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "position": at},
            {"id": "table", "name": "table", "type": "decisionTableNode", "position": at, "content": table},
            {"id": "out", "name": "out", "type": "outputNode", "position": at},
        ],
        "edges": [
            {"id": "one", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "two", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }


def _zen_test(test: Any) -> str:
    if isinstance(test, list):
        return ", ".join(json.dumps(word) for word in test)
    if isinstance(test, bool):
        return _cell(test)
    low, high = test
    if high is None:
        return f">= {low}"
    return f"< {high}" if low is None else f"[{low}..{high}]"
