"""The changelog beside a guideline: which versions it has an entry for."""

from __future__ import annotations

import re

ENTRY = re.compile(r"^#{1,4}[ \t]+\[?v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?)(?![\w.])", re.MULTILINE)
"""A heading that begins with a version: `## 2.1.0 (2026-10-19)`, `## [2.1.0]`, `### v2.1.0`."""


def versions_in(text: str) -> frozenset[str]:
    """Return the versions that have an entry of their own."""
    return frozenset(match[1] for match in ENTRY.finditer(text))
