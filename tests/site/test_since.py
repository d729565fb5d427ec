"""What changed since the version that a reader knows, marked on the page."""

from __future__ import annotations

from typing import Any

from sites import axe_source, expect

CRITERION = "guidelines/image-caption/criteria/correctness.html"
TYPES = "guidelines/image-caption/taxonomy.html"


def test_rules_and_levels_are_marked_since_the_version_chosen(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    choice = page.get_by_label("Mark what changed since")
    assert page.locator(".gl-marked").count() == 0
    choice.select_option("1.0.0")
    expect(page.locator("[data-gl-since] [role=status]")).to_contain_text("places")
    expect(page.locator("#COR-6 .gl-since-mark")).to_contain_text("new")
    expect(page.locator("#COR-5 .gl-since-mark")).to_have_count(1)
    expect(page.locator("#level-2 .gl-since-mark")).to_have_count(1)
    expect(page.locator("#COR-1 .gl-since-mark")).to_have_count(0)
    choice.select_option("")
    expect(page.locator(".gl-marked, .gl-since-mark")).to_have_count(0)
    assert page.trouble == []


def test_the_choice_holds_for_the_whole_guideline_and_the_next_visit(site: Any, page: Any) -> None:
    page.goto(site.at(CRITERION))
    page.get_by_label("Mark what changed since").select_option("1.0.0")
    expect(page.locator("#COR-6 .gl-since-mark")).to_have_count(1)
    page.reload()
    expect(page.locator("#COR-6 .gl-since-mark")).to_have_count(1)
    page.goto(site.at(TYPES))
    expect(page.locator("[id='hallucination.text'] .gl-since-mark")).to_have_text("new")
    assert page.trouble == []


def test_marks_have_no_fault_that_axe_can_find(site: Any, browser: Any) -> None:
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)
        try:
            page = context.new_page()
            page.goto(site.at(CRITERION))
            page.get_by_label("Mark what changed since").select_option("1.0.0")
            expect(page.locator("#COR-6 .gl-since-mark")).to_be_visible()
            page.evaluate(axe_source())
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]] == []
        finally:
            context.close()
