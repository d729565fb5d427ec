"""A log of sixty analysts over six weeks, made from this repository's gold, of which the truth is known.

Three are harsh, two click fast, and one rule reads in two ways. Everybody else errs now and then, a level
to either side. The same seed gives the same log.
"""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from goldline.app.browsing.library import Library
from goldline.model.gold import Item
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.rules.show import show_value

COLUMNS = (
    "item",
    "criterion",
    "response",
    "annotator",
    "value",
    "submitted_at",
    "seconds",
    "guideline",
    "team",
)
FIRST_DAY = datetime(2026, 8, 31, 8, tzinfo=UTC)
WEEKS = 6

Row = dict[str, str]


@dataclass(frozen=True)
class Truth:
    """Who is what in a generated log."""

    analysts: tuple[str, ...]
    harsh: frozenset[str]
    fast: frozenset[str]
    guideline: str
    criterion: str
    rule: str


def generate(
    library: Library,
    *,
    seed: int = 20261124,
    people: int = 60,
    each: int = 12,
    ambiguous: tuple[str, str, str] | None = None,
) -> tuple[list[Row], Truth]:
    """Return the rows of a log and its truth; each item is judged by `each` people."""
    rng = random.Random(seed)
    names = tuple(f"p{number:02}" for number in range(1, people + 1))
    odd = rng.sample(names, 5)
    guideline, criterion, rule = ambiguous or _rule_of_many(library)
    truth = Truth(names, frozenset(odd[:3]), frozenset(odd[3:]), guideline, criterion, rule)
    rows: list[Row] = []
    for item in library.items:
        if item.status == "active" and item.labels:
            for name in rng.sample(names, each):
                rows += _judge(library, item, name, truth, rng)
    rng.shuffle(rows)
    return rows, truth


def _rule_of_many(library: Library) -> tuple[str, str, str]:
    """Return a rule that decides many items and is not the one for what is faultless."""
    found = {}
    for (guideline, criterion, rule), items in library.decided.items():
        scale = library.guidelines[guideline].criteria[criterion].scale
        labels = {label.value for item in items for label in item.labels if label.criterion == criterion}
        if scale.type == "ordinal" and not item_target(library, guideline, criterion) and labels:
            best = scale.levels[-1].value
            if best not in {
                j.value
                for item in items
                for t, j, r in library.rules_of(item)
                if t[0] == criterion and r == rule
            }:
                found[guideline, criterion, rule] = len(items)
    return max(sorted(found), key=found.__getitem__)


def item_target(library: Library, guideline: str, criterion: str) -> bool:
    """Whether a criterion judges the item as a whole."""
    return library.guidelines[guideline].criteria[criterion].target == "item"


def _judge(library: Library, item: Item, name: str, truth: Truth, rng: random.Random) -> list[Row]:
    at = FIRST_DAY + timedelta(days=rng.randrange(WEEKS * 7), seconds=rng.randrange(8 * 3600))
    fired: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for target, _, rule in library.rules_of(item):
        fired[target].add(rule)
    rows = []
    for label in item.labels:
        scale = library.guidelines[item.guideline].criteria[label.criterion].scale
        if label.value == NOT_JUDGED or scale.numeric:
            continue
        unclear = (item.guideline, label.criterion) == (
            truth.guideline,
            truth.criterion,
        ) and truth.rule in fired[label.criterion, label.response]
        value = _value(scale, scale.ranks[label.value], name, truth, unclear, rng)
        seconds = rng.lognormvariate(4, 0.35) * (0.2 if name in truth.fast else 1)
        rows.append(
            {
                "item": item.id,
                "criterion": label.criterion,
                "response": label.response or "",
                "annotator": name,
                "value": value,
                "submitted_at": at.isoformat(),
                "seconds": f"{seconds:.1f}",
                "guideline": f"{item.guideline}@{library.guidelines[item.guideline].version}",
                "team": "north" if int(name[1:]) % 2 else "south",
            }
        )
    return rows


def _value(scale: Scale, rank: int, name: str, truth: Truth, unclear: bool, rng: random.Random) -> str:
    top = len(scale.levels) - 1
    worse = -1 if scale.better == "higher" else 1
    if unclear and rng.random() < 0.5:
        rank += 1 if rank < top else -1
    elif name in truth.harsh and rng.random() < 0.4:
        rank += worse
    elif name in truth.fast and rng.random() < 0.3:
        rank = rng.randint(0, top)
    elif rng.random() < 0.08:
        rank += rng.choice((-1, 1))
    return show_value(scale.levels[min(max(rank, 0), top)].value)


def write_csv(rows: list[Row], path: Path) -> Path:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_json_lines(rows: list[Row], path: Path) -> Path:
    """Write rows as JSON Lines, seconds as numbers."""
    lines = [json.dumps({**row, "seconds": float(row["seconds"])}) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
