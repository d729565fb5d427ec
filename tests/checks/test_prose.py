"""Prose is cut into the sentences that people would see, and judged as they would read it."""

from __future__ import annotations

import pytest

from goldline.checks.prose import sentences, unquoted, words_of
from goldline.checks.readability import grade, is_beyond_b2, is_hard, level, syllables
from goldline.checks.words import EVERYDAY, PLAINER, VAGUE, find_vague, plainer


def vague(text: str) -> list[str]:
    return [word for word, _ in find_vague(text)]


class TestSentences:
    def test_end_at_full_stops_and_question_marks(self) -> None:
        assert list(sentences("Look at it. Is it there? Mark it.")) == [
            "Look at it.",
            "Is it there?",
            "Mark it.",
        ]

    def test_go_on_over_line_breaks(self) -> None:
        assert list(sentences("Look at\n  the picture.")) == ["Look at the picture."]

    def test_do_not_end_at_abbreviations_and_numbers(self) -> None:
        assert list(sentences("Use version 1.2 of it, e.g. The Times writes so.")) == [
            "Use version 1.2 of it, e.g. The Times writes so."
        ]

    def test_are_what_stands_in_lists_and_headings(self) -> None:
        text = "# Steps\n\n- look at it\n- mark it\n\n1. then read\n2. then write"
        assert list(sentences(text)) == ["Steps", "look at it", "mark it", "then read", "then write"]

    def test_lose_the_marks_of_markdown(self) -> None:
        assert list(sentences("**Look** at [the list](https://example.org/a.b) and `x.y`.")) == [
            "Look at the list and ."
        ]

    def test_leave_out_code(self) -> None:
        assert list(sentences("Write\n\n```yaml\nid: a. B\n```\n\nthis.")) == ["Write", "this."]

    def test_there_are_none_in_nothing(self) -> None:
        assert list(sentences(" \n")) == []


class TestVagueWords:
    @pytest.mark.parametrize(
        "text", ["usually", "USUALLY", "etc.", "and/or", "a few", "as\nneeded", "error(s)", "Should it?"]
    )
    def test_are_found_in_any_writing(self, text: str) -> None:
        assert len(vague(text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "how many errors",
            "someone",
            "rather than 2",
            '"some"',
            "the word `several`",
            "‘usually’",
            "at most two",
            "a manyfold",
            "seriousness",
        ],
    )
    def test_are_not_found_where_the_meaning_is_exact(self, text: str) -> None:
        assert vague(text) == []

    def test_are_said_once_for_each_text(self) -> None:
        assert vague("Some errors and some omissions") == ["Some"]

    def test_the_longer_one_is_named(self) -> None:
        assert vague("a few errors in a number of places") == ["a few", "a number of"]


class TestHardWords:
    @pytest.mark.parametrize("word", ["spurious", "discrepancy", "superfluous", "verbatim"])
    def test_are_those_beyond_b2(self, word: str) -> None:
        assert is_hard(word)

    @pytest.mark.parametrize("word", ["picture", "caption", "mislead", "screenshot", "zzzz"])
    def test_are_not_common_or_unknown_words_or_those_of_the_trade(self, word: str) -> None:
        assert not is_hard(word)

    def test_a_form_is_as_easy_as_its_word(self) -> None:
        assert level("pictures") == level("picture")

    def test_have_a_plainer_word_in_every_form(self) -> None:
        assert plainer("utilizes") == plainer("utilized") == "use"
        assert plainer("picture") is None


class TestGrade:
    def test_is_that_of_the_formula(self) -> None:
        words = words_of("The cat sat on the mat")  # six words of one syllable
        assert grade(words) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)

    def test_counts_syllables(self) -> None:
        assert [syllables(word) for word in ("cat", "picture", "hallucination")] == [1, 2, 5]

    def test_counts_known_words_as_easy(self) -> None:
        words = words_of("Comprehensibility decides")
        assert grade(words, {"comprehensibility"}) < grade(words)

    def test_is_nothing_for_nothing(self) -> None:
        assert grade([]) == 0
        assert not is_beyond_b2([])

    def test_short_sentences_need_more_than_one_long_word_to_be_hard(self) -> None:
        assert not is_beyond_b2(words_of("A misleading caption is unacceptable"))


class TestLists:
    def test_words_are_written_in_lower_case_without_spare_blanks(self) -> None:
        for word in (*VAGUE, *PLAINER, *EVERYDAY):
            assert word == " ".join(word.lower().split())

    def test_every_vague_word_is_found_where_it_stands_alone(self) -> None:
        for word in VAGUE:
            assert vague(f"x {word} x") == [word]

    def test_no_plain_word_is_replaced_by_a_vague_one(self) -> None:
        assert [plain for plain in PLAINER.values() if vague(plain)] == []


def test_what_stands_in_quotes_is_spoken_of_and_not_used() -> None:
    assert words_of(unquoted('Use "some" and `several` or “many” words')) == ["Use", "and", "or", "words"]
