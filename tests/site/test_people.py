"""The section for leads: only where a site is built with logs, of nobody by name, of nothing held out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browsers import one_page
from goldline.app.browsing.library import open_library
from goldline.app.layout import SCOPE
from goldline.app.people.publishing import FEWEST_ITEMS
from goldline.store.tree import FolderTree
from goldline.website.loading import load_site
from goldline.website.pages import pages
from people.generator import Row, Truth, generate, write_csv
from people.pages import plots_of
from sites import axe_source, captions, contents, dead_links, expect, goldline, served

PEOPLE = ("people/index.md", "people/rules.md", "people/over-time.md")
Stage = Callable[..., dict[str, str]]


@dataclass(frozen=True)
class Work:
    """A repository with a held-out set, and six weeks of judgments of all of it."""

    folder: Path
    rows: list[Row]
    truth: Truth

    def held_out(self, row: Row) -> bool:
        return row["item"].startswith("exam-")

    def log(self, rows: list[Row], name: str = "june") -> Path:
        return write_csv(rows, self.folder.parent / f"{name}.csv")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    folder = captions(tmp_path_factory.mktemp("people") / "work", sets=("caption-basics", "caption-exam"))
    library = open_library(FolderTree(folder, SCOPE))
    rows, truth = generate(library, ambiguous=("image-caption", "overall", "OVR-4"))
    found = Work(folder, rows, truth)
    assert any(map(found.held_out, rows))
    return found


@pytest.fixture
def stage(work: Work) -> Stage:
    """Make the pages of a site and return their text by path."""

    def made(*logs: Path) -> dict[str, str]:
        site = load_site(FolderTree(work.folder, SCOPE), logs=[str(log) for log in logs])
        return {one.path: one.staged().decode("utf-8", "replace") for one in pages(site)}

    return made


def test_without_a_log_there_is_no_trace_of_the_section(stage: Stage, work: Work) -> None:
    plain, told = stage(), stage(work.log(work.rows))
    assert told.keys() - plain.keys() == {*PEOPLE, "assets/goldline/people/people.css"}
    assert {path for path in plain if told[path] != plain[path]} == set()
    assert not any("plot-" in text for text in plain.values())


def test_held_out_items_change_no_byte_of_it(stage: Stage, work: Work) -> None:
    public = [row for row in work.rows if not work.held_out(row)]
    known = stage(work.log(public))
    assert stage(work.log(work.rows)) == known
    turned = [{**row, "value": "1"} if work.held_out(row) else row for row in work.rows]
    assert stage(work.log(turned)) == known


def test_it_names_no_person_no_team_no_item_and_no_log(stage: Stage, work: Work) -> None:
    told = stage(work.log(work.rows, name="secret-log"))
    named = re.compile(r"\bp\d\d\b|\b(north|south)\b|\bcap-\d|exam-|\besc-\d|secret-log")
    assert [path for path in PEOPLE if named.search(told[path])] == []


def test_it_shows_each_criterion_and_the_rule_that_costs_most(stage: Stage, work: Work) -> None:
    told = stage(work.log(work.rows))
    overview, *others = plots_of(told["people/index.md"])
    assert [row[0] for row in overview.rows] == [
        "completeness", "correctness", "cultural-appropriateness", "style", "overall"
    ]  # fmt: skip
    assert {plot.title.partition(":")[2].strip() for plot in others} == {
        "every coefficient", "what one person says and what another says of the same"
    }  # fmt: skip
    differ = next(plot for plot in plots_of(told["people/rules.md"]) if "How often" in plot.title)
    most = max(differ.rows, key=lambda row: int(row[1].split()[0]))
    assert most[0] == f"{work.truth.rule} · {work.truth.criterion}"
    assert f"Look first at {work.truth.rule}: two people differ" in told["people/rules.md"]
    weeks = [[row[0] for row in plot.rows] for plot in plots_of(told["people/over-time.md"])]
    assert weeks
    assert all(several == sorted(several) and len(several) == 6 for several in weeks)


def test_what_rests_on_few_items_or_people_is_not_told(stage: Stage, work: Work) -> None:
    items = sorted({row["item"] for row in work.rows if not work.held_out(row)})
    few = [row for row in work.rows if row["item"] in items[: FEWEST_ITEMS - 1]]
    alike = [{**row, "annotator": min(row["annotator"], "p02")} for row in work.rows]
    two = list({(row["item"], row["criterion"], row["annotator"]): row for row in alike}.values())
    for rows in (few, two):
        told = stage(work.log(rows))
        assert "fewer than 5 items or 3 people" in told["people/index.md"]
        assert not re.search(r"\d\.\d\d \(", told["people/index.md"])
        assert plots_of(told["people/rules.md"]) == []
        assert plots_of(told["people/over-time.md"]) == []


def test_a_cell_of_few_items_is_not_shown(stage: Stage, work: Work) -> None:
    rows = [
        {**row, "value": "3"} for row in work.rows if row["criterion"] == "style" and not work.held_out(row)
    ]
    rows[0]["value"] = "1"
    told = stage(work.log(rows))
    plot = next(plot for plot in plots_of(told["people/index.md"]) if "what one person says" in plot.title)
    cells = {row[0]: row[1:] for row in plot.rows}
    assert cells["1"][2] == cells["3"][0] == "not shown"
    assert cells["3"][2].startswith("100 %")


def test_an_edit_is_compared_only_where_both_sides_rest_on_enough(work: Work) -> None:
    from goldline.app.people.opening import open_judgments
    from goldline.app.people.trouble import find_trouble

    library = open_library(FolderTree(work.folder, SCOPE))
    version = library.guidelines["image-caption"].version
    rows = [dict(row) for row in work.rows if row["criterion"] == "style" and not work.held_out(row)]
    old = sorted({row["item"] for row in rows})[:3]
    for row in rows:
        if row["item"] in old:
            row["guideline"] = "image-caption@2.0.0"
    judgments = open_judgments(library, [str(work.log(rows))])
    edits = {("image-caption", "style", "STY-9"): (version,)}
    for fewest, there in ((1, True), (FEWEST_ITEMS, False)):
        found = {one.rule: one for one in find_trouble(library, judgments, edits, fewest=fewest).rules}
        assert found["STY-9"].after.defined
        assert found["STY-9"].before.defined is there


# --- built, and in a browser ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(work: Work, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("material")
    out = tmp_path_factory.mktemp("built") / "site"
    log = work.log([*work.rows, {**work.rows[0], "item": "nope", "guideline": ""}], name="built")
    run = goldline("site", "build", "--log", log, "--folder", out, folder=work.folder)
    assert run.returncode == 0, run.stderr
    assert "of the logs do not count" in run.stderr
    assert "nope" not in run.stderr
    return out


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with served(built) as found:
        yield found


def test_its_links_lead_somewhere_and_every_page_leads_to_it(built: Path) -> None:
    assert [link for link in dead_links(built) if "people" in link[0]] == []
    home = contents(built)["index.html"].decode("utf-8")
    assert 'href="people/index.html"' in home or 'href="people/"' in home
    assert b'"people/' not in contents(built)["search/search_index.json"]


@pytest.mark.parametrize("name", ["index", "rules", "over-time"])
@pytest.mark.parametrize(
    ("scheme", "size"),
    [("light", {"width": 1440, "height": 900}), ("dark", {"width": 390, "height": 844})],
    ids=["desk", "phone"],
)
def test_axe_finds_nothing_and_the_policy_forbids_nothing(
    browser: Any, address: str, name: str, scheme: str, size: dict[str, int]
) -> None:
    with one_page(browser, viewport=size, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(f"{address}/people/{name}.html")
        page.evaluate("for (const one of document.querySelectorAll('figure details')) one.open = true")
        page.add_script_tag(content=axe_source())
        found = page.evaluate("async () => (await axe.run()).violations")
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    with one_page(browser, viewport=size, color_scheme=scheme) as page:
        page.goto(f"{address}/people/{name}.html")
        shown = "wide" if size["width"] > 1000 else "narrow"
        expect(page.locator(f"svg.plot-{shown}").first).to_be_visible()
        expect(page.locator("figure").first.get_by_role("img")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert page.trouble == []


def test_it_has_its_looks_from_disk_too(browser: Any, built: Path) -> None:
    with one_page(browser, viewport={"width": 1280, "height": 900}) as page:
        page.goto((built / "people" / "index.html").as_uri())
        mark = page.locator("svg.plot-wide .plot-mark").first
        expect(mark).to_be_visible()
        assert mark.evaluate("one => getComputedStyle(one).stroke") != "none"
        assert page.locator("svg.plot-wide").first.bounding_box()["width"] <= 800


def test_a_log_that_is_not_there_is_said_before_anything_is_built(work: Work, tmp_path: Path) -> None:
    run = goldline("site", "build", "--log", "nowhere.csv", "--folder", tmp_path / "out", folder=work.folder)
    assert run.returncode == 2
    assert "nowhere.csv" in run.stderr
    assert not (tmp_path / "out").exists()
