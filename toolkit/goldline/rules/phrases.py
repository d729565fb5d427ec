"""Inputs, tests and conditions in words that one can read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Prefix, Test
from goldline.model.criterion import (
    AnyInput,
    Case,
    ContextInput,
    CountInput,
    CriterionInput,
    DifferenceInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.rules.show import show_value

_COMPARISONS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least"}
# "less than major" speaks of a count; of a severity or a level one says that it stands below.
_RANKS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}


def input_phrase(source: Input) -> str:
    """Return what an input is: the question it puts, or what it counts."""
    match source:
        case WorstInput():
            return f"worst severity of {_types(source.types)}{_in(source.response)}"
        case CountInput():
            return f"how many {_findings(source)}{_in(source.response)}"
        case AnyInput():
            return f"whether there is any {_findings(source)}{_in(source.response)}"
        case SumInput():
            return f"sum of the weights of its findings{_in(source.response)}"
        case RecordedInput():
            return source.ask
        case CriterionInput():
            return f"judgment of {source.criterion}{_in(source.response)}"
        case DifferenceInput():
            return f"levels of {source.criterion} by which {source.first} stands above {source.second}"
        case RubricInput():
            return f"{source.measure} of the item's rubric"
        case ContextInput():
            return f"{source.name} of the item"


def test_phrase(test: Test) -> str:
    """Return a test in words: `is at least 3`, `is minor or major`, `is not formal`."""
    match test:
        case Always():
            return "is anything"
        case Equals():
            return "is not known to anybody (null)" if test.value is None else f"is {show_value(test.value)}"
        case Prefix():
            return f"begins with {test.prefix}"
        case Compare():
            known = _RANKS if isinstance(test.value, str) else _COMPARISONS
            return f"is {known[test.operator]} {show_value(test.value)}"
        case Interval():
            low = "more than " if test.low_open else ""
            high = "less than " if test.high_open else ""
            return f"is from {low}{show_value(test.low)} to {high}{show_value(test.high)}"
        case AnyOf():
            return "is " + _joined([test_phrase(part).removeprefix("is ") for part in test.tests], "or")
        case Not():
            return "is not " + _joined([test_phrase(part).removeprefix("is ") for part in test.tests], "or")


def case_phrase(case: Case) -> str:
    """Return a case in words: `worst_error is minor and small_errors is at least 3`."""
    return " and ".join(f"{name} {test_phrase(test)}" for name, test in case.tests.items()) or "always"


def _findings(source: CountInput | AnyInput) -> str:
    severity = (
        "" if source.severity is None else f" of severity {test_phrase(source.severity).removeprefix('is ')}"
    )
    return _types(source.types) + severity


def _types(types: Sequence[str]) -> str:
    return ", ".join("any type" if name == "*" else name for name in types)


def _in(response: str | None) -> str:
    return "" if response is None else f" in response {response}"


def _joined(parts: Sequence[str], joint: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
