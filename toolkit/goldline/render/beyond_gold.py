"""What a change does to all facts there can be, in the words and the order in which people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldline.model.report import DiffReport, Loss
from goldline.render.arrange import Listed, cut, labels_of
from goldline.render.words import Quote, listed, outcome_words, plural, value_words

Row = Mapping[str, Any]

_VERDICTS = {
    "equivalent": "judges as before",
    "stricter": "judges more strictly",
    "more-lenient": "judges more leniently",
    "incomparable": "judges differently",
}
_MOST_REASONS = 8
_MOST_ITEMS = 12


# --- the version -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Release:
    """Whether a guideline's version fits its change: a sentence for each, and why where it does not."""

    sentence: str
    ok: bool
    reasons: tuple[str, ...]


def releases(report: DiffReport, quote: Quote) -> list[Release]:
    """Return a sentence for each guideline that changed or went; reasons where its version does not fit."""
    found = [_loss(one, quote) for one in report.losses]
    for row in report.versions:
        required, head = str(row.get("required", "")), str(row.get("head", ""))
        if required in ("", "none") and row.get("ok", True):
            continue
        ok = bool(row.get("ok"))
        name = quote(str(row.get("guideline", "")))
        what = (
            f"This is a {required} change" if len(report.versions) == 1 else f"A {required} change to {name}"
        )
        if required == "none":
            what = "Nothing in it changed" if len(report.versions) == 1 else f"Nothing in {name} changed"
        said = f"{what}; the guideline declares {quote(head)}: {'right' if ok else _fault(row)}."
        reasons = [quote(str(reason)) for reason in row.get("reasons", ())]
        found.append(Release(said, ok, tuple(reasons[:_MOST_REASONS]) if not ok else ()))
    return found


def _loss(one: Loss, quote: Quote) -> Release:
    """Return that a guideline is gone: no version of it can fit, and its gold is named."""
    name, version = quote(one.guideline), quote(one.version)
    gone = f"This is a breaking change: the guideline {name}, last at {version}, is gone"
    if not one.items:
        return Release(f"{gone}. No gold names it any more.", False, ())
    count, many = len(one.items), _MOST_ITEMS
    names = [quote(name) for name in one.items[:many]]
    rest = [f"{count - many:,} more"] if count > many else []
    still = "still names it" if count == 1 else "still name it"
    sentence = f"{gone}. {plural(count, 'gold item')} {still}, and cannot be judged:"
    return Release(sentence, False, (listed([*names, *rest]),))


def _fault(row: Row) -> str:
    base, head = str(row.get("base", "")), str(row.get("head", ""))
    if base == head:
        return "it must be raised"
    given = row.get("declared")
    return "a version never falls" if given == "none" else f"that is only a {given} one"


# --- where judgments differ ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToldShift:
    """One difference: the rules behind it, the outcomes, how much of the space, and one example."""

    rules: str
    judged: str
    extent: str
    example: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpaceGroup:
    """What became of one criterion over all facts; `notes` say what is not plain about it."""

    guideline: str
    criterion: str
    title: str
    words: str
    notes: tuple[str, ...]
    shifts: Listed[ToldShift]


def group_spaces(report: DiffReport, quote: Quote, limit: int = 0) -> list[SpaceGroup]:
    """Return the criteria that judge some facts differently, or of which that is not known."""
    by_place: dict[tuple[str, str], list[Row]] = {}
    for shift in report.shifts:
        by_place.setdefault((shift["guideline"], shift["criterion"]), []).append(shift)
    groups = []
    for row in report.criteria:
        place = (row["guideline"], row["criterion"])
        shifts = sorted(by_place.get(place, ()), key=lambda one: -(one["share"] or 0))
        if row["verdict"] == "equivalent" and row["exhaustive"] and not shifts:
            continue
        told = [_shift(report, one, quote) for one in shifts]
        words = _VERDICTS.get(row["verdict"], row["verdict"])
        unknown = not row["exhaustive"] and row["verdict"] == "incomparable" and not shifts
        groups.append(
            SpaceGroup(
                *place,
                report.titles.get(place, ""),
                "cannot be compared in full" if unknown else words,
                tuple(_notes(row, quote)),
                cut(told, limit),
            )
        )
    return groups


def _notes(row: Row, quote: Quote) -> Iterator[str]:
    if row["via"]:
        yield f"It changes through {listed(quote(name) for name in row['via'])}."
    if row["redefined"]:
        verb = "reads" if len(row["redefined"]) == 1 else "read"
        yield f"{listed(quote(name) for name in row['redefined'])} {verb} findings in another way now."
    if not row["exhaustive"]:
        yield "Not all facts could be compared: these are the differences that were found."


def _shift(report: DiffReport, row: Row, quote: Quote) -> ToldShift:
    labels = labels_of(report, row["guideline"], row["criterion"])
    before, after = (
        value_words(row[side])
        if row[f"{side}_state"] == "decided" and not _is_level(row[side])
        else outcome_words(row[side], row[f"{side}_state"], labels)
        for side in ("base", "head")
    )
    return ToldShift(
        " and ".join(row["rules"]),
        f"{before} → {after}",
        f"{_share(row['share'])}, {_gold(row['judgments'])}",
        tuple((quote(name), quote(value_words(value))) for name, value in row["witness"].items()),
    )


def _is_level(value: object) -> bool:
    return value is None or isinstance(value, str | int)


def _share(share: float | None) -> str:
    if share is None:
        return "seen in an example"
    if share < 0.0001:
        return "less than 0.01 % of all combinations"
    return f"{share * 100:.3g} % of all combinations"


def _gold(judgments: int) -> str:
    return f"{plural(judgments, 'judgment')} of gold" if judgments else "no gold shows it"


def example_words(example: Sequence[tuple[str, str]]) -> str:
    """Return an example of facts: `on_topic: true, worst_error: minor`."""
    return ", ".join(f"{name}: {value}" for name, value in example)
