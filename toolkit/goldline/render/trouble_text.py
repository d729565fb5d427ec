"""Which rules cost most agreement, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.trouble import RuleTrouble, TroubleReport
from goldline.render.escape import one_line
from goldline.render.figures import share_words
from goldline.render.log_problems import problem_lines
from goldline.render.terminal import Paint, hang
from goldline.render.words import listed, plural

LIMIT = 5


def render_trouble_text(
    report: TroubleReport, *, color: bool = False, width: int = 100, limit: int = LIMIT
) -> str:
    """Return the rules that cost most, each with its sentence, its numbers and the items that show it."""
    paint = Paint(color)
    lines = problem_lines(report.problems, report.read, report.used, width, paint)
    if not report.rules:
        lines.append("no judgments of anything that a rule decides")
    if report.outstanding:
        lines += [paint(f"{plural(len(report.outstanding), 'rule')} to look at first", "bold")]
        for one in report.outstanding:
            label = f"  {one.guideline}: {one.criterion}, {one.rule}:"
            lines += hang(one_line(label), outstanding_words(one), width)
        lines.append("")
    for guideline in dict.fromkeys(one.guideline for one in report.rules):
        several = [one for one in report.rules if one.guideline == guideline and one.cost > 0]
        lines.append(paint(one_line(guideline), "bold") + f" ({one_line(report.source)})")
        if not several:
            lines.append("  nobody differs on anything that its rules decide")
        shown = several[:limit] if limit else several
        for number, one in enumerate(shown, 1):
            lines += ["", *_rule(number, one, width, paint)]
        if len(several) > len(shown):
            rest = sum(one.cost for one in several[len(shown) :])
            more = plural(len(several) - len(shown), "more rule")
            lines += ["", paint(f"  {more} with {rest:.0%} of the differences: --all", "dim")]
        lines.append("")
    return "\n".join([*lines, *map(one_line, report.notes)]) + "\n"


def _rule(number: int, one: RuleTrouble, width: int, paint: Paint) -> Iterator[str]:
    head = f"{number}. {one.criterion}, {one.rule}: {one.cost:.0%} of all differences"
    yield f"  {paint(one_line(head), 'bold')}"
    for label, text in trouble_parts(one):
        yield from hang(label, one_line(text), width, indent=5, column=13)


def trouble_parts(one: RuleTrouble) -> Iterator[tuple[str, str]]:
    """Yield what is said of a rule, each with a word for what it is."""
    if one.text:
        yield "says", one.text
    yield (
        "people",
        f"{differ_words(one)}, over {plural(one.units, 'item')} and {plural(one.judgments, 'judgment')}",
    )
    if one.wrong.whole:
        yield "wrong", f"{share_words(one.wrong)} against the gold"
    if one.escalations:
        yield "asked", f"{plural(len(one.escalations), 'escalation')}: {listed(one.escalations)}"
    if one.edited:
        yield "edited", f"in {listed(one.edited)}{effect_words(one)}"
    for item in one.items:
        said = ", ".join(f"{count} × {value}" for value, count in item.said)
        gold = f"; gold {item.gold}" if item.gold else ""
        yield "see", f"{item.item}{f' {item.response}' if item.response else ''}: {said}{gold}"


def outstanding_words(one: RuleTrouble) -> str:
    """Return why a rule stands out: how often two people differ on it, and elsewhere in its guideline."""
    return f"{differ_words(one)}, elsewhere in the guideline {100 * (one.others.value or 0):.0f}"


def differ_words(one: RuleTrouble) -> str:
    """Return how often two people differ: `two people differ 42 times in 100 (31 to 53)`."""
    if one.differ.value is None:
        return one.differ.reason
    interval = one.differ.interval
    bounds = ""
    if interval is not None and interval.low is not None and interval.high is not None:
        bounds = f" ({100 * interval.low:.0f} to {100 * interval.high:.0f})"
    return f"two people differ {100 * one.differ.value:.0f} times in 100{bounds}"


def effect_words(one: RuleTrouble) -> str:
    """Return what the last edit did, with the numbers on both sides."""
    if one.before.value is None or one.after.value is None:
        return ", and there are no judgments from before and after to compare"
    numbers = f"{100 * one.before.value:.0f} → {100 * one.after.value:.0f} times in 100"
    verdict = {
        "helped": "that helped",
        "made it worse": "that made it worse",
        "not shown": "whether that helped is not shown",
        "": "too few items to tell whether that helped",
    }[one.effect]
    return f"; {verdict} ({numbers})"
