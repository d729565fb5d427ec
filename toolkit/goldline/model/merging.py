"""What a merge of two edits gives: file by file, and for two revisions as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from goldline.model.finding import Finding

How = Literal["meaning", "lines"]


@dataclass(slots=True)
class FileMerge:
    """One file that both sides changed: its merged bytes, what is disputed, and why lines were merged."""

    path: str
    data: bytes
    how: How
    settled: bool
    conflicts: list[str] = field(default_factory=list)
    reason: str = ""


@dataclass(slots=True)
class TreeMerge:
    """What merging two revisions gives: files that both changed, and what only the whole shows.

    `removed` are files that only one side knows as gone: taken out or moved by theirs, untouched by ours.
    """

    base: str
    ours: str
    theirs: str
    files: list[FileMerge] = field(default_factory=list)
    from_theirs: int = 0
    removed: list[str] = field(default_factory=list)
    disputed_removals: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Return whether everything merges."""
        return not self.disputed_removals and all(file.settled for file in self.files)
