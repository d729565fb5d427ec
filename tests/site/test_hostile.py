"""A hostile repository makes a dull site: whatever people commit is shown as what it is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sites import captions, contents, goldline

TITLE = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{ 7*7 }}{% raw %}'
BOX = "<script>alert(2)</script>\n\n</div></div><h1>Mine</h1>\n\n    code\n\n---\ntitle: other\n---"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = captions(tmp_path_factory.mktemp("hostile") / "work")
    guideline = folder / "guidelines" / "image-caption" / "guideline.yaml"
    text = guideline.read_text("utf-8")
    text = text.replace("title: Image captions", f"title: '{TITLE}'")
    text = text.replace("summary: |\n", "summary: |\n" + "".join(f"  {line}\n" for line in BOX.split("\n")))
    guideline.write_text(text, "utf-8")
    criterion = folder / "guidelines" / "image-caption" / "criteria" / "correctness.yaml"
    text = criterion.read_text("utf-8")
    text = re.sub(r"^title: .*$", f"title: '{TITLE}'", text, count=1, flags=re.MULTILINE)
    criterion.write_text(text, "utf-8")
    for path in (folder / "goldsets" / "caption-basics" / "items").rglob("cap-0004.yaml"):
        text = path.read_text("utf-8")
        text = re.sub(r"^title: .*$", f"title: '{TITLE}'", text, count=1, flags=re.MULTILINE)
        path.write_text(text, "utf-8")
    escalation = sorted((folder / "escalations").rglob("*.yaml"))[0]
    text = escalation.read_text("utf-8")
    block = "question: |\n" + "".join(f"  {line}\n" for line in BOX.split("\n"))
    escalation.write_text(re.sub(r"question: >-\n(?:  .*\n)+", lambda _: block, text), "utf-8")
    run = goldline("site", "build", "--folder", folder / "out", folder=folder)
    assert run.returncode == 0, run.stderr
    return contents(folder / "out")


class _Tags(HTMLParser):
    """Every tag of a page, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_nothing_that_was_committed_runs(hostile: dict[str, bytes]) -> None:
    for path, data in hostile.items():
        if not path.endswith(".html"):
            continue
        page = data.decode("utf-8")
        assert "<script>alert" not in page, path
        tags = _Tags()
        tags.feed(page)
        for tag, attributes in tags.seen:
            assert not [name for name in attributes if name.startswith("on")], path
            assert tag != "img" or attributes.get("src") != "x", path


def test_no_template_is_filled_in(hostile: dict[str, bytes]) -> None:
    page = hostile["guidelines/image-caption/index.html"].decode("utf-8")
    assert "{{ 7*7 }}" in page
    assert "49{" not in page


def test_prose_stays_in_its_place(hostile: dict[str, bytes]) -> None:
    page = hostile["guidelines/image-caption/index.html"].decode("utf-8")
    assert page.count("<h1") == 1
    assert page.index("Criteria") < page.index('class="md-footer')
    assert page.count("<div") == page.count("</div>")


def test_the_policy_allows_no_more_than_on_a_quiet_page(hostile: dict[str, bytes]) -> None:
    def scripts(path: str) -> int:
        return hostile[path].count(b"'sha256-")

    assert scripts("guidelines/image-caption/index.html") == scripts("guidelines/image-caption/taxonomy.html")


def test_links_out_of_the_repository_publish_nothing(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    (tmp_path / "secret.md").write_text("# GL-CANARY-outside\n")
    pages = folder / "site" / "pages"
    pages.mkdir(parents=True)
    (pages / "index.md").write_text('# Hello\n\n--8<-- "../../../secret.md"\n')
    (pages / "link.md").symlink_to(tmp_path / "secret.md")
    (pages / "folder").symlink_to(tmp_path)
    run = goldline("site", "build", "--folder", tmp_path / "out", folder=folder)
    assert run.returncode == 0, run.stderr
    assert [path for path, data in contents(tmp_path / "out").items() if b"GL-CANARY-outside" in data] == []
