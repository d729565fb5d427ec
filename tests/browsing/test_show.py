"""`goldline show`: one thing, with all that belongs to it."""

from __future__ import annotations

import json

import pytest

from browsing.conftest import HELD_OUT, Run, files
from goldline.app.browsing.library import Library, open_library
from goldline.app.browsing.showing import show_thing
from goldline.errors import GoldlineError
from goldline.model.browsing import Entry, Section, Sheet
from goldline.render.browse_text import render_sheet_text
from goldline.store.tree import MemoryTree


def _text(library: Library, wanted: str, **which: str) -> str:
    return render_sheet_text(show_thing(library, wanted, **which))


def test_an_item_marks_what_its_findings_point_at(library: Library) -> None:
    text = _text(library, "cap-0002")
    assert "A brown dog chases «a red ball»[1] along the beach." in text
    assert "[1] major  hallucination.object" in text
    assert "41% from the left, 62% from the top" in text
    assert "right too: minor, major" in text


def test_an_item_tells_labels_with_what_the_rules_give(library: Library) -> None:
    text = _text(library, "cap-0006")
    assert "exception (lead-3): The toy is a ball for most readers." in text
    assert "rules: 2 by COR-2, against the label" in text
    assert "escalation: esc-0001" in text


def test_an_item_tells_its_votes_feedback_and_who_settled_it(library: Library) -> None:
    text = _text(library, "cap-0002")
    assert "a17" in text
    assert "(140 seconds)" in text
    assert "Look for every object that the caption names." in text
    assert "by lead-3: All three agree." in text


def test_each_finding_is_marked_in_its_own_response(library: Library) -> None:
    text = _text(library, "pair-0001")
    assert "The tide is high at noon.\n" in text
    assert "The tide is «high at six»[1], and the moon is «made of cheese»[2]." in text
    assert "model: model-2" in text
    assert "correctness of b" in text


def test_a_rubric_tells_which_points_are_met(library: Library) -> None:
    text = _text(library, "ask-0001")
    assert "Names the dog as the main subject." in text
    assert "not met" in text


def test_findings_that_nobody_looked_for_are_unknown(library: Library) -> None:
    assert "nobody has looked" in _text(library, "cap-0009")
    assert "Findings\n  none" in _text(library, "cap-0001")


def test_an_item_is_found_by_its_file(library: Library) -> None:
    assert show_thing(library, HELD_OUT).id == "exam-0001"


def test_a_held_out_item_shows_what_analysts_see_and_no_more(library: Library) -> None:
    text = _text(library, "exam-0001")
    assert "How deep is the sea here?" in text
    assert "It is a mile deep, and a mile wide." in text
    assert "SECRET" not in text
    assert "«" not in text
    assert "factual" not in text
    assert "--reveal" in text


def test_it_tells_all_where_that_is_asked_for() -> None:
    text = _text(open_library(MemoryTree(files()), reveal=True), "exam-0001")
    for word in ("SECRET title", "SECRET note", "SECRET rationale", "SECRET feedback", "«a mile deep»[1]"):
        assert word in text


def test_a_rule_tells_its_condition_in_words_and_the_gold_that_it_decides(library: Library) -> None:
    sheet = show_thing(library, "COR-2")
    parts = {section.title: section.entries for section in sheet.sections}
    assert [entry.text for entry in parts["Condition"]] == [
        "if worst_hallucination is major",
        "or if wrong_facts is at least 2",
    ]
    assert [entry.name for entry in parts["Escalations about it"]] == ["esc-0001"]
    gold = parts["Gold items that it decides: 4"]
    assert [entry.name for entry in gold] == ["cap-0002", "cap-0006", "pair-0001", ""]
    assert gold[-1].text == "and 1 held out"


def test_a_type_tells_who_reads_it_and_which_gold_has_it(library: Library) -> None:
    text = _text(library, "hallucination.object")
    assert "Severities, lowest first" in text
    assert "correctness ›" in text
    assert "cap-0003" in text
    above = show_thing(library, "hallucination")
    assert any(
        e.name == "hallucination.ocr" for s in above.sections for e in s.entries if s.title == "Below it"
    )


def test_a_level_stands_between_its_neighbours(library: Library) -> None:
    sheet = show_thing(library, "correctness=2")
    parts = {section.title: [entry.name for entry in section.entries] for section in sheet.sections}
    assert parts["Beside it"] == ["1", "3"]
    assert any(name.startswith("COR-2 ") for name in parts["Rules that give it"])


@pytest.mark.parametrize(
    "wanted", ["caption-quality", "correctness", "esc-0001", "caption-basics", "score", "preference"]
)
def test_everything_else_can_be_shown_too(library: Library, wanted: str) -> None:
    assert _text(library, wanted).startswith(wanted)


def test_an_unknown_name_is_answered_with_the_nearest(library: Library) -> None:
    with pytest.raises(GoldlineError) as caught:
        show_thing(library, "corectness")
    assert "`correctness`" in caught.value.hint


def test_a_name_of_several_things_asks_which() -> None:
    second = {
        path.replace("caption-quality", "other"): content.replace("id: caption-quality", "id: other")
        for path, content in files().items()
        if path.startswith("guidelines/") and isinstance(content, str)
    }
    library = open_library(MemoryTree({**files(), **second}))
    with pytest.raises(GoldlineError) as caught:
        show_thing(library, "COR-2")
    assert "a rule of caption-quality, a rule of other" in caught.value.message
    assert "`goldline show caption-quality COR-2`" in caught.value.hint
    assert "--guideline" in caught.value.hint
    assert show_thing(library, "COR-2", guideline="other").about[0].startswith("other")
    assert show_thing(library, "COR-2", within=["other"]).about[0].startswith("other")
    with pytest.raises(GoldlineError) as level:
        show_thing(library, "2", within=["correctness"])
    assert "`goldline show caption-quality correctness 2`" in level.value.hint


@pytest.mark.parametrize(
    ("names", "head"),
    [
        (["caption-quality", "COR-2"], "rule: caption-quality"),
        (["caption-quality", "correctness"], "criterion: caption-quality"),
        (["caption-quality", "correctness", "COR-2"], "rule: caption-quality"),
        (["correctness", "2"], "level: caption-quality"),
        (["caption-quality", "cap-0003"], "item: "),
        (["rule", "COR-2"], "rule: caption-quality"),
        (["COR-2"], "rule: caption-quality"),
        (["cap-0003"], "item: "),
    ],
)
def test_names_may_lead_from_a_guideline_to_what_is_in_it(run: Run, names: list[str], head: str) -> None:
    done = run("show", *names)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[1].startswith(head)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["caption-quality", "NOPE-1"], "nothing is called `NOPE-1` in `caption-quality`"),
        (["safety", "COR-2"], "nothing is called `COR-2` in `safety`"),
        (["COR-2", "caption-quality"], "goldline show caption-quality COR-2"),
        (["caption-qualty", "COR-2"], "did you mean `caption-quality`?"),
    ],
)
def test_names_that_lead_nowhere_are_answered_with_a_way_out(run: Run, names: list[str], said: str) -> None:
    done = run("show", *names)
    assert done.exit_code == 2
    assert said in done.stderr


def test_overlapping_marks_are_all_drawn() -> None:
    from goldline.model.browsing import Mark

    entry = Entry("", "one two three", (Mark(0, 7, 1), Mark(4, 13, 2), Mark(4, 7, 3)))
    sheet = Sheet("item", "x", "", (), "x.yaml", (Section("Response", (entry,)),))
    text = render_sheet_text(sheet)
    assert "«one ««two»[" in text
    assert all(f"»[{number}]" in text for number in (1, 2, 3))


def test_nothing_of_a_repository_acts_in_the_terminal() -> None:
    evil = "\x1b]0;title\x07 and \u202e"
    entry = Entry(evil, f"{evil}\nsecond", below=(evil,))
    text = render_sheet_text(Sheet("item", evil, evil, (evil,), evil, (Section(evil, (entry,)),), (evil,)))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text


def test_the_command_shows_text_and_json(run: Run) -> None:
    assert run("show", "COR-2").stdout.startswith("COR-2")
    shown = json.loads(run("show", "cap-0002", "--format", "json").stdout)
    assert shown["format"] == "goldline/show/1"
    assert shown["id"] == "cap-0002"
    assert run("show", "nothing-of-this-name").exit_code == 2
