"""`goldline decide`: numeric criteria compute like people do on paper (FORMAT, section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from contract.deciding import Trial, criterion


def formula(of: str) -> str:
    """Return a criterion that is always the formula, over the numbers a, b and c."""
    inputs = "".join(
        f"  {name}: {{number: What is {name}?, minimum: -1000, maximum: 1000, nullable: true}}\n"
        for name in "abc"
    )
    return (
        f"inputs:\n{inputs}hit_policy: first\nrules:\n"
        f"  - id: P-1\n    text: The formula.\n    then: {{formula: {of!r}}}\n"
    )


def compute(trial: Trial, of: str, a: object = 0, b: object = 0, c: object = 0) -> Any:
    """Return the outcome as it is printed, or the state in capitals."""
    (line,) = trial(formula(of), ["a,b,c", f"{a},{b},{c}"], scale="any-number")
    if line["state"] != "decided":
        assert line["outcome"] is None
        return line["state"].upper()
    return line["outcome"]


# formula, a, b, c, the outcome by hand
EXACT: dict[str, tuple[str, object, object, object, object]] = {
    "a tenth and two tenths": ("a + b", 0.1, 0.2, 0, 0.3),
    "ten tenths": ("a + a + a + a + a + a + a + a + a + a", 0.1, 0, 0, 1),
    "a difference": ("a - b", 0.3, 0.1, 0, 0.2),
    "a product": ("a * b", 1.1, 1.1, 0, 1.21),
    "a weighted sum": ("0.7 * a + 0.3 * b", 2, 3, 0, 2.3),
    "times before plus": ("a + b * c", 1, 2, 3, 7),
    "brackets first": ("(a + b) * c", 1, 2, 3, 9),
    "minus from the left": ("a - b - c", 10, 3, 2, 5),
    "divided from the left": ("a / b / c", 12, 3, 2, 2),
    "a third, to twelve digits": ("a / b", 1, 3, 0, 0.333333333333),
    "two thirds, to twelve digits": ("a / b", 2, 3, 0, 0.666666666667),
    "a large quotient, to twelve digits": ("a / b", 1000, 3, 0, 333.333333333),
    "an exact quotient": ("a / b", 1, 8, 0, 0.125),
    "a root, to twelve digits": ("sqrt(a)", 2, 0, 0, 1.41421356237),
    "an exact root": ("sqrt(a)", 9, 0, 0, 3),
    "the root of a fraction": ("sqrt(a)", 0.25, 0, 0, 0.5),
    "the least": ("min(a, b, c)", 3, 1, 2, 1),
    "the most": ("max(a, b, c)", 3, 1, 2, 3),
    "a mean": ("mean(a, b, c)", 1, 2, 6, 3),
    "a mean to twelve digits": ("mean(a, b, c)", 1, 2, 2, 1.66666666667),
    "an absolute value": ("abs(a)", -2.5, 0, 0, 2.5),
    "a half goes up": ("round(a)", 2.5, 0, 0, 3),
    "a half below nought goes down": ("round(a)", -2.5, 0, 0, -3),
    "a half after an even number goes up too": ("round(a)", 0.5, 0, 0, 1),
    "just below a half": ("round(a)", 2.4999, 0, 0, 2),
    "functions of functions": ("max(abs(a), round(b)) / c", -3, 2.5, 2, 1.5),
}


@pytest.mark.parametrize("name", EXACT)
def test_a_formula_is_exact(trial: Trial, name: str) -> None:
    of, a, b, c, expected = EXACT[name]
    assert compute(trial, of, a, b, c) == expected


@pytest.mark.parametrize(
    ("of", "a", "b"),
    [
        ("a / b", 1, 0),  # division by zero
        ("a / (b - b)", 1, 5),  # the same, less plainly
        ("sqrt(a)", -1, 0),  # the root of a negative number
        ("a + b", "null", 1),  # null in a formula
        ("0 * a", "null", 1),  # null stays null, even times nothing
        ("max(a, b)", "null", 1),
        ("mean(a, b)", "null", 1),
    ],
)
def test_what_cannot_be_computed_is_a_gap(trial: Trial, of: str, a: object, b: object) -> None:
    assert compute(trial, of, a, b) == "GAP"


def test_a_result_outside_the_scale_is_kept(trial: Trial) -> None:
    """The scale ends at 1000; check reports it, decide keeps it."""
    assert compute(trial, "a * b", 1000, 2) == 2000


def test_a_formula_reads_levels_that_are_numbers(trial: Trial) -> None:
    body = """
        inputs:
          quality: {criterion: quality}
          consistency: {number: How consistent?, minimum: 0, maximum: 10}
        hit_policy: first
        rules:
          - {id: P-1, text: The weighted sum., then: {formula: 0.7 * consistency + 0.3 * quality}}
        """
    quality = criterion(
        "quality",
        """
        inputs:
          fine: {boolean: Is it fine?}
        hit_policy: first
        rules:
          - {id: Q-1, text: Fine., when: {fine: true}, then: 3}
        otherwise: 1
        """,
    )
    (line,) = trial(body, ["quality,consistency", "3,2"], scale="amount", quality=quality)
    assert line["outcome"] == 2.3


def test_rules_choose_between_formulas_and_numbers(trial: Trial) -> None:
    body = """
        inputs:
          a: {number: What is a?, minimum: 0, maximum: 10}
        hit_policy: first
        rules:
          - {id: P-1, text: Small., when: {a: "< 1"}, then: 0}
          - {id: P-2, text: Middle., when: {a: "[1..5]"}, then: {formula: a * 2}}
        otherwise: {id: P-9, text: Large., then: {formula: a + 10}}
        """
    lines = trial(body, ["a", "0.5", "1.1", "6"], scale="amount")
    assert [line["outcome"] for line in lines] == [0, 2.2, 16]


def test_an_unknown_number_leaves_a_range(trial: Trial) -> None:
    """a runs from 0 to 10, so twice a runs from 0 to 20."""
    body = """
        inputs:
          a: {number: What is a?, minimum: 0, maximum: 10}
        hit_policy: first
        rules:
          - {id: P-1, text: Twice., then: {formula: a * 2}}
        """
    (line,) = trial(body, ["a", '""'], scale="amount")
    assert (line["state"], line["outcome"], line["missing"]) == ("undecided", None, ["input:a"])
    assert line["possible"] in ([{"min": 0, "max": 20}], {"min": 0, "max": 20})


def test_an_unknown_integer_that_cancels_out_does_not_matter(trial: Trial) -> None:
    """Times nought it is nought, whatever a is (a may not be null here)."""
    body = """
        inputs:
          a: {integer: What is a?, minimum: 0, maximum: 4}
          b: {integer: What is b?, minimum: 0, maximum: 4}
        hit_policy: first
        rules:
          - {id: P-1, text: The product., then: {formula: a * b}}
        """
    (line,) = trial(body, ["a,b", ",0"], scale="amount")
    assert (line["state"], line["outcome"]) == ("decided", 0)
