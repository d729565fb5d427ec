"""What became of a rule or a label in the course of its history."""

from __future__ import annotations

from typing import Literal

from goldline.model.noun import noun


@noun
class Step:
    """One commit that changed the thing that is traced.

    `parts` are what changed, by name, each before and after ("" where there was none); `commit` is
    "" for what is not committed yet, and `version` what the guideline's manifest said then (for a label: the
    version that its item was stamped with).
    """

    commit: str
    author: str
    day: str
    subject: str
    version: str
    change: Literal["added", "changed", "renamed", "moved", "removed"]
    name: str
    file: str
    parts: tuple[tuple[str, str, str], ...] = ()


@noun
class Trace:
    """The history of one thing, newest first; `cut` where a shallow clone does not know the rest."""

    title: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    cut: bool = False
