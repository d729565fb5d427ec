"""The browser judges as Python does: gold, random rows, random tables; the same in every field."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.guideline import Guideline
from goldline.reading.item import facts_of
from goldline.rules.formula import EXACT, TWELVE, apply, combine
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge
from goldline.rules.scene import Seen
from goldline.store.tree import FolderTree
from goldline.website.helper.compile import compile_guideline, plain_judgment, plain_value
from goldline.website.helper.near import gold_rows
from goldline.website.loading import load_site
from goldline.website.model import SiteModel
from helping.browser import find_contradictions, judge_rows, load_scripts
from helping.rows import judged, plain_row, random_rows, row_judges
from rules.tables import Table, build
from rules.thoroughness import THOROUGH, examples
from strategies import trials

ROOT = Path(__file__).resolve().parents[2]
GUIDELINES = sorted(path.name for path in (ROOT / "guidelines").iterdir())
ROWS = 3_000 if THOROUGH else 300


@pytest.fixture(scope="module")
def public() -> SiteModel:
    return load_site(FolderTree(ROOT))


@pytest.fixture(scope="module")
def blank(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    load_scripts(page)
    yield page
    page.close()


# --- the example guidelines ---------------------------------------------------------------------


@pytest.mark.parametrize("name", GUIDELINES)
def test_random_rows_of_every_criterion_are_judged_alike(public: SiteModel, blank: Any, name: str) -> None:
    judge = Judge(public.guidelines[name])
    compiled = compile_guideline(judge.guideline, judge)
    for rows in row_judges(judge):
        some = random_rows(rows, Random(rows.criterion.id), ROWS)
        found = judge_rows(blank, compiled, rows.criterion.id, list(map(plain_row, some)))
        for row, mine, expected in zip(some, found, judged(rows, some), strict=True):
            assert mine == expected, (rows.criterion.id, row)


@pytest.mark.parametrize("name", GUIDELINES)
def test_all_public_gold_is_judged_alike(public: SiteModel, blank: Any, name: str) -> None:
    judge = Judge(public.guidelines[name])
    compiled = compile_guideline(judge.guideline, judge)
    seen = 0
    for rows in row_judges(judge):
        criterion = rows.criterion
        gold = [
            (row, judge.judge(facts_of(item, judge.guideline))[criterion.id, response])
            for item in public.items_of(name)
            for response, row in gold_rows(judge, criterion, item)
        ]
        found = judge_rows(blank, compiled, criterion.id, [plain_row(row) for row, _ in gold])
        for (row, whole), mine, expected in zip(
            gold, found, judged(rows, [row for row, _ in gold]), strict=True
        ):
            assert mine == expected, (criterion.id, row)
            if all(name in row for name in rows.table.names):
                assert_same_outcome(mine, whole)
        seen += len(gold)
    assert seen > 40


def assert_same_outcome(mine: dict[str, Any], whole: Judgment) -> None:
    """A row of an item's values is judged as the item is."""
    assert (mine["state"], mine["outcome"], mine["rules"]) == (
        whole.state,
        plain_value(whole.value),
        list(whole.rules),
    )


@pytest.mark.parametrize("name", GUIDELINES)
def test_facts_of_gold_contradict_nothing(public: SiteModel, blank: Any, name: str) -> None:
    judge = Judge(public.guidelines[name])
    compiled = compile_guideline(judge.guideline, judge)
    for rows in row_judges(judge):
        gold = [
            plain_row(row)
            for item in public.items_of(name)
            for _, row in gold_rows(judge, rows.criterion, item)
        ]
        assert find_contradictions(blank, compiled, rows.criterion.id, gold) == [[]] * len(gold)


@pytest.mark.parametrize(
    ("row", "inputs"),
    [
        ({"worst_error": "none", "main_errors": 1}, {"worst_error", "main_errors"}),
        ({"worst_error": "minor", "small_errors": 0, "on_topic": True}, {"worst_error", "small_errors"}),
        ({"worst_error": "major", "main_errors": 2, "small_errors": 0}, set()),
        ({"main_errors": 2}, set()),
    ],
)
def test_answers_that_exclude_each_other_are_named(
    public: SiteModel, blank: Any, row: Any, inputs: set[str]
) -> None:
    compiled = compile_guideline(public.guidelines["image-caption"])
    (found,) = find_contradictions(blank, compiled, "correctness", [plain_row(row)])
    assert set(found) == inputs


# --- random guidelines ----------------------------------------------------------------------------


@given(st.data())
@examples(40)
def test_random_guidelines_are_judged_alike(blank: Any, data: st.DataObject) -> None:
    guideline = data.draw(trials(exact=False)).guideline
    assert_alike(blank, guideline, Random(data.draw(st.integers(0, 10**6))))


@pytest.mark.parametrize("seed", range(0, 60, 10))
def test_random_tables_of_every_hit_policy_are_judged_alike(blank: Any, seed: int) -> None:
    for number in range(seed, seed + 10):
        assert_alike(blank, build(Table(Random(number)).document), Random(number))


def test_the_random_tables_have_every_hit_policy_and_impossible_cases() -> None:
    made = [Table(Random(number)).document for number in range(60)]
    assert {(d["hit_policy"], d.get("aggregate")) for d in made} == {
        ("first", None),
        ("unique", None),
        ("any", None),
        ("priority", None),
        *(("collect", aggregate) for aggregate in ("min", "max", "sum", "count")),
    }
    assert any("impossible" in document for document in made)


def assert_alike(page: Any, guideline: Guideline, random: Random) -> None:
    judge = Judge(guideline)
    compiled = compile_guideline(guideline, judge)
    for rows in row_judges(judge):
        some = random_rows(rows, random, 25)
        found = judge_rows(page, compiled, rows.criterion.id, list(map(plain_row, some)))
        for row, mine, expected in zip(some, found, judged(rows, some), strict=True):
            assert mine == expected, (rows.criterion, row)


TOTALS = """([compiled, criterion, names, lists]) => {
  const judge = new goldline.judge.Judge(compiled);
  const sources = judge.tables[criterion].sources;
  return lists.map(list => {
    const found = list.map(([type, severity]) => ({name: type + " " + severity, response: null}));
    const total = name => goldline.findings.total(sources[name], found, judge.order);
    return Object.fromEntries(names.map(name => [name, goldline.tables.encode(total(name))]));
  });
}"""


# --- findings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GUIDELINES)
def test_inputs_of_listed_findings_come_out_alike(public: SiteModel, blank: Any, name: str) -> None:
    judge = Judge(public.guidelines[name])
    random = Random(name)
    kinds = [(t.path, s) for t in judge.lens.taxonomy.types.values() for s in t.severities]
    compiled = compile_guideline(judge.guideline, judge)
    for rows in row_judges(judge):
        sources = {
            n: source
            for n, source in rows.criterion.inputs.items()
            if n in judge_inputs(rows) and getattr(source, "response", None) is None
        }
        lists = [random.choices(kinds, k=random.randint(0, 6)) for _ in range(30)]
        found = blank.evaluate(TOTALS, [compiled, rows.criterion.id, list(sources), lists])
        for listed, mine in zip(lists, found, strict=True):
            seen = [Seen(path, severity, None) for path, severity in listed]
            assert mine == {n: plain_value(judge.lens.total(s, seen)) for n, s in sources.items()}
        # What findings bring together can never contradict itself.
        assert find_contradictions(blank, compiled, rows.criterion.id, found) == [[]] * len(found)


def judge_inputs(rows: RowJudge) -> list[str]:
    """Return the inputs of findings."""
    return [
        name
        for name in rows.names
        if type(rows.criterion.inputs[name]).__name__ in ("WorstInput", "CountInput", "AnyInput", "SumInput")
    ]


# --- exact numbers ----------------------------------------------------------------------------------

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.decimals(
    min_value=-(10**30), max_value=10**30, allow_nan=False
)
COMPUTE = """terms => terms.map(term => {
  const [amount] = goldline.numbers.compute(term, () => null);
  return amount === null ? null : amount.toString();
})"""


def plain_number(number: Decimal) -> list[Any]:
    return ["n", format(number, "f")]


@given(st.lists(st.tuples(st.sampled_from("+-*/"), NUMBERS, NUMBERS), min_size=1, max_size=40))
@examples(40)
def test_sums_products_and_quotients_are_exact(blank: Any, terms: list[tuple[str, Decimal, Decimal]]) -> None:
    found = blank.evaluate(COMPUTE, [[op, plain_number(one), plain_number(two)] for op, one, two in terms])
    for (operator, one, two), mine in zip(terms, found, strict=True):
        expected = combine(operator, one, two)
        assert (None if mine is None else Decimal(mine)) == expected


CALLS = st.one_of(
    st.tuples(st.sampled_from(("min", "max", "mean")), st.lists(NUMBERS, min_size=1, max_size=5)),
    st.tuples(st.sampled_from(("abs", "sqrt", "round")), NUMBERS.map(lambda number: [number])),
    st.tuples(
        st.just("round"),
        st.tuples(NUMBERS, st.integers(0, 12).map(Decimal)).map(list),
    ),
)


@given(st.lists(CALLS, min_size=1, max_size=40))
@examples(40)
def test_functions_come_out_to_the_same_digit(blank: Any, calls: list[tuple[str, list[Decimal]]]) -> None:
    found = blank.evaluate(COMPUTE, [["call", name, list(map(plain_number, args))] for name, args in calls])
    for (name, args), mine in zip(calls, found, strict=True):
        expected = apply(name, args)
        assert (None if mine is None else Decimal(mine)) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (["call", "round", [["n", "2.5"]]], "3"),
        (["call", "round", [["neg", ["n", "2.5"]]]], "-3"),
        (["/", ["n", "2"], ["n", "3"]], "0.666666666667"),
        (["/", ["n", "1"], ["n", "0"]], None),
        (["call", "sqrt", [["n", "2"]]], "1.41421356237"),
        (["call", "sqrt", [["neg", ["n", "1"]]]], None),
        (["+", ["n", "0.1"], ["n", "0.2"]], "0.3"),
    ],
)
def test_numbers_that_one_can_check_by_hand(blank: Any, term: Any, expected: str | None) -> None:
    assert blank.evaluate(COMPUTE, [term]) == [expected]


def test_a_root_that_ends_in_a_half_goes_to_the_even_digit(blank: Any) -> None:
    halves = [Decimal(text) for text in ("1.000000000005", "1.000000000015", "3.000000000025")]
    squares = [EXACT.multiply(half, half) for half in halves]
    found = blank.evaluate(COMPUTE, [["call", "sqrt", [plain_number(square)]] for square in squares])
    assert [Decimal(mine) for mine in found] == [TWELVE.sqrt(square) for square in squares]


def test_a_judgment_as_data_has_every_field() -> None:
    judgment = Judgment("decided", Decimal("0.50"), ("R-1",), (Decimal("0.50"),), (), ())
    assert plain_judgment(judgment) == {
        "outcome": {"n": "0.5"},
        "state": "decided",
        "rules": ["R-1"],
        "possible": [{"n": "0.5"}],
        "possible_states": [],
        "missing": [],
    }
