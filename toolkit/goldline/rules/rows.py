"""Judging rows of facts: one value for each of a criterion's own inputs (`goldline decide`).

Complete rows pass through a pipeline of C-level maps: one lookup an input, joined with `or`, and
one lookup of the outcome. Only a row with an unknown goes to the search over completions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final

from goldline.model.condition import Value
from goldline.model.guideline import Guideline
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment, summarise
from goldline.rules.scene import UNKNOWN, Unknown
from goldline.rules.table import Cell, Column, Outcome, Table
from goldline.rules.unknown.open_rows import Spaces, judge_open_row

_MOST_REMEMBERED = 50_000

RowValue = Value | Unknown


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
        self._remembered: dict[tuple[tuple[bool, RowValue], ...], Judgment] = {}
        self._spaces: Spaces = {}

    def judge_columns(
        self,
        columns: Mapping[str, Sequence[object]],
        count: int,
        read: Mapping[str, Callable[[object], RowValue]],
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

    def judge_row(self, row: dict[str, RowValue]) -> Judgment:
        """Return the judgment of one row; an input that is absent is unknown."""
        return self._row(row)

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
            kept = self._masks[name, truths] = _Masks(column, read, self._open)
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
        columns: Mapping[str, Sequence[object]],
        count: int,
        read: Mapping[str, Callable[[object], RowValue]],
    ) -> Iterator[Judgment]:
        for index in range(count):
            yield self._row({name: read[name](column[index]) for name, column in columns.items()})

    def _row(self, row: dict[str, RowValue]) -> Judgment:
        values = [row.get(name, UNKNOWN) for name in self.names]
        key = tuple((isinstance(value, bool), value) for value in values)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[key] = self._judge(dict(zip(self.names, values, strict=True)))
        return found

    def _judge(self, row: dict[str, RowValue]) -> Judgment:
        known: dict[str, Cell] = {n: v for n, v in row.items() if not isinstance(v, Unknown)}
        if all(name in known for name in self.table.names):
            return summarise(self.table.outcome(known), self.criterion.scale)
        return judge_open_row(self.judge, self.table, known, self._spaces)


class _Masks(dict[object, int]):
    """A column's failing cases by raw value; unknowns give the bit that no case has."""

    LIMIT: Final = 1 << 16

    def __init__(self, column: Column, read: Callable[[object], RowValue], unknown: int) -> None:
        super().__init__()
        self.column = column
        self.read = read
        self.unknown = unknown

    def __missing__(self, raw: object) -> int:
        if len(self) >= self.LIMIT:
            self.clear()
        value = self.read(raw)
        mask = self.unknown if isinstance(value, Unknown) else self.column.fails(value)
        self[raw] = mask
        return mask
