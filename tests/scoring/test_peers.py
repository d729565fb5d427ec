"""Coefficients equal those of independent libraries on a thousand random tables."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from goldline.scoring.coefficients import cohen, conger, fleiss, krippendorff
from goldline.scoring.many_numbers import nominal_of_numbers, ordinal_of_numbers, ratio_of_numbers
from goldline.scoring.moments import Numbers, alpha_of_numbers
from goldline.scoring.tallies import Ratings

TABLES = 1000


def random_tables() -> list[tuple[np.ndarray, int]]:
    """Return tables of raters by items (-1: missing), from full to sparse, from agreement to noise."""
    rng = np.random.default_rng(20261124)
    found = []
    for _ in range(TABLES):
        raters, items, levels = rng.integers(2, 6), rng.integers(2, 25), int(rng.integers(2, 7))
        truth = rng.integers(0, levels, items)
        table = np.where(
            rng.random((raters, items)) < rng.random(), truth, rng.integers(0, levels, (raters, items))
        )
        table[rng.random((raters, items)) < rng.choice([0, 0.2, 0.6])] = -1
        found.append((table, levels))
    return found


ALL = random_tables()


def ratings_of(table: np.ndarray, levels: int) -> Ratings:
    return Ratings.of_table([[None if v < 0 else int(v) for v in row] for row in table], levels)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_equals_that_of_the_krippendorff_package(metric: str) -> None:
    peer = pytest.importorskip("krippendorff")
    compared = 0
    for table, levels in ALL:
        ours = krippendorff(ratings_of(table, levels), metric, range(1, levels + 1))
        counts = np.array([[(row == level).sum() for level in range(levels)] for row in table.T])
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = peer.alpha(
                    value_counts=counts, value_domain=list(range(1, levels + 1)), level_of_measurement=metric
                )
        except (ValueError, AssertionError, ZeroDivisionError):
            theirs = np.nan
        if ours.value is None:
            # The package calls a single value perfect agreement; to us it says nothing.
            assert not np.isfinite(theirs) or theirs == pytest.approx(1)
        else:
            assert ours.value == pytest.approx(theirs, abs=1e-12)
            compared += 1
    assert compared > TABLES * 0.9


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_kappa_equals_that_of_scikit_learn(weights: str) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    compared = 0
    for table, levels in ALL:
        two = table[:2]
        both = (two >= 0).all(axis=0)
        ratings = ratings_of(two, levels)
        ours = cohen(ratings, weights)
        if not both.any() or ratings.rater_count < 2:
            assert not ours.defined
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = metrics.cohen_kappa_score(
                two[0, both],
                two[1, both],
                labels=range(levels),
                weights=None if weights == "identity" else weights,
            )
        if ours.value is None:
            assert not np.isfinite(theirs)
        else:
            assert ours.value == pytest.approx(theirs, abs=1e-12)
            compared += 1
    assert compared > TABLES * 0.8


def test_fleiss_equals_that_of_statsmodels_where_that_can_be_computed() -> None:
    peer = pytest.importorskip("statsmodels.stats.inter_rater")
    compared = 0
    for table, levels in ALL:
        if (table < 0).any():  # it fails on ragged data
            continue
        counts = np.array([[(row == level).sum() for level in range(levels)] for row in table.T])
        ours = fleiss(ratings_of(table, levels))
        if ours.value is not None:
            assert ours.value == pytest.approx(peer.fleiss_kappa(counts), abs=1e-12)
            compared += 1
    assert compared > TABLES / 4


def test_conger_is_cohen_for_two_people_who_judged_everything() -> None:
    for table, levels in ALL:
        if (table[:2] >= 0).all():
            ratings = ratings_of(table[:2], levels)
            ours, theirs = conger(ratings), cohen(ratings)
            if theirs.value is not None and ours.value is not None:
                assert ours.value == pytest.approx(theirs.value, abs=1e-12)


@pytest.mark.parametrize(
    ("metric", "measure"),
    [
        ("nominal", nominal_of_numbers),
        ("ordinal", ordinal_of_numbers),
        ("interval", alpha_of_numbers),
        ("ratio", ratio_of_numbers),
    ],
)
def test_alpha_of_many_numbers_equals_that_of_levels(metric: str, measure: object) -> None:
    for table, levels in ALL:
        raters, units = np.nonzero(table >= 0)
        numbers = Numbers(units, raters, table[raters, units] + 1.0, np.arange(table.shape[1]))
        ours, theirs = measure(numbers), krippendorff(ratings_of(table, levels), metric, range(1, levels + 1))
        assert ours.defined == theirs.defined
        assert ours.value == pytest.approx(theirs.value, abs=1e-9)
