"""From a file of facts to lines of JSON: textbook tables through `goldline decide`."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from goldline.app.deciding import decide, plain_judgment
from goldline.model.condition import Value
from goldline.rules.rows import RowJudge
from goldline.store.tree import MemoryTree
from rules.small import documents, judge
from rules.textbook import LOAN, TABLES, all_rows


def decided(criterion: str, path: Path) -> list[dict[str, Any]]:
    """Return what `decide` prints for a file, by a criterion called `c`."""
    files = {name: json.dumps(made) for name, made in documents(criterion).items()}
    found = decide(MemoryTree(files), "trial", "c", str(path), io.StringIO())
    lines = [json.loads(line) for line in found.lines()]
    assert not list(found.complaints())
    return lines


def to_csv(rows: list[dict[str, Value]]) -> str:
    return "\n".join([",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows), ""])


@pytest.mark.parametrize(("table", "values"), TABLES)
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_files_of_facts_are_judged_as_facts_are(
    tmp_path: Path, kind: str, table: str, values: dict[str, list[Value]]
) -> None:
    rows = all_rows(values)
    path = tmp_path / f"facts.{kind}"
    path.write_text(to_csv(rows) if kind == "csv" else "\n".join(map(json.dumps, rows)), "utf-8")
    ready = RowJudge(judge(table), "c")
    expected = [{"row": at, **plain_judgment(ready.judge_row(dict(row)))} for at, row in enumerate(rows)]
    assert decided(table, path) == expected


def test_a_line_says_what_was_decided_by_which_rule_or_what_is_missing(tmp_path: Path) -> None:
    """Three loans: one that complies, one that breaks two rules, one that nobody rated."""
    path = tmp_path / "loans.csv"
    path.write_text("education,rating,cards\n0,A,9999.99\n50000,B,0\n100,,200\n", "utf-8")
    assert decided(LOAN, path) == [
        {
            "row": 0,
            "outcome": "compliant",
            "state": "decided",
            "rules": ["L-1"],
            "possible": ["compliant"],
            "possible_states": [],
            "missing": [],
        },
        {
            "row": 1,
            "outcome": "not-compliant",
            "state": "decided",
            "rules": ["L-2", "L-4"],
            "possible": ["not-compliant"],
            "possible_states": [],
            "missing": [],
        },
        {
            "row": 2,
            "outcome": None,
            "state": "undecided",
            "rules": [],
            "possible": ["not-compliant", "compliant"],
            "possible_states": [],
            "missing": ["input:rating"],
        },
    ]


SILENCE = """
    id: c
    scale: {type: ordinal, levels: [{value: poor}, {value: fair}, {value: good}]}
    inputs:
      pause: {number: Seconds of silence?, minimum: 0, nullable: true}
      tone: {enum: [flat, warm, loud], ask: What is the tone?}
    hit_policy: first
    rules:
      - {id: S-1, when: {pause: null, tone: not loud}, then: fair}
      - {id: S-2, when: {pause: ["[0..0.5)", "(2..5]"], tone: {not: [flat, loud]}}, then: good}
      - {id: S-3, when: {pause: not 0.5}, then: poor}
    """

# pause, tone, and what comes of it: each of the tests from inside, from its border and from outside.
HEARD = [
    (None, "flat", "fair"),
    (None, "loud", "gap"),  # neither `not 0.5` nor any interval holds of null
    (0, "warm", "good"),
    (0.49, "warm", "good"),
    (0.5, "warm", "gap"),
    (2, "warm", "poor"),
    (2.01, "warm", "good"),
    (5, "warm", "good"),
    (5.01, "warm", "poor"),
    (0, "flat", "poor"),
    (0.5, "loud", "gap"),
]


def test_intervals_lists_denials_and_null_mean_in_files_what_they_say(tmp_path: Path) -> None:
    lines = [f"{'null' if pause is None else pause},{tone}" for pause, tone, _ in HEARD]
    as_csv, as_json = tmp_path / "heard.csv", tmp_path / "heard.jsonl"
    as_csv.write_text("\n".join(["pause,tone", *lines]), "utf-8")
    as_json.write_text("\n".join(json.dumps({"tone": t, "pause": p}) for p, t, _ in HEARD), "utf-8")
    for path in (as_csv, as_json):
        found = [line["outcome"] or line["state"] for line in decided(SILENCE, path)]
        assert found == [expected for _, _, expected in HEARD]


def test_an_empty_cell_is_unknown_and_is_not_null(tmp_path: Path) -> None:
    path = tmp_path / "heard.csv"
    path.write_text("pause,tone\n,flat\nnull,flat\n", "utf-8")
    unknown, null = decided(SILENCE, path)
    assert (unknown["state"], unknown["possible"], unknown["possible_states"], unknown["missing"]) == (
        "undecided",
        ["poor", "fair"],
        ["gap"],
        ["input:pause"],
    )
    assert (null["state"], null["outcome"], null["rules"]) == ("decided", "fair", ["S-1"])
