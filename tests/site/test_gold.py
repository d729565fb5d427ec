"""The gold browser in a real browser: filters, the address, keys, and what it must not tell."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sites import expect, listen

GOLD = "gold/index.html"


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    page.locator("[data-gl-ready]").wait_for()
    return page


def shown(page: Any) -> int:
    """How many items the browser says it found, now."""
    return int(page.locator("[data-gl-count]").inner_text().split(" ")[0].replace(",", ""))


def expect_shown(page: Any, number: int) -> None:
    expect(page.locator("[data-gl-count]")).to_have_text(re.compile(rf"^{number:,} (of [\d,]+ )?items$"))


def choose(page: Any, facet: str, value: str) -> None:
    page.locator(f'[data-gl-facet="{facet}"] input[value="{value}"]').check()
    in_the_address(page, facet, value)


def look_for(page: Any, words: str) -> None:
    page.locator("#gl-search").fill(words)
    in_the_address(page, "q", words)


def in_the_address(page: Any, name: str, value: str) -> None:
    """Wait until the address holds it: the list is then drawn anew, for one step of the script does both."""
    page.wait_for_function(
        "([name, value]) => new URLSearchParams(location.hash.slice(1)).getAll(name).includes(value)",
        arg=[name, value],
    )


def count_of(page: Any, facet: str, value: str) -> int:
    line = page.locator(f'[data-gl-facet="{facet}"] label:has(input[value="{value}"])')
    return int(line.locator(".gl-choice-count").inner_text().replace(",", ""))


@pytest.mark.parametrize("where", ["at", "on_disk"])
def test_a_choice_narrows_to_as_many_items_as_it_promised(site: Any, page: Any, where: str) -> None:
    opened(page, getattr(site, where)(GOLD))
    promised = count_of(page, "locale", "ja-JP")
    choose(page, "locale", "ja-JP")
    expect_shown(page, promised)
    assert all("ja-JP" in text for text in page.locator(".gl-row-facts").all_inner_texts())
    assert page.trouble == []


def test_choices_of_one_filter_widen_and_filters_narrow(site: Any, page: Any) -> None:
    opened(page, site.at(GOLD))
    choose(page, "locale", "ja-JP")
    japanese = shown(page)
    german = count_of(page, "locale", "de-DE")
    choose(page, "locale", "de-DE")
    expect_shown(page, japanese + german)
    promised = count_of(page, "difficulty", "hard")
    choose(page, "difficulty", "hard")
    expect_shown(page, promised)
    assert promised < japanese + german


def test_a_judgment_finds_examples_only_until_the_gold_may_be_shown(site: Any, page: Any) -> None:
    opened(page, site.at(GOLD))
    choose(page, "guideline", "image-caption")
    choose(page, "level:image-caption/correctness", "1")
    few = shown(page)
    assert "training" not in " ".join(page.locator(".gl-row-facts").all_inner_texts())
    expect(page.locator("[data-gl-left-out]")).to_be_visible()
    expect(page.locator("[data-gl-left-out]")).to_contain_text("left out")
    page.locator("[data-gl-reveal]").check()
    expect(page.locator("[data-gl-left-out]")).to_be_hidden()
    assert shown(page) > few


def test_an_answered_item_is_found_by_its_judgment(site: Any, page: Any) -> None:
    opened(page, site.at(f"{GOLD}#guideline=image-caption&level%3Aimage-caption%2Fcorrectness=3"))
    assert "cap-0019" not in page.locator("[data-gl-rows]").inner_text()
    page.evaluate("goldline.answers.keep('cap-0019', {correctness: '3'}, 1)")
    page.reload()
    page.locator("[data-gl-ready]").wait_for()
    assert "cap-0019" in page.locator("[data-gl-rows]").inner_text()


def test_neither_the_list_nor_its_search_tells_titles_of_items_that_train(site: Any, page: Any) -> None:
    opened(page, site.at(GOLD))
    look_for(page, "same spoon three")
    expect(page.locator("[data-gl-nothing]")).to_be_visible()
    look_for(page, "cap-0019")
    row = page.locator(".gl-row")
    expect(row).to_have_count(1)
    assert "spoon three times" not in row.inner_text()
    assert "many-small-errors" not in row.inner_text()
    assert row.locator(".gl-row-level").count() == 0


def test_a_type_and_a_severity_are_of_one_finding(site: Any, page: Any) -> None:
    opened(page, site.at(GOLD))
    page.locator("[data-gl-reveal]").check()
    wrong = page.evaluate(
        """goldline.load('gold').then(data => {
            const index = goldline.goldFilter.prepare(data, () => true);
            const chosen = {type: ['hallucination'], severity: ['critical']};
            const right = one => one[0].split('.')[0] === 'hallucination' && one[1] === 'critical';
            const found = goldline.goldFilter.find(index, {q: '', chosen}).found;
            return found.length ? found.filter(row => !row.item.findings.some(right)).length : -1;
        })"""
    )
    assert wrong == 0


def test_the_address_holds_what_was_chosen_and_back_takes_it_back(site: Any, page: Any) -> None:
    opened(page, site.at(GOLD))
    every = shown(page)
    choose(page, "locale", "ar-EG")
    look_for(page, "vid")
    page.locator("[data-gl-sort]").select_option("-difficulty")
    in_the_address(page, "sort", "-difficulty")
    found, address = shown(page), page.evaluate("location.href")
    rows = page.locator(".gl-row-link").all_inner_texts()
    other = page.context.new_page()
    opened(other, address)
    assert shown(other) == found
    assert other.locator(".gl-row-link").all_inner_texts() == rows
    assert other.locator("#gl-search").input_value() == "vid"
    page.go_back()
    page.go_back()
    expect(page.locator("[data-gl-count]")).to_have_text(f"{every:,} items")
    expect(page.locator("#gl-search")).to_have_value("")


def test_all_of_it_works_with_the_keyboard(site: Any, page: Any) -> None:
    opened(page, site.at(GOLD))
    search = page.locator("#gl-search")
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("espresso")
    in_the_address(page, "q", "espresso")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".gl-row-link").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".gl-row-link").first).to_be_focused()
    wanted = page.locator(".gl-row-link").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)
    assert not page.locator(".md-search__output").is_visible()


def test_where_nothing_is_found_there_is_a_way_out(site: Any, page: Any) -> None:
    opened(page, site.at(f"{GOLD}#locale=ja-JP&q=espressso"))
    assert shown(page) == 0
    page.get_by_role("button", name="Without “espressso”").click()
    expect(page.locator("#gl-search")).to_have_value("")
    assert shown(page) > 0


def test_a_filter_of_an_old_address_can_be_removed(site: Any, page: Any) -> None:
    opened(page, site.at(f"{GOLD}#tag=no-such-tag&nonsense=1&constructor=2"))
    assert shown(page) == 0
    chip = page.get_by_role("button", name="Remove the filter Tag: no-such-tag")
    chip.click()
    expect(chip).to_have_count(0)
    assert shown(page) > 0
    assert page.trouble == []


def test_sensitive_text_is_not_in_the_list_before_its_reader_opts_in(site: Any, page: Any) -> None:
    opened(page, site.at(f"{GOLD}#q=txt-0015"))
    assert "chocolate" not in page.locator("[data-gl-rows]").inner_text()
    page.evaluate("goldline.remember('sensitive', ['medical'])")
    page.reload()
    page.locator("[data-gl-ready]").wait_for()
    assert "chocolate" in page.locator("[data-gl-rows]").inner_text()


def test_without_scripts_the_first_items_are_listed_and_the_page_says_that_there_are_more(
    site: Any, browser: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(site.at(GOLD))
        assert page.locator(".gl-row").count() == 50
        assert re.search(r"first of \d{3} items", page.locator("noscript").inner_text())
    finally:
        context.close()


def test_held_out_items_are_in_no_data(built: Path) -> None:
    data = (built / "data" / "gold.js").read_text("utf-8")
    assert "exam-" not in data
    assert not [path for path in built.rglob("*") if "exam" in path.name]


def test_on_a_phone_filters_wait_behind_a_button(site: Any, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        listen(page)
        opened(page, site.at(GOLD))
        assert not page.locator('[data-gl-facet="locale"]').is_visible()
        page.locator("summary", has_text="Filters").click()
        choose(page, "locale", "ja-JP")
        expect(page.locator(".gl-chip")).to_have_count(1)
        assert page.trouble == []
    finally:
        context.close()


def test_the_id_of_a_rule_finds_the_gold_that_it_decides_and_tells_of_no_other(site: Any, page: Any) -> None:
    opened(page, site.at("gold/index.html#guideline=image-caption&q=COR-9"))
    rows = page.locator(".gl-row")
    expect(rows.filter(has_text="cap-0001")).to_have_count(1)
    told = rows.count()
    expect(page.locator("[data-gl-left-out]")).to_contain_text("left out")
    page.get_by_label("Show the gold of training items").check()
    expect(page.locator("[data-gl-left-out]")).to_be_hidden()
    assert rows.count() > told


def test_a_rule_leads_to_the_gold_that_it_decides(site: Any, page: Any) -> None:
    page.goto(site.at("guidelines/image-caption/criteria/correctness.html"))
    page.locator("#COR-3").locator("xpath=ancestor::*[contains(@class, 'gl-rule')][1]").get_by_role(
        "link", name=re.compile("of the gold$")
    ).click()
    expect(page.locator(".gl-row").filter(has_text="cap-0004")).to_have_count(1)
