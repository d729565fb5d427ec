"""The helper as an analyst meets it: by keyboard, in the address, read aloud, without JavaScript."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sites import expect, settle

CORRECTNESS = "guidelines/image-caption/criteria/correctness.html"
OVERALL = "guidelines/image-caption/criteria/overall.html"
VIDEO = "guidelines/video-description/criteria/overall.html"
QUALITY = "guidelines/translation-mqm/criteria/quality.html"
PREFERENCE = "guidelines/side-by-side/criteria/preference.html"
INSTRUCTIONS = "guidelines/multimodal-prompt/criteria/instruction-following.html"


def open_page(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector(".gl-helper__result:not([hidden])")
    return page


def field(page: Any, key: str) -> Any:
    return page.locator(f'.gl-ask[data-key="{key}"]').first


def pick(page: Any, key: str, text: str) -> None:
    """Choose an answer as a mouse would."""
    field(page, key).locator(f':scope > .gl-ask__options input[value="{text}"]').check(force=True)


def expect_outcome(page: Any, text: str | re.Pattern[str]) -> None:
    expect(page.locator(".gl-helper__outcome")).to_have_text(text)


def expect_address(page: Any, ends: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(ends) + "$"))


def expect_focus(page: Any, key: str, value: str) -> None:
    """Expect the focus on an answer of a question."""
    expect(field(page, key).locator(":scope > .gl-ask__options input:focus")).to_have_value(value)


def expect_chosen(page: Any, key: str, value: str) -> None:
    expect(field(page, key).locator("input:checked")).to_have_value(value)


@pytest.fixture
def correctness(site: Any, page: Any) -> Any:
    return open_page(page, site.at(CORRECTNESS))


# --- keyboard -------------------------------------------------------------------------------------


def test_every_question_is_one_stop_and_arrows_answer_it(correctness: Any) -> None:
    page = correctness
    field(page, "f.correctness..worst_error").locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    expect_focus(page, "f.correctness..worst_error", "none")
    expect_chosen(page, "f.correctness..worst_error", "none")
    page.keyboard.press("Tab")
    page.keyboard.type("0")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect_focus(page, "o..on_topic", "true")
    expect_outcome(page, "4 · Supported")
    expect(page.locator(".gl-helper__rule a")).to_have_text(["COR-9"])
    assert page.trouble == []


def test_digits_answer_and_delete_takes_an_answer_back(correctness: Any) -> None:
    page = correctness
    first = "f.correctness..worst_error"
    field(page, first).locator("input").first.focus()
    page.keyboard.press("4")
    expect_chosen(page, first, "critical")
    expect_outcome(page, "1 · Misleading")
    page.keyboard.press("Delete")
    expect_chosen(page, first, "")
    expect_outcome(page, "Still open: one of 4 levels")
    page.keyboard.press("9")  # there is no ninth answer
    settle(page)
    expect_chosen(page, first, "")


def test_what_would_settle_it_leads_to_the_question(correctness: Any) -> None:
    page = correctness
    pick(page, "o..on_topic", "true")
    link = page.locator(".gl-helper__missing button").first
    asked = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('.gl-ask')")
    key = page.evaluate("document.activeElement.closest('.gl-ask').dataset.key")
    assert field(page, key).locator(".gl-ask__head").first.inner_text() == asked


# --- answers that cannot be -----------------------------------------------------------------------


def test_a_contradiction_is_told_and_not_judged(correctness: Any) -> None:
    page = correctness
    pick(page, "f.correctness..worst_error", "none")
    field(page, "f.correctness..main_errors").locator("input").fill("2")
    expect_outcome(page, "These answers cannot all be true")
    expect(page.locator(".gl-helper__rule")).to_have_count(0)
    expect(page.locator(".gl-helper__levels")).to_be_hidden()
    expect(page.locator(".gl-helper__to")).to_have_count(2)


def test_a_number_that_cannot_be_is_marked_and_not_counted(correctness: Any) -> None:
    page = correctness
    number = field(page, "f.correctness..main_errors").locator("input")
    for text in ("-1", "1.5", "many"):
        number.fill(text)
        expect(number).to_have_attribute("aria-invalid", "true")
        number.fill("1")
        expect(number).to_have_attribute("aria-invalid", "false")


def test_a_share_is_told_as_points_of_points(site: Any, page: Any) -> None:
    open_page(page, site.at(INSTRUCTIONS))
    number = field(page, "r..share").locator("input[type=text]")
    number.fill("1/3")
    pick(page, "f.instruction-following..worst_miss", "none")
    expect_address(page, "r..share=1%2F3&f.instruction-following..worst_miss=none")
    expect(number).to_have_attribute("aria-invalid", "false")
    few = page.locator(".gl-level--may").count() + page.locator(".gl-level--is").count()
    assert few < page.locator(".gl-helper__levels li").count()


# --- the address ----------------------------------------------------------------------------------


@pytest.mark.parametrize("disk", [False, True], ids=["on a server", "from a folder"])
def test_the_address_holds_the_facts(site: Any, page: Any, disk: bool) -> None:
    open_page(page, site.on_disk(CORRECTNESS) if disk else site.at(CORRECTNESS))
    pick(page, "f.correctness..worst_error", "minor")
    pick(page, "o..on_topic", "true")
    field(page, "f.correctness..small_errors").locator("input").fill("1")
    said = "3 · Wrong in details"
    expect_outcome(page, said)
    shared = page.evaluate("location.href")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    open_page(page, shared)
    expect_outcome(page, said)
    expect(field(page, "f.correctness..small_errors").locator("input")).to_have_value("1")
    expect(page.locator(".gl-helper__link")).to_have_attribute("href", shared[shared.index("#") :])
    assert page.trouble == []


def test_back_leads_to_the_page_as_it_was_opened_and_forward_to_the_answers(correctness: Any) -> None:
    page = correctness
    pick(page, "f.correctness..worst_error", "minor")
    pick(page, "o..on_topic", "false")
    expect_address(page, "worst_error=minor&o..on_topic=false")
    said = page.locator(".gl-helper__outcome").inner_text()
    page.go_back()
    page.wait_for_function("() => !document.querySelector('.gl-ask--known')")
    expect_address(page, "correctness.html")
    page.go_forward()
    page.wait_for_function("() => document.querySelector('.gl-ask--known')")
    expect_outcome(page, said)


def test_looking_up_the_rule_keeps_the_answers(correctness: Any) -> None:
    page = correctness
    pick(page, "f.correctness..worst_error", "critical")
    page.locator(".gl-helper__rule a").first.click()
    expect_address(page, "#COR-1")
    settle(page)
    expect_outcome(page, "1 · Misleading")
    page.go_back()
    expect(page).to_have_url(re.compile("worst_error=critical"))
    settle(page)
    expect_outcome(page, "1 · Misleading")


def test_an_address_from_an_older_version_is_read_as_far_as_it_goes(site: Any, page: Any) -> None:
    query = "#helper?f.correctness..worst_error=minor&o..gone=true&o..on_topic=perhaps&found=no.such minor"
    open_page(page, site.at(CORRECTNESS) + query.replace("&found=no.such minor", ""))
    expect_chosen(page, "f.correctness..worst_error", "minor")
    expect_chosen(page, "o..on_topic", "")
    assert page.trouble == []


def test_clear_all_takes_everything_back(correctness: Any) -> None:
    page = correctness
    pick(page, "f.correctness..worst_error", "minor")
    page.locator(".gl-helper__clear").click()
    expect(page.locator(".gl-ask--known")).to_have_count(0)
    expect_address(page, "correctness.html")


# --- other judgments, and findings ------------------------------------------------------------------


def test_a_judgment_is_set_or_worked_out_in_its_place(site: Any, page: Any) -> None:
    open_page(page, site.at(OVERALL))
    pick(page, "j.correctness.", "1")
    expect_outcome(page, "Reject")
    inner = field(page, "j.correctness.").locator(":scope > details")
    inner.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect_outcome(page, re.compile("^Still open"))
    pick(page, "f.correctness..worst_error", "critical")
    pick(page, "o..on_topic", "true")
    expect(inner.locator(":scope > .gl-ask__found")).to_have_text("Comes to: 1 · Misleading (COR-2)")
    expect_outcome(page, "Reject")


def test_a_question_that_two_judgments_put_is_answered_once(site: Any, page: Any) -> None:
    open_page(page, site.at(VIDEO))
    for criterion in ("correctness", "temporal-order"):
        field(page, f"j.{criterion}.").locator(":scope > details > summary").click()
        expect(page).to_have_url(re.compile(re.escape(f"open=j.{criterion}.")))
    pick(page, "o..about_clip", "false")
    chosen = page.locator('.gl-ask[data-key="o..about_clip"] input:checked')
    expect(chosen.nth(1)).to_be_attached()
    assert {one.input_value() for one in chosen.all()} == {"false"}


def test_listed_findings_answer_all_that_rests_on_them(site: Any, page: Any) -> None:
    open_page(page, site.at(QUALITY))
    page.locator('[name=helper-mode][value="list"]').check(force=True)
    expect_outcome(page, "Publish")
    page.select_option(".gl-found select[name=type]", "accuracy.mistranslation")
    page.select_option(".gl-found select[name=severity]", "critical")
    page.locator(".gl-found__add button").press("Enter")
    expect(page.locator(".gl-found__rows li")).to_have_count(1)
    expect(page.locator(".gl-helper__outcome")).not_to_have_text("Publish")
    shared = page.evaluate("location.href")
    page.locator(".gl-found__gone").press("Enter")
    expect_outcome(page, "Publish")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    open_page(page, shared)
    expect(page.locator(".gl-found__rows li")).to_have_count(1)
    expect_chosen(page, "f.quality..harmful", "true")
    assert page.trouble == []


def test_two_responses_are_compared_by_the_judgments_of_each(site: Any, page: Any) -> None:
    open_page(page, site.at(PREFERENCE))
    pick(page, "j.safety.a", "1")
    pick(page, "j.safety.b", "3")
    expect(page.locator(".gl-helper__result--decided")).to_have_count(1)
    expect(page.locator(".gl-helper__rule a").first).to_have_text(re.compile("^PRF-"))


# --- read aloud, and gold -----------------------------------------------------------------------------


def test_a_screen_reader_hears_the_judgment_once_when_the_reader_has_stopped(site: Any, page: Any) -> None:
    page.clock.install(time="2026-10-02T08:00:00Z")
    open_page(page, site.at(CORRECTNESS))
    page.clock.pause_at("2026-10-02T09:00:00Z")  # however long the keys take
    page.evaluate(
        """() => {
          window.heard = [];
          const status = document.querySelector(".gl-helper__status");
          new MutationObserver(() => window.heard.push(status.textContent))
            .observe(status, {childList: true, characterData: true, subtree: true});
        }"""
    )
    page.locator('.gl-ask[data-key="o..on_topic"] input').nth(1).press("Space")
    field(page, "f.correctness..worst_error").locator("input").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect_outcome(page, "1 · Misleading")
    page.clock.run_for(499)
    assert page.evaluate("() => window.heard") == []
    page.clock.run_for(1000)
    assert page.evaluate("() => window.heard") == ["1 · Misleading (COR-2)"]


def test_the_nearest_gold_are_examples_that_have_pages(site: Any, correctness: Any) -> None:
    page = correctness
    assert page.locator(".gl-helper__near").is_hidden()
    pick(page, "f.correctness..worst_error", "critical")
    links = page.locator(".gl-helper__near a")
    expect(links.first).to_be_visible()
    assert 1 <= links.count() <= 4
    for link in links.all():
        assert re.search(r"gold/item\.html#[a-z0-9-]+$", link.get_attribute("href"))


def test_facts_of_items_that_one_has_yet_to_judge_are_not_on_the_page(site: Any) -> None:
    shown = set()
    for path in Path(site.folder).glob("guidelines/*/criteria/*.html"):
        found = re.search(r'class="gl-helper__data">(.*?)</script>', path.read_text(encoding="utf-8"))
        if found:
            shown |= {one["id"] for one in json.loads(found[1])["gold"]}
    root = Path(__file__).resolve().parents[2]
    files = {path.stem: path.read_text(encoding="utf-8") for path in root.glob("goldsets/*/items/**/*.yaml")}
    assert shown
    assert all("visibility: example" in files[name] for name in shown)


def test_without_javascript_it_is_a_list_of_questions(site: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.at(OVERALL))
    assert page.locator(".gl-helper__result").is_hidden()
    assert page.locator(".gl-helper__noscript").count() == 1
    assert page.locator(".gl-helper .gl-ask").first.is_visible()
    page.locator(".gl-helper details summary").first.click()
    expect(page.locator('[data-key="f.correctness..worst_error"]')).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(site: Any, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in (CORRECTNESS, QUALITY, PREFERENCE):
        open_page(page, site.at(address))
        page.evaluate(
            "() => document.querySelectorAll('.gl-helper details').forEach(one => { one.open = true; })"
        )
        settle(page)
        wide = page.evaluate(
            """() => Array.from(document.querySelectorAll(".gl-helper *"))
              .filter(one => one.offsetParent && one.getBoundingClientRect().right > innerWidth + 1)
              .map(one => one.className || one.tagName)"""
        )
        assert wide == []


def test_what_is_answered_before_scripts_run_counts(site: Any, page: Any) -> None:
    held: list[Any] = []
    page.route("**/helper.js", lambda route: held.append(route))
    page.goto(site.at("guidelines/image-caption/criteria/correctness.html"), wait_until="commit")
    page.locator('[data-key="f.correctness..worst_error"] label', has_text="critical").click()
    expect(page.locator('[data-key="f.correctness..worst_error"] input[value="critical"]')).to_be_checked()
    while not held:  # until the request that is held has come in
        page.wait_for_timeout(10)
    for route in held:
        route.continue_()
    expect(page.locator(".gl-helper__outcome")).to_contain_text("Misleading")
    expect(page).to_have_url(re.compile("worst_error=critical"))


def test_a_number_that_was_just_typed_does_not_swallow_the_click_on_the_rule(site: Any, page: Any) -> None:
    page.goto(site.at("guidelines/image-caption/criteria/correctness.html#helper?o..on_topic=true"))
    page.locator('[data-key="f.correctness..worst_error"] label', has_text="minor").click()
    page.locator('[data-key="f.correctness..small_errors"] input').first.fill("3")
    link = page.locator(".gl-helper__rule a")
    expect(link).to_have_text("COR-6")
    expect(page.locator(".gl-helper__rule")).to_contain_text("name esc-0007 in your note")
    link.click()
    expect(page).to_have_url(re.compile("#COR-6$"))
