"""Templates to HTML: everything is text until a template of this package says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from goldline.render.escape import one_line, safe_text
from goldline.render.statuses import verdict_of
from goldline.render.words import plural
from goldline.rules.phrases import case_phrase, input_phrase, test_phrase
from goldline.rules.show import show_test, show_then, show_value
from goldline.website import links
from goldline.website.escalation.asking import asked_before, asked_of, forms_for
from goldline.website.history import Release


def render(template: str, here: str, **context: Any) -> Markup:
    """Return a template filled in for the page at the address `here`.

    Templates have `url(address)` for links, `links` for addresses, `shown(value)` for values, and the
    filters `line` (one safe line) and `safe` lines of text (`lines`).
    """
    url: Callable[[str], str] = partial(_url, here)
    return Markup(environment().get_template(template).render(here=here, url=url, **context))  # escaped


@cache
def environment() -> Environment:
    """Return the templates of this package, with what they all may use."""
    made = Environment(
        loader=PackageLoader("goldline.website", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "line": one_line,
        "safe_text": safe_text,
        "lines": text_lines,
        "broken": broken_lines,
        "solid": solid,
        "held": held_lines,
    }
    made.globals |= {
        "links": links,
        "plural": plural,
        "shown": show_value,
        "show_then": show_then,
        "show_test": show_test,
        "case_phrase": case_phrase,
        "test_phrase": test_phrase,
        "input_phrase": input_phrase,
        "row_index": _index_of_shown,
        "release_words": release_words,
        "asked_of": asked_of,
        "asked_before": asked_before,
        "forms_for": forms_for,
    }
    return made


def text_lines(text: str) -> Markup:
    """Return text under evaluation: escaped, what acts made visible, its line breaks kept.

    A line break becomes a tag and no line of the result is blank, so that the block of HTML which holds
    it is one block for Markdown.
    """
    return Markup("<br>").join(safe_text(line) for line in text.split("\n"))


def broken_lines(html: Markup) -> Markup:
    """Return HTML whose line breaks are kept as tags."""
    return Markup("<br>").join(Markup(part) for part in str(html).split("\n"))  # parts of clean HTML


def held_lines(text: str) -> Markup:
    """Return text for a field or an attribute: its line breaks as references, so that no line is blank."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))  # escaped


def solid(html: Markup) -> Markup:
    """Return HTML of prose with the blank lines in code blocks kept from ending the block around it."""
    return Markup(re.sub(r"\n(?=\n)", "\n&#8203;", str(html)))  # clean HTML as it was


def release_words(release: Release) -> str:
    """Return what a release did to the gold, in a sentence."""
    if release.report is not None:
        return verdict_of(release.report).text
    return release.trouble or "The first version."


def _index_of_shown(cells: Sequence[str], number: int) -> int:
    """Return where the cell stands that is shown as number such and such: `-` is not shown."""
    return [index for index, cell in enumerate(cells) if cell != "-"][number]


def _url(here: str, address: str) -> str:
    return links.relative(address, here)
