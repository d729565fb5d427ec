"""Random rows of facts for one criterion, as Python judges them and as data for the browser."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from goldline.model.condition import Value
from goldline.rules.domain import Domain, Numbers, representatives
from goldline.rules.judge import Judge
from goldline.rules.rows import RowJudge
from goldline.website.helper.compile import plain_judgment, plain_value

Row = dict[str, Value]
Plain = Any


def values_of(judge: RowJudge, name: str) -> list[Value]:
    """Return values of every class that the rules tell apart, some far beyond them, and null."""
    domain: Domain = judge.domains[name]
    column = judge.table.columns.get(name)
    listed = list(column.tests) if column is not None else []
    listed += [case.tests[name] for case in judge.criterion.impossible if name in case.tests]
    found: list[Value] = representatives(domain, listed)
    if isinstance(domain, Numbers):
        found += [4, 7] if domain.integer else [Decimal("0.1"), Decimal("2.35"), 12]
        low, high = domain.minimum, domain.maximum
        found = [n for n in found if n is None or ((low is None or n >= low) and (high is None or n <= high))]
    return [*found, None]


def random_rows(judge: RowJudge, random: Random, count: int) -> list[Row]:
    """Return rows with unknown cells and nulls; many of them cannot occur."""
    choices = {name: values_of(judge, name) for name in judge.names}
    rows = []
    for _ in range(count):
        hidden = random.choice((0, 0, 0.2, 0.5, 0.8))
        rows.append({name: random.choice(v) for name, v in choices.items() if random.random() >= hidden})
    return rows


def plain_row(row: Row) -> dict[str, Plain]:
    """Return a row as the browser reads it."""
    return {name: plain_value(value) for name, value in row.items()}


def judged(judge: RowJudge, rows: list[Row]) -> list[dict[str, Plain]]:
    """Return Python's judgments, as the browser has to give them."""
    return [plain_judgment(judge.judge_row(dict(row))) for row in rows]


def row_judges(judge: Judge) -> list[RowJudge]:
    """Return a judge of rows for every ruled criterion."""
    return [RowJudge(judge, c.id) for c in judge.guideline.criteria.values() if c.ruled]
