"""How often the verdict of an assessment is wrong, tried out ten thousand times."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from goldline.app.assessing.issuing import Order, issue
from goldline.app.assessing.records import read_records
from goldline.app.browsing.library import open_library
from goldline.app.layout import SCOPE
from goldline.scoring.calibrating import calibrated, odds_of
from goldline.scoring.sequential import SequentialTest as Sequential
from goldline.scoring.sequential import evidence_of, expected_judgments, look
from goldline.store.tree import FolderTree

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


# --- bounds for forms that are looked at as a whole ------------------------------------------------


@pytest.mark.parametrize("form", [[5] * 12, [1] * 40, [8] * 6, [2] * 8, [1, 2, 3, 4, 5, 6, 7, 8]])
@pytest.mark.parametrize("alike", [0.0, 0.1, 0.3])
def test_calibrated_verdicts_are_wrong_as_often_as_promised(form: list[int], alike: float) -> None:
    test = calibrated(Sequential(alike=alike), form)
    good, poor = (forms_of(test, form, share) for share in (test.good, test.poor))
    for wrong, promised in ((good["fail"], test.wrongly_failed), (poor["pass"], test.wrongly_passed)):
        assert wrong <= promised + 0.0065
    # No more careful than need be; where even the middle decides rightly, nothing is left to give away.
    assert good["fail"] >= test.wrongly_failed / 3 or test.lower == 0
    assert poor["pass"] >= test.wrongly_passed / 3 or test.upper == 0


def forms_of(test: Sequential, form: list[int], share: float) -> dict[str, float]:
    """Return how often each verdict comes out for people who are not those of the calibration."""
    rng = np.random.default_rng(20261124)
    chance = np.full((TRIES, 4, len(form)), share)
    if test.alike:
        spread = (1 - test.alike) / test.alike
        chance = rng.beta(share * spread, (1 - share) * spread, size=chance.shape)
    counts = {"pass": 0, "fail": 0, "more evidence": 0}
    for person in rng.binomial(form, chance).tolist():
        looked = look(test, [list(zip(rights, form, strict=True)) for rights in person])
        counts[looked.verdict] += 1
    return {verdict: count / TRIES for verdict, count in counts.items()}


def test_calibrated_bounds_decide_more_people_at_once_than_walds() -> None:
    wald = Sequential()
    found = calibrated(wald, [5] * 12)
    assert odds_of(found, [5] * 12, 0.9).passes > odds_of(wald, [5] * 12, 0.9).passes + 0.1
    assert odds_of(found, [5] * 12, 0.75).fails > odds_of(wald, [5] * 12, 0.75).fails + 0.1


def test_whoever_is_between_good_and_poor_is_told_so_or_either() -> None:
    test = calibrated(Sequential(), [5] * 12)
    odds = odds_of(test, [5] * 12, 0.83)
    assert 0.2 < odds.passes_in_the_end < 0.9


def test_an_assessment_of_this_repositorys_gold_errs_as_often_as_it_says() -> None:
    library = open_library(FolderTree(Path(__file__).parents[2], SCOPE), reveal=True)
    records = read_records(Path("nowhere"))
    one = issue(library, records, Order("image-caption", "a17", "as-222222", 7)).assessment
    test, form = Sequential(**dict(one.test)), [len(each.targets) for each in one.asked]
    good, poor = (forms_of(test, form, share) for share in (test.good, test.poor))
    assert 0.015 < good["fail"] < test.wrongly_failed + 0.0065
    assert 0.015 < poor["pass"] < test.wrongly_passed + 0.0065
    assert good["pass"] > 0.93
    assert poor["fail"] > 0.93
