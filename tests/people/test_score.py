"""What `goldline score` tells a lead of an analyst, and what it tells the analyst."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldline.app.browsing.library import Library
from goldline.app.people.scoring import score
from goldline.cli.score import page_name
from goldline.model.judgments import Judgments
from goldline.render.score_text import render_score_text
from people.generator import Truth

Run = Callable[..., Any]
Log = Callable[..., Path]
SixWeeks = tuple[Judgments, Truth, Path]


def card(result: Any, name: str) -> Any:
    return next(one for one in json.loads(result.stdout)["analysts"] if one["name"] == name)


def criterion(result: Any, name: str, which: str = "correctness") -> Any:
    return next(one for one in card(result, name)["criteria"] if one["criterion"] == which)


def test_a_judgment_is_right_where_it_is_the_label_or_accepted(run: Run, log: Log) -> None:
    rows = ["good-1,correctness,,a1,3", "good-2,correctness,,a1,2", "bad-1,correctness,,a1,2"]
    found = criterion(run("score", log(*rows), "--format", "json"), "a1")
    assert found["accuracy"]["part"] == 2
    assert found["weighted"]["part"] == 2.5  # one level of two away
    assert (found["harsher"], found["milder"]) == (0, 1)
    assert {(cell["gold"], cell["said"]): cell["count"] for cell in found["matrix"]} == {
        ("3", "3"): 2,
        ("1", "2"): 1,
    }


@pytest.mark.parametrize("value", ["1", "2", "3"])
def test_what_a_contested_finding_would_lead_to_is_right_too(run: Run, log: Log, value: str) -> None:
    # The gold finding is major (1), may be taken for minor (2), and may be missed (3).
    found = criterion(run("score", log(f"open-1,correctness,,a1,{value}"), "--format", "json"), "a1")
    assert found["accuracy"]["part"] == 1


def test_what_nobody_contests_stays_wrong(run: Run, log: Log) -> None:
    found = criterion(run("score", log("bad-1,correctness,,a1,3"), "--format", "json"), "a1")
    assert found["accuracy"]["part"] == 0
    assert found["weighted"]["part"] == 0


def test_levels_without_order_have_no_near_misses_and_no_side(run: Run, log: Log) -> None:
    found = criterion(run("score", log("good-1,tone,,a1,cold"), "--format", "json"), "a1", "tone")
    assert found["weighted"]["part"] == 0
    assert (found["harsher"], found["milder"]) == (0, 0)
    assert found["lean"]["value"] is None


def test_coverage_says_what_is_not_scored_and_why(run: Run, log: Log) -> None:
    header = "item,criterion,annotator,value,guideline"
    rows = [
        "good-1,tone,a1,warm,",
        "good-1,correctness,a1,not-judged,",
        "work-9,tone,a1,warm,small",
        "nope,tone,a1,warm,",
    ]
    result = run("score", log(*rows, header=header), "--format", "json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [document[name] for name in ("read", "used", "scored", "without_gold", "not_judged")] == [
        4,
        3,
        1,
        1,
        1,
    ]
    assert "1 of 4 judgments is scored" in run("score", log(*rows, header=header)).stdout


def test_judgments_of_another_major_version_are_not_measured_by_this_gold(run: Run, log: Log) -> None:
    header = "item,criterion,annotator,value,guideline"
    rows = [
        "good-1,tone,a1,warm,small@2.0.3",
        "good-2,tone,a1,warm,small@1.4.0",
        "bad-1,tone,a1,warm,small@two",
    ]
    result = run("score", log(*rows, header=header), "--format", "json")
    kinds = [(one["row"], one["kind"]) for one in json.loads(result.stdout)["problems"]["rows"]]
    assert kinds == [(3, "other-version"), (4, "no-version")]
    assert "--rev small@1.4.0" in " ".join(run("score", log(*rows, header=header)).stdout.split())


def test_few_judgments_pass_nobody_and_fail_nobody(run: Run, log: Log) -> None:
    rows = ["good-1,tone,,a1,warm", "good-2,tone,,a1,warm", "bad-1,tone,,a1,cold"]
    result = run("score", log(*rows), "--pass", "0.8", "--format", "json")
    assert card(result, "a1")["outcome"] == "more evidence"
    assert result.exit_code == 0


def test_findings_are_measured_by_type_severity_and_evidence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    mine = [
        {"type": "fact", "severity": "minor", "evidence": [{"quote": "The cat sat"}]},
        {"type": "style", "severity": "minor"},
    ]
    row = {"item": "bad-1", "criterion": "correctness", "annotator": "a1", "value": 1, "findings": mine}
    path.write_text(json.dumps(row) + "\n")
    (found,) = card(run("score", path, "--format", "json"), "a1")["findings"]
    assert (found["recall"]["part"], found["recall"]["of"]) == (1, 1)
    assert (found["precision"]["part"], found["precision"]["of"]) == (1, 2)
    assert (found["types"]["part"], found["severities"]["part"]) == (1, 0)
    assert found["overlap"]["value"] == pytest.approx(7 / 11, abs=1e-6)


def test_a_finding_that_may_be_absent_is_not_missed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    row = {"item": "open-1", "criterion": "correctness", "annotator": "a1", "value": 1, "findings": []}
    path.write_text(json.dumps(row) + "\n")
    (found,) = card(run("score", path, "--format", "json"), "a1")["findings"]
    assert found["recall"]["of"] == 0


def test_renaming_and_reordering_move_no_score(run: Run, log: Log) -> None:
    rows = [
        "good-1,tone,,a1,warm",
        "good-2,tone,,a1,cold",
        "bad-1,correctness,,a2,2",
        "good-1,correctness,,a2,3",
    ]
    before = run("score", log(*rows), "--format", "json")
    after = run("score", log(*[row.replace(",a1,", ",zz,") for row in reversed(rows)]), "--format", "json")
    assert {**card(after, "zz"), "name": "a1"} == card(before, "a1")
    assert card(after, "a2") == card(before, "a2")


def test_one_changed_judgment_moves_exactly_its_cell(run: Run, log: Log) -> None:
    rows = ["good-1,correctness,,a1,3", "bad-1,correctness,,a1,1"]
    before = criterion(run("score", log(*rows), "--format", "json"), "a1")["matrix"]
    after = criterion(run("score", log(rows[0], rows[1][:-1] + "2"), "--format", "json"), "a1")["matrix"]
    assert [cell for cell in before if cell not in after] == [{"gold": "1", "said": "1", "count": 1}]
    assert [cell for cell in after if cell not in before] == [{"gold": "1", "said": "2", "count": 1}]


# --- what an analyst receives -----------------------------------------------------------------


SECRETS = [
    "secret-1,correctness,,a1,3",
    "secret-1,tone,,a1,cold",
    "good-1,correctness,,a1,2",
    "good-1,correctness,,a2,3",
]


@pytest.mark.parametrize("output", ["text", "json", "html"])
def test_an_analyst_sees_nothing_of_held_out_items_nor_of_others(run: Run, log: Log, output: str) -> None:
    path = log(*SECRETS, "nope,tone,,a2,warm", name="june.csv")
    text = run("score", path, "--analyst", "a1", "--for-analyst", "--format", output).stdout
    assert "secret-1" not in text
    assert "a2" not in re.sub(r"sha256-\S+", "", text)
    assert "good-1" in text


def test_a_held_out_judgment_changes_nothing_but_its_count_for_the_analyst(run: Run, log: Log) -> None:
    shown = []
    for value in ("1", "2", "3"):
        path = log(f"secret-1,correctness,,a1,{value}", *SECRETS[2:])
        shown.append(run("score", path, "--analyst", "a1", "--for-analyst", "--format", "json").stdout)
    assert shown[0] == shown[1] == shown[2]
    assert json.loads(shown[0])["held_out"] == 1


def test_a_lead_sees_held_out_items_only_where_that_is_asked_for(run: Run, log: Log) -> None:
    found = card(run("score", log(*SECRETS), "--format", "json"), "a1")
    assert {miss["item"] for miss in found["misses"]} == {"good-1"}
    assert (found["missed"], found["veiled"]) == (3, 2)
    assert "--reveal" in run("score", log(*SECRETS), "--analyst", "a1").stdout
    found = card(run("score", log(*SECRETS), "--reveal", "--format", "json"), "a1")
    assert {miss["item"] for miss in found["misses"]} == {"secret-1", "good-1"}


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        ({"type": "fakt", "severity": "major"}, "did you mean `fact`"),
        ({"type": "fact", "severity": "huge"}, "there is no severity `huge`"),
        ("fact", "no list of findings"),
    ],
)
def test_findings_that_cannot_be_read_are_named_and_the_judgment_counts(
    run: Run, tmp_path: Path, finding: object, says: str
) -> None:
    path = tmp_path / "log.jsonl"
    row = {"item": "bad-1", "criterion": "correctness", "annotator": "a1", "value": 1, "findings": [finding]}
    path.write_text(json.dumps(row) + "\n")
    result = run("score", path)
    assert result.exit_code == 1
    assert says in " ".join(result.stdout.split())
    assert "1 of 1 judgment is scored" in result.stdout


def test_an_analyst_reads_the_rule_and_what_to_learn(run: Run, log: Log) -> None:
    text = run("score", log("bad-1,correctness,,a1,3"), "--analyst", "a1", "--for-analyst").stdout
    assert "you said 3, right is 1. C-1: A major error is bad." in " ".join(text.split())


def test_for_analyst_needs_to_know_which(run: Run, log: Log) -> None:
    result = run("score", log(*SECRETS), "--for-analyst")
    assert result.exit_code == 2
    assert "--analyst" in result.stderr


def test_an_unknown_analyst_is_answered_with_the_nearest_unless_an_analyst_asks(run: Run, log: Log) -> None:
    path = log("good-1,tone,,anna,warm")
    assert "did you mean `anna`" in run("score", path, "--analyst", "ana").stderr
    assert "anna" not in run("score", path, "--analyst", "ana", "--for-analyst").stderr


def test_pages_for_each_have_names_that_lead_nowhere(run: Run, log: Log, tmp_path: Path) -> None:
    path = log("good-1,tone,,../../evil,warm", "good-1,tone,,<b>x</b>,cold")
    folder = tmp_path / "cards"
    assert run("score", path, "--each", folder).exit_code == 0
    pages = sorted(folder.iterdir())
    assert len(pages) == 2
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", page.name) for page in pages)
    assert not any("<b>x" in page.read_text() for page in pages)
    assert page_name("a/b") != page_name("a-b")


def test_the_page_loads_nothing_and_its_plots_are_described(run: Run, log: Log) -> None:
    page = run("score", log(*SECRETS), "--format", "html").stdout
    assert "default-src 'none'" in page
    assert page.count('role="img" aria-label=') == page.count("<svg")
    assert "<script" not in page
    assert "style=" not in page


# --- sixty analysts over six weeks ------------------------------------------------------------


def test_the_harsh_and_the_fast_are_found_and_nobody_else(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    report = score(library, judgments)
    found = {
        kind: {c.name for c in report.analysts for f in c.flags if f.kind == kind}
        for kind in ("harsher", "milder", "fast")
    }
    assert found == {"harsher": set(truth.harsh), "milder": set(), "fast": set(truth.fast)}
    assert not judgments.problems.total


def test_the_text_begins_with_whom_to_look_at(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    text = render_score_text(score(library, judgments))
    assert "5 people to look at:" in text
    head = text.split("analyst")[0]
    assert all(name in head for name in truth.harsh | truth.fast)


def test_weeks_and_teams_are_told_apart(library: Library, six_weeks: SixWeeks) -> None:
    judgments, _, _ = six_weeks
    report = score(library, judgments)
    assert [team.name for team in report.teams] == ["north", "south"]
    assert [team.people for team in report.teams] == [30, 30]
    assert sum(team.accuracy.whole for team in report.teams) == report.scored
    assert [week.week for week in report.teams[0].weeks] == [f"2026-W{week}" for week in range(36, 42)]


def test_whoever_gets_worse_from_week_to_week_is_flagged(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    name = next(one for one in truth.analysts if one not in truth.harsh | truth.fast)
    code = judgments.annotators.index(name)
    amounts = judgments.amounts[:]
    first = min(judgments.moments)
    for row, (who, moment) in enumerate(zip(judgments.annotator, judgments.moments, strict=True)):
        week = int((moment - first) // (7 * 86_400))
        if who == code and row % 10 < 2 * week:
            target = judgments.targets[judgments.target[row]]
            scale = library.guidelines[target.guideline].criteria[target.criterion].scale
            judgments.amounts[row] = float((int(amounts[row]) + 1) % len(scale.levels))
    try:
        (card,) = score(library, judgments, analyst=name).analysts
    finally:
        judgments.amounts = amounts
    assert "worse-over-time" in {flag.kind for flag in card.flags}
    assert card.drift.value is not None
    assert card.drift.value < -0.05
