"""Coverage and suggestions for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from goldline.model.coverage import Counted, CriterionCoverage, GuidelineCoverage, Suggestion
from goldline.render.escape import one_line
from goldline.render.terminal import Paint, hang, pad, width_of
from goldline.render.words import level_words, listed, plural, value_words

_BAR = 10
_MOST_LISTED = 12


def render_coverage_text(
    coverage: Sequence[GuidelineCoverage], *, color: bool = False, width: int = 100, every: bool = False
) -> str:
    """Return what gold shows, a line a criterion; with `every`, what is not shown is listed too."""
    paint = Paint(color)
    lines: list[str] = []
    for one in coverage:
        head = f"{one.guideline} {one.version}"
        lines += [paint(one_line(head), "bold") + f": {plural(one.items, 'active item')}", ""]
        names = max([width_of(one_line(c.criterion)) for c in one.criteria] + [len("criterion")])
        lines.append(
            paint(f"  {pad('criterion', names)}  rules that decide   conditions shown   levels", "dim")
        )
        for criterion in one.criteria:
            lines.append(f"  {_criterion(criterion, names, paint)}")
            if every:
                lines += _missing(criterion, width, paint)
        lines.append("")
        for label, counted in (
            ("types", one.types),
            ("locales", one.locales),
            ("modalities", one.modalities),
        ):
            lines += _counted(label, counted, width)
        lines.append("")
    if not every:
        lines.append(paint("what is not shown, rule by rule: goldline coverage --all", "dim"))
    lines.append(paint("the items that would show most: goldline suggest", "dim"))
    return "\n".join(lines) + "\n"


def _criterion(one: CriterionCoverage, names: int, paint: Paint) -> str:
    rules = [rule for rule in one.rules if rule.possible]
    decided = sum(rule.decided > 0 for rule in rules)
    shown, conditions = sum(c.shown for c in one.conditions), len(one.conditions)
    levels = sum(level.count > 0 for level in one.levels)
    cells = [
        pad(one_line(one.criterion), names),
        _share(decided, len(rules), 17, paint),
        _share(shown, conditions, 16, paint),
        f"{levels}/{len(one.levels)}" if one.levels else "-",
    ]
    note = "" if one.exhaustive else "  (not all could be looked at)"
    return "  ".join(cells[:1]) + "  " + "   ".join(cells[1:]) + note


def _share(part: int, whole: int, width: int, paint: Paint) -> str:
    if not whole:
        return pad("-", width)
    full = _BAR * part // whole
    text = f"{'█' * full}{'░' * (_BAR - full)} {part}/{whole}"
    style = "green" if part == whole else "yellow" if 2 * part >= whole else "red"
    return pad(text, width, paint(text, style))


def _missing(one: CriterionCoverage, width: int, paint: Paint) -> Iterator[str]:
    for rule in one.rules:
        if rule.possible and not rule.decided:
            yield "      " + paint(one_line(rule.rule), "red") + " decides no judgment"
        several = len({condition.case for condition in rule.conditions}) > 1
        for condition in rule.conditions:
            if condition.shown or not condition.possible:
                continue
            case = f", case {condition.case + 1}" if several else ""
            what = f"`{condition.input}` ({condition.test})"
            if condition.met is None:
                told = f"{what}: the case decides no judgment"
            else:
                told = f"{what}: nothing shows that it matters (an item like {condition.met} without it)"
            yield from hang(one_line(f"{rule.rule}{case}"), one_line(told), width, indent=6)


def _counted(label: str, counted: Sequence[Counted], width: int) -> list[str]:
    if not counted:
        return []
    missing = [one.name for one in counted if not one.count]
    told = f"{len(counted) - len(missing)}/{len(counted)}"
    if missing:
        more = len(missing) - _MOST_LISTED
        told += f", none of {', '.join(missing[:_MOST_LISTED])}" + (f" and {more} more" if more > 0 else "")
    return hang(f"  {label}", one_line(told), width)


def render_suggestions_text(
    suggestions: Sequence[Suggestion], *, color: bool = False, width: int = 100
) -> str:
    """Return suggestions, each as facts that a person can turn into an item."""
    paint = Paint(color)
    if not suggestions:
        return "nothing to suggest: gold shows every rule, and that each of its conditions matters\n"
    lines: list[str] = []
    for number, one in enumerate(suggestions, 1):
        head = f"{number}. {one.guideline}: {one.criterion}"
        lines.append(paint(one_line(head), "bold"))
        for label, text in _parts(one):
            lines += hang(label, one_line(text), width, indent=3, column=14)
        lines.append("")
    return "\n".join(lines)


def _parts(one: Suggestion) -> Iterator[tuple[str, str]]:
    if one.shift:
        yield "why", one.shift
    if one.near and one.changed:
        yield "begin with", f"{one.near}, and change {listed(one.changed)}"
    elif one.near:
        yield "like", one.near
    if one.findings:
        found = Counter((f.severity, f.type, f.response) for f in one.findings)
        yield (
            "findings",
            ", ".join(
                f"{count if count > 1 else 'a'} {severity} {path}{f' in {response}' if response else ''}"
                for (severity, path, response), count in found.items()
            ),
        )
    elif not one.judgments:
        yield "findings", "none"
    named: Iterable[tuple[str, str, object]] = one.observations
    if one.observations:
        yield "observations", ", ".join(f"{_of(r, name)}: {value_words(value)}" for r, name, value in named)
    if one.judgments:
        yield "judged", ", ".join(f"{_of(r, name)}: {value_words(value)}" for r, name, value in one.judgments)
    if one.other:
        yield "besides", ", ".join(f"{name}: {value_words(value)}" for name, value in one.other)
    yield "judgment", _judgment(one)
    for text in one.shows:
        yield "shows", text


def _of(response: str, name: str) -> str:
    return f"{name} of {response}" if response else name


def _judgment(one: Suggestion) -> str:
    by = f" ({', '.join(one.rules)})" if one.rules else ""
    if one.state == "gap":
        return "none: no rule holds"
    if one.state == "conflict":
        return f"none: rules contradict each other{by}"
    return level_words(one.value, {one.value: one.label}) + by
