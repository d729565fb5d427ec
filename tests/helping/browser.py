"""The scripts of the judgment helper in a browser's page, and what they give back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from goldline.website.helper import SCRIPTS
from goldline.website.preparing import package_file

Plain = Any

PURE = [name for name in SCRIPTS if name not in ("helper-panel.js", "helper.js")]
"""The scripts that know no page."""

JUDGE_ROWS = """([compiled, criterion, rows]) => {
  const judge = new goldline.judge.Judge(compiled);
  return rows.map(row => goldline.judge.plainJudgment(judge.row(criterion, goldline.judge.readRow(row))));
}"""
CONTRADICTIONS = """([compiled, criterion, rows]) => {
  const judge = new goldline.judge.Judge(compiled);
  return rows.map(row => judge.contradiction(criterion, goldline.judge.readRow(row)));
}"""


def script(name: str) -> Path:
    """Return a script's file."""
    return package_file("assets") / "js" / name


def load_scripts(page: Any) -> None:
    """Load the scripts that know no page into an empty one."""
    page.goto("about:blank")
    for name in PURE:
        page.add_script_tag(path=script(name))


def judge_rows(page: Any, compiled: Plain, criterion: str, rows: list[Plain]) -> list[Plain]:
    """Return the browser's judgments of rows."""
    return list(page.evaluate(JUDGE_ROWS, [compiled, criterion, rows]))


def find_contradictions(page: Any, compiled: Plain, criterion: str, rows: list[Plain]) -> list[list[str]]:
    """Return the inputs that cannot be as each row says."""
    return list(page.evaluate(CONTRADICTIONS, [compiled, criterion, rows]))
