"""What the pages about people share: their templates, their look, and plots in them."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from goldline.render.escape import one_line, safe_text
from goldline.render.figures import figure_words, number_words, share_words
from goldline.render.html_page import page_environment, sealed, style_sheet
from goldline.render.log_problems import SHOWN, used_words
from goldline.render.plots.plot import plot_html
from goldline.render.words import listed, plural


def people_page(template: str, **context: Any) -> str:
    """Return a page about people, self-contained: it loads nothing and runs nothing."""
    environment = _environment()
    return environment.get_template(template).render(
        **sealed(style_sheet(environment, "people.css", "plots.css")), **context
    )


def _environment() -> Environment:
    environment = page_environment()
    environment.filters |= {"safe_text": safe_text, "one_line": one_line}
    environment.globals |= {
        "plural": plural,
        "listed": listed,
        "share": share_words,
        "number": number_words,
        "figure": figure_words,
        "plot": plot_html,
        "used": used_words,
        "most_rows": SHOWN,
    }
    return environment
