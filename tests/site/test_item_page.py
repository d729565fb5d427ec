"""A gold item's page in a real browser: evidence and findings, media, asking first, what may disturb."""

from __future__ import annotations

import re
from typing import Any

from sites import answer, expect, open_page

SPOON = "gold/item.html#cap-0019"  # trains; three findings, each a quote and a region
CAKE = "gold/item.html#txt-0015"  # trains; sensitive; a conversation with a quote in its first turn
PRAYER = "gold/item.html#vid-0017"  # trains; sensitive; Arabic; a segment with a region
EXAMPLE = "gold/item.html#cap-0004"
BLURRED = re.compile("blur")


def reveal(page: Any) -> None:
    page.locator("[data-gl-answers] > summary").click()
    expect(page.locator("[data-gl-answers]")).to_have_attribute("open", "")


def test_an_example_shows_its_gold_at_once(site: Any, page: Any) -> None:
    open_page(page, site.at(EXAMPLE))
    expect(page.locator("[data-gl-judgment]").first).to_be_visible()
    assert page.locator("[data-gl-ask]").count() == 0
    assert page.locator("h1").inner_text() == "cap-0004 Smoke and spectators"


def test_a_training_item_asks_first_and_tells_nothing_before(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    expect(page.locator("[data-gl-ask]")).to_be_visible()
    for told in (
        ".gl-finding",
        "[data-gl-judgment]",
        ".gl-region",
        ".gl-text .gl-number",
        ".gl-tag >> nth=0",
    ):
        assert not page.locator(told).first.is_visible(), told
    assert page.locator("h1").inner_text() == "cap-0019"
    assert "three times" not in page.title()
    # A marked quote looks like the text around it in every respect, in high contrast too.
    for colors in ("none", "active"):
        page.emulate_media(forced_colors=colors)
        differs = page.locator(".gl-mark").first.evaluate(
            """one => {
                const mine = getComputedStyle(one), around = getComputedStyle(one.parentNode);
                const plain = getComputedStyle(one.parentNode.appendChild(document.createElement('span')));
                return Array.from(mine).filter(name => mine[name] !== plain[name] && name !== 'inline-size'
                    && !/^(width|height|block-size|perspective-origin|transform-origin)$/.test(name)
                    && mine[name] !== around[name]);
            }"""
        )
        assert differs == []


def test_an_answer_is_compared_with_the_gold_and_remembered(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    answer(
        page, correctness="2", completeness="1", style="3", cultural_appropriateness="3", overall="publish"
    )
    page.get_by_role("button", name="Compare with the gold").click()
    outcome = page.locator("[data-gl-outcome]")
    expect(outcome).to_be_focused()
    expect(outcome).to_contain_text("4 of 5 as the gold")
    says = page.locator('[data-gl-judgment="correctness"] [data-gl-yours]')
    expect(says).to_have_text("You: 2, right too")
    expect(says).to_be_visible()
    says = page.locator('[data-gl-judgment="completeness"] [data-gl-yours]')
    expect(says).to_have_text("You: 1, differs from the gold")
    expect(says).to_be_visible()
    expect(page.locator(".gl-feedback")).to_be_visible()
    page.reload()
    expect(outcome).to_be_visible()
    expect(outcome).to_contain_text("4 of 5 as the gold")
    page.get_by_role("button", name="Answer again").click()
    expect(page.locator("[data-gl-ask]")).to_be_visible()
    expect(page.locator(".gl-finding").first).to_be_hidden()
    expect(page.locator("[data-gl-question] input:checked")).to_have_count(0)
    assert page.trouble == []


def test_a_question_left_open_is_pointed_at(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    page.locator('[data-gl-question="correctness"] input').first.check(force=True)
    page.get_by_role("button", name="Compare with the gold").click()
    expect(page.locator("[data-gl-ask]")).to_contain_text("4 questions are open")
    expect(page.locator('[data-gl-question="completeness"] input').first).to_be_focused()
    assert not page.locator(".gl-finding").first.is_visible()


def test_a_whole_item_can_be_judged_with_the_keyboard(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    questions = page.locator("[data-gl-ask] [data-gl-question]")
    names = questions.evaluate_all("all => all.map(one => one.dataset.glQuestion)")
    questions.locator("input").first.focus()
    for name in names:
        while page.evaluate("document.activeElement.name") != name:
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-gl-outcome]")).to_be_visible()
    expect(page.locator("[data-gl-outcome]")).to_contain_text("of 5 as the gold")


def test_without_scripts_the_page_says_so_and_its_form_still_asks(site: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(site.at(SPOON))
        assert "this browser does not run" in page.locator(".gl-item-page").inner_text()
        page.locator(".gl-escalate > summary").click()
        expect(page.locator("textarea").first).to_be_visible()
    finally:
        context.close()


def test_an_unknown_item_is_said_to_be_unknown(site: Any, page: Any) -> None:
    page.goto(site.at("gold/item.html#cap-9999"))
    expect(page.locator("h1")).to_have_text("There is no item cap-9999")
    page.goto(site.at("gold/item.html#%E0%A4%A"))
    expect(page.locator("h1")).to_have_text("Gold item")
    assert page.trouble == []


def test_a_link_to_a_finding_opens_the_gold_there(site: Any, page: Any) -> None:
    page.goto(site.at(f"{SPOON}/finding-2"))
    expect(page.locator("#finding-2")).to_be_focused()
    expect(page.locator("#finding-2")).to_be_in_viewport()


def test_the_address_of_another_item_shows_that_one_in_its_place(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    open_page(page, site.at(EXAMPLE))
    expect(page.locator("h1")).to_have_text("cap-0004 Smoke and spectators")
    expect(page).to_have_title(re.compile("^Smoke and spectators - "))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("cap-0019")
    expect(page).to_have_title(re.compile("^cap-0019 - "))
    expect(page.locator("[data-gl-case]")).to_have_count(1)


def test_a_reader_walks_on_through_the_list_that_the_item_was_found_in(site: Any, page: Any) -> None:
    page.goto(site.at("gold/index.html#guideline=image-caption&sort=hard"))
    page.locator(".gl-browser[data-gl-ready]").wait_for()
    names = page.locator(".gl-row-link .gl-item").all_inner_texts()
    page.locator(".gl-row-link").nth(1).click()
    expect(page.locator("[data-gl-case]")).to_have_attribute("data-gl-case", names[1])
    page.keyboard.press("j")
    expect(page.locator("[data-gl-case]")).to_have_attribute("data-gl-case", names[2])
    page.keyboard.press("k")
    expect(page.locator("[data-gl-case]")).to_have_attribute("data-gl-case", names[1])
    page.locator("[data-gl-neighbours] a", has_text="previous").click()
    expect(page.locator("[data-gl-case]")).to_have_attribute("data-gl-case", names[0])


def test_a_finding_lights_its_evidence_and_evidence_its_finding(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    reveal(page)
    page.mouse.move(5, 5)  # what has come to lie under the pointer lights its own
    page.locator("#finding-2").focus()
    expect(page.locator(".gl-mark.gl-lit")).to_have_text(["wooden handle"])
    expect(page.locator(".gl-region.gl-lit")).to_have_attribute("data-gl-finding", "2")
    page.locator('.gl-mark[data-gl-finding="3"]').first.hover()
    page.locator("#finding-2").evaluate("one => one.blur()")
    page.locator('.gl-mark[data-gl-finding="1"]').first.hover()
    expect(page.locator(".gl-finding.gl-lit")).to_have_id("finding-1")
    page.locator('.gl-mark[data-gl-finding="1"]').first.click()
    expect(page.locator("#finding-1")).to_be_focused()


def test_a_region_is_drawn_where_it_says(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    page.wait_for_load_state("networkidle")
    reveal(page)
    for number, (x, y, width, height) in enumerate(
        [(0.535, 0.16, 0.18, 0.66), (0.63, 0.16, 0.085, 0.44), (0.535, 0.59, 0.145, 0.23)], start=1
    ):
        # Both at one moment: a page may move between two looks at it.
        found, size = page.locator(f'.gl-region[data-gl-finding="{number}"] > .gl-region-line').evaluate(
            """one => { const b = one.getBoundingClientRect();
                        const p = document.querySelector('.gl-picture img').getBoundingClientRect();
                        return [[b.x - p.x, b.y - p.y, b.width, b.height], [p.width, p.height]]; }"""
        )
        wanted = (x * size[0], y * size[1], width * size[0], height * size[1])
        assert all(abs(a - b) < 1.5 for a, b in zip(found, wanted, strict=True)), (number, found, wanted)


def test_a_picture_can_be_enlarged_with_what_is_drawn_on_it(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    page.wait_for_load_state("networkidle")
    reveal(page)
    before = page.locator(".gl-picture img").bounding_box()["width"]
    enlarge = page.get_by_role("button", name="Enlarge coffee")
    enlarge.click()
    dialog = page.get_by_role("dialog", name="Picture coffee")
    expect(dialog.locator("img")).to_be_visible()
    picture, region = dialog.locator("img").bounding_box(), dialog.locator(".gl-regions").bounding_box()
    assert picture["width"] > before
    assert abs(picture["width"] - region["width"]) < 1
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    expect(enlarge).to_be_focused()
    expect(page.locator("[data-gl-exhibit] .gl-picture img")).to_be_visible()
    assert page.trouble == []


def test_a_segment_plays_from_where_it_begins_and_shows_its_region_then(site: Any, page: Any) -> None:
    open_page(page, site.on_disk(PRAYER))  # the server of these tests cannot send a part of a file
    page.get_by_label("Show this item").check()
    reveal(page)
    page.wait_for_load_state("networkidle")
    assert not page.locator(".gl-region").is_visible()
    page.locator(".gl-finding .gl-seek").click()
    page.locator(".gl-region").wait_for()
    page.mouse.move(5, 5)
    page.locator(".gl-seek").first.evaluate("() => document.activeElement.blur()")
    page.locator(".gl-region:not(.gl-region--later)").wait_for()
    assert 1.58 <= page.evaluate("document.querySelector('video').currentTime") <= 3
    bar = page.locator(".gl-stretch").evaluate(
        """one => { const b = one.getBoundingClientRect(), t = one.parentNode.getBoundingClientRect();
                    return [(b.x - t.x) / t.width, b.width / t.width]; }"""
    )
    assert abs(bar[0] - 1.6 / 3) < 0.03
    assert abs(bar[1] - 1.4 / 3) < 0.03


def test_a_quote_of_a_turn_is_marked_in_that_turn(site: Any, page: Any) -> None:
    open_page(page, site.at(CAKE))
    page.get_by_label("Show this item").check()
    reveal(page)
    expect(page.locator("#turn-1 .gl-mark")).to_have_text("severe tree nut allergy")
    page.locator(".gl-finding a", has_text="severe tree nut allergy").click()
    expect(page).to_have_url(re.compile("#txt-0015/mark-1-2$"))
    expect(page.locator("#turn-1 #mark-1-2.gl-reached")).to_have_count(1)


def test_what_may_disturb_is_blurred_and_out_of_reach_until_its_reader_opts_in(site: Any, page: Any) -> None:
    open_page(page, site.at(CAKE))
    content = page.locator("[data-gl-case]")
    expect(content).to_have_css("filter", BLURRED)
    expect(content).to_have_js_property("inert", True)
    here = page.get_by_label("Show this item")
    here.focus()
    page.keyboard.press("Space")
    expect(content).to_have_css("filter", "none")
    expect(content).to_have_js_property("inert", False)
    page.reload()
    expect(content).to_have_js_property("inert", True)
    page.get_by_label("Always show medical").check()
    expect(content).to_have_js_property("inert", False)
    page.reload()
    expect(content).to_have_css("filter", "none")
    expect(content).to_have_js_property("inert", False)
    open_page(page, site.at(PRAYER))  # another category stays veiled
    expect(content).to_have_js_property("inert", True)


def test_text_says_its_language_and_runs_its_own_way(site: Any, page: Any) -> None:
    open_page(page, site.at(PRAYER))
    response = page.locator("#response")
    assert response.get_attribute("lang") == "ar-EG"
    assert response.evaluate("one => getComputedStyle(one).direction") == "rtl"
    reference = page.locator("#reference")
    assert reference.get_attribute("lang") is None  # it is in English
    assert reference.evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_the_rules_that_decide_are_traced_and_linked(site: Any, page: Any) -> None:
    open_page(page, site.at(EXAMPLE))
    row = page.locator('[data-gl-judgment="correctness"]')
    row.locator(".gl-trace summary").click()
    fired = row.locator(".gl-step--fired a").first
    assert re.search(r"criteria/correctness\.html#COR-\d+$", fired.get_attribute("href"))
    expect(row.locator(".gl-step--fired")).to_be_visible()
    assert "decides" in row.locator(".gl-step--fired").inner_text()
    fired.click()
    expect(page).to_have_url(re.compile(r"criteria/correctness\.html#COR-\d+$"))
    expect(page.locator(":target")).to_have_count(1)


def test_an_exception_is_told_with_who_decided_it_and_why(site: Any, page: Any) -> None:
    open_page(page, site.at(SPOON))
    reveal(page)
    row = page.locator('[data-gl-judgment="correctness"]').inner_text()
    assert "exception" in row
    assert "The three findings are one mistake" in row
    assert "Decided by lead-2" in row
    assert "esc-0004" in row
    votes = page.locator(".gl-votes tr", has_text="Correctness").inner_text()
    assert "2 of 3" in votes
