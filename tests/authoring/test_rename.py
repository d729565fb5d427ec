"""A rename reaches every use of an id, changes nothing else, and is done whole or not at all."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from authoring.conftest import Run, git
from goldline.app.authoring.spots import level_in_test
from goldline.writing import disk


def clean(run: Run) -> bool:
    return run("check").exit_code == 0


def statuses(run: Run) -> Counter[str]:
    result = run("diff", "HEAD", "--format", "json", "--fail-on", "never", "--all")
    return Counter(row["status"] for row in json.loads(result.stdout)["judgments"])


def changed_lines(root: Path) -> list[tuple[str, str]]:
    """Return the lines that were changed, each before and after; fails where a line came or went."""
    lines = git(root, "diff", "-U0", "--no-color").splitlines()
    old = [line[1:] for line in lines if line.startswith("-") and not line.startswith("---")]
    new = [line[1:] for line in lines if line.startswith("+") and not line.startswith("+++")]
    assert len(old) == len(new)
    return list(zip(old, new, strict=True))


def test_a_rule_is_renamed_in_labels_and_escalations(root: Path, run: Run) -> None:
    result = run("rename", "rule", "COR-6", "COR-many")
    assert result.exit_code == 0, result.output
    assert clean(run)
    for old, new in changed_lines(root):
        assert new == old.replace("COR-6", "COR-many")
    assert set(statuses(run)) <= {"same", "review"}  # the rule that fired reads differently, and nothing else
    assert "left alone (--prose changes them)" in result.output


def test_texts_follow_where_that_is_asked_for(root: Path, run: Run) -> None:
    assert run("rename", "rule", "COR-6", "COR-many", "--prose").exit_code == 0
    assert clean(run)
    assert not [p for p in root.rglob("*.yaml") if "COR-6" in p.read_text(encoding="utf-8")]
    for old, new in changed_lines(root):  # no line is wrapped anew
        assert new == old.replace("COR-6", "COR-many")


RECORD = """\
format: goldline/assessment/1
id: as-234567
analyst: a17
guideline: image-caption@%s
created: "2026-10-01T08:00:00+00:00"
due: "2026-10-08"
seed: 7
test: {good: 0.9, poor: 0.75, wrongly_passed: 0.05, wrongly_failed: 0.05, alike: 0.1}
form: 0a
blueprint: {minutes: 20, expected_minutes: 18.5, strata: [{what: criterion, name: correctness, items: 1}]}
items:
  - {code: q01, item: cap-0004, asks: [{criterion: correctness}]}
"""


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("item", "cap-0004", "cap-two-lies"),
        ("criterion", "correctness", "truth"),
        ("guideline", "image-caption", "captions"),
    ],
)
def test_who_was_asked_an_item_is_known_under_its_new_name_too(
    root: Path, run: Run, kind: str, old: str, new: str
) -> None:
    manifest = (root / "guidelines/image-caption/guideline.yaml").read_text(encoding="utf-8")
    version = next(line.split()[1] for line in manifest.splitlines() if line.startswith("version:"))
    path, burnt = root / "assessments/as-234567.yaml", root / "assessments/burnt.yaml"
    path.parent.mkdir()
    path.write_text(RECORD % version, encoding="utf-8")
    burnt.write_text("format: goldline/burnt/1\nitems:\n  - {item: cap-0004, reason: told}\n")
    assert run("rename", kind, old, new).exit_code == 0
    text = path.read_text(encoding="utf-8")
    where = {"item": f"item: {new},", "criterion": f"criterion: {new}}}", "guideline": f"guideline: {new}@"}
    assert where[kind] in text
    assert ("cap-two-lies" in burnt.read_text(encoding="utf-8")) == (kind == "item")
    assert "GL12" not in run("check").output


def test_an_item_takes_its_file_and_its_examples_with_it(root: Path, run: Run) -> None:
    result = run("rename", "item", "cap-0004", "cap-two-lies")
    assert result.exit_code == 0, result.output
    assert clean(run)
    assert list(root.rglob("cap-two-lies.yaml"))
    assert not list(root.rglob("cap-0004.yaml"))
    correctness = (root / "guidelines/image-caption/criteria/correctness.yaml").read_text(encoding="utf-8")
    assert "examples: [cap-two-lies]" in correctness
    git(root, "add", "-A")
    assert "R" in {line[0] for line in git(root, "diff", "--cached", "--name-status", "-M").splitlines()}


def test_a_criterion_is_renamed_as_file_key_and_input(root: Path, run: Run) -> None:
    assert run("rename", "criterion", "style", "language-quality").exit_code == 0
    assert clean(run)
    overall = (root / "guidelines/image-caption/criteria/overall.yaml").read_text(encoding="utf-8")
    assert "style: {criterion: language-quality}" in overall  # the input keeps its own name
    found = statuses(run)
    assert found["added"] == found["removed"] > 0
    assert set(found) <= {"same", "added", "removed"}


def test_a_type_keeps_its_old_name_as_was(root: Path, run: Run) -> None:
    assert run("rename", "type", "hallucination.object", "invention").exit_code == 0
    assert clean(run)
    taxonomy = (root / "guidelines/image-caption/taxonomy.yaml").read_text(encoding="utf-8")
    assert "      invention:\n        title: Invented object\n" in taxonomy
    assert "was: hallucination.object" in taxonomy
    assert not [
        p
        for p in (root / "goldsets").rglob("*.yaml")
        if "hallucination.object" in p.read_text(encoding="utf-8")
    ]
    assert set(statuses(run)) <= {"same", "review"}


def test_types_below_a_type_move_with_it(root: Path, run: Run) -> None:
    assert run("rename", "type", "harm", "harm-to-people").exit_code == 0
    assert clean(run)
    taxonomy = (root / "guidelines/image-caption/taxonomy.yaml").read_text(encoding="utf-8")
    assert "was: harm.stereotype" in taxonomy
    criterion = (root / "guidelines/image-caption/criteria/cultural-appropriateness.yaml").read_text(
        encoding="utf-8"
    )
    assert "worst: harm-to-people" in criterion


def test_a_word_level_is_renamed_in_scale_rules_labels_and_votes(root: Path, run: Run) -> None:
    assert run("rename", "level", "--criterion", "overall", "revise", "repair").exit_code == 0
    assert clean(run)
    assert set(statuses(run)) <= {"same", "follows"}
    for old, new in changed_lines(root):
        assert new == old.replace("revise", "repair")


def test_a_numbered_level_is_renamed_for_its_own_scale_alone(root: Path, run: Run) -> None:
    assert run("rename", "level", "--criterion", "correctness", "4", "5").exit_code == 0
    assert clean(run)
    assert set(statuses(run)) <= {"same", "follows"}
    style = git(root, "diff", "--name-only")
    assert "criteria/style.yaml" not in style


def test_an_input_is_renamed_in_tests_and_observations(root: Path, run: Run) -> None:
    assert run("rename", "input", "within_length", "fits_length").exit_code == 0
    assert clean(run)
    for old, new in changed_lines(root):
        assert new == old.replace("within_length", "fits_length")
    assert run("rename", "input", "small_errors", "slips_in_facts").exit_code == 0  # one criterion's own
    assert clean(run)


def test_a_guideline_and_a_set_move_as_folders(root: Path, run: Run) -> None:
    assert run("rename", "guideline", "image-caption", "captions").exit_code == 0
    assert run("rename", "goldset", "caption-basics", "basics").exit_code == 0
    assert clean(run)
    assert not (root / "guidelines/image-caption").exists()
    assert (root / "goldsets/basics/media").is_dir()


def test_a_rename_and_its_way_back_give_the_old_bytes(root: Path, run: Run) -> None:
    for kind, old, new in (
        ("rule", "STY-5", "STY-x"),
        ("item", "cap-0024", "cap-temple"),
        ("criterion", "completeness", "whole"),
        ("input", "register", "tone"),
        ("goldset", "caption-basics", "b"),
        ("guideline", "image-caption", "c"),
    ):
        assert run("rename", kind, old, new).exit_code == 0
        assert run("rename", kind, new, old).exit_code == 0
    assert git(root, "status", "--porcelain") == ""


def test_a_dry_run_shows_every_line_and_changes_none(root: Path, run: Run) -> None:
    result = run("rename", "rule", "COR-6", "COR-many", "--dry-run")
    assert "-  - id: COR-6\n+  - id: COR-many\n" in result.output
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("rule", "COR-66", "COR-x"), "did you mean `COR-6`"),
        (("rule", "COR-6", "COR-5"), "there already"),
        (("rule", "COR-6", "not a rule id"), "a rule id is capitals"),
        (("item", "cap-0007", "cap-0008"), "there already"),
        (("item", "cap-0007", "Cap"), "an id is lower-case"),
        (("criterion", "stlye", "x"), "did you mean `style`"),
        (("type", "hallucination.object", "omission.object"), "stands elsewhere"),
        (("level", "revise", "not"), "a level is a whole number or a word"),
        (("level", "revize", "repair"), "did you mean `revise`"),
        (("level", "3", "7"), "say which: --criterion"),
        (("item", "cap-0007", "cap-0007"), "the same"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(
    root: Path, run: Run, args: tuple[str, ...], words: str
) -> None:
    result = run("rename", *args)
    assert result.exit_code == 2
    assert words in result.output
    assert git(root, "status", "--porcelain") == ""


def test_a_file_that_cannot_be_read_stops_the_whole_rename(root: Path, run: Run) -> None:
    broken = next(root.rglob("cap-0020.yaml"))
    broken.write_text(broken.read_text(encoding="utf-8") + "tags: [twice\n", encoding="utf-8")
    before = git(root, "status", "--porcelain")
    result = run("rename", "rule", "COR-6", "COR-many")
    assert result.exit_code == 2
    assert "cap-0020.yaml" in result.output
    assert git(root, "status", "--porcelain") == before


def test_a_fault_in_the_middle_leaves_everything_as_it_was(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = disk.os.replace, 0

    def failing(old: object, new: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise OSError(28, "No space left on device")
        real(old, new)

    monkeypatch.setattr(disk.os, "replace", failing)
    result = run("rename", "rule", "COR-6", "COR-many")
    assert result.exit_code == 2
    assert "disk is full; nothing was changed" in result.output
    assert git(root, "status", "--porcelain") == ""


def test_line_ends_of_windows_survive(root: Path, run: Run) -> None:
    path = next(root.rglob("cap-0020.yaml"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    old = path.read_bytes()
    run("rename", "rule", "COR-6", "COR-many")
    assert path.read_bytes() == old.replace(b"rules: [COR-6]", b"rules: [COR-many]")


@pytest.mark.parametrize(
    ("test", "old", "new", "after"),
    [
        (2, 2, 5, 5),
        (True, 1, 5, True),
        ([1, 2], 2, 5, [1, 5]),
        (">= 2", 2, 5, ">= 5"),
        ("[1..3]", 1, 0, "[0..3]"),
        ("[1..3]", 3, 4, "[1..4]"),
        ("2.5", 2, 9, "2.5"),
        ({"not": ["reject", "revise"]}, "revise", "repair", {"not": ["reject", "repair"]}),
        ("not revise", "revise", "repair", "not repair"),
        ("not re-revise", "revise", "repair", "not re-revise"),
        ("< revise", "revise", 2, "< 2"),
        ("-", 1, 2, "-"),
    ],
)
def test_a_level_is_found_in_every_form_of_test(
    test: object, old: str | int, new: str | int, after: object
) -> None:
    assert level_in_test(test, old, new) == after
    assert type(level_in_test(test, old, new)) is type(after)
