"""A repository with an exam of twelve secret items, and assessments drawn from it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from goldline.app.assessing.records import read_records
from goldline.cli.main import cli
from goldline.model.assessment import Assessment
from goldline.reading.submission import checksum
from people.conftest import FILES

CANARY = "GL-CANARY-3f1c"
LABELS = {1: "major", 2: "minor", 3: ""}
Run = Callable[..., Result]


def secret(name: str, label: int, *, locale: str = "en-US", media: str = "", votes: str = "") -> str:
    """An item whose every part that tells an answer holds the canary."""
    severity = LABELS[label]
    finding = (
        f"  - {{type: fact, severity: {severity}, evidence: [{{quote: The cat}}], note: {CANARY}-note}}\n"
        if severity
        else ""
    )
    return f"""\
id: {name}
title: {CANARY}-title
modality: text
locale: {locale}
guideline: small@2.1.0
prompt: Say <b>it</b> &amp; =1+1 </script><script>alert(1)</script>.
{media}response: "The cat sat on the mat. {len(name)}"
findings:{"" if finding else " []"}
{finding}labels:
  correctness: {{value: {label}, rationale: {CANARY}-rationale}}
  tone: {{value: warm, rationale: {CANARY}-rationale}}
feedback: {CANARY}-feedback
adjudication: {{by: {CANARY}-lead, reason: {CANARY}-reason}}
tags: [{CANARY.lower()}-tag]
difficulty: {"hard" if label == 1 else "easy"}
votes:
  - {{annotator: v1, values: {{correctness: {label}}}, seconds: 90, note: {CANARY}-vote}}
{votes}"""


def png(comment: str) -> bytes:
    """A picture of one dot that says something of itself."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"Comment\0" + comment.encode())
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """A repository whose held-out set has twelve items, one with a picture."""
    root = tmp_path / "repo"
    files: dict[str, str] = {
        name: text for name, text in FILES.items() if not name.startswith("goldsets/exam/items")
    }
    picture = (
        f"media:\n  - {{id: dot, path: media/{CANARY.lower()}.png, alt: A dot., license: CC0-1.0,"
        " attribution: Somebody}\n"
    )
    for number in range(12):
        name = f"secret-{number:02}"
        locale = "de-DE" if number % 4 == 3 else "en-US"
        media = picture if number == 0 else ""
        files[f"goldsets/exam/items/{name}.yaml"] = secret(name, number % 3 + 1, locale=locale, media=media)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "goldsets/exam/media").mkdir()
    (root / f"goldsets/exam/media/{CANARY.lower()}.png").write_bytes(png(f"{CANARY}-exif"))
    return root


@pytest.fixture
def run(exam: Path) -> Run:
    """Run a command in that repository."""

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli, ["-C", str(exam), *map(str, arguments)])

    return call


@pytest.fixture
def drawn(run: Run, exam: Path, tmp_path: Path) -> Callable[..., tuple[Assessment, Path]]:
    """Draw an assessment; the record and the form come back."""

    def call(analyst: str = "a17", *more: str) -> tuple[Assessment, Path]:
        before = {one.id for one in read_records(exam / "assessments").assessments}
        result = run("assess", "new", "small", "--analyst", analyst, "-o", tmp_path / "forms", *more)
        assert result.exit_code == 0, result.output
        (record,) = (one for one in read_records(exam / "assessments").assessments if one.id not in before)
        return record, tmp_path / "forms" / f"{record.id}.html"

    return call


@pytest.fixture
def answer(exam: Path, tmp_path: Path) -> Callable[..., Path]:
    """Write what an analyst hands in: the gold's answers, `wrong` of them changed."""
    numbers = iter(range(1000))

    def call(
        record: Assessment,
        wrong: int = 0,
        *,
        edit: Callable[[dict[str, Any]], None] | None = None,
        **changes: Any,
    ) -> Path:
        answers = []
        for one in record.asked:
            label = int(one.item[-2:]) % 3 + 1
            for criterion, response in one.targets:
                right = str(label) if criterion == "correctness" else "warm"
                other = {"1": "3", "2": "1", "3": "1", "warm": "cold"}[right]
                value = other if len(answers) < wrong else right
                answers.append(
                    {"item": one.code, "criterion": criterion, "response": response, "value": value}
                )
        value = {
            "format": "goldline/submission/1",
            "assessment": record.id,
            "analyst": record.analyst,
            "guideline": f"{record.guideline}@{record.version}",
            "submitted_at": f"{record.due}T09:00:00+02:00",
            "answers": answers,
            "seconds": {one.code: 80.5 for one in record.asked},
            **changes,
        }
        value["checksum"] = checksum(value)
        if edit is not None:
            edit(value)
        path = tmp_path / f"handed-in-{next(numbers)}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        return path

    return call
