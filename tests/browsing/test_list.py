"""`goldline list`: what there is, a row each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browsing.conftest import Run, files
from goldline.app.browsing.library import Library, open_library
from goldline.app.browsing.listing import KINDS, list_things
from goldline.errors import GoldlineError
from goldline.model.browsing import Listing
from goldline.render.browse_text import render_listing_text
from goldline.render.terminal import width_of
from goldline.store.tree import MemoryTree


def _rows(library: Library, what: str) -> dict[str, dict[str, object]]:
    return {row["id"]: row for row in list_things(library, what).rows}


@pytest.mark.parametrize("what", [kind for kind in KINDS if kind != "versions"])
def test_every_kind_has_rows_with_all_its_columns(library: Library, what: str) -> None:
    listing = list_things(library, what)
    assert listing.rows
    assert all(set(row) == set(listing.columns) for row in listing.rows)
    assert listing.notes == ()


def test_a_rule_tells_how_many_active_items_it_decides(library: Library) -> None:
    rules = _rows(library, "rules")
    assert rules["COR-2"]["items"] == 4  # cap-0002, cap-0006, the second response of the pair, the exam
    assert rules["COR-2"]["then"] == "2"
    assert rules["COR-2"]["when"] == "worst_hallucination: major  or  wrong_facts: >= 2"
    assert rules["ASK-2"]["criterion"] == "asked"


def test_levels_count_the_labels_of_active_items(library: Library) -> None:
    levels = _rows(library, "levels")
    assert levels["correctness=1"]["items"] == 2
    assert levels["preference=first"]["items"] == 1


def test_types_count_the_items_in_which_they_were_found(library: Library) -> None:
    types = _rows(library, "types")
    assert types["hallucination.object"]["items"] == 3
    assert types["factual"]["items"] == 2, "two findings in one item are one item"


def test_items_show_status_and_labels(library: Library) -> None:
    items = _rows(library, "items")
    assert items["cap-0009"]["status"] == "draft"
    assert items["cap-0001"]["labels"] == {
        "correctness": 3,
        "safety": "safe",
        "style": 3,
        "score": 0,
        "verdict": "pass",
        "fluency": 3,
    }
    assert items["pair-0001"]["labels"]["correctness.b"] == 2


def test_held_out_items_are_counted_and_not_told(library: Library) -> None:
    assert "SECRET" not in json.dumps(
        [list_things(library, what).rows for what in KINDS if what != "versions"]
    )
    assert _rows(library, "items")["exam-0001"]["labels"] == "held out"


def test_they_are_told_where_that_is_asked_for() -> None:
    library = open_library(MemoryTree(files()), reveal=True)
    row = _rows(library, "items")["exam-0001"]
    assert row["title"] == "SECRET title"
    assert row["labels"] == {"correctness": 2, "safety": "safe"}


def test_an_unknown_kind_or_guideline_is_answered_with_the_nearest(library: Library) -> None:
    with pytest.raises(GoldlineError) as kind:
        list_things(library, "rule")
    assert "`rules`" in kind.value.hint
    with pytest.raises(GoldlineError) as guideline:
        list_things(library, "rules", ["caption-qualty"])
    assert "`caption-quality`" in guideline.value.hint


def test_what_cannot_be_read_is_mentioned() -> None:
    broken = {
        **files(),
        "goldsets/exam/items/bad.yaml": "id: [",
        "guidelines/other/guideline.yaml": "id: other\n",
    }
    library = open_library(MemoryTree(broken))
    notes = list_things(library, "items").notes
    assert len(notes) == 2
    assert "`other` cannot be read in full" in notes[0]
    assert "1 item file cannot be read" in notes[1]


def test_versions_come_from_the_history(run: Run) -> None:
    listed = json.loads(run("list", "versions", "--format", "json").stdout)
    assert [(row["id"], row["version"]) for row in listed["rows"]] == [("caption-quality", "1.1.0")]
    assert len(listed["rows"][0]["commit"]) == 40


def test_json_is_stable_and_whole(run: Run) -> None:
    listed = json.loads(run("list", "rules", "--format", "json").stdout)
    assert listed["format"] == "goldline/list/1"
    assert listed["what"] == "rules"
    assert set(listed["rows"][0]) == set(KINDS["rules"])


@pytest.mark.parametrize("what", [kind for kind in KINDS if kind != "versions"])
@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_table_keeps_to_its_width_and_its_ids_whole(library: Library, what: str, width: int) -> None:
    listing = list_things(library, what)
    lines = render_listing_text(listing, width=width).splitlines()
    assert len(lines) == len(listing.rows) + 1, "a row is a line"
    assert max(map(width_of, lines)) <= width
    assert [line.split("  ")[0] for line in lines[1:]] == [row["id"] for row in listing.rows]
    assert not lines[0].count("guideline") or what == "guidelines", "one guideline alone needs no column"


def test_what_does_not_fit_is_cut_with_a_sign(library: Library) -> None:
    rows = render_listing_text(list_things(library, "rules"), width=60).splitlines()
    assert any("worst_hallu" in row and "…" in row for row in rows)


def test_what_goes_into_a_pipe_is_whole(run: Run) -> None:
    """Nobody sees it as a table: it is searched, or read by a program."""
    shown = run("list", "items").stdout
    assert "…" not in shown
    assert "correctness: 3, safety: safe, style: 3, score: 0, verdict: pass, fluency: 3" in shown
    question = list_things(open_library(MemoryTree(files())), "escalations").rows[0]["question"]
    assert str(question) in run("list", "escalations").stdout


def test_a_list_can_be_of_one_guideline_criterion_or_set(run: Run) -> None:
    def ids(*args: str) -> list[str]:
        return [row["id"] for row in json.loads(run("list", *args, "--format", "json").stdout)["rows"]]

    assert ids("rules", "caption-quality") == ids("rules", "--guideline", "caption-quality") == ids("rules")
    assert ids("rules", "caption-quality", "correctness") == ids("rules", "correctness")
    assert {name[:3] for name in ids("rules", "correctness")} == {"COR"}
    assert ids("levels", "safety") == ["safety=unsafe", "safety=safe"]
    assert ids("items", "exam") == ["exam-0001"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("rules", "corectness"), "did you mean `correctness`?"),
        (("items", "correctness"), "there is no guideline or gold set `correctness` whose items"),
        (("guidelines", "x"), "there are `caption-quality`"),
        (("caption-quality",), "`goldline list rules caption-quality` lists its rules"),
    ],
)
def test_what_a_list_cannot_be_of_is_answered_with_a_way_out(
    run: Run, args: tuple[str, ...], said: str
) -> None:
    done = run("list", *args)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("width", [30, 60, 100, 160])
def test_no_width_breaks_a_table(width: int) -> None:
    rows = tuple({"id": f"id-{n}", "title": "説明文の品質 " * n, "items": n} for n in range(6))
    text = render_listing_text(Listing("things", ("id", "title", "items"), rows), width=width)
    assert max(map(width_of, text.splitlines())) <= max(width, 44)


def test_nothing_of_a_repository_acts_in_the_terminal() -> None:
    row = {"id": "a", "title": "\x1b[31mred\u202e\nnext"}
    text = render_listing_text(Listing("things", ("id", "title"), (row,)))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert len(text.splitlines()) == 2


def test_an_empty_listing_says_so(tmp_path: Path, library: Library) -> None:
    text = render_listing_text(Listing("escalations", ("id",), ()))
    assert text == "There are no escalations here.\n"
