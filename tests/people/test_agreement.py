"""What `goldline agreement` tells a lead."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from goldline.app.browsing.library import Library
from goldline.app.people.agreeing import agree, verdict_of
from goldline.model.figure import Figure, Interval
from goldline.model.judgments import Judgments
from people.generator import Truth

Run = Callable[..., Any]
Log = Callable[..., Path]
SixWeeks = tuple[Judgments, Truth, Path]


def criteria(result: Any) -> dict[str, Any]:
    return {
        f"{one['criterion']}/{one['group'] or ''}".rstrip("/"): one
        for one in json.loads(result.stdout)["criteria"]
    }


ROWS = (
    "good-1,correctness,,a1,3", "good-1,correctness,,a2,3", "good-1,correctness,,a3,2",
    "good-2,correctness,,a1,3", "good-2,correctness,,a2,2", "good-2,correctness,,a3,not-judged",
    "bad-1,correctness,,a1,1", "bad-1,correctness,,a2,1", "bad-1,correctness,,a3,1",
    "good-1,tone,,a1,warm", "good-1,tone,,a2,warm", "bad-1,tone,,a1,warm", "bad-1,tone,,a2,warm",
    "pair-1,preference,,a1,same", "pair-1,correctness,a,a1,3", "pair-1,correctness,b,a1,2",
)  # fmt: skip


def test_coefficients_are_those_of_the_table_by_hand(run: Run, log: Log) -> None:
    found = criteria(run("agreement", log(*ROWS), "--format", "json"))["correctness"]
    # Units 3 3 2 | 3 2 | 1 1 1: coincidences by hand, observed disagreement 2/3 + ... see Krippendorff.
    observed = (2 + 2) / 8
    counts = {1: 3, 2: 2, 3: 3}
    expected = sum(a * b for i, a in counts.items() for j, b in counts.items() if i != j) / (8 * 7)
    assert found["coefficients"]["alpha-nominal"]["value"] == pytest.approx(1 - observed / expected, abs=1e-6)
    assert found["coefficients"]["percent"]["value"] == pytest.approx((1 / 3 + 0 + 1) / 3, abs=1e-6)
    assert (found["units"], found["single"], found["raters"], found["not_judged"]) == (3, 2, 3, 1)


def test_not_judged_is_left_out(run: Run, log: Log) -> None:
    without = [row for row in ROWS if "not-judged" not in row]
    with_it = criteria(run("agreement", log(*ROWS), "--format", "json"))["correctness"]
    assert (
        with_it["coefficients"]
        == criteria(run("agreement", log(*without), "--format", "json"))["correctness"]["coefficients"]
    )


def test_what_is_undefined_says_why_and_is_no_number(run: Run, log: Log) -> None:
    found = criteria(run("agreement", log(*ROWS), "--format", "json"))
    tone = found["tone"]["coefficients"]["alpha-nominal"]
    assert tone["value"] is None
    assert "all judgments are the same" in tone["reason"]
    assert found["tone"]["verdict"] == "undefined"
    assert (
        "no item was judged by two people" in found["preference"]["coefficients"]["alpha-ordinal"]["reason"]
    )
    assert "NaN" not in run("agreement", log(*ROWS), "--format", "json").stdout


def test_the_order_of_rows_and_new_names_for_people_change_nothing(run: Run, log: Log) -> None:
    before = run("agreement", log(*ROWS), "--format", "json").stdout
    renamed = [row.replace(",a1,", ",zoe,").replace(",a3,", ",ann,") for row in reversed(ROWS)]
    after = run("agreement", log(*renamed), "--format", "json").stdout
    assert json.loads(after)["criteria"] == json.loads(before)["criteria"]


def test_two_people_are_compared_by_cohens_kappa(run: Run, log: Log) -> None:
    rows = [row for row in ROWS if ",a3," not in row]
    found = criteria(run("agreement", log(*rows), "--format", "json"))["correctness"]["coefficients"]
    assert {"kappa", "kappa-linear", "kappa-quadratic"} <= found.keys()
    three = criteria(run("agreement", log(*ROWS), "--format", "json"))["correctness"]["coefficients"]
    assert three["kappa"]["value"] is None
    assert "conger-quadratic" in three


KRIPPENDORFF_2011 = ("12332141 2___", "12332241 25_3", "_3332342 251_", "12332441 251_")
RATING = """\
id: rating
title: Rating
question: How many?
scale:
  type: ordinal
  levels:
"""


def test_every_metric_of_alpha_stands_beside_the_others(run: Run, log: Log, small: Path) -> None:
    levels = "".join(f"    - {{value: {level}, label: L{level}, anchor: a}}\n" for level in range(1, 6))
    (small / "guidelines/small/criteria/rating.yaml").write_text(RATING + levels)
    rows = [
        f"u{unit},rating,r{rater},{said},small"
        for rater, row in enumerate(KRIPPENDORFF_2011)
        for unit, said in enumerate(row.replace(" ", ""))
        if said != "_"
    ]
    path = log(*rows, header="item,criterion,annotator,value,guideline")
    found = criteria(run("agreement", path, "--format", "json"))["rating"]["coefficients"]
    expected = {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}
    assert {metric: found[f"alpha-{metric}"]["value"] for metric in expected} == expected
    assert found["icc-one-way"]["value"] is not None
    assert "some are missing" in found["icc-two-way"]["reason"]


NUMBER = """\
id: share
title: Share
question: How much?
scale: {type: numeric, minimum: 0, maximum: 100}
"""


def test_of_a_hundred_different_numbers_every_coefficient_is_told(run: Run, log: Log, small: Path) -> None:
    (small / "guidelines/small/criteria/share.yaml").write_text(NUMBER)
    rng = np.random.default_rng(4)
    truth = rng.integers(0, 101, 120)
    said = np.clip(truth[:, None] + rng.integers(-9, 10, (120, 4)), 0, 100)
    rows = [f"u{u},share,r{r},{value},small" for (u, r), value in np.ndenumerate(said)]
    path = log(*rows, header="item,criterion,annotator,value,guideline")
    found = criteria(run("agreement", path, "--format", "json"))["share"]["coefficients"]
    assert all(one["value"] is not None for one in found.values())
    assert {"alpha-ratio", "alpha-ordinal", "alpha-nominal", "percent", "icc-two-way"} <= found.keys()


def test_levels_come_from_the_scale_and_not_from_what_was_used(run: Run, log: Log) -> None:
    rows = [
        "good-1,correctness,,a1,3",
        "good-1,correctness,,a2,3",
        "good-2,correctness,,a1,3",
        "good-2,correctness,,a2,2",
    ]
    found = criteria(run("agreement", log(*rows), "--format", "json"))["correctness"]["coefficients"]
    share = np.array([0, 1 / 4, 3 / 4])
    chance = (share * (1 - share)).sum() / 2  # three levels, though two were used
    assert found["ac1"]["value"] == pytest.approx((0.5 - chance) / (1 - chance), abs=1e-6)


def test_a_skewed_criterion_is_judged_by_gwet_with_a_note_why(library: Library) -> None:
    from goldline.app.people.opening import open_judgments

    report = agree(library, open_judgments(library, [], votes=True), guideline="multimodal-prompt")
    skewed = next(one for one in report.criteria if one.criterion == "reasoning")
    assert skewed.common is not None
    assert skewed.common[1] > 0.8
    assert skewed.trusted == "ac2"
    assert any("nearly all judgments are of one level" in note for note in skewed.notes)


def test_the_votes_of_the_gold_are_taken_where_no_log_is_given(run: Run, small: Path) -> None:
    path = small / "goldsets/basics/items/good-1.yaml"
    vote = "  - {annotator: %s, values: {correctness: %d}}\n"
    path.write_text(path.read_text() + "votes:\n" + vote % ("v1", 3) + vote % ("v2", 2))
    document = json.loads(run("agreement", "--format", "json").stdout)
    assert document["source"] == "the votes of the gold sets"
    assert document["used"] == 2


def test_findings_of_votes_are_compared_too(run: Run, small: Path) -> None:
    path = small / "goldsets/basics/items/bad-1.yaml"
    found = "[{type: %s, severity: minor, evidence: [{quote: The cat}]}]"
    vote = "  - {annotator: v%d, values: {correctness: 1}, findings: " + found + "}\n"
    path.write_text(
        path.read_text() + "votes:\n" + vote % (1, "fact") + vote % (2, "fact") + vote % (3, "style")
    )
    (found,) = json.loads(run("agreement", "--format", "json").stdout)["findings"]
    assert found["f1"]["value"] == 1
    assert found["f1_of_types"]["value"] == pytest.approx(1 / 3, abs=1e-6)
    assert found["overlap"]["value"] == 1
    assert "over raters" in run("agreement").stdout


def spans_of(*people: str) -> list[str]:
    """Rows of JSON Lines: what each person marked in one item, `fact` or `style` and the words."""
    rows = []
    for number, marks in enumerate(people):
        found = [
            {"type": kind, "severity": "minor", "evidence": [{"quote": words}]}
            for kind, _, words in (mark.partition(" ") for mark in marks.split("; ") if mark)
        ]
        judgment = {"item": "bad-1", "criterion": "correctness", "annotator": f"a{number}", "value": 1}
        rows.append(json.dumps({**judgment, "findings": found}))
    return rows


def gamma_of(run: Run, path: Path) -> Any:
    result = run("agreement", path, "--gamma", "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["findings"][0]["gamma"]["value"]


def test_gamma_is_1_where_all_mark_the_same_and_falls_with_every_difference(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pygamma_agreement")
    found = []
    for name, rows in {
        "same": spans_of("fact The cat; style on the mat", "fact The cat; style on the mat"),
        "kind": spans_of("fact The cat; style on the mat", "fact The cat; fact on the mat"),
        "place": spans_of("fact The; style mat", "style cat; fact sat"),
    }.items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text("\n".join(rows) + "\n")
        found.append(gamma_of(run, path))
    assert found[0] == pytest.approx(1)
    assert found == sorted(found, reverse=True)
    assert gamma_of(run, path) == found[-1]  # chance is drawn, but the same each time


def test_without_its_package_gamma_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(spans_of("fact The cat", "fact The cat")) + "\n")
    result = run("agreement", path, "--gamma")
    assert result.exit_code == 2
    assert "pip install 'goldline[gamma]'" in result.stderr
    assert "; gamma" not in run("agreement", path).stdout


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("locale", {"en-US", "de-DE"}),
        ("modality", {"text"}),
        ("set", {"basics"}),
        ("rule", {"C-1", "C-9"}),
        ("type", {"fact", "(none)"}),
        ("response", {"-", "a", "b"}),
    ],
)
def test_parts_by_what_was_judged(run: Run, log: Log, by: str, groups: set[str]) -> None:
    result = run("agreement", log(*ROWS), "--by", by, "--criterion", "correctness", "--format", "json")
    assert {one["group"] for one in json.loads(result.stdout)["criteria"]} == groups


def test_parts_by_month_week_and_version(run: Run, log: Log) -> None:
    header = "item,criterion,annotator,value,submitted_at,guideline"
    path = log(
        "good-1,tone,a1,warm,2026-01-31T23:30:00-02:00,small@2.1.0",  # February in UTC
        "good-1,tone,a2,warm,2026-01-31T23:30:00+02:00,small@2.0.0",
        "good-1,tone,a3,warm,,small@2.0.0",
        header=header,
    )
    for by, groups in (
        ("month", {"2026-01", "2026-02", "(unknown)"}),
        ("week", {"2026-W05", "(unknown)"}),
        ("version", {"small@2.0.0", "small@2.1.0"}),
    ):
        result = run("agreement", path, "--by", by, "--format", "json")
        assert {one["group"] for one in json.loads(result.stdout)["criteria"]} == groups, by


def test_parts_by_team_from_a_column_or_a_table(run: Run, log: Log, tmp_path: Path) -> None:
    teams = tmp_path / "teams.csv"
    teams.write_text("annotator,team\na1,north\na2,south\n")
    result = run("agreement", log(*ROWS), "--by", "team", "--teams", teams, "--format", "json")
    assert {one["group"] for one in json.loads(result.stdout)["criteria"]} == {"north", "south", "(unknown)"}
    path = log("good-1,tone,a1,warm,x", "good-1,tone,a2,warm,y", header="item,criterion,annotator,value,team")
    result = run("agreement", path, "--by", "team", "--format", "json")
    assert {one["group"] for one in json.loads(result.stdout)["criteria"]} == {"x", "y"}
    result = run("agreement", log(*ROWS), "--by", "team")
    assert result.exit_code == 2
    assert "--teams" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--criterion", "corectness"], "did you mean `correctness`"),
        (["--guideline", "smal"], "did you mean `small`"),
        (["--by", "mood"], "cannot be parted by `mood`"),
    ],
)
def test_names_that_are_not_there_are_answered(run: Run, log: Log, arguments: list[str], says: str) -> None:
    result = run("agreement", log(*ROWS), *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_lead_reads_the_verdict_first_then_the_table(run: Run, log: Log) -> None:
    lines = run("agreement", log(*ROWS)).stdout.splitlines()
    assert lines[0].startswith("small (")
    assert (
        "people agree" in lines[1].lower()
        or "too little data" in lines[1].lower()
        or "nothing" in lines[1].lower()
    )
    assert any(line.split()[:3] == ["criterion", "verdict", "believe"] for line in lines)


def test_markdown_lets_nothing_of_the_log_come_alive(run: Run, log: Log) -> None:
    path = log("<img src=x>,tone,,@everyone,warm", *ROWS, name="a[b](c).csv")
    text = run("agreement", path, "--format", "markdown").stdout
    assert "<img" not in text
    assert text.startswith("# How well people agree")


def test_the_verdict_waits_where_the_interval_reaches_both_good_and_poor() -> None:
    wide = Interval("raters", 0.5, 0.9, "jackknife over 5 raters")
    narrow = Interval("raters", 0.82, 0.9, "jackknife over 50 raters")
    assert verdict_of(Figure(0.85, "", (wide,))) == "unsure"
    assert verdict_of(Figure(0.85, "", (narrow,))) == "good"
    assert verdict_of(Figure(0.7)) == "fair"
    assert verdict_of(Figure(0.2)) == "poor"
    assert verdict_of(Figure(None, "nothing")) == "undefined"


def test_sixty_analysts_agree_less_where_the_rule_reads_in_two_ways(
    library: Library, six_weeks: SixWeeks
) -> None:
    judgments, truth, _ = six_weeks
    report = agree(library, judgments, guideline=truth.guideline, criterion=truth.criterion, by="rule")
    percent = {one.group: one.coefficient("percent") for one in report.criteria if one.units >= 5}
    values = {
        name: figure.value
        for name, figure in percent.items()
        if figure is not None and figure.value is not None
    }
    assert min(values, key=values.__getitem__) == truth.rule


def test_every_interval_holds_its_figure(library: Library, six_weeks: SixWeeks) -> None:
    judgments, _, _ = six_weeks
    report = agree(library, judgments)
    for one in report.criteria:
        for each in one.coefficients:
            for interval in each.figure.intervals:
                if interval.low is not None and interval.high is not None:
                    assert interval.low - 1e-9 <= (each.figure.value or 0) <= interval.high + 1e-9
                    assert not math.isnan(interval.low)
        widths = [interval.width for interval in one.figure.intervals]
        assert widths == sorted(widths, reverse=True)
