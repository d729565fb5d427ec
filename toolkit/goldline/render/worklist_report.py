"""A worklist as text, CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections import Counter

from goldline.model.worklist import REASONS, Task, Worklist
from goldline.render.escape import csv_cell, safe_text
from goldline.render.plain_json import dump

FORMAT = "goldline/worklist/1"
COLUMNS = ("part", "reason", "item", "criterion", "response", "guideline", "file", "says")


def render_worklist_text(report: Worklist) -> str:
    """Return the queue part by part, item by item."""
    if not report.tasks:
        return f"no gold label is touched between {safe_text(report.base)} and {safe_text(report.head)}\n"
    counts = Counter(task.reason for task in report.tasks)
    told = ", ".join(f"{counts[reason]} {reason}" for reason in REASONS if counts[reason])
    items = report.items()
    lines = [f"{len(report.tasks)} to look at in {items} item{'' if items == 1 else 's'}: {told}"]
    part, file = 0, ""
    for task in report.tasks:
        if report.parts > 1 and task.part != part:
            lines += ["", f"part {task.part} of {report.parts}"]
        if task.file != file or task.part != part:
            lines.append(f"[ ] {task.item}  {task.file}")
        part, file = task.part, task.file
        where = " ".join(one for one in (task.criterion, task.response) if one)
        lines.append(f"      {task.reason}{f'  {where}' if where else ''}: {task.says}")
    lines += ["", "`goldline explain ITEM` shows why; `goldline confirm ITEM` stamps what was looked at"]
    return "".join(f"{safe_text(line)}\n" for line in lines)


def render_worklist_csv(report: Worklist) -> str:
    """Return the queue as CSV, a task a row, for a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for task in report.tasks:
        writer.writerow([csv_cell(safe_text(str(cell))) for cell in _cells(task)])
    return stream.getvalue()


def render_worklist_json(report: Worklist) -> str:
    """Return the queue as JSON, format `goldline/worklist/1`."""
    tasks = [dict(zip(COLUMNS, _cells(task), strict=True)) for task in report.tasks]
    return dump(
        {"format": FORMAT, "base": report.base, "head": report.head, "parts": report.parts, "tasks": tasks}
    )


def _cells(task: Task) -> tuple[int | str, ...]:
    return (
        task.part,
        task.reason,
        task.item,
        task.criterion,
        task.response,
        task.guideline,
        task.file,
        task.says,
    )
