"""Processes and engines are measured as the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.decisions import goldline_answers, zen_engines
from benchmarks.measure import measure, measure_python
from benchmarks.report import Row, lay_out
from benchmarks.tables import RULES, draw_rows, draw_rules


def test_zen_engine_and_goldline_agree_on_the_large_table() -> None:
    rules, rows = draw_rules(), draw_rows(2000)
    answers = goldline_answers(rules, rows)
    assert len({rule for _, rule in answers}) > RULES / 2
    for engine in zen_engines(rules, rows):
        assert engine.answers() == answers


def test_processes_are_measured_whole() -> None:
    run = measure(["--version"])
    assert run.status == 0
    assert 0 < run.cpu < 10 * run.wall
    with pytest.raises(SystemExit, match="ended with status 2"):
        measure(["no-such-command"])


def test_memory_counts_children_too() -> None:
    hold = "import subprocess, sys; b = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {!r}])"
    run = measure_python(["-c", hold.format("import time; b = bytearray(40_000_000); time.sleep(0.4)")])
    assert run.memory == 0
    watched = measure_python(
        ["-c", hold.format("import time; b = bytearray(40_000_000); time.sleep(0.4)")], sample_memory=True
    )
    if Path("/proc/self/smaps_rollup").exists():
        assert 100_000_000 < watched.memory < 200_000_000


def test_the_table_has_a_line_for_each_row() -> None:
    table = lay_out(
        [Row("check", 1000, "1.00 s", "floor: 2.00 s", "0.5", "<= 1.5", "ok"), Row("decide", 5, "2")]
    )
    assert table.splitlines()[2] == "check   1,000  1.00 s    floor: 2.00 s  0.5    <= 1.5  ok"
    assert len(table.splitlines()) == 4
