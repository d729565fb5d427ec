"""The taxonomy: severities, and the tree of what a finding can be."""

from __future__ import annotations

from dataclasses import field

from goldline.model.finding import Where
from goldline.model.noun import noun

NONE = "none"
"""What `worst` gives where there is no finding: below every severity."""

EVERYTHING = "*"


@noun
class Severity:
    """How bad a finding is; its rank is its position in the taxonomy, lowest first."""

    name: str
    definition: str
    where: Where


@noun
class FindingType:
    """A type by its path (`hallucination.object`), with what it inherits already resolved.

    `evidence` holds the kinds of which a finding must have one (empty: none is demanded);
    `severities` those it may have, lowest first; `since` is the nearest one above.
    """

    path: str
    title: str
    definition: str
    evidence: tuple[str, ...]
    severities: tuple[str, ...]
    since: str | None
    own_since: str | None
    was: str | None
    where: Where

    @property
    def parent(self) -> str | None:
        """The path of the type above, or None at the top."""
        head, dot, _ = self.path.rpartition(".")
        return head if dot else None


@noun
class Taxonomy:
    """Severities lowest first, and every type of the tree by path, in document order."""

    file: str
    severities: tuple[Severity, ...]
    types: dict[str, FindingType]
    ranks: dict[str, int] = field(compare=False, hash=False)

    def covers(self, pattern: str, path: str) -> bool:
        """Whether a finding of type `path` is one of `pattern` (`*`, the type itself, or below it)."""
        return pattern == EVERYTHING or path == pattern or path.startswith(pattern + ".")

    def below(self, patterns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the paths of every known type that one of `patterns` covers, in document order."""
        return tuple(path for path in self.types if any(self.covers(p, path) for p in patterns))
