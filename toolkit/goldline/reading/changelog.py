"""The changelog beside a guideline: which versions it has an entry for, and which of its points count."""

from __future__ import annotations

import re

ENTRY = re.compile(r"^#{1,4}[ \t]+\[?v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?)(?![\w.])", re.MULTILINE)
"""A heading that begins with a version: `## 2.1.0 (2026-10-19)`, `## [2.1.0]`, `### v2.1.0`."""


IN_THE_GOLD = "In the gold: "
CONTRADICTED = "Labels that the rules contradict now: "
OVER_ALL_FACTS = "Over all facts there can be, "

COUNTED = re.compile(
    rf"^- (?:{IN_THE_GOLD}|{CONTRADICTED}|{OVER_ALL_FACTS})[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*(?:\r?\n|\Z)",
    re.MULTILINE,
)
"""A point of an entry that `bump` counted: true of the files as they were when it was written."""


def versions_in(text: str) -> frozenset[str]:
    """Return the versions that have an entry of their own."""
    return frozenset(match[1] for match in ENTRY.finditer(text))


def entry_in(text: str, version: str) -> tuple[int, int] | None:
    """Return where a version's entry begins and ends, its heading included; None where there is none."""
    headings = list(ENTRY.finditer(text))
    for index, heading in enumerate(headings):
        if heading[1] == version:
            stop = headings[index + 1].start() if index + 1 < len(headings) else len(text)
            return heading.start(), stop
    return None
