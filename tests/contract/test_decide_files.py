"""`goldline decide`: the files it reads, the revisions it reads at, and calls that cannot work."""

from __future__ import annotations

import json

import pytest

from contract.deciding import files, outcomes
from contract.workbench import Repo, RepoFactory, Result

BODY = """
    inputs:
      worst: {worst: wrong}
      on_topic: {boolean: Is it about this?}
      n: {integer: How many?, minimum: 0, maximum: 9}
    hit_policy: first
    rules:
      - {id: P-1, text: Bad., when: {worst: critical}, then: 1}
      - {id: P-2, text: Another subject., when: {on_topic: false}, then: 2}
      - {id: P-3, text: Many., when: {n: "> 5"}, then: 2}
    otherwise: 3
    """
PROBE = "guidelines/trial/criteria/probe.yaml"


@pytest.fixture
def trials(repo: RepoFactory) -> Repo:
    return repo(files(BODY))


def decide(repo: Repo, name: str, content: str | bytes, *more: str) -> Result:
    repo.write(name, content)
    return repo.run("decide", "trial", "probe", name, *more)


def test_it_reads_csv(trials: Repo) -> None:
    done = decide(
        trials, "rows.csv", "worst,on_topic,n\ncritical,true,1\nnone,false,1\nnone,true,6\nnone,true,1\n"
    )
    assert outcomes(done.lines) == [1, 2, 2, 3]


def test_it_reads_json_lines(trials: Repo) -> None:
    rows = [
        {"worst": "critical", "on_topic": True, "n": 1},
        {"worst": "none", "on_topic": False, "n": 1},
        {"worst": "none", "on_topic": True, "n": 6},
        {"worst": "none", "on_topic": True, "n": 1},
    ]
    done = decide(trials, "rows.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert outcomes(done.lines) == [1, 2, 2, 3]


def test_it_reads_parquet(trials: Repo) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = arrow.table({"worst": ["critical", "none"], "on_topic": [True, False], "n": [1, 1]})
    parquet.write_table(rows, trials.path / "rows.parquet")
    assert outcomes(trials.run("decide", "trial", "probe", "rows.parquet").lines) == [1, 2]


def test_a_list_in_a_cell_of_parquet_is_strange(trials: Repo) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({"worst": [["critical"]]}), trials.path / "rows.parquet")
    done = trials.run("decide", "trial", "probe", "rows.parquet")
    assert (done.exit_code, outcomes(done.lines)) == (1, ["UNDECIDED"])


def test_the_order_of_columns_is_free(trials: Repo) -> None:
    assert outcomes(decide(trials, "rows.csv", "n,on_topic,worst\n1,true,critical\n").lines) == [1]


def test_csv_may_begin_with_a_byte_order_mark(trials: Repo) -> None:
    """Spreadsheets write one; without care the first column would be an unknown one."""
    assert outcomes(decide(trials, "rows.csv", "\ufeffworst,on_topic,n\ncritical,true,1\n").lines) == [1]


def test_csv_may_have_the_line_ends_of_windows(trials: Repo) -> None:
    assert outcomes(decide(trials, "rows.csv", "worst,on_topic,n\r\ncritical,true,1\r\n").lines) == [1]


def test_a_file_without_rows_gives_no_lines(trials: Repo) -> None:
    done = decide(trials, "rows.csv", "worst,on_topic,n\n")
    assert (done.exit_code, done.stdout.strip()) == (0, "")


def test_it_reads_the_rules_as_they_stand_in_the_working_tree(trials: Repo) -> None:
    trials.edit(PROBE, "when: {worst: critical}, then: 1", "when: {worst: critical}, then: 2")
    assert outcomes(decide(trials, "rows.csv", "worst,on_topic,n\ncritical,true,1\n").lines) == [2]


def test_it_reads_the_rules_of_a_revision(trials: Repo) -> None:
    trials.edit(PROBE, "when: {worst: critical}, then: 1", "when: {worst: critical}, then: 2")
    trials.commit("Soften")
    rows = "worst,on_topic,n\ncritical,true,1\n"
    assert outcomes(decide(trials, "rows.csv", rows, "--rev", "HEAD").lines) == [2]
    assert outcomes(decide(trials, "rows.csv", rows, "--rev", "HEAD~1").lines) == [1]


def test_it_reads_the_rules_of_a_version(trials: Repo) -> None:
    manifest = "guidelines/trial/guideline.yaml"
    trials.edit(manifest, "version: 1.0.0", "version: 2.0.0")
    trials.edit(PROBE, "when: {worst: critical}, then: 1", "when: {worst: critical}, then: 2")
    trials.commit("Release")
    rows = "worst,on_topic,n\ncritical,true,1\n"
    assert outcomes(decide(trials, "rows.csv", rows, "--rev", "trial@1.0.0").lines) == [1]
    assert outcomes(decide(trials, "rows.csv", rows, "--rev", "trial@2.0.0").lines) == [2]


def test_it_writes_nothing(trials: Repo) -> None:
    trials.write("rows.csv", "worst,on_topic,n\ncritical,true,1\n")
    before = trials.git("status", "--porcelain")
    trials.run("decide", "trial", "probe", "rows.csv")
    assert trials.git("status", "--porcelain") == before


# --- calls that cannot work: exit status 2, and a message that says what was wrong -----------------


def refused(done: Result, *words: str) -> None:
    assert done.exit_code == 2, (done.exit_code, done.said)
    for word in words:
        assert word in done.said


def test_an_unknown_guideline(trials: Repo) -> None:
    trials.write("rows.csv", "worst\nnone\n")
    refused(trials.run("decide", "trail", "probe", "rows.csv"), "trail")


def test_an_unknown_criterion(trials: Repo) -> None:
    trials.write("rows.csv", "worst\nnone\n")
    refused(trials.run("decide", "trial", "prone", "rows.csv"), "prone")


def test_a_file_of_rows_that_is_not_there(trials: Repo) -> None:
    refused(trials.run("decide", "trial", "probe", "nowhere.csv"), "nowhere.csv")


def test_a_file_of_an_unknown_kind(trials: Repo) -> None:
    refused(decide(trials, "rows.xlsx", b"PK\x03\x04"))


def test_a_column_that_is_no_input(trials: Repo) -> None:
    refused(decide(trials, "rows.csv", "worst,on_tpoic\nnone,true\n"), "on_tpoic")


def test_a_key_that_is_no_input(trials: Repo) -> None:
    refused(decide(trials, "rows.jsonl", '{"worst": "none", "on_tpoic": true}\n'), "on_tpoic")


def test_an_unknown_revision(trials: Repo) -> None:
    refused(decide(trials, "rows.csv", "worst\nnone\n", "--rev", "no-such-branch"), "no-such-branch")


def test_a_column_twice(trials: Repo) -> None:
    """Otherwise the last one would win in silence."""
    refused(decide(trials, "rows.csv", "worst,worst\nnone,critical\n"), "worst")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("worst", "catastrophic"), ("on_topic", "perhaps"), ("n", "many"), ("n", "1.5")],
)
def test_a_cell_that_the_input_cannot_be(trials: Repo, column: str, cell: str) -> None:
    """A value outside the domain is never judged as if it were something else."""
    done = decide(trials, "rows.csv", f"{column}\n{cell}\n")
    assert done.exit_code in (1, 2)
    assert cell in done.said
    assert '"decided"' not in done.stdout


def test_a_row_with_such_a_cell_is_left_undecided_whatever_its_other_cells_say(trials: Repo) -> None:
    """The critical finding decides all rows; who mistyped one cell may have mistyped another."""
    done = decide(
        trials, "rows.csv", "worst,on_topic,n\ncritical,true,1\ncritical,maybe,1\ncritical,true,99\n"
    )
    sound, *strange = done.lines
    assert (sound["outcome"], sound["state"]) == (1, "decided")
    assert [(line["outcome"], line["state"], line["rules"]) for line in strange] == [
        (None, "undecided", [])
    ] * 2
    assert [line["missing"] for line in strange] == [["input:on_topic"], ["input:n"]]
    assert [line["possible"] for line in strange] == [[1], [1]]


def test_such_a_cell_is_told_with_its_row_its_column_and_what_it_can_be(trials: Repo) -> None:
    rows = "worst,on_topic,n\ncritical,true,1\nnone,true,99\nterrible,maybe,1\n"
    done = decide(trials, "rows.csv", rows)
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "goldline: row 1: `n` cannot be `99`; allowed: whole number from 0 to 9",
        "goldline: row 2: `worst` cannot be `terrible`; allowed: none < minor < major < critical",
        "goldline: row 2: `on_topic` cannot be `maybe`; allowed: false, true",
        "goldline: 2 rows were left undecided for such cells: correct them, or leave a cell empty where "
        "nothing is known",
    ]


def test_the_same_strange_cell_is_strange_in_every_row(trials: Repo) -> None:
    """Thousands of rows are read in parts, and equal cells only once."""
    rows = ["critical,true,1"] * 1500
    rows[3] = rows[1400] = "critical,true,77"
    done = decide(trials, "rows.csv", "\n".join(["worst,on_topic,n", *rows, ""]))
    assert [line["row"] for line in done.lines if line["state"] == "undecided"] == [3, 1400]
    assert "row 3:" in done.stderr
    assert "row 1400:" in done.stderr


def test_of_very_many_strange_cells_the_first_are_told_and_all_are_counted(trials: Repo) -> None:
    done = decide(trials, "rows.csv", "\n".join(["n", *["77"] * 1500, ""]))
    assert {line["state"] for line in done.lines} == {"undecided"}
    assert len(done.stderr.splitlines()) < 30
    assert "1500 rows were left undecided" in done.stderr


def test_a_strange_cell_of_an_input_that_no_rule_reads_is_not_let_through(repo: RepoFactory) -> None:
    body = BODY.replace("inputs:", "inputs:\n      unread: {enum: [a, b], ask: Which?}")
    made = repo(files(body))
    done = decide(made, "rows.csv", "worst,unread\ncritical,a\ncritical,c\n")
    assert [line["state"] for line in done.lines] == ["decided", "undecided"]
    assert "row 1: `unread` cannot be `c`; allowed: a, b" in done.stderr


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"on_topic": null}', "`on_topic` cannot be `null`"),
        ('{"on_topic": 1}', "`on_topic` cannot be `1`"),
        ('{"on_topic": "true"}', "`on_topic` cannot be `true`"),
        ('{"n": true}', "`n` cannot be `true`"),
        ('{"n": "1"}', "`n` cannot be `1`"),
        ('{"n": 1.5}', "`n` cannot be `1.5`"),
        ('{"worst": null}', "`worst` cannot be `null`"),
    ],
)
def test_in_json_lines_a_value_of_another_kind_is_strange(trials: Repo, row: str, told: str) -> None:
    full = {"worst": "critical", "on_topic": True, "n": 1} | json.loads(row)
    done = decide(trials, "rows.jsonl", json.dumps(full) + "\n")
    assert done.exit_code == 1
    assert [line["state"] for line in done.lines] == ["undecided"]
    assert told in done.stderr


@pytest.mark.parametrize("cell", ["", "  ", '""'])
def test_an_empty_cell_is_not_strange_but_unknown(trials: Repo, cell: str) -> None:
    done = decide(trials, "rows.csv", f"worst,on_topic,n\ncritical,{cell},1\nnone,{cell},1\n")
    assert done.exit_code == 0
    assert outcomes(done.lines) == [1, "UNDECIDED"]
    assert done.lines[1]["missing"] == ["input:on_topic"]
    assert done.stderr == ""


def test_the_word_null_is_strange_where_an_input_is_not_nullable(trials: Repo) -> None:
    done = decide(trials, "rows.csv", "worst,on_topic,n\ncritical,null,1\n")
    assert outcomes(done.lines) == ["UNDECIDED"]
    assert "`on_topic` cannot be `null`; allowed: false, true" in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"worst,on_topic\nnone\n",  # a row too short
        b"worst\nnone,true\n",  # a row too long
        b"worst\nn\xf6ne\n",  # not UTF-8
        b'worst\n"none\n',  # a quote that never ends
        b"",  # nothing at all
    ],
)
def test_csv_that_is_broken(trials: Repo, content: bytes) -> None:
    done = decide(trials, "rows.csv", content)
    assert done.exit_code in (1, 2)
    assert done.said.strip()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"worst;on_topic;n\nnone;true;1\n", "semicolons (;) between its columns, not commas"),
        (b"\xef\xbb\xbfworst;on_topic\nnone;true\n", "semicolons (;)"),
        (b"worst\ton_topic\nnone\ttrue\n", "tabs between its columns"),
        (b"sep=;\nworst;on_topic\n", "semicolons (;)"),
        ("worst,on_topic\nnone,true\n".encode("utf-16"), "is UTF-16, not UTF-8"),
        ("worst,on_topic\nnone,true\n".encode("utf-16-le"), "as UTF-16 does"),
    ],
)
def test_a_table_of_another_program_is_refused_by_what_it_is(
    trials: Repo, content: bytes, named: str
) -> None:
    done = decide(trials, "rows.csv", content)
    assert done.exit_code == 2
    assert named in done.stderr
    assert "hint: save " in done.stderr


def test_a_byte_order_mark_is_no_part_of_the_first_column(trials: Repo) -> None:
    done = decide(trials, "rows.csv", "worst,on_topic,n\ncritical,true,1\n".encode("utf-8-sig"))
    assert outcomes(done.lines) == [1]


def test_a_decimal_comma_is_told_with_the_point_to_write(trials: Repo) -> None:
    done = decide(trials, "rows.csv", 'worst,on_topic,n\nnone,true,"1,5"\n')
    assert done.exit_code == 1
    assert "`n` cannot be `1,5`; allowed: " in done.stderr
    assert "write the decimal sign as a point" in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        '{"worst": "none"\n',  # cut off
        '["none"]\n',  # no object
        '{"worst": "none", "worst": "critical"}\n',  # a key twice
        '{"n": NaN}\n',
        '{"n": 1e999}\n',
        "[" * 5000 + "\n",
    ],
)
def test_json_lines_that_are_broken(trials: Repo, content: str) -> None:
    done = decide(trials, "rows.jsonl", content)
    assert done.exit_code in (1, 2)
    assert done.said.strip()


def test_a_criterion_that_people_judge_alone(repo: RepoFactory) -> None:
    """There are no rules to judge by."""
    made = repo({**files("guidance: Read it.\n"), "rows.csv": "worst\nnone\n"})
    refused(made.run("decide", "trial", "probe", "rows.csv"))


def test_a_criterion_whose_file_is_broken(trials: Repo) -> None:
    trials.write(PROBE, "id: probe\ntitle: [\n")
    done = decide(trials, "rows.csv", "worst\nnone\n")
    assert done.exit_code == 2
    assert "probe.yaml" in done.said
