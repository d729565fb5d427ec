"""Agreement over a million judgments: coefficients beside a bare count table, intervals, whole processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.measure import Run, measure
from goldline.scoring import coefficients
from goldline.scoring.jackknife import Jackknife
from goldline.scoring.tallies import Ratings
from goldline.scoring.weights import distances_for, weights_for

LEVELS, RATERS, EACH = 5, 200, 10
GUIDELINE = {
    "guideline.yaml": """\
format: 1
id: rating
title: Rating
version: 1.0.0
modalities: [text]
locales: [en-US]
summary: One criterion of five levels.
""",
    "taxonomy.yaml": """\
severities: [minor]
findings:
  error: {title: Error, definition: Something wrong.}
""",
    "criteria/quality.yaml": """\
id: quality
title: Quality
question: How good is it?
scale:
  type: ordinal
  levels:
"""
    + "".join(f"    - {{value: {level}, label: L{level}, anchor: a}}\n" for level in range(1, LEVELS + 1)),
}


@dataclass(frozen=True)
class Speeds:
    """Seconds: of a bare count table with alpha, of each coefficient, of all with their intervals."""

    judgments: int
    bare: float
    each: dict[str, float]
    intervals: float

    @property
    def slowest(self) -> tuple[str, float]:
        """The coefficient that takes longest, and its seconds."""
        return max(self.each.items(), key=lambda pair: pair[1])


def draw(judgments: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return units, raters and levels: ten of two hundred raters for each unit, of different skill."""
    rng = np.random.default_rng(20261124)
    count = judgments // EACH
    units = np.repeat(np.arange(count), EACH)
    raters = np.concatenate([rng.permutation(RATERS)[:EACH] for _ in range(count)])
    truth = rng.integers(0, LEVELS, count)[units]
    knows = rng.random(len(units)) < rng.beta(6, 3, RATERS)[raters]
    return units, raters, np.where(knows, truth, rng.integers(0, LEVELS, len(units)))


def bare_alpha(units: np.ndarray, values: np.ndarray) -> float:
    """Return ordinal alpha by a count table and nothing else."""
    size = int(units.max()) + 1
    counts = np.bincount(units * LEVELS + values, minlength=size * LEVELS).reshape(size, LEVELS).astype(float)
    judged = counts @ np.ones(LEVELS)
    counts, judged = counts[judged > 1], judged[judged > 1]
    weighed = counts / (judged - 1)[:, None]
    table = weighed.T @ counts - np.diag(weighed.sum(axis=0))
    totals = table.sum(axis=0)
    apart = distances_for("ordinal", range(LEVELS), totals)
    return float(1 - (totals.sum() - 1) * (table * apart).sum() / (np.outer(totals, totals) * apart).sum())


def measure_coefficients(judgments: int = 1_000_000, times: int = 5) -> Speeds:
    """Return what coefficients cost."""
    units, raters, values = draw(judgments)
    ratings = Ratings.of_columns(units, raters, values, LEVELS)
    bare = _median(partial(bare_alpha, units, values), times)
    each = {
        name: _median(partial(use, ratings), times)
        for name, use in {
            "percent agreement": coefficients.percent_agreement,
            "alpha": partial(coefficients.krippendorff, metric="ordinal"),
            "fleiss": coefficients.fleiss,
            "AC1": coefficients.gwet,
            "AC2": partial(coefficients.gwet, weights="quadratic"),
            "conger": partial(coefficients.conger, weights="linear"),
        }.items()
    }
    return Speeds(judgments, bare, each, _median(partial(all_intervals, ratings), 1))


def all_intervals(ratings: Ratings) -> None:
    """Work out three coefficients with intervals over raters and over items."""
    quadratic = weights_for("quadratic", LEVELS)
    knife = Jackknife.of(ratings)
    knife.figures(
        {
            "alpha": lambda left: coefficients.alpha_from(
                left.tallies.coincidences, "ordinal", range(LEVELS)
            ),
            "ac2": lambda left: coefficients.gwet_from(left.tallies, quadratic),
            "conger": lambda left: coefficients.conger_from(
                left.tallies, left.mean, left.square, left.raters, quadratic
            ),
        },
        lambda value: coefficients.figure_of(value, knife.whole.tallies),
    )


def _median(use: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        start = perf_counter()
        use()
        seconds.append(perf_counter() - start)
    return median(seconds)


def make_log(folder: Path, judgments: int) -> Path:
    """Return a Parquet log of production work in a folder with its guideline, made if it is not there."""
    import pyarrow
    import pyarrow.parquet

    for name, text in GUIDELINE.items():
        path = folder / "guidelines" / "rating" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    log = folder / f"log-{judgments}.parquet"
    if not log.exists():
        units, raters, values = draw(judgments)
        table = pyarrow.table(
            {
                "item": [f"work-{unit:06}" for unit in units],
                "criterion": ["quality"] * len(units),
                "annotator": [f"r{rater:03}" for rater in raters],
                "value": values + 1,
                "guideline": ["rating@1.0.0"] * len(units),
                "seconds": [float(20 + row % 97) for row in range(len(units))],
                "submitted_at": [
                    f"2026-09-{1 + row % 28:02}T10:{row % 60:02}:{row // 60 % 60:02}Z"
                    for row in range(len(units))
                ],
            }
        )
        pyarrow.parquet.write_table(table, log)
    return log


def measure_command(folder: Path, judgments: int = 1_000_000) -> Run:
    """Return what `goldline agreement` costs from a Parquet log, all coefficients with intervals."""
    log = make_log(folder, judgments)
    return measure(["-C", folder, "agreement", log, "--format", "json"], sample_memory=True)
