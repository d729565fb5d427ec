"""Rows a second of decision tables: goldline's, by call and by command, and zen-engine's."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from benchmarks.measure import measure
from benchmarks.tables import INPUTS, Row, Rule, draw_rows, draw_rules, goldline_files, to_csv, zen_document
from goldline.app.deciding import Decisions
from goldline.reading.facts import CellReader
from goldline.rules.judge import Judge
from goldline.rules.rows import RowJudge
from goldline.store.tree import MemoryTree

Answer = tuple[Any, str]
"""An outcome and the rule that gave it."""


@dataclass(frozen=True)
class Speeds:
    """Rows per CPU second; None where zen-engine is not installed."""

    rows: int
    rules_fired: int
    by_call: float
    by_lines: float
    by_command: float
    zen_batch: float | None
    zen_loop: float | None

    @property
    def zen(self) -> float | None:
        """The quicker of zen-engine's two ways to judge many rows at once."""
        return None if self.zen_batch is None or self.zen_loop is None else max(self.zen_batch, self.zen_loop)


def measure_decisions(folder: Path, count: int, runs: int) -> Speeds:
    """Return how fast each engine is over the same rows; all give the same answers, or it fails."""
    rules, rows = draw_rules(), draw_rows(count)
    answers = goldline_answers(rules, rows)
    peers = zen_engines(rules, rows)
    for engine in peers:
        assert engine.answers() == answers, f"zen-engine ({engine.name}) answers otherwise"
    table = _columns(rows)
    judge = row_judge(rules)
    calls: list[float] = []
    times: dict[str, list[float]] = {engine.name: [] for engine in peers}
    for _ in range(runs):
        calls.append(_seconds(lambda: _run_columns(judge, table, count)))
        for engine in peers:
            times[engine.name].append(_seconds(engine.run))
    lines, command = _commands(folder, rules, rows, answers, runs)
    return Speeds(
        rows=count,
        rules_fired=len(Counter(rule for _, rule in answers)),
        by_call=count / median(calls),
        by_lines=lines,
        by_command=command,
        zen_batch=count / median(times["batch"]) if peers else None,
        zen_loop=count / median(times["loop"]) if peers else None,
    )


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


# --- goldline --------------------------------------------------------------------------------


def row_judge(rules: list[Rule]) -> Callable[[], RowJudge]:
    """Return a function that makes a judge of rows that has seen none yet."""
    from goldline.app.frame import load_frame

    guideline = load_frame(MemoryTree(goldline_files(rules))).guidelines["tables"]
    return lambda: RowJudge(Judge(guideline), "table")


def goldline_answers(rules: list[Rule], rows: list[Row]) -> list[Answer]:
    """Return goldline's outcome and rule for each row."""
    judge = row_judge(rules)()
    judged = judge.judge_columns(_columns(rows), len(rows), _readers(judge))
    return [(judgment.value, judgment.rules[0]) for judgment in judged]


def _columns(rows: list[Row]) -> dict[str, Sequence[object]]:
    return {name: [_text(row[name]) for row in rows] for name in INPUTS}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _readers(judge: RowJudge) -> dict[str, Any]:
    return {name: CellReader(domain, text=True) for name, domain in judge.domains.items()}


def _run_columns(make: Callable[[], RowJudge], columns: dict[str, Sequence[object]], count: int) -> int:
    """Return how many distinct judgments there are; the table is compiled anew, as a command would."""
    judge = make()
    return len(set(map(id, judge.judge_columns(columns, count, _readers(judge)))))


def _commands(
    folder: Path, rules: list[Rule], rows: list[Row], answers: list[Answer], runs: int
) -> tuple[float, float]:
    """Return rows a second of the lines that `decide` prints, without and with the process around it."""
    repository = folder / "table"
    for path, text in goldline_files(rules).items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text(text, "utf-8")
    table = repository / "rows.csv"
    table.write_text(to_csv(rows), "utf-8")
    tree = MemoryTree(goldline_files(rules))

    def lines() -> int:
        with table.open() as stdin:
            return sum(1 for _ in Decisions(tree, "tables", "table", str(table), stdin).lines())

    command = ["-C", str(repository), "decide", "tables", "table", str(table)]
    output = repository / "answers.jsonl"
    runs_of_command = [measure(command, stdout=output) for _ in range(runs)]
    with output.open() as printed:
        said = [json.loads(line) for line in printed]
    assert [(line["outcome"], line["rules"][0]) for line in said] == answers
    inside = median(_seconds(lines) for _ in range(runs))
    return len(rows) / inside, len(rows) / median(run.cpu for run in runs_of_command)


# --- zen-engine ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Engine:
    """A way to ask zen-engine for many answers at once."""

    name: str
    run: Callable[[], Any]
    unpack: Callable[[Any], list[dict[str, Any]]]

    def answers(self) -> list[Answer]:
        """Return its outcome and rule for each row."""
        return [(found["outcome"], found["rule"]) for found in self.unpack(self.run())]


def zen_engines(rules: list[Rule], rows: list[Row]) -> list[Engine]:
    """Return zen-engine's batch call and its loop over rows in one document; none where it is missing."""
    try:
        import zen
    except ImportError:
        return []
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"table": zen_document(rules)}}})
    asked: list[Any] = [{"key": "table", "context": row} for row in rows]
    loop = zen.ZenEngine().create_decision(json.dumps(zen_document(rules, loop=True)))
    context = {"rows": rows}
    return [
        Engine("batch", lambda: engine.evaluate_batch(asked), lambda a: [r["data"]["result"] for r in a]),
        Engine("loop", lambda: loop.evaluate(context), lambda a: a["result"]["rows"]),
    ]
