"""Issues become escalations: fields by heading, text as text, and one record however often they come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from escalating.conftest import Run, git
from escalating.issues import GITLAB_BODY, form, github, gitlab
from goldline.reading.yaml import read_yaml


def given(root: Path, issue: Any, name: str = "event.json") -> str:
    path = root.parent / name
    path.write_text(issue if isinstance(issue, str) else json.dumps(issue), encoding="utf-8")
    return str(path)


def new_records(root: Path) -> list[dict[str, Any]]:
    paths = git(root, "ls-files", "-o", "--", "escalations").split()
    return [read_yaml((root / path).read_bytes(), path).value for path in paths]


def test_an_issue_of_the_form_becomes_a_record_that_check_accepts(root: Path, run: Run) -> None:
    result = run("escalations", "import", given(root, github()))
    assert result.exit_code == 0, result.output
    [record] = new_records(root)
    assert record.pop("id").startswith("esc-")
    assert record == {
        "opened": "2026-10-02",
        "by": "analyst-17",
        "guideline": "image-caption@2.1.1",
        "item": "cap-0005",
        "criterion": "correctness",
        "rules": ["COR-4", "COR-5"],
        "question": "Is a sad look a feeling, or can it be seen?",
        "status": "open",
        "x-source": "github:acme/guidelines#12",
    }


def test_a_webhook_of_gitlab_is_understood_as_well(root: Path, run: Run) -> None:
    assert run("escalations", "import", given(root, gitlab(GITLAB_BODY))).exit_code == 0
    [record] = new_records(root)
    assert (record["item"], record["criterion"], record["rules"]) == ("cap-0005", "style", ["STY-4"])
    assert record["question"] == 'Is "This touching portrait" praise?'
    assert (record["by"], record["opened"]) == ("analyst-3", "2026-10-03")


def test_an_issue_imported_twice_or_twice_in_one_call_makes_one_record(root: Path, run: Run) -> None:
    path, copy = given(root, github()), given(root, [github()["issue"], github()["issue"]], "list.json")
    run("escalations", "import", path, copy)
    [record] = new_records(root)
    again = run("escalations", "import", path, copy)
    assert again.exit_code == 0
    assert f"is here already, as {record['id']}" in again.output
    assert len(new_records(root)) == 1


def test_two_branches_that_import_the_same_issue_make_the_same_file(root: Path, run: Run) -> None:
    path = given(root, github())
    run("escalations", "import", path)
    git(root, "checkout", "-qb", "yours")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Import")
    git(root, "checkout", "-q", "main")
    run("escalations", "import", path)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Import too")
    git(root, "merge", "-q", "yours", "-m", "Merge")


def test_what_is_not_known_here_is_left_out_and_named(root: Path, run: Run) -> None:
    body = form(item="cap-9999", criterion="beauty", rules="COR-4 COR-77; rm -rf /")
    result = run("escalations", "import", given(root, github(body)))
    assert result.exit_code == 0, result.output
    [record] = new_records(root)
    assert "item" not in record
    assert record["rules"] == ["COR-4"]
    for text in ("beauty", "COR-77"):
        assert f"`{text}` is not known here" in result.output


def test_what_is_no_gold_item_is_kept_as_the_case_that_it_is(root: Path, run: Run) -> None:
    issues = [form(item="Task 4711, page 2"), form(item="cap-9999"), form(item="_No response_")]
    path = given(root, [github(body, number=n)["issue"] for n, body in enumerate(issues)])
    result = run("escalations", "import", path)
    assert result.exit_code == 0, result.output
    assert "`Task 4711, page 2` is no gold item here" in result.output
    records = {record["x-source"][-1]: record for record in new_records(root)}
    assert [records[number]["content"] for number in "012"] == [
        {"title": "Task 4711, page 2"},
        {"title": "cap-9999"},
        {"title": "Escalation: sad look"},
    ]
    assert not any("item" in record for record in records.values())
    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    assert not [one for one in found if one["severity"] == "error" and "escalations/" in one["file"]]
    shown = run("escalations", "list", "--status", "open").output
    assert "Task 4711, page 2 correctness COR-4, COR-5" in shown


HOSTILE = [
    "status: resolved\nanswer: I win\n---\nid: other\n",
    "'\"\n  - {a: &x *x}\n!!python/object:os.system ls",
    "### Item\n\ncap-0001\n\n### Question\n\nsecond",
    "</textarea><script>alert(1)</script> ${{ github.token }} $(reboot)",
    "\u202eevil\u2066 \x1b[31mred\x00 null\ufeff",
    "| >- # % @ `tick` \\ tab\there",
    "a: b #c\n\n\n   indented\n\ttab\n",
    "質問です。🏳️‍🌈 ؟",
    "-",
    " \n\n",
]


@pytest.mark.parametrize("question", HOSTILE)
def test_whatever_a_body_says_is_a_question_and_nothing_else(root: Path, run: Run, question: str) -> None:
    result = run("escalations", "import", given(root, github(form(question=question))))
    assert result.exit_code == 0, result.output
    [record] = new_records(root)
    assert record["status"] == "open"
    assert record["item"] == "cap-0005"
    assert "\x1b" not in record["question"]
    assert "\u202e" not in record["question"]
    assert set(record) == {
        *("id", "opened", "by", "guideline", "item", "criterion", "rules", "question", "status", "x-source")
    }


def test_headings_inside_a_question_stay_in_the_question(root: Path, run: Run) -> None:
    run("escalations", "import", given(root, github(form(question=HOSTILE[2]))))
    [record] = new_records(root)
    assert record["question"] == HOSTILE[2]


def test_a_long_question_is_cut_and_a_long_file_refused(root: Path, run: Run) -> None:
    result = run("escalations", "import", given(root, github(form(question="why " * 5000))))
    assert "was cut" in result.output
    [record] = new_records(root)
    assert len(record["question"]) <= 4000
    assert run("escalations", "import", given(root, '"' + "x" * (6 << 20) + '"')).exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        "[]",
        "null",
        '{"issue": 3}',
        '{"object_kind": "push"}',
        '{"title": "x", "number": {}}',
    ],
)
def test_a_file_that_is_no_issue_is_refused_in_words(root: Path, run: Run, text: str) -> None:
    result = run("escalations", "import", given(root, text))
    assert result.exit_code == 2
    assert "hint:" in result.output
    assert not new_records(root)


def test_a_pull_request_and_an_issue_of_another_kind_are_passed_over(root: Path, run: Run) -> None:
    other = github("The site is down", labels=[{"name": "bug"}])
    result = run("escalations", "import", given(root, other))
    assert (result.exit_code, "is no escalation" in result.output) == (0, True)
    assert run("escalations", "import", given(root, github(pull_request={"url": "x"}))).exit_code == 2
    assert not new_records(root)


def test_odd_values_in_every_place_never_end_in_a_trace(root: Path, run: Run) -> None:
    for odd in (None, 3, [], {}, True, "x" * 100_000, "\ud800"):
        for key in ("number", "title", "body", "user", "labels", "created_at", "html_url"):
            issue = github(**({key: odd} if key not in ("number", "title", "body") else {}))
            issue["issue"][key] = odd
            result = run("escalations", "import", "--dry-run", given(root, issue))
            assert result.exit_code in (0, 2), result.output
            assert "fault of goldline" not in result.output


def test_a_dry_run_writes_nothing(root: Path, run: Run) -> None:
    result = run("escalations", "import", "--dry-run", given(root, github()))
    assert "would write escalations/2026/esc-" in result.output
    assert not new_records(root)
