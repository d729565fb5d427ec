"""Random rows of one criterion's own inputs: known and unknown cells, judged as the oracle judges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from goldline.rules.judge import Judge
from goldline.rules.rows import RowJudge
from goldline.rules.scene import UNKNOWN
from goldline.rules.span import Span
from rules.oracle import Oracle, verdict_of
from rules.row_oracle import Row, RowOracle, exact
from rules.test_against_oracle import covers, verdict
from rules.thoroughness import examples
from strategies import trials

HIDDEN = object()
"""A raw cell with nothing in it."""


@st.composite
def tables(draw: st.DrawFn) -> tuple[RowJudge, RowOracle]:
    """A ruled criterion of a random guideline, both ways."""
    trial = draw(trials())
    ids = [criterion.id for criterion in trial.guideline.criteria.values() if criterion.ruled]
    assume(ids)
    judge = RowJudge(Judge(trial.guideline), draw(st.sampled_from(ids)))
    oracle = RowOracle(Oracle(trial.documents), judge.criterion.id, judge.names)
    return judge, oracle


@st.composite
def whole_rows(draw: st.DrawFn, oracle: RowOracle) -> Row:
    """A row in which everything is known, such as an item could give."""
    bases = list(dict.fromkeys(base for name in oracle.names for base in oracle.bases(name)))
    chosen = {base: draw(st.sampled_from(oracle.values(base))) for base in bases}
    vector = draw(st.sampled_from(sorted(oracle.vectors(), key=str)))
    derived = {n: oracle.derive(n, chosen) for n in oracle.names if n not in oracle.of_findings}
    return {**derived, **dict(zip(oracle.of_findings, vector, strict=True))}


@st.composite
def rows(draw: st.DrawFn, oracle: RowOracle) -> Row:
    """A row of which some cells are unknown."""
    whole = draw(whole_rows(oracle))
    return {name: value for name, value in whole.items() if draw(st.booleans())}


@given(st.data())
@examples(200)
def test_rows_are_judged_over_all_that_their_unknown_cells_could_be(data: st.DataObject) -> None:
    judge, oracle = data.draw(tables())
    row = data.draw(rows(oracle))
    found = judge.judge_row({name: exact(value) for name, value in row.items()})
    outcomes = oracle.outcomes(row, ())
    assume(outcomes)
    expected = verdict_of(outcome for some in outcomes.values() for outcome in some)
    if any(isinstance(value, Span) for value in found.possible):
        # A formula over a judgment on a numeric scale: the oracle lists some of its numbers only.
        assert expected.state == "undecided"
        assert all(any(covers(part, value) for part in found.possible) for value in expected.possible)
        assert found.possible_states == tuple(sorted(expected.states))
    else:
        assert verdict(found) == expected


@given(st.data())
@examples(100)
def test_what_a_row_is_missing_settles_it_and_nothing_less_does(data: st.DataObject) -> None:
    judge, oracle = data.draw(tables())
    row = data.draw(rows(oracle))
    assume(oracle.outcomes(row, ()))
    missing = [entry.removeprefix("input:") for entry in judge.judge_row(plain(row)).missing]
    assert settled(oracle, row, missing)
    for entry in missing:
        assert not settled(oracle, row, [other for other in missing if other != entry])


def settled(oracle: RowOracle, row: Row, fixed: list[str]) -> bool:
    """Whether, whatever the fixed cells are, one outcome is left."""
    return all(len({o.key for o in outcomes}) == 1 for outcomes in oracle.outcomes(row, fixed).values())


def plain(row: Row) -> dict[str, Any]:
    """Return a row's values as facts have them."""
    return {name: exact(value) for name, value in row.items()}


@given(st.data())
@examples(60)
def test_columns_are_judged_row_by_row(data: st.DataObject) -> None:
    """Known and unknown cells side by side in one column; rows do not touch each other."""
    judge, oracle = data.draw(tables())
    several = [plain(row) for row in data.draw(st.lists(rows(oracle), min_size=1, max_size=6))]
    columns: dict[str, Sequence[object]] = {n: [row.get(n, HIDDEN) for row in several] for n in judge.names}
    read = {name: lambda raw: UNKNOWN if raw is HIDDEN else raw for name in judge.names}
    found = list(judge.judge_columns(columns, len(several), read))
    assert found == [judge.judge_row(row) for row in several]


@given(st.data())
@examples(60)
def test_a_row_that_contradicts_itself_is_judged_all_the_same(data: st.DataObject) -> None:
    """Cells from two different rows may exclude each other; the judgment is never missing nothing."""
    judge, oracle = data.draw(tables())
    one, two = data.draw(whole_rows(oracle)), data.draw(whole_rows(oracle))
    row = {name: draw[name] for name in oracle.names if (draw := data.draw(st.sampled_from((one, two, {}))))}
    found = judge.judge_row(plain(row))
    assert found.possible or found.possible_states
    assert (found.state == "undecided") == bool(found.missing)
