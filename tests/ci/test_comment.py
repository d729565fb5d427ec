"""What the job says that may write: it believes no shape and lets no word act."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ci.conftest import Run
from ci.hostile import COMMIT, hostile_report
from ci.repository import make_stricter
from goldline.errors import GoldlineError
from goldline.model.report import STATUSES
from goldline.reading.pull import FILE, MOST_BYTES, MOST_PARTS, read_pull_report
from goldline.render.pull_markdown import LIMIT, MARK, render_pull_markdown
from render.reading import ALLOWED_HTML, Page, assert_nothing_lives, read_markdown
from render.samples import HOSTILE


def rendered(told: dict[str, Any], **given: Any) -> str:
    return render_pull_markdown(read_pull_report(json.dumps(told).encode()), **given)


def without_mark(text: str) -> Page:
    assert text.startswith(MARK)
    return read_markdown(text.removeprefix(MARK))


# --- a comment that people read --------------------------------------------------------------


def test_the_verdict_stands_first_and_the_commit_below_it(
    root: Path, run: Run, report: Callable[[], Any], tmp_path: Path
) -> None:
    make_stricter(root)
    _, told = report()
    mark, verdict, summary, commit, *_ = run("ci", "comment", str(tmp_path / FILE)).output.split("\n\n")
    assert mark == MARK
    assert verdict == "### goldline: this change needs work"
    assert summary.startswith("**3 errors** in 9 files and 3 items")
    assert "**Of 6 judgments of gold, 2 break their label.**" in summary
    assert told["head"][:12] in commit
    assert told["base"][:12] in commit


def test_judgments_stand_by_status_and_calm_ones_are_folded(
    root: Path, run: Run, report: Callable[[], Any], tmp_path: Path
) -> None:
    make_stricter(root)
    report()
    text = run("ci", "comment", str(tmp_path / FILE)).output
    assert text.index("### Errors: 3") < text.index("### Breaks: 2 judgments") < text.index("<details>")
    assert "<summary>Beyond the gold: 2 shifts over all facts there can be</summary>" in text
    assert "<summary>Proofs: 2 criteria</summary>" in text


def test_a_real_report_is_harmless_too(
    root: Path, run: Run, report: Callable[[], Any], tmp_path: Path
) -> None:
    make_stricter(root)
    report()
    assert_nothing_lives(without_mark(run("ci", "comment", str(tmp_path / FILE)).output))


# --- words that would act --------------------------------------------------------------------


def test_no_word_of_a_report_comes_alive() -> None:
    page = without_mark(rendered(hostile_report(HOSTILE), own=[HOSTILE]))
    assert_nothing_lives(page)
    assert len(page.code) > 30
    assert not any(char in code for code in page.code for char in "\u202e\u200b\x1b\x9b\n\r\u2028")
    assert not any("<script" in code or "<img" in code for code in page.code)


def test_no_word_of_a_report_adds_a_cell_or_a_heading() -> None:
    calm, wild = (without_mark(rendered(hostile_report(text))) for text in ("calm", HOSTILE))
    assert calm.rows == wild.rows
    assert calm.kinds.count("heading_open") == wild.kinds.count("heading_open")
    assert [html for html in calm.html if "summary" in html] == [
        html for html in wild.html if "summary" in html
    ]


@given(st.text(max_size=40), st.integers(0, 3))
def test_no_text_at_all_comes_alive(text: str, entries: int) -> None:
    page = without_mark(rendered(hostile_report(text, entries)))
    assert all(not ALLOWED_HTML.sub("", html) for html in page.html)
    assert not {"link_open", "image", "code_block", "fence", "hr"} & set(page.kinds)


@pytest.mark.parametrize("entries", [1, 60, 250])
def test_a_comment_never_grows_past_what_github_takes(entries: int) -> None:
    told = hostile_report("x" * 100, 1)
    for name in ("findings", "judgments", "shifts", "versions", "proofs", "troubles", "statuses"):
        told[name] = told[name] * entries
    text = rendered(told, own=["y" * 5000] * entries)
    assert len(text) < LIMIT
    assert text.startswith(MARK)
    if entries > 60:
        assert "**This text was cut**" in text


def test_totals_are_told_where_rows_are_cut() -> None:
    told = hostile_report("x", 1)
    told["errors"], told["findings"][0]["severity"] = 1234, "error"
    assert "… and 1,233 more findings, 1,234 in all." in rendered(told)


def test_a_change_that_touches_its_own_checks_is_called_out() -> None:
    told = hostile_report("x", 0)
    assert "touches what checks it" not in rendered(told)
    assert "touches what checks it** (`.github/workflows/goldline.yml`)" in rendered(
        told, own=[".github/workflows/goldline.yml"]
    )


def test_every_status_has_its_place() -> None:
    told = hostile_report("x", 0)
    one = hostile_report("x", 1)["judgments"][0]
    told["judgments"] = [{**one, "status": status} for status in STATUSES]
    text = rendered(told)
    assert all(f"{status.capitalize()}: 1 judgment" in text for status in STATUSES)


# --- shapes that are refused -----------------------------------------------------------------


def good() -> dict[str, Any]:
    return hostile_report("x", 1)


SHAPES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no object": lambda told: [told],
    "another format": lambda told: {**told, "format": "goldline/ci/2"},
    "no format": lambda told: {key: value for key, value in told.items() if key != "format"},
    "an unknown key": lambda told: {**told, "verdict": "pass"},
    "a missing key": lambda told: {key: value for key, value in told.items() if key != "errors"},
    "a text for a number": lambda told: {**told, "errors": "0"},
    "a truth for a number": lambda told: {**told, "errors": True},
    "a number for a truth": lambda told: {**told, "statuses": [{**told["statuses"][0], "fails": 1}]},
    "a fraction": lambda told: {**told, "errors": 0.5},
    "a negative number": lambda told: {**told, "errors": -1},
    "a giant number": lambda told: {**told, "errors": 10**18},
    "null": lambda told: {**told, "findings": None},
    "an object for a list": lambda told: {**told, "findings": {}},
    "an unknown status": lambda told: {**told, "judgments": [{**told["judgments"][0], "status": "fine"}]},
    "an unknown severity": lambda told: {**told, "findings": [{**told["findings"][0], "severity": "x"}]},
    "an unknown key inside": lambda told: {**told, "shifts": [{**told["shifts"][0], "html": "<b>"}]},
    "a list for a text": lambda told: {**told, "proofs": [{**told["proofs"][0], "unproved": [["x"]]}]},
    "too long a text": lambda told: {**told, "troubles": [{**told["troubles"][0], "message": "x" * 2001}]},
    "too long a list": lambda told: {**told, "troubles": told["troubles"] * (MOST_PARTS + 1)},
    "a commit that is none": lambda told: {**told, "head": "main"},
    "a commit and more": lambda told: {**told, "head": COMMIT + "\n"},
}


@pytest.mark.parametrize("name", SHAPES)
def test_another_shape_is_refused_without_its_words(name: str) -> None:
    with pytest.raises(GoldlineError, match="this is not a report that goldline wrote") as refused:
        read_pull_report(json.dumps(SHAPES[name](good())).encode())
    assert "<b>" not in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"\xff\xfe{}",
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"format": "goldline/ci/1", "format": "goldline/ci/1"}',
        b'{"format": NaN}',
        b'{"errors": ' + b"9" * 5000 + b"}",
        b" " * (MOST_BYTES + 1),
    ],
    ids=["empty", "null", "encoding", "deep objects", "deep lists", "doubles", "NaN", "digits", "size"],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(GoldlineError, match="this is not a report that goldline wrote"):
        read_pull_report(data)


@settings(max_examples=20)  # each in every field
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_any_value_in_any_place_is_refused_or_read(value: Any) -> None:
    for name in good():
        try:
            text = rendered({**good(), name: value})
        except GoldlineError:
            continue
        assert len(text) < LIMIT


def test_the_command_ends_with_2_for_what_is_no_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"format": "::error::forged"}')
    result = run("ci", "comment", str(tmp_path / "bad.json"))
    assert result.exit_code == 2
    assert "forged" not in result.output


# --- archives --------------------------------------------------------------------------------


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return target.getvalue()


def test_a_report_is_read_from_the_archive_of_an_artifact() -> None:
    data = json.dumps(good()).encode()
    assert read_pull_report(archive(**{FILE: data, "goldline.sarif": b"{}"})).head == COMMIT


def test_files_that_would_leave_an_archive_are_never_written(tmp_path: Path, run: Run) -> None:
    data = json.dumps(good()).encode()
    (tmp_path / "a.zip").write_bytes(archive(**{FILE: data, "../../escaped": b"x", "/tmp/escaped": b"x"}))
    before = sorted(tmp_path.rglob("*"))
    assert run("ci", "comment", str(tmp_path / "a.zip")).exit_code == 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "data",
    [
        archive(other=b"{}"),
        archive(**{f"x/{FILE}": b"{}"}),
        archive(**{FILE: b" " * (MOST_BYTES + 1)}),
        archive(**{FILE: b"{}"})[:-30],
        b"PK\x03\x04",
    ],
    ids=["another file", "in a folder", "a bomb", "cut off", "no archive"],
)
def test_other_archives_are_refused(data: bytes) -> None:
    with pytest.raises(GoldlineError, match="this is not a report that goldline wrote"):
        read_pull_report(data)


def test_two_files_of_the_name_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr(FILE, "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            opened.writestr(FILE, json.dumps(good()))
    with pytest.raises(GoldlineError, match="does not hold one"):
        read_pull_report(target.getvalue())


def test_a_header_that_lies_about_the_size_opens_no_bomb() -> None:
    data = bytearray(archive(**{FILE: b" " * (MOST_BYTES * 8)}))
    lie = (100).to_bytes(4, "little")
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = lie
    data[22:26] = lie
    with pytest.raises(GoldlineError, match="this is not a report that goldline wrote"):
        read_pull_report(bytes(data))
