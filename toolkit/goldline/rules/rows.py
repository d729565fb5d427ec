"""Judging rows of facts: one value for each of a criterion's own inputs (`goldline decide`).

Complete rows pass through a pipeline of C-level maps: one lookup an input, joined with `or`, and
one lookup of the outcome. Only a row with an unknown goes to the search over completions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import product
from math import prod
from operator import or_
from typing import Final

from goldline.model.condition import Test, Value
from goldline.model.criterion import (
    AnyInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    RecordedInput,
    SumInput,
    WorstInput,
)
from goldline.model.guideline import Guideline
from goldline.rules.domain import Domain, Numbers, Words, contains, cut_points, exact, representatives, same
from goldline.rules.findings_space import Component, Space, Unseen, explore
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment, summarise
from goldline.rules.scene import UNKNOWN, Unknown
from goldline.rules.span import Span
from goldline.rules.table import Cell, Column, Outcome, Table
from goldline.rules.world import cells_of, difference

MOST_WORLDS = 50_000
_MOST_REMEMBERED = 50_000

RowValue = Value | Unknown
Base = tuple[str, ...]
"""What inputs derive from: an `observation`, a `judgment` (each with response and name), an `input`."""


class RowJudge:
    """Judges rows of one criterion's own inputs. `names` are the inputs, in declared order."""

    def __init__(self, judge: Judge, criterion_id: str) -> None:
        self.judge = judge
        self.guideline: Guideline = judge.guideline
        self.table: Table = judge.tables[criterion_id]
        self.criterion = self.table.criterion
        self.names: tuple[str, ...] = tuple(
            name for name in self.criterion.inputs if name in self.table.domains
        )
        self.domains = self.table.domains
        self._open = 1 << len(self.table.rule_of)  # a bit that no case has: this row has an unknown
        self._constants: dict[int, Judgment] = {}
        self._worded: dict[Outcome, Judgment] = {}
        self._masks: dict[tuple[str, bool], _Masks] = {}
        self._remembered: dict[tuple[RowValue, ...], Judgment] = {}
        self._spaces: dict[tuple[Value, ...], Space] = {}

    def judge_columns(
        self,
        columns: dict[str, Sequence[object]],
        count: int,
        read: dict[str, Callable[[object], RowValue]],
    ) -> Iterator[Judgment]:
        """Yield a judgment for each of `count` rows, given as columns of raw values by input name.

        `read` turns a column's raw value into a value or `UNKNOWN`; inputs without a column are
        unknown in every row. Raw values must be hashable.
        """
        tested = self.table.tested
        if self.table.formula_names or any(name not in columns for name in tested):
            yield from self._one_by_one(columns, count, read)
            return
        masks = [self._look_up(name, columns[name], read[name]) for name in tested]
        joined: Iterable[int] = reduce(lambda one, two: map(or_, one, two), masks) if masks else [0] * count
        constants, full = self._constants, self.table.full
        first = self.criterion.hit_policy == "first"
        for row, fails in enumerate(joined):
            if fails > full:
                yield self.judge_row({name: read[name](column[row]) for name, column in columns.items()})
                continue
            # Of `first` the lowest case that holds decides, which is the lowest bit that is not set.
            key = ~fails & (fails + 1) if first else fails
            yield constants.get(key) or self._constant(key, fails)

    def judge_row(self, row: Mapping[str, RowValue]) -> Judgment:
        """Return the judgment of one row; an input that is absent is unknown."""
        return self._row({name: _told_apart(value, self.domains[name]) for name, value in row.items()})

    def _look_up(
        self, name: str, column: Sequence[object], read: Callable[[object], RowValue]
    ) -> Iterable[int]:
        """Return which cases fail for each raw value of a column."""
        classes = set(map(type, column))
        plain = self._masks_of(name, False, read)
        if bool not in classes:
            return map(plain.__getitem__, column)
        truths = self._masks_of(name, True, read)  # `True` would find what is kept for `1`
        if len(classes) == 1:
            return map(truths.__getitem__, column)
        return [(truths if raw is True or raw is False else plain)[raw] for raw in column]

    def _masks_of(self, name: str, truths: bool, read: Callable[[object], RowValue]) -> _Masks:
        kept = self._masks.get((name, truths))
        if kept is None or kept.read is not read:
            column = self.table.columns[name]
            kept = self._masks[name, truths] = _Masks(column, self.domains[name], read, self._open)
        return kept

    def _constant(self, key: int, fails: int) -> Judgment:
        if len(self._constants) >= _MOST_REMEMBERED:
            self._constants.clear()
            self._worded.clear()
        if key != fails:
            fails = self.table.full & ~key
        outcome = self.table.constant(fails)
        if outcome not in self._worded:
            self._worded[outcome] = summarise([outcome], self.criterion.scale)
        found = self._constants[key] = self._worded[outcome]
        return found

    def _one_by_one(
        self,
        columns: dict[str, Sequence[object]],
        count: int,
        read: dict[str, Callable[[object], RowValue]],
    ) -> Iterator[Judgment]:
        for index in range(count):
            yield self.judge_row({name: read[name](column[index]) for name, column in columns.items()})

    def _row(self, row: Mapping[str, RowValue]) -> Judgment:
        key = tuple(row.get(name, UNKNOWN) for name in self.names)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[key] = self._complete(dict(zip(self.names, key, strict=True)))
        return found

    # --- rows with unknowns ------------------------------------------------------------------

    def _complete(self, row: dict[str, RowValue]) -> Judgment:
        known: dict[str, Cell] = {n: v for n, v in row.items() if not isinstance(v, Unknown)}
        scale = self.criterion.scale
        if all(name in known for name in self.table.names):
            return summarise(self.table.outcome(known), scale)
        results = self._results(known, strict=True)
        if results is not None and not results:  # the row itself is impossible: judge it all the same
            results = self._results(known, strict=False)
        if results is None:
            return self._coarse(known)
        every = [outcome for outcomes in results.values() for outcome in outcomes]
        judgment = summarise(every, scale)
        if judgment.state != "undecided":
            return judgment
        return summarise(every, scale, self._missing(known, results))

    def _results(
        self, known: dict[str, Cell], strict: bool
    ) -> dict[tuple[Cell, ...], tuple[Outcome, ...]] | None:
        """Return the outcomes by the values of all inputs, for every completion of what is known.

        With `strict`, combinations that are listed as impossible, or that the findings exclude,
        are left out. None where there are too many.
        """
        names = self._relevant(known)
        bases = self._bases(known, strict)
        joint = self._findings(known) if strict else None
        vectors: list[dict[str, Cell]] = [{}] if joint is None else joint
        if prod(len(cells) for cells in bases.values()) * len(vectors) > MOST_WORLDS:
            return None
        results: dict[tuple[Cell, ...], tuple[Outcome, ...]] = {}
        for combination in product(*bases.values()):
            chosen = dict(zip(bases, combination, strict=True))
            derived = self._derive(chosen, known)
            if derived is None:
                continue
            for vector in vectors:
                cells = {**derived, **vector}
                if strict and self.table.is_impossible(cells):
                    continue
                key = tuple(cells[name] for name in names)
                if key not in results:
                    results[key] = self.table.outcome(cells)
        return results

    def _relevant(self, known: dict[str, Cell]) -> tuple[str, ...]:
        # An input that no rule reads still tells something of those that read the same findings.
        return tuple(name for name in self.names if name in self.table.all_names or name in known)

    def _bases(self, known: dict[str, Cell], strict: bool) -> dict[Base, list[Cell]]:
        bases: dict[Base, list[Cell]] = {}
        for name in self._relevant(known):
            source = self.criterion.inputs[name]
            if strict and isinstance(source, WorstInput | CountInput | AnyInput | SumInput):
                continue
            for base, domain, tests in self._sources(name):
                if name in known and not isinstance(source, DifferenceInput):
                    bases[base] = [known[name]]
                elif base not in bases or len(bases[base]) > 1:
                    measured = name in self.table.formula_names
                    found = self._choices(base, domain, tests, measured)
                    bases[base] = list(dict.fromkeys([*bases.get(base, []), *found]))
        return bases

    def _sources(self, name: str) -> Iterator[tuple[Base, Domain, list[Test]]]:
        source, domain = self.criterion.inputs[name], self.domains[name]
        column = self.table.columns.get(name)
        tests = list(column.tests) if column is not None else []
        tests += [case.tests[name] for case in self.criterion.impossible if name in case.tests]
        match source:
            case RecordedInput():
                yield ("observation", source.response or "", source.observation), domain, tests
            case CriterionInput():
                yield ("judgment", source.criterion, source.response or ""), domain, tests
            case DifferenceInput():
                for side in (source.first, source.second):
                    other = self.guideline.criteria[source.criterion]
                    yield ("judgment", other.id, side), self.judge.judgment_domain(other.id), []
            case _:
                yield ("input", name), domain, tests

    def _choices(self, base: Base, domain: Domain, tests: list[Test], measured: bool) -> list[Cell]:
        nullable = domain.nullable
        if base[0] == "judgment":
            nullable = self.judge.may_be_null(base[1], self.criterion)
        elif base[0] == "input":
            nullable = False  # an item has a rubric or has none: that is not for guessing
        if measured and isinstance(domain, Numbers):
            found = cells_of(domain, set().union(*(cut_points(test) for test in tests)))
        else:
            found = [value for value in representatives(domain, tests) if value is not None]
        return [*found, None] if nullable else found

    def _derive(self, chosen: dict[Base, Cell], known: dict[str, Cell]) -> dict[str, Cell] | None:
        """Return what every input is for these choices, or None where that is not what is known."""
        cells: dict[str, Cell] = {}
        for name in self._relevant(known):
            source = self.criterion.inputs[name]
            if isinstance(source, DifferenceInput):
                one = chosen["judgment", source.criterion, source.first]
                two = chosen["judgment", source.criterion, source.second]
                apart = difference(one, two, self.guideline.criteria[source.criterion].scale.ranks)
                cells[name] = apart  # type: ignore[assignment]  # nothing is passed on here
            else:
                base = next(self._sources(name))[0]
                if base not in chosen:
                    continue  # a finding input: it comes from the vectors
                cells[name] = chosen[base]
            if name in known and not _same(cells[name], known[name]):
                return None
        return cells

    def _findings(self, known: dict[str, Cell]) -> list[dict[str, Cell]] | None:
        """Return what the finding inputs can be together, given those that are known."""
        names = [
            name
            for name in self._relevant(known)
            if isinstance(self.criterion.inputs[name], WorstInput | CountInput | AnyInput | SumInput)
        ]
        if not names:
            return None
        if all(name in known for name in names):
            return [{name: known[name] for name in names}]
        space = self._space(names, known)
        vectors: dict[tuple[Cell, ...], dict[str, Cell]] = {}
        for index in range(len(space.vectors)):
            cells = space.cells(index)
            if all(name not in known or _same(c, known[name]) for name, c in zip(names, cells, strict=True)):
                vectors.setdefault(tuple(cells), dict(zip(names, cells, strict=True)))
        return list(vectors.values())

    def _space(self, names: list[str], known: dict[str, Cell]) -> Space:
        key: tuple[Value, ...] = tuple(known.get(name) for name in names)  # type: ignore[misc]
        if key not in self._spaces:
            lens = self.judge.lens
            components = [self._component(name, known) for name in names]
            types = lens.taxonomy.types
            responses = list(dict.fromkeys(c.scope for c in components)) or [None]
            unseen = [
                Unseen(path, severity, response)
                for path, kind in types.items()
                for severity in kind.severities
                for response in responses
            ]
            self._spaces[key] = explore(components, unseen, lens)
        return self._spaces[key]

    def _component(self, name: str, known: dict[str, Cell]) -> Component:
        source = self.criterion.inputs[name]
        assert isinstance(source, WorstInput | CountInput | AnyInput | SumInput)
        base = self.judge.lens.total(source, ())
        component = Component(source, source.response, base)
        for _, _, tests in self._sources(name):
            component.cuts |= set().union(*(cut_points(test) for test in tests)) if tests else set()
        value = known.get(name)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            component.cuts.add(Decimal(value))
        component.measured = name in self.table.formula_names
        return component

    def _missing(
        self, known: dict[str, Cell], results: dict[tuple[Cell, ...], tuple[Outcome, ...]]
    ) -> list[str]:
        """Return the unknown inputs of which two values, all else equal, give different outcomes."""
        names = self._relevant(known)
        unknown = [name for name in names if name not in known and name in self.table.names]
        found = [name for name in unknown if _matters(names.index(name), results)]
        return [f"input:{name}" for name in found or unknown]

    def _coarse(self, known: dict[str, Cell]) -> Judgment:
        """Return a judgment over inputs that vary on their own: perhaps too careful, never too bold."""
        names = self.table.names
        unknown = [f"input:{name}" for name in names if name not in known]
        masks = {0}
        for name, column in self.table.columns.items():
            cells = [known[name]] if name in known else self._choices_alone(name)
            masks = {mask | fails for mask in masks for fails in {column.fails(cell) for cell in cells}}
        outcomes = [self.table.constant(mask) for mask in masks] if not self.table.formula_names else []
        if self.table.formula_names:
            scale = self.criterion.scale
            whole = cells_of(Numbers(False, scale.minimum, scale.maximum, False), ())
            outcomes = [Outcome("decided", cell, ()) for cell in whole] + [Outcome("gap", None, ())]
        return summarise(outcomes, self.criterion.scale, unknown)

    def _choices_alone(self, name: str) -> list[Cell]:
        column = self.table.columns[name]
        return list(representatives(self.domains[name], column.tests))


class _Masks(dict[object, int]):
    """A column's failing cases by raw value; unknowns give the bit that no case has."""

    LIMIT: Final = 1 << 16

    def __init__(
        self, column: Column, domain: Domain, read: Callable[[object], RowValue], unknown: int
    ) -> None:
        super().__init__()
        self.column = column
        self.domain = domain
        self.read = read
        self.unknown = unknown

    def __missing__(self, raw: object) -> int:
        if len(self) >= self.LIMIT:
            self.clear()
        value = _told_apart(self.read(raw), self.domain)
        mask = self.unknown if isinstance(value, Unknown) else self.column[value]
        self[raw] = mask
        return mask


def _told_apart(value: RowValue, domain: Domain) -> RowValue:
    """Return the value, but a truth value among numbers, or a number among words, as a word of no domain.

    For Python `True` is `1`, so whatever is kept by value would give the one for the other.
    """
    if isinstance(value, bool) or (isinstance(value, int | Decimal) and isinstance(domain, Words)):
        return value if contains(domain, value) else f"\0{value}"
    return value


def _matters(index: int, results: dict[tuple[Cell, ...], tuple[Outcome, ...]]) -> bool:
    seen: dict[tuple[Cell, ...], frozenset[object]] = {}
    for key, outcomes in results.items():
        plain = frozenset((outcome.state, outcome.value) for outcome in outcomes)
        if seen.setdefault(key[:index] + key[index + 1 :], plain) != plain:
            return True
    return False


def _same(one: Cell, other: Cell) -> bool:
    if isinstance(one, Span) or isinstance(other, Span):
        return one == other or (isinstance(one, Span) and not isinstance(other, Span) and _within(one, other))
    return same(exact(one), exact(other))


def _within(span: Span, value: Value) -> bool:
    return isinstance(value, int | Decimal) and span.holds(Decimal(value))
