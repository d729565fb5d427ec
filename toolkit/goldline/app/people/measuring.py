"""Which coefficients fit a scale, and each of them with its intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from goldline.model.agreement import Coefficient
from goldline.model.figure import Figure
from goldline.model.scale import Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goldline.scoring.jackknife import Estimator
    from goldline.scoring.moments import Numbers
    from goldline.scoring.tallies import Ratings
    from goldline.scoring.weights import Metric, Weights

_MOST_NUMBERS = 64
"""Of more different numbers a table of each with each grows too large."""


def levels_of(scale: Scale, amount: NDArray[np.float64]) -> tuple[int, list[float]]:
    """Return how many levels there are, and the number of each: of words their rank."""
    if scale.numeric:
        import numpy as np

        values = [float(value) for value in np.unique(amount)]
        return len(values), values
    whole = [level.value for level in scale.levels if isinstance(level.value, int)]
    if len(whole) == len(scale.levels):
        return len(whole), [float(value) for value in whole]
    return len(scale.levels), [float(rank) for rank in range(len(scale.levels))]


def coefficients_of(
    scale: Scale, ratings: Ratings, values: list[float], amount: NDArray[np.float64]
) -> Iterator[Coefficient]:
    """Yield every coefficient that fits a scale; `values` are the numbers of its levels."""
    from goldline.scoring.coefficients import figure_of
    from goldline.scoring.jackknife import Jackknife
    from goldline.scoring.moments import Numbers, icc_one_way, icc_two_way

    counted = _counted(scale)
    at = amount if scale.numeric else _array(values)[ratings.values]
    numbers = Numbers(ratings.units, ratings.raters, at, ratings.items)
    if scale.numeric and len(values) > _MOST_NUMBERS:
        yield from _of_many_numbers(scale, numbers)
    else:
        estimators = _estimators(scale, ratings, values)
        knife = Jackknife.of(ratings)
        figures = knife.figures(
            {name: estimate for name, (_, estimate) in estimators.items()},
            lambda value: figure_of(value, knife.whole.tallies),
        )
        for name, (title, _) in estimators.items():
            yield Coefficient(name, title, figures[name])
        if ratings.rater_count > 2 and not scale.numeric:
            why = f"it compares two people, and here are {ratings.rater_count}: see Conger's"
            yield Coefficient("kappa", "Cohen's kappa", Figure(None, why))
    if counted:
        yield Coefficient("icc-one-way", "ICC(1)", icc_one_way(numbers))
        yield Coefficient("icc-two-way", "ICC(2,1)", icc_two_way(numbers))


def _array(values: list[float]) -> NDArray[np.float64]:
    import numpy as np

    return np.array(values, dtype=np.float64)


def _counted(scale: Scale) -> bool:
    """Whether its values are numbers that can be added up: a number, or levels that are numbered in order."""
    return scale.numeric or (
        scale.type == "ordinal" and all(isinstance(level.value, int) for level in scale.levels)
    )


def _has_ratios(scale: Scale, values: list[float]) -> bool:
    """Whether twice as much means something: nothing lies below 0."""
    if scale.numeric:
        return scale.minimum is not None and scale.minimum >= 0
    return _counted(scale) and min(values, default=0) >= 0


def _of_many_numbers(scale: Scale, numbers: Numbers) -> Iterator[Coefficient]:
    from goldline.scoring import many_numbers as use
    from goldline.scoring.moments import alpha_of_numbers

    yield Coefficient("alpha-interval", "Krippendorff's alpha (interval)", alpha_of_numbers(numbers))
    if _has_ratios(scale, []):
        yield Coefficient("alpha-ratio", "Krippendorff's alpha (ratio)", use.ratio_of_numbers(numbers))
    yield Coefficient("alpha-ordinal", "Krippendorff's alpha (ordinal)", use.ordinal_of_numbers(numbers))
    yield Coefficient("alpha-nominal", "Krippendorff's alpha (nominal)", use.nominal_of_numbers(numbers))
    yield Coefficient("percent", "percent agreement", use.percent_of_numbers(numbers))


def _estimators(scale: Scale, ratings: Ratings, values: list[float]) -> dict[str, tuple[str, Estimator]]:
    import numpy as np

    from goldline.scoring import coefficients as use
    from goldline.scoring.weights import weights_for

    levels = ratings.levels

    def alpha(metric: Metric) -> Estimator:
        return lambda left: use.alpha_from(left.tallies.coincidences, metric, values)

    def kappa(how: Weights) -> Estimator:
        weights = weights_for(how, levels)
        # Cohen's takes pairs of the two alone; where there are more people there is no such table.
        return lambda left: (
            np.full(np.shape(left.tallies.paired), np.nan)
            if left.confusion is None
            else use.cohen_from(left.confusion, weights)
        )

    def conger(how: Weights) -> Estimator:
        weights = weights_for(how, levels)
        return lambda left: use.conger_from(left.tallies, left.mean, left.square, left.raters, weights)

    def by_weights(measure: Callable[[Any, Any], Any], how: Weights) -> Estimator:
        weights = weights_for(how, levels)
        return lambda left: measure(left.tallies, weights)

    ordered, numbers = scale.type == "ordinal", _counted(scale)
    found: dict[str, tuple[str, Estimator]] = {}
    metrics: dict[Metric, bool] = {
        "ordinal": ordered or numbers,
        "interval": numbers,
        "ratio": numbers and _has_ratios(scale, values),
        "nominal": True,
    }
    for metric, fits in metrics.items():
        if fits:
            found[f"alpha-{metric}"] = (f"Krippendorff's alpha ({metric})", alpha(metric))
    percent = ("percent agreement", by_weights(use.observed_from, "identity"))
    if scale.numeric:
        return {**found, "percent": percent}
    if ordered:
        found["ac2"] = ("Gwet's AC2 (quadratic)", by_weights(use.gwet_from, "quadratic"))
        found["ac2-linear"] = ("Gwet's AC2 (linear)", by_weights(use.gwet_from, "linear"))
    found["ac1"] = ("Gwet's AC1", by_weights(use.gwet_from, "identity"))
    found["fleiss"] = ("Fleiss' kappa", by_weights(use.fleiss_from, "identity"))
    hows: tuple[Weights, ...] = ("identity", "linear", "quadratic") if ordered else ("identity",)
    two = ratings.rater_count == 2
    for how in hows:
        tail, words = ("", "") if how == "identity" else (f"-{how}", f" ({how})")
        if two:
            found[f"kappa{tail}"] = (f"Cohen's kappa{words}", kappa(how))
        else:
            found[f"conger{tail}"] = (f"Conger's kappa{words}", conger(how))
    if ordered:
        weighted = by_weights(use.observed_from, "quadratic")
        found["percent-quadratic"] = ("weighted agreement (quadratic)", weighted)
    return {**found, "percent": percent}
