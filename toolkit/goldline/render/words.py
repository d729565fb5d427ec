"""Wording that all formats share.

Nothing here is escaped. Where a phrase mixes our words with words of the repository, it takes
`quote`, the escaper of the place it goes to, and uses it for each of the latter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from goldline.model.condition import Value
from goldline.model.report import Cause, Possible, Side
from goldline.model.scale import NOT_JUDGED

Quote = Callable[[str], str]
Labels = Mapping[Value, str]

NOTHING = "—"
_LONGEST_PLAIN = 30


# --- counting -------------------------------------------------------------------------------


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 item`, `1,234 items`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Return parts as one reads a list aloud: `a, b and c`."""
    *head, tail = list(parts) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


# --- values and outcomes --------------------------------------------------------------------


def value_words(value: object) -> str:
    """Return a value as it is written in a guideline: `true`, `null`, `0.5`, `major`."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            plain = value.is_finite() and abs(value.adjusted()) < _LONGEST_PLAIN
            return _tidy(f"{value:f}") if plain else str(value)
        case Possible():
            return _between(value)
        case list() | tuple():
            return ", ".join(value_words(part) for part in value)
        case Mapping():
            return ", ".join(f"{key}: {value_words(part)}" for key, part in value.items())
        case _:
            return str(value)


def _tidy(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def _between(span: Possible) -> str:
    low, high = endpoint(span.minimum), endpoint(span.maximum)
    if low is None and high is None:
        return "any number"
    if low is None:
        return f"{value_words(high)} or less"
    if high is None:
        return f"{value_words(low)} or more"
    return f"{value_words(low)} to {value_words(high)}"


def endpoint(bound: Value) -> Value:
    """Return a bound, or None where there is none (an infinite one is none)."""
    return None if isinstance(bound, Decimal) and not bound.is_finite() else bound


def level_words(value: Value, labels: Labels) -> str:
    """Return a level with its label: `2 "Minor flaw"`."""
    if value == NOT_JUDGED:
        return "not judged"
    label = "" if value is None or isinstance(value, bool) else labels.get(value, "")
    shown = value_words(value)
    return f'{shown} "{label}"' if label and label != shown else shown


def outcome_words(value: Value, state: str | None, labels: Labels) -> str:
    """Return what the rules gave on one side; a dash where there was nothing to judge."""
    match state:
        case None:
            return NOTHING
        case "decided":
            return level_words(value, labels)
        case "gap":
            return "no rule holds"
        case "conflict":
            return "rules contradict each other"
        case _:
            return state


def possible_words(possible: Iterable[Value | Possible], states: Iterable[str], labels: Labels) -> str:
    """Return what an open judgment can still be: `1 "Unusable", 3 "Fine" or no rule holds`."""
    values = [value_words(one) if isinstance(one, Possible) else level_words(one, labels) for one in possible]
    return listed([*values, *(outcome_words(None, state, labels) for state in states)], "or")


def gold_words(before: Value, now: Value, labels: Labels) -> str:
    """Return the gold label, or both where it was changed."""
    if before is None and now is None:
        return "none"
    if before is None or now is None or before == now:
        return level_words(before if now is None else now, labels)
    return f"{level_words(before, labels)} → {level_words(now, labels)}"


def rules_words(before: Iterable[str], now: Iterable[str]) -> str:
    """Return which rules fired before and now; empty where there are none at all."""
    old, new = " and ".join(before), " and ".join(now)
    if old == new or not (old or new):
        return new
    return f"{old or 'none'} → {new or 'none'}"


# --- why, and what is missing ---------------------------------------------------------------


def missing_words(name: str, quote: Quote) -> str:
    """Return what would settle a judgment, in words."""
    kind, _, about = name.partition(":")
    match kind, about:
        case "input", _ if about:
            return f"observation {quote(about)}"
        case "type", _ if about:
            return f"nobody has looked for {quote(about)}"
        case "label", _ if about:
            return f"no label for {quote(about)}"
        case "findings", "":
            return "the findings were never annotated"
        case "rubric", "":
            return "which points of the item's rubric are met"
        case _:
            return quote(name)


def cause_words(cause: Cause, quote: Quote) -> str:
    """Return why an input made a difference: its value, and the tests on it before and now."""
    name, value = quote(cause.input), quote(value_words(cause.value))
    old, new = cause.base_test, cause.head_test
    if not old and not new:
        return f"{name} reads differently: {value}"
    if not old:
        return f"{name} is {value}: the test {quote(new)} is new"
    if not new:
        return f"{name} is {value}: the test {quote(old)} is gone"
    if old == new:
        return f"{name} is {value}: the test is {quote(old)}"
    return f"{name} is {value}: the test was {quote(old)}, now {quote(new)}"


# --- sides of a comparison ------------------------------------------------------------------


def side_words(side: Side) -> str:
    """Return a side as people call it, with its short commit where that says more."""
    short = (side.commit or "")[:10]
    return side.name if not short or side.name.startswith(short[:7]) else f"{side.name} ({short})"
