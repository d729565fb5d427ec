"""Records of assessments: check looks at them, and nothing of them is published."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldline.app.comparing import keeps_secrets
from goldline.app.frame import load_frame
from goldline.app.layout import SCOPE
from goldline.store.tree import FolderTree
from goldline.website.publishable import publishable

Run = Callable[..., Any]
Drawn = Callable[..., Any]
Answer = Callable[..., Path]


def findings(run: Run) -> list[Any]:
    found = json.loads(run("check", "--format", "json").stdout)["findings"]
    return [one for one in found if one["file"].startswith("assessments/")]


def test_what_the_tool_writes_is_left_alone(run: Run, drawn: Drawn, answer: Answer) -> None:
    for analyst, more in (("a17", "--findings"), ("a18", "--csv")):
        record, _ = drawn(analyst, "--minutes", "15", more)
        assert run("assess", "grade", answer(record, wrong=1)).exit_code in (0, 1)
    drawn("a17", "--minutes", "15")
    run("assess", "burn", "secret-03", "--reason", "in a chat")
    assert findings(run) == []


def test_a_record_that_was_changed_by_hand_is_found(run: Run, drawn: Drawn, exam: Path) -> None:
    record, _ = drawn("a17")
    path = exam / "assessments" / record.file
    path.write_text(path.read_text("utf-8").replace("small@2.1.0", "small@2.2.0"))
    (one,) = findings(run)
    assert (one["code"], one["severity"]) == ("GL711", "error")
    assert "`small` is at `2.1.0`" in one["message"]


def test_a_copied_record_is_found(run: Run, drawn: Drawn, exam: Path) -> None:
    record, _ = drawn("a17", "--locale", "de-DE")
    text = (exam / "assessments" / record.file).read_text("utf-8")
    (exam / "assessments/as-222222.yaml").write_text(text)
    assert [one["code"] for one in findings(run)] == ["GL106"]
    (exam / "assessments/as-222222.yaml").write_text(text.replace(record.id, "as-222222"))
    assert [one["code"] for one in findings(run)] == ["GL713"] * 3


def test_a_file_that_is_no_record_is_found_where_it_stands(run: Run, exam: Path) -> None:
    (exam / "assessments/2026").mkdir(parents=True)
    (exam / "assessments/2026/as-222222.yaml").write_text("id: as-222222\n")
    (exam / "assessments/notes.yaml").write_text("a: 1\n")
    assert {(one["code"], one["file"]) for one in findings(run)} >= {
        ("GL109", "assessments/2026/as-222222.yaml"),
        ("GL102", "assessments/notes.yaml"),
    }


def test_nothing_of_records_is_published_or_told_of_in_a_report(drawn: Drawn, exam: Path) -> None:
    record, _ = drawn("a17")
    tree = FolderTree(exam, SCOPE)
    path = f"assessments/{record.file}"
    assert path in tree.entries()
    assert path not in publishable(tree).tree.entries()
    assert keeps_secrets(load_frame(tree), path)
