"""Every kind of page in a real browser: nothing fails, nothing is forbidden, nothing comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sites import axe_source, dead_links, expect, listen, open_page, settle

KINDS = {
    "home": "index.html",
    "guideline": "guidelines/image-caption/index.html",
    "criterion": "guidelines/image-caption/criteria/correctness.html",
    "criterion of many inputs": "guidelines/side-by-side/criteria/preference.html",
    "criterion of a number": "guidelines/translation-mqm/criteria/score.html",
    "taxonomy": "guidelines/image-caption/taxonomy.html",
    "versions": "guidelines/image-caption/changes/index.html",
    "version": "guidelines/image-caption/changes/2.0.0.html",
    "changes": "changes/index.html",
    "escalations": "escalations/index.html",
    "handbook": "handbook/index.html",
    "handbook for analysts": "handbook/analysts.html",
    "every check": "handbook/reference/checks.html",
    "every command": "handbook/reference/commands.html",
    "files in brief": "handbook/reference/format.html",
    "asking": "escalations/ask.html",
    "gold": "gold/index.html",
    "example": "gold/item.html#cap-0004",
    "item that trains": "gold/item.html#cap-0019",
    "item of several responses": "gold/item.html#sbs-0030",
    "sensitive item with a clip": "gold/item.html#vid-0017",
    "practice": "practice/index.html",
}
every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


@every_kind
def test_a_page_opens_without_any_complaint_of_the_browser(site: Any, page: Any, path: str) -> None:
    open_page(page, site.at(path))
    assert page.locator("h1").count() == 1
    assert page.trouble == []


@every_kind
def test_a_page_opens_from_disk_without_any_complaint(site: Any, page: Any, path: str) -> None:
    open_page(page, site.on_disk(path))
    assert page.locator("h1").count() == 1
    assert page.trouble == []


@every_kind
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_a_page_has_no_fault_that_axe_can_find(
    site: Any, browser: Any, path: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        open_page(page, site.at(path))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        settle(page)
        page.evaluate(axe_source())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
        assert faults == []
    finally:
        context.close()


@every_kind
def test_a_page_fits_a_phone(site: Any, browser: Any, path: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        listen(page)
        open_page(page, site.at(path))
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
        assert page.trouble == []
    finally:
        context.close()


def test_every_page_has_a_policy_without_exceptions(built: Path) -> None:
    for path in built.rglob("*.html"):
        found = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text("utf-8"))
        assert len(found) == 1, path
        assert "unsafe" not in found[0]
        assert "http:" not in found[0]


def test_every_link_leads_to_a_page_and_every_anchor_to_a_place(built: Path) -> None:
    assert dead_links(built)[:10] == []


# --- what readers do --------------------------------------------------------------------------

CRITERION = KINDS["criterion"]


@pytest.mark.parametrize("where", ["at", "on_disk"])
def test_a_rule_is_one_search_away(site: Any, page: Any, where: str) -> None:
    page.goto(getattr(site, where)("index.html"))
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("COR-5", delay=20)
    # What was found for the first letters is replaced, letter by letter.
    rule = page.locator('.md-search-result__link[href*="correctness.html?h=5"][href$="#COR-5"]')
    expect(rule.first).to_be_visible()
    assert page.trouble == []


def test_a_link_to_a_rule_shows_that_rule_marked(site: Any, page: Any) -> None:
    page.goto(site.at(f"{CRITERION}#COR-5"))
    heading = page.locator("#COR-5")
    expect(heading).to_be_in_viewport()
    rule = page.locator(".gl-rule:has(#COR-5)")
    other = page.locator(".gl-rule:has(#COR-1)")
    colour = "one => getComputedStyle(one).backgroundColor"
    expect(rule).not_to_have_css("background-color", other.evaluate(colour))


def test_the_link_of_a_rule_is_copied_with_one_click(site: Any, browser: Any) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    try:
        page = context.new_page()
        page.goto(site.at(CRITERION))
        page.locator("#COR-5 .headerlink").click()
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == site.at(f"{CRITERION}#COR-5")
    finally:
        context.close()


def test_a_term_is_explained_on_focus_and_the_explanation_goes_with_escape(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    term = page.locator(".gl-question .gl-term").first
    term.focus()
    tip = page.get_by_role("tooltip")
    expect(tip).to_have_text(term.get_attribute("data-gl-explains"))
    expect(term).to_have_attribute("aria-describedby", tip.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_an_explanation_stays_while_the_pointer_is_on_it(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    page.locator(".gl-question .gl-term").first.hover()
    tip = page.get_by_role("tooltip")
    tip.hover()
    page.wait_for_function("document.querySelector('#gl-tip').matches(':hover')")
    settle(page)
    assert tip.is_visible()
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_the_first_visit_has_no_news_and_a_later_one_names_what_is_new(site: Any, page: Any) -> None:
    page.goto(site.at("index.html"))
    news = page.locator("[data-gl-news]")
    assert not news.is_visible()
    page.evaluate("localStorage.setItem('goldline.versions', JSON.stringify({'image-caption': '1.0.0'}))")
    page.reload()
    expect(news).to_be_visible()
    expect(news).to_contain_text("1.0.0", use_inner_text=True)
    page.reload()
    assert not news.is_visible()


def test_a_rule_tells_what_it_said_before(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    rule = page.locator(".gl-rule:has(#COR-5)")
    rule.locator("summary", has_text="History").click()
    expect(rule.locator(".gl-old").first).to_be_visible()
    expect(rule.locator(".gl-old").first).to_contain_text("the caption gets 3")
    expect(rule.locator(".gl-new").first).to_contain_text("one or two")


def test_a_page_prints_without_what_surrounds_it(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    page.emulate_media(media="print")
    for around in (".md-header", ".md-sidebar--primary", ".md-footer", ".headerlink >> nth=0"):
        expect(page.locator(around).first).to_be_hidden()
    expect(page.locator("#COR-5")).to_be_visible()


def test_a_question_mark_lists_the_keys_and_gives_the_focus_back(site: Any, page: Any) -> None:
    open_page(page, site.at("gold/item.html#cap-0004"))
    link = page.get_by_role("link", name="Image captions")
    link.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("the next and the previous item of your list")
    page.evaluate(axe_source())
    found = page.evaluate("axe.run('dialog', {resultTypes: ['violations']})")
    assert [one["id"] for one in found["violations"]] == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    page.get_by_role("button", name="Keys ?").click()
    expect(dialog).to_be_visible()


def test_a_question_mark_that_is_typed_is_a_question_mark(site: Any, page: Any) -> None:
    open_page(page, site.at("gold/index.html"))
    page.locator("#gl-search").press_sequentially("why?")
    expect(page.locator("#gl-search")).to_have_value("why?")
    assert page.locator("dialog").count() == 0
