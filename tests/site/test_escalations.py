"""The list of what was asked: found, sent around by link, and silent about what is held out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from goldline.store.tree import MemoryTree
from goldline.website.loading import load_site
from sites import ROOT, expect

LIST = "escalations/index.html"
SHOWN = "main .gl-escalation:visible"


def test_all_four_ends_of_a_question_are_told_apart(site: Any, page: Any) -> None:
    page.goto(site.at(LIST))
    heads = page.locator("main section h2").all_inner_texts()
    assert [head.split()[0].strip(",") for head in heads] == ["Open", "Answered", "Resolved", "Declined"]
    assert page.trouble == []


def test_a_question_leads_to_its_rules_its_gold_and_its_version(site: Any, page: Any) -> None:
    page.goto(site.at(LIST))
    entry = page.locator(".gl-escalation:has(#esc-0402)")
    ways = entry.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert "../guidelines/translation-mqm/criteria/score.html#SCO-1" in ways
    assert "../guidelines/translation-mqm/changes/2.0.0.html" in ways
    assert "../gold/item.html#mqm-0008" in ways


@pytest.mark.parametrize("where", ["at", "on_disk"])
def test_words_status_and_guideline_narrow_the_list_and_stand_in_the_address(
    site: Any, page: Any, where: str
) -> None:
    page.goto(getattr(site, where)(LIST))
    everything = page.locator(SHOWN).count()
    page.get_by_role("searchbox", name="Words, a rule").fill("PRF-42")
    page.locator("main select[name=status]").select_option("open")
    said = page.locator("main output")
    expect(said).to_have_text(f"1 of {everything}")
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(SHOWN)).to_contain_text("esc-0508")
    expect(page).to_have_url(re.compile(r"\?q=PRF-42&status=open$"))
    page.reload()
    expect(said).to_have_text(f"1 of {everything}")
    expect(page.locator(SHOWN)).to_have_count(1)
    page.locator("main select[name=guideline]").select_option("image-caption")
    expect(said).to_contain_text("Nothing fits")
    expect(page.locator(SHOWN)).to_have_count(0)
    assert page.trouble == []


def test_a_link_to_an_escalation_shows_it_whatever_was_searched_for(site: Any, page: Any) -> None:
    page.goto(site.at(f"{LIST}?status=open#esc-0003"))
    expect(page.locator("#esc-0003")).to_be_visible()
    colour = "one => getComputedStyle(one).backgroundColor"
    marked, other = (page.locator(f".gl-escalation:has(#{one})") for one in ("esc-0003", "esc-0004"))
    expect(marked).not_to_have_css("background-color", other.evaluate(colour))


def test_the_age_of_open_questions_is_counted_in_the_browser(site: Any, browser: Any, built: Path) -> None:
    assert "open for" not in (built / LIST).read_text("utf-8")
    context = browser.new_context(timezone_id="Pacific/Auckland")
    try:
        page = context.new_page()
        page.clock.set_fixed_time("2026-12-08T20:00:00Z")  # the 9th, there
        page.goto(site.at(LIST))
        age = page.locator(".gl-escalation:has(#esc-0508) [data-gl-opened]")
        expect(age).to_have_text("· open for 21 days")
        expect(age).to_contain_class("gl-age--long")
    finally:
        context.close()


def test_without_scripts_it_is_a_list_to_read(site: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(site.at(LIST))
        assert page.locator(SHOWN).count() >= 40
        assert not page.locator(".gl-seek-asked").is_visible()
    finally:
        context.close()


def test_no_text_names_an_item_that_is_held_out() -> None:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for room in ("guidelines/image-caption", "goldsets/caption-basics")
        for path in (ROOT / room).rglob("*")
        if path.is_file()
    }
    held = "goldsets/caption-basics/items/cap-9001.yaml"
    files[held] = b"id: cap-9001\nvisibility: held-out\n"
    files["escalations/esc-9001.yaml"] = (
        b"id: esc-9001\nopened: 2026-10-02\nby: a17\nguideline: image-caption@2.1.1\nitem: cap-0005\n"
        b"question: Is it as in cap-9001?\nstatus: answered\nanswer: Yes, cap-9001 and cap-0005 are alike.\n"
        b"decided_by: lead-1\ndecided: 2026-10-03\n"
    )
    (one,) = load_site(MemoryTree(files)).escalations
    assert one.question == "Is it as in another item?"
    assert one.answer == "Yes, another item and cap-0005 are alike."
