"""What other programs see in our output: Markdown, HTML and workflow commands, read by their own rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

# --- Markdown -------------------------------------------------------------------------------

ALLOWED_HTML = re.compile(
    r"<br>|<details>|</details>|<summary>(?:[\w ›:,()]|<code>[a-z0-9.-]+</code>)*</summary>|\s+"
)


@dataclass
class Page:
    """A Markdown text as a reader of it sees it."""

    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    """How many cells each row of a table has."""


def read_markdown(text: str) -> Page:
    """Return what is text, code and HTML in a Markdown text, tables included."""
    page = Page()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        _take(token, page)
    return page


def _take(token: Token, page: Page) -> None:
    page.kinds.append(token.type)
    if token.type in ("html_block", "html_inline"):
        page.html.append(token.content)
    elif token.type in ("code_inline", "fence", "code_block"):
        page.code.append(token.content)
    elif token.type == "text":
        page.text.append(token.content)
    elif token.type == "tr_open":
        page.rows.append(0)
    elif token.type in ("td_open", "th_open"):
        page.rows[-1] += 1
    for child in token.children or ():
        _take(child, page)


def assert_nothing_lives(page: Page) -> None:
    """Fail where text of a repository became a link, an image, HTML, a mention or a reference."""
    assert not {"link_open", "image", "code_block"} & set(page.kinds)
    for html in page.html:
        assert not ALLOWED_HTML.sub("", html), html
    for text in page.text:
        assert not re.search(r"[@<\[\]|]|#\d|https?:|www\.|alert|forged", text), text


# --- HTML -----------------------------------------------------------------------------------


class Document(HTMLParser):
    """An HTML page: its elements, its text, and whether its elements are closed in order."""

    VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.declarations: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> without a start"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def said(self) -> str:
        return " ".join(
            " ".join("".join(texts) for tag, texts in self.texts.items() if tag != "style").split()
        )


# --- GitHub's runner ------------------------------------------------------------------------


@dataclass
class Command:
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    data: str


def read_commands(output: str) -> list[Command]:
    """Return the commands in a job's log, by the runner's rules; the old form `##[…]` must not occur."""
    commands = []
    for line in re.split(r"\r\n|\n|\r", output):
        assert "##[" not in line
        found = re.match(r"\s*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)", line, re.DOTALL)
        if found:
            pairs = dict(pair.split("=", 1) for pair in (found[2] or "").split(",") if pair)
            properties = {name: _decode(value, (("%3A", ":"), ("%2C", ","))) for name, value in pairs.items()}
            commands.append(Command(found[1], properties, _decode(found[3], ())))
        else:
            assert not line.strip(), f"a line that is no command: {line!r}"
    return commands


def _decode(text: str, more: tuple[tuple[str, str], ...]) -> str:
    for coded, plain in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(coded, plain)
    return text
