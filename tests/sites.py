"""What tests of the site share: running goldline, small repositories, a server, listening to a browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import pytest

AXE = "4.14.1"
ROOT = Path(__file__).resolve().parents[1]


def goldline(*words: str | Path, folder: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run goldline as its users do."""
    return subprocess.run(
        [sys.executable, "-c", "from goldline.cli.main import main; main()", "-C", folder, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "toolkit"), **environ},
        check=False,
    )


def lacking(what: str) -> NoReturn:
    """Fail where everything must be tested (CI), else skip and say what was not tested."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: without it the site is not tested")
    pytest.skip(f"NOT TESTED: {what}")


def captions(folder: Path, *, sets: tuple[str, ...] = ("caption-basics",)) -> Path:
    """Return a folder with the guideline for captions, these gold sets, and its escalations."""
    shutil.copytree(ROOT / "guidelines" / "image-caption", folder / "guidelines" / "image-caption")
    for name in sets:
        shutil.copytree(ROOT / "goldsets" / name, folder / "goldsets" / name)
    shutil.copytree(ROOT / "escalations", folder / "escalations")
    for path in (folder / "escalations").rglob("*.yaml"):
        if "guideline: image-caption@" not in path.read_text("utf-8"):
            path.unlink()
    shutil.copy(ROOT / "goldline.toml", folder / "goldline.toml")
    return folder


def commit(folder: Path, message: str = "Begin") -> None:
    """Commit everything in a folder, which becomes a repository."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", message)


def git(folder: Path, *words: str) -> None:
    # The same content makes the same commits, whenever it is made.
    day = {"GIT_AUTHOR_DATE": "2026-10-02T12:00:00Z", "GIT_COMMITTER_DATE": "2026-10-02T12:00:00Z"}
    subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, env={**os.environ, **day})


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser that keeps a connection open does not keep the tests from ending
    request_queue_size = 64  # a browser asks for a whole page at once


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder while the block runs; give its address."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def expect(of: Any) -> Any:
    """Return playwright's assertions about a page or a place in it: they wait until the browser is there.

    A browser does what it is asked in its own time. What follows from a click, a key or another page is
    asserted with these; `assert` is for what stands in a page that has loaded, and for what is sure once
    something that comes with it or after it has been waited for.
    """
    from playwright.sync_api import expect as waiting  # optional: tests without a browser run without it

    waiting.set_options(timeout=20_000)  # a crowded machine is slow, not wrong
    return waiting(of)


def settle(page: Any) -> None:
    """Wait until what scripts draw after a page has loaded is there, and what is under way is done.

    For what should not happen, and for what is looked at as a whole.
    """
    page.wait_for_function("!document.querySelector('[data-gl-browser]:not([data-gl-ready])')")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def listen(opened: Any) -> None:
    """Keep errors, warnings of the policy and failed or foreign requests in `page.trouble`."""
    opened.trouble = []

    def failed(request: Any) -> None:
        # A reader who goes to another page leaves requests of this one unfinished (its icon comes last of
        # all), and the browser gives them up. What is missing, refused or forbidden has other names.
        if request.failure != "net::ERR_ABORTED":
            opened.trouble.append(f"failed: {request.url}: {request.failure}")

    opened.on("pageerror", lambda error: opened.trouble.append(f"error: {error}"))
    opened.on(
        "console",
        lambda said: opened.trouble.append(f"{said.type}: {said.text}") if said.type == "error" else None,
    )
    opened.on("requestfailed", failed)
    opened.on(
        "request",
        lambda request: (
            opened.trouble.append(f"foreign: {request.url}")
            if not request.url.startswith(("http://127.0.0.1", "file:", "data:", "blob:"))
            else None
        ),
    )


def open_page(page: Any, address: str) -> None:
    """Go to a page, and wait until it has all that it loads; one of a gold item, until it shows the item."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if "gold/item.html#" in address:
        page.locator(f'[data-gl-case="{address.partition("#")[2]}"]').wait_for(state="attached")
    settle(page)


def answer(page: Any, **values: str) -> None:
    """Answer every question of a gold item's page: as said, else with the first level."""
    for question in page.locator("[data-gl-ask] [data-gl-question]").all():
        name = question.get_attribute("data-gl-question")
        value = values.get(name.replace("-", "_"))
        box = question.locator(f'input[value="{value}"]') if value else question.locator("input").first
        box.check(force=True)


def axe_source() -> str:
    """Return the source of axe-core, fetched once into a cache folder of the user; see `lacking`."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goldline-tests"
    package = cache / f"axe-core-{AXE}.tgz"
    if not package.is_file():
        npm = shutil.which("npm")
        if npm is None:
            lacking("axe-core cannot be fetched without npm")
        cache.mkdir(parents=True, exist_ok=True)
        fetched = subprocess.run(
            [npm, "pack", f"axe-core@{AXE}", "--pack-destination", cache],
            capture_output=True,
            text=True,
            check=False,
        )
        if fetched.returncode:
            lacking(f"axe-core cannot be fetched: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode("utf-8")


def dead_links(built: Path) -> list[tuple[str, str]]:
    """Return the links of a site that lead to no page, or to no place in it, each with the page it is on."""
    pages = {path: path.read_text("utf-8") for path in built.rglob("*.html") if path.name != "404.html"}
    anchors = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in pages.items()}
    # Items are shown by scripts, from their records; prose in those has links too.
    anchors[built / "gold" / "item.html"] |= set(records(built))
    pages |= {
        built / "gold" / f"item.html#{name}": json.dumps(record).replace('\\"', '"')
        for name, record in records(built).items()
    }
    dead = set()
    for path, text in pages.items():
        for link in re.findall(r'<a\s[^>]*href="([^"]*)"', text):
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme or parts.netloc:
                continue
            here = path.with_name(path.name.partition("#")[0])
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else here
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if here != path and re.match(r"(finding|mark|media|turn|response)-|response$", anchor):
                continue  # a place within the item, drawn by scripts
            if target == built / "gold" / "index.html" and "=" in anchor:
                continue  # what the browser of gold filters by
            known = anchors.get(target, {anchor})
            if not target.is_file() or (anchor and not anchor.startswith("__") and anchor not in known):
                dead.add((path.relative_to(built).as_posix(), link))
    return sorted(dead)


def records(built: Path) -> dict[str, Any]:
    """Return the record of every gold item of a site, by id."""
    found: dict[str, Any] = {}
    for path in (built / "data").glob("items-*.js"):
        text = path.read_text("utf-8")
        found |= json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return found
