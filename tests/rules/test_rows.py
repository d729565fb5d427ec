"""Rows of facts: what is remembered for one value is never given for another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from goldline.app.frame import load_frame
from goldline.reading.facts import ABSENT, CellReader
from goldline.rules.judge import Judge
from goldline.rules.rows import RowJudge
from goldline.store.tree import MemoryTree

GUIDELINE = """
format: 1
id: trial
title: Trial
version: 1.0.0
modalities: [text]
locales: [en-US]
summary: A guideline for trials.
scales:
  three:
    type: ordinal
    levels:
      - {value: 1, label: One, anchor: The worst.}
      - {value: 2, label: Two, anchor: The middle.}
      - {value: 3, label: Three, anchor: The best.}
"""
TAXONOMY = "severities: [minor, major]\nfindings: {}\n"
CRITERION = """
id: probe
title: Probe
question: How good is it?
scale: three
inputs:
  on_topic: {boolean: Is it about this?}
  slips: {integer: How many slips?, minimum: 0, maximum: 9}
  tone: {enum: [warm, cold], ask: Which tone?}
hit_policy: POLICY
rules:
  - {id: P-1, text: Another subject., when: {on_topic: false}, then: 1}
  - {id: P-2, text: One slip., when: {on_topic: true, slips: 1}, then: 2}
  - {id: P-3, text: Cold., when: {on_topic: true, slips: {not: 1}, tone: cold}, then: 2}
otherwise: 3
"""
POLICIES = ("first", "unique", "any")


def rows_of(policy: str) -> RowJudge:
    criterion = CRITERION.replace("POLICY", policy)
    files = {
        "guidelines/trial/guideline.yaml": GUIDELINE,
        "guidelines/trial/taxonomy.yaml": TAXONOMY,
        "guidelines/trial/criteria/probe.yaml": criterion,
    }
    frame = load_frame(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert not frame.problems, frame.problems
    return RowJudge(Judge(frame.guidelines["trial"]), "probe")


def judged(judge: RowJudge, columns: dict[str, Sequence[object]]) -> list[tuple[Any, tuple[str, ...]]]:
    readers = {name: CellReader(name, domain, text=False) for name, domain in judge.domains.items()}
    count = len(next(iter(columns.values())))
    return [(found.value, found.rules) for found in judge.judge_columns(columns, count, readers)]


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    "column", [(0, False), (False, 0), (Decimal(0), False), (0, False, None, "0", ABSENT)]
)
def test_zero_is_not_false(policy: str, column: tuple[object, ...]) -> None:
    judge = rows_of(policy)
    found = judged(judge, {"on_topic": column, "slips": [0] * len(column), "tone": ["warm"] * len(column)})
    for raw, (value, _) in zip(column, found, strict=True):
        assert value == (None if raw is ABSENT else 1 if raw is False else 3), raw


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("column", [(1, True), (True, 1), (Decimal("1.0"), True)])
def test_true_is_not_one(policy: str, column: tuple[object, ...]) -> None:
    found = judged(rows_of(policy), {"on_topic": [True, True], "slips": column, "tone": ["warm", "warm"]})
    assert [value for value, _ in found] == [3 if raw is True else 2 for raw in column]


def test_what_one_table_taught_is_not_believed_of_the_next() -> None:
    judge = rows_of("first")
    for raw, value in ((0, 3), (False, 1), (0, 3), (True, 3), (1, 3)):
        assert judged(judge, {"on_topic": [raw], "slips": [0], "tone": ["warm"]})[0][0] == value


def test_rows_with_an_unknown_tell_them_apart_too() -> None:
    judge = rows_of("first")
    for raw, value in ((0, 3), (False, 1), (0, 3), (True, None)):
        assert judge.judge_row({"on_topic": raw, "slips": 0}).value == value


@pytest.mark.parametrize("policy", POLICIES)
def test_columns_and_single_rows_agree(policy: str) -> None:
    judge = rows_of(policy)
    values: dict[str, list[Any]] = {
        "on_topic": [True, False, 0, None],
        "slips": [0, 1, 2, True, -1],
        "tone": ["warm", "cold", "", "odd"],
    }
    rows = [
        {"on_topic": topic, "slips": slips, "tone": tone}
        for topic in values["on_topic"]
        for slips in values["slips"]
        for tone in values["tone"]
    ]
    readers = {name: CellReader(name, domain, text=False) for name, domain in judge.domains.items()}
    columns = {name: [row[name] for row in rows] for name in values}
    together = list(judge.judge_columns(columns, len(rows), readers))
    for row, found in zip(rows, together, strict=True):
        alone = rows_of(policy).judge_row({name: readers[name](raw) for name, raw in row.items()})
        assert found == alone, row
