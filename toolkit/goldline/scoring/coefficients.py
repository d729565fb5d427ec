"""Coefficients of agreement, as functions of tallies. NaN inside this module means undefined.

Every function takes a batch as well as one set of judgments. `figure_of` turns a number into a
`Figure` with the reason where it is undefined.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goldline.model.figure import Figure
from goldline.scoring.tallies import (
    Ratings,
    Tallies,
    coincidence_table,
    confusion_of_two,
    count_table,
    rater_table,
    tally,
)
from goldline.scoring.weights import Floats, Metric, Weights, distances_for, weights_for

NOBODY_TWICE = "no item was judged by two people"
ALL_THE_SAME = "all judgments are the same, so nothing tells agreement from chance"


# --- from tallies, in batches ---------------------------------------------------------------


def observed_from(tallies: Tallies, weights: Floats) -> Floats:
    """Return the weighted share of pairs that agree, the mean over units with two judgments.

    Gwet (2014), equation 3.5.1 with its extension to ragged data (section 2.6).
    """
    return _divide((tallies.agreements * weights).sum(axis=(-1, -2)), tallies.paired)


def _corrected(observed: Floats, expected: Floats, tallies: Tallies) -> Floats:
    found = _divide(observed - expected, 1 - expected)
    return np.where(one_level(tallies), np.nan, found)


def one_level(tallies: Tallies) -> Floats:
    """Return where all judgments (of units with two) are of one level: there agreement has no yardstick."""
    used = (tallies.coincidences.sum(axis=-1) > 1e-6).sum(axis=-1)
    spread = (tallies.shares > 1e-6).sum(axis=-1)
    return np.asarray((used < 2) & (spread < 2))


def alpha_from(coincidences: Floats, metric: Metric, values: Sequence[float]) -> Floats:
    """Return Krippendorff's alpha: 1 less the observed through the expected disagreement.

    Krippendorff (2011), section C; with missing judgments the pairable ones alone count.
    """
    totals = coincidences.sum(axis=-1)
    size = totals.sum(axis=-1)
    apart = distances_for(metric, values, totals)
    observed = (coincidences * apart).sum(axis=(-1, -2))
    expected = (totals[..., :, None] * totals[..., None, :] * apart).sum(axis=(-1, -2))
    # With one level alone both are 0, but for what is lost in subtracting.
    scale = np.maximum(apart.max(axis=(-1, -2)) if apart.size else 0.0, 1e-12) * size * size
    ratio = _divide((size - 1) * observed, np.where(expected > 1e-12 * scale, expected, 0))
    return np.asarray(1 - ratio)


def fleiss_from(tallies: Tallies, weights: Floats) -> Floats:
    """Return Fleiss' kappa, generalised to weights and ragged data.

    Fleiss (1971), Psychological Bulletin 76; Gwet (2014), section 3.5.2.
    """
    spread = _divide(tallies.shares, tallies.units[..., None])
    expected = ((spread @ weights) * spread).sum(axis=-1)
    return _corrected(observed_from(tallies, weights), expected, tallies)


def gwet_from(tallies: Tallies, weights: Floats) -> Floats:
    """Return Gwet's AC1 (identity weights) or AC2 (others).

    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61; Gwet (2014), 4.3.5.
    The number of levels is that of the scale, used or not.
    """
    levels = weights.shape[-1]
    if levels < 2:
        return np.full(np.shape(tallies.paired), np.nan)
    spread = _divide(tallies.shares, tallies.units[..., None])
    expected = weights.sum() / (levels * (levels - 1)) * (spread * (1 - spread)).sum(axis=-1)
    return _corrected(observed_from(tallies, weights), expected, tallies)


def brennan_from(tallies: Tallies, weights: Floats) -> Floats:
    """Return Brennan and Prediger's coefficient (1981): chance is every level alike."""
    expected = np.asarray(weights.sum() / weights.shape[-1] ** 2)
    return _corrected(observed_from(tallies, weights), expected, tallies)


def conger_from(
    tallies: Tallies, mean: Floats, square: Floats, raters: Floats | float, weights: Floats
) -> Floats:
    """Return Conger's kappa: Cohen's for more than two raters, and ragged data.

    Conger (1980), Psychological Bulletin 88; Gwet (2014), section 2.4. `mean` and `square` are sums
    over raters of how a rater's judgments are spread, and of the products of that.
    """
    count = np.asarray(raters, dtype=np.float64)
    average = _divide(mean, count[..., None])
    both = average[..., :, None] * average[..., None, :]
    spread = _divide(square - count[..., None, None] * both, (count - 1)[..., None, None])
    expected = ((both - spread / np.maximum(count, 1)[..., None, None]) * weights).sum(axis=(-1, -2))
    return _corrected(observed_from(tallies, weights), expected, tallies)


def cohen_from(confusion: Floats, weights: Floats) -> Floats:
    """Return Cohen's kappa of two raters, plain or weighted.

    Cohen (1960), Educational and Psychological Measurement 20; (1968), Psychological Bulletin 70.
    """
    size = confusion.sum(axis=(-1, -2))
    share = _divide(confusion, size[..., None, None])
    expected = ((share.sum(axis=-1) @ weights) * share.sum(axis=-2)).sum(axis=-1)
    observed = (share * weights).sum(axis=(-1, -2))
    same = 1 - expected < 1e-12
    return np.where(same, np.nan, _divide(observed - expected, 1 - expected))


def spread_of_raters(table: Floats) -> tuple[Floats, Floats, float]:
    """Return the sums over raters that `conger_from` needs, and how many raters there are."""
    share = _divide(table, table.sum(axis=-1, keepdims=True))
    share = np.nan_to_num(share)
    return share.sum(axis=0), share.T @ share, float((table.sum(axis=-1) > 0).sum())


def _divide(top: Floats, bottom: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(bottom == 0, np.nan, top / np.where(bottom == 0, 1, bottom)))


# --- one at a time ---------------------------------------------------------------------------


def figure_of(value: object, tallies: Tallies) -> Figure:
    """Return a number as a figure; where it is NaN, with the reason why there is none."""
    number = float(np.asarray(value))
    if tallies.paired == 0:
        return Figure(None, NOBODY_TWICE)
    return Figure(None, ALL_THE_SAME) if not np.isfinite(number) else Figure(number)


def percent_agreement(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Return the share of pairs of judgments that agree, the mean over units."""
    tallies = tally(count_table(ratings))
    return figure_of(observed_from(tallies, weights_for(weights, ratings.levels)), tallies)


def krippendorff(
    ratings: Ratings, metric: Metric = "nominal", values: Sequence[float] | None = None
) -> Figure:
    """Return Krippendorff's alpha. `values` are the numbers of the levels (default: their ranks)."""
    coincidences = coincidence_table(count_table(ratings))
    if not coincidences.sum():
        return Figure(None, NOBODY_TWICE)
    at = range(ratings.levels) if values is None else values
    number = float(alpha_from(coincidences, metric, list(at)))
    return Figure(number) if np.isfinite(number) else Figure(None, ALL_THE_SAME)


def fleiss(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Return Fleiss' kappa."""
    tallies = tally(count_table(ratings))
    return figure_of(fleiss_from(tallies, weights_for(weights, ratings.levels)), tallies)


def gwet(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Return Gwet's AC1, or AC2 with weights other than `identity`."""
    tallies = tally(count_table(ratings))
    return figure_of(gwet_from(tallies, weights_for(weights, ratings.levels)), tallies)


def conger(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Return Conger's kappa, Cohen's for any number of raters."""
    tallies = tally(count_table(ratings))
    mean, square, raters = spread_of_raters(rater_table(ratings))
    return figure_of(
        conger_from(tallies, mean, square, raters, weights_for(weights, ratings.levels)), tallies
    )


def cohen(ratings: Ratings, weights: Weights = "identity") -> Figure:
    """Return Cohen's kappa of two raters over the units that both judged."""
    if ratings.rater_count != 2:
        return Figure(None, "it compares two people, and here are " + str(ratings.rater_count))
    return cohen_of_table(confusion_of_two(ratings), weights)


def cohen_of_table(confusion: Floats, weights: Weights | Floats = "identity") -> Figure:
    """Return Cohen's kappa of a table of counts, rows one rater and columns the other."""
    if not confusion.sum():
        return Figure(None, NOBODY_TWICE)
    how = weights_for(weights, len(confusion)) if isinstance(weights, str) else weights
    number = float(cohen_from(confusion, how))
    return Figure(None, ALL_THE_SAME) if not np.isfinite(number) else Figure(number)
