"""Prose of guidelines (Markdown) to HTML that can do no harm.

Markdown lets HTML through, so what comes out is cleaned: known tags, no attribute that acts, links to
the web or to a place nearby, no picture from elsewhere. Text under evaluation never comes here: it is
no Markdown, and is shown letter by letter (`rendering.text_lines`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from goldline.render.escape import safe_text

if TYPE_CHECKING:
    from markdown import Markdown

# fmt: off
_TAGS = frozenset((
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dfn", "dl", "dt", "em", "h3",
    "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
    "s", "samp", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
    "ul", "var",
))
# fmt: on
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
_SCHEMES = frozenset({"http", "https", "mailto"})
_RELATIVE_SCHEME = re.compile(r"^[^a-zA-Z#/.?]|^//")
_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
_PLAIN = re.compile(r"(?!\d+[.)])[^\W_](?:[^\W_]|[ .,;:!?'\"()%/“”‘’–—…])*\n?")
"""One line in which no character means anything to Markdown, or to HTML."""


@lru_cache(maxsize=8192)
def to_html(text: str) -> Markup:
    """Return prose as HTML: paragraphs, lists, tables. Headings in it begin at the third level."""
    visible = _visible(text)
    # Most notes are one plain sentence, which Markdown and cleaning make a paragraph of, far more slowly.
    if _PLAIN.fullmatch(visible):
        return Markup("<p>{}</p>").format(Markup(visible.removesuffix("\n")))  # no character acts
    return Markup(_clean(_markdown(visible)))  # cleaned


@lru_cache(maxsize=8192)
def to_inline(text: str) -> Markup:
    """Return prose of one paragraph without the paragraph around it."""
    html = _clean(_markdown(_visible(" ".join(text.split()))))
    whole = _PARAGRAPH.fullmatch(html.strip())
    return Markup(whole[1] if whole and "<p>" not in whole[1] else html)  # cleaned


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return what prose says, without any mark-up."""
    import html

    import nh3

    return " ".join(html.unescape(nh3.clean(_markdown(_visible(text)), tags=set())).split())


def _visible(text: str) -> str:
    return "\n".join(safe_text(line.replace("\t", "    ")) for line in text.split("\n"))


def _markdown(text: str) -> str:
    # A converter remembers (references, footnotes): it has to forget before each text.
    return _converter().reset().convert(text)


@cache
def _converter() -> Markdown:
    from markdown import Markdown
    from markdown.extensions.tables import TableExtension

    return Markdown(extensions=[TableExtension(use_align_attribute=True), "sane_lists"])


def _clean(html: str) -> str:
    import nh3

    lower = re.sub(
        r"<(/?)h([1-6])\b", lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 6)}", html, flags=re.IGNORECASE
    )
    cleaned = nh3.clean(
        lower,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        attribute_filter=_attribute,
        link_rel="noopener noreferrer",
    )
    # A wide table scrolls by itself; the page does not.
    return cleaned.replace("<table>", '<div class="gl-scroll"><table>').replace("</table>", "</table></div>")


def _attribute(_tag: str, name: str, value: str) -> str | None:
    return None if name == "href" and _RELATIVE_SCHEME.search(value) else value
