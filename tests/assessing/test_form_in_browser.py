"""The form in a real browser, opened from disk: keys alone, autosave, time, and the file that comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browsers import chromium, one_page
from goldline.reading.bare_media import without_metadata
from goldline.reading.submission import read_submission
from sites import axe_source, expect, settle

ROOT = Path(__file__).parents[2]
Drawn = Callable[..., Any]
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    size = {"width": 1280, "height": 800}
    with one_page(browser, viewport=size, offline=True, accept_downloads=True) as opened:
        yield opened


def visible(page: Any) -> Any:
    return page.locator("section.item:not([hidden])")


def test_an_assessment_is_done_with_keys_alone(drawn: Drawn, run: Run, page: Any, tmp_path: Path) -> None:
    record, form = drawn("a17", "--minutes", "30")
    page.goto(form.as_uri())
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    for number, one in enumerate(record.asked, start=1):
        heading = visible(page).locator("h2")
        expect(heading).to_have_text(f"Item {number} of 12")
        expect(heading).to_be_focused()
        page.keyboard.press("Tab")
        page.wait_for_timeout(150)  # people look, and the form counts tenths of a second
        label = int(one.item[-2:]) % 3 + 1
        for criterion, _ in one.targets:
            page.keyboard.press(str(label) if criterion == "correctness" else "1")
            page.keyboard.press("Enter")
        expect(page.locator("#next")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.locator("#complete")).to_be_visible()
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
    record, form = drawn("a17")
    page.goto(form.as_uri())
    page.locator("#next").click()
    first = visible(page).locator("input").first
    first.check()
    expect(page.locator("#done")).to_have_text(re.compile("^1 of "))
    page.reload()
    expect(visible(page).locator("h2")).to_have_text(re.compile("^Item 1 "))
    expect(visible(page).locator("input").first).to_be_checked()
    expect(page.locator("#done")).to_have_text(re.compile("^1 of "))
    for number in range(2, len(record.asked) + 1):
        page.locator("#next").click()
        expect(visible(page).locator("h2")).to_have_text(re.compile(f"^Item {number} "))
    page.locator("#next").click()
    expect(page.locator("#next")).to_be_hidden()
    page.locator("#finish").click()
    expect(page.locator("#said")).to_contain_text("Some questions are open")
    page.locator("#sure").check()
    with page.expect_download() as one:
        page.locator("#finish").click()
    page.reload()
    with page.expect_download() as two:
        page.locator("#finish").click()
    assert Path(one.value.path()).read_bytes() == Path(two.value.path()).read_bytes()
    expect(page.locator("input[type=radio]:not([disabled])")).to_have_count(0)
    assert page.trouble == []


def test_nothing_of_an_item_acts(drawn: Drawn, page: Any) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    _, form = drawn("a17")
    page.goto(form.as_uri())
    page.locator("#next").click()
    expect(visible(page)).to_contain_text("<script>alert(1)</script>", use_inner_text=True)
    settle(page)
    assert dialogs == []
    assert page.trouble == []


def test_a_picture_is_shown_offline(drawn: Drawn, page: Any) -> None:
    _, form = drawn("a17", "--minutes", "30")
    page.goto(form.as_uri())
    expect(page.locator("img").first).to_have_js_property("naturalWidth", 1)
    assert page.trouble == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_state_of_the_form_has_a_fault_that_axe_can_find(
    drawn: Drawn, browser: Any, scheme: str, width: int
) -> None:
    record, form = drawn("a17", "--minutes", "30", "--findings")
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
                settle(page)
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


def test_errors_are_marked_with_keys_alone_and_graded(
    drawn: Drawn, run: Run, page: Any, tmp_path: Path
) -> None:
    record, form = drawn("a17", "--minutes", "30", "--findings")
    page.goto(form.as_uri())
    page.locator("#next").click()
    for number, one in enumerate(record.asked, start=1):
        expect(visible(page).locator("h2")).to_have_text(f"Item {number} of 12")
        label = int(one.item[-2:]) % 3 + 1
        box = visible(page).locator(".found")
        if label == 3:
            box.locator(".nothing").focus()
            page.keyboard.press("Space")
        else:
            box.locator(".type").focus()
            page.keyboard.type("Fact")
            page.keyboard.press("Tab")
            page.keyboard.type("major" if label == 1 else "minor")
            page.keyboard.press("Tab")
            page.keyboard.type("The cat")
            box.locator(".add").focus()
            page.keyboard.press("Enter")
            expect(box.locator("li")).to_have_count(1)
        for fieldset, value in zip(
            visible(page).locator("fieldset[data-criterion]").all(), (str(label), "1"), strict=True
        ):
            fieldset.locator("input").first.focus()
            page.keyboard.press(value)
        page.locator("#next").click()
    expect(page.locator("#complete")).to_be_visible()
    with page.expect_download() as download:
        page.locator("#finish").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    handed_in = read_submission(saved.read_bytes(), saved.name)
    assert handed_in.edited is False
    assert len(handed_in.findings) == 12
    found = json.loads(run("assess", "grade", saved, "--format", "json").stdout)["grades"][0]
    assert (found["verdict"], found["right"]["part"]) == ("pass", 36)
    assert page.trouble == []


def test_an_error_is_checked_kept_and_can_be_taken_back(drawn: Drawn, page: Any) -> None:
    _, form = drawn("a17", "--minutes", "30", "--findings")
    page.goto(form.as_uri())
    page.locator("#next").click()
    box = visible(page).locator(".found")
    add, why = box.locator(".add"), box.locator(".why")
    add.click()
    expect(why).to_have_text("Choose a type.")
    box.locator(".type").select_option("fact")
    expect(box.locator(".means")).to_have_text("d")
    box.locator(".severity").select_option("minor")
    add.click()
    expect(why).to_have_text("Say where it is: copy the words, or mark the place.")
    box.locator(".quote").fill("The dog (sat)")
    add.click()
    expect(why).to_contain_text("do not stand in the text")
    box.locator(".quote").fill("cat  sat on")
    add.click()
    expect(box.locator("li")).to_contain_text("Fact, minor: “cat sat on”")
    expect(box.locator(".nothing")).to_be_disabled()
    page.reload()
    expect(visible(page).locator(".found li")).to_contain_text("cat sat on")
    expect(page.locator("#done")).to_have_text("1 of 36 questions answered")
    visible(page).locator(".found li button").click()
    expect(visible(page).locator(".found li")).to_have_count(0)
    expect(page.locator("#done")).to_have_text("0 of 36 questions answered")


def test_a_place_is_drawn_on_a_picture_or_written(
    drawn: Drawn, exam: Path, page: Any, tmp_path: Path
) -> None:
    picture = next((exam / "goldsets/exam/media").iterdir())
    picture.write_bytes((ROOT / "goldsets/caption-basics/media/camera.png").read_bytes())
    _, form = drawn("a17", "--minutes", "30", "--findings")
    page.goto(form.as_uri())
    page.locator("#next").click()
    while not visible(page).locator("img").count():
        page.locator("#next").click()
    box = visible(page).locator(".found")
    place = visible(page).locator(".picture").bounding_box()
    page.mouse.move(place["x"] + place["width"] * 0.25, place["y"] + place["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] * 0.75, place["y"] + place["height"] * 0.9, steps=4)
    page.mouse.up()
    drawn_numbers = [float(one.input_value()) for one in box.locator(".region input").all()]
    assert drawn_numbers == pytest.approx([25, 50, 50, 40], abs=0.6)
    box.locator(".region input").first.fill("10")
    box.locator(".type").select_option("fact")
    box.locator(".severity").select_option("minor")
    box.locator(".add").click()
    expect(box.locator("li")).to_contain_text("picture 1: 10, ")
    page.locator("#next").click()
    while page.locator("#next").is_visible():
        page.locator("#next").click()
        settle(page)
    page.locator("#sure").check()
    with page.expect_download() as download:
        page.locator("#finish").click()
    saved = tmp_path / "saved.json"
    download.value.save_as(saved)
    handed_in = read_submission(saved.read_bytes(), saved.name)
    assert handed_in.edited is False
    ((found,),) = handed_in.findings.values()
    assert found["evidence"][0]["region"][0] == 0.1
