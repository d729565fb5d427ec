"""Scorecards for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldline.model.figure import Figure, Share
from goldline.model.scorecard import CriterionScore, FindingScore, Scorecard, ScoreReport
from goldline.render.escape import one_line
from goldline.render.figures import number_words, share_words
from goldline.render.log_problems import problem_lines
from goldline.render.terminal import Paint, hang, pad, width_of, wrap
from goldline.render.words import listed, plural

OUTCOMES = {"pass": "green", "fail": "red", "more evidence": "yellow"}
_MOST_MISSES = 10


def render_score_text(
    report: ScoreReport, *, color: bool = False, width: int = 100, every: bool = False
) -> str:
    """Return who to look at, then a line a person and a team; one person alone is shown in full."""
    paint = Paint(color)
    lines = problem_lines(report.problems, report.read, report.used, width, paint)
    lines += wrap(coverage_words(report), width)
    lines.append("")
    if len(report.analysts) == 1:
        lines += _whole(report.analysts[0], report, width, paint)
    else:
        lines += [*_summary(report, width, paint), *_overview("analyst", report.analysts, paint)]
        lines += ["", *_overview("team", report.teams, paint)] if len(report.teams) > 1 else []
        for card in (*report.teams, *report.analysts) if every else _alone(report.teams):
            lines += ["", *_details(card, width, paint, matrices=every)]
        lines += ["", paint("one person in full: goldline score LOG --analyst NAME", "dim")]
    return "\n".join([*lines, *map(one_line, report.notes)]) + "\n"


def _alone(teams: Sequence[Scorecard]) -> Sequence[Scorecard]:
    return teams if len(teams) == 1 else ()


def coverage_words(report: ScoreReport) -> str:
    """Return how many judgments are scored, and why the others are not."""
    verb = "is" if report.scored == 1 else "are"
    parts = [f"{report.scored:,} of {plural(report.read, 'judgment')} {verb} scored against gold"]
    for count, words in (
        (report.without_gold, "have no gold label"),
        (report.not_judged, "are `not-judged`"),
        (report.held_out, "are of held-out items, of which nothing is shown here"),
    ):
        if count:
            parts.append(f"{count:,} {words}")
    text = "; ".join(parts)
    return f"{text}. All people together are right in {share_words(report.everybody)}."


def _summary(report: ScoreReport, width: int, paint: Paint) -> list[str]:
    flagged = [(card, flag) for card in report.analysts for flag in card.flags]
    if not flagged:
        return ["Nobody stands out.", ""]
    people = len({card.name for card, _ in flagged})
    lines = [paint(f"{plural(people, 'person', 'people')} to look at:", "bold")]
    for card, flag in flagged:
        lines += hang(f"  {one_line(card.name)}", one_line(flag.sentence), width)
    return [*lines, ""]


def _overview(what: str, cards: Sequence[Scorecard], paint: Paint) -> list[str]:
    names = [one_line(card.name) or "everybody" for card in cards]
    wide = max([width_of(name) for name in names] + [len(what)])
    lines = [
        paint(
            f"  {pad(what, wide)}  judged  right, 95 % bounds  partial   harsh  mild   lean  time   ", "dim"
        )
        + paint("look at" if what == "analyst" else "people", "dim")
    ]
    for name, card in zip(names, cards, strict=True):
        harsher = sum(one.harsher for one in card.criteria)
        milder = sum(one.milder for one in card.criteria)
        tail = listed(flag.kind for flag in card.flags) if what == "analyst" else f"{card.people}"
        if card.outcome is not None:
            tail = f"{paint(card.outcome, OUTCOMES[card.outcome])}  {tail}"
        lines.append(
            f"  {pad(name, wide)}  {card.accuracy.whole:>6,}  {_short(card.accuracy):<19}  "
            f"{_percent(card.weighted):>7}  {harsher:>6,}  {milder:>4,}  {_signed(card.lean):>5}  "
            f"{_times(card.speed.ratio):>4}   {tail}".rstrip()
        )
    return lines


def _short(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return "-"
    return f"{100 * share.value:.0f} % ({100 * share.low:.0f} to {100 * share.high:.0f})"


def _percent(share: Share) -> str:
    return "-" if share.value is None else f"{100 * share.value:.0f} %"


def _signed(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value + 0.0:+.2f}"


def _times(figure: Figure) -> str:
    return "-" if figure.value is None else f"×{figure.value:.1f}"


# --- one in full ------------------------------------------------------------------------------


def _whole(card: Scorecard, report: ScoreReport, width: int, paint: Paint) -> Iterator[str]:
    if card.outcome is not None and report.pass_mark is not None:
        shown = paint(card.outcome.upper(), OUTCOMES[card.outcome], "bold")
        yield f"{shown} at a mark of {report.pass_mark:.0%}: {share_words(card.accuracy)} are right"
    yield from _details(card, width, paint, matrices=True)
    if card.misses:
        yield ""
        yield paint(f"{plural(card.missed - card.veiled, 'judgment')} to read again:", "bold")
        for miss in card.misses[: card.missed if report.for_analyst else _MOST_MISSES]:
            what = f"{miss.criterion}{f' of {miss.response}' if miss.response else ''}"
            text = f"{what}: you said {miss.value}, right is {miss.gold}"
            if not report.for_analyst:
                text = f"{what}: {miss.value}, gold {miss.gold}"
            if miss.accept:
                text += f" (or {listed(miss.accept, 'or')})"
            for name, words in miss.rules:
                text += f". {name}: {words}" if words else f" ({name})"
            if report.for_analyst and miss.feedback:
                text += f" {miss.feedback}"
            yield from hang(f"  {one_line(miss.item)}", one_line(text), width)
        told = card.missed - card.veiled
        if not report.for_analyst and told > _MOST_MISSES:
            yield paint(f"  … and {told - _MOST_MISSES:,} more: --format json", "dim")
    if card.veiled:
        what = plural(card.veiled, "judgment")
        yield paint(f"  {what} of held-out items were not right either: --reveal shows them", "dim")


def _details(card: Scorecard, width: int, paint: Paint, *, matrices: bool) -> Iterator[str]:
    yield paint(one_line(card.name) or "everybody", "bold") + (
        f" ({one_line(card.team)})" if card.team else ""
    )
    yield f"  right         {share_words(card.accuracy)}, {plural(card.items, 'item')}"
    yield f"  with credit   {share_words(card.weighted)}: near misses count in part"
    if card.speed.seconds.value is not None:
        ratio = (
            "" if card.speed.ratio.value is None else f", {_times(card.speed.ratio)} what is usual for them"
        )
        yield f"  time          {card.speed.seconds.value:,.0f} seconds a judgment{ratio}"
    for flag in card.flags:
        yield from hang(paint("  look at      ", "yellow"), one_line(flag.sentence), width, column=16)
    yield ""
    several = len({one.guideline for one in card.criteria}) > 1
    shown = [
        one_line(f"{one.guideline}: {one.criterion}" if several else one.criterion) for one in card.criteria
    ]
    names = max([*map(width_of, shown), len("criterion")])
    yield paint(
        f"  {pad('criterion', names)}  judged  right, 95 % bounds  partial   harsh  mild   lean", "dim"
    )
    for name, one in zip(shown, card.criteria, strict=True):
        yield (
            f"  {pad(name, names)}  {one.judged:>6,}  {_short(one.accuracy):<19}  "
            f"{_percent(one.weighted):>7}  {one.harsher:>6,}  {one.milder:>4,}  {_signed(one.lean):>5}"
        )
    for found in card.findings:
        yield from hang(f"  findings ({one_line(found.guideline)})", found_words(found), width)
    if card.weeks:
        yield ""
        yield "  " + "  ".join(f"{week.week} {_percent(week.accuracy)}" for week in card.weeks)
        if card.drift.value is not None:
            yield f"  change a week: {100 * card.drift.value:+.1f} points"
    if matrices:
        for one in card.criteria:
            yield from _matrix(one, paint)


def found_words(one: FindingScore) -> str:
    """Return how well findings were found, as a sentence."""
    overlap = "" if one.overlap.value is None else f"; evidence overlaps by {number_words(one.overlap.value)}"
    return (
        f"found {share_words(one.recall)} of those in the gold; {share_words(one.precision)} of what was "
        f"found is in the gold, the type right in {share_words(one.types)}, the severity in "
        f"{share_words(one.severities)}{overlap}"
    )


def _matrix(one: CriterionScore, paint: Paint) -> Iterator[str]:
    if not one.levels:
        return
    cells = {(gold, said): count for gold, said, count in one.matrix}
    wide = max(map(width_of, [*map(one_line, one.levels), "gold"]))
    yield ""
    yield f"  {one_line(one.criterion)}: rows are gold, columns what was said"
    yield paint(
        f"  {pad('gold', wide)}  " + "  ".join(f"{one_line(level):>6}" for level in one.levels), "dim"
    )
    for gold in one.levels:
        counts = []
        for said in one.levels:
            count = cells.get((gold, said), 0)
            text = f"{count:>{max(6, width_of(said))},}" if count else f"{'·':>{max(6, width_of(said))}}"
            counts.append(paint(text, "green" if gold == said else "red") if count else paint(text, "dim"))
        yield f"  {pad(one_line(gold), wide)}  " + "  ".join(counts)
