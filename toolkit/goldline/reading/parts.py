"""What the criteria of a guideline share while they are read, and the trouble that is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from goldline.model.criterion import Input, RecordedInput
from goldline.model.finding import Problem, Where
from goldline.model.scale import Scale
from goldline.model.taxonomy import EVERYTHING, Taxonomy
from goldline.reading.names import listed, nearest, shown
from goldline.reading.text import safe
from goldline.rules.domain import Domain, domain_of, exact, words
from goldline.rules.scene import newer

Plain = dict[str, Any]
CONTEXT = ("modality", "locale")
_MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Declared:
    """Where a criterion is judged, and on what (None where its scale could not be read)."""

    target: str
    scale: Scale | None


@dataclass(slots=True)
class Parts:
    """A guideline as far as it has been read.

    `unreadable` names files whose content is not known, such as `taxonomy` or `criteria/style`:
    whatever they may hold is not reported as missing. `recorded` has every recorded input by name,
    None where it could not be read.
    """

    folder: str
    version: str
    modalities: tuple[str, ...]
    locales: tuple[str, ...]
    unreadable: frozenset[str]
    taxonomy: Taxonomy
    scales: dict[str, Scale | None] = field(default_factory=dict)
    shared: dict[str, Input | None] = field(default_factory=dict)
    recorded: dict[str, RecordedInput | None] = field(default_factory=dict)
    criteria: dict[str, Declared] = field(default_factory=dict)
    rule_ids: dict[str, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, kind: str, at: Where, message: str, hint: str = "") -> None:
        """Take note of a problem."""
        self.problems.append(Problem(kind, at, safe(message), safe(hint)))

    def report_unknown(self, kind: str, at: Where, what: str, name: str, known: Iterable[str]) -> None:
        """Take note that there is no such thing as `name`, and which one was probably meant."""
        names = list(known) if self.has_time else []
        near = nearest(name, names)
        message = f"there is no {what} {shown(name)}" + (f"; did you mean {shown(near)}?" if near else "")
        self.report(kind, at, message, f"there are {listed(names)}" if names and not near else "")

    @property
    def has_time(self) -> bool:
        """Whether to look for what was meant: among thousands, thousands of times, it takes too long."""
        return len(self.problems) < _MOST_COMPARED

    # --- looking things up --------------------------------------------------------------------

    @property
    def taxonomy_known(self) -> bool:
        """Whether the taxonomy could be read (or there is none)."""
        return "taxonomy" not in self.unreadable

    def has_type(self, path: str, at: Where) -> bool:
        """Whether a finding type is there; reports it where it is not. For a taxonomy that is known."""
        if path == EVERYTHING or path in self.taxonomy.types:
            return True
        self.report_unknown("unknown-type", at, "finding type", path, self.taxonomy.types)
        return False

    def has_criterion(self, name: str, at: Where) -> bool:
        """Whether a criterion is there; reports it where it is surely not."""
        if name in self.criteria:
            return True
        if f"criteria/{name}" not in self.unreadable:
            self.report_unknown("unknown-criterion", at, "criterion", name, self.criteria)
        return False

    def scale_of(self, criterion: str) -> Scale | None:
        """Return the scale of a criterion, or None where it is not known."""
        declared = self.criteria.get(criterion)
        return declared.scale if declared else None

    def severity_domain(self) -> Domain:
        """Return what a finding's severity can be."""
        return words((s.name for s in self.taxonomy.severities), ordered=True)

    def domain(self, source: Input, modalities: tuple[str, ...]) -> Domain | None:
        """Return what an input can be, or None where that is not known."""
        return domain_of(
            source,
            taxonomy=self.taxonomy,
            scale_of=self.scale_of,
            modalities=modalities or self.modalities,
            locales=self.locales,
        )

    def check_versions(self, raw: Plain, where: Where) -> None:
        """Report `since` and `revised` that lie ahead of the guideline's own version."""
        for key in ("since", "revised"):
            if key in raw and newer(raw[key], self.version):
                message = f"{shown(key)} is {shown(raw[key])}, and the guideline is at {shown(self.version)}"
                hint = "raise the version in guideline.yaml, or correct this one"
                self.report("bad-version", where.down(key), message, hint)


def entries(value: Plain | None) -> Iterable[tuple[str, Any]]:
    """Return the entries of a mapping of names, without the author's own `x-` keys."""
    return [(key, entry) for key, entry in (value or {}).items() if not key.startswith("x-")]


def decimal(raw: object) -> Decimal | None:
    """Return a plain number exactly; None for none."""
    value = exact(raw)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def one_or_more(raw: object) -> tuple[str, ...]:
    """Return what may be written as one text or as a list of them."""
    if isinstance(raw, list):
        return tuple(raw)
    return () if raw is None else (str(raw),)
