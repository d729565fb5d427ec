"""What people found of what the gold has, and what they found besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goldline.app.browsing.library import Library
from goldline.app.people.findings import found_of, gold_found
from goldline.model.figure import Figure
from goldline.model.gold import FoundFact, Item
from goldline.model.judgments import Judgments
from goldline.model.scorecard import FindingScore
from goldline.scoring.overlap import Found, match_findings
from goldline.scoring.proportion import wilson


@dataclass(slots=True)
class FindingTally:
    """Counts over the items of one guideline. `expected` leaves out what may be absent and was."""

    expected: int = 0
    given: int = 0
    met: int = 0
    of_type: int = 0
    of_severity: int = 0
    overlaps: list[float] = field(default_factory=list)

    def add(self, item: Item, gold: tuple[FoundFact, ...], given: list[Found]) -> None:
        """Count what one person found in one item."""
        matches = match_findings([gold_found(item, fact) for fact in gold], given)
        met = {match.first for match in matches}
        self.expected += sum(at in met or not may_lack(fact) for at, fact in enumerate(gold))
        self.given += len(given)
        self.met += len(matches)
        for match in matches:
            fact, one = gold[match.first], given[match.second]
            self.of_type += is_type(fact, one.type)
            self.of_severity += one.severity in (
                fact.severity,
                *(fact.accept.severities if fact.accept else ()),
            )
            if match.overlap is not None:
                self.overlaps.append(match.overlap)

    def plus(self, other: FindingTally) -> FindingTally:
        """Return both together."""
        return FindingTally(
            self.expected + other.expected,
            self.given + other.given,
            self.met + other.met,
            self.of_type + other.of_type,
            self.of_severity + other.of_severity,
            self.overlaps + other.overlaps,
        )

    def score(self, guideline: str) -> FindingScore:
        """Return the counts as shares."""
        overlap = (
            Figure(sum(self.overlaps) / len(self.overlaps))
            if self.overlaps
            else Figure(None, "nothing that was found points at evidence")
        )
        return FindingScore(
            guideline,
            wilson(self.met, self.expected),
            wilson(self.met, self.given),
            wilson(self.of_type, self.met),
            wilson(self.of_severity, self.met),
            overlap,
        )


def may_lack(fact: FoundFact) -> bool:
    """Return whether an analyst may miss a finding and be right."""
    return fact.accept is not None and fact.accept.absent


def is_type(fact: FoundFact, found: str) -> bool:
    """Return whether what was found is of the type of a gold finding, or one below it or accepted for it."""
    path = found.rpartition(":")[2]
    right = (fact.type, *(fact.accept.types if fact.accept else ()))
    return any(path == one or path.startswith(one + ".") for one in right)


def tally_findings(
    library: Library, judgments: Judgments, hidden: set[str]
) -> dict[int, dict[str, FindingTally]]:
    """Return what each person found, by their code and guideline; nothing of the `hidden` items."""
    items = {item.id: item for item in library.items}
    found: dict[int, dict[str, FindingTally]] = {}
    for (annotator, item_id), raw in judgments.findings.items():
        item = items.get(item_id)
        if item is None or item_id in hidden or item.findings is None or item.status != "active":
            continue
        tally = found.setdefault(annotator, {}).setdefault(item.guideline, FindingTally())
        tally.add(item, item.findings, found_of(item, raw))
    return found


def add_tallies(several: Iterable[Mapping[str, FindingTally]]) -> dict[str, FindingTally]:
    """Return the tallies of several people together, by guideline."""
    total: dict[str, FindingTally] = {}
    for tallies in several:
        for guideline, tally in tallies.items():
            total[guideline] = total[guideline].plus(tally) if guideline in total else tally
    return total
