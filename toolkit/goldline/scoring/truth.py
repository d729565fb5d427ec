"""What is probably true where people differ: by majority, and by how reliable each of them is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldline.scoring.tallies import Ratings, count_table
from goldline.scoring.weights import Floats

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Truth:
    """The estimate: of each unit the chance of each level, of each level its share, and each rater's errors.

    `errors[rater, true, said]` is how often a rater says one level where another is true.
    """

    chances: Floats
    shares: Floats
    errors: Floats
    rounds: int


def majority(ratings: Ratings) -> Floats:
    """Return how the judgments of each unit are spread over the levels: a row a unit."""
    counts = count_table(ratings)
    return np.asarray(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def dawid_skene(
    ratings: Ratings, *, rounds: int = 200, tolerance: float = 1e-6, smoothing: float = 0.0
) -> Truth:
    """Return what is probably true, weighing people by errors that are estimated at the same time.

    Dawid and Skene (1979), Applied Statistics 28: expectation maximisation, begun with the majority.
    `smoothing` adds that many imagined judgments to every cell of a rater's errors, for raters of few.
    """
    chances = majority(ratings)
    before = chances
    shares, errors = _estimate(ratings, chances, smoothing)
    done = 0
    while done < rounds:
        done += 1
        chances = _expect(ratings, shares, errors)
        shares, errors = _estimate(ratings, chances, smoothing)
        if len(chances) == 0 or float(np.abs(chances - before).max()) < tolerance:
            break
        before = chances
    return Truth(chances, shares, errors, done)


def _estimate(ratings: Ratings, chances: Floats, smoothing: float) -> tuple[Floats, Floats]:
    levels, raters = ratings.levels, ratings.rater_count
    cells = ratings.raters * levels + ratings.values
    errors = np.empty((raters, levels, levels))
    for level in range(levels):
        weights = chances[ratings.units, level]
        found = np.bincount(cells, weights=weights, minlength=raters * levels)
        errors[:, level, :] = found.reshape(raters, levels)
    errors += smoothing
    errors /= np.maximum(errors.sum(axis=2, keepdims=True), _TINY)
    return np.asarray(chances.mean(axis=0)), errors


def _expect(ratings: Ratings, shares: Floats, errors: Floats) -> Floats:
    logs = np.log(np.maximum(errors, _TINY))
    found = np.empty((ratings.unit_count, ratings.levels))
    for level in range(ratings.levels):
        of_judgment = logs[ratings.raters, level, ratings.values]
        found[:, level] = np.bincount(ratings.units, weights=of_judgment, minlength=ratings.unit_count)
    found += np.log(np.maximum(shares, _TINY))
    found -= found.max(axis=1, keepdims=True)
    np.exp(found, out=found)
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def discrimination(ratings: Ratings, truth: Floats, fewest: int = 5) -> Floats:
    """Return for each unit how well it tells reliable people from others: a correlation, NaN if unknown.

    It is that of being right here with the share of being right elsewhere (the corrected item-total
    correlation of classical test theory). Below 0 the better people are wrong: look at the item.
    """
    right = (truth[ratings.units] == ratings.values).astype(np.float64)
    total = np.bincount(ratings.raters, weights=right, minlength=ratings.rater_count)
    count = np.bincount(ratings.raters, minlength=ratings.rater_count)
    others = count[ratings.raters] - 1
    some = others > 0
    rest = np.divide(total[ratings.raters] - right, others, out=np.zeros_like(right), where=some)
    units, size = ratings.units[some], ratings.unit_count
    x, y = right[some], rest[some]
    n = np.bincount(units, minlength=size).astype(np.float64)

    def mean(values: Floats) -> Floats:
        return np.bincount(units, weights=values, minlength=size) / np.maximum(n, 1)

    x = x - mean(x)[units]
    y = y - mean(y)[units]
    spread = np.sqrt(mean(x * x) * mean(y * y))
    known = (n >= fewest) & (spread > 1e-9)
    return np.where(known, mean(x * y) / np.where(known, spread, 1), np.nan)
