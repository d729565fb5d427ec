"""Two versions of a large table compared over all facts there can be: seconds of one processor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import process_time
from typing import Any

from goldline.impact.judgments import Comparison
from goldline.impact.whole_space import tell_whole_space
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline

FOLDER = "guidelines/large"
RULES, CHANGED = 200, 3


@dataclass(frozen=True)
class Space:
    """A table to compare: how many values each input has, how many of them a rule tests, the bound."""

    name: str
    sizes: tuple[int, ...]
    tested: tuple[int, ...]
    bound: float


SPACES = (
    Space("200 rules x 8 inputs", (4, 3, 5, 6, 4, 3, 6, 5), (3, 4, 5), 0.2),
    Space("200 rules x 12 inputs of 4 values", (4,) * 12, (3, 4, 5, 6), 5.0),
    Space("200 rules x 20 inputs of 4 values, in part", (4,) * 20, (4, 5, 6, 7), 15.0),
)


@dataclass(frozen=True)
class Speed:
    """What a comparison cost and found; `complete` is False where it stopped at its budget."""

    space: Space
    seconds: float
    regions: int
    shifts: int
    complete: bool


def measure_spaces(runs: int = 3) -> Iterator[Speed]:
    """Yield the slowest of several tables, each with three of its rules changed, for each space."""
    for space in SPACES:
        yield max((_measure(space, seed) for seed in range(runs)), key=lambda speed: speed.seconds)


def _measure(space: Space, seed: int) -> Speed:
    comparison = Comparison(*draw_versions(space, seed))
    start = process_time()
    whole = tell_whole_space(comparison, ())
    spent = process_time() - start
    exhaustive = bool(whole.criteria[0]["exhaustive"])
    return Speed(space, spent, len(whole.regions), len(whole.shifts), exhaustive)


def draw_versions(space: Space, seed: int) -> tuple[Guideline, Guideline]:
    """Return a table and the same one with three rules drawn anew."""
    random = Random(seed)
    words = {f"input_{n}": [f"word-{n}-{m}" for m in range(size)] for n, size in enumerate(space.sizes)}
    rules = [_draw_rule(random, space, words, number) for number in range(RULES)]
    edited = list(rules)
    for number in random.sample(range(RULES), CHANGED):
        edited[number] = _draw_rule(random, space, words, number)
    return _build(words, rules), _build(words, edited)


def _draw_rule(random: Random, space: Space, words: dict[str, list[str]], number: int) -> dict[str, Any]:
    chosen = random.sample(list(words), random.choice(space.tested))
    when = {name: random.sample(words[name], random.randint(1, len(words[name]) - 1)) for name in chosen}
    return {"id": f"LRG-{number + 1}", "text": "So it is.", "when": when, "then": random.choice((1, 2, 3))}


def manifest() -> dict[str, Any]:
    """Return the manifest of the guideline that large tables stand in."""
    return {
        "format": 1,
        "id": "large",
        "title": "A large table",
        "version": "1.0.0",
        "modalities": ["text"],
        "locales": ["en-US"],
    }


def _build(words: dict[str, list[str]], rules: list[dict[str, Any]]) -> Guideline:
    criterion = {
        "id": "large",
        "title": "A large table",
        "question": "What is it?",
        "scale": {"type": "ordinal", "levels": [{"value": value} for value in (1, 2, 3)]},
        "inputs": {name: {"enum": listed, "ask": "Which?"} for name, listed in words.items()},
        "hit_policy": "first",
        "rules": rules,
        "otherwise": 3,
    }
    guideline, problems = build_guideline(
        FOLDER, {f"{FOLDER}/guideline.yaml": manifest(), f"{FOLDER}/criteria/large.yaml": criterion}
    )
    assert guideline is not None, problems
    return guideline
