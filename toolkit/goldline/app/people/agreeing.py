"""`agreement`: how well people agree, per criterion, with the coefficients that fit its scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goldline.app.browsing.library import Library
from goldline.app.people.found_agreement import findings_agreement
from goldline.app.people.groups import group
from goldline.app.people.measuring import coefficients_of, levels_of
from goldline.errors import GoldlineError
from goldline.model.agreement import (
    FAIR,
    GOOD,
    AgreementReport,
    Coefficient,
    CriterionAgreement,
    Meetings,
    Verdict,
)
from goldline.model.criterion import Criterion
from goldline.model.figure import Figure
from goldline.model.judgments import Judgments
from goldline.model.scale import Scale
from goldline.reading.names import did_you_mean, listed
from goldline.rules.show import show_value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from goldline.scoring.tallies import Ratings

SKEWED = 0.8
"""From this share of one level on, chance agreement is so high that kappa and alpha mislead."""
_APART = 0.15
_FEW_UNITS = 20
_MOST_MEETING = 12


def agree(
    library: Library,
    judgments: Judgments,
    *,
    guideline: str | None = None,
    criterion: str | None = None,
    by: str | None = None,
    teams: Mapping[str, str] | None = None,
    gamma: bool = False,
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
        findings=tuple(findings_agreement(library, judgments, guideline, gamma=gamma))
        if by is None and criterion is None
        else (),
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
    levels, values = levels_of(scale, amount)
    codes = amount.astype(np.intp) if not scale.numeric else np.searchsorted(np.array(values), amount)
    ratings = Ratings.of_columns(target, annotator, codes, max(levels, 1), items)
    sizes = np.bincount(ratings.units, minlength=ratings.unit_count)
    several = sizes > 1
    coefficients = tuple(coefficients_of(scale, ratings, values, amount))
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
        meetings=_meetings(scale, ratings, values),
    )


def verdict_of(figure: Figure) -> Verdict:
    """Return what a coefficient says; `unsure` where its interval reaches both good and poor."""
    if figure.value is None:
        return "undefined"
    interval = figure.interval
    if interval is not None and (interval.low or 0) < FAIR and (interval.high or 0) >= GOOD:
        return "unsure"
    return "good" if figure.value >= GOOD else "fair" if figure.value >= FAIR else "poor"


def _meetings(scale: Scale, ratings: Ratings, values: Sequence[float]) -> Meetings | None:
    import numpy as np

    from goldline.scoring.tallies import coincidence_table, count_table, meeting_table

    if not 0 < len(values) <= _MOST_MEETING:
        return None
    names = [f"{one:g}" for one in values] if scale.numeric else [show_value(x.value) for x in scale.levels]
    counts = np.ascontiguousarray(count_table(ratings))
    return Meetings(
        tuple(names),
        tuple(tuple(map(float, row)) for row in coincidence_table(counts)),
        tuple(tuple(map(int, row)) for row in meeting_table(counts, ratings.items)),
    )


def _common(scale: Scale, codes: NDArray[np.intp], values: Sequence[float]) -> tuple[str, float] | None:
    import numpy as np

    if not len(codes):
        return None
    counts = np.bincount(codes)
    most = int(counts.argmax())
    shown = f"{values[most]:g}" if scale.numeric else show_value(scale.levels[most].value)
    return shown, float(counts[most] / counts.sum())


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
