"""Coefficients give what the literature gives for its own examples."""

from __future__ import annotations

import numpy as np
import pytest

from goldline.model.figure import Figure
from goldline.scoring.coefficients import (
    ALL_THE_SAME,
    NOBODY_TWICE,
    brennan_from,
    cohen,
    cohen_of_table,
    conger,
    fleiss,
    gwet,
    krippendorff,
    percent_agreement,
)
from goldline.scoring.many_numbers import (
    nominal_of_numbers,
    ordinal_of_numbers,
    percent_of_numbers,
    ratio_of_numbers,
)
from goldline.scoring.moments import NOT_COMPLETE, Numbers, alpha_of_numbers, icc_one_way, icc_two_way
from goldline.scoring.tallies import Ratings, count_table, tally
from goldline.scoring.weights import weights_for

_ = None
KRIPPENDORFF_2011 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
GWET_2014 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, _],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
FLEISS_TEXTBOOK = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
FLEISS_1971 = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""  # a patient a word, a diagnosis by each of six psychiatrists
KRIPPENDORFF_DOCSTRING = [
    [1, 0, 0, 0], [0, 0, 0, 0], [0, 2, 0, 0], [2, 0, 0, 0], [0, 0, 2, 0], [0, 0, 2, 1], [0, 0, 0, 3],
    [1, 0, 1, 0], [0, 2, 0, 0], [2, 0, 0, 0], [2, 0, 0, 0], [0, 0, 2, 0], [0, 0, 2, 0],
    [0, 0, 0, 0], [0, 0, 1, 1],
]  # fmt: skip
SHROUT_FLEISS_1979 = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def of_rows(rows: list[list[int | None]], levels: int) -> Ratings:
    return Ratings.of_table([[None if v is None else v - 1 for v in row] for row in rows], levels)


def of_counts(counts: list[list[int]]) -> Ratings:
    rows = [[level for level, count in enumerate(unit) for _ in range(count)] for unit in counts]
    most = max(map(len, rows))
    return Ratings.of_table(
        [[r[k] if k < len(r) else None for r in rows] for k in range(most)], len(counts[0])
    )


def of_numbers(table: list[list[float]]) -> Numbers:
    found = [(u, r, v) for u, row in enumerate(table) for r, v in enumerate(row) if v is not None]
    units, raters, values = zip(*found, strict=True)
    return Numbers(np.array(units), np.array(raters), np.array(values, float), np.arange(len(table)))


def value(figure: Figure) -> float:
    assert figure.value is not None, figure.reason
    return figure.value


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_is_that_of_krippendorff_2011(metric: str, expected: float) -> None:
    ratings = of_rows(KRIPPENDORFF_2011, 5)
    assert value(krippendorff(ratings, metric, [1, 2, 3, 4, 5])) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("weights", "ac", "kappa_fleiss", "kappa_conger"),
    [
        ("identity", 0.77544, 0.76117, 0.76282),
        ("quadratic", 0.914, 0.86494, 0.85771),
        ("ordinal", 0.89894, 0.85021, None),
        ("linear", 0.85874, 0.81794, None),
    ],
)
def test_ragged_coefficients_are_those_of_gwet_2014(
    weights: str, ac: float, kappa_fleiss: float, kappa_conger: float | None
) -> None:
    ratings = of_rows(GWET_2014, 5)
    assert value(gwet(ratings, weights)) == pytest.approx(ac, abs=5e-5)
    assert value(fleiss(ratings, weights)) == pytest.approx(kappa_fleiss, abs=5e-5)
    if kappa_conger is not None:
        assert value(conger(ratings, weights)) == pytest.approx(kappa_conger, abs=5e-5)


def test_percent_agreement_and_brennan_prediger_are_those_of_gwet_2014() -> None:
    ratings = of_rows(GWET_2014, 5)
    assert value(percent_agreement(ratings)) == pytest.approx(0.81818, abs=5e-6)
    found = float(brennan_from(tally(count_table(ratings)), weights_for("identity", 5)))
    assert found == pytest.approx(0.77273, abs=5e-6)


def test_fleiss_kappa_is_that_of_the_textbook_table() -> None:
    ratings = of_counts(FLEISS_TEXTBOOK)
    assert value(fleiss(ratings)) == pytest.approx(0.2099, abs=5e-5)
    assert value(gwet(ratings)) == pytest.approx(0.2256, abs=5e-5)


def test_fleiss_kappa_is_that_of_fleiss_1971() -> None:
    patients = [[int(diagnosis) for diagnosis in patient] for patient in FLEISS_1971.split()]
    assert value(fleiss(of_rows(list(zip(*patients, strict=True)), 5))) == pytest.approx(0.4302445, abs=5e-7)


def test_alpha_with_whole_units_missing_is_that_of_the_packages_docstring() -> None:
    ratings = of_counts(KRIPPENDORFF_DOCSTRING)
    assert value(krippendorff(ratings)) == pytest.approx(0.691358, abs=5e-7)
    assert value(krippendorff(ratings, "interval")) == pytest.approx(0.810845, abs=5e-7)


def test_ac2_of_gwets_abstractors_is_as_published() -> None:
    cells = [(0, 0)] * 13 + [(1, 1)] * 20 + [(1, 2)] * 7 + [(2, 1)] * 4 + [(2, 2)] * 56
    ratings = Ratings.of_table(list(zip(*cells, strict=True)), 3)
    assert value(gwet(ratings, "linear")) == pytest.approx(0.900, abs=5e-4)
    assert value(gwet(ratings, "quadratic")) == pytest.approx(0.940, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [
        ([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.79641, 0.84933),
        ([[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]], 0.4315, 0.45616),
        ([[118, 5], [2, 0]], -0.0234, 0.9408),
        ([[20, 20], [10, 50]], 0.3478, None),
        ([[46, 6, 0], [0, 32, 0], [0, 6, 10]], 0.80132, None),
    ],
)
def test_two_raters_by_their_table(table: list[list[int]], kappa: float, ac1: float | None) -> None:
    cells = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    ratings = Ratings.of_table(list(zip(*cells, strict=True)), len(table))
    assert value(cohen(ratings)) == pytest.approx(kappa, abs=5e-5)
    assert value(conger(ratings)) == pytest.approx(kappa, abs=5e-5)
    if ac1 is not None:
        assert value(gwet(ratings)) == pytest.approx(ac1, abs=5e-5)


def test_weighted_kappa_takes_any_weights() -> None:
    distance = np.array([[0, 1, 0.5], [1, 0, 0.5], [0.5, 0.5, 0]])
    table = np.array([[46, 6, 0], [0, 32, 0], [0, 6, 10]], float)
    assert value(cohen_of_table(table, 1 - distance)) == pytest.approx(0.8163, abs=5e-5)
    cohen_1968 = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]], float)
    apart = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])
    assert value(cohen_of_table(cohen_1968)) == pytest.approx(0.492, abs=5e-4)
    assert value(cohen_of_table(cohen_1968, 1 - apart / 6)) == pytest.approx(0.348, abs=5e-4)


def test_intraclass_correlations_are_those_of_shrout_and_fleiss_1979() -> None:
    numbers = of_numbers(SHROUT_FLEISS_1979)
    assert value(icc_one_way(numbers)) == pytest.approx(0.17, abs=5e-3)
    assert value(icc_two_way(numbers)) == pytest.approx(0.29, abs=5e-3)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (nominal_of_numbers, 0.743421),
        (ordinal_of_numbers, 0.815388),
        (alpha_of_numbers, 0.849107),
        (ratio_of_numbers, 0.797403),
    ],
)
def test_alpha_without_a_table_of_levels_is_the_same(measure: object, expected: float) -> None:
    numbers = of_numbers(list(map(list, zip(*KRIPPENDORFF_2011, strict=True))))
    assert value(measure(numbers)) == pytest.approx(expected, abs=1e-6)


def test_percent_agreement_without_a_table_of_levels_is_the_same() -> None:
    numbers = of_numbers(list(map(list, zip(*GWET_2014, strict=True))))
    assert value(percent_of_numbers(numbers)) == pytest.approx(0.81818, abs=5e-6)


def test_the_two_way_icc_says_that_it_needs_a_complete_table() -> None:
    ragged = of_numbers([[9, 2, 5, 8], [6, None, 3, 2], [8, 4, 6, 8]])
    assert icc_two_way(ragged) == Figure(None, NOT_COMPLETE)
    assert icc_one_way(ragged).defined


@pytest.mark.parametrize("measure", [alpha_of_numbers, nominal_of_numbers, ordinal_of_numbers, icc_one_way])
def test_the_same_number_everywhere_is_undefined(measure: object) -> None:
    assert measure(of_numbers([[3, 3], [3, 3], [3, None]])) == Figure(None, ALL_THE_SAME)
    assert measure(of_numbers([[3, None], [None, 4]])) == Figure(None, NOBODY_TWICE)


@pytest.mark.parametrize("measure", [krippendorff, fleiss, gwet, conger])
def test_the_same_judgment_everywhere_is_undefined_and_neither_0_nor_1(measure: object) -> None:
    same = Ratings.of_table([[2, 2, 2], [2, 2, 2], [2, None, 2]], 4)
    assert measure(same) == Figure(None, ALL_THE_SAME)
    assert percent_agreement(same).value == 1


@pytest.mark.parametrize("measure", [krippendorff, fleiss, gwet, conger, percent_agreement])
@pytest.mark.parametrize("table", [[], [[1]], [[0, 1, 2]], [[0, None], [None, 1]]])
def test_without_two_judgments_of_one_item_there_is_no_figure(
    measure: object, table: list[list[int]]
) -> None:
    assert measure(Ratings.of_table(table, 3)) == Figure(None, NOBODY_TWICE)


def test_ac1_takes_the_levels_that_the_scale_declares() -> None:
    rows = [[0, 0, 1, 0], [0, 1, 1, 0]]
    assert value(gwet(Ratings.of_table(rows, 2))) < value(gwet(Ratings.of_table(rows, 5)))
