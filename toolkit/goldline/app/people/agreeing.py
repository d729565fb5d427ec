"""`agreement`: how well people agree, per criterion, with the coefficients that fit its scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goldline.app.browsing.library import Library
from goldline.app.people.findings import found_of
from goldline.app.people.groups import group
from goldline.errors import GoldlineError
from goldline.model.agreement import (
    FAIR,
    GOOD,
    AgreementReport,
    Coefficient,
    CriterionAgreement,
    FindingsAgreement,
    Verdict,
)
from goldline.model.criterion import Criterion
from goldline.model.figure import Figure
from goldline.model.judgments import Judgments
from goldline.model.scale import Scale
from goldline.reading.names import did_you_mean, listed
from goldline.rules.show import show_value
from goldline.scoring.overlap import Found, pairwise_f1

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goldline.scoring.jackknife import Estimator
    from goldline.scoring.tallies import Ratings
    from goldline.scoring.weights import Metric, Weights

SKEWED = 0.8
"""From this share of one level on, chance agreement is so high that kappa and alpha mislead."""
_APART = 0.15
_MOST_NUMBERS = 64
_FEW_UNITS = 20


def agree(
    library: Library,
    judgments: Judgments,
    *,
    guideline: str | None = None,
    criterion: str | None = None,
    by: str | None = None,
    teams: Mapping[str, str] | None = None,
) -> AgreementReport:
    """Return how well people agree on each criterion, or on each part of it that `by` makes."""
    need_numpy()
    _check_names(library, guideline, criterion)
    keys = dict.fromkeys((t.guideline, t.criterion) for t in judgments.targets)
    order = [
        (name, one)
        for name, known in library.guidelines.items()
        for one in known.criteria
        if (name, one) in keys and guideline in (None, name) and criterion in (None, one)
    ]
    masks: dict[str, list[bool] | None] = {"": None}
    if by is not None:
        masks = dict(group(judgments, by, library, dict(teams or {})).masks())
    columns = _Columns.of(judgments)
    found = [
        one
        for key in order
        for name, mask in masks.items()
        if (one := _criterion(library, judgments, columns, key, name, mask)) is not None
    ]
    return AgreementReport(
        source=judgments.name,
        by=by or "",
        criteria=tuple(found),
        findings=tuple(_findings(library, judgments, guideline)) if by is None and criterion is None else (),
        problems=judgments.problems,
        read=judgments.read,
        used=len(judgments),
        notes=library.notes(),
    )


def need_numpy() -> None:
    """Raise `GoldlineError` where numpy is not installed."""
    try:
        import numpy  # noqa: F401
    except ImportError:
        raise GoldlineError(
            "computing agreement needs the package numpy", hint="pip install 'goldline[people]'"
        ) from None


def _check_names(library: Library, guideline: str | None, criterion: str | None) -> None:
    chosen = library.chosen([guideline] if guideline else [])
    known = list(dict.fromkeys(name for one in chosen.values() for name in one.criteria))
    if criterion is not None and criterion not in known:
        hint = did_you_mean(criterion, known).removeprefix("; ") or f"there are {listed(known)}"
        raise GoldlineError(f"there is no criterion `{criterion}`", hint=hint)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The judgments as arrays, and what each target is."""

    target: NDArray[np.intp]
    annotator: NDArray[np.intp]
    amount: NDArray[np.float64]
    item_of_target: NDArray[np.intp]

    @classmethod
    def of(cls, judgments: Judgments) -> _Columns:
        import numpy as np

        items: dict[tuple[str, str], int] = {}
        numbers = [items.setdefault((t.guideline, t.item_id), len(items)) for t in judgments.targets]
        return cls(
            np.frombuffer(judgments.target, dtype=np.intc).astype(np.intp),
            np.frombuffer(judgments.annotator, dtype=np.intc).astype(np.intp),
            np.frombuffer(judgments.amounts, dtype=np.float64),
            np.array(numbers, dtype=np.intp),
        )


def _criterion(
    library: Library,
    judgments: Judgments,
    columns: _Columns,
    key: tuple[str, str],
    name: str,
    mask: list[bool] | None,
) -> CriterionAgreement | None:
    import numpy as np

    inside = np.array([(t.guideline, t.criterion) == key for t in judgments.targets], dtype=bool)
    chosen = inside[columns.target]
    if mask is not None:
        chosen &= np.array(mask, dtype=bool)
    if not chosen.any():
        return None
    target, annotator, amount = columns.target[chosen], columns.annotator[chosen], columns.amount[chosen]
    there = ~np.isnan(amount)
    not_judged = int((~there).sum())
    target, annotator, amount = target[there], annotator[there], amount[there]
    known = library.guidelines[key[0]].criteria[key[1]]
    return _measure(key, known, name, target, annotator, amount, columns.item_of_target, not_judged)


def _measure(
    key: tuple[str, str],
    criterion: Criterion,
    name: str,
    target: NDArray[np.intp],
    annotator: NDArray[np.intp],
    amount: NDArray[np.float64],
    items: NDArray[np.intp],
    not_judged: int,
) -> CriterionAgreement:
    import numpy as np

    from goldline.scoring.tallies import Ratings

    scale = criterion.scale
    levels, values = _levels(scale, amount)
    codes = amount.astype(np.intp) if not scale.numeric else np.searchsorted(np.array(values), amount)
    ratings = Ratings.of_columns(target, annotator, codes, max(levels, 1), items)
    sizes = np.bincount(ratings.units, minlength=ratings.unit_count)
    several = sizes > 1
    coefficients = tuple(_coefficients(scale, ratings, values, amount))
    common = _common(scale, codes, values)
    trusted, because, notes = _advise(scale, coefficients, common, int(several.sum()))
    figure = next(one.figure for one in coefficients if one.name == trusted)
    return CriterionAgreement(
        guideline=key[0],
        criterion=key[1],
        title=criterion.title,
        scale=scale.type,
        group=name,
        judgments=len(amount),
        not_judged=not_judged,
        units=int(several.sum()),
        single=int((sizes == 1).sum()),
        items=len(np.unique(ratings.items[several])),
        raters=ratings.rater_count,
        common=common,
        trusted=trusted,
        because=because,
        verdict=verdict_of(figure),
        coefficients=coefficients,
        notes=notes,
    )


def verdict_of(figure: Figure) -> Verdict:
    """Return what a coefficient says; `unsure` where its interval reaches both good and poor."""
    if figure.value is None:
        return "undefined"
    interval = figure.interval
    if interval is not None and (interval.low or 0) < FAIR and (interval.high or 0) >= GOOD:
        return "unsure"
    return "good" if figure.value >= GOOD else "fair" if figure.value >= FAIR else "poor"


def _levels(scale: Scale, amount: NDArray[np.float64]) -> tuple[int, list[float]]:
    """Return how many levels there are, and the number of each: of words their rank."""
    if scale.numeric:
        import numpy as np

        values = [float(value) for value in np.unique(amount)]
        return len(values), values
    whole = [level.value for level in scale.levels if isinstance(level.value, int)]
    if len(whole) == len(scale.levels):
        return len(whole), [float(value) for value in whole]
    return len(scale.levels), [float(rank) for rank in range(len(scale.levels))]


def _common(scale: Scale, codes: NDArray[np.intp], values: Sequence[float]) -> tuple[str, float] | None:
    import numpy as np

    if not len(codes):
        return None
    counts = np.bincount(codes)
    most = int(counts.argmax())
    shown = f"{values[most]:g}" if scale.numeric else show_value(scale.levels[most].value)
    return shown, float(counts[most] / counts.sum())


# --- which coefficients -----------------------------------------------------------------------


def _coefficients(
    scale: Scale, ratings: Ratings, values: list[float], amount: NDArray[np.float64]
) -> Iterator[Coefficient]:
    from goldline.scoring.coefficients import figure_of
    from goldline.scoring.jackknife import Jackknife
    from goldline.scoring.moments import Numbers, alpha_of_numbers, icc_one_way, icc_two_way

    numbers = Numbers(ratings.units, ratings.raters, amount, ratings.items)
    if scale.numeric and len(values) > _MOST_NUMBERS:
        yield Coefficient("alpha-interval", "Krippendorff's alpha (interval)", alpha_of_numbers(numbers))
        reason = f"more than {_MOST_NUMBERS} different numbers were given"
        yield Coefficient("alpha-ratio", "Krippendorff's alpha (ratio)", Figure(None, reason))
        yield Coefficient("percent", "percent agreement", Figure(None, reason))
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
    if scale.numeric:
        yield Coefficient("icc-one-way", "ICC(1)", icc_one_way(numbers))
        yield Coefficient("icc-two-way", "ICC(2,1)", icc_two_way(numbers))


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

    def by_weights(measure: object, how: Weights) -> Estimator:
        weights = weights_for(how, levels)
        return lambda left: measure(left.tallies, weights)  # type: ignore[operator]

    percent = by_weights(use.observed_from, "identity")
    found: dict[str, tuple[str, Estimator]] = {}
    if scale.numeric:
        found["alpha-interval"] = ("Krippendorff's alpha (interval)", alpha("interval"))
        if scale.minimum is not None and scale.minimum >= 0:
            found["alpha-ratio"] = ("Krippendorff's alpha (ratio)", alpha("ratio"))
        return {**found, "percent": ("percent agreement", percent)}
    ordered = scale.type == "ordinal"
    if ordered:
        found["alpha-ordinal"] = ("Krippendorff's alpha (ordinal)", alpha("ordinal"))
        if all(isinstance(level.value, int) for level in scale.levels):
            found["alpha-interval"] = ("Krippendorff's alpha (interval)", alpha("interval"))
    found["alpha-nominal"] = ("Krippendorff's alpha (nominal)", alpha("nominal"))
    if ordered:
        found["ac2"] = ("Gwet's AC2 (quadratic)", by_weights(use.gwet_from, "quadratic"))
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
    return {**found, "percent": ("percent agreement", percent)}


# --- which of them to believe -----------------------------------------------------------------

_RAGGED = "it takes gaps in the data and any number of people"
_ALPHA = {
    "ordinal": ("alpha-ordinal", "ac2", f"{_RAGGED}, and a near miss for less than a far one"),
    "nominal": ("alpha-nominal", "ac1", f"{_RAGGED}, and levels without order"),
    "binary": ("alpha-nominal", "ac1", _RAGGED),
    "numeric": ("alpha-interval", "alpha-interval", f"{_RAGGED}, and numbers by their distance"),
}


def _advise(
    scale: Scale, coefficients: Sequence[Coefficient], common: tuple[str, float] | None, units: int
) -> tuple[str, str, tuple[str, ...]]:
    """Return the coefficient to believe, why, and what else to know."""
    figures = {one.name: one.figure for one in coefficients}
    trusted, other, because = _ALPHA[scale.type]
    notes = []
    alpha, rival = figures[trusted].value, figures[other].value
    skewed = common is not None and common[1] >= SKEWED
    if skewed and common is not None and alpha is not None and rival is not None and rival - alpha > _APART:
        notes.append(
            "nearly all judgments are of one level. Then kappa and alpha come out low even where people "
            "agree, and say more of the items than of the people: believe Gwet's, and judge more items of "
            "other levels"
        )
        trusted = other
        because = f"nearly all judgments are {common[0]}, which alpha and kappa take for chance"
    if 0 < units < _FEW_UNITS:
        notes.append(f"fewer than {_FEW_UNITS} things were judged by two people or more: too few to build on")
    if not figures[trusted].defined:
        notes.append(figures[trusted].reason)
    return trusted, because, tuple(notes)


# --- findings ---------------------------------------------------------------------------------


def _findings(library: Library, judgments: Judgments, guideline: str | None) -> Iterator[FindingsAgreement]:
    items = {item.id: item for item in library.items}
    by_item: dict[str, list[list[Found]]] = defaultdict(list)
    people: dict[str, set[int]] = defaultdict(set)
    for (annotator, item_id), raw in judgments.findings.items():
        item = items.get(item_id)
        if item is not None and guideline in (None, item.guideline):
            by_item[item_id].append(found_of(item, raw))
            people[item.guideline].add(annotator)
    for name in dict.fromkeys(items[item_id].guideline for item_id in by_item):
        sets = [several for item_id, several in by_item.items() if items[item_id].guideline == name]
        yield FindingsAgreement(
            name,
            sum(len(several) > 1 for several in sets),
            len(people[name]),
            _mean(pairwise_f1(several, types=False) for several in sets),
            _mean(pairwise_f1(several) for several in sets),
        )


def _mean(values: Iterable[float | None]) -> Figure:
    there = [value for value in values if value is not None]
    if not there:
        return Figure(None, "no two people recorded findings of the same item")
    return Figure(sum(there) / len(there))
