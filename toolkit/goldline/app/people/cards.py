"""A scorecard from what was gathered of one person, or of the members of a team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from goldline.app.browsing.library import Library, label_on, rule_name, rules_in
from goldline.app.people.finding_scores import add_tallies
from goldline.app.people.gathering import Person, Row, scale_of
from goldline.app.people.groups import NOWHERE
from goldline.model.figure import Figure, Share
from goldline.model.scale import Scale
from goldline.model.scorecard import CriterionScore, Flag, Miss, Outcome, Scorecard, Speed, WeekScore
from goldline.rules.show import show_value
from goldline.scoring.confusion import add_up
from goldline.scoring.drift import trend
from goldline.scoring.means import mean_by_item
from goldline.scoring.proportion import chance_of_as_many, wilson

FAST = 0.4
"""Who takes this part of others' time, or less, does not read as they do."""
_LEAN = 0.1
_SLOPE = 0.01
_CHANCE = 0.01
_FEWEST_TIMED = 10
_MOST_MISSES = 200
_NO_ORDER = "there are no judgments on a scale of ordered levels"


@dataclass(frozen=True, slots=True)
class Base:
    """What everybody together does: the measure for what one person does.

    Where all err to one side it is the gold, or a rule, that should be looked at, and nobody's lean.
    """

    people: int
    harsher: int
    milder: int
    lean: float

    @classmethod
    def of(cls, people: Iterable[Person]) -> Base:
        """Return what these people have in common."""
        several = [one for one in people if one.rows]
        sides = [sides_of(one.rows) for one in several]
        leans = [figure.value for one in several if (figure := lean_of(one.rows)).value is not None]
        return cls(
            max(len(several), 1),
            sum(harsher for harsher, _ in sides),
            sum(milder for _, milder in sides),
            median(leans) if leans else 0.0,
        )


def sides_of(rows: Iterable[Row]) -> tuple[int, int]:
    """Return how many judgments are harsher than gold, and how many are milder."""
    harsher = milder = 0
    for row in rows:
        harsher += row.lean < 0
        milder += row.lean > 0
    return harsher, milder


def lean_of(rows: Iterable[Row]) -> Figure:
    """Return the mean error in levels, above 0 for milder than gold, with its interval over items."""
    leans = ((row.target.item_id, row.lean) for row in rows if row.levelled and row.judged.ordered)
    return mean_by_item(leans) or Figure(None, _NO_ORDER)


def accuracy_of(rows: Iterable[Row]) -> Share:
    """Return the share of judgments that are right."""
    correct = [row.judged.correct for row in rows]
    return wilson(sum(correct), len(correct))


def person_card(
    library: Library, person: Person, team: str, base: Base, pass_mark: float | None
) -> Scorecard:
    """Return the scorecard of one person."""
    return _card(library, person.name, team, [person], base, pass_mark)


def team_card(library: Library, name: str, people: Sequence[Person], base: Base) -> Scorecard:
    """Return the scorecard of a team; only persons are flagged and have things to read again."""
    return _card(library, name, name, people, base, None)


def _card(
    library: Library,
    name: str,
    team: str,
    people: Sequence[Person],
    base: Base,
    pass_mark: float | None,
) -> Scorecard:
    rows = [row for one in people for row in one.rows]
    alone = len(people) == 1 and people[0].name == name
    accuracy = accuracy_of(rows)
    weeks, slope, chance = _weeks(rows)
    speed = _speed(people)
    lean = lean_of(rows)
    wrong = sorted((row for row in rows if not row.judged.correct), key=_place)
    told = [row for row in wrong if row.target.item is not None and not library.hidden(row.target.item)]
    return Scorecard(
        name=name,
        team=team,
        people=len(people),
        items=len({row.target.item_id for row in rows}),
        accuracy=accuracy,
        weighted=wilson(sum(_credit(library, row) for row in rows), len(rows)),
        criteria=tuple(_criteria(library, people)),
        findings=tuple(
            tally.score(guideline)
            for guideline, tally in sorted(add_tallies(one.findings for one in people).items())
        ),
        weeks=weeks,
        drift=slope,
        lean=lean,
        speed=speed,
        flags=tuple(_flags(rows, lean, slope, chance, speed, base)) if alone else (),
        misses=tuple(_miss(library, row) for row in told[:_MOST_MISSES]) if alone else (),
        missed=len(wrong),
        veiled=len(wrong) - len(told),
        outcome=None if pass_mark is None else _outcome(accuracy, pass_mark),
    )


def _outcome(accuracy: Share, mark: float) -> Outcome:
    """Return what few judgments can prove: a verdict only where the bounds lie on one side of the mark."""
    if accuracy.low is None or accuracy.high is None:
        return "more evidence"
    if accuracy.low >= mark:
        return "pass"
    return "fail" if accuracy.high < mark else "more evidence"


# --- criteria ---------------------------------------------------------------------------------


def span_of(scale: Scale) -> float | None:
    """Return how far two judgments on a scale can lie apart; None where nobody can say."""
    if scale.numeric:
        if scale.minimum is None or scale.maximum is None:
            return None
        return float(scale.maximum - scale.minimum)
    return float(len(scale.levels) - 1) if scale.ordered else None


def _credit(library: Library, row: Row) -> float:
    return row.judged.credit(span_of(scale_of(library, row.target)))


def _criteria(library: Library, people: Sequence[Person]) -> Iterator[CriterionScore]:
    by_criterion: dict[tuple[str, str], list[Row]] = defaultdict(list)
    not_judged: dict[tuple[str, str], int] = defaultdict(int)
    for one in people:
        for row in one.rows:
            by_criterion[row.target.guideline, row.target.criterion].append(row)
        for key, count in one.not_judged.items():
            not_judged[key] += count
    for guideline in library.guidelines.values():
        for criterion in guideline.criteria.values():
            rows = by_criterion.get((guideline.id, criterion.id), [])
            if rows:
                key = (guideline.id, criterion.id)
                yield _criterion(key, criterion.scale, rows, not_judged[key])


def _criterion(key: tuple[str, str], scale: Scale, rows: list[Row], not_judged: int) -> CriterionScore:
    tally = add_up([row.judged for row in rows], span_of(scale))
    harsher, milder = sides_of(rows)
    return CriterionScore(
        guideline=key[0],
        criterion=key[1],
        levels=tuple(show_value(level.value) for level in scale.levels),
        judged=len(rows),
        not_judged=not_judged,
        accuracy=tally.accuracy,
        weighted=tally.weighted,
        harsher=harsher,
        milder=milder,
        lean=_lean(rows) if scale.ordered else Figure(None, "it has no order"),
        matrix=tuple(
            (amount_words(gold, scale), amount_words(said, scale), count)
            for (gold, said), count in sorted(tally.cells.items())
        ),
    )


def _lean(rows: Iterable[Row]) -> Figure:
    return mean_by_item((row.target.item_id, row.lean) for row in rows) or Figure(None, _NO_ORDER)


def amount_words(amount: float, scale: Scale) -> str:
    """Return a rank as its level, or a number, as people write it."""
    return f"{amount:g}" if scale.numeric else show_value(scale.levels[int(amount)].value)


# --- weeks and seconds ------------------------------------------------------------------------


def _weeks(rows: Sequence[Row]) -> tuple[tuple[WeekScore, ...], Figure, float]:
    by_week: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.week != NOWHERE:
            by_week[row.week].append(row)
    weeks = tuple(
        WeekScore(week, accuracy_of(several), lean_of(several)) for week, several in sorted(by_week.items())
    )
    slope, chance = trend([(int(week.accuracy.part), week.accuracy.whole) for week in weeks])
    return weeks, slope, chance


def _speed(people: Sequence[Person]) -> Speed:
    seconds = [value for one in people for value in one.seconds]
    ratios = [value for one in people for value in one.ratios]
    none = Figure(None, "nobody wrote down how long it took")
    return Speed(
        len(seconds),
        Figure(median(seconds)) if seconds else none,
        Figure(median(ratios)) if ratios else none,
    )


# --- what to look at --------------------------------------------------------------------------


def _flags(
    rows: Sequence[Row], lean: Figure, slope: Figure, chance: float, speed: Speed, base: Base
) -> Iterator[Flag]:
    """Yield what is not luck: the more people are looked at, the less likely it must be."""
    limit = _CHANCE / base.people
    yield from _lean_flag(rows, lean, base, limit)
    if speed.ratio.value is not None and speed.judged >= _FEWEST_TIMED and speed.ratio.value <= FAST:
        part = f"{speed.ratio.value:.0%}"
        yield Flag("fast", f"takes {part} of the time that others take for the same judgment", None)
    if slope.value is not None and chance < limit and abs(slope.value) >= _SLOPE:
        what = "falls" if slope.value < 0 else "rises"
        kind = "worse-over-time" if slope.value < 0 else "better-over-time"
        sentence = f"accuracy {what} by {abs(slope.value) * 100:.0f} points of 100 a week"
        yield Flag(kind, sentence, chance)  # type: ignore[arg-type]  # one of the two


def _lean_flag(rows: Sequence[Row], lean: Figure, base: Base, limit: float) -> Iterator[Flag]:
    harsher, milder = sides_of(rows)
    others = base.harsher - harsher + 1, base.milder - milder + 1
    share = min(max(others[0] / sum(others), 0.25), 0.75)
    beside = None if lean.value is None else lean.value - base.lean
    for kind, count, usual, far in (
        ("harsher", harsher, share, beside is not None and beside <= -_LEAN),
        ("milder", milder, 1 - share, beside is not None and beside >= _LEAN),
    ):
        luck = chance_of_as_many(count, harsher + milder, usual)
        if far and luck < limit:
            sentence = f"judges {kind} than the gold in {count} of {harsher + milder} errors to either side"
            yield Flag(kind, sentence, luck)  # type: ignore[arg-type]  # one of the two


def _place(row: Row) -> tuple[str, str, str, str]:
    target = row.target
    return target.guideline, target.item_id, target.criterion, target.response or ""


def _miss(library: Library, row: Row) -> Miss:
    target, item = row.target, row.target.item
    scale = scale_of(library, target)
    criterion = library.guidelines[target.guideline].criteria[target.criterion]
    rules: list[tuple[str, str]] = []
    feedback = title = ""
    if item is not None:
        judgment = library.judgments(item).get((target.criterion, target.response))
        fired = judgment.rules if judgment is not None and judgment.decided else ()
        texts = {rule_name(rule): rule.text for rule in rules_in(criterion)}
        label = label_on(item, (target.criterion, target.response))
        if label is None or not label.exception:
            rules = [(name, texts.get(name, "")) for name in fired]
        feedback = (label.rationale if label is not None else "") or item.feedback
        title = item.title
    return Miss(
        target.item_id,
        title,
        target.response,
        target.criterion,
        amount_words(row.judged.value, scale),
        show_value(row.right.values[0]),
        tuple(show_value(value) for value in row.right.values[1:]),
        tuple(rules),
        feedback,
    )
