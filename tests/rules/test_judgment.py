"""A judgment: beside a label, and where people alone give it."""

from __future__ import annotations

import pytest

from goldline.model.condition import Value
from goldline.rules.judgment import Judgment, judged_by_people, order_values
from goldline.rules.span import INFINITY, Span
from rules.small import judge, number, row

DECIDED = """
    id: c
    inputs: {a: {boolean: Is it a?}}
    hit_policy: first
    rules: [{id: R-1, when: {a: true}, then: 2}]
    """


def test_a_judgment_agrees_with_a_label_of_its_value_and_with_no_other() -> None:
    found = row(DECIDED, a=True)
    assert found.agrees(2)
    assert not found.agrees(3)
    assert not found.agrees(None)


def test_what_is_not_decided_agrees_with_no_label() -> None:
    assert not row(DECIDED).agrees(2)
    assert not row(DECIDED, a=False).agrees(None)


BY_PEOPLE = "{id: c, scale: SCALE}"


@pytest.mark.parametrize("label", [2, "not-judged"])
def test_what_people_alone_judge_is_what_they_say(label: Value) -> None:
    criterion = judge("id: c").guideline.criteria["c"]
    people = {("c", None): label, ("c", "one"): 3}
    assert judged_by_people(criterion, None, people) == Judgment("decided", label, (), (label,), (), ())
    assert judged_by_people(criterion, "one", people) == Judgment("decided", 3, (), (3,), (), ())


def test_what_people_alone_judge_is_open_until_they_do() -> None:
    criterion = judge("id: c").guideline.criteria["c"]
    open_ = Judgment("undecided", None, (), (1, 2, 3), (), ("label:c",))
    assert judged_by_people(criterion, "two", {("c", None): 2}) == open_


@pytest.mark.parametrize(
    ("bounds", "span"),
    [
        ("minimum: 0, maximum: 9", Span(number("0"), number("9"))),
        ("minimum: 0", Span(number("0"), INFINITY, False, True)),
    ],
)
def test_on_a_scale_of_numbers_they_may_give_any_between_its_bounds(bounds: str, span: Span) -> None:
    criterion = judge(f"{{id: c, scale: {{type: numeric, {bounds}}}}}").guideline.criteria["c"]
    assert judged_by_people(criterion, None, {}).possible == (span,)


def test_values_are_listed_from_the_lowest_level_up() -> None:
    levels = "[{value: bad, label: B, anchor: a}, {value: fair, label: F, anchor: b}]"
    words = judge(f"{{id: c, scale: {{type: ordinal, levels: {levels}}}}}").guideline.criteria["c"].scale
    assert order_values(["not-judged", "fair", "bad"], words) == ("bad", "fair", "not-judged")


def test_numbers_are_listed_while_they_are_few_and_else_given_by_their_bounds() -> None:
    scale = judge("{id: c, scale: {type: numeric, minimum: 0}}").guideline.criteria["c"].scale
    few = [number(str(n)) for n in range(24, 0, -1)]
    assert order_values(["not-judged", *few], scale) == (*few[::-1], "not-judged")
    assert order_values([number("25"), *few, "not-judged"], scale) == (
        Span(number("1"), number("25")),
        "not-judged",
    )
    stretch = Span(number("2"), number("3"), True, True)
    assert order_values([5, stretch], scale) == (Span(number("2"), number("5"), True, False),)
