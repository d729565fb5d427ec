"""`assess grade`: an analyst's answers against the gold that the assessment was drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from goldline.app.assessing.found import FoundMark, findings_fault, mark_findings
from goldline.app.assessing.issuing import BOUNDS
from goldline.app.assessing.records import Records, with_result
from goldline.app.browsing.library import Library
from goldline.app.people.gold import Gold, Right, place_on
from goldline.errors import GoldlineError
from goldline.model.assessment import FINDINGS, Asked, Assessment, CriterionGrade, Grade, Result, Submission
from goldline.model.gold import Item
from goldline.model.judgments import JudgedTarget
from goldline.model.scale import NOT_JUDGED
from goldline.reading.names import did_you_mean, shown
from goldline.reading.submission import BadSubmissionError, read_submission
from goldline.rules.show import show_value
from goldline.scoring.confusion import Judged
from goldline.scoring.proportion import wilson
from goldline.scoring.sequential import SequentialTest, evidence_of, look
from goldline.writing.disk import Write

FEWEST_TOLD = 5
"""Of fewer judgments of a criterion nothing is told: it would tell of single items."""
_SHORTEST = 0.25


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that is not graded, and why."""

    file: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade, and the record to write (None where it was written before)."""

    grade: Grade
    write: Write | None


def grade(
    library: Library, records: Records, data: bytes, name: str, *, now: str, only: str | None = None
) -> Graded | Refused:
    """Return the grade of a submission, or why it is refused.

    Raises `GoldlineError` where this is not the guideline that the assessment was made under.
    """
    try:
        submission = read_submission(data, name)
    except BadSubmissionError as error:
        return Refused(name, error.message, error.hint)
    try:
        record = records.find(submission.assessment)
    except GoldlineError as error:
        return Refused(name, error.message, error.hint)
    fault = _fault(record, submission, now, only)
    if fault is not None:
        return replace(fault, file=name)
    guideline = library.chosen([record.guideline])[record.guideline]
    if guideline.version != record.version:
        raise GoldlineError(
            f"{record.id} was made under {record.guideline} {record.version}, "
            f"and this is {guideline.version}",
            hint=f"grade it by what held then: --rev {record.guideline}@{record.version}",
        )
    marked = _mark(library, record, submission)
    if isinstance(marked, Refused):
        return replace(marked, file=name)
    return _graded(library, records, record, submission, marked, now)


def _fault(record: Assessment, submission: Submission, now: str, only: str | None) -> Refused | None:
    if only is not None and record.id != only:
        return Refused("", f"it answers {record.id}, not {only}")
    if submission.analyst != record.analyst:
        return Refused(
            "",
            f"it is by {shown(submission.analyst)}, and {record.id} was made for {shown(record.analyst)}",
            "each analyst needs an assessment of their own",
        )
    if record.result is not None and record.result.submission != submission.digest:
        return Refused(
            "",
            f"{record.id} was handed in and graded on {record.result.graded[:10]} already; "
            "one submission counts",
            "for another attempt draw a new one: `goldline assess new`",
        )
    if submission.edited:
        return Refused(
            "",
            "its answers are not those that the form saved: its checksum does not fit",
            "ask for the file as the form saved it; the form saves it again as often as one likes",
        )
    day = _day(submission.submitted or now)
    if day > record.due:
        return Refused("", f"it was finished on {day}, and was due on {record.due}", "draw a new one")
    if submission.submitted and _moment(submission.submitted) < _moment(record.created):
        return Refused(
            "",
            "it says that it was finished before the assessment was made",
            "the clock of that computer may be wrong: ask the analyst",
        )
    return None


def _moment(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0


def _day(text: str) -> str:
    return text[:10]


# --- marking -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Marked:
    """Every answer beside what is right: by item (right, asked), and by criterion with the errors."""

    items: list[tuple[int, int]]
    criteria: dict[str, list[tuple[bool, float]]]
    findings: list[FoundMark]
    unanswered: int
    not_judged: int
    gone: int


def _mark(library: Library, record: Assessment, submission: Submission) -> _Marked | Refused:
    asked = {(one.code, *target) for one in record.asked for target in one.targets}
    strange = [key for key in submission.values if key not in asked]
    if strange:
        code, criterion, response = strange[0]
        what = f"{code}, {criterion}" + (f" of {response}" if response else "")
        return Refused("", f"it answers what {record.id} does not ask: {what}")
    finding = {one.code for one in record.asked if one.findings}
    if stray := [code for code in submission.findings if code not in finding]:
        return Refused("", f"it has findings of {stray[0]}, of which {record.id} asks none")
    items = {item.id: item for item in library.items}
    gold = Gold(library)
    found = _Marked([], defaultdict(list), [], 0, 0, 0)
    for one in record.asked:
        item = items.get(one.item)
        right = judged = 0
        for criterion, response in one.targets:
            answer = _right(gold, item, criterion, response)
            if item is None or answer is None:
                found.gone += 1  # the item was taken out of the gold since
                continue
            value = submission.values.get((one.code, criterion, response))
            verdict = _judge(library, item, criterion, answer, value, found)
            if isinstance(verdict, Refused):
                return verdict
            found.criteria[criterion].append(verdict)
            judged += 1
            right += verdict[0]
        mark = _mark_findings(library, one, item, submission, found)
        if isinstance(mark, Refused):
            return mark
        if mark is not None:
            found.findings.append(mark)
            right, judged = right + mark.right, judged + mark.judged
        if judged:
            found.items.append((right, judged))
    return found


def _mark_findings(
    library: Library, one: Asked, item: Item | None, submission: Submission, found: _Marked
) -> FoundMark | Refused | None:
    """Return how the findings of an item went; where nothing was said of them, all of gold's are missed."""
    if not one.findings:
        return None
    if item is None or item.findings is None:
        found.gone += 1
        return None
    several = submission.findings.get(one.code)
    if several is None:
        found.unanswered += 1
        missed = mark_findings([], item)
        return FoundMark(0, max(missed.judged, 1), 0, 0)
    fault = findings_fault(several, item, library.guidelines[item.guideline])
    return Refused("", f"{one.code}: {fault}") if fault else mark_findings(several, item)


def _right(gold: Gold, item: Item | None, criterion: str, response: str | None) -> Right | None:
    if item is None or criterion not in gold.library.guidelines[item.guideline].criteria:
        return None
    return gold.right(JudgedTarget(item.guideline, criterion, item.id, response, item))


def _judge(
    library: Library, item: Item, criterion: str, right: Right, value: str | None, found: _Marked
) -> tuple[bool, float] | Refused:
    """Return whether an answer is right, and its error towards milder; no answer is a wrong one."""
    scale = library.guidelines[item.guideline].criteria[criterion].scale
    if value is None:
        found.unanswered += 1
        return False, 0.0
    if value == NOT_JUDGED:
        found.not_judged += 1
        return False, 0.0
    levels = {show_value(level.value): level.value for level in scale.levels}
    amount = place_on(scale, levels[value]) if value in levels else None
    if amount is None:
        near = did_you_mean(value, list(levels))
        return Refused("", f"{shown(value)} is no answer to {criterion}{near}")
    judged = Judged(amount, right.amounts, scale.ordered)
    return judged.correct, judged.error * (1 if scale.better == "higher" else -1)


# --- what comes out ----------------------------------------------------------------------------


def _graded(
    library: Library,
    records: Records,
    record: Assessment,
    submission: Submission,
    marked: _Marked,
    now: str,
) -> Graded:
    test = SequentialTest(**dict(record.test))
    earlier = carried(records, record)
    before = sum(one.result.evidence for one in earlier if one.result is not None)
    found = look(test, [marked.items], before=before)
    right, judged = sum(r for r, _ in marked.items), sum(n for _, n in marked.items)
    for one in earlier:
        if one.result is not None:
            right, judged = right + one.result.right, judged + one.result.judged
    seconds = sum(submission.seconds.values())
    again = record.result is not None
    result = Result(
        submission=submission.digest,
        submitted=submission.submitted or now,
        graded=now,
        verdict=found.verdict,
        right=sum(r for r, _ in marked.items),
        judged=sum(n for _, n in marked.items),
        left_out=marked.gone,
        evidence=round(evidence_of(test, marked.items), 6),
    )
    criteria = library.guidelines[record.guideline].criteria
    return Graded(
        Grade(
            assessment=record.id,
            analyst=record.analyst,
            guideline=record.guideline,
            version=record.version,
            verdict=found.verdict,
            evidence=found.evidence,
            upper=test.upper,
            lower=test.lower,
            share=wilson(right, judged),
            forms=len(earlier) + 1,
            criteria=tuple(
                _criterion_grade(name, criteria[name].title, marked.criteria[name])
                for name in criteria
                if name in marked.criteria
            )
            + _findings_grade(marked.findings),
            unanswered=marked.unanswered,
            minutes=round(seconds / 60, 1) if seconds else None,
            expected_minutes=record.blueprint.expected_minutes,
            notes=tuple(_notes(record, submission, marked, seconds)),
            again=again,
        ),
        None if again else with_result(record, result),
    )


def carried(records: Records, record: Assessment) -> list[Assessment]:
    """Return the earlier assessments whose evidence still counts: undecided, by the same test and version."""
    found: list[Assessment] = []
    for one in records.of(record.analyst):
        if (one.created, one.id) >= (record.created, record.id):
            break
        same = (one.guideline, one.version, _aims(one)) == (
            record.guideline,
            record.version,
            _aims(record),
        )
        if one.guideline != record.guideline or one.result is None:
            continue
        found = [*found, one] if same and one.result.verdict == "more evidence" else []
    return found


def _aims(record: Assessment) -> dict[str, float]:
    """Return what a test tells apart; its bounds follow from the length of the form."""
    return {name: value for name, value in record.test if name not in BOUNDS}


def _criterion_grade(name: str, title: str, judged: list[tuple[bool, float]]) -> CriterionGrade:
    share = wilson(sum(right for right, _ in judged), len(judged))
    if len(judged) < FEWEST_TOLD:
        return CriterionGrade(name, title, wilson(0, 0), "too few to tell")
    wrong = [error for right, error in judged if not right]
    harsher, milder = sum(error < 0 for error in wrong), sum(error > 0 for error in wrong)
    words = ""
    if harsher + milder >= 3 and max(harsher, milder) >= 2 * (min(harsher, milder) + 1):
        words = "mostly harsher than the gold" if harsher > milder else "mostly milder than the gold"
    return CriterionGrade(name, title, share, words)


def _findings_grade(marks: list[FoundMark]) -> tuple[CriterionGrade, ...]:
    """Return how findings went, as if they were a criterion; nothing where none were asked for."""
    if not marks:
        return ()
    judged = sum(one.judged for one in marks)
    if judged < FEWEST_TOLD:
        return (CriterionGrade(FINDINGS, "Findings", wilson(0, 0), "too few to tell"),)
    missed, strange = sum(one.missed for one in marks), sum(one.strange for one in marks)
    other = sum(one.other for one in marks)
    counts = (
        (missed, "missed"),
        (strange, "found where gold has none"),
        (other, "found as another type or severity"),
    )
    words = ", ".join(f"{count} {what}" for count, what in counts if count)
    return (CriterionGrade(FINDINGS, "Findings", wilson(sum(one.right for one in marks), judged), words),)


def _notes(record: Assessment, submission: Submission, marked: _Marked, seconds: float) -> list[str]:
    counts: Mapping[str, int] = {
        "left open, which counts as wrong": marked.unanswered,
        "answered 'cannot be judged', which counts as wrong": marked.not_judged,
        "left out, for gold does not answer any more": marked.gone,
    }
    notes = [
        f"{count} {'question' if count == 1 else 'questions'} {text}"
        for text, count in counts.items()
        if count
    ]
    if submission.edited is None:
        notes.append(
            "handed in as a spreadsheet: nothing shows whether it was changed after it was filled in"
        )
    if seconds and seconds < _SHORTEST * record.blueprint.expected_minutes * 60:
        notes.append(
            f"answered in {seconds / 60:.1f} minutes, where {record.blueprint.expected_minutes:g} are usual"
        )
    return notes
