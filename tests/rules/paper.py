"""A guideline as its plain documents say: its inputs, scales, types, and what findings come to.

The ground floor of the oracle, written from the description of the format alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from goldline.model.gold import Facts
from rules.literal import BOOLEAN, LOCALES, NUMBERS, Domain, Plain, holds, names_in, number, numbers_in

Cell = tuple[str, str, str | None]
"""A finding: its type, its severity, its response."""


class Paper:
    """A guideline's documents, and what they say of each thing."""

    def __init__(self, documents: dict[str, Any], others: Iterable[dict[str, Any]] = ()) -> None:
        self.guideline = next(d for path, d in documents.items() if path.endswith("guideline.yaml"))
        self.criteria = {d["id"]: d for path, d in sorted(documents.items()) if "/criteria/" in path}
        taxonomy = _taxonomy(documents)
        self.order: tuple[str, ...] = tuple(_severities(taxonomy))
        self.types = dict(_types(taxonomy.get("findings", {}), "", {"severities": self.order}))
        self.was: dict[str, str] = {}
        self.severity_orders = [self.order]
        for other in [*others, documents]:
            foreign = _taxonomy(other)
            found = dict(_types(foreign.get("findings", {}), "", {}))
            self.was.update({path: kind["was"] for path, kind in found.items() if "was" in kind})
            self.severity_orders.append(tuple(_severities(foreign)))
        self.numbers = set().union(*(numbers_in(_told_apart(c)) for c in self.criteria.values()))

    def source(self, criterion: Plain, name: str) -> Plain:
        """Return how an input is declared."""
        found = criterion.get("inputs", {}).get(name) or self.guideline.get("inputs", {}).get(name)
        return found or {name: True}

    def recorded(self, name: str) -> Plain:
        """Return how what is recorded under that name is declared."""
        places = [self.guideline.get("inputs", {}), *(c.get("inputs", {}) for c in self.criteria.values())]
        return next(p[name] for p in places if name in p and "observation" not in p[name])

    def scale(self, criterion: Plain) -> Plain:
        """Return a criterion's scale."""
        scale = criterion["scale"]
        return self.guideline["scales"][scale] if isinstance(scale, str) else scale

    def levels(self, criterion_id: str) -> list[Plain]:
        """Return the levels of a criterion; for numbers some of every kind that a test tells apart."""
        scale = self.scale(self.criteria[criterion_id])
        if scale["type"] == "numeric":
            return self.some_numbers(scale)
        return [level["value"] for level in scale["levels"]]

    def some_numbers(self, bounds: Plain, *, whole: bool = False) -> list[Plain]:
        """Return all whole numbers between bounds, or each cut point and numbers on either side."""
        low, high = number(bounds.get("minimum")), number(bounds.get("maximum"))
        points = sorted({Fraction(0), *self.numbers, *(b for b in (low, high) if b is not None)})
        if whole:
            first = int(low) if low is not None else int(points[0]) - 2
            last = int(high) if high is not None else int(points[-1]) + 3
            return [Fraction(n) for n in range(first, last + 1)]
        middles = [(one + two) / 2 for one, two in pairwise(points)]
        found = [points[0] - 2, points[0] - 1, *points, *middles, points[-1] + 1, points[-1] + 2]
        return sorted({n for n in found if (low is None or n >= low) and (high is None or n <= high)})

    def domain(self, criterion: Plain, name: str) -> Domain:
        """Return what an input can be, as far as tests need it."""
        source = self.source(criterion, name)
        if "observation" in source:
            source = self.recorded(source["observation"])
        if "worst" in source:
            return Domain(("none", *self.order), True)
        if "any" in source or "boolean" in source:
            return BOOLEAN
        if "enum" in source:
            return Domain(tuple(source["enum"]), source.get("ordered", False))
        if "criterion" in source and "difference" not in source:
            scale = self.scale(self.criteria[source["criterion"]])
            if scale["type"] == "numeric":
                return NUMBERS
            return Domain(tuple(level["value"] for level in scale["levels"]), scale["type"] != "nominal")
        if name == "locale":
            return LOCALES
        return Domain(tuple(self.guideline["modalities"])) if name == "modality" else NUMBERS

    def applies(self, criterion: Plain, facts: Facts) -> bool:
        """Whether items of that modality are judged on the criterion."""
        return facts.modality in criterion.get("modalities", [facts.modality])

    def of_response(self, criterion: Plain, facts: Facts) -> bool:
        """Whether the criterion is judged for each of several responses."""
        return bool(facts.responses) and criterion.get("target", "response") == "response"

    def known(self, path: str, severity: str) -> tuple[str, str] | None:
        """Return the nearest type and severity that the guideline knows."""
        tried: list[str] = []
        while path and path not in self.types:
            tried.append(path)
            before = self.was.get(path)
            path = before if before and before not in tried else path.rpartition(".")[0]
        if not path:
            return None
        if severity not in self.order:
            below = next((order for order in self.severity_orders if severity in order), ())
            lower = below[: below.index(severity)] if severity in below else ()
            severity = next((s for s in reversed(lower) if s in self.order), "")
        return (path, severity) if severity else None

    def total(self, criterion: Plain, name: str, findings: Iterable[Cell]) -> Plain:
        """Return what a finding input is for these findings."""
        source = self.source(criterion, name)
        severities = Domain(self.order, True)

        def fits(found: Cell, types: Plain, severity: Plain) -> bool:
            listed = [types] if isinstance(types, str) else types
            typed = any(covers(pattern, found[0]) for pattern in listed)
            return typed and (severity is None or holds(severity, found[1], severities))

        if "worst" in source:
            fitting = [f[1] for f in findings if fits(f, source["worst"], None)]
            return max(fitting, key=self.order.index, default="none")
        if "sum" in source:
            total = Fraction(0)
            for found in findings:
                for row in source["sum"]:
                    if fits(found, row.get("type", "*"), row.get("severity")):
                        total += number(row["weight"]) or 0
                        break
            return total
        kind = "count" if "count" in source else "any"
        amount = sum(fits(f, source[kind], source.get("severity")) for f in findings)
        return Fraction(amount) if kind == "count" else amount > 0

    def used(self, criterion: Plain) -> list[str]:
        """Return the inputs that rules and formulas name, in order of appearance."""
        rules = criterion.get("rules", [])
        tested = [name for rule in rules for case in cases(rule.get("when", {})) for name in case]
        return list(dict.fromkeys([*tested, *self.measured(criterion)]))

    def measured(self, criterion: Plain) -> list[str]:
        """Return the inputs that formulas read."""
        thens = [rule["then"] for rule in criterion.get("rules", [])] + [then_of(criterion.get("otherwise"))]
        texts = [str(then["formula"]) for then in thens if isinstance(then, dict)]
        return [name for text in texts for name in names_in(text)]

    def banned(self, criterion: Plain) -> list[str]:
        """Return the inputs that `impossible` names."""
        return list(dict.fromkeys(name for case in criterion.get("impossible", []) for name in case))


# --- plain documents ------------------------------------------------------------------------------


def ruled(criterion: Plain) -> bool:
    """Whether rules decide a criterion; else people alone do."""
    return bool(criterion.get("rules")) or "otherwise" in criterion


def cases(when: Plain) -> list[Plain]:
    """Return the cases of a rule's `when`."""
    return when if isinstance(when, list) else [when]


def then_of(otherwise: Plain) -> Plain:
    """Return what `otherwise` gives."""
    if isinstance(otherwise, dict) and "formula" not in otherwise:
        return otherwise["then"]
    return otherwise


def covers(pattern: str, path: str) -> bool:
    """Whether a type is the one named, or below it."""
    return pattern in ("*", path) or path.startswith(f"{pattern}.")


def version(text: str) -> tuple[int, ...]:
    """Return a plain version such that a newer one is larger."""
    return tuple(int(part) for part in text.split("."))


def place_of(source: Plain) -> str:
    """Return where an input comes from."""
    if any(kind in source for kind in ("worst", "count", "any", "sum")):
        return "findings"
    if any(kind in source for kind in ("boolean", "enum", "integer", "number", "observation")):
        return "recorded"
    return "rubric" if "rubric" in source else "elsewhere"


def _told_apart(criterion: Plain) -> list[Plain]:
    """Return everything in which the numbers stand that rules tell apart."""
    parts = [rule.get(key) for rule in criterion.get("rules", []) for key in ("when", "then")]
    return [*parts, criterion.get("otherwise"), *criterion.get("impossible", [])]


def _taxonomy(documents: dict[str, Any]) -> Plain:
    found = (d for path, d in documents.items() if path.endswith("taxonomy.yaml"))
    return next(found, {"severities": []})


def _severities(taxonomy: Plain) -> list[str]:
    return [entry if isinstance(entry, str) else entry["name"] for entry in taxonomy["severities"]]


def _types(findings: Plain, above: str, inherited: Plain) -> Iterator[tuple[str, Plain]]:
    for name, entry in findings.items():
        path = f"{above}.{name}" if above else name
        own = {key: entry[key] for key in ("severities", "since") if key in entry}
        kind = {**inherited, **own}
        yield path, {**kind, **({"was": entry["was"]} if "was" in entry else {})}
        yield from _types(entry.get("children", {}), path, kind)
