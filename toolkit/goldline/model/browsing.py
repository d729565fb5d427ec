"""What looking around gives: a listing, one thing as a sheet, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldline.model.noun import noun

HIDDEN = "held out"
"""What stands in the place of what a held-out item says."""


@noun
class Listing:
    """Rows of one kind of thing: every row has all `columns`; `notes` say what is missing, and why."""

    what: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    notes: tuple[str, ...] = ()


@noun
class Mark:
    """A stretch of a text that a finding points at, by the finding's number."""

    start: int
    end: int
    number: int


@noun
class Entry:
    """A named text on a sheet; `number` counts findings, `marks` are what they point at in this text.

    `below` is what belongs to it, a step further in.
    """

    name: str
    text: str
    marks: tuple[Mark, ...] = ()
    number: int | None = None
    below: tuple[str, ...] = ()


@noun
class Section:
    """A part of a sheet with its heading."""

    title: str
    entries: tuple[Entry, ...]


@noun
class Sheet:
    """One thing as a reader wants it: what it is, a few facts on it, and its parts in order of interest."""

    kind: str
    id: str
    title: str
    about: tuple[str, ...]
    file: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()


@noun
class Match:
    """Something that a search found; `why` says what in it matched."""

    kind: str
    id: str
    title: str
    guideline: str
    file: str
    why: tuple[str, ...]


@noun
class Matches:
    """All that a search found, of how many it looked at."""

    found: Sequence[Match]
    looked_at: int
    notes: tuple[str, ...] = ()
