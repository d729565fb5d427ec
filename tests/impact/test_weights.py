"""Other weights of a sum: compared finding by finding, for sums have no end."""

from __future__ import annotations

from typing import Any

import pytest

from goldline.impact.judgments import Comparison, GoldCase
from goldline.impact.whole_space import WholeSpace, tell_whole_space
from goldline.model.guideline import Guideline
from rules.tables import build, facts

Plain = Any
BASE = [{"severity": "major", "weight": 5}, {"severity": "minor", "weight": 1}]


def scored(rows: list[Plain], formula: str = "penalty", **scale: Plain) -> Guideline:
    """Return a guideline with a score that is a sum of weights, and a class of it."""
    score: dict[str, Plain] = {
        "id": "score",
        "title": "Score",
        "question": "How much is lost?",
        "scale": {"type": "numeric", "minimum": 0, "better": "lower", **scale},
        "inputs": {"penalty": {"sum": rows}},
        "hit_policy": "unique",
        "rules": [{"id": "S-1", "text": "So it is.", "then": {"formula": formula}}],
    }
    verdict: dict[str, Plain] = {
        "id": "verdict",
        "title": "Verdict",
        "question": "Is it good enough?",
        "scale": {"type": "ordinal", "levels": [{"value": 0}, {"value": 1}]},
        "inputs": {"score": {"criterion": "score"}},
        "hit_policy": "first",
        "rules": [{"id": "V-1", "text": "So it is.", "when": {"score": ">= 6"}, "then": 0}],
        "otherwise": 1,
    }
    return build(score, verdict)


def tell(base: Guideline, head: Guideline, gold: Any = ()) -> WholeSpace:
    return tell_whole_space(Comparison(base, head), gold)


def verdicts(whole: WholeSpace) -> dict[str, tuple[str, bool]]:
    return {row["criterion"]: (row["verdict"], row["exhaustive"]) for row in whole.criteria}


HEAVIER = [{"severity": "major", "weight": 6}, {"severity": "minor", "weight": 1}]
LIGHTER = [{"severity": "major", "weight": 5}, {"severity": "minor", "weight": 0.5}]
BOTH = [{"severity": "major", "weight": 6}, {"severity": "minor", "weight": 0.5}]


@pytest.mark.parametrize(
    ("rows", "formula", "better", "verdict"),
    [
        (HEAVIER, "penalty", "lower", "stricter"),
        (LIGHTER, "penalty", "lower", "more-lenient"),
        (BOTH, "penalty", "lower", "incomparable"),
        (HEAVIER, "100 - 2 * penalty", "higher", "stricter"),
        (HEAVIER, "max(0, 100 - penalty / 2)", "higher", "stricter"),
    ],
)
def test_weights_that_only_rise_judge_more_strictly_whatever_is_found(
    rows: list[Plain], formula: str, better: str, verdict: str
) -> None:
    whole = tell(scored(BASE, formula, better=better), scored(rows, formula, better=better))
    assert verdicts(whole)["score"] == (verdict, True)
    assert whole.criteria[0]["redefined"] == ["penalty"]


def test_an_example_names_the_finding_and_both_weights() -> None:
    whole = tell(scored(BASE), scored(HEAVIER))
    (shift,) = (row for row in whole.shifts if row["criterion"] == "score")
    assert (shift["base"], shift["head"], shift["rules"], shift["share"]) == (5, 6, ["S-1"], None)
    assert shift["witness"] == {"finding": "wrong, major", "penalty": 6, "penalty before": 5}
    assert not whole.regions, "no box over the sum can show it"


def test_gold_is_counted_where_it_has_such_a_finding_and_changes() -> None:
    answers: dict[str, Plain] = {}
    gold = [
        (GoldCase("trial", facts(answers, (("wrong", "major"),)), ()), 2),
        (GoldCase("trial", facts(answers, (("wrong", "minor"),)), ()), 3),
    ]
    whole = tell(scored(BASE), scored(HEAVIER), gold)
    by_criterion = {row["criterion"]: row for row in whole.shifts}
    assert by_criterion["score"]["judgments"] == 2
    assert by_criterion["verdict"]["judgments"] == 2
    assert by_criterion["verdict"]["via"] == ["score"]


def test_a_class_of_the_score_is_compared_exactly_through_it() -> None:
    whole = tell(scored(BASE), scored(HEAVIER))
    assert verdicts(whole)["verdict"] == ("stricter", True)
    (shift,) = (row for row in whole.shifts if row["criterion"] == "verdict")
    assert (shift["base"], shift["head"], shift["via"], shift["rules"]) == (1, 0, ["score"], ["S-1"])
    assert 0 < shift["share"] < 1


def test_a_formula_that_may_turn_is_not_claimed_to_be_known() -> None:
    whole = tell(scored(BASE, "abs(penalty - 10)"), scored(HEAVIER, "abs(penalty - 10)"))
    assert not whole.criteria[0]["exhaustive"]
    assert any(row["criterion"] == "score" for row in whole.shifts)
