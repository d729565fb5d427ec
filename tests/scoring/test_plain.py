"""Shares, errors, drift and overlap: plain Python."""

from __future__ import annotations

import pytest

from goldline.scoring.confusion import Judged, add_up
from goldline.scoring.drift import trend
from goldline.scoring.means import (
    Moments,
    difference_of,
    mean_by_item,
    mean_of,
    mean_of_moments,
    share_by_item,
)
from goldline.scoring.overlap import (
    Found,
    Mark,
    Met,
    match_findings,
    meet,
    overlap_of_boxes,
    overlap_of_stretches,
)
from goldline.scoring.proportion import chance_of_as_many, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (8, 10, 0.4902, 0.9433), (16, 20, 0.5840, 0.9193)],
)
def test_wilson_bounds_are_those_of_the_tables(part: int, whole: int, low: float, high: float) -> None:
    share = wilson(part, whole)
    assert share.low == pytest.approx(low, abs=1e-4)
    assert share.high == pytest.approx(high, abs=1e-4)


def test_a_share_of_nothing_is_undefined() -> None:
    assert wilson(0, 0).value is None
    assert wilson(0, 0).low is None


def test_the_binomial_test_is_that_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    for part, whole, share in ((9, 10, 0.5), (3, 20, 0.1), (0, 5, 0.3), (40, 50, 0.6)):
        expected = stats.binomtest(part, whole, share, alternative="greater").pvalue
        assert chance_of_as_many(part, whole, share) == pytest.approx(expected)


def test_credit_falls_with_the_distance_from_the_nearest_accepted_level() -> None:
    assert [Judged(v, (3, 1)).credit(4) for v in (0, 1, 2, 3, 4)] == [0.75, 1, 0.75, 1, 0.75]
    assert Judged(0, (3,), ordered=False).credit(4) == 0


def test_an_error_has_a_side_only_where_the_scale_has_an_order() -> None:
    tally = add_up([Judged(0, (2,)), Judged(1, (2,)), Judged(3, (2,)), Judged(2, (2,))], 3)
    assert (tally.below, tally.above) == (2, 1)
    assert tally.mean_error == pytest.approx(-0.5)
    assert add_up([Judged(0, (2,), ordered=False)], None).below == 0


def test_one_changed_judgment_moves_exactly_its_cell_of_the_confusion() -> None:
    judged = [Judged(0, (0,)), Judged(1, (1,)), Judged(1, (1,))]
    before = add_up(judged, 2).cells
    after = add_up([*judged[:2], Judged(2, (1,))], 2).cells
    assert before == {(0, 0): 1, (1, 1): 2}
    assert after == {(0, 0): 1, (1, 1): 1, (1, 2): 1}


def test_one_more_right_judgment_never_lowers_the_accuracy() -> None:
    judged = [Judged(0, (1,)), Judged(1, (1,))]
    assert (add_up([*judged, Judged(1, (1,))], 1).accuracy.value or 0) >= (
        add_up(judged, 1).accuracy.value or 0
    )


def test_a_falling_accuracy_is_told_from_chance() -> None:
    falling, chance = trend([(38, 40), (36, 40), (33, 40), (28, 40), (25, 40), (22, 40)])
    assert (falling.value or 0) < -0.05
    assert chance < 1e-4
    _, chance = trend([(36, 40), (34, 40), (37, 40), (35, 40)])
    assert chance > 0.3


def test_two_weeks_make_no_trend() -> None:
    slope, chance = trend([(5, 10), (9, 10)])
    assert slope.value is None
    assert "fewer than 3 weeks" in slope.reason
    assert chance == 1


def test_overlap_is_intersection_through_union() -> None:
    assert overlap_of_stretches((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert overlap_of_stretches((0, 4), (4, 8)) == 0
    assert overlap_of_boxes((0, 0, 2, 2), (1, 1, 2, 2)) == pytest.approx(1 / 7)


def test_findings_match_by_where_they_point_best_pairs_first() -> None:
    text = lambda a, b: (Mark("response", (a, b)),)  # noqa: E731
    gold = [Found("x", "minor", text(0, 10)), Found("y", "major", text(20, 30))]
    mine = [
        Found("y", "minor", text(21, 30)),
        Found("x", "minor", text(0, 9)),
        Found("x", "minor", text(40, 50)),
    ]
    found = {(m.first, m.second): m.overlap for m in match_findings(gold, mine)}
    assert found == {(0, 1): pytest.approx(0.9), (1, 0): pytest.approx(0.9)}


def test_findings_without_evidence_match_by_type_alone() -> None:
    assert [(m.first, m.second) for m in match_findings([Found("x", "minor")], [Found("x", "major")])] == [
        (0, 0)
    ]
    assert match_findings([Found("x", "minor")], [Found("y", "minor")]) == []


def test_two_who_found_nothing_agree_and_one_who_found_something_disagrees() -> None:
    one, none = [Found("x", "minor")], []
    assert meet(none, none) == Met(1, 1, None)
    assert meet(one, none).f1 == 0
    assert meet(one, one) == Met(1, 1, None)


def test_what_meets_is_told_with_its_type_and_by_how_far_the_evidence_is_the_same() -> None:
    span = lambda a, b: (Mark("response", (a, b)),)  # noqa: E731
    mine = [Found("x", "minor", span(0, 10)), Found("y", "minor", span(20, 30))]
    yours = [Found("x", "minor", span(0, 5)), Found("z", "minor", span(20, 30)), Found("x", "minor")]
    assert meet(mine, yours) == Met(4 / 5, 2 / 5, pytest.approx(0.75))


def test_means_have_the_bounds_of_students_t() -> None:
    stats = pytest.importorskip("scipy.stats")
    values = [0.1, 0.5, 0.3, 0.8, 0.2]
    interval = mean_of(values).interval
    expected = stats.t.interval(0.95, 4, loc=sum(values) / 5, scale=stats.sem(values))
    assert interval is not None
    assert interval.high == pytest.approx(expected[1], rel=0.005)
    assert interval.low == pytest.approx(max(expected[0], 0), abs=0.005)


def test_a_mean_from_sums_is_that_of_the_values_and_parts_can_be_taken_away() -> None:
    values, part = [0.1, 0.5, 0.3, 0.8, 0.2], [0.9, 0.4]
    left = mean_of_moments(Moments.of(values + part).less(Moments.of(part)))
    expected = mean_of(values)
    assert left.value == pytest.approx(expected.value)
    assert left.interval is not None
    assert expected.interval is not None
    assert (left.interval.low, left.interval.high) == pytest.approx(
        (expected.interval.low, expected.interval.high)
    )
    assert mean_of_moments(Moments()) == mean_of([])


def test_the_difference_of_two_means_is_that_of_welch() -> None:
    stats = pytest.importorskip("scipy.stats")
    before, after = [0.9, 0.7, 0.8, 0.5, 0.9], [0.2, 0.4, 0.1, 0.3]
    bounds = difference_of(before, after)
    expected = stats.ttest_ind(before, after, equal_var=False).confidence_interval(0.95)
    assert bounds == pytest.approx((expected.low, expected.high), abs=0.005)
    assert difference_of([0.5, 0.5], after) is None


def test_a_mean_of_one_value_an_item_has_the_interval_of_the_mean() -> None:
    values = [0.2, 0.4, 0.9, 0.5, 0.1, 0.3]
    found = mean_by_item(enumerate(values))
    assert found is not None
    known = mean_of(values).interval
    assert found.interval is not None
    assert known is not None
    assert found.value == pytest.approx(sum(values) / 6)
    assert (found.interval.low, found.interval.high) == pytest.approx((known.low, known.high))


def test_values_of_one_item_do_not_count_as_so_many_items() -> None:
    once = mean_by_item([("a", 0.0), ("b", 1.0), ("c", 0.0), ("d", 1.0)])
    often = mean_by_item([(item, value) for item, value in zip("abcd", [0.0, 1.0] * 2, strict=True)] * 50)
    assert once is not None
    assert often is not None
    assert once.interval is not None
    assert often.interval is not None
    assert often.interval.width == pytest.approx(once.interval.width)


def test_a_mean_of_nothing_is_none_and_one_of_two_items_has_no_interval() -> None:
    assert mean_by_item([]) is None
    found = mean_by_item([("a", 1.0), ("b", 0.0)])
    assert found is not None
    assert (found.value, found.interval) == (0.5, None)


def test_a_share_has_the_interval_that_leaving_out_each_item_gives() -> None:
    wholes = {f"i{n}": 0.2 + (n * 7 % 11) / 10 for n in range(60)}
    parts = {name: whole * (n % 3) / 4 for n, (name, whole) in enumerate(wholes.items()) if n % 2}
    found = share_by_item(parts, wholes)
    whole, part = sum(wholes.values()), sum(parts.values())
    left = [(part - parts.get(name, 0)) / (whole - one) for name, one in wholes.items()]
    middle = sum(left) / 60
    error = (59 / 60 * sum((one - middle) ** 2 for one in left)) ** 0.5
    assert found.value == pytest.approx(part / whole)
    assert found.interval is not None
    assert found.interval.width == pytest.approx(2 * 2.001 * error, rel=0.02)


def test_a_part_of_no_difference_at_all_is_undefined() -> None:
    assert share_by_item({}, {}).reason == "nobody differs on anything"
