"""What is probably true: held to the example that Dawid and Skene published."""

from __future__ import annotations

import numpy as np
import pytest

from goldline.scoring.tallies import Ratings
from goldline.scoring.truth import dawid_skene, discrimination, majority

# Five anaesthetists on the fitness of 45 patients, the first of them three times: Dawid and Skene (1979),
# table 1. A patient a word, an anaesthetist between strokes.
PATIENTS = """
111/1/1/1/1 333/4/3/3/4 112/2/1/2/2 222/3/1/2/1 222/3/2/2/2 222/3/3/2/2 122/2/1/1/1 333/3/4/3/3 222/2/2/2/3
232/2/2/2/3 444/4/4/4/4 222/3/3/4/3 111/1/1/1/1 222/3/2/1/2 121/1/1/1/1 111/2/1/1/1 111/1/1/1/1 111/1/1/1/1
222/2/2/2/1 222/1/3/2/2 222/2/2/2/2 222/2/2/2/1 222/3/2/2/2 221/2/2/2/2 111/1/1/1/1 111/1/1/1/1 232/2/2/2/2
111/1/1/1/1 111/1/1/1/1 112/1/1/2/1 111/1/1/1/1 333/3/2/3/3 111/1/1/1/1 222/2/2/2/2 222/3/2/3/2 433/4/3/4/3
221/2/2/3/2 232/3/2/3/3 333/3/4/3/2 111/1/1/1/1 111/1/1/1/1 121/2/1/1/1 232/2/2/2/2 121/1/1/1/1 222/2/2/2/2
"""


def ratings_of(rows: list[tuple[int, int, int]], levels: int) -> Ratings:
    columns = np.array(rows, dtype=np.intp).T
    return Ratings.of_columns(columns[0], columns[1], columns[2], levels)


@pytest.fixture(scope="module")
def patients() -> Ratings:
    rows = [
        (unit, rater, int(value) - 1)
        for unit, patient in enumerate(PATIENTS.split())
        for rater, said in enumerate(patient.split("/"))
        for value in said
    ]
    assert len(rows) == 315
    return ratings_of(rows, 4)


def test_the_published_example_comes_out_as_published(patients: Ratings) -> None:
    found = dawid_skene(patients)
    assert found.shares.round(2).tolist() == [0.40, 0.42, 0.11, 0.07]
    # Table 2: how the first anaesthetist errs.
    assert found.errors[0].round(2).tolist() == [
        [0.89, 0.11, 0.0, 0.0],
        [0.07, 0.88, 0.05, 0.0],
        [0.0, 0.34, 0.66, 0.0],
        [0.0, 0.0, 0.56, 0.44],
    ]


def test_chances_are_chances(patients: Ratings) -> None:
    for smoothing in (0.0, 0.1):
        found = dawid_skene(patients, smoothing=smoothing)
        assert np.allclose(found.chances.sum(axis=1), 1)
        assert np.allclose(found.errors.sum(axis=2), 1)
        assert found.rounds < 200


def test_where_everybody_agrees_that_is_the_truth(patients: Ratings) -> None:
    sure = majority(patients).max(axis=1) == 1
    found = dawid_skene(patients).chances
    assert (found[sure].argmax(axis=1) == majority(patients)[sure].argmax(axis=1)).all()


def test_people_who_click_at_random_lose_to_few_who_do_not() -> None:
    rng = np.random.default_rng(5)
    truth = rng.integers(0, 3, 300)
    rows = []
    for unit, level in enumerate(truth):
        for rater in range(7):
            careful = rater < 3 and rng.random() < 0.95
            rows.append((unit, rater, int(level) if careful else int(rng.integers(0, 3))))
    ratings = ratings_of(rows, 3)
    by_most = (majority(ratings).argmax(axis=1) == truth).mean()
    weighed = (dawid_skene(ratings, smoothing=0.1).chances.argmax(axis=1) == truth).mean()
    assert weighed > by_most + 0.02
    assert weighed > 0.95


def test_an_item_that_the_better_people_get_wrong_stands_out() -> None:
    rng = np.random.default_rng(6)
    skill = np.linspace(0.55, 0.98, 20)
    rows = []
    for unit in range(60):
        for rater in range(20):
            share = 1.5 - skill[rater] if unit == 7 else skill[rater]
            rows.append((unit, rater, int(rng.random() < share)))
    ratings = ratings_of(rows, 2)
    found = discrimination(ratings, np.ones(60, dtype=np.intp))
    assert found[7] < -0.2
    assert np.nanmean(np.delete(found, 7)) > 0.1


def test_of_too_few_people_nothing_is_told() -> None:
    ratings = ratings_of([(0, 0, 1), (0, 1, 0), (1, 0, 1), (1, 1, 1)], 2)
    assert np.isnan(discrimination(ratings, np.ones(2, dtype=np.intp))).all()
