"""Every kind of page in a real browser: nothing fails, nothing is forbidden, nothing comes from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sites import axe_source, dead_links, listen

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
    "gold as a plain list": "gold/lists/image-caption-1.html",
    "example": "gold/items/cap-0004.html",
    "item that trains": "gold/items/cap-0019.html",
    "item of several responses": "gold/items/sbs-0030.html",
    "sensitive item with a clip": "gold/items/vid-0017.html",
    "practice": "practice/index.html",
}
every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)


@every_kind
def test_a_page_opens_without_any_complaint_of_the_browser(site: Any, page: Any, path: str) -> None:
    page.goto(site.at(path))
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert page.trouble == []


@every_kind
def test_a_page_opens_from_disk_without_any_complaint(site: Any, page: Any, path: str) -> None:
    page.goto(site.on_disk(path))
    page.wait_for_load_state("networkidle")
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
        page.goto(site.at(path))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
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
        page.goto(site.at(path))
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
    page.keyboard.type("COR-5", delay=20)
    first = page.locator(".md-search-result__link").first
    first.wait_for(timeout=10_000)
    links = page.locator(".md-search-result__link").evaluate_all("all => all.map(one => one.href)")
    assert any("correctness.html" in link and link.split("?")[-1].endswith("#COR-5") for link in links), links
    assert page.trouble == []


def test_a_link_to_a_rule_shows_that_rule_marked(site: Any, page: Any) -> None:
    page.goto(site.at(f"{CRITERION}#COR-5"))
    heading = page.locator("#COR-5")
    assert heading.evaluate("one => one.getBoundingClientRect().top") < 900
    rule = page.locator(".gl-rule:has(#COR-5)")
    other = page.locator(".gl-rule:has(#COR-1)")
    colour = "one => getComputedStyle(one).backgroundColor"
    assert rule.evaluate(colour) != other.evaluate(colour)


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
    assert tip.inner_text() == term.get_attribute("data-gl-explains")
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")
    page.keyboard.press("Escape")
    assert tip.count() == 0 or not tip.is_visible()


def test_an_explanation_stays_while_the_pointer_is_on_it(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    page.locator(".gl-question .gl-term").first.hover()
    tip = page.get_by_role("tooltip")
    tip.hover()
    assert tip.is_visible()
    page.mouse.move(5, 5)
    assert tip.count() == 0 or not tip.is_visible()


def test_the_first_visit_has_no_news_and_a_later_one_names_what_is_new(site: Any, page: Any) -> None:
    page.goto(site.at("index.html"))
    news = page.locator("[data-gl-news]")
    assert not news.is_visible()
    page.evaluate("localStorage.setItem('goldline.versions', JSON.stringify({'image-caption': '1.0.0'}))")
    page.reload()
    assert "1.0.0" in news.inner_text()
    page.reload()
    assert not news.is_visible()


def test_a_rule_tells_what_it_said_before(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    rule = page.locator(".gl-rule:has(#COR-5)")
    rule.locator("summary", has_text="History").click()
    assert "the caption gets 3" in rule.locator(".gl-old").first.inner_text()
    assert "one or two" in rule.locator(".gl-new").first.inner_text()


def test_a_page_prints_without_what_surrounds_it(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    page.emulate_media(media="print")
    for around in (".md-header", ".md-sidebar--primary", ".md-footer", ".headerlink >> nth=0"):
        assert not page.locator(around).first.is_visible(), around
    assert page.locator("#COR-5").is_visible()
