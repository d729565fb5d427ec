"""`goldline decide`: what each kind of input takes, and what each test says of it (FORMAT, section 4)."""

from __future__ import annotations

import pytest

from contract.deciding import GUIDELINE, Trial, criterion, files, holds, outcomes
from contract.workbench import RepoFactory

YES, NO = 2, 1

ENUM = "x: {enum: [casual, neutral, formal], ask: Which register?}"
ORDERED = "x: {enum: [casual, neutral, formal], ordered: true, ask: Which register?}"
WORST = "x: {worst: wrong}"
NUMBER = "x: {number: How much?, minimum: 0, maximum: 100}"
INTEGER = "x: {integer: How many?, minimum: 0, maximum: 100}"
NULLABLE = "x: {number: How much?, minimum: 0, maximum: 100, nullable: true}"
COUNT = "x: {count: wrong}"
BOOLEAN = "x: {boolean: Is it so?}"

# The input, the test, and for each cell whether the test holds.
TESTS: dict[str, tuple[str, str, dict[str, int]]] = {
    # a value
    "a word": (ENUM, "formal", {"formal": YES, "neutral": NO, "casual": NO}),
    "a boolean true": (BOOLEAN, "true", {"true": YES, "false": NO}),
    "a boolean false": (BOOLEAN, "false", {"true": NO, "false": YES}),
    "a number": (NUMBER, "2.5", {"2.5": YES, "2.50": YES, "2.4999": NO}),
    "an integer": (INTEGER, "2", {"2": YES, "3": NO}),
    "a severity": (WORST, "major", {"major": YES, "critical": NO, "none": NO}),
    "no finding": (WORST, "none", {"none": YES, "minor": NO}),
    "a count": (COUNT, "0", {"0": YES, "1": NO}),
    "any finding": ("x: {any: rude}", "true", {"true": YES, "false": NO}),
    # a list: any of its tests
    "a list of words": (ENUM, "[casual, formal]", {"casual": YES, "neutral": NO, "formal": YES}),
    "a list of severities": (WORST, "[none, critical]", {"none": YES, "minor": NO, "critical": YES}),
    "a list of comparisons": (NUMBER, '["< 1", "> 5"]', {"0.5": YES, "1": NO, "5": NO, "5.5": YES}),
    "a list of a value and an interval": (
        NUMBER,
        '[0, "[5..6]"]',
        {"0": YES, "1": NO, "5": YES, "6": YES, "7": NO},
    ),
    # comparisons of numbers
    "less": (NUMBER, '"< 2"', {"1.999": YES, "2": NO, "2.001": NO}),
    "at most": (NUMBER, '"<= 2"', {"1.999": YES, "2": YES, "2.001": NO}),
    "more": (NUMBER, '"> 2"', {"1.999": NO, "2": NO, "2.001": YES}),
    "at least": (NUMBER, '">= 2"', {"1.999": NO, "2": YES, "2.001": YES}),
    "spaces are free": (NUMBER, '">=2"', {"1": NO, "2": YES}),
    "integers compare as numbers, not as words": (INTEGER, '"> 9"', {"10": YES, "9": NO, "100": YES}),
    "a count compares": (COUNT, '">= 2"', {"1": NO, "2": YES, "11": YES}),
    # comparisons of what has an order of its own
    "an ordered enum below": (ORDERED, '"< formal"', {"casual": YES, "neutral": YES, "formal": NO}),
    "an ordered enum from": (ORDERED, '">= neutral"', {"casual": NO, "neutral": YES, "formal": YES}),
    "a severity from": (WORST, '">= major"', {"none": NO, "minor": NO, "major": YES, "critical": YES}),
    "none is below every severity": (WORST, '"< major"', {"none": YES, "minor": YES, "major": NO}),
    # the four intervals
    "closed": (NUMBER, '"[1..3]"', {"0.9": NO, "1": YES, "2": YES, "3": YES, "3.1": NO}),
    "open": (NUMBER, '"(1..3)"', {"1": NO, "1.1": YES, "2.9": YES, "3": NO}),
    "open below": (NUMBER, '"(1..3]"', {"1": NO, "1.1": YES, "3": YES, "3.1": NO}),
    "open above": (NUMBER, '"[1..3)"', {"0.9": NO, "1": YES, "2.9": YES, "3": NO}),
    "an interval with spaces": (NUMBER, '"[ 1 .. 3 ]"', {"0.9": NO, "1": YES, "3": YES}),
    "an interval of fractions": (NUMBER, '"(0..0.5]"', {"0": NO, "0.5": YES, "0.51": NO}),
    # negation
    "not a word": (ENUM, "not formal", {"formal": NO, "neutral": YES, "casual": YES}),
    "not a severity": (WORST, "not none", {"none": NO, "minor": YES}),
    "not a list": (ENUM, "{not: [casual, neutral]}", {"casual": NO, "neutral": NO, "formal": YES}),
    "not one in a mapping": (ENUM, "{not: casual}", {"casual": NO, "neutral": YES}),
    "not a comparison": (NUMBER, '{not: ["< 2"]}', {"1": NO, "2": YES}),
    # what always holds
    "a dash": (ENUM, '"-"', {"casual": YES, "formal": YES}),
    # null
    "null is null": (NULLABLE, "null", {"null": YES, "0": NO, "50": NO}),
    "null is not less": (NULLABLE, '"< 50"', {"null": NO, "49": YES}),
    "null is not more": (NULLABLE, '">= 0.5"', {"null": NO, "1": YES}),
    "null is in no interval": (NULLABLE, '"[0..50]"', {"null": NO, "0": YES}),
    "null is not another value either": (NULLABLE, "not 50", {"null": NO, "49": YES, "50": NO}),
    "null in a list": (NULLABLE, '[null, "< 10"]', {"null": YES, "9": YES, "10": NO}),
    "a dash takes null too": (NULLABLE, '"-"', {"null": YES, "3": YES}),
}


@pytest.mark.parametrize("name", TESTS)
def test_a_unary_test_holds_for_what_it_says(trial: Trial, name: str) -> None:
    declared, test, cells = TESTS[name]
    lines = trial(holds(declared, test), ["x", *cells])
    assert dict(zip(cells, outcomes(lines), strict=True)) == cells


def test_an_input_left_out_of_when_always_holds(trial: Trial) -> None:
    """`y` stands in no test, so only `x` decides."""
    lines = trial(
        """
        inputs:
          x: {boolean: Is it so?}
          y: {boolean: Or so?}
        hit_policy: first
        rules:
          - {id: P-1, text: So., when: {x: true}, then: 2}
          - {id: P-2, text: Both., when: {x: false, y: true}, then: 3}
        otherwise: 1
        """,
        ["x,y", "true,true", "true,false", "false,true", "false,false"],
    )
    assert outcomes(lines) == [2, 2, 3, 1]


def test_all_tests_of_a_case_have_to_hold(trial: Trial) -> None:
    lines = trial(
        """
        inputs:
          worst: {worst: wrong}
          wrong_facts: {count: wrong.fact}
          register: {enum: [casual, neutral, formal], ordered: true, ask: Which register?}
        hit_policy: first
        rules:
          - id: P-1
            text: All three.
            when: {worst: [minor, major], wrong_facts: "< 2", register: not formal}
            then: 2
        otherwise: 1
        """,
        [
            "worst,wrong_facts,register",
            "minor,0,casual",  # all hold
            "major,1,neutral",  # all hold
            "critical,1,casual",  # worst does not
            "minor,2,casual",  # wrong_facts does not
            "minor,0,formal",  # register does not
        ],
    )
    assert outcomes(lines) == [2, 2, 1, 1, 1]


def test_any_case_of_a_list_of_cases_is_enough(trial: Trial) -> None:
    lines = trial(
        """
        inputs:
          worst: {worst: wrong}
          rude: {any: rude}
          on_topic: {boolean: Is it about this?}
        hit_policy: first
        rules:
          - id: P-1
            text: Two ways.
            when:
              - {worst: critical, on_topic: true}
              - {rude: true}
            then: 1
        otherwise: 3
        """,
        [
            "worst,rude,on_topic",
            "critical,false,true",  # the first case
            "critical,false,false",  # half of the first
            "none,true,false",  # the second
            "critical,true,true",  # both
            "none,false,true",  # neither
        ],
    )
    assert outcomes(lines) == [1, 3, 1, 1, 3]


def test_a_sum_is_a_number_to_the_tests(trial: Trial) -> None:
    """Sums of 0.1 and 5 reach 0.3 exactly: no binary fraction stands in the way of `<= 0.3`."""
    declared = "x: {sum: [{type: wrong, severity: minor, weight: 0.1}, {severity: major, weight: 5}]}"
    lines = trial(holds(declared, '"<= 0.3"'), ["x", "0", "0.3", "0.4", "5"])
    assert outcomes(lines) == [YES, YES, NO, NO]


def test_a_rubric_share_is_a_number_from_nought_to_one(trial: Trial) -> None:
    lines = trial(holds("x: {rubric: share}", '">= 0.5"'), ["x", "0", "0.499", "0.5", "1"])
    assert outcomes(lines) == [NO, NO, YES, YES]


def test_rubric_points_are_a_number(trial: Trial) -> None:
    lines = trial(holds("x: {rubric: points}", '"> 2"'), ["x", "0", "2", "3"])
    assert outcomes(lines) == [NO, NO, YES]


def test_the_locale_is_there_without_being_declared(trial: Trial) -> None:
    """`ja-*` holds for each locale that begins with `ja-`."""
    lines = trial(
        """
        hit_policy: first
        rules:
          - {id: P-1, text: Japanese., when: {locale: "ja-*"}, then: 2}
        otherwise: 1
        """,
        ["locale", "ja-JP", "ja-Hira", "en-US"],
    )
    assert outcomes(lines) == [2, 2, 1]


def test_a_locale_can_be_negated_and_listed(trial: Trial) -> None:
    lines = trial(
        """
        hit_policy: first
        rules:
          - {id: P-1, text: Listed., when: {locale: [en-US, ja-JP]}, then: 2}
          - {id: P-2, text: The rest., when: {locale: not en-US}, then: 3}
        """,
        ["locale", "ja-JP", "en-US", "ja-Hira"],
    )
    assert outcomes(lines) == [2, 2, 3]


def test_the_modality_is_there_without_being_declared(trial: Trial) -> None:
    lines = trial(
        """
        hit_policy: first
        rules:
          - {id: P-1, text: Text., when: {modality: text}, then: 2}
        otherwise: 1
        """,
        ["modality", "text", "image-caption"],
    )
    assert outcomes(lines) == [2, 1]


UPSTREAM = """
    inputs:
      seen: {boolean: Is it seen?}
    hit_policy: first
    rules:
      - {id: U-1, text: Seen., when: {seen: true}, then: 3}
    otherwise: 1
    """


def test_another_criterion_gives_its_levels_in_their_order(trial: Trial) -> None:
    lines = trial(
        holds("x: {criterion: upstream}", '"< 3"'),
        ["x", "1", "2", "3"],
        upstream=criterion("upstream", UPSTREAM),
    )
    assert outcomes(lines) == [YES, YES, NO]


def test_a_criterion_that_is_not_judged_is_null(trial: Trial) -> None:
    """`not-judged` and a criterion that does not apply both reach a rule as null."""
    lines = trial(
        holds("x: {criterion: upstream}", "null"),
        ["x", "null", "3"],
        upstream=criterion("upstream", UPSTREAM),
    )
    assert outcomes(lines) == [YES, NO]


def test_a_number_becomes_a_class(trial: Trial) -> None:
    """A numeric criterion as input: below 1 is the best, from 25 on the worst."""
    lines = trial(
        """
        inputs:
          score: {criterion: penalty}
        hit_policy: first
        rules:
          - {id: P-1, text: Little., when: {score: "< 1"}, then: 3}
          - {id: P-2, text: Much., when: {score: ">= 25"}, then: 1}
        otherwise: 2
        """,
        ["score", "0", "0.999", "1", "24.9", "25"],
        penalty=criterion(
            "penalty",
            """
            inputs:
              weight: {sum: [{severity: minor, weight: 0.1}, {weight: 5}]}
            hit_policy: first
            rules:
              - {id: N-1, text: The sum., then: {formula: weight}}
            """,
            scale="amount",
        ),
    )
    assert outcomes(lines) == [3, 3, 2, 2, 1]


def test_a_difference_counts_levels(trial: Trial) -> None:
    lines = trial(
        """
        target: item
        inputs:
          ahead: {difference: upstream, of: [a, b]}
        hit_policy: unique
        rules:
          - {id: P-1, text: Ahead., when: {ahead: "> 0"}, then: 3}
          - {id: P-2, text: Behind., when: {ahead: "< 0"}, then: 1}
          - {id: P-3, text: Even., when: {ahead: 0}, then: 2}
        """,
        ["ahead", "-2", "-1", "0", "1", "2"],
        upstream=criterion("upstream", UPSTREAM),
    )
    assert outcomes(lines) == [1, 1, 2, 3, 3]


def test_an_input_may_name_a_response(trial: Trial) -> None:
    lines = trial(
        """
        target: item
        inputs:
          worst_a: {worst: wrong, response: a}
          level_b: {criterion: upstream, response: b}
          seen_a: {observation: seen, response: a}
        hit_policy: first
        rules:
          - {id: P-1, text: A is bad., when: {worst_a: critical}, then: 1}
          - {id: P-2, text: B is good., when: {level_b: 3, seen_a: true}, then: 3}
        otherwise: 2
        """,
        ["worst_a,level_b,seen_a", "critical,3,true", "none,3,true", "none,3,false", "none,1,true"],
        upstream=criterion("upstream", UPSTREAM),
    )
    assert outcomes(lines) == [1, 3, 2, 2]


def test_an_input_of_the_guideline_can_be_used_by_its_name(repo: RepoFactory) -> None:
    body = """
        hit_policy: first
        rules:
          - {id: P-1, text: On it., when: {on_topic: true}, then: 3}
        otherwise: 1
        """
    shared = GUIDELINE + "inputs:\n  on_topic: {boolean: Is it about this?}\n"
    made = repo(
        {**files(body), "guidelines/trial/guideline.yaml": shared, "rows.csv": "on_topic\ntrue\nfalse\n"}
    )
    assert outcomes(made.run("decide", "trial", "probe", "rows.csv").lines) == [3, 1]


def test_words_of_another_tongue_are_words(trial: Trial) -> None:
    """YAML 1.2 knows true and false, but `no`, `yes`, `on` and `off` are words like any other."""
    lines = trial(
        holds("x: {enum: [yes, no, off], ask: Is there one?}", "no"),
        ["x", "no", "yes", "off"],
    )
    assert outcomes(lines) == [YES, NO, NO]
