"""The site: what building costs beside MkDocs alone, and what a reader's browser waits for."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from ruamel.yaml import YAML

from benchmarks.generate import GUIDELINE, Made
from benchmarks.measure import Run, environment, measure, measure_python

PREPARE = """
import json, sys, time
from pathlib import Path
from goldline.app.layout import SCOPE
from goldline.store.cache import Cache
from goldline.store.git import Repository
from goldline.store.revisions import open_source
from goldline.website.preparing import Source, prepare
folder, docs, edited = map(Path, sys.argv[1:])
docs.mkdir(parents=True, exist_ok=True)
repo = Repository.find(folder)
cache = Cache.open(repo, folder)
source = Source(folder, repo, cache, lambda: open_source(repo, None, scope=SCOPE, folder=folder))
def once():
    wall, cpu = time.perf_counter(), time.process_time()
    prepare(source, docs)
    return time.perf_counter() - wall, time.process_time() - cpu
full = once()
edited.write_bytes(edited.read_bytes() + b"# Looked at once more.\\n")
print(json.dumps([full, once()]))
"""
"""What is ours of a build, everything but MkDocs: once, and again after an edit, as `site serve` does."""

BARE = {
    "site_name": "Bare",
    "docs_dir": "docs",
    "site_dir": "site",
    "use_directory_urls": False,
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "validation": {"nav": {"omitted_files": "ignore"}},
}
TIMES = 3
A_LIST = 50
"""Items a page of the bare site."""


@dataclass(frozen=True)
class Build:
    """A built site: what it cost each time, and its bytes besides media."""

    runs: list[Run]
    folder: Path
    size: int


def build_site(made: Made, folder: Path) -> Build:
    """Return the site of a generated repository, built from nothing: what was read of it is forgotten."""
    out = folder / f"site-{made.items}"
    runs = []
    for _ in range(TIMES):
        _forget(made)
        runs.append(measure(["-C", made.path, "site", "build", "--folder", out]))
    files = [path for path in out.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files if path.relative_to(out).parts[0] != "media")
    return Build(runs, out, size)


def _forget(made: Made) -> None:
    shutil.rmtree(made.path / ".git" / "goldline", ignore_errors=True)


def build_bare(made: Made, folder: Path) -> list[Run]:
    """Return what MkDocs with Material costs for the same items in Markdown, as people write such lists."""
    bare = folder / f"bare-{made.items}"
    shutil.rmtree(bare, ignore_errors=True)
    (bare / "docs" / "lists").mkdir(parents=True)
    (bare / "docs" / "index.md").write_text("# Bare\n", "utf-8")
    reader = YAML(typ="safe")
    items = [reader.load(path.read_bytes()) for path in made.item_files]
    for start in range(0, len(items), A_LIST):
        text = "".join(_listed(item) for item in items[start:][:A_LIST])
        (bare / "docs" / "lists" / f"{start // A_LIST}.md").write_text(text, "utf-8")
    (bare / "mkdocs.yml").write_text(json.dumps({**BARE, "nav": [{"Home": "index.md"}]}), "utf-8")
    words = ["-m", "mkdocs", "build", "--quiet", "--config-file", bare / "mkdocs.yml"]
    return [measure_python(words) for _ in range(TIMES)]


def _listed(item: dict[str, Any]) -> str:
    """Return an item in Markdown: its texts, what was found, its labels and votes in a table."""
    labels = item["labels"]
    votes = item.get("votes", ())
    rows = [
        [name, label["value"] if isinstance(label, dict) else label]
        + [vote["values"].get(name, "") for vote in votes]
        for name, label in labels.items()
    ]
    head = ["criterion", "gold", *(vote["annotator"] for vote in votes)]
    table = [head, ["---"] * len(head), *rows]
    return "\n\n".join(
        [
            f"## {item['id']} {item.get('title', '')}",
            str(item["prompt"]),
            "> " + str(item["response"]).strip().replace("\n", "\n> "),
            "\n".join(
                f"- **{one['severity']}** `{one['type']}`: {one.get('note', '')}"
                for one in item["findings"] or ()
            ),
            "\n".join("| " + " | ".join(map(str, row)) + " |" for row in table),
            item.get("feedback", ""),
            "",
        ]
    )


def prepare_again(made: Made, folder: Path) -> tuple[Run, Run]:
    """Return what preparing pages costs from nothing, and once more after an edit of one item."""
    docs = folder / f"docs-{made.items}"
    shutil.rmtree(docs, ignore_errors=True)
    _forget(made)
    file = made.item_files[made.items // 2]
    before = file.read_bytes()
    try:
        said = subprocess.run(
            [sys.executable, "-c", PREPARE, made.path, docs, file],
            capture_output=True,
            check=True,
            env=environment(),
        )
    finally:
        file.write_bytes(before)
    full, again = (Run(wall, cpu, 0, 0) for wall, cpu in json.loads(said.stdout))
    return full, again


# --- in the browser ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """What a reader waits for, in seconds; None where this site has no such thing."""

    search: float
    filter: float | None
    helper: float | None
    shift: float
    weight: int


def read_site(site: Path) -> Reading | None:
    """Return what reading a built site costs; None where there is no browser to read it with."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    with _served(site) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            criterion = sorted((site / GUIDELINE / "criteria").glob("*.html"))[0].relative_to(site)
            return Reading(
                search=median(_search(page, address) for _ in range(3)),
                filter=_filter(page, address) if (site / "gold" / "index.html").is_file() else None,
                helper=_helper(page, f"{address}/{criterion}"),
                shift=_shift(page, f"{address}/{criterion}"),
                weight=weigh(site, site / criterion),
            )
        finally:
            browser.close()


def weigh(site: Path, page: Path) -> int:
    """Return the compressed bytes of a page with the scripts and styles that it loads."""
    text = page.read_text("utf-8")
    named = re.findall(r'<(?:script|link)\b[^>]*?\b(?:src|href)="([^":#]+\.(?:js|css))"', text)
    files = {page, *((page.parent / name).resolve() for name in named)}
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)


def _search(page: Any, address: str) -> float:
    page.goto(f"{address}/index.html")
    start = page.evaluate("performance.now()")
    page.keyboard.press("/")
    page.keyboard.type("COR-5")
    page.locator(".md-search-result__link").first.wait_for()
    return float(page.evaluate("performance.now()") - start) / 1000


def _filter(page: Any, address: str) -> float:
    """Return the seconds from a key in the gold browser's search field until its rows are drawn."""
    page.goto(f"{address}/gold/index.html")
    page.wait_for_load_state("networkidle")
    times = page.evaluate(
        """async () => {
          const field = document.querySelector('.gl-page input[type=search]');
          const times = [];
          for (const word of ['a', 'har', 'boat', 'zzz', '']) {
            const start = performance.now();
            field.value = word;
            field.dispatchEvent(new Event('input', {bubbles: true}));
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            times.push(performance.now() - start);
          }
          return times;
        }"""
    )
    return float(median(times)) / 1000


def _helper(page: Any, address: str) -> float | None:
    """Return the seconds that one answer of the helper takes, without the drawing that follows."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    times = page.evaluate(
        """() => {
          const fields = document.querySelectorAll('.gl-helper :is(input[type=radio], input[type=checkbox])');
          return Array.from(fields).slice(0, 8).map(field => {
            const start = performance.now();
            field.click();
            return performance.now() - start;
          });
        }"""
    )
    return float(median(times)) / 1000 if times else None


def _shift(page: Any, address: str) -> float:
    """Return how much a page moves under its reader's eyes while it loads (CLS)."""
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(one => {"
        " if (!one.hadRecentInput) { window.shifted += one.value; } }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return float(page.evaluate("window.shifted"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
