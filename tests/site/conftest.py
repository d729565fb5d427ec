"""The site of this repository, built once and looked at in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from browsers import chromium, one_page
from sites import goldline, served


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
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page at the size of an analyst's screen; what its console says is in `page.trouble`."""
    with one_page(browser, viewport={"width": 1440, "height": 900}) as opened:
        yield opened
