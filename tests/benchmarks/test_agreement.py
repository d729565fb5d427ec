"""What is measured of agreement is what it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.agreement import LEVELS, bare_alpha, draw, measure_coefficients, measure_command
from goldline.scoring.coefficients import krippendorff
from goldline.scoring.tallies import Ratings


def test_the_floor_and_goldline_agree() -> None:
    units, raters, values = draw(5_000)
    ours = krippendorff(Ratings.of_columns(units, raters, values, LEVELS), "ordinal")
    assert ours.value == pytest.approx(bare_alpha(units, values), abs=1e-12)


def test_every_coefficient_is_measured_and_none_costs_many_times_a_count_table() -> None:
    speeds = measure_coefficients(100_000)
    assert set(speeds.each) >= {"alpha", "fleiss", "AC1", "AC2", "conger"}
    # The bound is 3; a busy machine gets some air.
    assert speeds.slowest[1] < 8 * speeds.bare


def test_a_log_is_measured_through_the_command(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    run = measure_command(tmp_path, 2_000)
    assert run.status == 0
