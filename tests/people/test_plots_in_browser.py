"""The pages about people in a real browser, opened from disk: light and dark, wide and narrow, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsers import chromium, one_page
from goldline.app.browsing.library import Library
from goldline.app.people.agreeing import agree
from goldline.app.people.drifting import agree_over_time
from goldline.app.people.scoring import score
from goldline.app.people.trouble import find_trouble
from goldline.model.judgments import Judgments
from goldline.render.agreement_html import render_agreement_html
from goldline.render.score_html import render_score_html
from goldline.render.trouble_html import render_trouble_html
from people.generator import Truth
from sites import axe_source, expect

SixWeeks = tuple[Judgments, Truth, Path]
KINDS = ("agreement", "by", "trouble", "score", "analyst")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
ZOOMED = {"width": 640, "height": 450}  # what 200 % leaves of a screen of 1280 by 900


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(library: Library, six_weeks: SixWeeks, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of a page of each kind, of sixty people over six weeks; cards of ten of them."""
    judgments, truth, _ = six_weeks
    name = truth.guideline
    few = {*truth.harsh, *truth.fast, *[one for one in truth.analysts if one > "p30"][:5]}
    ten = judgments.kept(
        [
            judgments.annotators[code] in few and place % 2 == 0
            for place, code in enumerate(judgments.annotator)
        ]
    )
    weeks = agree_over_time(library, judgments, guideline=name)
    edits = {(name, truth.criterion, truth.rule): (library.guidelines[name].version,)}
    one = min(truth.harsh)
    made = {
        "agreement": render_agreement_html(agree(library, judgments, guideline=name), weeks),
        "by": render_agreement_html(agree(library, judgments, guideline=name, by="team"), weeks),
        "trouble": render_trouble_html(find_trouble(library, judgments, edits, guideline=name)),
        "score": render_score_html(score(library, ten)),
        "analyst": render_score_html(score(library, judgments, analyst=one, for_analyst=True)),
    }
    folder = tmp_path_factory.mktemp("pages")
    for kind, text in made.items():
        (folder / f"{kind}.html").write_text(text, encoding="utf-8")
    return {kind: (folder / f"{kind}.html").as_uri() for kind in made}


# Of each drawing: words that lie on one another, those outside of the window, the height of the lowest.
WORDS = """() => [...document.querySelectorAll(".plot svg")].filter(one => one.checkVisibility()).map(svg => {
    const boxes = [...svg.querySelectorAll("text")].map(
        one => ({box: one.getBoundingClientRect(), words: one.firstChild && one.firstChild.data}));
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
    const over = [];
    for (const [n, one] of boxes.entries())
        for (const other of boxes.slice(n + 1))
            if (meet(one.box, other.box)) over.push([one.words, other.words]);
    const outside = boxes.filter(one => one.box.right > innerWidth || one.box.left < 0);
    return {over, out: outside.map(one => one.words), least: Math.min(...boxes.map(one => one.box.height))};
})"""


def open_parts(page: Any) -> None:
    """Open whatever is folded away."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    expect(page.locator("details:not([open])")).to_have_count(0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)], ids=["desk", "phone"])
def test_axe_finds_nothing_and_the_policy_forbids_nothing(
    browser: Any, pages: dict[str, str], kind: str, scheme: str, size: dict[str, int]
) -> None:
    with one_page(browser, viewport=size, color_scheme=scheme, offline=True, bypass_csp=True) as page:
        page.goto(pages[kind])
        open_parts(page)
        page.add_script_tag(content=axe_source())
        found = page.evaluate("async () => (await axe.run()).violations")
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    with one_page(browser, viewport=size, color_scheme=scheme, offline=True) as page:
        page.goto(pages[kind])
        expect(page.locator("h1")).to_be_visible()
        assert page.trouble == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "size", [PHONE, ZOOMED, {"width": 320, "height": 700}], ids=["phone", "zoomed", "320"]
)
def test_nothing_is_wider_than_the_screen(
    browser: Any, pages: dict[str, str], kind: str, size: dict[str, int]
) -> None:
    with one_page(browser, viewport=size) as page:
        page.goto(pages[kind])
        open_parts(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize(("size", "shown"), [(DESK, "wide"), (PHONE, "narrow"), (ZOOMED, "narrow")])
def test_a_plot_is_drawn_for_the_room_there_is_and_heard_once(
    browser: Any, pages: dict[str, str], size: dict[str, int], shown: str
) -> None:
    with one_page(browser, viewport=size) as page:
        page.goto(pages["agreement"])
        plot = page.locator("figure", has_text="How well people agree on each criterion").first
        expect(plot.locator(f"svg.plot-{shown}")).to_be_visible()
        expect(plot.get_by_role("img")).to_have_count(1)
        expect(plot.get_by_role("img")).to_have_accessible_name("How well people agree on each criterion")
        told = heard(page, f"figure svg.plot-{shown}")
        assert told.startswith("Each mark is the coefficient to believe: 1 is full agreement")
        assert told.endswith("The table that follows has the same numbers.")


def heard(page: Any, selector: str) -> str:
    """Return the description that the browser gives to whoever listens."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    found = session.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})
    return str(found["nodes"][0]["description"]["value"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [DESK, PHONE, {"width": 320, "height": 700}], ids=["desk", "phone", "320"])
def test_words_in_a_plot_can_be_read_and_do_not_lie_on_one_another(
    browser: Any, pages: dict[str, str], kind: str, size: dict[str, int]
) -> None:
    with one_page(browser, viewport=size) as page:
        page.goto(pages[kind])
        open_parts(page)
        found = page.evaluate(WORDS)
        assert found
        assert [pair for one in found for pair in one["over"]] == []
        assert [words for one in found for words in one["out"]] == []
        assert min(one["least"] for one in found) >= 12


def test_the_numbers_of_a_plot_open_by_keys_alone(browser: Any, pages: dict[str, str]) -> None:
    with one_page(browser, viewport=DESK) as page:
        page.goto(pages["trouble"])
        table = page.locator("figure table").first
        expect(table).to_be_hidden()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(table).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.locator(".plot-scroll").first).to_be_focused()


def test_the_rule_that_reads_in_two_ways_and_the_harsh_three_are_seen_first(
    browser: Any, pages: dict[str, str], six_weeks: SixWeeks
) -> None:
    truth = six_weeks[1]
    with one_page(browser, viewport=DESK) as page:
        page.goto(pages["trouble"])
        first = page.locator("svg.plot-wide .plot-name").first
        expect(first).to_have_text(f"{truth.rule} · {truth.criterion}")
        expect(page.locator("details.part[open] summary")).to_contain_text(truth.rule)
        page.goto(pages["score"])
        names = page.locator("figure", has_text="Harsher or milder than the gold").first.locator(
            "svg.plot-wide .plot-name"
        )
        assert set(names.all_text_contents()[:3]) == truth.harsh


def test_shades_and_marks_are_told_apart_without_colour(browser: Any, pages: dict[str, str]) -> None:
    """In grey each step is darker (in the dark: lighter) than the one before; its number can be read."""
    for scheme, sign in (("light", -1), ("dark", 1)):
        with one_page(browser, viewport=DESK, color_scheme=scheme) as page:
            page.goto(pages["agreement"])
            greys = page.evaluate(
                """() => [0, 1, 2, 3, 4, 5].map(step => {
                    const hex = getComputedStyle(document.documentElement)
                        .getPropertyValue(`--plot-heat-${step}`).trim();
                    const part = at => {
                        const share = parseInt(hex.slice(at, at + 2), 16) / 255;
                        return share <= .04045 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
                    };
                    return .2126 * part(1) + .7152 * part(3) + .0722 * part(5);
                })"""
            )
            assert greys == sorted(greys, key=lambda grey: sign * grey)
            low, high = page.evaluate(
                "() => ['low', 'high'].map(one => getComputedStyle(document.documentElement)"
                ".getPropertyValue(`--plot-on-${one}`).trim())"
            )
            assert all(contrast(luminance(low), grey) >= 4.5 for grey in greys[:4])
            assert all(contrast(luminance(high), grey) >= 4.5 for grey in greys[4:])


def luminance(hex_color: str) -> float:
    digits = hex_color.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
