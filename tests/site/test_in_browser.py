"""Every kind of page in a real browser: nothing fails, nothing is forbidden, nothing comes from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

KINDS = {"home": "index.html", "handbook": "handbook/index.html"}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_opens_without_any_complaint_of_the_browser(site: Any, page: Any, path: str) -> None:
    page.goto(site.at(path))
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert page.trouble == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_opens_from_disk_without_any_complaint(site: Any, page: Any, path: str) -> None:
    page.goto(site.on_disk(path))
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert page.trouble == []
