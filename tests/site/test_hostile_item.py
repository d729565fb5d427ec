"""An item whose every text is an attack shows each of them as the text that it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sites import captions, expect, goldline, listen, open_page

ATTACKS = {
    name: f"<img src=x onerror=\"window.hacked='{name}'\"></div><script>hack('{name}')</script>{{{{ 7*7 }}}}"
    for name in (
        *("title", "prompt", "response", "reference", "model", "point", "note", "rationale"),
        *("exception", "decided", "feedback", "vote", "adjudicator", "reason", "alt", "attribution"),
    )
}
PROSE = ("note", "rationale", "exception", "feedback", "reason")
"""What the item's author wrote in Markdown: there, an image or a script is left out whole."""


def _item() -> str:
    q = {name: "'" + text.replace("'", "''") + "'" for name, text in ATTACKS.items()}
    return f"""id: cap-hostile
title: {q["title"]}
modality: image-caption
locale: en-US
guideline: image-caption@2.0.0
prompt: {q["prompt"]}
reference: {q["reference"]}
sources: [https://example.org/page]
media:
  - {{id: own, path: media/coffee.png, alt: {q["alt"]}, license: CC0-1.0, attribution: {q["attribution"]}}}
responses:
  a:
    text: {q["response"]}
    model: {q["model"]}
rubric:
  - {{id: r1, text: {q["point"]}, points: 1}}
findings:
  - type: hallucination.object
    severity: major
    response: a
    evidence:
      - {{quote: "<img src=x"}}
      - {{quote: "onerror=\\"window", in: prompt}}
      - {{quote: "not there </mark><script>"}}
      - {{media: own, region: [0.1, 0.1, 0.2, 0.2]}}
    note: {q["note"]}
observations: {{}}
labels:
  correctness:
    a: {{value: 2, rationale: {q["rationale"]}, exception: {q["exception"]}, decided_by: {q["decided"]}}}
feedback: {q["feedback"]}
votes:
  - {{annotator: a01, values: {{correctness: {{a: 2}}}}, note: {q["vote"]}}}
adjudication: {{by: {q["adjudicator"]}, reason: {q["reason"]}}}
visibility: example
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = captions(tmp_path_factory.mktemp("hostile-item") / "work")
    (folder / "goldsets/caption-basics/items/cap-hostile.yaml").write_text(_item(), "utf-8")
    run = goldline("site", "build", "--folder", folder / "out", folder=folder)
    assert run.returncode == 0, run.stderr
    out: Path = folder / "out"
    return out


@pytest.fixture
def opened(hostile: Path, browser: Any) -> Any:
    # Without the site's policy: the page itself must hold nothing that acts.
    context = browser.new_context(bypass_csp=True)
    try:
        page = context.new_page()
        listen(page)
        yield page
    finally:
        context.close()


def test_nothing_runs_and_every_text_is_read(hostile: Path, opened: Any) -> None:
    open_page(opened, (hostile / "gold/item.html").as_uri() + "#cap-hostile")
    opened.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    expect(opened.locator(".gl-trace .gl-steps").first).to_be_visible()
    assert opened.evaluate("window.hacked") is None
    assert opened.locator(".gl-page img").count() == 1  # the item's own picture
    text = opened.locator(".gl-page").inner_text()
    for name, attack in ATTACKS.items():
        if name in PROSE:
            assert f"hack('{name}')</script>" not in text, name
        elif name == "alt":
            assert opened.locator(".gl-picture img").get_attribute("alt") == attack
        else:
            assert attack in text, name
    assert opened.locator("#response-a .gl-mark").inner_text() == "<img src=x"
    assert opened.locator('a[href^="javascript:"]').count() == 0
    assert opened.trouble == []


def test_the_browser_shows_it_as_text_too(hostile: Path, opened: Any) -> None:
    open_page(opened, f"{hostile.as_uri()}/gold/index.html#q=cap-hostile")
    row = opened.locator(".gl-row", has_text="cap-hostile")
    expect(row).to_contain_text(ATTACKS["title"])
    assert opened.locator(".gl-page img").count() == 0
    assert opened.evaluate("window.hacked") is None
