"""What becomes of a submission: a verdict, and no word of the items."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldline.app.assessing.records import read_records
from goldline.reading.submission import BadSubmissionError, read_submission

Run = Callable[..., Any]
Drawn = Callable[..., Any]
Answer = Callable[..., Path]


def graded(result: Any) -> Any:
    return json.loads(result.stdout)["grades"][0]


def refusal(result: Any) -> str:
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert document["grades"] == []
    return str(document["refused"][0]["message"])


def test_all_right_passes_and_most_wrong_fails(run: Run, drawn: Drawn, answer: Answer, exam: Path) -> None:
    good, _ = drawn("good", "--minutes", "30")
    poor, _ = drawn("poor", "--minutes", "30")
    assert graded(run("assess", "grade", answer(good), "--format", "json"))["verdict"] == "pass"
    failed = run("assess", "grade", answer(poor, wrong=12), "--format", "json")
    assert failed.exit_code == 1
    assert graded(failed)["verdict"] == "fail"
    kept = {one.analyst: one.result for one in read_records(exam / "assessments").assessments}
    assert (kept["good"].verdict, kept["good"].right, kept["good"].judged) == ("pass", 24, 24)
    assert kept["poor"].right == 12


def test_evidence_of_an_undecided_one_adds_to_the_next(run: Run, drawn: Drawn, answer: Answer) -> None:
    first, _ = drawn("a17", "--minutes", "15")
    one = graded(run("assess", "grade", answer(first, wrong=2), "--format", "json"))
    assert one["verdict"] == "more evidence"
    second, _ = drawn("a17", "--minutes", "15")
    two = graded(run("assess", "grade", answer(second), "--format", "json"))
    assert two["assessments"] == 2
    assert two["right"]["whole"] == 24
    assert two["evidence"] > one["evidence"]


def test_judgments_of_an_item_that_are_as_one_count_as_one(run: Run, drawn: Drawn, answer: Answer) -> None:
    evidence = {}
    for analyst, alike in (("a17", "0"), ("a18", "1")):
        record, _ = drawn(analyst, "--minutes", "30", "--alike", alike)
        assert dict(record.test)["alike"] == float(alike)
        evidence[alike] = graded(run("assess", "grade", answer(record), "--format", "json"))["evidence"]
    assert evidence["0"] == pytest.approx(2 * evidence["1"], rel=1e-4)  # two questions an item


def test_a_report_tells_no_item(run: Run, drawn: Drawn, answer: Answer) -> None:
    record, _ = drawn("a17", "--minutes", "30")
    path = answer(record, wrong=9)
    for how in ("text", "json"):
        shown = run("assess", "grade", path, "--format", how).output
        assert "secret-" not in shown
        assert "q0" not in shown
        assert "CANARY" not in shown


def test_of_few_judgments_of_a_criterion_nothing_is_told(run: Run, drawn: Drawn, answer: Answer) -> None:
    record, _ = drawn("a17", "--locale", "de-DE")
    found = graded(run("assess", "grade", answer(record, wrong=1), "--format", "json"))
    assert all(one["right"]["whole"] == 0 for one in found["criteria"])


def test_one_submission_counts(run: Run, drawn: Drawn, answer: Answer) -> None:
    record, _ = drawn("a17", "--minutes", "30")
    first = answer(record, wrong=9)
    before = graded(run("assess", "grade", first, "--format", "json"))
    assert "one submission counts" in refusal(run("assess", "grade", answer(record), "--format", "json"))
    again = graded(run("assess", "grade", first, "--format", "json"))
    assert again["graded_before"]
    assert {**again, "graded_before": False} == before


def test_a_late_one_is_refused(run: Run, drawn: Drawn, answer: Answer) -> None:
    record, _ = drawn("a17", "--due", "2026-10-02")
    late = answer(record, submitted_at="2026-10-03T00:10:00+02:00")
    assert "was due on 2026-10-02" in refusal(run("assess", "grade", late, "--format", "json"))


def test_a_changed_one_is_refused(run: Run, drawn: Drawn, answer: Answer, exam: Path) -> None:
    record, _ = drawn("a17")

    def better(value: dict[str, Any]) -> None:
        value["answers"][0]["value"] = "2"

    path = answer(record, wrong=1, edit=better)
    assert "checksum does not fit" in refusal(run("assess", "grade", path, "--format", "json"))
    assert read_records(exam / "assessments").find(record.id).result is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"assessment": "as-222222"}, "there is no assessment"),
        ({"analyst": "a18"}, "was made for `a17`"),
        ({"submitted_at": "2020-01-01T00:00:00Z"}, "before the assessment was made"),
        ({"submitted_at": "2026-10-02 09:00"}, "no moment"),
        (
            {"answers": [{"item": "q01", "criterion": "tone", "response": None, "value": "Warm"}]},
            "no answer to tone",
        ),
        (
            {"answers": [{"item": "q99", "criterion": "tone", "response": None, "value": "warm"}]},
            "does not ask",
        ),
        ({"answers": [{"item": "q01", "criterion": "tone", "response": None, "value": "warm"}] * 2}, "twice"),
        ({"answers": 3}, "not of its kind"),
        ({"seconds": {"q01": -1.0}}, "no number of seconds"),
    ],
)
def test_what_does_not_fit_is_refused_and_scores_nothing(
    run: Run, drawn: Drawn, answer: Answer, exam: Path, changes: dict[str, Any], message: str
) -> None:
    record, _ = drawn("a17", "--due", "2026-10-09")
    wrong = {"submitted_at": "2026-10-02T09:00:00Z", **changes} if "answers" in changes else changes
    record_day = exam / "assessments" / record.file
    record_day.write_text(record_day.read_text("utf-8").replace(record.created, "2026-10-01T08:00:00+00:00"))
    edit = None
    if changes.get("answers") == 3:
        wrong, edit = {}, lambda value: value.update(answers=3)
    path = answer(record, edit=edit, **wrong)
    assert message in refusal(run("assess", "grade", path, "--format", "json"))
    assert read_records(exam / "assessments").find(record.id).result is None


def test_open_questions_count_as_wrong_and_are_counted(run: Run, drawn: Drawn, answer: Answer) -> None:
    record, _ = drawn("a17", "--minutes", "30")
    answers = [{"item": "q01", "criterion": "tone", "response": None, "value": "not-judged"}]
    found = graded(run("assess", "grade", answer(record, answers=answers), "--format", "json"))
    assert (found["right"]["part"], found["unanswered"]) == (0, 23)
    assert found["verdict"] == "fail"


def test_a_spreadsheet_is_graded_too_and_says_what_it_cannot_show(
    run: Run, drawn: Drawn, tmp_path: Path
) -> None:
    _, page = drawn("a17", "--csv", "--minutes", "30")
    text = page.with_suffix(".csv").read_text(encoding="utf-8-sig")
    filled = text.replace('"tone","","",""', '"tone","","warm","40"')
    path = tmp_path / "filled.csv"
    path.write_text(filled, encoding="utf-8")
    found = graded(run("assess", "grade", path, "--format", "json"))
    assert (found["right"]["part"], found["unanswered"], found["minutes"]) == (12, 12, 8.0)
    assert any("spreadsheet" in note for note in found["notes"])


def test_a_later_version_does_not_grade_it(run: Run, drawn: Drawn, answer: Answer, exam: Path) -> None:
    record, _ = drawn("a17")
    manifest = exam / "guidelines/small/guideline.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("2.1.0", "3.0.0"))
    result = run("assess", "grade", answer(record))
    assert result.exit_code == 2
    assert "--rev small@2.1.0" in result.output


def test_an_assessment_may_be_named_first(run: Run, drawn: Drawn, answer: Answer) -> None:
    one, _ = drawn("a17")
    other, _ = drawn("a18")
    assert run("assess", "grade", one.id, answer(one)).exit_code == 0
    assert "not " + one.id in run("assess", "grade", one.id, answer(other)).output


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"a":1,"a":2}', b"[" * 100_000, b"\xff\xfe{", b"a\0b", b'{"x": NaN}']
)
@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_what_is_no_submission_is_refused_with_a_reason(data: bytes, name: str) -> None:
    with pytest.raises(BadSubmissionError) as refused:
        read_submission(data, name)
    assert refused.value.message


def test_a_spreadsheet_with_semicolons_is_told_so() -> None:
    with pytest.raises(BadSubmissionError) as refused:
        read_submission(b"assessment;analyst;item;criterion;response;value\n", "a.csv")
    assert "save it with commas" in refused.value.hint


def test_a_record_that_cannot_be_read_ends_the_work(run: Run, drawn: Drawn, exam: Path) -> None:
    record, _ = drawn("a17")
    path = exam / "assessments" / record.file
    path.write_text(path.read_text("utf-8").replace("seed:", "sed:"))
    result = run("assess", "items")
    assert result.exit_code == 2
    assert record.file in result.output
