"""`assess new`: items drawn for an analyst, the form without answers, and the record that the lead keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from goldline.app.assessing.drawing import Candidate, candidates, draw, strata_of
from goldline.app.assessing.exposure import MOST_SHOWN, exposures, held_out_items, seen_by, unburnt
from goldline.app.assessing.form import LARGEST_FORM, Showcase, build_form
from goldline.app.assessing.records import Records, record_document
from goldline.app.browsing.library import Library
from goldline.errors import GoldlineError
from goldline.model.assessment import Asked, Assessment, Blueprint
from goldline.model.assessment_form import Form
from goldline.model.guideline import Guideline
from goldline.model.judgments import Judgments
from goldline.scoring.sequential import SequentialTest, expected_judgments

_SHORT = 0.75
BOUNDS = ("passes_at", "fails_at")
"""Of a test: these follow from the length of its form."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the lead asks for."""

    guideline: str
    analyst: str
    id: str
    seed: int
    minutes: int = 20
    locales: tuple[str, ...] = ()
    due: str = ""
    created: str = ""
    most: int = MOST_SHOWN
    findings: bool = False
    test: SequentialTest = field(default_factory=SequentialTest)


@dataclass(frozen=True, slots=True)
class Issued:
    """A drawn assessment, still without the checksum of its form, and what the lead should know of it."""

    assessment: Assessment
    form: Form
    notes: tuple[str, ...]

    def recorded(self, form: bytes) -> bytes:
        """Return the record, with the checksum of the form that goes out."""
        return record_document(replace(self.assessment, form=hashlib.sha256(form).hexdigest()))


def issue(library: Library, records: Records, order: Order, judgments: Judgments | None = None) -> Issued:
    """Return an assessment drawn from held-out items that the analyst has not seen and nobody has leaked."""
    guideline = library.chosen([order.guideline])[order.guideline]
    fault = order.test.fault()
    if fault:
        raise GoldlineError(fault)
    if not order.analyst.strip():
        raise GoldlineError("for which analyst is it?", hint="name them: --analyst a17")
    pool, notes = _pool(library, records, order, judgments)
    drawn = _draw_clean(library, pool, order, unburnt(exposures(library, records, order.most)), notes)
    if not drawn:
        raise GoldlineError(
            f"there is no held-out item of `{order.guideline}` left to ask {order.analyst}",
            hint="; ".join(notes) or "write some: a gold set with `visibility: held-out`",
        )
    expected = round(sum(one.seconds for one in drawn) / 60, 1)
    finds = [_asks_findings(guideline, order, one) for one in drawn]
    test, promise = _calibrated(
        order.test, [_size(one, asked) for one, asked in zip(drawn, finds, strict=True)]
    )
    assessment = Assessment(
        id=order.id,
        analyst=order.analyst,
        guideline=guideline.id,
        version=guideline.version,
        commit=library.frame.tree.commit or "",
        created=order.created or datetime.now(UTC).isoformat(timespec="milliseconds"),
        due=order.due or _in_a_week(order.created),
        seed=order.seed,
        test=tuple(
            (name, value)
            for name in ("good", "poor", "wrongly_passed", "wrongly_failed", "alike", *BOUNDS)
            if (value := getattr(test, name)) is not None
        ),
        blueprint=Blueprint(order.minutes, expected, strata_of(drawn)),
        asked=tuple(
            Asked(f"q{number:02}", one.item.id, one.targets, asked)
            for number, (one, asked) in enumerate(zip(drawn, finds, strict=True), start=1)
        ),
        form="",
        result=None,
        file=f"{order.id}.yaml",
        data=b"",
    )
    if expected < _SHORT * order.minutes:
        notes.append(
            f"it takes about {expected:g} minutes, not {order.minutes}: there are no more items to draw"
        )
    notes.append(promise)
    if order.findings and not any(finds):
        notes.append("it asks for no findings: the gold of these items has none recorded")
    return Issued(assessment, build_form(library, assessment, drawn, guideline.title), tuple(notes))


def _calibrated(test: SequentialTest, form: Sequence[int]) -> tuple[SequentialTest, str]:
    """Return the test with bounds for this form, and what it does to a good and to a poor analyst."""
    try:
        from goldline.scoring.calibrating import calibrated, odds_of
    except ImportError:
        judgments = sum(form)
        effect = sum(size * size for size in form) / judgments - 1
        usual = round(expected_judgments(test, test.good) * (1 + effect * test.alike))
        return test, (
            f"it asks for {judgments} judgments, and a verdict on a good analyst takes about {usual}: an "
            "undecided one is added to by the next (how often it decides is told with "
            "`pip install 'goldline[people]'`)"
        )
    found = calibrated(test, form)
    good, poor = (odds_of(found, form, share) for share in (test.good, test.poor))
    return found, (
        f"with this form, of people right in {100 * test.good:g} % of their judgments "
        f"{100 * good.passes:.0f} in 100 pass at once, and {100 * good.fails_in_the_end:.0f} fail in the "
        f"end; of people right in {100 * test.poor:g} % {100 * poor.fails:.0f} fail at once, and "
        f"{100 * poor.passes_in_the_end:.0f} pass in the end; who is left over needs another one"
    )


def _size(one: Candidate, findings: bool) -> int:
    """Return how many answers of an item can be right or wrong; where nothing is to be found, that is one."""
    return len(one.targets) + (max(1, len(one.item.findings or ())) if findings else 0)


def _asks_findings(guideline: Guideline, order: Order, one: Candidate) -> bool:
    """Whether it is asked what is wrong with an item: where gold knows, and there are types of errors."""
    return order.findings and one.item.findings is not None and bool(guideline.taxonomy.types)


def _pool(
    library: Library, records: Records, order: Order, judgments: Judgments | None
) -> tuple[list[Candidate], list[str]]:
    every = [
        item
        for item in held_out_items(library, order.guideline)
        if not order.locales or item.locale in order.locales
    ]
    fresh = unburnt(exposures(library, records, order.most))
    seen = seen_by(library, records, judgments)[order.analyst]
    showcase = Showcase(library)
    notes: list[str] = []
    kept = []
    counts = {"burnt": 0, "seen": 0}
    room = LARGEST_FORM // 12  # so that a dozen of the largest fit
    for item in every:
        if item.id not in fresh:
            counts["burnt"] += 1
        elif item.id in seen:
            counts["seen"] += 1
        elif fault := showcase.fault(item):
            notes.append(f"`{item.id}` is left out: {fault}")
        elif showcase.size(item) > room:
            notes.append(f"`{item.id}` is left out: its media are too large for a form")
        else:
            kept.append(item)
    if counts["seen"]:
        notes.append(f"{order.analyst} has seen {counts['seen']} of {len(every)} held-out items already")
    if counts["burnt"]:
        notes.append(f"{counts['burnt']} are burnt (`goldline assess items` lists them)")
    return candidates(library, kept, judgments), notes


def _draw_clean(
    library: Library, pool: list[Candidate], order: Order, shown: Mapping[str, int], notes: list[str]
) -> list[Candidate]:
    """Return a draw in which no file can tell an answer; media are looked through when they are drawn."""
    showcase = Showcase(library)
    clean: set[str] = set()
    while True:
        drawn = draw(pool, order.minutes, order.seed, shown)
        faults = {
            one.item.id: fault
            for one in drawn
            if one.item.id not in clean and (fault := showcase.secrets(one.item))
        }
        if not faults:
            return drawn
        clean.update(one.item.id for one in drawn if one.item.id not in faults)
        notes += [f"`{name}` is left out: {fault}" for name, fault in faults.items()]
        pool = [one for one in pool if one.item.id not in faults]


def _in_a_week(created: str) -> str:
    day = date.fromisoformat(created[:10]) if created else datetime.now(UTC).date()
    return date.fromordinal(day.toordinal() + 7).isoformat()
