"""Plots in the pages about people: they show what is true, and read as tables too."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldline.app.browsing.library import Library
from goldline.app.people.agreeing import agree
from goldline.app.people.drifting import agree_over_time
from goldline.app.people.scoring import score
from goldline.app.people.trouble import find_trouble
from goldline.model.judgments import Judgments
from goldline.render.agreement_html import render_agreement_html
from goldline.render.plots import canvas
from goldline.render.plots.forest import Mark, Row, axis_around, forest
from goldline.render.plots.heat import heat
from goldline.render.plots.plot import Table, plot_html
from goldline.render.score_html import render_score_html
from goldline.render.trouble_html import render_trouble_html
from people.generator import Truth
from people.pages import plot_of, plots_of

Run = Callable[..., Any]
Log = Callable[..., Path]
SixWeeks = tuple[Judgments, Truth, Path]

ROWS = [
    f"{item},correctness,{who},{value},2026-10-{day:02}T08:00:00Z"
    for day, item, values in (
        (1, "good-1", "332"),
        (2, "bad-1", "111"),
        (3, "good-2", "323"),
        (12, "open-1", "121"),
        (13, "good-1", "3"),
    )
    for who, value in zip("abc" if len(values) == 3 else "d", values, strict=True)
]
HEADER = "item,criterion,annotator,value,submitted_at"


WORDS = {
    "agreement": ["agreement"],
    "by": ["agreement", "--by", "week"],
    "trouble": ["rules", "--trouble"],
    "score": ["score"],
    "analyst": ["score", "--analyst", "a", "--for-analyst"],
}


@pytest.fixture
def page_of(run: Run, log: Log) -> Callable[[str], str]:
    """Make a page of a kind, of a few judgments."""
    path = log(*ROWS, header=HEADER)
    return lambda kind: run(*WORDS[kind], path, "--format", "html").stdout


@pytest.fixture(scope="module")
def six_weeks_scored(library: Library, six_weeks: SixWeeks) -> str:
    return render_score_html(score(library, six_weeks[0]))


# --- what they show -----------------------------------------------------------------------------


def test_the_harsh_three_stand_first_and_are_marked(six_weeks: SixWeeks, six_weeks_scored: str) -> None:
    truth = six_weeks[1]
    plot = plot_of(six_weeks_scored, "Harsher or milder than the gold")
    assert {row[0] for row in plot.rows[:3]} == truth.harsh
    assert len(plot.rows) == 60
    assert {tip.partition(":")[0] for tip in plot.tips("plot-triangle")} == truth.harsh
    assert all("harsher than the gold" in row[-1] for row in plot.rows[:3])


def test_the_fast_two_are_named_first_of_all(six_weeks: SixWeeks, six_weeks_scored: str) -> None:
    truth = six_weeks[1]
    listed = six_weeks_scored.partition("Who to look at</h2>")[2].partition("</ul>")[0]
    named = re.findall(r"<li><strong><bdi>(\w+)</bdi></strong> ([^<]+)", listed)
    assert {name for name, words in named if "of the time that others take" in words} == truth.fast
    assert {name for name, words in named if "harsher" in words} == truth.harsh


def test_the_rule_that_reads_in_two_ways_has_the_longest_bar(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    page = render_trouble_html(find_trouble(library, judgments, {}, guideline=truth.guideline))
    plot = plot_of(page, "Each rule's part of all differences")
    assert plot.rows[0][0] == f"{truth.rule} · {truth.criterion}"
    widths = [float(bar.get("width") or 0) for bar in plot.marks("plot-bar")]
    assert widths[0] == max(widths)
    assert widths == sorted(widths, reverse=True)


def test_the_page_begins_with_the_one_rule_that_stands_out(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    page = render_trouble_html(find_trouble(library, judgments, {}))
    first = page[page.index("1 rule to look at first") : page.index("</ul>")]
    assert first.count("<li>") == 1
    assert f"{truth.guideline}: {truth.criterion}, {truth.rule}" in first
    assert "two people differ" in first


def test_every_coefficient_has_both_intervals_the_wider_first(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    report = agree(library, judgments, guideline=truth.guideline, criterion=truth.criterion)
    plot = plot_of(render_agreement_html(report), f"{truth.criterion}: every coefficient")
    assert [row[0] for row in plot.rows] == [one.title for one in report.criteria[0].coefficients]
    widths = []
    for row, one in zip(plot.rows, report.criteria[0].coefficients, strict=True):
        if one.figure.defined:
            found = [re.match(r"(-?[\d.]+) to (-?[\d.]+), .* over \d+ (\w+)", cell) for cell in row[2:4]]
            assert {match[3] for match in found if match} == {"items", "raters"}
            widths.append([float(match[2]) - float(match[1]) for match in found if match])
    assert len(widths) > 9
    assert all(first >= second for first, second in widths)
    assert "the wider one stands on top" in plot.reading


def test_solid_lines_are_of_people_and_dashed_ones_of_items(run: Run, log: Log) -> None:
    plot = plot_of(
        run("agreement", log(*ROWS, header=HEADER), "--format", "html").stdout, "correctness: every"
    )
    lines = [
        (one.get("class") or "", tip)
        for one, tip in zip(plot.marks("plot-reach"), plot.tips("plot-reach"), strict=True)
    ]
    assert lines
    assert all(("plot-dashed" in kind) == tip.endswith("over items") for kind, tip in lines)


def test_what_is_undefined_says_why_in_words(page_of: Callable[[str], str]) -> None:
    plot = plot_of(page_of("agreement"), "correctness: every coefficient")
    row = next(row for row in plot.rows if row[0] == "Cohen's kappa")
    assert row[1].startswith("undefined: it compares two people, and here are 4")
    assert "<li>Cohen&#39;s kappa: it compares two people, and here are 4" in page_of("agreement")
    assert any(word.startswith("undefined:") for word in plot.words())


def test_skew_that_makes_kappa_mislead_is_said_in_words(run: Run, log: Log) -> None:
    rows = [f"good-1,tone,a{n},warm" for n in range(40)] + [
        "good-1,tone,x1,cold",
        "bad-1,tone,a1,warm",
        "bad-1,tone,a2,warm",
    ]
    page = run("agreement", log(*rows, header="item,criterion,annotator,value"), "--format", "html").stdout
    assert "nearly all judgments are of one level" in page
    assert "too few to build on" in page


def test_levels_that_meet_are_shares_of_a_row(run: Run, log: Log) -> None:
    rows = ["good-1,tone,a,warm", "good-1,tone,b,cold", "bad-1,tone,a,warm", "bad-1,tone,b,warm"]
    page = run("agreement", log(*rows, header="item,criterion,annotator,value"), "--format", "html").stdout
    plot = plot_of(page, "tone: what one person says")
    assert plot.head == ["one says ↓, another says →", "warm", "cold"]
    assert plot.rows == [["warm", "67 % (2)", "33 % (1)"], ["cold", "100 % (1)", "0 % (0)"]]
    assert len(plot.marks("plot-same")) == 2


def test_what_is_taken_for_what_is_read_from_gold_to_judgment(run: Run, log: Log) -> None:
    rows = ["good-1,correctness,,a,2", "good-1,correctness,,b,3", "bad-1,correctness,,a,1"]
    page = run("score", log(*rows), "--format", "html").stdout
    plot = plot_of(page, "correctness: what is said where the gold says what")
    assert plot.rows == [
        ["1", "100 % (1)", "0 % (0)", "0 % (0)"],
        ["2", "–", "–", "–"],
        ["3", "0 % (0)", "50 % (1)", "50 % (1)"],
    ]


def test_weeks_follow_one_another(page_of: Callable[[str], str]) -> None:
    drift = plot_of(page_of("score"), "Right from week to week")
    assert [row[0] for row in drift.rows] == ["2026-W40", "2026-W42"]
    assert len(drift.marks("plot-mark")) == 2
    over_time = plot_of(page_of("agreement"), "correctness: Krippendorff's alpha (ordinal) over time")
    assert [row[0] for row in over_time.rows] == ["2026-W40", "2026-W42"]


def test_without_times_nothing_is_drawn_over_time_and_that_is_said(
    run: Run, log: Log, library: Library
) -> None:
    page = run("agreement", log("good-1,tone,,a,warm", "good-1,tone,,b,cold"), "--format", "html").stdout
    assert "it needs the column <code>submitted_at</code>" in page
    assert "over time" not in " ".join(plot.title for plot in plots_of(page))


def test_parts_have_a_row_each_in_every_coefficient(page_of: Callable[[str], str]) -> None:
    plots = {plot.title: plot for plot in plots_of(page_of("by"))}
    weeks = ["2026-W40", "2026-W42"]
    assert [row[0] for row in plots["correctness: how well people agree, by week"].rows] == weeks
    for title in ("Gwet's AC1", "Fleiss' kappa", "percent agreement"):
        assert [row[0] for row in plots[f"correctness: {title}, by week"].rows] == weeks


def test_before_and_after_an_edit_stand_in_one_row(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    major = library.guidelines[truth.guideline].version.partition(".")[0]
    key = (truth.guideline, truth.criterion, truth.rule)
    edits = {key: (library.guidelines[truth.guideline].version,)}
    report = find_trouble(library, judgments, edits, guideline=truth.guideline)
    assert "Before and after" not in render_trouble_html(report)  # all was judged since
    mixed = judgments.kept([True] * len(judgments))
    column = mixed.extra["guideline"]
    old = column.names[f"{truth.guideline}@{int(major) - 1}.0.0"]
    for row in range(0, len(column.codes), 2):
        column.codes[row] = old
    plot = plot_of(
        render_trouble_html(find_trouble(library, mixed, edits, guideline=truth.guideline)),
        "Before and after",
    )
    assert [row[0] for row in plot.rows] == [f"{truth.rule} · {truth.criterion}"]
    assert len(plot.marks("plot-hollow")) == len(plot.marks("plot-dot")) == 1
    assert plot.rows[0][-1] in ("helped", "made it worse", "not shown")


# --- what an analyst receives ---------------------------------------------------------------------


def test_the_page_of_an_analyst_is_the_same_whatever_was_said_of_what_is_held_out(run: Run, log: Log) -> None:
    shown = []
    for value in ("1", "2", "3"):
        path = log(*ROWS, f"secret-1,correctness,a,{value},2026-10-03T08:00:00Z", header=HEADER)
        shown.append(run("score", path, "--analyst", "a", "--for-analyst", "--format", "html").stdout)
    assert shown[0] == shown[1] == shown[2]
    assert "secret-1" not in shown[0]


def test_the_page_of_an_analyst_names_nobody_else(page_of: Callable[[str], str]) -> None:
    for plot in plots_of(page_of("analyst")):
        assert not {row[0] for row in plot.rows} & {"b", "c", "d"}
    assert "Who to look at" not in page_of("analyst")


def test_items_that_show_trouble_are_named_only_where_they_are_public(run: Run, log: Log) -> None:
    path = log(
        "secret-1,correctness,,a1,3",
        "secret-1,correctness,,a2,1",
        "good-1,correctness,,a1,3",
        "good-1,correctness,,a2,1",
    )
    assert "secret-1" not in run("rules", "--trouble", path, "--format", "html").stdout
    assert "secret-1" in run("rules", "--trouble", path, "--reveal", "--format", "html").stdout


# --- how they are made ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(WORDS))
def test_a_page_loads_nothing_runs_nothing_and_gives_nothing_an_id_twice(
    page_of: Callable[[str], str], kind: str
) -> None:
    page = page_of(kind)
    assert "default-src 'none'" in page
    assert not re.search(r"<script|style=|<img|<link|@import|url\(|href=", page)
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert not any(" id=" in svg for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL))


@pytest.mark.parametrize("kind", list(WORDS))
def test_each_plot_has_a_name_a_description_and_its_numbers_as_a_table(
    page_of: Callable[[str], str], kind: str
) -> None:
    plots = plots_of(page_of(kind))
    assert plots
    for plot in plots:
        for drawing in plot.drawings:
            assert drawing.get("role") == "img"
            first, second, *_ = drawing
            assert [first.tag.rpartition("}")[2], second.tag.rpartition("}")[2]] == ["title", "desc"]
            assert drawing.get("aria-label") == first.text == plot.title
            assert "table that follows" in (second.text or "")
        assert plot.rows
        assert all(len(row) == len(plot.head) for row in plot.rows)


HOSTILE = [
    '<img src=x onerror="x()">',
    '"><script>x()</script>',
    "a\u202eb\uffffc\x07",
    "]]>&amp;",
    "{{ 7*7 }}",
    "评审 ٣",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_of_a_person_or_team_acts(run: Run, tmp_path: Path, name: str) -> None:
    import csv

    path = tmp_path / "log.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["item", "criterion", "annotator", "value", "team"])
        writer.writerows(
            [["good-1", "correctness", name, "2", name], ["good-1", "correctness", "b", "3", "t"]]
        )
    for words in (["score", path], ["agreement", path, "--by", "team"], ["rules", "--trouble", path]):
        result = run(*words, "--format", "html")
        assert result.exit_code in (0, 1), result.output
        assert "<script" not in result.stdout
        assert "<img" not in result.stdout
        assert "\u202e" not in result.stdout
        assert plots_of(result.stdout)


def test_a_log_without_a_judgment_makes_a_page_that_says_so(run: Run, log: Log) -> None:
    path = log()
    assert "There are no judgments to compare" in run("agreement", path, "--format", "html").stdout
    assert (
        "no judgments of anything that a rule decides"
        in run("rules", "--trouble", path, "--format", "html").stdout
    )
    assert run("score", path, "--format", "html").exit_code == 0


def test_rows_that_cannot_be_used_are_named_on_the_page(run: Run, log: Log) -> None:
    result = run("agreement", log("good-1,tone,,a,warm", "nope,tone,,a,warm"), "--format", "html")
    assert result.exit_code == 1
    assert "there is no item" in result.stdout
    assert "1 of 2 judgments count" in result.stdout


def test_without_the_library_that_draws_it_is_said_what_to_install(
    run: Run, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "detroit", None)
    canvas._library.cache_clear()
    path = log("good-1,tone,,a,warm", "good-1,tone,,b,cold")
    result = run("agreement", path, "--format", "html")
    assert result.exit_code == 2
    assert "pip install 'goldline[people]'" in result.stderr
    assert run("agreement", path).exit_code == 0
    canvas._library.cache_clear()


def test_a_long_list_of_parts_is_drawn_in_part_and_stands_in_the_table_whole(
    library: Library, six_weeks: SixWeeks
) -> None:
    judgments, truth, _ = six_weeks
    report = agree(library, judgments, guideline=truth.guideline, criterion=truth.criterion)
    many = [report.criteria[0]] * 70
    from goldline.render.agreement_plots import overview_plot

    page = str(plot_html(overview_plot(many)))
    plot = plot_of(page, "How well people agree")
    assert len(plot.rows) == 70
    assert len(plot.marks("plot-mark")) == 60
    assert "10 more stand in the table alone" in plot.reading


# --- pieces -----------------------------------------------------------------------------------------


def row(value: float, low: float, high: float) -> Row:
    return Row("a", "words", (Mark(value, low, high),))


def test_an_axis_goes_from_round_number_to_round_number_around_what_is_drawn() -> None:
    axis = axis_around([row(-0.13, -0.31, 0.0)], str, least=(0.0, 1.0), most=(-1.0, 1.0))
    assert (axis.low, axis.high) == (-0.4, 1.0)
    axis = axis_around([row(0.5, 0.4, 0.6)], str, least=(0.0, 1.0), most=(-1.0, 1.0))
    assert (axis.low, axis.high) == (0.0, 1.0)


def test_marks_lie_where_their_numbers_are() -> None:
    axis = axis_around([], str, least=(0.0, 1.0), most=(0.0, 1.0))
    rows = [row(0.0, 0.0, 0.0), row(0.5, 0.25, 0.75), row(1.0, 1.0, 1.0)]
    plot = plot_of(str(plot_html(forest("T", "R", rows, axis, Table(("h",), (("a",),))))), "T")
    at = [float(re.findall(r"[\d.]+", one.get("transform") or "")[0]) for one in plot.marks("plot-mark")]
    assert at[1] - at[0] == pytest.approx(at[2] - at[1], abs=0.2)
    line = plot.marks("plot-reach")[1]
    assert float(line.get("x1") or 0) == pytest.approx((at[0] + at[1]) / 2, abs=0.2)
    assert float(line.get("x2") or 0) == pytest.approx((at[1] + at[2]) / 2, abs=0.2)


def test_a_cell_that_may_not_be_shown_is_neither_drawn_nor_counted() -> None:
    made = heat("T", "R", ["a", "b"], [[8.0, None], [1.0, 3.0]], rows="one", columns="other")
    plot = plot_of(str(plot_html(made)), "T")
    assert plot.rows == [["a", "100 % (8)", "not shown"], ["b", "25 % (1)", "75 % (3)"]]
    assert len(plot.marks("plot-none")) == 1


def test_what_rounds_to_nothing_and_is_there_does_not_read_as_nothing() -> None:
    made = heat("T", "R", ["a", "b"], [[999.0, 1.0], [0.0, 1.0]], rows="one", columns="other")
    assert plot_of(str(plot_html(made)), "T").rows[0][2] == "<1 % (1)"


def test_a_name_that_does_not_fit_is_whole_where_one_points_at_it() -> None:
    name = "a criterion with a name that is longer than anything has room for"
    axis = axis_around([], str, least=(0.0, 1.0), most=(0.0, 1.0))
    made = forest("T", "R", [Row(name, "w", (Mark(0.5),))], axis, Table(("h",), ((name,),)))
    plot = plot_of(str(plot_html(made)), "T")
    shown = next(word for word in plot.words() if word.startswith("a criterion"))
    assert "…" in shown
    assert name in shown  # the tip


def test_drift_is_by_month_where_there_are_many_weeks(library: Library, six_weeks: SixWeeks) -> None:
    judgments, truth, _ = six_weeks
    spread = judgments.kept([True] * len(judgments))
    for place in range(len(spread.moments)):
        spread.moments[place] += (place % 50) * 7 * 86_400
    report = agree_over_time(library, spread, guideline=truth.guideline, criterion=truth.criterion)
    assert report is not None
    assert {len(one.group) for one in report.criteria} == {len("2026-10")}
