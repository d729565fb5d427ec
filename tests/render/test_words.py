"""The wording that all formats share, and the verdict above everything."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.condition import Value
from goldline.model.report import STATUSES, Cause, Possible, Side
from goldline.render.statuses import STATUS_WORDS, verdict_of
from goldline.render.word_diff import Pieces, excerpts, word_changes
from goldline.render.words import (
    cause_words,
    gold_words,
    level_words,
    listed,
    missing_words,
    outcome_words,
    plural,
    possible_words,
    rules_words,
    side_words,
    value_words,
)
from render.samples import LABELS, diff_report, judgment, quiet_diff


def quoted(text: str) -> str:
    return f"<{text}>"


def test_counts_have_their_nouns() -> None:
    assert plural(1, "item") == "1 item"
    assert plural(0, "item") == "0 items"
    assert plural(1234, "entry", "entries") == "1,234 entries"


def test_lists_read_aloud() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (3, "3"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1E+2"), "100"),
        (Decimal("100"), "100"),
        (Decimal("1E+900"), "1E+900"),
        ("major", "major"),
        (("a", 1), "a, 1"),
        ({"on_topic": False}, "on_topic: false"),
        (Possible(1, 3), "1 to 3"),
        (Possible(1, None), "1 or more"),
        (Possible(Decimal("-Infinity"), 3), "3 or less"),
        (Possible(None, Decimal("Infinity")), "any number"),
    ],
)
def test_values_read_as_they_are_written(value: object, words: str) -> None:
    assert value_words(value) == words


def test_levels_have_their_labels() -> None:
    assert level_words(2, LABELS) == '2 "Minor flaw"'
    assert level_words(Decimal(2), LABELS) == '2 "Minor flaw"'
    assert level_words(7, LABELS) == "7"
    assert level_words("good", {"good": "good"}) == "good"
    assert level_words("not-judged", LABELS) == "not judged"


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [
        (2, "decided", '2 "Minor flaw"'),
        (None, "undecided", "undecided"),
        (None, "gap", "no rule holds"),
        (None, "conflict", "rules contradict each other"),
        (None, None, "—"),
    ],
)
def test_outcomes_in_words(value: Value, state: str | None, words: str) -> None:
    assert outcome_words(value, state, LABELS) == words


def test_what_is_possible_in_words() -> None:
    words = possible_words((1, Possible(Decimal("2.5"), 3)), ("gap", "conflict"), LABELS)
    assert words == '1 "Unusable", 2.5 to 3, no rule holds or rules contradict each other'


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("input:on_topic", "observation <on_topic>"),
        ("findings", "the findings were never annotated"),
        ("type:hallucination.ocr", "nobody has looked for <hallucination.ocr>"),
        ("label:style", "no label for <style>"),
        ("rubric", "which points of the item's rubric are met"),
        ("something:else", "<something:else>"),
    ],
)
def test_what_is_missing_in_words(name: str, words: str) -> None:
    assert missing_words(name, quoted) == words


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (Cause("wrong", 2, "< 2", "< 3"), "<wrong> is <2>: the test was << 2>, now << 3>"),
        (Cause("wrong", 2, "", "< 3"), "<wrong> is <2>: the test << 3> is new"),
        (Cause("wrong", 2, "< 2", ""), "<wrong> is <2>: the test << 2> is gone"),
        (Cause("wrong", True, "false", "false"), "<wrong> is <true>: the test is <false>"),
        (Cause("worst", "minor → major", "", ""), "<worst> reads differently: <minor → major>"),
    ],
)
def test_causes_in_words(cause: Cause, words: str) -> None:
    assert cause_words(cause, quoted) == words


def test_labels_before_and_now() -> None:
    assert gold_words(2, 2, LABELS) == '2 "Minor flaw"'
    assert gold_words(2, 3, LABELS) == '2 "Minor flaw" → 3 "Fine"'
    assert gold_words(None, 3, LABELS) == '3 "Fine"'
    assert gold_words(3, None, LABELS) == '3 "Fine"'
    assert gold_words(None, None, LABELS) == "none"


def test_rules_before_and_now() -> None:
    assert rules_words(("COR-1",), ("COR-1",)) == "COR-1"
    assert rules_words(("COR-1",), ("COR-2", "COR-3")) == "COR-1 → COR-2 and COR-3"
    assert rules_words((), ("COR-2",)) == "none → COR-2"
    assert rules_words((), ()) == ""


def test_sides_name_their_commit_where_that_says_more() -> None:
    commit = "3f2a91c04be1d6a7a8e0c5b2f1d4e6a7b8c9d0e1"
    assert side_words(Side("main", commit)) == "main (3f2a91c04b)"
    assert side_words(Side(commit[:12], commit)) == commit[:12]
    assert side_words(Side("the working tree", None)) == "the working tree"


# --- the verdict ----------------------------------------------------------------------------


def test_every_status_has_its_words() -> None:
    assert set(STATUS_WORDS) == set(STATUSES)


def test_most_serious_comes_first() -> None:
    assert list(STATUS_WORDS) == [
        "breaks",
        "undecided",
        "uninspected",
        "drifts",
        "review",
        "unlabelled",
        "follows",
        "fixes",
        "decided",
        "relabelled",
        "added",
        "removed",
        "same",
    ]


def test_the_verdict_counts_what_changes() -> None:
    rows = (judgment("follows"), judgment("follows"), judgment("breaks"), *(judgment("same", head=2),) * 4)
    verdict = verdict_of(diff_report(rows))
    assert verdict.text == "3 of 7 judgments change: 1 breaks its label and 2 follow their label."
    assert verdict.besides == ""
    assert verdict.tone == "bad"


def test_one_judgment_changes() -> None:
    assert verdict_of(diff_report((judgment("fixes"),))).text == (
        "1 of 1 judgment changes: 1 now agrees with its label."
    )


def test_nothing_changes() -> None:
    verdict = verdict_of(quiet_diff())
    assert (verdict.text, verdict.tone) == ("None of 1 judgment changes.", "good")


def test_nothing_is_compared() -> None:
    """A comparison of no gold must not read as good news."""
    verdict = verdict_of(diff_report((), (), ()))
    assert (verdict.text, verdict.tone) == ("There is no judgment to compare.", "unsure")


def test_a_review_of_words_is_no_change_of_judgment() -> None:
    words = judgment("review", head=2, reworded=("rule COR-2",))
    moved = judgment("review", exception=True)
    verdict = verdict_of(diff_report((words, moved)))
    assert verdict.text == "1 of 2 judgments changes: 1 is an exception that changed."
    assert verdict.besides == "Besides, 1 rests on rules or words that changed and should be reviewed."
    assert verdict.tone == "unsure"


def test_what_came_and_went_is_said_besides() -> None:
    verdict = verdict_of(
        diff_report((judgment("added"), judgment("removed"), judgment("relabelled", head=2)))
    )
    assert verdict.text == "None of 3 judgments changes."
    assert verdict.besides == "Besides, 1 was relabelled, 1 is new and 1 is gone."
    assert verdict.tone == "good"


# --- which words changed --------------------------------------------------------------------


@given(st.text("ab .\n日", max_size=40), st.text("ab .\n日", max_size=40))
def test_the_pieces_are_the_texts(before: str, after: str) -> None:
    old, new = word_changes(before, after)
    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after
    assert kept_letters(old) == kept_letters(new)


def kept_letters(pieces: Pieces) -> list[str]:
    """The letters of what is not marked: a mark may run over a comma that stands between two changes."""
    return [char for piece in pieces if not piece.changed for char in piece.text if char.isalnum()]


def marked(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = word_changes(before, after)
    return [p.text for p in old if p.changed], [p.text for p in new if p.changed]


def test_a_changed_word_is_marked_alone() -> None:
    assert marked("A few wrong facts.", "Two wrong facts.") == (["A few"], ["Two"])
    assert marked("the same", "the same") == ([], [])


def test_a_script_without_spaces_is_compared_letter_by_letter() -> None:
    assert marked("写真を見てから判断する", "写真を二度見てから判断する") == ([], ["二度"])


def test_texts_with_nothing_in_common_are_marked_whole() -> None:
    assert marked("one two three", "four, five") == (["one two three"], ["four, five"])


def test_a_novel_is_compared_in_no_time() -> None:
    before, after = "word " * 50_000, "other " * 50_000
    assert marked(before, after) == ([before], [after])


def test_of_a_long_text_only_what_is_near_the_change_is_shown() -> None:
    lead, tail = "lead " * 100, " tail" * 100
    before, after = excerpts(f"{lead}red{tail}", f"{lead}blue{tail}")
    assert before.startswith("… lead")
    assert before.endswith("tail …")
    assert "red" in before
    assert "blue" in after
    assert len(before) < 300


def test_a_short_text_is_shown_whole() -> None:
    assert excerpts("red", "blue") == ("red", "blue")


def test_a_text_that_is_all_new_is_cut_with_its_size() -> None:
    _, after = excerpts("", "x" * 5000)
    assert after.endswith("… (4,200 more characters)")
