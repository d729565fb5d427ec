"""How one item's judgments come about, for a lead at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.condition import Value
from goldline.model.explanation import (
    ExplainedCase,
    ExplainedInput,
    ExplainedJudgment,
    ExplainedRule,
    ExplainedTest,
    Explanation,
)
from goldline.model.report import Possible
from goldline.render.escape import one_line, safe_text
from goldline.render.terminal import Paint, hang, width_of
from goldline.render.words import (
    level_words,
    missing_words,
    outcome_words,
    possible_words,
    value_words,
)

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "yellow")}
_NAMES = 12


def render_explain_text(explanation: Explanation, *, color: bool = False, width: int = 100) -> str:
    """Return the facts, then for each criterion its inputs, its rules (✓, ✗, ? unknown), and the outcome."""
    width = max(width, 60)
    paint = Paint(color)
    blocks = ["\n".join(_head(explanation, width, paint)), "\n".join(_facts(explanation, width, paint))]
    blocks += ["\n".join(_judgment(one, width, paint)) for one in explanation.judgments]
    return "\n\n".join(blocks) + "\n"


def _head(explanation: Explanation, width: int, paint: Paint) -> Iterator[str]:
    name = safe_text(explanation.item)
    first, *rest = hang(name, one_line(explanation.title), width)
    yield first.rstrip().replace(name, paint(name, "bold"), 1)
    yield from rest
    stamp = f"{explanation.guideline}@{explanation.stamp}"
    judged = "" if explanation.stamp == explanation.version else f", judged by {explanation.version}"
    yield safe_text(f"{explanation.modality}, {explanation.locale}, {stamp}{judged}")
    if explanation.file:
        yield paint(safe_text(explanation.file), "dim")


def _facts(explanation: Explanation, width: int, paint: Paint) -> Iterator[str]:
    yield paint("Facts", "bold")
    for fact in explanation.facts:
        yield from hang("-", one_line(fact), width, 2)
    if not explanation.facts:
        yield "  none are recorded"


# --- one criterion --------------------------------------------------------------------------


def _judgment(one: ExplainedJudgment, width: int, paint: Paint) -> Iterator[str]:
    name = safe_text(one.criterion) + (
        f" (response {safe_text(one.response)})" if one.response is not None else ""
    )
    yield paint(name, "bold") + (f"  {one_line(one.title)}" if one.title else "")
    if one.question:
        yield from hang("", one_line(one.question), width, 1)
    names = max((width_of(safe_text(source.name)) for source in one.inputs), default=0)
    for source in one.inputs:
        yield from hang(safe_text(source.name), _reading(source), width, 4, names + 2)
    if not one.rules:
        yield "  People alone judge this criterion: it has no rules."
    for rule in one.rules:
        yield from _rule(rule, one, width, paint)
    yield from _outcome(one, width, paint)


def _reading(source: ExplainedInput) -> str:
    value = _value(source.value, source.known)
    return f"{value}  ({one_line(source.words)})" if source.words else value


def _value(value: Value | Possible, known: bool) -> str:
    if known:
        return one_line(value_words(value))
    return "unknown" if value is None else f"unknown, {one_line(value_words(value))}"


def _rule(rule: ExplainedRule, one: ExplainedJudgment, width: int, paint: Paint) -> Iterator[str]:
    # `otherwise` that was not reached did not fail: no test of its own spoke against it.
    mark, style = ("·", "dim") if rule.otherwise and not rule.fired else _MARKS[rule.held]
    then = next(
        (level_words(level, one.labels) for level in one.labels if value_words(level) == rule.then), rule.then
    )
    fired = ", and decides" if rule.fired else ""
    name = safe_text(rule.id)
    first, *rest = hang(f"{mark} {name}", f"→ {one_line(then)}{fired}", width, 2)
    yield first.replace(f"{mark} {name}", f"{paint(mark, style)} {paint(name, 'bold')}", 1)
    yield from rest
    if rule.text:
        yield from hang("", one_line(rule.text), width, 3)
    for at, case in enumerate(rule.cases):
        yield from _case(case, at, len(rule.cases), width, paint)


def _case(case: ExplainedCase, at: int, cases: int, width: int, paint: Paint) -> Iterator[str]:
    lead = "" if cases == 1 else "either " if at == 0 else "or "
    if not case.tests:
        yield from hang("", f"{lead}always holds", width, 5)
    for test in _telling(case):
        mark, style = _MARKS[test.held]
        first, *rest = hang(mark, lead + _test(test), width, 6)
        yield first.replace(mark, paint(mark, style), 1)
        yield from rest
        lead = "and "


def _telling(case: ExplainedCase) -> tuple[ExplainedTest, ...]:
    """Return the tests worth showing: the failed ones, or all where none did."""
    if case.held is not False:
        return case.tests
    return tuple(test for test in case.tests if test.held is False)


def _test(test: ExplainedTest) -> str:
    said = f"{one_line(test.name)}: {one_line(test.test)}"
    if test.held is None:
        return f"{said} — not known"
    return f"{said} — it is {one_line(value_words(test.value))}"


def _outcome(one: ExplainedJudgment, width: int, paint: Paint) -> Iterator[str]:
    for name, text, styles in _outcome_lines(one):
        first, *rest = hang(name, text, width, 2, _NAMES)
        yield first.replace(text, paint(text, *styles), 1)
        yield from rest


def _outcome_lines(one: ExplainedJudgment) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    # Under `first` one rule decides: several are named where the unknown facts leave open which.
    joint = " or " if one.hit_policy == "first" else " and "
    by = f" by {safe_text(joint.join(one.fired))}" if one.fired else ""
    yield "judgment", safe_text(outcome_words(one.value, one.state, one.labels)) + by, ("bold",)
    if one.state == "undecided":
        yield "possible", safe_text(possible_words(one.possible, one.possible_states, one.labels)), ()
    if one.missing:
        yield "missing", "; ".join(missing_words(name, _quoted) for name in one.missing), ("yellow",)
    if not one.labelled:
        yield "label", "none", ("dim",)
        return
    yield "label", safe_text(level_words(one.label, one.labels)) + _agreement(one), _label_style(one)
    if one.exception:
        yield "exception", one_line(one.exception), ()


def _agreement(one: ExplainedJudgment) -> str:
    if one.agrees is None:
        return ""
    return ", as the rules say" if one.agrees else ", against the rules"


def _label_style(one: ExplainedJudgment) -> tuple[str, ...]:
    if one.agrees is None:
        return ()
    if one.agrees:
        return ("green",)
    return ("yellow",) if one.exception else ("red", "bold")


def _quoted(text: str) -> str:
    return f"`{one_line(text)}`"
