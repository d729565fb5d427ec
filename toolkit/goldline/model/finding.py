"""Where something is wrong, and what is wrong there.

`Where` names a spot in a document by its path of keys; turning it into a line and a column
costs a second parse, so that happens only for what is really reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goldline.model.noun import noun

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

Step = str | int


@noun
class Where:
    """A spot in a document: keys and indices from its root; `on_key` points at the key itself."""

    file: str
    path: tuple[Step, ...] = ()
    on_key: bool = False

    def down(self, *steps: Step) -> Where:
        """Return the spot `steps` below this one."""
        return Where(self.file, self.path + steps)

    def key(self, *steps: Step) -> Where:
        """Return the spot of the last key of `steps` below this one, rather than of its value."""
        return Where(self.file, self.path + steps, on_key=True)


@noun
class Place:
    """A line and a column in a file, both counted from 1."""

    file: str
    line: int = 1
    column: int = 1


@noun
class Problem:
    """Trouble met while reading: `kind` is the name of the check that reports and explains it.

    `at` is a `Place` where the text itself could not be read as a document, else a `Where`.
    """

    kind: str
    at: Where | Place
    message: str
    hint: str = ""


@noun
class Draft:
    """What a check returns: the runner adds code and severity, and looks the place up."""

    at: Where | Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding as every renderer shows it."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
