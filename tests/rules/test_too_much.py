"""Where too much is unknown to list it all: perhaps too careful, never too bold."""

from __future__ import annotations

import pytest

from goldline.model.condition import Value
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge
from goldline.rules.span import INFINITY, Span
from rules.small import facts, judge, number, outcome, row

MANY = [f"b{at}" for at in range(17)]
ASKED = "\n".join(f"      {name}: {{boolean: Is it {name}?}}" for name in MANY)
ALL_AT_ONCE = ", ".join(f"{name}: true" for name in MANY)


def known(*names: str) -> dict[str, Value]:
    """Return that all the many are false, but for these, which nobody answered."""
    return {name: False for name in MANY if name not in names}


def of(judgment: Judgment) -> tuple[object, ...]:
    return judgment.possible, judgment.possible_states, judgment.missing


# --- one knot that cannot be listed: all of it hangs together by what cannot occur ----------------

KNOT = f"""
    id: c
    inputs:
{ASKED}
      worst: {{worst: wrong}}
      level: {{criterion: a}}
      tail: {{criterion: d}}
    hit_policy: first
    rules:
      - {{id: R-1, when: {{b0: true}}, then: 1}}
      - {{id: R-2, when: {{worst: critical}}, then: 1}}
      - {{id: R-3, when: {{level: 1}}, then: 2}}
      - {{id: R-4, when: {{tail: 1, modality: text}}, then: 2}}
    otherwise: 3
    impossible:
      - {{{ALL_AT_ONCE}, worst: none, level: 3, tail: 3, modality: text}}
    """
JUDGED = "id: a"
TAIL = """
    id: d
    inputs: {late: {boolean: Is it late?}}
    hit_policy: first
    rules: [{id: D-1, when: {late: true}, then: 1}]
    otherwise: 3
    """


@pytest.fixture(scope="module")
def knot() -> RowJudge:
    return RowJudge(judge(KNOT, JUDGED, TAIL), "c")


LABELLED: tuple[tuple[str, str | None, Value], ...] = (("a", None, 3),)


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        (facts(late=False, people=LABELLED), ("input:b0",)),
        (facts(late=False, b0=False), ("label:a",)),
        (facts(b0=False, people=LABELLED), ("input:late",)),
        (facts(findings=None, late=False, b0=False, people=LABELLED), ("findings",)),
        (facts(), ("input:b0", "label:a", "input:late")),
    ],
)
def test_what_no_rule_reads_is_not_missing_from_a_knot(
    knot: RowJudge, item: object, missing: tuple[str, ...]
) -> None:
    found = knot.judge.judge(item)["c", None]
    assert found.state == "undecided"
    assert set(found.missing) == set(missing)


def test_a_knot_in_which_all_that_rules_read_is_known_is_decided(knot: RowJudge) -> None:
    found = knot.judge.judge(facts(late=False, b0=False, people=LABELLED))["c", None]
    assert of(found) == ((3,), (), ())
    late = knot.judge.judge(facts(late=True, b0=False, people=LABELLED))["c", None]
    assert of(late) == ((2,), (), ())


def test_newer_findings_in_a_knot_are_named_by_their_type() -> None:
    """A wrong unit is at most major, so the worst cannot be critical."""
    made = judge(KNOT.replace("worst: critical", "worst: major"), JUDGED, TAIL)
    found = made.judge(facts(stamp="1.0.0", late=False, b0=False, people=LABELLED))["c", None]
    assert of(found) == ((1, 3), (), ("type:wrong.unit",))
    never = judge(KNOT, JUDGED, TAIL).judge(facts(stamp="1.0.0", late=False, b0=False, people=LABELLED))
    assert outcome(never["c", None]) == 3


def test_rows_that_are_a_knot_are_judged_input_by_input(knot: RowJudge) -> None:
    assert of(knot.judge_row({})) == (
        (1, 2, 3),
        (),
        ("input:b0", "input:worst", "input:level", "input:tail", "input:modality"),
    )
    row_without = {"b0": False, "worst": "none", "level": 3, "tail": 3}
    assert outcome(knot.judge_row(dict(row_without))) == 3
    assert of(knot.judge_row({"b0": False, "worst": "none", "tail": 3})) == ((2, 3), (), ("input:level",))


# --- too many ways in which a table's cases may hold ------------------------------------------------


def table(policy: str, rules: list[str], otherwise: str = "0", scale: str = "numeric") -> str:
    """Return a criterion with one rule for each of the many, that holds where it is true."""
    kinds = {"numeric": "{type: numeric, minimum: -100}", "three": "three"}
    listed = "\n".join(
        f"      - {{id: R-{at}, when: {{{name}: true}}, then: {then}}}"
        for at, (name, then) in enumerate(zip(MANY, rules, strict=True))
    )
    return f"""
    id: c
    scale: {kinds[scale]}
    inputs:
{ASKED}
    hit_policy: {policy}
    rules:
{listed}
    otherwise: {otherwise}
    """


EACH = [f"input:{name}" for name in MANY]


def test_a_sum_of_many_is_between_all_that_is_taken_off_and_all_that_is_added() -> None:
    body = table("collect\n    aggregate: sum", ["1", "-2"] * 8 + ["1"])
    found = row(body)
    assert found.state == "undecided"
    assert found.possible == (Span(number("-16"), number("9")),)
    assert sorted(found.missing) == sorted(EACH)
    assert row(body, **known("b0")).possible == (0, 1)


def test_a_count_of_many_is_any_number_up_to_all() -> None:
    found = row(table("collect\n    aggregate: count", ["1"] * 17))
    assert found.possible == tuple(range(18))


def test_of_many_rules_one_may_hold_or_none_or_several() -> None:
    found = row(table("unique", ["1", "2"] * 8 + ["2"], otherwise="3", scale="three"))
    assert (found.possible, found.possible_states) == ((1, 2, 3), ("conflict",))


def test_of_many_rules_that_agree_or_not_any_may_hold() -> None:
    found = row(table("any", ["1", "2"] * 8 + ["2"], otherwise="3", scale="three"))
    assert (found.possible, found.possible_states) == ((1, 2, 3), ("conflict",))


def test_of_formulas_among_many_anything_may_come() -> None:
    body = table("collect\n    aggregate: sum", ["{formula: x}"] + ["1"] * 16).replace(
        "    hit_policy", "      x: {number: How much?, minimum: 0, maximum: 1}\n    hit_policy"
    )
    found = row(body, x=1)
    assert (found.possible, found.possible_states) == ((Span(-INFINITY, INFINITY, True, True),), ("gap",))
    alike = row(body.replace("collect\n    aggregate: sum", "any"), x=1)
    assert (alike.possible, alike.possible_states) == (found.possible, ("conflict", "gap"))
    assert row(body, x=1, **known("b3")).possible == (0, 1)
