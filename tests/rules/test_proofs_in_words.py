"""What a proof says of rules, facts and judgments, as a lead reads it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldline.rules.proofs.wording import say_facts, say_outcome, say_rules, say_values, say_when
from rules.small import judge


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([], ""),
        (["A-1"], "A-1"),
        (["A-1", "A-2"], "A-1 and A-2"),
        (["A-1", "A-2", "otherwise"], "A-1, A-2 and `otherwise`"),
        (list("abcdef"), "a, b, c, d, e and f"),
        (list("abcdefgh"), "a, b, c, d, e, f and 2 more"),
    ],
)
def test_rules_are_named_and_many_are_counted(rules: list[str], said: str) -> None:
    assert say_rules(rules) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("casual", "casual"),
        (None, "null"),
        (True, "true"),
        (2, "2"),
        ("< 2", "less than 2"),
        ("<= 2", "at most 2"),
        ("> 2.5", "more than 2.5"),
        (">= -3", "at least -3"),
        ("[1..3]", "from 1 to 3"),
        ("[1..2)", "from 1 to less than 2"),
    ],
)
def test_what_an_input_may_be_is_said_in_words(value: str | int | bool | None, said: str) -> None:
    assert say_values([value]) == said


def test_several_values_are_joined_by_or() -> None:
    assert say_values(["a", "b", "> 2"]) == "a, b or more than 2"


def test_a_box_is_a_sentence_and_no_box_is_everything() -> None:
    assert say_when((("tone", ("casual",)), ("errors", (0, 1)))) == "`tone` is casual and `errors` is 0 or 1"
    assert say_when(()) == "whatever the facts are"


def test_facts_are_listed() -> None:
    assert say_facts((("tone", "casual"), ("share", Decimal("0.5")))) == "`tone`: casual, `share`: 0.5"


def test_a_judgment_is_said_with_the_label_of_its_level() -> None:
    levels = "[{value: 1, label: Poor, anchor: a}, {value: 2, label: '2', anchor: b}]"
    criterion = judge(f"{{id: c, scale: {{type: ordinal, levels: {levels}}}}}").guideline.criteria["c"]
    assert [say_outcome(value, criterion) for value in (1, 2, "not-judged")] == [
        '1 "Poor"',
        "2",
        "not-judged",
    ]
