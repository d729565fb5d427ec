"""Agreement for a terminal: the verdict first, then the table, then why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldline.model.agreement import AgreementReport, CriterionAgreement, FindingsAgreement
from goldline.render.escape import one_line
from goldline.render.figures import figure_words, interval_words, number_words
from goldline.render.log_problems import problem_lines
from goldline.render.terminal import Paint, hang, pad, width_of, wrap
from goldline.render.words import listed, plural

_MOST_NAMED = 6

VERDICTS = {
    "good": ("good", "green"),
    "fair": ("fair: use with care", "yellow"),
    "poor": ("not enough", "red"),
    "unsure": ("open: more data", "yellow"),
    "undefined": ("cannot be told", "dim"),
}


def render_agreement_text(
    report: AgreementReport, *, color: bool = False, width: int = 100, every: bool = False
) -> str:
    """Return how well people agree, a line a criterion; with `every`, all coefficients too."""
    paint = Paint(color)
    lines = problem_lines(report.problems, report.read, report.used, width, paint)
    if not report.criteria:
        lines += ["there are no judgments to compare", ""]
    for guideline in dict.fromkeys(one.guideline for one in report.criteria):
        several = [one for one in report.criteria if one.guideline == guideline]
        lines.append(paint(one_line(guideline), "bold") + f" ({one_line(report.source)})")
        lines += [f"  {line}" for line in wrap(verdict_sentence(several), width - 2)]
        lines += ["", *_table(several, report.by, paint)]
        notes = noted(several)
        lines += [""] if notes else []
        for note, names in notes:
            lines += hang("  note:", one_line(f"{note} ({names})"), width)
        for one in several if every else ():
            lines += _more(one, width, paint)
        lines += [
            line for one in report.findings if one.guideline == guideline for line in _found(one, width)
        ]
        lines.append("")
    lines += [one_line(note) for note in report.notes]
    if report.criteria and not every:
        lines.append(paint("every coefficient with its intervals: goldline agreement --all", "dim"))
    return "\n".join(lines) + "\n"


def verdict_sentence(several: Sequence[CriterionAgreement]) -> str:
    """Return the verdict on a guideline's criteria as one sentence."""
    parts = []
    for verdict, words in (
        ("good", "people agree well on {}"),
        ("fair", "fairly on {}"),
        ("poor", "not enough to build on {}"),
        ("unsure", "there is too little data to tell for {}"),
        ("undefined", "nothing can be told of {}"),
    ):
        names = [name_of(one) for one in several if one.verdict == verdict]
        if names:
            shown = names if len(names) <= _MOST_NAMED else [*names[:5], f"{len(names) - 5} more"]
            parts.append(words.format(listed(map(one_line, shown))))
    text = "; ".join(parts)
    if text.startswith(("fairly", "not enough")):
        text = "people agree " + text
    return text[:1].upper() + text[1:] + "."


def name_of(one: CriterionAgreement) -> str:
    """Return what a row is of: a criterion, or a part of it."""
    return f"{one.criterion} / {one.group}" if one.group else one.criterion


_SHORT = {
    "alpha-ordinal": "alpha (ordinal)",
    "alpha-nominal": "alpha (nominal)",
    "alpha-interval": "alpha (interval)",
    "ac1": "Gwet's AC1",
    "ac2": "Gwet's AC2",
}


def _table(several: Sequence[CriterionAgreement], by: str, paint: Paint) -> list[str]:
    head = [f"criterion / {by}" if by else "criterion", "verdict", "believe", "", "95 % interval"]
    rows = [[one_line(name_of(one)), VERDICTS[one.verdict][0], *_believe(one)] for one in several]
    counts = [[f"{one.items:,}", f"{one.raters:,}"] for one in several]
    wide = [max(map(width_of, column)) for column in zip(head, *rows, strict=True)]
    titles = "  ".join(pad(text, size) for text, size in zip(head, wide, strict=True))
    lines = [paint(f"  {titles}  items  people", "dim")]
    for one, cells, (items, people) in zip(several, rows, counts, strict=True):
        style = VERDICTS[one.verdict][1]
        shown = [pad(text, size) for text, size in zip(cells, wide, strict=True)]
        shown[1] = pad(cells[1], wide[1], paint(cells[1], style))
        lines.append(f"  {'  '.join(shown)}  {items:>5}  {people:>6}")
    return lines


def _believe(one: CriterionAgreement) -> tuple[str, str, str]:
    """Return the trusted coefficient's name, its value and its widest interval."""
    name = _SHORT.get(one.trusted, one.trusted)
    if one.figure.value is None:
        return name, "-", "undefined"
    interval = one.figure.interval
    return name, number_words(one.figure.value), "none" if interval is None else interval_words(interval)


def noted(several: Sequence[CriterionAgreement]) -> list[tuple[str, str]]:
    """Return each note once, with the names of the rows that it is about."""
    found: dict[str, list[str]] = {}
    for one in several:
        for note in one.notes:
            found.setdefault(note, []).append(name_of(one))
    return [
        (note, listed(names if len(names) <= _MOST_NAMED else [*names[:_MOST_NAMED], "others"]))
        for note, names in found.items()
    ]


def _more(one: CriterionAgreement, width: int, paint: Paint) -> Iterator[str]:
    name = one_line(name_of(one))
    yield ""
    yield f"  {paint(name, 'bold')}: {one_line(counts_words(one))}"
    yield from hang("    believe", f"{one.trusted}, for {one_line(one.because)}", width)
    titles = max(len(each.title) for each in one.coefficients)
    for each in one.coefficients:
        figure = each.figure
        if figure.value is None:
            text = paint(f"undefined: {one_line(figure.reason)}", "dim")
        else:
            text = "   ".join(
                [pad(number_words(figure.value), 5), *(interval_words(part) for part in figure.intervals)]
            )
        yield f"    {pad(each.title, titles)}  {text}"


def counts_words(one: CriterionAgreement) -> str:
    """Return how much a row rests on."""
    parts = [f"{plural(one.judgments, 'judgment')} by {plural(one.raters, 'person', 'people')}"]
    parts.append(f"{plural(one.units, 'thing')} judged by two or more")
    if one.single:
        parts.append(f"{one.single:,} by one alone, which say nothing of agreement")
    if one.not_judged:
        parts.append(f"{one.not_judged:,} not judged, left out")
    if one.common is not None:
        parts.append(f"most often {one.common[0]} ({one.common[1]:.0%})")
    return "; ".join(parts)


def _found(one: FindingsAgreement, width: int) -> list[str]:
    gamma = "" if one.gamma is None else f"gamma {figure_words(one.gamma)}; "
    text = (
        f"what two people find meets by {figure_words(one.f1)} (mean F1 of any two), and with the same type "
        f"by {figure_words(one.f1_of_types)}; of what meets, the evidence is the same by "
        f"{figure_words(one.overlap)} (IoU); {gamma}{plural(one.items, 'item')}, "
        f"{plural(one.raters, 'person', 'people')}"
    )
    return ["", *hang("  findings:", text, width)]
