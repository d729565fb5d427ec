"""Who needs an assessment, and whose certificate a change of the guideline ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sites import commit

Run = Callable[..., Any]
Drawn = Callable[..., Any]
Answer = Callable[..., Path]


@pytest.fixture
def work(tmp_path: Path) -> Callable[..., Path]:
    """A log of so many hours by each analyst, all of them on one day."""

    def call(day: str = "2099-10-02", **hours: float) -> Path:
        path = tmp_path / "work.csv"
        rows = ["item,criterion,annotator,value,seconds,submitted_at,guideline"]
        for name, many in hours.items():
            for number in range(10):
                rows.append(
                    f"work-{number},tone,{name},warm,{many * 360:.1f},{day}T08:0{number}:00Z,small@2.1.0"
                )
        path.write_text("\n".join(rows) + "\n")
        return path

    return call


def due(run: Run, log: Path, *more: str) -> dict[str, str]:
    document = json.loads(run("assess", "due", log, "--format", "json", *more).stdout)
    return {one["analyst"]: one["why"] for one in document["due"]}


def test_ten_hours_of_work_ask_for_an_assessment(run: Run, work: Callable[..., Path]) -> None:
    log = work(much=10.0, little=9.9)
    assert due(run, log) == {"much": "10.0 hours of work, never assessed"}
    assert set(due(run, log, "--hours", "5")) == {"much", "little"}
    assert run("assess", "due", log).exit_code == 1
    assert run("assess", "due", work(little=1)).exit_code == 0


def test_hours_count_from_the_last_assessment(
    run: Run, work: Callable[..., Path], drawn: Drawn, answer: Answer
) -> None:
    record, _ = drawn("a17", "--minutes", "30")
    assert run("assess", "grade", answer(record)).exit_code == 0
    assert due(run, work("2026-10-02", a17=50)) == {}
    assert "12.0 hours of work since" in due(run, work(a17=12))["a17"]


def test_a_failed_an_open_and_a_forgotten_one_ask_for_another(
    run: Run, work: Callable[..., Path], drawn: Drawn, answer: Answer
) -> None:
    failed, _ = drawn("failed", "--minutes", "30")
    unsure, _ = drawn("unsure", "--minutes", "15")
    drawn("forgot", "--due", "2026-10-02")
    drawn("has-one")
    run("assess", "grade", answer(failed, wrong=20), answer(unsure, wrong=2))
    found = due(run, work(failed=1, unsure=1, forgot=1, **{"has-one": 30}))
    assert "failed on" in found["failed"]
    assert "nothing was decided" in found["unsure"]
    assert "is not handed in" in found["forgot"]
    assert "has-one" not in found


def certificates(run: Run, *more: str) -> dict[str, Any]:
    result = run("assess", "certified", "--format", "json", *more)
    return {one["analyst"]: one for one in json.loads(result.stdout)["certificates"]}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_certificate_ends_with_a_version_that_judges_otherwise_and_with_no_other(
    run: Run, drawn: Drawn, answer: Answer, exam: Path, work: Callable[..., Path]
) -> None:
    commit(exam)
    passed, _ = drawn("a17", "--minutes", "30")
    failed, _ = drawn("a18", "--minutes", "30")
    run("assess", "grade", answer(passed), answer(failed, wrong=20))
    assert set(certificates(run)) == {"a17"}
    assert certificates(run)["a17"]["valid"]

    manifest = exam / "guidelines/small/guideline.yaml"
    correctness = exam / "guidelines/small/criteria/correctness.yaml"
    rewrite(manifest, "2.1.0", "2.1.1")
    rewrite(correctness, "Nothing is wrong.", "There is nothing wrong.")
    commit(exam, "Reword")
    assert certificates(run)["a17"]["valid"]

    rewrite(manifest, "2.1.1", "3.0.0")
    rewrite(correctness, "when: {worst: minor}, then: 2", "when: {worst: minor}, then: 1")
    ended = certificates(run)["a17"]
    assert not ended["valid"]
    assert ended["criteria"] == [{"criterion": "correctness", "verdict": "stricter"}]
    assert "3.0.0 judges otherwise: correctness (stricter)" in ended["why"]
    assert certificates(run, "--against", "HEAD")["a17"]["valid"]
    assert run("assess", "certified").exit_code == 1
    assert "has ended" in due(run, work(a17=1))["a17"]


def test_what_cannot_be_compared_any_more_has_ended(
    run: Run, drawn: Drawn, answer: Answer, exam: Path
) -> None:
    record, _ = drawn("a17", "--minutes", "30")
    run("assess", "grade", answer(record))
    rewrite(exam / "guidelines/small/guideline.yaml", "2.1.0", "2.2.0")
    found = certificates(run)["a17"]
    assert not found["valid"]
    assert "cannot be compared any more" in found["why"]


def test_a_new_criterion_is_told_and_ends_nothing(run: Run, drawn: Drawn, answer: Answer, exam: Path) -> None:
    commit(exam)
    record, _ = drawn("a17", "--minutes", "30")
    run("assess", "grade", answer(record))
    rewrite(exam / "guidelines/small/guideline.yaml", "2.1.0", "2.2.0")
    tone = (exam / "guidelines/small/criteria/tone.yaml").read_text("utf-8")
    (exam / "guidelines/small/criteria/mood.yaml").write_text(tone.replace("id: tone", "id: mood"))
    found = certificates(run)["a17"]
    assert found["valid"]
    assert "mood" in found["why"]


def test_who_failed_later_is_certified_no_more(run: Run, drawn: Drawn, answer: Answer, exam: Path) -> None:
    first, _ = drawn("a17", "--locale", "en-US", "--minutes", "30")
    run("assess", "grade", answer(first))
    assert certificates(run)["a17"]["valid"]
    second, _ = drawn("a17", "--minutes", "30")
    run("assess", "grade", answer(second, wrong=6))
    found = certificates(run)["a17"]
    assert not found["valid"]
    assert "failed since" in found["why"]
