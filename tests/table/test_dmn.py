"""What is exported as DMN is valid DMN 1.3, and a DMN tool decides with it as goldline does."""

from __future__ import annotations

import contextlib
import io
import os
import random
import warnings
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from goldline.app.frame import load_frame
from goldline.app.layout import SCOPE
from goldline.exchange.dmn import feel_test, write_dmn
from goldline.model.condition import AnyOf, Compare, Equals, Interval, Not, Prefix, Test
from goldline.model.guideline import Guideline
from goldline.rules.domain import Domain, Locales, Numbers, words
from goldline.rules.judge import Judge
from goldline.rules.proofs.ground import plain_cell
from goldline.rules.space.grid import Grid, Side, build_grid
from goldline.store.tree import FolderTree

ROOT = Path(__file__).parents[2]
GUIDELINES = load_frame(FolderTree(ROOT, prefixes=SCOPE)).guidelines
RULED = [
    (guideline.id, criterion.id)
    for guideline in GUIDELINES.values()
    for criterion in guideline.criteria.values()
    if criterion.ruled
]


def tool(name: str) -> ModuleType:
    """Return a DMN tool, or skip loudly; on a build server it has to be there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return __import__(name, fromlist=["_"])
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{name} is not installed: pip install -e '.[dev]'")


def exported(guideline: str, criterion: str) -> tuple[Judge, str]:
    judge = Judge(GUIDELINES[guideline])
    return judge, write_dmn(judge.guideline, judge.tables[criterion])


@pytest.mark.parametrize(("guideline", "criterion"), RULED)
def test_an_exported_table_is_valid_by_the_schema_of_the_standard(guideline: str, criterion: str) -> None:
    etree, parser = tool("lxml.etree"), tool("SpiffWorkflow.dmn.parser")
    schema = etree.XMLSchema(etree.parse(Path(parser.__path__[0]) / "schema" / "DMN13.xsd"))
    _, text = exported(guideline, criterion)
    schema.assertValid(etree.fromstring(text.encode()))


def random_rows(grid: Grid, count: int) -> list[dict[str, Any]]:
    """Return combinations of facts that can occur."""
    dice = random.Random(7)
    rows = []
    for _ in range(count):
        cell = [1 << dice.randrange(len(axis.classes)) for axis in grid.axes]
        for group in grid.groups:
            for axis, chosen in zip(group.axes, dice.choice(group.vectors), strict=True):
                cell[axis] = 1 << chosen
        rows.append({name: plain_cell(one) for name, one in grid.cells(tuple(cell), 0).items()})
    return rows


@pytest.mark.parametrize(("guideline", "criterion"), RULED)
def test_a_dmn_tool_decides_as_goldline_does(guideline: str, criterion: str) -> None:
    rules = tool("pyDMNrules")
    judge, text = exported(guideline, criterion)
    table = judge.tables[criterion]
    engine = rules.DMN()
    decided = 0
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert "errors" not in engine.useXML(text)
        for row in random_rows(build_grid([Side(judge, table)]), 12):
            given = {n: float(v) if isinstance(v, Decimal) else v for n, v in row.items()}
            _, answer = engine.decide(given)
            last = (answer or [None])[-1] if isinstance(answer, list) else answer
            theirs = last["Result"].get(criterion.replace("-", "_")) if last else None
            ours = table.outcome(dict(row))[0].value
            assert theirs == (float(ours) if isinstance(ours, Decimal) else ours), row
            decided += ours is not None
    assert decided


SEVERITIES = words(("none", "minor", "major", "critical"), ordered=True)
LEVELS = words((1, 2, 3), ordered=True, nullable=True)
COUNT = Numbers(True, Decimal(0), None, False)
SHARE = Numbers(False, None, None, True)


@pytest.mark.parametrize(
    ("test", "domain", "feel"),
    [
        (Compare(">=", "major"), SEVERITIES, '"major","critical"'),
        (Equals("none"), SEVERITIES, '"none"'),
        (Not((Equals("major"),)), SEVERITIES, 'not("major")'),
        (Compare("<", 3), LEVELS, "1,2"),
        (Not((Equals(2),)), LEVELS, "not(2,null)"),
        (Equals(None), LEVELS, "null"),
        (AnyOf((Equals(1), Equals(None))), LEVELS, "1,null"),
        (Compare(">=", 2), COUNT, ">= 2"),
        (Interval(1, 3), COUNT, "[1..3]"),
        (Not((Equals(2),)), COUNT, "not(2)"),
        (Interval(Decimal("0.5"), Decimal("0.8"), False, True), SHARE, "[0.5..0.8)"),
        (AnyOf((Compare("<", 0), Equals(5))), SHARE, "< 0,5"),
        (Compare(">=", 0), Numbers(True, Decimal(0), None, False), "-"),
        (Compare(">=", 0), Numbers(True, Decimal(0), None, True), "not(null)"),
        (Prefix("ja-"), Locales(("en-US", "ja-JP", "ja-KS")), '"ja-JP","ja-KS"'),
        (Prefix("ja-"), Locales(()), 'starts with(?, "ja-")'),
    ],
)
def test_a_test_means_the_same_in_feel(test: Test, domain: Domain, feel: str) -> None:
    assert feel_test(test, domain) == feel


def test_words_of_a_guideline_cannot_break_the_xml(tmp_path: Path) -> None:
    etree = tool("lxml.etree")
    guideline: Guideline = GUIDELINES["image-caption"]
    judge = Judge(guideline)
    table = judge.tables["correctness"]
    from dataclasses import replace

    rule = replace(table.criterion.rules[0], text='<b> & "x" ]]> \x01')
    table.criterion = replace(table.criterion, rules=(rule, *table.criterion.rules[1:]))
    parsed = etree.fromstring(write_dmn(guideline, table).encode())
    shown = [node.text for node in parsed.iter("{*}description")]
    assert 'COR-1: <b> & "x" ]]> \ufffd' in shown
