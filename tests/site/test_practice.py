"""Practice in a real browser: items in the order of a number, feedback, what to read again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sites import answer, expect, open_page

PRACTICE = "practice/index.html"


def compare(page: Any) -> None:
    page.get_by_role("button", name="Compare with the gold").click()
    expect(page.locator("[data-gl-outcome]")).to_be_visible()


def begin(page: Any, address: str, **settings: str) -> list[str]:
    """Begin a practice; return its items."""
    page.goto(address)
    page.locator("[data-gl-setup]").wait_for()
    for name, value in settings.items():
        field = page.locator(f'[data-gl-setup] [name="{name}"]')
        field.fill(value) if name == "seed" else field.select_option(value)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url("**/gold/item.html#*")
    found: list[str] = page.evaluate("goldline.recall('practice', null).items")
    return found


@pytest.mark.parametrize("where", ["at", "on_disk"])
def test_a_practice_goes_through_its_items_and_says_what_to_read_again(
    site: Any, page: Any, where: str
) -> None:
    items = begin(page, getattr(site, where)(PRACTICE), guideline="image-caption", length="5", seed="7")
    assert len(items) == 5
    for number, item in enumerate(items, start=1):
        page.wait_for_url(f"**/gold/item.html#{item}")
        expect(page.locator("h1")).to_have_text(item, use_inner_text=True)
        course = page.locator("[data-gl-course]")
        expect(course).to_be_visible()
        expect(course).to_contain_text(f"item {number} of 5")
        if page.locator("[data-gl-unveil]").count():
            page.locator("[data-gl-unveil]").check()
        answer(page)
        compare(page)
        expect(page.locator("[data-gl-judgment]").first).to_be_visible()
        course.get_by_role("link", name="Next item" if number < 5 else "See how it went").click()
    summary = page.locator("[data-gl-summary]")
    expect(summary).to_be_visible()
    expect(summary).to_contain_text("of 25 judgments as the gold")
    rule = page.locator(".gl-again .gl-rule a").first
    assert "#" in rule.get_attribute("href")
    assert page.locator("[data-gl-running]").is_hidden()
    expect(page.locator("[data-gl-past]")).to_be_visible()
    expect(page.locator("[data-gl-past]")).to_contain_text("Image captions")
    assert page.trouble == []


def test_a_number_gives_the_same_items_in_the_same_order(site: Any, page: Any, browser: Any) -> None:
    settings = {"guideline": "text-response", "length": "10", "seed": "42"}
    one = begin(page, site.at(PRACTICE), **settings)
    context = browser.new_context()
    try:
        other = begin(context.new_page(), site.at(PRACTICE), **settings)
    finally:
        context.close()
    assert one == other
    assert begin(page, site.at(PRACTICE), **(settings | {"seed": "43"})) != one


def test_difficulty_and_locale_choose_the_items(site: Any, page: Any) -> None:
    items = begin(
        page, site.at(PRACTICE), guideline="image-caption", difficulty="hard", locale="en-US", length="all"
    )
    fits = page.evaluate(
        """items => goldline.load('gold').then(data => data.items.filter(one => items.includes(one.id))
            .every(one => one.training && one.difficulty === 'hard' && one.locale === 'en-US'))""",
        items,
    )
    assert items
    assert fits


def test_items_that_were_not_answered_come_first(site: Any, page: Any) -> None:
    first = begin(page, site.at(PRACTICE), guideline="image-caption", length="all")
    page.evaluate(f"goldline.answers.keep('{first[0]}', {{correctness: '1'}}, 1)")
    again = begin(page, site.at(PRACTICE), guideline="image-caption", length="all")
    assert again[-1] == first[0]


def test_answers_are_saved_as_a_file_that_goldline_can_score(site: Any, page: Any) -> None:
    items = begin(page, site.at(PRACTICE), guideline="image-caption", length="5", seed="7")
    answer(page)
    compare(page)
    page.locator("[data-gl-course]").get_by_role("link", name="overview").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    with open(saved.value.path(), encoding="utf-8", newline="") as file:
        text = file.read()
    lines = text.split("\r\n")
    assert (
        lines[0].replace('"', "") == "item,criterion,response,annotator,value,submitted_at,seconds,guideline"
    )
    assert all(line.startswith(f'"{items[0]}",') for line in lines[1:] if line)
    assert '"image-caption@' in lines[1]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as JSON").click()
    with open(saved.value.path(), encoding="utf-8") as file:
        data = json.load(file)
    assert data["format"] == "goldline/practice/1"
    assert {one["item"] for one in data["judgments"]} == {items[0]}


def test_a_practice_can_be_ended_early_and_all_of_it_forgotten(site: Any, page: Any) -> None:
    begin(page, site.at(PRACTICE), guideline="image-caption", length="5", seed="7")
    answer(page)
    compare(page)
    page.goto(site.at(PRACTICE))
    page.get_by_role("button", name="End it").click()
    expect(page.locator("[data-gl-running]")).to_be_hidden()
    expect(page.locator("[data-gl-summary]")).to_be_visible()
    page.get_by_role("button", name="Forget all my answers").click()
    expect(page.locator("[data-gl-summary]")).to_be_hidden()
    assert page.evaluate("Object.keys(goldline.answers.all()).length") == 0


def test_what_a_browser_holds_from_elsewhere_does_no_harm(site: Any, page: Any) -> None:
    page.goto(site.at(PRACTICE))
    page.evaluate(
        """() => {
            const practice = {items: [5, null], answers: {}, guideline: 'gone'};
            localStorage.setItem('goldline.practice', JSON.stringify(practice));
            localStorage.setItem('goldline.answers', '[1, 2]');
            localStorage.setItem('goldline.practised', '{"a": 1}');
        }"""
    )
    page.reload()
    page.locator("[data-gl-setup]").wait_for()
    assert page.locator("[data-gl-summary]").is_hidden()
    open_page(page, site.at("gold/item.html#cap-0019"))
    expect(page.locator("[data-gl-ask]")).to_be_visible()
    assert page.trouble == []
