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
from goldline.rules.scene import UNKNOWN
from goldline.store.tree import MemoryTree
from rules import small

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
    readers = {name: CellReader(domain, text=False) for name, domain in judge.domains.items()}
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
        assert value == (1 if raw is False else None), raw  # what no boolean can be says nothing


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("column", [(1, True), (True, 1), (Decimal("1.0"), True)])
def test_true_is_not_one(policy: str, column: tuple[object, ...]) -> None:
    found = judged(rows_of(policy), {"on_topic": [True, True], "slips": column, "tone": ["warm", "warm"]})
    assert [value for value, _ in found] == [None if raw is True else 2 for raw in column]


def test_what_one_table_taught_is_not_believed_of_the_next() -> None:
    judge = rows_of("first")
    for raw, value in ((0, None), (False, 1), (0, None), (True, 3), (1, None)):
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
    readers = {name: CellReader(domain, text=False) for name, domain in judge.domains.items()}
    columns = {name: [row[name] for row in rows] for name in values}
    together = list(judge.judge_columns(columns, len(rows), readers))
    for row, found in zip(rows, together, strict=True):
        alone = rows_of(policy).judge_row({name: readers[name](raw) for name, raw in row.items()})
        assert found == alone, row


NULLS = """
    id: c
    inputs: {level: {criterion: a}}
    hit_policy: first
    rules:
      - {id: C-1, when: {level: null}, then: 1}
    otherwise: 3
    """
RULED = "id: a\n    inputs: {x: {boolean: Is it x?}}\n    hit_policy: first\n    rules: [{id: A-1, then: 2}]"


@pytest.mark.parametrize(
    ("below", "possible"),
    [
        (RULED, (3,)),
        (RULED.replace("then: 2", "then: not-judged"), (1, 3)),
        (RULED + "\n    otherwise: not-judged", (1, 3)),
        (RULED + "\n    modalities: [image]", (1, 3)),
        ("id: a", (1, 3)),
    ],
)
def test_a_judgment_may_be_null_where_it_may_not_be_judged(below: str, possible: tuple[int, ...]) -> None:
    """Where people judge, where a rule says so, where the criterion does not apply; nowhere else."""
    assert RowJudge(small.judge(f"\n    {below}", NULLS), "c").judge_row({}).possible == possible


def test_columns_that_a_formula_reads_or_that_are_not_there_are_judged_as_rows_are() -> None:
    body = """
        id: c
        scale: {type: numeric, minimum: 0}
        inputs: {x: {number: How much?}, a: {boolean: Is it a?}}
        hit_policy: first
        rules: [{id: R-1, when: {a: true}, then: {formula: 2 * x}}]
        otherwise: 7
        """
    ready = RowJudge(small.judge(body), "c")
    as_it_is = {"x": lambda raw: raw, "a": lambda raw: raw}
    columns: dict[str, Sequence[object]] = {"x": [1, 2, 2], "a": [True, True, False]}
    assert [j.value for j in ready.judge_columns(columns, 3, as_it_is)] == [2, 4, 7]
    found = list(ready.judge_columns({"a": [True, False]}, 2, as_it_is))
    assert [(j.state, j.value, j.missing) for j in found] == [
        ("undecided", None, ("input:x",)),
        ("decided", 7, ()),
    ]


def as_it_is(raw: Any) -> Any:
    return raw


def test_rules_that_test_nothing_hold_for_every_row() -> None:
    inputs = "inputs: {a: {boolean: Is it a?}}"
    body = f"{{id: c, {inputs}, hit_policy: first, rules: [{{id: R-1, then: 2}}], otherwise: 3}}"
    ready = RowJudge(small.judge(body), "c")
    columns: dict[str, Sequence[object]] = {"a": [True, False, UNKNOWN]}
    found = list(ready.judge_columns(columns, 3, {"a": as_it_is}))
    assert [(one.value, one.rules) for one in found] == [(2, ("R-1",))] * 3


def test_rules_that_test_nothing_beside_some_that_do() -> None:
    made = "[{id: R-1, when: {a: true}, then: 1}, {id: R-2, then: 2}]"
    ready = RowJudge(
        small.judge(f"{{id: c, inputs: {{a: {{boolean: Is it a?}}}}, hit_policy: first, rules: {made}}}"), "c"
    )
    found = ready.judge_columns({"a": [True, False]}, 2, {"a": as_it_is})
    assert [(one.value, one.rules) for one in found] == [(1, ("R-1",)), (2, ("R-2",))]
