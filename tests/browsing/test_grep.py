"""`goldline grep`: the items and rules that are what one asks for."""

from __future__ import annotations

import json

import pytest

from browsing.conftest import Run, files
from goldline.app.browsing.library import Library, open_library
from goldline.app.browsing.query import Query
from goldline.app.browsing.searching import search_items, search_rules
from goldline.errors import GoldlineError
from goldline.store.tree import MemoryTree


def _found(library: Library, **asked: object) -> list[str]:
    return [match.id for match in search_items(library, Query(**asked)).found]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"type": "hallucination.object"}, ["cap-0002", "cap-0003", "cap-0006"]),
        ({"type": "hallucination"}, ["cap-0002", "cap-0003", "cap-0004", "cap-0005", "cap-0006"]),
        ({"type": "hallucination.*"}, ["cap-0002", "cap-0003", "cap-0005", "cap-0006"]),
        ({"severity": "critical"}, ["cap-0003"]),
        ({"severity": "< major"}, ["cap-0004", "cap-0005"]),
        ({"severity": "minor,critical"}, ["cap-0003", "cap-0004", "cap-0005"]),
        ({"type": "hallucination.object", "severity": ">= major", "locale": "ja-*"}, []),
        ({"level": ("correctness=2",)}, ["cap-0002", "pair-0001"]),
        ({"level": ("correctness<=2",)}, ["cap-0002", "cap-0003", "cap-0004", "pair-0001"]),
        ({"level": ("correctness!=3", "verdict=fail")}, ["cap-0003", "cap-0004"]),
        ({"level": ("score>=5",)}, ["cap-0002", "cap-0003", "cap-0006", "pair-0001"]),
        ({"locale": "JA-*"}, ["cap-0005"]),
        ({"modality": "text", "goldset": "caption-*"}, ["pair-0001"]),
        ({"difficulty": "easy"}, ["cap-0001"]),
        ({"tag": "anim*"}, ["cap-0001"]),
        ({"status": "draft"}, ["cap-0009"]),
        ({"rule": "COR-2"}, ["cap-0002", "cap-0006", "pair-0001"]),
        ({"disagrees": True}, ["cap-0006"]),
        ({"rule": "COR-2", "disagrees": True}, ["cap-0006"]),
        ({"text": "RED   ball"}, ["cap-0002"]),
        ({"text": "most readers"}, ["cap-0006"]),
        ({"text": "mile deep"}, ["exam-0001"]),
    ],
    ids=str,
)
def test_what_is_asked_for_is_found(library: Library, asked: dict[str, object], ids: list[str]) -> None:
    assert sorted(_found(library, **asked)) == ids


def test_type_and_severity_speak_of_one_finding() -> None:
    """An item with a minor `a` and a major `b` is not one with a major `a`."""
    mixed = dict(files())
    path = "goldsets/caption-basics/items/cap-0005.yaml"
    content = mixed[path]
    assert isinstance(content, str)
    mixed[path] = content.replace(
        "observations:",
        "  - {type: hallucination.object, severity: major, evidence: [{quote: 犬}]}\nobservations:",
        1,
    )
    library = open_library(MemoryTree(mixed))
    assert "cap-0005" in _found(library, type="hallucination.object", severity="major")
    assert "cap-0005" not in _found(library, type="hallucination.ocr", severity="major")


def test_a_draft_is_decided_by_nothing(library: Library) -> None:
    draft = search_items(library, Query(rule="COR-2", status="draft"))
    assert (draft.found, draft.looked_at) == ((), 1)


def test_what_matched_is_told(library: Library) -> None:
    (match,) = search_items(library, Query(disagrees=True)).found
    assert match.why == ("correctness: rules give 2 by COR-2, and the label says 3 (an exception)",)
    (found,) = search_items(library, Query(text="red ball")).found
    assert found.why == ("“A brown dog chases a red ball along the beach.”",)


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "factual"},
        {"severity": "major"},
        {"level": ("correctness=2",)},
        {"rule": "COR-2"},
        {"disagrees": True},
        {"tag": "SECRET*"},
        {"text": "SECRET"},
    ],
    ids=str,
)
def test_no_search_tells_what_a_held_out_item_says(library: Library, asked: dict[str, object]) -> None:
    matches = search_items(library, Query(**asked))
    assert "exam-0001" not in [match.id for match in matches.found]
    if "text" not in asked:
        assert "1 held-out item was not searched" in matches.notes[0]


def test_a_held_out_item_that_is_found_by_its_prompt_keeps_its_title(library: Library) -> None:
    (match,) = search_items(library, Query(text="deep is the sea")).found
    assert match.title == "held out"


def test_all_is_searched_where_that_is_asked_for() -> None:
    library = open_library(MemoryTree(files()), reveal=True)
    assert "exam-0001" in _found(library, rule="COR-2")
    assert _found(library, text="SECRET rationale") == ["exam-0001"]


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"type": "halucination.object"}, "`hallucination.object`"),
        ({"rule": "COR-22"}, "`COR-2`"),
        ({"level": ("correctnes=2",)}, "`correctness`"),
        ({"level": ("correctness=7",)}, "`1`, `2` and `3`"),
        ({"level": ("correctness",)}, "correctness=2"),
        ({"severity": "mayor"}, "`major`"),
        ({"goldset": "exams"}, "`exam`"),
        ({"guideline": "caption"}, "`caption-quality`"),
    ],
    ids=str,
)
def test_a_typo_does_not_read_as_nothing_matched(
    library: Library, asked: dict[str, object], hint: str
) -> None:
    with pytest.raises(GoldlineError) as caught:
        _found(library, **asked)
    assert hint in caught.value.hint


def test_rules_are_found_by_words_types_and_levels(library: Library) -> None:
    by_level = [match.id for match in search_rules(library, Query(level=("correctness=2",))).found]
    assert "COR-2" in by_level
    assert all(rule.startswith("COR-") for rule in by_level)
    assert "ASK-2" in [match.id for match in search_rules(library, Query(text="less THAN all")).found]
    assert search_rules(library, Query(type="hallucination.ocr")).found
    with pytest.raises(GoldlineError, match="severity"):
        search_rules(library, Query(severity="major"))


def test_the_status_is_0_unless_a_script_insists(run: Run) -> None:
    assert run("grep", "--level", "correctness=2").exit_code == 0
    assert run("grep", "--text", "no such words").exit_code == 0
    assert run("grep", "--disagrees", "--exit-code").exit_code == 1
    assert run("grep", "--text", "no such words", "--exit-code").exit_code == 0
    assert run("grep").exit_code == 2


def test_names_alone_go_to_other_programs(run: Run) -> None:
    result = run("grep", "--type", "hallucination.object", "-l")
    assert result.stdout.splitlines() == [
        "goldsets/caption-basics/items/beach/cap-0002.yaml",
        "goldsets/caption-basics/items/beach/cap-0003.yaml",
        "goldsets/caption-basics/items/cap-0006.yaml",
    ]
    assert "held-out" in result.stderr


def test_text_and_json_say_the_same(run: Run) -> None:
    text = run("grep", "--type", "hallucination.ocr").stdout
    assert text.startswith("goldsets/caption-basics/items/cap-0005.yaml: cap-0005 A sign read wrongly\n")
    assert "minor hallucination.ocr: “「海」”" in text
    found = json.loads(run("grep", "--type", "hallucination.ocr", "--format", "json").stdout)
    assert found["format"] == "goldline/grep/1"
    assert [match["id"] for match in found["matches"]] == ["cap-0005"]


def test_a_revision_can_be_searched(run: Run) -> None:
    assert "cap-0002" in run("grep", "--text", "red ball", "--rev", "HEAD").stdout
