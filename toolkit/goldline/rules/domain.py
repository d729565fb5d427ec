"""What an input can be, and which of its values a test holds for.

Everything that reasons about tests (parsing, judging, proving, comparing) asks here, so that
there is one meaning of `< major`, of null, and of the numbers between two cut points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from goldline.model.condition import (
    Always,
    AnyOf,
    Compare,
    Equals,
    Interval,
    Not,
    Operator,
    Prefix,
    Test,
    Value,
)
from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.model.scale import Scale
from goldline.model.taxonomy import NONE, Taxonomy
from goldline.rules.formula import EXACT

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """Finitely many values: booleans, an enum, severities, levels, modalities; lowest first."""

    values: tuple[Value, ...]
    ordered: bool
    nullable: bool
    ranks: dict[Value, int] = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers or all numbers, between bounds where there are some."""

    integer: bool
    minimum: Decimal | None
    maximum: Decimal | None
    nullable: bool


@dataclass(frozen=True, slots=True)
class Locales:
    """Language tags; `known` are those that the guideline lists (empty: any)."""

    known: tuple[str, ...]
    nullable: bool = False


Domain = Words | Numbers | Locales

BOOLEANS: tuple[Value, ...] = (False, True)
ZERO = Decimal(0)


def words(values: Iterable[Value], *, ordered: bool, nullable: bool = False) -> Words:
    """Return the domain of `values`, lowest first where they are ordered."""
    listed = tuple(values)
    return Words(listed, ordered, nullable, {value: rank for rank, value in enumerate(listed)})


def exact(raw: object) -> Value:
    """Return a plain YAML or JSON scalar as an exact value: a float becomes the decimal it was written as."""
    if isinstance(raw, float):
        return Decimal(repr(raw))
    if raw is None or isinstance(raw, bool | int | Decimal | str):
        return raw
    raise TypeError(f"not a scalar: {type(raw).__name__}")


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same one: `true` is not `1`, `1.0` is `1`."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def is_number(value: Value) -> bool:
    """Whether the value is a number (a boolean is not)."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def domain_of(
    source: Input,
    *,
    taxonomy: Taxonomy,
    scale_of: Callable[[str], Scale | None],
    modalities: tuple[str, ...],
    locales: tuple[str, ...],
) -> Domain | None:
    """Return what `source` can be, or None where it names a criterion that is not there.

    Judgments of other criteria are nullable (`not-judged`, or the criterion does not apply), and
    so is what a rubric gives (the item may have none).
    """
    match source:
        case WorstInput():
            names = (NONE, *(s.name for s in taxonomy.severities))
            return words(names, ordered=True)
        case CountInput():
            return Numbers(True, ZERO, None, False)
        case AnyInput():
            return words(BOOLEANS, ordered=False)
        case SumInput():
            floor = ZERO if all(row.weight >= 0 for row in source.rows) else None
            return Numbers(False, floor, None, False)
        case RecordedInput(kind="boolean"):
            return words(BOOLEANS, ordered=False, nullable=source.nullable)
        case RecordedInput(kind="enum"):
            return words(source.values, ordered=source.ordered, nullable=source.nullable)
        case RecordedInput():
            return Numbers(source.kind == "integer", source.minimum, source.maximum, source.nullable)
        case CriterionInput():
            scale = scale_of(source.criterion)
            return None if scale is None else scale_domain(scale)
        case DifferenceInput():
            scale = scale_of(source.criterion)
            if scale is None:
                return None
            if scale.numeric:
                return Numbers(False, None, None, True)
            span = Decimal(len(scale.levels) - 1)
            return Numbers(True, -span, span, True)
        case RubricInput():
            return Numbers(False, None, None, True)
        case ContextInput(name="modality"):
            return words(modalities, ordered=False)
        case ContextInput():
            return Locales(locales)


def scale_domain(scale: Scale) -> Domain:
    """Return the domain of judgments on `scale`, null included."""
    if scale.numeric:
        return Numbers(False, scale.minimum, scale.maximum, True)
    return words((level.value for level in scale.levels), ordered=scale.ordered, nullable=True)


def contains(domain: Domain, value: Value) -> bool:
    """Whether `value` is one that the domain allows."""
    if value is None:
        return domain.nullable
    match domain:
        case Words():
            rank = domain.ranks.get(value)
            return rank is not None and same(domain.values[rank], value)
        case Numbers():
            if not is_number(value):
                return False
            number = Decimal(value)
            if domain.integer and number != number.to_integral_value():
                return False
            low, high = domain.minimum, domain.maximum
            return (low is None or number >= low) and (high is None or number <= high)
        case Locales():
            return isinstance(value, str) and (not domain.known or value in domain.known)


def holds(test: Test, value: Value, domain: Domain) -> bool:
    """Whether `test` holds for `value`: no comparison with null does, nor its `not`."""
    match test:
        case Always():
            return True
        case Equals():
            return same(test.value, value)
        case AnyOf():
            return any(holds(part, value, domain) for part in test.tests)
        case _ if value is None:
            return False
        case Not():
            return not any(holds(part, value, domain) for part in test.tests)
        case Prefix():
            return isinstance(value, str) and value.startswith(test.prefix)
        case Compare():
            return compare(test.operator, value, test.value, domain)
        case Interval():
            low: Operator = ">" if test.low_open else ">="
            high: Operator = "<" if test.high_open else "<="
            return compare(low, value, test.low, domain) and compare(high, value, test.high, domain)


def compare(operator: Operator, value: Value, bound: Value, domain: Domain) -> bool:
    """Whether `value operator bound` holds by the domain's order; False where it has none."""
    left: Number
    right: Number
    if isinstance(domain, Words):
        if not domain.ordered or value not in domain.ranks or bound not in domain.ranks:
            return False
        left, right = domain.ranks[value], domain.ranks[bound]
    elif isinstance(value, int | Decimal) and isinstance(bound, int | Decimal):
        left, right = value, bound
    else:
        return False
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right


def cut_points(test: Test) -> set[Decimal]:
    """Return the numbers at which the test may change its answer."""
    match test:
        case Equals() | Compare():
            return {Decimal(test.value)} if is_number(test.value) else set()  # type: ignore[arg-type]
        case Interval():
            return {Decimal(b) for b in (test.low, test.high) if is_number(b)}  # type: ignore[arg-type]
        case AnyOf() | Not():
            return set().union(*(cut_points(part) for part in test.tests))
        case Always() | Prefix():
            return set()


def prefixes(test: Test) -> set[str]:
    """Return the locale patterns and tags that the test tells apart."""
    match test:
        case Prefix():
            return {test.prefix + "*"}
        case Equals():
            return {test.value} if isinstance(test.value, str) else set()
        case AnyOf() | Not():
            return set().union(*(prefixes(part) for part in test.tests))
        case _:
            return set()


def representatives(domain: Domain, tests: Iterable[Test]) -> list[Value]:
    """Return values such that every class of values that the tests tell apart is among them.

    All values for finite domains; for numbers each cut point and one number of every interval
    between them, inside the bounds; for locales the known ones, else the tags that tests name, one for
    each pattern, and `und`. `None` stands last where the domain is nullable.
    """
    null: list[Value] = [None] if domain.nullable else []
    match domain:
        case Words():
            return [*domain.values, *null]
        case Numbers():
            cuts = set().union(*(cut_points(test) for test in tests))
            return [*numbers_between(domain, cuts), *null]
        case Locales():
            if domain.known:
                return [*domain.known, *null]
            named = set().union(*(prefixes(test) for test in tests))
            found = {tag[:-1].rstrip("-") + "-ZZ" if tag.endswith("*") else tag for tag in named}
            return [*sorted(found), "und", *null]


def numbers_between(domain: Numbers, cuts: Iterable[Decimal]) -> list[Value]:
    """Return each cut point and one number between any two neighbours, lowest first, within bounds."""
    low, high = domain.minimum, domain.maximum
    points = sorted({*cuts, *(b for b in (low, high) if b is not None)})
    if not points:
        return [ZERO]
    found: list[Decimal] = [points[0] - 1]
    for here, after in zip(points, [*points[1:], None], strict=True):
        found.append(here)
        found.append(here + 1 if after is None else EXACT.divide(EXACT.add(here, after), Decimal(2)))
    if domain.integer:
        found = _whole_numbers(points)
    inside = (n for n in found if (low is None or n >= low) and (high is None or n <= high))
    return [tidy(n) for n in inside]


def _whole_numbers(points: list[Decimal]) -> list[Decimal]:
    found = {Decimal(math.ceil(points[0]) - 1)}
    for here, after in zip(points, [*points[1:], None], strict=True):
        if here == here.to_integral_value():
            found.add(here)
        above = Decimal(math.floor(here) + 1)
        if after is None or above < after:
            found.add(above)
    return sorted(found)


def tidy(number: Decimal | int) -> Number:
    """Return a whole number as an int, any other as a decimal without trailing zeros."""
    if isinstance(number, int):
        return number
    if not number.is_finite():
        return number
    return int(number) if number == number.to_integral_value() else number.normalize(EXACT)
