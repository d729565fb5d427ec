"""Tests, conditions and inputs, as rules write them and in words that one can read aloud."""

from __future__ import annotations

import pytest

from goldline.model.condition import Always, AnyOf, Compare, Equals, Interval, Not, Prefix, Test
from goldline.model.criterion import Case
from goldline.model.finding import Where
from goldline.rules.domain import Domain, Locales, Numbers, words
from goldline.rules.phrases import case_phrase, input_phrase
from goldline.rules.phrases import test_phrase as spoken_test
from goldline.rules.scene import UNKNOWN
from goldline.rules.show import show_cases, show_cell, show_domain, show_test, show_then, show_value
from goldline.rules.span import INFINITY, Span
from rules.small import judge, number

D = number
HERE = Where("c.yaml")

# a test, as it is written, in words
TESTS: list[tuple[Test, str, str]] = [
    (Always(), "-", "is anything"),
    (Equals(None), "null", "is not known to anybody (null)"),
    (Equals(True), "true", "is true"),
    (Equals(D("0.50")), "0.50", "is 0.50"),
    (Prefix("ja-"), "ja-*", "begins with ja-"),
    (Compare("<", 3), "< 3", "is less than 3"),
    (Compare("<=", 3), "<= 3", "is at most 3"),
    (Compare(">", 3), "> 3", "is more than 3"),
    (Compare(">=", 3), ">= 3", "is at least 3"),
    (Compare("<", "major"), "< major", "is below major"),
    (Compare("<=", "major"), "<= major", "is at most major"),
    (Compare(">", "minor"), "> minor", "is above minor"),
    (Compare(">=", "major"), ">= major", "is at least major"),
    (Interval(1, 3), "[1..3]", "is from 1 to 3"),
    (Interval(1, 3, low_open=True), "(1..3]", "is from more than 1 to 3"),
    (Interval(1, 3, high_open=True), "[1..3)", "is from 1 to less than 3"),
    (AnyOf((Equals("minor"), Equals("major"))), "minor or major", "is minor or major"),
    (
        AnyOf((Equals(1), Interval(3, 4), Compare(">", 9))),
        "1 or [3..4] or > 9",
        "is 1, from 3 to 4 or more than 9",
    ),
    (Not((Equals("formal"),)), "not formal", "is not formal"),
    (Not((Equals(1), Compare(">", 9))), "not 1 nor > 9", "is not 1 or more than 9"),
]


@pytest.mark.parametrize(("test", "written", "spoken"), TESTS)
def test_a_test_is_shown_as_written_and_as_spoken(test: Test, written: str, spoken: str) -> None:
    assert (show_test(test), spoken_test(test)) == (written, spoken)


def test_a_case_names_its_inputs() -> None:
    case = Case({"worst": Equals("minor"), "small": Compare(">=", 3)}, HERE)
    assert case_phrase(case) == "worst is minor and small is at least 3"
    assert (
        show_cases([case, Case({"worst": Equals("major")}, HERE)])
        == "worst: minor, small: >= 3\nworst: major"
    )


def test_a_rule_without_a_condition_always_holds() -> None:
    assert case_phrase(Case({}, HERE)) == "always"
    assert show_cases([Case({}, HERE)]) == "always"
    assert show_cases([]) == "always"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (UNKNOWN, "unknown"),
        (None, "null"),
        (False, "false"),
        (Span(D("0.5"), D("3")), "0.5 to 3"),
        (Span(-INFINITY, D("3"), True, False), "any to 3"),
        (Span(D("1"), INFINITY, False, True), "1 to any"),
    ],
)
def test_what_an_input_reads_is_shown(cell: object, shown: str) -> None:
    assert show_cell(cell) == shown


def test_a_number_is_shown_without_an_exponent() -> None:
    assert show_value(D("1E+3")) == "1000"
    assert show_value(D("1E-7")) == "0.0000001"


INPUTS = {
    "{worst: wrong}": "worst severity of wrong",
    "{worst: [wrong, rude]}": "worst severity of wrong, rude",
    "{worst: wrong, response: a}": "worst severity of wrong in response a",
    '{count: "*"}': "how many any type",
    '{count: wrong, severity: ">= major", response: a}': (
        "how many wrong of severity at least major in response a"
    ),
    "{any: [rude, wrong.fact]}": "whether there is any rude, wrong.fact",
    "{sum: [{type: wrong, weight: 2}], response: b}": "sum of the weights of its findings in response b",
    "{boolean: Is it about what was asked?}": "Is it about what was asked?",
    "{criterion: a}": "judgment of a",
    "{criterion: a, response: b}": "judgment of a in response b",
    "{difference: a, of: [one, two]}": "levels of a by which one stands above two",
    "{rubric: share}": "share of the item's rubric",
    "{rubric: points}": "points of the item's rubric",
}


@pytest.mark.parametrize("written", INPUTS)
def test_an_input_is_its_question_or_what_it_counts(written: str) -> None:
    body = (
        f"{{id: c, target: item, inputs: {{x: {written}}}, hit_policy: first, rules: [{{id: R-1, then: 1}}]}}"
    )
    made = judge("id: a", body).guideline.criteria["c"]
    assert input_phrase(made.inputs["x"]) == INPUTS[written]


def test_modality_and_locale_are_of_the_item() -> None:
    body = "{id: c, hit_policy: first, rules: [{id: R-1, when: {modality: text, locale: en-US}, then: 1}]}"
    made = judge(body).guideline.criteria["c"]
    assert input_phrase(made.inputs["modality"]) == "modality of the item"
    assert input_phrase(made.inputs["locale"]) == "locale of the item"


def test_what_a_rule_gives_is_shown_as_written() -> None:
    body = """
        id: c
        scale: {type: numeric, minimum: 0}
        inputs: {x: {number: How much?}}
        hit_policy: first
        rules: [{id: R-1, when: {x: 1}, then: {formula: "2*x  + 1"}}]
        otherwise: 0.5
        """
    made = judge(body).guideline.criteria["c"]
    assert show_then(made.rules[0].then) == "2*x  + 1"
    assert made.otherwise is not None
    assert show_then(made.otherwise.then) == "0.5"


@pytest.mark.parametrize(
    ("domain", "shown"),
    [
        (words(["none", "minor"], ordered=True), "none < minor"),
        (words([False, True], ordered=False, nullable=True), "false, true, or null"),
        (Locales(("en-US", "ja-JP")), "en-US, ja-JP"),
        (Locales(()), "any locale"),
        (Numbers(True, D("0"), D("9"), False), "whole number from 0 to 9"),
        (Numbers(False, D("0.5"), None, True), "number from 0.5, or null"),
        (Numbers(False, None, D("2"), False), "number up to 2"),
        (Numbers(True, None, None, False), "whole number"),
    ],
)
def test_what_an_input_can_be_is_shown_on_a_line(domain: Domain, shown: str) -> None:
    assert show_domain(domain) == shown
