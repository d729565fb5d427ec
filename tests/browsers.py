"""The browser that tests look at pages with: Chromium of the system, never one that is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sites import lacking, listen

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


@contextmanager
def chromium() -> Iterator[Any]:
    """Run a browser while the block runs; see `lacking` where there is none."""
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


@contextmanager
def one_page(browser: Any, **context: Any) -> Iterator[Any]:
    """Open a page while the block runs; what its console says is in `page.trouble`."""
    made = browser.new_context(locale="en-GB", **context)
    opened = made.new_page()
    listen(opened)
    try:
        yield opened
    finally:
        made.close()
