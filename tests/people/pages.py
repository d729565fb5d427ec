"""Reads the plots of a page back: their names, drawings and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

_FIGURE = re.compile(r'<figure class="plot[^"]*">.*?</figure>', re.DOTALL)
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Plot:
    """One plot: a figure of the page, as a tree."""

    root: ElementTree.Element

    @property
    def title(self) -> str:
        return text_of(self.root.find(".//strong"))

    @property
    def reading(self) -> str:
        return text_of(self.root.find(".//figcaption/span"))

    @property
    def drawings(self) -> list[ElementTree.Element]:
        return list(self.root.iter(f"{_SVG}svg"))

    @property
    def head(self) -> list[str]:
        return [text_of(cell) for cell in self.root.findall(".//thead/tr/th")]

    @property
    def rows(self) -> list[list[str]]:
        return [[text_of(cell) for cell in row] for row in self.root.findall(".//tbody/tr")]

    def marks(self, kind: str) -> list[ElementTree.Element]:
        """Return what is drawn in the first drawing with a class."""
        return [one for one in self.drawings[0].iter() if kind in (one.get("class") or "").split()]

    def tips(self, kind: str) -> list[str]:
        return [text_of(one.find(f"{_SVG}title")) for one in self.marks(kind)]

    def words(self) -> list[str]:
        return [text_of(one) for one in self.drawings[0].iter(f"{_SVG}text")]


def plots_of(page: str) -> list[Plot]:
    """Return the plots of a page, in order."""
    return [Plot(ElementTree.fromstring(found)) for found in _FIGURE.findall(page)]


def plot_of(page: str, title: str) -> Plot:
    """Return the plot whose title begins so."""
    return next(plot for plot in plots_of(page) if plot.title.startswith(title))


def text_of(node: ElementTree.Element | None) -> str:
    return "" if node is None else " ".join("".join(node.itertext()).split())
