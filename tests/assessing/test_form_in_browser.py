"""The form in a real browser, opened from disk: keys alone, autosave, time, and the file that comes out."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from goldline.reading.bare_media import without_metadata
from goldline.reading.submission import read_submission
from sites import axe_source, lacking, listen

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

Drawn = Callable[..., Any]
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        lacking("there is no chromium here")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("playwright is not installed")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, offline=True, accept_downloads=True
    )
    opened = context.new_page()
    listen(opened)
    try:
        yield opened
    finally:
        context.close()


def visible(page: Any) -> Any:
    return page.locator("section.item:not([hidden])")


def test_an_assessment_is_done_with_keys_alone(drawn: Drawn, run: Run, page: Any, tmp_path: Path) -> None:
    record, form = drawn("a17", "--minutes", "30")
    page.goto(form.as_uri())
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    for number, one in enumerate(record.asked, start=1):
        assert visible(page).locator("h2").inner_text() == f"Item {number} of 12"
        assert page.evaluate("document.activeElement.tagName") == "H2"
        page.keyboard.press("Tab")
        label = int(one.item[-2:]) % 3 + 1
        for criterion, _ in one.targets:
            page.keyboard.press(str(label) if criterion == "correctness" else "1")
            page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "next"
        page.keyboard.press("Enter")
    assert page.locator("#complete").is_visible()
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name == f"{record.id}-answers.json"
    assert page.trouble == []
    handed_in = read_submission(saved.read_bytes(), saved.name)
    assert handed_in.edited is False
    assert len(handed_in.values) == 24
    assert sum(handed_in.seconds.values()) > 0
    result = run("assess", "grade", saved, "--format", "json")
    assert json.loads(result.stdout)["grades"][0]["verdict"] == "pass", result.output


def test_answers_outlive_a_reload_and_are_closed_at_the_end(drawn: Drawn, page: Any) -> None:
    _, form = drawn("a17")
    page.goto(form.as_uri())
    page.locator("#next").click()
    first = visible(page).locator("input").first
    first.check()
    page.reload()
    assert visible(page).locator("h2").inner_text().startswith("Item 1 ")
    assert visible(page).locator("input").first.is_checked()
    assert page.locator("#done").inner_text().startswith("1 of ")
    while page.locator("#next").is_visible():
        page.locator("#next").click()
    page.locator("#finish").click()
    assert "Some questions are open" in page.locator("#said").inner_text()
    page.locator("#sure").check()
    with page.expect_download() as one:
        page.locator("#finish").click()
    page.reload()
    with page.expect_download() as two:
        page.locator("#finish").click()
    assert Path(one.value.path()).read_bytes() == Path(two.value.path()).read_bytes()
    assert page.locator("input[type=radio]:not([disabled])").count() == 0
    assert page.trouble == []


def test_nothing_of_an_item_acts(drawn: Drawn, page: Any) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    _, form = drawn("a17")
    page.goto(form.as_uri())
    page.locator("#next").click()
    assert "<script>alert(1)</script>" in visible(page).inner_text()
    assert dialogs == []
    assert page.trouble == []


def test_a_picture_is_shown_offline(drawn: Drawn, page: Any) -> None:
    _, form = drawn("a17", "--minutes", "30")
    page.goto(form.as_uri())
    assert page.evaluate("document.querySelector('img').naturalWidth") == 1
    assert page.trouble == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_state_of_the_form_has_a_fault_that_axe_can_find(
    drawn: Drawn, browser: Any, scheme: str, width: int
) -> None:
    record, form = drawn("a17", "--minutes", "30")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        page.goto(form.as_uri())
        page.evaluate(axe_source())
        steps = len(record.asked) + 2
        for step in range(steps):
            if step in (0, 1, 2, steps - 1):
                found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
                faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
                assert faults == []
                wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert wide
            if step < steps - 1:
                page.locator("#next").click()
    finally:
        context.close()


def test_clips_play_without_what_they_said_about_themselves(page: Any, tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "goldsets/video-core/media"
    for path, kind in ((folder / "bbb_3s.mp4", "video/mp4"), (folder / "bbb_3s.webm", "video/webm")):
        lengths = []
        for name, data in (("whole", path.read_bytes()), ("bare", without_metadata(path.read_bytes(), kind))):
            clip = tmp_path / f"{name}{path.suffix}"
            clip.write_bytes(data or b"")
            place = tmp_path / f"{name}.html"
            place.write_text(f'<video src="{clip.name}" preload="auto" muted></video>')
            page.goto(place.as_uri())
            lengths.append(
                page.evaluate(
                    """async () => {
                      const clip = document.querySelector("video");
                      clip.load();
                      await new Promise((done) => { clip.onloadeddata = done; clip.onerror = done; });
                      if (clip.error) return clip.error.code;
                      clip.currentTime = 2.5;
                      await new Promise((done) => { clip.onseeked = done; clip.onerror = done; });
                      return [clip.error, clip.duration, clip.videoWidth, clip.currentTime];
                    }"""
                )
            )
        assert lengths[0] == lengths[1]
        if kind == "video/webm":  # not every Chromium can play MP4
            assert lengths[1][1] == pytest.approx(3, abs=0.2)
