"""Small random tables over inputs of every kind, edits between two versions of one, and all facts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations_with_replacement, product
from random import Random
from typing import Any

from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline

FOLDER = "guidelines/trial"
Plain = Any

INPUTS: dict[str, Plain] = {
    "flag": {"boolean": "Is it so?"},
    "maybe": {"boolean": "Is it so, if at all?", "nullable": True},
    "tone": {"enum": ["low", "mid", "high"], "ordered": True, "ask": "Which tone?"},
    "few": {"integer": "How many?", "minimum": 0},
    "much": {"number": "How much?", "minimum": 0, "maximum": 4, "nullable": True},
    "worst": {"worst": "wrong"},
    "serious": {"count": "wrong", "severity": ">= major"},
    "penalty": {
        "sum": [
            {"type": "rude", "weight": 2},
            {"severity": "minor", "weight": 0.5},
            {"severity": "major", "weight": 1},
        ]
    },
}
TESTS: dict[str, list[Plain]] = {
    "flag": [True, False],
    "maybe": [True, False, None, [True, None]],
    "tone": ["low", "mid", "< high", ">= mid", "not mid", ["low", "high"]],
    "few": [0, 1, "< 2", ">= 3", "[1..3]", "not 2"],
    "much": ["< 2", 1, "(1..3]", None, [None, ">= 3"]],
    "worst": ["none", "minor", "major", ">= minor"],
    "serious": [0, 1, ">= 2", "< 2"],
    "penalty": ["< 1", ">= 2", "[0.5..2)", 0],
}
ANSWERS: dict[str, list[Plain]] = {
    "flag": [True, False],
    "maybe": [True, False, None],
    "tone": ["low", "mid", "high"],
    "few": [0, 1, 2, 3, 4],
    "much": [0, 1, 2, 3, 4, Decimal("0.5"), Decimal("1.5"), Decimal("2.5"), Decimal("3.5"), None],
}
"""One answer of every class that the tests tell apart."""
KINDS = [("wrong", "minor"), ("wrong", "major"), ("rude", "minor"), ("rude", "major")]
POLICIES: list[tuple[str, str]] = [
    ("first", ""),
    ("first", ""),
    ("unique", ""),
    ("any", ""),
    ("priority", ""),
    ("collect", "min"),
    ("collect", "max"),
    ("collect", "sum"),
    ("collect", "count"),
]
LEVELS = [{"value": value, "label": "A level", "anchor": "So it looks."} for value in (1, 2, 3)]


class Table:
    """A random criterion as a document; it reads few inputs, so that all facts can be listed."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = sorted(random.sample(list(INPUTS), random.randint(2, 4)))
        policy, aggregate = random.choice(POLICIES)
        numeric = aggregate in ("sum", "count")
        self.document: dict[str, Plain] = {
            "id": "trial",
            "title": "A trial",
            "question": "What is it?",
            "scale": {"type": "numeric", "minimum": 0} if numeric else {"type": "ordinal", "levels": LEVELS},
            "inputs": {name: INPUTS[name] for name in self.names},
            "hit_policy": policy,
            "rules": [self.rule(number) for number in range(random.randint(1, 6))],
        }
        if aggregate:
            self.document["aggregate"] = aggregate
        if random.random() < 0.6:
            self.document["otherwise"] = random.choice([1, 3])
        if random.random() < 0.4:
            self.document["impossible"] = [self.case()]

    def case(self) -> dict[str, Plain]:
        """Return tests on one to three inputs."""
        names = self.random.sample(self.names, self.random.randint(1, min(3, len(self.names))))
        return {name: self.random.choice(TESTS[name]) for name in names}

    def rule(self, number: int) -> dict[str, Plain]:
        """Return a rule with one case or two."""
        when: Plain = self.case() if self.random.random() < 0.75 else [self.case(), self.case()]
        return {"id": f"R-{number}", "text": "So it is.", "when": when, "then": self.random.choice([1, 2, 3])}

    def edited(self) -> dict[str, Plain]:
        """Return a second version: rules edited, dropped, added or swapped, sometimes more than rules."""
        random = self.random
        rules = list(self.document["rules"])
        for _ in range(random.randint(0, 2)):
            at = random.randrange(len(rules))
            kind = random.choice(["edit", "edit", "drop", "add", "swap"])
            if kind == "edit":
                rules[at] = self.rule(int(rules[at]["id"][2:]))
            elif kind == "drop" and len(rules) > 1:
                rules.pop(at)
            elif kind == "add":
                rules.insert(at, self.rule(50 + len(rules)))
            elif kind == "swap":
                other = random.randrange(len(rules))
                rules[at], rules[other] = rules[other], rules[at]
        made = {**self.document, "rules": rules}
        if random.random() < 0.2:
            made["otherwise"] = 2
        if random.random() < 0.2:
            made["impossible"] = [self.case()]
        if random.random() < 0.1 and made["hit_policy"] != "collect":
            made["hit_policy"] = random.choice(["first", "unique", "any", "priority"])
        return made


def build(*criteria: dict[str, Plain], version: str = "1.0.0", **more: Plain) -> Guideline:
    """Return a guideline of these criteria; `more` are parts of its manifest, `taxonomy` among them."""
    taxonomy = more.pop("taxonomy", None) or {
        "severities": ["minor", "major"],
        "findings": {
            "wrong": {"title": "Wrong", "definition": "It is wrong."},
            "rude": {"title": "Rude", "definition": "It is rude."},
        },
    }
    manifest = {
        "format": 1,
        "id": "trial",
        "title": "A trial",
        "version": version,
        "modalities": ["text"],
        "locales": ["en-US"],
        **more,
    }
    documents: dict[str, Plain] = {
        f"{FOLDER}/guideline.yaml": manifest,
        f"{FOLDER}/taxonomy.yaml": taxonomy,
        **{f"{FOLDER}/criteria/{one['id']}.yaml": one for one in criteria},
    }
    guideline, problems = build_guideline(FOLDER, documents)
    assert guideline is not None, problems
    return guideline


def all_facts(names: list[str], most_findings: int = 4) -> Iterator[Facts]:
    """Yield complete facts such that every class of every input, and all they can be together, occurs."""
    asked = [name for name in names if name in ANSWERS]
    heaps: list[tuple[tuple[str, str], ...]] = [()]
    if any(name not in ANSWERS for name in names):
        heaps = [
            heap for size in range(most_findings + 1) for heap in combinations_with_replacement(KINDS, size)
        ]
    for answers in product(*(ANSWERS[name] for name in asked)):
        for heap in heaps:
            yield facts(dict(zip(asked, answers, strict=True)), heap)


def facts(answers: dict[str, Plain], heap: tuple[tuple[str, str], ...] = ()) -> Facts:
    """Return an item's facts: answers to what was asked, and findings."""
    return Facts(
        stamp="1.0.0",
        modality="text",
        locale="en-US",
        responses=(),
        findings=tuple((path, severity, None) for path, severity in heap),
        observations=(("", tuple(sorted(answers.items()))),),
        inspected=(),
        rubric=(),
        met=(),
        people=(),
    )
