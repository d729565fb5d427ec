"""The order of rows, and what people are called, move no figure of any report; one judgment moves its own."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldline.app.browsing.library import Library
from goldline.app.people.agreeing import agree
from goldline.app.people.consensus import find_consensus
from goldline.app.people.opening import open_judgments
from goldline.app.people.scoring import score
from goldline.app.people.trouble import find_trouble
from goldline.model.judgments import Judgments
from goldline.render.agreement_json import render_agreement_json
from goldline.render.consensus_text import render_consensus_json
from goldline.render.score_json import render_score_json
from goldline.render.trouble_json import render_trouble_json
from people.generator import COLUMNS, Row, write_csv

Report = Callable[[Library, Judgments], str]
REPORTS: dict[str, Report] = {
    "agreement": lambda library, judgments: render_agreement_json(agree(library, judgments)),
    "agreement by locale": lambda library, judgments: render_agreement_json(
        agree(library, judgments, by="locale")
    ),
    "agreement by rule": lambda library, judgments: render_agreement_json(
        agree(library, judgments, by="rule", guideline="side-by-side")
    ),
    "score": lambda library, judgments: render_score_json(score(library, judgments)),
    "trouble": lambda library, judgments: render_trouble_json(find_trouble(library, judgments, {})),
    "consensus": lambda library, judgments: render_consensus_json(find_consensus(library, judgments)),
}


@pytest.fixture(scope="module")
def rows(six_weeks: Any) -> list[Row]:
    """A part of six weeks: some items of two guidelines."""
    with six_weeks[2].open(encoding="utf-8", newline="") as stream:
        every = list(csv.DictReader(stream))
    assert tuple(every[0]) == COLUMNS
    return [row for row in every if row["item"].startswith(("cap-000", "cap-001", "sbs-000"))]


def told(report: str, library: Library, *paths: Path) -> Any:
    """Return what a report says of some logs, without their names."""
    judgments = open_judgments(library, [str(path) for path in paths], keep=["team"], versions=True)
    return {**json.loads(REPORTS[report](library, judgments)), "source": None}


def renamed(found: Any, names: dict[str, str]) -> Any:
    """Return a report with people called otherwise; where they stand in a list follows their names."""
    text = json.dumps(found)
    for old, new in names.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return json.loads(text)


@pytest.mark.parametrize("report", REPORTS)
def test_the_order_of_rows_and_of_logs_moves_nothing(
    report: str, library: Library, rows: list[Row], tmp_path: Path
) -> None:
    shuffled = list(rows)
    random.Random(7).shuffle(shuffled)
    before = told(report, library, write_csv(rows, tmp_path / "a.csv"))
    assert told(report, library, write_csv(shuffled, tmp_path / "b.csv")) == before
    halves = [write_csv(part, tmp_path / f"{n}.csv") for n, part in enumerate((rows[::2], rows[1::2]))]
    assert told(report, library, *reversed(halves)) == before


@pytest.mark.parametrize("report", REPORTS)
def test_what_people_are_called_moves_nothing_but_their_names(
    report: str, library: Library, rows: list[Row], tmp_path: Path
) -> None:
    people = sorted({row["annotator"] for row in rows})
    names = dict(zip(people, [f"x{number:02}" for number in range(len(people))], strict=True))
    called = [{**row, "annotator": names[row["annotator"]]} for row in rows]
    before = told(report, library, write_csv(rows, tmp_path / "a.csv"))
    assert told(report, library, write_csv(called, tmp_path / "b.csv")) == renamed(before, names)


def test_one_changed_judgment_moves_its_criterion_and_no_other(
    library: Library, rows: list[Row], tmp_path: Path
) -> None:
    at = next(number for number, row in enumerate(rows) if (row["criterion"], row["value"]) == ("style", "3"))
    changed = [*rows[:at], {**rows[at], "value": "1"}, *rows[at + 1 :]]
    before, after = (
        {(one["guideline"], one["criterion"]): one for one in told("agreement", library, path)["criteria"]}
        for path in (write_csv(rows, tmp_path / "a.csv"), write_csv(changed, tmp_path / "b.csv"))
    )
    moved = [key for key in before if before[key] != after[key]]
    assert moved == [(rows[at]["guideline"].partition("@")[0], "style")]
