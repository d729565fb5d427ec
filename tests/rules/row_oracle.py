"""The oracle for rows: everything that a row's unknown cells could be beside those that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from rules.literal import Plain, norm, same
from rules.oracle import Oracle, Vector, all_answers, reach
from rules.paper import place_of, ruled
from rules.worlds import Outcome

Row = dict[str, Plain]
"""Values by the names of inputs; what is absent is unknown."""
Base = tuple[str, ...]


class RowOracle:
    """One criterion of a guideline, ready to judge rows of its own inputs."""

    def __init__(self, oracle: Oracle, criterion_id: str, names: Iterable[str]) -> None:
        self.oracle = oracle
        self.criterion = oracle.criteria[criterion_id]
        self.names = list(names)
        self.of_findings = [n for n in self.names if place_of(self.source(n)) == "findings"]

    def __repr__(self) -> str:
        return repr({key: part for key, part in self.criterion.items() if key not in ("title", "question")})

    def source(self, name: str) -> Plain:
        """Return how an input is declared."""
        return self.oracle.source(self.criterion, name)

    def outcomes(self, row: Row, fixed: Iterable[str]) -> dict[Any, list[Outcome]]:
        """Return the outcomes of all completions by the values of the inputs in `fixed`; none for a row
        that contradicts itself."""
        held = [name for name in self.names if name in set(fixed)]
        found: dict[Any, list[Outcome]] = {}
        for cells in self.completions(row):
            if not self.is_impossible(cells):
                key = tuple(norm(cells[name]) for name in held)
                found.setdefault(key, []).append(self.oracle.table(self.criterion, cells))
        return found

    def is_impossible(self, cells: Row) -> bool:
        """Whether the criterion lists these inputs as what cannot be."""
        return any(
            self.oracle.fits(self.criterion, case, cells) for case in self.criterion.get("impossible", [])
        )

    def completions(self, row: Row) -> Iterator[Row]:
        """Yield every whole row that agrees with what is known."""
        bases = list(dict.fromkeys(base for name in self.names for base in self.bases(name)))
        together = [vector for vector in self.vectors() if self.agrees(row, self.of_findings, vector)]
        for values in product(*(self.values(base) for base in bases)):
            chosen = dict(zip(bases, values, strict=True))
            derived = {n: self.derive(n, chosen) for n in self.names if n not in self.of_findings}
            if self.agrees(row, derived, derived.values()):
                for vector in together:
                    yield {**derived, **dict(zip(self.of_findings, vector, strict=True))}

    def agrees(self, row: Row, names: Iterable[str], values: Iterable[Plain]) -> bool:
        """Whether values are what the row says of these names, where it says anything."""
        return all(
            name not in row or same(row[name], value) for name, value in zip(names, values, strict=True)
        )

    def bases(self, name: str) -> list[Base]:
        """Return what an input derives from."""
        source = self.source(name)
        if place_of(source) == "findings":
            return []
        if place_of(source) == "recorded":
            return [("observation", source.get("response", ""), source.get("observation", name))]
        if "difference" in source:
            return [("judgment", response, source["difference"]) for response in source["of"]]
        if "criterion" in source:
            return [("judgment", source.get("response", ""), source["criterion"])]
        return [("input", "", name)]

    def values(self, base: Base) -> list[Plain]:
        """Return all that a base could be."""
        kind, _, name = base
        if kind == "observation":
            return all_answers(self.oracle, name)
        if kind == "judgment":
            return [*self.oracle.levels(name), *([None] if self.may_be_null(name) else [])]
        if name == "locale":
            return list(self.oracle.guideline["locales"])
        if name == "modality":
            return list(self.criterion.get("modalities", self.oracle.guideline["modalities"]))
        return self.oracle.some_numbers({})

    def may_be_null(self, criterion_id: str) -> bool:
        """Whether a judgment can be null here: not judged, or of a criterion that does not apply."""
        upstream = self.oracle.criteria[criterion_id]
        thens = [rule["then"] for rule in upstream.get("rules", [])] + [upstream.get("otherwise")]
        everywhere = self.oracle.guideline["modalities"]
        here = self.criterion.get("modalities", everywhere)
        absent = any(modality not in upstream.get("modalities", everywhere) for modality in here)
        return absent or not ruled(upstream) or "not-judged" in thens

    def derive(self, name: str, chosen: dict[Base, Plain]) -> Plain:
        """Return what an input is for these bases."""
        source = self.source(name)
        values = [chosen[base] for base in self.bases(name)]
        return self.oracle.difference(source["difference"], values) if "difference" in source else values[0]

    def vectors(self) -> set[Vector]:
        """Return what the inputs of findings can be together."""
        cells = [
            (path, severity, response)
            for path, kind in self.oracle.types.items()
            for severity in kind["severities"]
            for response in {self.source(name).get("response") for name in self.of_findings}
        ]
        kinds = [
            next(k for k in ("worst", "count", "any", "sum") if k in self.source(n)) for n in self.of_findings
        ]
        return reach({self.vector([])}, {self.vector([cell]) for cell in cells}, kinds, self.oracle.order)

    def vector(self, findings: list[Any]) -> Vector:
        """Return what the inputs of findings are for these findings; those of no response read all."""
        scopes = [self.source(name).get("response") for name in self.of_findings]
        return tuple(
            self.oracle.total(self.criterion, name, [f for f in findings if scope in (None, f[2])])
            for name, scope in zip(self.of_findings, scopes, strict=True)
        )


def exact(value: Plain) -> Plain:
    """Return a fraction as facts have it: a whole number, or a decimal."""
    if not isinstance(value, Fraction):
        return value
    return int(value) if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)
