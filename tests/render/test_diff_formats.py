"""What a change does to the gold, in every format that people and programs read."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from goldline.model.report import STATUSES, DiffReport, ElementChange, Possible
from goldline.render.diff_html import render_diff_html
from goldline.render.diff_json import render_diff_json
from goldline.render.diff_markdown import render_diff_markdown
from goldline.render.diff_text import render_diff_text
from goldline.render.escape import safe_text
from goldline.render.terminal import width_of
from render.golden import assert_golden
from render.reading import Document, assert_nothing_lives, read_markdown
from render.samples import HOSTILE, diff_report, hostile_diff, judgment, many_judgments, quiet_diff


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# --- text -----------------------------------------------------------------------------------


def test_text_reads_as_it_was_approved() -> None:
    assert_golden("diff.txt", render_diff_text(diff_report()))


def test_text_begins_with_the_verdict() -> None:
    report = diff_report((judgment("breaks"), judgment("same", head=2)))
    assert render_diff_text(report).splitlines()[:2] == [
        "1 of 2 judgments changes: 1 breaks its label.",
        "Compared: caption-quality@2.0.0 (3f2a91c04b) → the working tree, 2 items, 2 judgments.",
    ]


def test_text_of_no_change_is_two_lines() -> None:
    assert len(render_diff_text(quiet_diff()).splitlines()) == 2


def test_statuses_come_most_serious_first() -> None:
    text = render_diff_text(diff_report(), every=True)
    found = re.findall(r"^([A-Z]+): 1 judgment", text, re.MULTILINE)
    assert [name.lower() for name in found] == [
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


def test_what_stays_the_same_is_listed_when_asked_for() -> None:
    assert "SAME" not in render_diff_text(diff_report())
    assert "SAME" in render_diff_text(diff_report(), every=True)


def test_a_long_status_ends_with_its_total() -> None:
    text = render_diff_text(many_judgments(37))
    assert text.count("An item whose title") == 20
    assert "… and 17 more judgments, 37 in all." in text


def test_no_limit_lists_all() -> None:
    text = render_diff_text(many_judgments(37), limit=0)
    assert text.count("An item whose title") == 37
    assert "more judgment" not in text


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_lines_fit_the_terminal(width: int) -> None:
    for line in render_diff_text(diff_report(), width=width, every=True).splitlines():
        assert width_of(line) <= width, line


def test_colour_is_only_colour() -> None:
    plain = render_diff_text(diff_report(), every=True)
    painted = render_diff_text(diff_report(), every=True, color=True)
    assert "\x1b" not in plain
    assert without_colour(painted) == plain


def test_colour_marks_the_words_that_changed() -> None:
    painted = render_diff_text(diff_report(), color=True)
    assert "wrong_facts: < \x1b[31m2\x1b[0m" in painted
    assert "wrong_facts: < \x1b[32m3\x1b[0m" in painted


def test_text_cannot_be_forged() -> None:
    text = render_diff_text(hostile_diff(), every=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028\ud800]", text)
    assert without_colour(render_diff_text(hostile_diff(), every=True, color=True)) == text


RULE = ElementChange(
    "caption-quality", "correctness", "rule", "COR-2", "changed", {"then": "2"}, {"then": "1"}
)


def test_what_cannot_be_decided_says_what_is_missing() -> None:
    text = " ".join(render_diff_text(diff_report()).split())
    assert "missing observation `on_topic`; the findings were never annotated; no label for `style`" in text
    assert "missing nobody has looked for `hallucination.ocr`" in text
    assert 'possible 0.5 or more, 3 "Fine" or no rule holds' in text


@pytest.mark.parametrize(
    ("change", "base_rules", "head_rules", "words"),
    [
        ("changed", ("COR-2",), ("COR-2",), "because COR-2 gives another judgment now"),
        ("added", ("COR-9",), ("COR-2",), "because COR-2 is new"),
        ("removed", ("COR-2",), ("COR-9",), "because COR-2 is gone"),
        ("moved", ("COR-9",), ("COR-2",), "because COR-2 stands at another place in the order"),
    ],
)
def test_what_became_of_the_rule_that_fired(
    change: Any, base_rules: tuple[str, ...], head_rules: tuple[str, ...], words: str
) -> None:
    """No input made the difference here: the rule itself did."""
    rule = ElementChange(
        "caption-quality", "correctness", "rule", "COR-2", change, {"then": "2"}, {"then": "1"}
    )
    report = diff_report((judgment("breaks", base_rules=base_rules, head_rules=head_rules),), (rule,))
    assert words in " ".join(render_diff_text(report).split())
    assert words.removeprefix("because COR-2 ") in page_of(report).said
    assert words.removeprefix("because ") in render_diff_markdown(report).replace("`", "")


def test_a_rule_whose_tests_changed_is_told_of_by_its_causes() -> None:
    rule = ElementChange(
        "caption-quality", "correctness", "rule", "COR-2", "changed", {"then": "2"}, {"then": "2"}
    )
    report = diff_report((judgment("breaks", head_rules=("COR-2",)),), (rule,))
    assert "because" not in render_diff_text(report)


def test_an_exception_is_called_one() -> None:
    text = render_diff_text(diff_report((judgment("review", exception=True),)))
    assert 'gold label  2 "Minor flaw", an exception to the rules' in text


# --- JSON -----------------------------------------------------------------------------------

JUDGMENT_KEYS = {
    "guideline",
    "criterion",
    "item",
    "response",
    "status",
    "base",
    "head",
    "base_state",
    "head_state",
    "base_gold",
    "gold",
    "exception",
    "base_rules",
    "head_rules",
    "possible",
    "possible_states",
    "missing",
}


def answer(report: DiffReport, **options: Any) -> Any:
    return json.loads(render_diff_json(report, **options))


def test_json_has_the_keys_that_the_format_promises() -> None:
    found = answer(diff_report())
    assert found["format"] == "goldline/diff/1"
    assert list(found)[:10] == [
        "format",
        "base",
        "head",
        "summary",
        "judgments",
        "changes",
        "criteria",
        "shifts",
        "regions",
        "versions",
    ]
    assert found["base"] == {
        "name": "caption-quality@2.0.0",
        "commit": "3f2a91c04be1d6a7a8e0c5b2f1d4e6a7b8c9d0e1",
    }
    assert found["head"] == {"name": "the working tree", "commit": None}
    for one in found["judgments"]:
        assert set(one) >= JUDGMENT_KEYS
    for one in found["changes"]:
        assert set(one) >= {"guideline", "criterion", "element", "id", "change"}


def test_json_summary_keeps_the_order_of_the_statuses() -> None:
    assert list(answer(diff_report())["summary"]) == ["items", "judgments", *STATUSES]


def test_json_leaves_out_what_is_the_same() -> None:
    short, long = answer(diff_report())["judgments"], answer(diff_report(), every=True)["judgments"]
    assert len(long) == len(short) + 1
    assert {one["status"] for one in long} - {one["status"] for one in short} == {"same"}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("0.1"), "0.1"),
        (Decimal("1E+2"), "100"),
        (Decimal("2.50"), "2.5"),
        (Decimal("3.00"), "3"),
        (Decimal("123456789012345678901"), "123456789012345678901"),
        (Decimal("1E+9000"), "1.7976931348623157e+308"),
        (Decimal("NaN"), "null"),
        ("good", '"good"'),
        (2, "2"),
        (None, "null"),
    ],
)
def test_numbers_are_written_as_numbers(value: Any, written: str) -> None:
    assert f'"gold": {written},' in render_diff_json(diff_report((judgment("breaks", gold=value),)))


def test_bounds_in_json() -> None:
    possible = (Possible(Decimal("0.5"), None), Possible(Decimal("-Infinity"), 3), 2)
    (one,) = answer(diff_report((judgment("undecided", possible=possible),)))["judgments"]
    assert one["possible"] == [{"min": 0.5, "max": None}, {"min": None, "max": 3}, 2]


def test_what_is_known_of_the_whole_space_is_handed_on() -> None:
    report = replace(
        diff_report(),
        regions=({"guideline": "g", "when": {"wrong": ("< 3",)}, "base": Decimal("1.5"), "head": 2},),
        versions=({"guideline": "g", "required": "major", "ok": False, "reasons": []},),
    )
    found = answer(report)
    assert found["regions"] == [{"guideline": "g", "when": {"wrong": ["< 3"]}, "base": 1.5, "head": 2}]
    assert found["versions"][0]["ok"] is False


def test_json_holds_hostile_text_exactly_and_in_plain_ascii() -> None:
    text = render_diff_json(hostile_diff(), every=True)
    assert text.isascii()
    assert json.loads(text)["judgments"][0]["title"] == HOSTILE


# --- Markdown -------------------------------------------------------------------------------


def test_markdown_reads_as_it_was_approved() -> None:
    assert_golden("diff.md", render_diff_markdown(diff_report()))


def test_markdown_begins_with_the_verdict() -> None:
    report = diff_report((judgment("breaks"), judgment("same", head=2)))
    assert render_diff_markdown(report).splitlines()[0] == "**1 of 2 judgments changes: 1 breaks its label.**"


def test_what_asks_nothing_of_a_reader_is_folded() -> None:
    text = render_diff_markdown(diff_report())
    for name in ("Follows", "Fixes", "Decided", "Relabelled", "Added", "Removed"):
        assert f"<summary>{name}: 1 judgment</summary>" in text
    for name in ("Breaks", "Undecided", "Uninspected", "Drifts", "Review", "Unlabelled"):
        assert f"### {name}: 1 judgment" in text


def test_markdown_tables_are_whole() -> None:
    page = read_markdown(render_diff_markdown(diff_report(), every=True))
    assert set(page.rows) == {3, 4, 6}
    assert_nothing_lives(page)


def test_markdown_keeps_hostile_text_in_code() -> None:
    page = read_markdown(render_diff_markdown(hostile_diff(), every=True))
    assert_nothing_lives(page)
    assert set(page.rows) == {3, 4, 6}
    assert any("alert(1)" in code for code in page.code)


@pytest.mark.parametrize(("count", "most"), [(5000, 60_000), (300, 8_000)])
def test_markdown_never_outgrows_a_comment(count: int, most: int) -> None:
    text = render_diff_markdown(many_judgments(count), limit=0, most=most)
    assert len(text) <= most
    shown = text.count("An item whose title")
    assert 0 < shown < count
    assert f"… and {count - shown:,} more judgments, {count:,} in all." in text
    assert f"Left out are {count - shown:,} judgments" in text


def test_markdown_closes_every_fold_even_where_it_is_cut() -> None:
    report = many_judgments(2000, "follows")
    text = render_diff_markdown(replace(report, changes=diff_report().changes), limit=0)
    assert text.count("<details>") == text.count("</details>") == 3


def test_a_hostile_report_is_cut_to_its_length_too() -> None:
    assert len(render_diff_markdown(hostile_diff(), every=True, most=5000)) <= 5000


def test_markdown_of_no_change_is_short() -> None:
    text = render_diff_markdown(quiet_diff())
    assert text.startswith("**None of 1 judgment changes.**")
    assert "###" not in text


# --- HTML -----------------------------------------------------------------------------------


def page_of(report: DiffReport, **options: Any) -> Document:
    return Document(render_diff_html(report, **options))


def test_html_is_one_whole_page() -> None:
    text = render_diff_html(diff_report())
    page = Document(text)
    assert page.declarations == ["doctype html"]
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert "1 breaks its label" in "".join(page.texts["h1"])


def test_html_loads_nothing_and_runs_nothing() -> None:
    page = page_of(hostile_diff(), every=True)
    assert (
        not {"script", "img", "link", "iframe", "object", "embed", "form", "base", "svg", "video"}
        & page.tags()
    )
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("style", "src", "srcset", "action", "formaction"), (tag, name)
            if name == "href":
                assert (value or "").startswith("#")


def test_html_allows_its_own_style_and_nothing_else() -> None:
    text = render_diff_html(diff_report())
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [
        attributes["content"]
        for attributes in Document(text).all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_html_shows_hostile_text_as_text() -> None:
    page = page_of(hostile_diff(), every=True)
    assert not page.comments
    assert safe_text("<script>alert(1)</script>") in page.said
    assert "{{7*7}}" in page.said
    assert "{% raw %}" in page.said
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028\ud800]", page.said)


def test_html_marks_the_words_that_changed() -> None:
    page = page_of(diff_report())
    assert page.texts["del"] == ["2", '2 "Minor flaw"', "A few"]
    assert page.texts["ins"] == ["3", '1 "Unusable"', "Up to two", "二度"]


def test_html_has_an_anchor_for_every_link() -> None:
    page = page_of(diff_report(), every=True)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {(attributes["href"] or "").removeprefix("#") for attributes in page.all("a")}
    assert links <= set(ids)
    assert {"breaks", "follows", "same"} <= links
    labelled = {
        attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes
    }
    assert labelled <= set(ids)


def test_html_headings_do_not_skip_a_level() -> None:
    levels = [int(tag[1]) for tag, _ in page_of(diff_report()).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    for before, after in pairwise(levels):
        assert after <= before + 1


def test_html_tables_have_captions_and_scopes() -> None:
    page = page_of(diff_report())
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(attributes.get("scope") in ("col", "row") for attributes in page.all("th"))


def test_html_opens_what_is_serious() -> None:
    folds = {attributes["id"]: "open" in attributes for attributes in page_of(diff_report()).all("details")}
    assert folds["breaks"]
    assert folds["review"]
    assert not folds["follows"]
    assert not folds["removed"]


def test_html_ends_a_long_status_with_its_total() -> None:
    page = page_of(many_judgments(37), limit=5)
    assert "… and 32 more judgments, 37 in all." in page.said


def test_html_of_no_change() -> None:
    page = page_of(quiet_diff())
    assert "Nothing in the guidelines changed." in page.said
    assert "Every judgment is what it was." in page.said


# --- all of them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "render", [render_diff_text, render_diff_json, render_diff_markdown, render_diff_html]
)
def test_the_same_report_gives_the_same_text(render: Any) -> None:
    assert render(diff_report()) == render(diff_report())
