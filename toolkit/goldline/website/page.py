"""What a site is made of: pages, and files that are shipped beside them."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from goldline.website import links


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a page's table of contents."""

    anchor: str
    title: str
    below: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `address` is where readers find it (`guidelines/tone/index.html`), from the site's root.

    `outline` is its table of contents. `search` says whether the site's search knows it, `source` the
    file of the repository that it shows. A page that is `alone` has no neighbours to walk to; a `wide` one
    needs the room of both margins. `scripts` are
    those of `assets/js/` that it needs besides what every page loads, in the order in which they run.
    """

    address: str
    title: str
    body: Markup
    outline: tuple[Heading, ...] = ()
    search: bool = True
    source: str = ""
    wide: bool = False
    alone: bool = False
    description: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    scripts: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it is staged, from the docs folder."""
        return self.address.removesuffix(".html") + ".md"

    def staged(self) -> bytes:
        """Return the Markdown file that holds it: facts about it as JSON, then one block of HTML."""
        meta: dict[str, Any] = {"title": _plain(self.title), "goldline": self._facts()}
        if self.description:
            meta["description"] = _plain(self.description)
        if not self.search:
            meta["search"] = {"exclude": True}
        hidden = ["navigation"] if self.wide or self.alone else []
        if self.wide or not self.outline:
            hidden.append("toc")
        if hidden:
            meta["hide"] = hidden
        head = "\n".join(f"{key}: {json.dumps(value)}" for key, value in meta.items())
        # Markdown sees one block of HTML, which it hands on as it is, for no line of it is blank.
        body = "\n".join(line for line in str(self.body).split("\n") if line.strip())
        return f'---\n{head}\n---\n<div class="gl-page">\n{body}\n{self._scripts()}</div>\n'.encode()

    def _scripts(self) -> str:
        # Deferred: they run after what every page loads, which stands at the end of the document.
        tag = Markup('<script src="{}" defer></script>\n')
        return "".join(
            tag.format(links.relative(f"{links.ASSETS}/js/{name}", self.address)) for name in self.scripts
        )

    def _facts(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "outline": [_outline(one) for one in self.outline],
            "trail": [[_plain(title), address] for title, address in self.trail],
        }


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is shipped as it is: data, a picture, a feed."""

    path: str
    data: bytes

    def staged(self) -> bytes:
        """Return its bytes."""
        return self.data


def _plain(text: str) -> str:
    # Themes put titles into pages as they are, so what is staged has to be HTML already.
    return html.escape(" ".join(text.split()))


def _outline(one: Heading) -> dict[str, Any]:
    return {
        "url": f"#{one.anchor}",
        "title": _plain(one.title),
        "children": [_outline(below) for below in one.below],
    }
