"""Asking: a form where the question comes up, and what really leaves the browser when it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from escalating.issues import body_of
from goldline.app.escalating.form import LABELS, issue_form
from goldline.reading.yaml import read_yaml
from goldline.website.escalation.targets import LONGEST, LONGEST_MAIL, Asked, form_action, forms
from sites import ROOT, axe_source, captions, commit, expect, goldline, listen, open_page, served, settle

TARGETS = ("github:acme/guidelines", "gitlab:git.example.org/group/project", "mail:leads@example.org")
CRITERION = "guidelines/image-caption/criteria/correctness.html"
ASK = "escalations/ask.html"
RULE = Asked("image-caption@2.1.1", criterion="correctness", rules=("COR-5",), commit="a" * 40)
QUESTION = "Two slips & one doubt: is “a toy” = wrong?\nI see 2 or 3 + a reason."


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guideline for captions, in a repository that says where questions go: to three places."""
    folder = captions(tmp_path_factory.mktemp("asking") / "work")
    with (folder / "goldline.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[escalations]\nto = {json.dumps(TARGETS)}\n")
    commit(folder)
    return folder


@pytest.fixture(scope="module")
def asking(repository: Path) -> Iterator[str]:
    out = repository / "build" / "site"
    run = goldline("site", "build", "--folder", out, folder=repository)
    assert run.returncode == 0, run.stderr
    with served(out) as address:
        yield address


class Caught:
    """A context of the browser in which what is sent to other hosts is kept instead of sent."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
        self.sent: list[str] = []
        for host in ("https://github.com/**", "https://git.example.org/**"):
            self.context.route(host, self._keep)
        self.page = self.context.new_page()
        listen(self.page)

    def _keep(self, route: Any) -> None:
        self.sent.append(route.request.url)
        route.fulfill(body="<title>caught</title>", content_type="text/html")

    def send(self, button: Any) -> dict[str, str]:
        """Return the fields of what a button sends."""
        with self.context.expect_page() as opened:
            button.click()
        opened.value.wait_for_load_state()
        assert self.page.trouble == []
        return fields_of(self.sent[-1])


def fields_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


@pytest.fixture
def caught(browser: Any) -> Iterator[Caught]:
    made = Caught(browser)
    yield made
    made.context.close()


@pytest.fixture
def bare(browser: Any) -> Iterator[Caught]:
    """The same in a browser that runs no scripts."""
    made = Caught(browser, java_script_enabled=False)
    yield made
    made.context.close()


def opened(page: Any, anchor: str) -> Any:
    """Return the place of a form after its details are opened by a click, and set up if scripts run."""
    place = page.locator(f"details.gl-escalate:has([id='{anchor}'])")
    place.locator("summary").first.click()
    expect(place.locator("textarea").first).to_be_visible()
    if page.evaluate("'goldline' in window"):
        set_up(place)
    return place


def set_up(place: Any) -> None:
    """Wait until the script of forms has set up all that it finds in a place."""
    expect(place.locator("textarea[maxlength]")).to_have_count(0)


# --- what is sent ------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_a_rule_is_asked_about_with_its_ids_version_commit_and_the_question(
    asking: str, browser: Any, scripts: bool
) -> None:
    made = Caught(browser, java_script_enabled=scripts)
    try:
        made.page.goto(f"{asking}/{CRITERION}")
        place = opened(made.page, "escalate-COR-5")
        place.locator("textarea").first.fill(QUESTION)
        fields = made.send(place.get_by_role("button", name="Open an issue in acme/guidelines"))
        assert made.sent[-1].startswith("https://github.com/acme/guidelines/issues/new?")
        assert re.fullmatch("[0-9a-f]{40}", fields.pop("commit"))
        assert fields == {
            "template": "escalation.yml",
            "title": "Escalation: correctness COR-5",
            "guideline": "image-caption@2.1.1",
            "criterion": "correctness",
            "rules": "COR-5",
            "question": QUESTION.replace("\n", "\r\n"),
        }
    finally:
        made.context.close()


def test_an_item_is_asked_about_without_a_word_of_its_content(asking: str, caught: Caught) -> None:
    open_page(caught.page, f"{asking}/gold/item.html#cap-0005")
    place = opened(caught.page, "escalate")
    place.locator("[data-gl-part=criterion]").first.select_option("correctness")
    place.get_by_role("button", name="COR-4", exact=True).first.click()
    place.locator("textarea").first.fill("Which?")
    fields = caught.send(place.get_by_role("button", name="Open an issue in acme/guidelines"))
    assert len(fields.pop("commit")) == 40
    assert fields == {
        "template": "escalation.yml",
        "title": "Escalation: correctness COR-4 cap-0005",
        "guideline": "image-caption@2.1.1",
        "item": "cap-0005",
        "criterion": "correctness",
        "rules": "COR-4",
        "question": "Which?",
    }


def test_the_facts_in_the_helper_go_into_the_question(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{CRITERION}#helper?o..on_topic=false")
    caught.page.get_by_role("link", name="Escalate these facts").click()
    place = caught.page.locator("details.gl-escalate:has(#escalate)")
    box = place.locator("textarea").first
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile("on_topic = false"))
    expect(box).to_have_value(re.compile(re.escape(f"{CRITERION}#helper?o..on_topic=false")))
    box.press_sequentially("Who decides?")
    fields = caught.send(place.get_by_role("button", name="Open an issue in acme/guidelines"))
    assert fields["rules"] == "COR-1"
    assert fields["question"].endswith("Who decides?")


@pytest.mark.parametrize("scripts", [True, False])
def test_gitlab_gets_everything_as_one_description(asking: str, browser: Any, scripts: bool) -> None:
    made = Caught(browser, java_script_enabled=scripts)
    try:
        made.page.goto(f"{asking}/{CRITERION}")
        place = opened(made.page, "escalate-COR-5")
        place.get_by_text("Open an issue in git.example.org/group/project instead").click()
        box = place.locator("form[data-gl-escalate=gitlab] textarea")
        expect(box).to_be_visible()
        box.fill(box.input_value() + "Is it?")
        fields = made.send(place.locator("form[data-gl-escalate=gitlab] button[type=submit]"))
        assert made.sent[-1].startswith("https://git.example.org/group/project/-/issues/new?")
        assert fields["issue[title]"] == "Escalation: correctness COR-5"
        assert re.fullmatch(
            r"- Criterion: correctness\r\n- Rules: COR-5\r\n"
            r"- Guideline and version: image-caption@2\.1\.1\r\n- Commit: [0-9a-f]{40}\r\n\r\n"
            r"\*\*Question\*\*\r\n\r\nIs it\?",
            fields["issue[description]"],
        )
    finally:
        made.context.close()


def test_what_is_typed_before_the_page_is_ready_is_kept(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{CRITERION}")
    place = caught.page.locator("details.gl-escalate:has([id='escalate-COR-5'])")
    # At once: a form is set up only after its details were opened.
    place.evaluate(
        """place => { place.open = true;
                     place.querySelector('form[data-gl-escalate=gitlab] textarea').value += 'Is it?'; }"""
    )
    set_up(place)
    expect(place.locator("form[data-gl-escalate=gitlab] textarea")).to_have_value("Is it?")


def test_a_mail_begins_with_what_it_is_about(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{CRITERION}")
    place = opened(caught.page, "escalate-COR-5")
    place.get_by_text("Write to leads@example.org instead").click()
    form = place.locator("form[data-gl-escalate=mail]")
    form.locator("textarea").fill("Is it?")
    address = form.evaluate("one => one.goldline.address()")
    assert address.startswith("mailto:leads@example.org?subject=Escalation%3A%20correctness%20COR-5&body=")
    body = fields_of(address)["body"]
    assert body.startswith("Criterion: correctness\r\nRules: COR-5\r\n")
    assert body.endswith("\r\n\r\nIs it?")
    form.locator("button[type=submit]").click()
    settle(caught.page)
    assert [one for one in caught.page.trouble if "Content Security" in one] == []


def test_content_that_is_not_gold_is_asked_about_on_a_page_of_its_own(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{ASK}")
    form = caught.page.locator("form[data-gl-escalate=github]")
    form.get_by_label("Criterion").select_option("correctness")
    form.get_by_role("button", name="COR-5", exact=True).click()
    form.get_by_role("button", name="COR-6", exact=True).click()
    form.get_by_label("Question").fill("Task 4711: which of the two?")
    fields = caught.send(form.get_by_role("button", name="Open an issue in acme/guidelines"))
    assert fields["rules"] == "COR-5, COR-6"
    assert fields["title"] == "Escalation: correctness COR-5, COR-6"
    assert fields["guideline"] == "image-caption@2.1.1"


def test_that_page_needs_no_scripts_either(asking: str, bare: Caught) -> None:
    bare.page.goto(f"{asking}/{ASK}")
    form = bare.page.locator("form[data-gl-escalate=github]")
    form.get_by_label("Criterion").select_option("correctness")
    form.get_by_role("textbox", name="Rules").fill("COR-5")
    form.get_by_label("Question").fill("Which?")
    fields = bare.send(form.get_by_role("button", name="Open an issue in acme/guidelines"))
    assert (fields["criterion"], fields["rules"], fields["question"]) == ("correctness", "COR-5", "Which?")


def test_a_question_is_asked_by_keyboard_alone(asking: str, caught: Caught) -> None:
    page = caught.page
    page.goto(f"{asking}/{CRITERION}")
    page.locator("details.gl-escalate:has([id='escalate-COR-5']) > summary").focus()
    page.keyboard.press("Enter")
    box = page.locator("[id='escalate-COR-5-question']")
    expect(box).to_be_visible()
    focused = "document.activeElement.id"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "escalate-COR-5-question":
            break
    expect(box).to_be_focused()
    page.keyboard.type("Is it?")
    page.keyboard.press("Tab")
    with caught.context.expect_page() as new:
        page.keyboard.press("Enter")
    new.value.wait_for_load_state()
    assert fields_of(caught.sent[-1])["question"] == "Is it?"


def test_a_link_to_a_form_opens_it(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{CRITERION}#escalate-COR-5")
    box = caught.page.locator("[id='escalate-COR-5-question']")
    expect(box).to_be_visible()
    expect(box).to_be_focused()


# --- length ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["ب" * 1500, "漢" * 1000, "two\nlines\n" * 500, "🙂" * 1000],
    ids=["arabic", "han", "lines", "emoji"],
)
def test_what_is_too_long_as_it_is_sent_is_refused_with_two_ways_out(
    asking: str, caught: Caught, text: str
) -> None:
    page = caught.page
    page.goto(f"{asking}/{CRITERION}")
    place = opened(page, "escalate-COR-5")
    form = place.locator("form[data-gl-escalate=github]")
    box = form.locator("textarea")
    # As pasted: at once.
    box.evaluate(
        "(one, text) => { one.value = text; one.dispatchEvent(new Event('input', {bubbles: true})); }", text
    )
    form.get_by_text("Too long by about").wait_for()
    form.get_by_role("button", name="Open an issue").click()
    expect(box).to_be_focused()  # that is where one is led instead
    assert caught.sent == []
    with caught.context.expect_page() as new:
        form.get_by_role("link", name="Open the form without it").click()
    new.value.wait_for_load_state()
    fields = fields_of(caught.sent[-1])
    assert (fields["rules"], fields["question"]) == ("COR-5", "")
    assert box.input_value() == text


def test_a_form_never_lets_a_longer_address_out_than_it_says(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{CRITERION}")
    place = opened(caught.page, "escalate-COR-5")
    form = place.locator("form[data-gl-escalate=github]")
    room = LONGEST - len(form.evaluate("one => one.goldline.address()"))
    form.locator("textarea").fill("漢" * (room // 9))
    caught.send(form.get_by_role("button", name="Open an issue"))
    assert LONGEST - 9 < len(caught.sent[-1]) <= LONGEST


@pytest.mark.parametrize("form", forms(TARGETS, RULE), ids=lambda form: form.kind)
def test_without_scripts_even_the_widest_characters_fit(form: Any) -> None:
    longest = form.address("漢" * (form.most - len(form.text)))
    assert form.most - len(form.text) >= 150
    assert len(longest) <= (LONGEST_MAIL if form.kind == "mail" else LONGEST)


# --- asked already? ----------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_asked_about_a_rule_stands_above_its_form(asking: str, browser: Any, scripts: bool) -> None:
    made = Caught(browser, java_script_enabled=scripts)
    try:
        made.page.goto(f"{asking}/{CRITERION}")
        place = opened(made.page, "escalate-COR-5")
        asked = place.locator("[data-gl-before]")
        expect(asked).to_be_visible()
        expect(asked).to_contain_text("esc-0003", use_inner_text=True)
        link = asked.get_by_role("link", name="esc-0003")
        expect(link).to_have_js_property("href", f"{asking}/escalations/index.html#esc-0003")
    finally:
        made.context.close()


def test_a_like_question_is_found_while_one_types(asking: str, caught: Caught) -> None:
    caught.page.goto(f"{asking}/{ASK}")
    form = caught.page.locator("form[data-gl-escalate=github]")
    form.get_by_label("Question").fill("The caption reads Ashby on the patch as Ashley")
    asked = caught.page.locator("[data-gl-before] li").first
    expect(asked).to_be_visible()
    expect(asked).to_contain_text("esc-0001", use_inner_text=True)


# --- where nobody said where questions go ------------------------------------------------------


def test_without_a_target_the_form_says_what_to_do_and_its_text_can_be_copied(
    site: Any, browser: Any
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    try:
        page = context.new_page()
        page.goto(site.at(CRITERION))
        place = opened(page, "escalate-COR-5")
        assert "goldline.toml" in place.inner_text()
        place.locator("textarea").fill("Is it?")
        place.get_by_role("button", name="Copy the text").click()
        page.get_by_text("Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Criterion: correctness\nRules: COR-5\n")
        assert copied.endswith("\n\nIs it?")
    finally:
        context.close()


def test_without_a_target_no_form_may_go_anywhere(built: Path) -> None:
    page = (built / CRITERION).read_text("utf-8")
    assert "form-action 'none'" in page
    assert 'method="get"' not in page


# --- the form on the other side ----------------------------------------------------------------


def test_what_is_sent_comes_back_as_the_same_record(
    asking: str, caught: Caught, repository: Path, tmp_path: Path
) -> None:
    open_page(caught.page, f"{asking}/gold/item.html#cap-0005")
    place = opened(caught.page, "escalate")
    place.locator("[data-gl-part=criterion]").first.select_option("correctness")
    place.locator("[data-gl-part=rules]").first.fill("COR-4, COR-5")
    place.locator("textarea").first.fill("Is a sad look a feeling?\n\nSome say so.")
    sent = caught.send(place.get_by_role("button", name="Open an issue in acme/guidelines"))
    event = {
        "issue": {
            "number": 12,
            "title": sent["title"],
            "body": body_of(sent),
            "user": {"login": "analyst-17"},
            "labels": [{"name": "escalation"}],
            "created_at": "2026-10-02T08:15:00Z",
            "html_url": "https://github.com/acme/guidelines/issues/12",
        },
        "repository": {"full_name": "acme/guidelines"},
    }
    (tmp_path / "event.json").write_text(json.dumps(event))
    run = goldline("escalations", "import", tmp_path / "event.json", folder=repository)
    assert run.returncode == 0, run.stderr
    assert "left out" not in run.stdout + run.stderr
    (path,) = (repository / "escalations" / "2026").glob("esc-??????.yaml")
    record = read_yaml(path.read_bytes(), path.name).value
    path.unlink()
    assert isinstance(record, dict)
    assert {key: record[key] for key in ("guideline", "item", "criterion", "rules", "question")} == {
        "guideline": "image-caption@2.1.1",
        "item": "cap-0005",
        "criterion": "correctness",
        "rules": ["COR-4", "COR-5"],
        "question": "Is a sad look a feeling?\n\nSome say so.",
    }


def test_every_field_that_is_sent_is_a_field_of_the_issue_form_and_a_text(tmp_path: Path) -> None:
    run = goldline("init", "new", "--escalate-to", TARGETS[0], "--no-git", folder=tmp_path)
    assert run.returncode == 0, run.stderr
    of_init = (tmp_path / "new" / ".github" / "ISSUE_TEMPLATE" / "escalation.yml").read_bytes()
    for data in (of_init, (ROOT / ".github" / "ISSUE_TEMPLATE" / "escalation.yml").read_bytes()):
        form = read_yaml(data, "form").value
        assert isinstance(form, dict)
        kinds = {one["id"]: one["type"] for one in form["body"] if "id" in one}
        assert kinds.keys() == LABELS.keys()
        assert set(kinds.values()) <= {"input", "textarea"}
        everything = Asked("g@1.0.0", "i", "c", ("R-1",), "0" * 40)
        (github,) = forms(TARGETS[:1], everything)
        names = {name for name, _ in github.fixed} - {"template", "title"} | {github.question}
        assert names == kinds.keys()
        assert github.title.startswith(form["title"])


def test_this_repository_has_the_issue_form_that_init_writes() -> None:
    own = read_yaml((ROOT / ".github" / "ISSUE_TEMPLATE" / "escalation.yml").read_bytes(), "form").value
    assert isinstance(own, dict)
    stamp = own["body"][1]["attributes"]["description"].removeprefix("Such as ")
    assert own == issue_form(stamp)


def test_a_target_that_is_none_has_no_form_and_no_place_in_the_policy() -> None:
    assert form_action("ftp://example.org") == ""
    assert [form.kind for form in forms(["nowhere"], RULE)] == ["none"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
@pytest.mark.parametrize("path", [CRITERION, ASK, "gold/item.html#cap-0005"])
def test_forms_have_no_fault_that_axe_can_find(
    asking: str, browser: Any, path: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    try:
        page = context.new_page()
        open_page(page, f"{asking}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        set_up(page.locator(".gl-page"))
        page.locator("textarea").first.fill("漢" * 1000)
        expect(page.get_by_text("Too long by about").first).to_be_visible()
        page.evaluate(axe_source())
        found = page.evaluate("axe.run('.gl-escalate', {resultTypes: ['violations']})")
        faults = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]
        assert faults == []
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
    finally:
        context.close()
