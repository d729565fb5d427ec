"""Logs that people really hand in: everything wrong is named with its row, and nothing dropped in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Log = Callable[..., Path]

GOOD = (
    "good-1,correctness,,a1,3",
    "good-1,correctness,,a2,3",
    "bad-1,correctness,,a1,1",
    "bad-1,correctness,,a2,2",
)


def problems(result: Any) -> list[tuple[int, str]]:
    return [(one["row"], one["kind"]) for one in json.loads(result.stdout)["problems"]["rows"]]


def test_a_sound_log_leaves_nothing_to_say(run: Run, log: Log) -> None:
    result = run("agreement", log(*GOOD), "--format", "json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert (document["read"], document["used"]) == (4, 4)
    assert problems(result) == []


@pytest.mark.parametrize(
    ("row", "kind", "says"),
    [
        ("god-1,correctness,,a3,3", "unknown-item", "did you mean `good-1`"),
        ("good-1,corectness,,a3,3", "unknown-criterion", "did you mean `correctness`"),
        ("good-1,correctness,a,a3,3", "unknown-response", "judges the only response"),
        ("pair-1,correctness,c,a3,3", "unknown-response", "its responses are `a` and `b`"),
        ("pair-1,correctness,,a3,3", "unknown-response", "does not say which response"),
        ("pair-1,preference,a,a3,same", "unknown-response", "judges the whole item"),
        ("good-1,correctness,,a3,4", "off-scale", "its levels are `1`, `2` and `3`"),
        ("good-1,correctness,,a3,", "no-value", "not-judged"),
        ("good-1,correctness,,a3,٣", "off-scale", "not on the scale"),
        ("good-1,tone,,a3,Warm", "off-scale", "did you mean `warm`"),
        ("good-1,tone,,a3,warm ", "off-scale", "did you mean `warm`"),
        ("good-1,tone,,a3,wаrm", "off-scale", "not on the scale"),
        ("good-1,tone,,a3,ｗａｒｍ", "off-scale", "did you mean `warm`"),
        ("good-1,correctness,,,3", "no-annotator", "who judged"),
        (",correctness,,a3,3", "no-item", "names no item"),
        ("good-1,correctness,a3,3", "broken-row", "the row has 4 cells, and the header 5"),
        ("good-1,correctness,,a3,3,x", "broken-row", "the row has 6 cells, and the header 5"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_count(
    run: Run, log: Log, row: str, kind: str, says: str
) -> None:
    path = log(GOOD[0], row, *GOOD[1:])
    result = run("agreement", path, "--format", "json")
    assert result.exit_code == 1
    assert problems(result) == [(3, kind)]
    document = json.loads(result.stdout)
    assert (document["read"], document["used"]) == (5, 4)
    text = " ".join(run("agreement", path).stdout.split())
    assert says in text
    assert "row 3:" in text
    assert "4 of 5 judgments count" in text


def test_all_that_is_wrong_is_said_at_once_and_counted(run: Run, log: Log) -> None:
    rows = [f"no-{number},correctness,,a1,3" for number in range(500)] + ["good-1,tone,,a1,hot"]
    result = run("agreement", log(*GOOD, *rows), "--format", "json")
    counts = json.loads(result.stdout)["problems"]["counts"]
    assert counts == {"unknown-item": 500, "off-scale": 1}
    assert "… and 495 more rows of that kind" in run("agreement", log(*GOOD, *rows)).stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("item,criterion,annotator\n", "has not a column `value`"),
        ("item,criterion,anotator,value\n", "did you mean `annotator`"),
        ("item,criterion,annotator,value,value\n", "two columns `value`"),
        ("item;criterion;annotator;value\ngood-1;tone;a1;warm\n", "semicolons (;) between its columns"),
        ("item\tcriterion\tannotator\tvalue\n", "tabs between its columns, not commas"),
        ("sep=;\nitem;criterion;annotator;value\n", "semicolons (;) between its columns"),
        ('item,criterion,annotator,value\ngood-1,"tone,a1,warm\n', "is not CSV from line"),
        ("item,criterion,annotator,value\ngood-1,tone,a1,wa\0rm\n", "NUL"),
        (f"item,criterion,annotator,value\ngood-1,tone,a1,{'x' * 140_000}\n", "is not CSV from line 2"),
    ],
)
def test_a_file_that_is_no_log_is_refused_whole(run: Run, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    result = run("agreement", path)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_header_alone_is_a_log_without_judgments(run: Run, log: Log) -> None:
    result = run("agreement", log())
    assert result.exit_code == 0
    assert "no judgments" in result.stdout


def test_a_byte_order_mark_is_no_part_of_the_first_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("item,criterion,response,annotator,value\n" + "\n".join(GOOD), encoding="utf-8-sig")
    assert run("agreement", path).exit_code == 0


def test_another_encoding_is_named_with_the_byte_and_can_be_given(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes("item,criterion,annotator,value\ngood-1,tone,Jürgen,warm\n".encode("latin-1"))
    result = run("agreement", path)
    assert result.exit_code == 2
    assert "byte 45" in result.stderr
    assert "--encoding" in result.stderr
    assert run("agreement", path, "--encoding", "latin-1").exit_code == 0


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le"])
def test_utf_16_is_named_and_can_be_given(run: Run, tmp_path: Path, codec: str) -> None:
    """Excel saves it as `Unicode text`; without its mark the file is full of zeros instead."""
    path = tmp_path / "log.csv"
    path.write_bytes("item,criterion,annotator,value\ngood-1,tone,a1,warm\n".encode(codec))
    result = run("agreement", path)
    assert result.exit_code == 2
    assert "log.csv` is UTF-16, not UTF-8" in result.stderr
    assert "--encoding utf-16" in result.stderr
    assert run("agreement", path, "--encoding", codec).exit_code == 0


def test_a_decimal_comma_is_told_with_the_point_to_write(run: Run, log: Log) -> None:
    header = "item,criterion,response,annotator,value,seconds"
    result = run("agreement", log('good-1,tone,,a1,warm,"12,5"', header=header))
    assert "is no number of seconds" in " ".join(result.stdout.split())
    assert "write the decimal sign as a point: 0.5" in " ".join(result.stdout.split())


def test_the_same_judgment_twice_counts_once_with_a_warning(run: Run, log: Log) -> None:
    result = run("agreement", log(*GOOD, GOOD[0]), "--format", "json")
    assert result.exit_code == 0
    assert problems(result) == [(6, "judged-twice")]
    assert json.loads(result.stdout)["used"] == 4


def test_two_different_judgments_by_one_person_count_neither(run: Run, log: Log) -> None:
    result = run("agreement", log(*GOOD, "good-1,correctness,,a1,2"), "--format", "json")
    assert result.exit_code == 1
    assert problems(result) == [(2, "contradicts-itself"), (6, "contradicts-itself")]
    assert json.loads(result.stdout)["used"] == 3


def test_the_later_one_counts_where_that_is_asked_for_and_the_times_tell(run: Run, log: Log) -> None:
    header = "item,criterion,annotator,value,submitted_at"
    rows = [
        "good-1,tone,a1,cold,2026-10-02T10:00:00+02:00",
        "good-1,tone,a1,warm,2026-10-02T09:00:00Z",  # an hour later
        "good-1,tone,a2,warm,2026-10-02T09:00:00Z",
    ]
    path = log(*rows, header=header)
    assert json.loads(run("agreement", path, "--format", "json").stdout)["used"] == 1
    result = run("agreement", path, "--latest", "--format", "json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["used"] == 2
    assert document["criteria"][0]["coefficients"]["percent"]["value"] == 1
    undated = log("good-1,tone,a1,cold,", "good-1,tone,a1,warm,", header=header)
    assert run("agreement", undated, "--latest").exit_code == 1


@pytest.mark.parametrize(
    "moment",
    [
        "2026-10-02T09:00:00",
        "2026-10-02",
        "2026-W40-5T09:00:00Z",
        "20261002T090000Z",
        "1790000000",
        "2026-10-02T24:30:00Z",
    ],
)
def test_a_time_that_cannot_be_placed_is_named_and_the_judgment_counts(
    run: Run, log: Log, moment: str
) -> None:
    path = log(f"good-1,tone,a1,warm,{moment}", header="item,criterion,annotator,value,submitted_at")
    result = run("agreement", path, "--format", "json")
    assert problems(result) == [(2, "bad-time")]
    assert json.loads(result.stdout)["used"] == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"item": "good-1", "item": "good-2"}', "stands twice"),
        ('{"item": "good-1", "seconds": NaN}', "NaN is not a number"),
        ('{"item": "good-1", "seconds": 1e400}', "too large"),
        ("[" * 100_000, "nested too deep"),
        ("[1, 2]", "not an object"),
        ('{"item": ', "not JSON"),
    ],
)
def test_a_broken_line_of_json_is_named_and_the_others_count(
    run: Run, tmp_path: Path, line: str, says: str
) -> None:
    path = tmp_path / "log.jsonl"
    good = '{"item": "good-1", "criterion": "correctness", "annotator": "a1", "value": 3}'
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    result = run("agreement", path)
    assert result.exit_code == 1
    assert "row 2:" in result.stdout
    assert says in " ".join(result.stdout.split())
    assert "1 of 2 judgments count" in result.stdout


def test_a_lone_surrogate_in_a_name_is_no_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"item": "good-1", "criterion": "tone", "annotator": "\\ud800", "value": "warm"}\n')
    result = run("agreement", path, "--format", "json")
    assert problems(result) == [(1, "no-annotator")]


def test_csv_json_lines_and_parquet_say_the_same(run: Run, log: Log, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [row.split(",") for row in GOOD]
    names = ["item", "criterion", "response", "annotator", "value"]
    lines = [dict(zip(names, row, strict=True)) for row in rows]
    for line in lines:
        line["value"] = int(line["value"])
    json_log, parquet_log = tmp_path / "log.jsonl", tmp_path / "log.parquet"
    json_log.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    parquet.write_table(pyarrow.Table.from_pylist(lines), parquet_log)
    found = [
        json.loads(run("agreement", path, "--format", "json").stdout)
        for path in (log(*GOOD), json_log, parquet_log)
    ]
    assert found[0]["criteria"] == found[1]["criteria"] == found[2]["criteria"]


def test_production_work_needs_no_gold_but_a_guideline(run: Run, log: Log) -> None:
    header = "item,criterion,annotator,value,guideline"
    rows = ["work-1,tone,a1,warm,small@2.1.0", "work-1,tone,a2,cold,small", "work-2,tone,a1,warm,smal"]
    result = run("agreement", log(*rows, header=header), "--format", "json")
    assert problems(result) == [(4, "unknown-guideline")]
    assert json.loads(result.stdout)["used"] == 2


def test_several_logs_are_one_and_rows_are_named_by_their_file(run: Run, log: Log) -> None:
    first, second = log(*GOOD[:2], name="one.csv"), log("nope,tone,,a1,warm", *GOOD[2:], name="two.csv")
    result = run("agreement", first, second, "--format", "json")
    (problem,) = json.loads(result.stdout)["problems"]["rows"]
    assert problem["file"].endswith("two.csv")
    assert problem["row"] == 2
    assert json.loads(result.stdout)["used"] == 4


# --- tables that other tools write ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("item_id,worker_id,label", "rename `item_id` to `item` and `worker_id` to `annotator`"),
        ("item_id,worker_id,label", "`label` to `value`"),
        ("item_id,worker_id,label", "write in a column `criterion` what was judged"),
        (
            "item,r1,r2,r3",
            "where a row holds several judgments, by people or by criteria, write a row for each",
        ),
        ("item,annotator,correctness,tone", "write a row for each"),
        ("id,dimension,rater,rating", "`id` to `item`"),
    ],
)
def test_a_table_of_another_tool_is_told_how_it_becomes_a_log(
    run: Run, log: Log, header: str, hint: str
) -> None:
    result = run("agreement", log("x," * header.count(","), header=header))
    assert result.exit_code == 2
    assert hint in " ".join(result.stderr.split())


def test_whole_numbers_and_floats_are_read_as_programs_write_them(run: Run, log: Log, small: Path) -> None:
    (small / "guidelines/small/criteria/share.yaml").write_text(
        "id: share\ntitle: Share\nquestion: How much?\nscale: {type: numeric, minimum: 0}\n"
    )
    rows = [
        "good-1,correctness,,a1,2.0",
        "good-1,correctness,,a2,2",
        "good-1,share,,a1,0.30000000000000004",
        "good-1,share,,a2,1e-05",
    ]
    document = json.loads(run("agreement", log(*rows), "--format", "json").stdout)
    assert (document["used"], document["problems"]["counts"]) == (4, {})
    assert document["criteria"][0]["coefficients"]["percent"]["value"] == 1


@pytest.mark.parametrize("value", ["2.5", "02", "2,0", "２"])
def test_other_ways_to_write_a_level_are_no_level(run: Run, log: Log, value: str) -> None:
    cell = f'"{value}"'
    found = json.loads(run("agreement", log(f"good-1,correctness,,a1,{cell}"), "--format", "json").stdout)
    assert found["problems"]["counts"] == {"off-scale": 1}


@pytest.mark.parametrize("value", ["NA", "NaN", "null", "-"])
def test_what_nobody_judged_is_no_value_and_no_wrong_one(run: Run, log: Log, value: str) -> None:
    result = run("agreement", log(f"good-1,correctness,,a1,{value}", "good-1,correctness,,a2,2"))
    assert "leave out rows of what nobody judged" in " ".join(result.stdout.split())
    assert "1 of 2 judgments count" in result.stdout


def test_without_gold_work_needs_no_guideline_where_one_alone_has_the_criterion(
    run: Run, log: Log, small: Path
) -> None:
    import shutil

    rows = [f"work-{n},tone,,a{who},warm" for n in range(3) for who in range(2)]
    assert "there is no item `work-0`" in run("agreement", log(*rows)).stdout
    shutil.rmtree(small / "goldsets")
    result = run("agreement", log(*rows), "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["used"] == 6
    other = small / "guidelines/other"
    shutil.copytree(small / "guidelines/small", other)
    manifest = other / "guideline.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("id: small", "id: other"))
    assert "there is no item `work-0`" in run("agreement", log(*rows)).stdout
