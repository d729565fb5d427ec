"""Assessments that ask what is wrong, too: type, severity and where, against the findings of gold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from assessing.conftest import CANARY, LABELS
from goldline.app.assessing.found import FoundMark, mark_findings
from goldline.model.assessment import Assessment
from goldline.reading.item import build_item
from goldline.reading.submission import BadSubmissionError, read_submission

Run = Callable[..., Any]
Drawn = Callable[..., tuple[Assessment, Path]]
Answer = Callable[..., Path]


def gold_of(record: Assessment, changed: dict[str, list[Any]] | None = None) -> dict[str, Any]:
    """What gold finds in the items that ask for it, as an analyst hands it in."""
    found = {}
    for one in record.asked:
        severity = LABELS[int(one.item[-2:]) % 3 + 1]
        found[one.code] = [finding(severity=severity)] if severity else []
    return found | (changed or {})


def finding(
    kind: str = "fact", severity: str = "minor", quote: str = "The cat", **more: Any
) -> dict[str, Any]:
    return {"type": kind, "severity": severity, "evidence": [{"quote": quote}] if quote else [], **more}


def graded(result: Any) -> Any:
    document = json.loads(result.stdout)
    assert document["refused"] == [], document
    return document["grades"][0]


def part(grade: Any) -> Any:
    return next(one for one in grade["criteria"] if one["criterion"] == "(findings)")


@pytest.fixture
def asked(drawn: Drawn) -> tuple[Assessment, Path]:
    return drawn("a17", "--minutes", "30", "--findings", "--csv")


def grade(run: Run, answer: Answer, record: Assessment, findings: Any) -> Any:
    return graded(run("assess", "grade", answer(record, findings=findings), "--format", "json"))


def with_severity(record: Assessment, severity: str) -> Iterable[str]:
    return (one.code for one in record.asked if LABELS[int(one.item[-2:]) % 3 + 1] == severity)


def test_only_where_that_is_asked_for_findings_are_asked(drawn: Drawn, asked: Any) -> None:
    record, page = asked
    assert all(one.findings for one in record.asked)
    assert 'class="found"' in page.read_text("utf-8")
    plain, other = drawn("a18", "--minutes", "30")
    assert not any(one.findings for one in plain.asked)
    assert 'class="found"' not in other.read_text("utf-8")


def test_a_form_that_asks_for_findings_tells_none(asked: Any) -> None:
    record, page = asked
    for path in (page, page.with_suffix(".csv")):
        assert CANARY.encode() not in path.read_bytes()
        assert "secret-" not in path.read_text("utf-8")
    assert len(record.asked) == 12


def test_what_gold_finds_is_right(run: Run, answer: Answer, asked: Any) -> None:
    record, _ = asked
    found = grade(run, answer, record, gold_of(record))
    assert (found["right"]["part"], found["right"]["whole"]) == (36, 36)  # an empty item is one judgment
    assert (part(found)["right"]["part"], part(found)["words"]) == (12, "")


def test_what_is_missed_strange_or_another_is_wrong_and_told_by_kind(
    run: Run, answer: Answer, asked: Any
) -> None:
    record, _ = asked
    major, minor, nothing = (list(with_severity(record, one)) for one in ("major", "minor", ""))
    wrong = {
        major[0]: [],
        major[1]: [finding(severity="minor")],
        minor[0]: [finding("style", "minor")],
        minor[1]: [finding("fact", "minor", "the mat")],
        nothing[0]: [finding("style", "minor", "sat")],
    }
    found = part(grade(run, answer, record, gold_of(record, wrong)))
    # Elsewhere is missed and strange at once, so there is one more to be right or wrong about.
    assert (found["right"]["part"], found["right"]["whole"]) == (7, 13)
    assert found["words"] == "2 missed, 2 found where gold has none, 2 found as another type or severity"


def test_what_is_left_open_is_wrong_and_counted(run: Run, answer: Answer, asked: Any) -> None:
    record, _ = asked
    found = grade(run, answer, record, {})
    assert found["unanswered"] == 12
    assert (part(found)["right"]["part"], part(found)["right"]["whole"]) == (0, 12)


def test_the_report_names_no_item_and_no_type(run: Run, answer: Answer, asked: Any) -> None:
    record, _ = asked
    text = run("assess", "grade", answer(record, findings={})).output
    assert "secret-" not in text
    assert "q01" not in text
    assert "fact" not in text


ITEM = {
    "id": "one",
    "title": "One",
    "modality": "text",
    "locale": "en-US",
    "guideline": "small@2.1.0",
    "prompt": "Say it loud.",
    "response": "The cat sat on the mat.",
    "labels": {"tone": "warm"},
}


def marked(gold: list[dict[str, Any]], *given: dict[str, Any], **more: Any) -> FoundMark:
    item = build_item({**ITEM, **more, "findings": gold}, "goldsets/exam/items/one.yaml", "exam")
    return mark_findings(given, item)


CONTESTED = finding(severity="major", accept={"severities": ["minor"], "types": ["style"], "absent": True})


@pytest.mark.parametrize(
    "given",
    [
        [],
        [finding(severity="major")],
        [finding(severity="minor")],
        [finding("style", "major")],
        [finding("style.odd", "minor")],
    ],
)
def test_what_a_contested_finding_may_also_be_is_right(given: list[Any]) -> None:
    found = marked([CONTESTED], *given)
    assert (found.right, found.judged) == (1, 1)


def test_a_finding_of_a_narrower_type_at_about_the_same_place_is_right() -> None:
    gold = [finding("fact", "minor", "The cat sat")]
    assert marked(gold, finding("fact.number", "minor", "cat sat on")).right == 1
    assert marked(gold, finding("fact", "minor", "the mat")) == FoundMark(0, 1, 1, 0)


def test_words_of_the_prompt_are_found_there() -> None:
    gold = [{"type": "fact", "severity": "minor", "evidence": [{"quote": "loud", "in": "prompt"}]}]
    assert marked(gold, finding(quote="loud")).right == 1


def test_places_in_pictures_and_clips_are_those_of_the_number_in_the_form() -> None:
    media = [
        {"id": "one", "path": "media/one.png", "alt": "A"},
        {"id": "two", "path": "media/two.png", "alt": "B"},
    ]
    region = {"media": "two", "region": [0.1, 0.1, 0.4, 0.4]}
    gold = [{"type": "fact", "severity": "minor", "evidence": [region]}]
    there = {"type": "fact", "severity": "minor", "evidence": [{"media": 2, "region": [0.2, 0.1, 0.4, 0.4]}]}
    away = {"type": "fact", "severity": "minor", "evidence": [{"media": 1, "region": [0.2, 0.1, 0.4, 0.4]}]}
    assert marked(gold, there, media=media).right == 1
    assert marked(gold, away, media=media).right == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (finding("fct"), "did you mean `fact`"),
        (finding("fact", "critical"), "no severity of fact"),
        (finding(response="a"), "there is one alone"),
        ({**finding(), "evidence": [{"media": 4, "region": [0.1, 0.1, 0.2, 0.2]}]}, "is not there"),
        ({**finding(), "evidence": [{"media": 1, "region": [0.1]}]}, "is no place"),
        ({"type": "fact"}, "not of its kind"),
    ],
)
def test_what_nobody_can_mean_is_refused(
    run: Run, answer: Answer, asked: Any, wrong: Any, message: str
) -> None:
    record, _ = asked
    path = answer(record)
    value = json.loads(path.read_text("utf-8"))
    value["findings"] = {"q01": [wrong]}
    from goldline.reading.submission import checksum

    try:
        value["checksum"] = checksum(value)
    except KeyError:
        value["checksum"] = ""
    path.write_text(json.dumps(value), encoding="utf-8")
    (refused,) = json.loads(run("assess", "grade", path, "--format", "json").stdout)["refused"]
    assert message in refused["message"]


def test_findings_that_were_not_asked_for_are_refused(run: Run, drawn: Drawn, answer: Answer) -> None:
    record, _ = drawn("a17")
    path = answer(record, findings={"q01": []})
    (refused,) = json.loads(run("assess", "grade", path, "--format", "json").stdout)["refused"]
    assert "asks none" in refused["message"]


def test_a_finding_changed_by_hand_is_noticed(run: Run, answer: Answer, asked: Any) -> None:
    record, _ = asked

    def better(value: dict[str, Any]) -> None:
        value["findings"]["q01"] = [finding(severity="major")]

    path = answer(record, findings=gold_of(record, {"q01": [finding("style")]}), edit=better)
    (refused,) = json.loads(run("assess", "grade", path, "--format", "json").stdout)["refused"]
    assert "checksum does not fit" in refused["message"]


# --- the spreadsheet -----------------------------------------------------------------------------


def rows_of(page: Path) -> list[dict[str, str]]:
    text = page.with_suffix(".csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_spreadsheet_takes_findings_a_row_each(run: Run, asked: Any, tmp_path: Path) -> None:
    record, page = asked
    rows = []
    for row in rows_of(page):
        item = next(one.item for one in record.asked if one.code == row["item"])
        severity = LABELS[int(item[-2:]) % 3 + 1]
        if row["criterion"] != "(findings)":
            rows.append(
                {**row, "value": "warm" if row["criterion"] == "tone" else str(int(item[-2:]) % 3 + 1)}
            )
        elif not severity:
            rows.append({**row, "value": "none"})
        else:
            rows.append({**row, "value": "fact", "severity": severity, "where": "The cat"})
            rows.append({**row, "value": "style", "severity": "minor", "where": "on the mat"})
    path = write_rows(tmp_path / "filled.csv", rows)
    found = graded(run("assess", "grade", path, "--format", "json"))
    assert (part(found)["right"]["part"], part(found)["words"]) == (12, "8 found where gold has none")
    assert found["right"]["part"] == 36


def submission(**cells: str) -> bytes:
    names = ("assessment", "analyst", "item", "criterion", "response", "value", "severity", "where")
    row = {"assessment": "as-1", "analyst": "a", "item": "q01", "criterion": "(findings)", **cells}
    return (",".join(names) + "\n" + ",".join(f'"{row.get(name, "")}"' for name in names) + "\n").encode()


@pytest.mark.parametrize(
    ("where", "evidence"),
    [
        ("The cat", [{"quote": "The cat"}]),
        ("picture 1: 10, 20, 30, 40", [{"media": 1, "region": [0.1, 0.2, 0.3, 0.4]}]),
        ("Picture 2: 10 20 30 40 %", [{"media": 2, "region": [0.1, 0.2, 0.3, 0.4]}]),
        ("clip 1: 3.5-5", [{"media": 1, "segment": [3.5, 5.0]}]),
        ("", []),
    ],
)
def test_a_place_is_written_as_people_write_it(where: str, evidence: list[Any]) -> None:
    found = read_submission(submission(value="fact", severity="minor", where=where), "a.csv")
    assert found.findings == {"q01": [{"type": "fact", "severity": "minor", "evidence": evidence}]}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"value": "fact", "where": "picture 1: 10, 20"}, "is no place"),
        ({"severity": "minor"}, "does not say which type"),
    ],
)
def test_a_row_that_says_half_of_it_is_refused(cells: dict[str, str], message: str) -> None:
    with pytest.raises(BadSubmissionError) as refused:
        read_submission(submission(**cells), "a.csv")
    assert message in refused.value.message


def test_an_empty_row_leaves_the_item_open() -> None:
    assert read_submission(submission(), "a.csv").findings == {}
