"""How often the verdict of an assessment is wrong, tried out ten thousand times."""

from __future__ import annotations

import math

import numpy as np
import pytest

from goldline.scoring.sequential import SequentialTest as Sequential
from goldline.scoring.sequential import evidence_of, expected_judgments, look

TRIES = 10_000


def simulate(
    test: Sequential, share: float, *, items: int, each: int, forms: int, alike: float
) -> dict[str, float]:
    """Return how often each verdict comes out; judgments of one item share some of their luck."""
    rng = np.random.default_rng(20261124)
    chance = np.full((TRIES, forms, items), share)
    if alike:
        spread = (1 - alike) / alike
        chance = rng.beta(share * spread, (1 - share) * spread, size=chance.shape)
    right = rng.binomial(each, chance)
    counts = {"pass": 0, "fail": 0, "more evidence": 0}
    for person in right.tolist():
        counts[look(test, [[(r, each) for r in form] for form in person]).verdict] += 1
    return {verdict: count / TRIES for verdict, count in counts.items()}


@pytest.mark.parametrize("alike", [0.0, 0.1])
@pytest.mark.parametrize(("items", "each"), [(12, 5), (40, 1)])
def test_wrong_verdicts_are_no_more_often_than_promised(items: int, each: int, alike: float) -> None:
    test = Sequential(alike=alike)
    good = simulate(test, test.good, items=items, each=each, forms=5, alike=alike)
    poor = simulate(test, test.poor, items=items, each=each, forms=5, alike=alike)
    # Three standard errors of a share of 0.05 in ten thousand tries are 0.0065.
    assert good["fail"] <= test.wrongly_failed + 0.0065
    assert poor["pass"] <= test.wrongly_passed + 0.0065
    assert good["pass"] >= 1 - test.wrongly_failed - good["more evidence"] - 0.0065
    assert good["more evidence"] < 0.03
    assert poor["more evidence"] < 0.03


def test_other_error_rates_hold_as_well() -> None:
    test = Sequential(0.95, 0.80, 0.01, 0.10, 0.0)
    assert simulate(test, 0.95, items=60, each=1, forms=4, alike=0)["fail"] <= 0.10 + 0.009
    assert simulate(test, 0.80, items=60, each=1, forms=4, alike=0)["pass"] <= 0.01 + 0.003


def test_taking_judgments_of_an_item_for_independent_would_break_the_promise() -> None:
    naive = Sequential(alike=0.0)
    poor = simulate(naive, naive.poor, items=6, each=8, forms=5, alike=0.3)
    careful = simulate(Sequential(alike=0.3), naive.poor, items=6, each=8, forms=5, alike=0.3)
    assert poor["pass"] > naive.wrongly_passed + 0.02
    assert careful["pass"] <= naive.wrongly_passed + 0.0065


def test_a_look_adds_up_what_each_answer_says() -> None:
    test = Sequential(0.9, 0.6, alike=0)
    assert evidence_of(test, [(1, 1)]) == pytest.approx(math.log(0.9 / 0.6))
    assert evidence_of(test, [(0, 1)]) == pytest.approx(math.log(0.1 / 0.4))
    assert evidence_of(test, [(2, 3), (1, 1)]) == pytest.approx(evidence_of(test, [(1, 1)] * 3 + [(0, 1)]))
    assert evidence_of(test, []) == 0


def test_judgments_that_are_one_judgment_count_as_one() -> None:
    assert evidence_of(Sequential(alike=1.0), [(5, 5)]) == pytest.approx(evidence_of(Sequential(), [(1, 1)]))


def test_the_first_decision_stands() -> None:
    test = Sequential(alike=0)
    found = look(test, [[(40, 40)], [(0, 40)]])
    assert (found.verdict, found.judged) == ("pass", 40)
    assert look(test, [[(3, 4)]]).verdict == "more evidence"
    assert look(test, []).verdict == "more evidence"


def test_an_assessment_of_the_usual_length_decides_most_of_the_time() -> None:
    test = Sequential(alike=0)
    assert 30 < expected_judgments(test, test.good) < 40
    assert 25 < expected_judgments(test, test.poor) < 35


@pytest.mark.parametrize(
    "test", [Sequential(0.7, 0.9), Sequential(1.0, 0.9), Sequential(wrongly_passed=0.6), Sequential(alike=2)]
)
def test_what_is_no_test_says_why(test: Sequential) -> None:
    assert test.fault()


def test_the_usual_test_is_one() -> None:
    assert Sequential().fault() == ""
