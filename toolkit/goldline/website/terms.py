"""A guideline's terms, linked where prose uses them, with what they mean at hand."""

from __future__ import annotations

import re
from functools import partial

from markupsafe import Markup, escape

from goldline.model.guideline import Guideline
from goldline.website import links
from goldline.website.prose import plain, to_html, to_inline

_PARTS = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_IN = frozenset({"a", "code", "pre", "h3", "h4", "h5", "h6", "kbd", "dfn"})


class Terms:
    """Writes the prose of one page. A term is linked where it first occurs in a piece of prose."""

    def __init__(self, guideline: Guideline, here: str) -> None:
        self._here = here
        self._guideline = guideline.id
        self._says = {name.casefold(): (name, plain(says)) for name, says in guideline.terms.items()}
        names = sorted((re.escape(name) for name in guideline.terms), key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<!\w)({'|'.join(names)})(s|es)?(?!\w)", re.IGNORECASE) if names else None
        )

    def html(self, text: str) -> Markup:
        """Return prose as HTML."""
        return self._linked(to_html(text))

    def inline(self, text: str) -> Markup:
        """Return prose of one paragraph, without the paragraph around it."""
        return self._linked(to_inline(text))

    def _linked(self, html: Markup) -> Markup:
        if self._pattern is None:
            return html
        seen: set[str] = set()
        depth = 0
        made: list[str] = []
        for part in _PARTS.split(html):
            if part.startswith("<"):
                tag = _TAG.match(part)
                if tag and tag[2].lower() in _NOT_IN:
                    depth += -1 if tag[1] else 1
                made.append(part)
            else:
                made.append(part if depth else self._pattern.sub(partial(self._mark, seen), part))
        return Markup("".join(made))  # pieces of clean HTML, and links made below

    def _mark(self, seen: set[str], found: re.Match[str]) -> str:
        key = found[1].casefold()
        if key in seen or key not in self._says:
            return found[0]
        seen.add(key)
        name, says = self._says[key]
        address = links.relative(links.term(self._guideline, name), self._here)
        # `found` is HTML already: it stands in a text between tags.
        return str(
            Markup('<a class="gl-term" href="{}" data-gl-explains="{}">').format(address, escape(says))
        ) + (found[0] + "</a>")
