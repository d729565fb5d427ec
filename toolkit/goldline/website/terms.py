"""Prose with its links: a guideline's terms, explained at hand, and what it names by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from goldline.model.guideline import Guideline
from goldline.website import links
from goldline.website.prose import plain, to_html, to_inline

_PARTS = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_IN = frozenset({"a", "pre", "h3", "h4", "h5", "h6", "kbd", "dfn"})
_ID = re.compile(r"(?<![\w./-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+(?![\w/-])")


class Terms:
    """Writes the prose of one page. A term is linked where it first occurs in a piece of prose.

    `known` are addresses by id (`references`). Ids are linked in code too; terms are words, and are not.
    """

    def __init__(self, guideline: Guideline, here: str, known: Mapping[str, str] | None = None) -> None:
        self._here = here
        self._guideline = guideline.id
        self._known = known or {}
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
        seen: set[str] = set()
        inside = code = 0
        made: list[str] = []
        for part in _PARTS.split(html):
            if part.startswith("<"):
                tag = _TAG.match(part)
                name = tag[2].lower() if tag else ""
                step = -1 if tag and tag[1] else 1
                inside += step * (name in _NOT_IN)
                code += step * (name == "code")
                made.append(part)
            elif inside:
                made.append(part)
            else:
                made += self._text(part, seen, terms=not code)
        return Markup("".join(made))  # pieces of clean HTML, and links made below

    def _text(self, text: str, seen: set[str], *, terms: bool) -> list[str]:
        made: list[str] = []
        end = 0
        for found in _ID.finditer(text):
            address = self._known.get(found[0])
            if address is not None:
                made += [self._words(text[end : found.start()], seen, terms), self._link(address, found[0])]
                end = found.end()
        return [*made, self._words(text[end:], seen, terms)]

    def _words(self, text: str, seen: set[str], terms: bool) -> str:
        if self._pattern is None or not terms:
            return text
        return self._pattern.sub(partial(self._mark, seen), text)

    def _link(self, address: str, name: str) -> str:
        return str(Markup('<a href="{}">{}</a>').format(links.relative(address, self._here), name))

    def _mark(self, seen: set[str], found: re.Match[str]) -> str:
        key = found[1].casefold()
        if key in seen or key not in self._says:
            return found[0]
        seen.add(key)
        name, says = self._says[key]
        address = links.relative(links.term(self._guideline, name), self._here)
        opened = Markup('<a class="gl-term" href="{}" data-gl-explains="{}">').format(address, says)
        return f"{opened}{found[0]}</a>"  # what was found is HTML already: a text between tags
