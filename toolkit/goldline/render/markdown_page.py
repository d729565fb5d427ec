"""A Markdown text of bounded length: tables that are cut where the room ends, and say so.

GitHub refuses a comment above 65,536 characters whole, so a text that is too long would be no
text at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST = 60_000
_LAST_WORDS = 500
_LEAST = 200


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table or a list: `rows` of them are shown of `total`; `noun` is what they are.

    `folded` puts it in a `<details>` with `title` as its summary. `title` is our own Markdown,
    made with the escapers; in a fold it must be plain words, for there it is HTML.
    """

    title: str
    rows: Sequence[str]
    total: int
    noun: tuple[str, str]
    head: Sequence[str] = ()
    intro: str = ""
    folded: bool = False
    level: int = 3


@dataclass(slots=True)
class Page:
    """A text that grows by whole blocks and never above `most` characters."""

    most: int = MOST
    parts: list[str] = field(default_factory=list)
    used: int = 0
    cut: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Add a paragraph that must be there; the caller keeps these short."""
        self.parts.append(text)
        self.used += len(text) + 2

    def add_section(self, section: Section) -> None:
        """Add a section, with as many of its rows as there is room for."""
        room = self.most - self.used - _LAST_WORDS - len(_frame(section, [], 0))
        shown: list[str] = []
        for row in section.rows:
            room -= len(row) + 1
            if room < _LEAST:
                break
            shown.append(row)
        if len(shown) < len(section.rows):
            before = self.cut.get(section.noun, (0, 0))
            self.cut[section.noun] = (before[0] + len(section.rows) - len(shown), before[1] + 1)
        if shown or not section.rows:
            self.add(_frame(section, shown, section.total - len(shown)))

    def text(self, elsewhere: str) -> str:
        """Return the whole; where it had to be cut, what is missing and where it can be read."""
        if self.cut:
            missing = ", ".join(
                f"{count:,} {noun[0] if count == 1 else noun[1]}" for noun, (count, _) in self.cut.items()
            )
            self.add(
                f"> **This text was cut** at {self.most:,} characters. "
                f"Left out are {missing} that would have been listed. {elsewhere}"
            )
        return "\n\n".join(self.parts) + "\n"


def _frame(section: Section, rows: Sequence[str], left: int) -> str:
    body = "\n".join([*section.head, *rows])
    if left > 0:
        noun = section.noun[0] if left == 1 else section.noun[1]
        body += f"\n\n… and {left:,} more {noun}, {section.total:,} in all."
    intro = f"{section.intro}\n\n" if section.intro else ""
    if section.folded:
        return f"<details>\n<summary>{section.title}</summary>\n\n{intro}{body}\n\n</details>"
    return f"{'#' * section.level} {section.title}\n\n{intro}{body}"
