"""What no change of order or names may move, and how intervals come about."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldline.model.figure import Figure
from goldline.scoring.coefficients import (
    alpha_from,
    cohen_from,
    conger_from,
    figure_of,
    fleiss,
    gwet,
    gwet_from,
    krippendorff,
)
from goldline.scoring.jackknife import Jackknife, Left, interval_of
from goldline.scoring.moments import Numbers, alpha_of_numbers, icc_one_way, icc_two_way
from goldline.scoring.student import student_quantile
from goldline.scoring.tallies import Codes, Ratings, count_table, tally
from goldline.scoring.weights import weights_for

LEVELS = 4
COEFFICIENTS = {
    "alpha": lambda left: alpha_from(left.tallies.coincidences, "ordinal", range(LEVELS)),
    "ac2": lambda left: gwet_from(left.tallies, weights_for("quadratic", LEVELS)),
    "conger": lambda left: conger_from(
        left.tallies, left.mean, left.square, left.raters, weights_for("linear", LEVELS)
    ),
}

Measure = Callable[[Numbers], Figure]

cells = st.one_of(st.none(), st.integers(0, LEVELS - 1))
tables = st.integers(2, 8).flatmap(
    lambda items: st.lists(st.lists(cells, min_size=items, max_size=items), min_size=2, max_size=6)
)


def columns(ratings: Ratings) -> tuple[Codes, Codes, Codes]:
    return ratings.units, ratings.raters, ratings.values


@given(tables, st.randoms(use_true_random=False))
def test_order_of_rows_raters_and_items_changes_nothing(
    table: list[list[int | None]], random: object
) -> None:
    shuffled = [list(row) for row in table]
    random.shuffle(shuffled)
    order = list(range(len(table[0])))
    random.shuffle(order)
    shuffled = [[row[at] for at in order] for row in shuffled]
    for measure in (krippendorff, fleiss, gwet):
        before, after = measure(Ratings.of_table(table, LEVELS)), measure(Ratings.of_table(shuffled, LEVELS))
        assert before.reason == after.reason
        assert before.value == pytest.approx(after.value)


@given(tables, st.permutations(range(LEVELS)))
def test_renaming_levels_changes_no_nominal_coefficient(
    table: list[list[int | None]], names: list[int]
) -> None:
    renamed = [[None if v is None else names[v] for v in row] for row in table]
    for measure in (krippendorff, fleiss, gwet):
        before, after = measure(Ratings.of_table(table, LEVELS)), measure(Ratings.of_table(renamed, LEVELS))
        assert before.value == pytest.approx(after.value)


def test_one_changed_judgment_moves_exactly_its_cell() -> None:
    table = [[0, 1, 2, 3], [0, 1, 2, 2], [1, 1, None, 3]]
    before = count_table(Ratings.of_table(table, LEVELS))
    table[1][2] = 0
    moved = count_table(Ratings.of_table(table, LEVELS)) - before
    assert moved[2].tolist() == [1, 0, -1, 0]
    moved[2] = 0
    assert not moved.any()


def random_ratings(raters: int, items: int, seed: int = 7) -> Ratings:
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, LEVELS, items)
    table = np.where(rng.random((raters, items)) < 0.7, truth, rng.integers(0, LEVELS, (raters, items)))
    missing = rng.random((raters, items)) < 0.3
    rows = [
        [None if gone else int(v) for v, gone in zip(*pair, strict=True)]
        for pair in zip(table, missing, strict=True)
    ]
    return Ratings.of_table(rows, LEVELS)


def left_of(ratings: Ratings, keep: np.ndarray, by: str) -> Left:
    units, raters, values = (column[keep] for column in columns(ratings))
    return Jackknife.of(Ratings.of_columns(units, raters, values, LEVELS, ratings.items)).whole


@pytest.mark.parametrize("by", ["raters", "items"])
def test_leaving_out_by_subtraction_is_counting_without(by: str) -> None:
    base = random_ratings(6, 20)
    ratings = Ratings(base.units, base.raters, base.values, LEVELS, base.items // 2)  # two responses an item
    knife = Jackknife.of(ratings)
    batches = list(knife.without_raters() if by == "raters" else knife.without_items())
    of_row = ratings.raters if by == "raters" else ratings.items[ratings.units]
    for name, estimate in COEFFICIENTS.items():
        found = np.concatenate([estimate(batch) for batch in batches])
        expected = [float(estimate(left_of(ratings, of_row != one, by))) for one in range(of_row.max() + 1)]
        assert found == pytest.approx(expected), name


def test_leaving_out_items_of_two_raters_is_counting_without() -> None:
    ratings = random_ratings(2, 12)
    knife = Jackknife.of(ratings)
    weights = weights_for("quadratic", LEVELS)
    (batch,) = knife.without_items()
    assert batch.confusion is not None
    found = cohen_from(batch.confusion, weights)
    of_row = ratings.items[ratings.units]
    expected = []
    for one in range(ratings.item_count):
        confusion = left_of(ratings, of_row != one, "items").confusion
        assert confusion is not None
        expected.append(float(cohen_from(confusion, weights)))
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("measure", [alpha_of_numbers, icc_one_way, icc_two_way])
@pytest.mark.parametrize("over", ["raters", "items"])
def test_intervals_of_numbers_are_those_of_counting_without_each(measure: Measure, over: str) -> None:
    rng = np.random.default_rng(8)
    table = rng.normal(size=(9, 1)) + rng.normal(scale=0.6, size=(9, 4))
    if measure is not icc_two_way:
        table[2, 1] = table[5, 3] = np.nan
    figure = measure(numbers_of(table))
    axis, count = (1, 4) if over == "raters" else (0, 9)
    without = [measure(numbers_of(np.delete(table, one, axis))).value for one in range(count)]
    found = next(one for one in figure.intervals if one.over == over)
    expected = interval_of(figure.value or 0, np.array(without), over)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def numbers_of(table: np.ndarray) -> Numbers:
    units, raters = np.nonzero(~np.isnan(table))
    return Numbers(units, raters, table[units, raters], np.arange(len(table)))


def test_where_raters_differ_the_interval_over_raters_is_the_wider_and_stands_first() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, LEVELS, 400)
    noise = [0.02, 0.05, 0.1, 0.9]
    rows = [[int(t) if rng.random() > share else int(rng.integers(LEVELS)) for t in truth] for share in noise]
    knife = Jackknife.of(Ratings.of_table(rows, LEVELS))
    figure = knife.figures(COEFFICIENTS, lambda v: figure_of(v, knife.whole.tallies))["alpha"]
    first, second = figure.intervals
    assert (first.over, second.over) == ("raters", "items")
    assert first.width > 2 * second.width
    assert first.method == "jackknife over 4 raters"


def test_two_raters_say_nothing_of_others() -> None:
    knife = Jackknife.of(random_ratings(2, 30))
    figure = knife.figures(COEFFICIENTS, lambda v: figure_of(v, knife.whole.tallies))["alpha"]
    assert [one.over for one in figure.intervals] == ["items", "raters"]
    assert figure.intervals[1].low is None
    assert figure.intervals[1].reason == "fewer than 3 raters"


def test_the_interval_over_raters_holds_what_it_promises() -> None:
    """Of many panels drawn from one population, about 95 in 100 intervals hold the population's value."""
    rng = np.random.default_rng(11)
    skill = lambda count: rng.beta(6, 3, count)  # noqa: E731

    def panel(raters: int) -> Ratings:
        truth = rng.integers(0, LEVELS, 150)
        table = np.where(
            rng.random((raters, 150)) < skill(raters)[:, None], truth, rng.integers(0, LEVELS, (raters, 150))
        )
        return Ratings.of_table(table.tolist(), LEVELS)

    true = krippendorff(panel(300)).value
    estimate = {"alpha": lambda left: alpha_from(left.tallies.coincidences, "nominal", range(LEVELS))}
    inside = 0
    for _ in range(100):
        knife = Jackknife.of(panel(15))
        figure = knife.figures(estimate, Figure)["alpha"]
        over = next(one for one in figure.intervals if one.over == "raters")
        assert over.low is not None
        assert over.high is not None
        inside += over.low <= (true or 0) <= over.high
    assert 86 <= inside <= 100


def test_quantiles_of_t_are_those_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for freedom in (1, 2, 3, 4, 5, 9, 30, 200):
        assert student_quantile(0.975, freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=0.004)


def test_an_empty_table_tallies_to_nothing() -> None:
    tallies = tally(count_table(Ratings.of_table([], 3)))
    assert tallies.units == 0
    assert tallies.paired == 0
