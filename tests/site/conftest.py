"""The site of this repository, built once and looked at in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sites import goldline, lacking, listen, served

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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the site of this repository was built into."""
    pytest.importorskip("material") if not os.environ.get("CI") else None
    out = tmp_path_factory.mktemp("site") / "public"
    run = goldline("site", "build", "--folder", out)
    assert run.returncode == 0, run.stderr
    return out


@dataclass(frozen=True)
class Site:
    """A built site, on a server and on disk."""

    folder: Path
    http: str

    def at(self, path: str) -> str:
        return f"{self.http}/{path}"

    def on_disk(self, path: str) -> str:
        return f"{self.folder.as_uri()}/{path}"


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    with served(built) as address:
        yield Site(built, address)


@pytest.fixture(scope="session")
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
    """A page at the size of an analyst's screen; what its console says is in `page.trouble`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened = context.new_page()
    listen(opened)
    try:
        yield opened
    finally:
        context.close()
