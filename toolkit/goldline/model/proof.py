"""What is proved of a criterion's rules over all facts there can be, gold or no gold."""

from __future__ import annotations

from typing import Literal

from goldline.model.condition import Value
from goldline.model.finding import Place, Severity, Where
from goldline.model.noun import noun

FlawKind = Literal[
    "gap",
    "conflict",
    "dead-rule",
    "masked-rule",
    "idle-case",
    "idle-otherwise",
    "level-never-given",
    "worse-is-better",
    "lopsided",
    "duplicate-rule",
    "subsumed-rule",
    "mergeable-rules",
    "overlap",
]

KINDS: tuple[FlawKind, ...] = FlawKind.__args__  # type: ignore[attr-defined]  # the words of a Literal
"""All kinds, gravest first."""

SEVERITY: dict[FlawKind, Severity] = {
    "gap": "error",
    "conflict": "error",
    "dead-rule": "error",
    "masked-rule": "error",
    "idle-case": "warning",
    "idle-otherwise": "warning",
    "level-never-given": "warning",
    "worse-is-better": "warning",
    "lopsided": "warning",
    "duplicate-rule": "warning",
    "subsumed-rule": "info",
    "mergeable-rules": "info",
    "overlap": "info",
}

When = tuple[tuple[str, tuple[Value, ...]], ...]
"""A box of facts as `when` says it: inputs with what they may be; an input left out takes every value."""

FactsShown = tuple[tuple[str, Value], ...]
"""One combination: every input that the rules read, with a value."""


@noun
class Flaw:
    """One thing that is wrong with a table as a whole, in words and as data.

    `rules` are those concerned, in table order. `regions` are the largest boxes in which it shows
    (at most a few; `more` counts the rest), `example` one combination of facts, `other` the second
    one where two are compared. `excuse` is the reason that an `x-ignore` gives for letting it stand.
    """

    kind: FlawKind
    guideline: str
    criterion: str
    rules: tuple[str, ...]
    message: str
    hint: str
    where: Where
    regions: tuple[When, ...] = ()
    more: int = 0
    example: FactsShown = ()
    other: FactsShown = ()
    excuse: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is; info where people have said why it may stay."""
        return "info" if self.excuse else SEVERITY[self.kind]


@noun
class Proof:
    """What holds of one criterion over its whole space of facts.

    `combinations` counts what was told apart; `unproved` says, in words, what there was too much of
    to look at all of it: then a flaw that is not listed may still be there.
    """

    guideline: str
    criterion: str
    title: str
    rules: int
    combinations: int
    flaws: tuple[Flaw, ...]
    unproved: tuple[str, ...]
    where: Where

    @property
    def exhaustive(self) -> bool:
        """Whether everything was looked at."""
        return not self.unproved


@noun
class VerifyReport:
    """What `verify` proved, criterion by criterion; `places` are lines and columns of its flaws."""

    name: str
    proofs: tuple[Proof, ...]
    places: dict[Where, Place]

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """All flaws, in the order of their criteria."""
        return tuple(flaw for proof in self.proofs for flaw in proof.flaws)

    @property
    def sound(self) -> bool:
        """Whether nothing graver than a remark was found."""
        return all(flaw.severity == "info" for flaw in self.flaws)
