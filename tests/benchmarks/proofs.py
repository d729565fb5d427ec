"""What proving a table costs: 1,500 rules over five numeric columns, and all proofs beside a warm check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from benchmarks.measure import Run, measure
from benchmarks.spaces import FOLDER, SPACES, draw_versions, manifest
from goldline.model.guideline import Guideline
from goldline.reading.guideline import build_guideline
from goldline.rules.judge import Judge
from goldline.rules.proofs import prove
from goldline.rules.proofs.ground import Ground
from goldline.rules.proofs.holes import find_conflicts, find_gaps

RULES, COLUMNS = 1_500, 5
LEFT_OUT, WIDENED = 10, 30
MOST = 10_000
ROOT = Path(__file__).parents[2]
PROOFS = ",".join(f"GL{number}" for number in range(230, 243))

Part = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Proved:
    """Seconds of one processor for all gaps and for all groups of rules that overlap, each from nothing."""

    gaps: float
    overlaps: float
    groups: int
    complete: bool


def measure_proofs(runs: int = 2) -> Proved:
    """Return the slowest of several tables."""
    found = [_measure(seed) for seed in range(runs)]
    return max(found, key=lambda proved: max(proved.gaps, proved.overlaps))


def measure_verify(times: int = 7) -> tuple[list[Run], list[Run]]:
    """Return warm checks of this repository with all proofs, and without any, by turns."""
    every: list[str | Path] = ["-C", ROOT, "check"]
    without = [*every, "--ignore", PROOFS]
    for arguments in (every, without):
        measure(arguments, accept=(0, 1))
    pairs = [(measure(every, accept=(0, 1)), measure(without, accept=(0, 1))) for _ in range(times)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _measure(seed: int) -> Proved:
    guideline = draw_table(seed)
    start = process_time()
    ground = Ground(Judge(guideline), "large")
    complete = ground.sweep.complete
    swept = process_time() - start
    start = process_time()
    list(find_gaps(ground))
    gaps = swept + process_time() - start
    start = process_time()
    groups = list(find_conflicts(ground))
    return Proved(gaps, swept + process_time() - start, len(groups), complete)


def draw_table(seed: int, rules: int = RULES) -> Guideline:
    """Return a table whose rules part all numbers among them, but for a few that are missing or too wide."""
    random = Random(seed)
    parts = _parted(random, rules + LEFT_OUT)
    random.shuffle(parts)
    listed = [
        {"id": f"LRG-{number}", "text": "So it is.", "when": _tests(part), "then": number % 3 + 1}
        for number, part in enumerate((_widened(random, part) for part in parts[:WIDENED]), 1)
    ]
    listed += [
        {"id": f"LRG-{number}", "text": "So it is.", "when": _tests(part), "then": number % 3 + 1}
        for number, part in enumerate(parts[WIDENED:rules], WIDENED + 1)
    ]
    criterion: dict[str, Any] = {
        "id": "large",
        "title": "A large table",
        "question": "What is it?",
        "scale": {"type": "ordinal", "levels": [{"value": value} for value in (1, 2, 3)]},
        "inputs": {
            f"n{column}": {"number": "How much?", "minimum": 0, "maximum": MOST} for column in range(COLUMNS)
        },
        "hit_policy": "unique",
        "rules": listed,
    }
    documents = {f"{FOLDER}/guideline.yaml": manifest(), f"{FOLDER}/criteria/large.yaml": criterion}
    guideline, problems = build_guideline(FOLDER, documents)
    assert guideline is not None, problems
    return guideline


def _parted(random: Random, count: int) -> list[Part]:
    """Return boxes that fill the space, each of them cut out of a larger one."""
    parts: list[Part] = [((0, MOST),) * COLUMNS]
    while len(parts) < count:
        at = max(range(len(parts)), key=lambda i: random.random() * max(h - low for low, h in parts[i]))
        column = random.randrange(COLUMNS)
        part = parts[at]
        low, high = part[column]
        if high - low < 20:
            continue
        middle = random.randrange(low + 5, high - 5)
        parts[at] = (*part[:column], (low, middle), *part[column + 1 :])
        parts.append((*part[:column], (middle, high), *part[column + 1 :]))
    return parts


def _widened(random: Random, part: Part) -> Part:
    column = random.randrange(COLUMNS)
    low, high = part[column]
    wider = (low, min(MOST, high + random.randrange(1, 300)))
    return (*part[:column], wider, *part[column + 1 :])


def _tests(part: Part) -> dict[str, str]:
    return {
        f"n{column}": f"[{low}..{high}{']' if high == MOST else ')'}"
        for column, (low, high) in enumerate(part)
        if (low, high) != (0, MOST)
    }


def proof_rows(runs: int) -> Iterator[tuple[str, float, str]]:
    """Yield what was proved of large tables: its name, seconds, and what was found."""
    proved = measure_proofs(runs)
    told = "" if proved.complete else ", in part"
    yield f"all gaps, {RULES:,} rules x {COLUMNS} numeric columns", proved.gaps, f"with examples{told}"
    yield (
        f"all overlap groups, {RULES:,} rules x {COLUMNS} numeric columns",
        proved.overlaps,
        f"{proved.groups} reported{told}",
    )
    space = SPACES[-1]
    judge = Judge(draw_versions(space, 1)[0])
    start = process_time()
    whole = prove(judge, "large").exhaustive
    yield f"verify, {space.name}", process_time() - start, "claims to be whole" if whole else "says so"
