"""What gold shows of the rules, and the items that would show more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldline.app.covering import cover, suggest
from goldline.app.layout import SCOPE
from goldline.cli.main import cli
from goldline.errors import GoldlineError
from goldline.model.coverage import CriterionCoverage, Suggestion
from goldline.store.tree import FolderTree, MemoryTree

ROOT = Path(__file__).parents[2]

GUIDELINE = """
format: 1
id: small
title: Small
version: 1.0.0
modalities: [text]
locales: [en-US, de-DE]
summary: Small.
"""
TAXONOMY = """
severities: [minor, major]
findings:
  fact:
    title: Fact
    definition: d
    children: {date: {title: Date, definition: d}, name: {title: Name, definition: d}}
"""
CRITERION = """
id: c
title: C
question: How?
scale:
  type: ordinal
  levels:
    - {value: 1, label: Bad, anchor: a}
    - {value: 2, label: Fair, anchor: b}
    - {value: 3, label: Good, anchor: c}
inputs:
  worst: {worst: fact}
  many: {count: fact}
  polite: {boolean: Is it polite?}
hit_policy: first
rules:
  - {id: C-1, text: t, when: {worst: major}, then: 1}
  - {id: C-2, text: t, when: {many: ">= 2", polite: false}, then: 2}
otherwise: {id: C-9, text: t, then: 3}
"""
GOLDSET = """
format: 1
id: basics
title: Basics
guideline: small
visibility: training
license: CC0-1.0
canary: 0d7f1c4e-0000-4000-8000-000000000000
"""


def item(
    number: int, findings: str, polite: bool | None, label: int, status: str = "active"
) -> tuple[str, bytes]:
    observations = "" if polite is None else f"observations: {{polite: {str(polite).lower()}}}\n"
    return f"goldsets/basics/items/it-{number}.yaml", (
        f"id: it-{number}\nmodality: text\nlocale: en-US\nguideline: small@1.0.0\nprompt: p\nresponse: r\n"
        f"findings: {findings}\n{observations}labels: {{c: {label}}}\nstatus: {status}\n"
    ).encode()


def tree(*items: tuple[str, bytes], criterion: str = CRITERION) -> MemoryTree:
    files = {
        "guidelines/small/guideline.yaml": GUIDELINE.encode(),
        "guidelines/small/taxonomy.yaml": TAXONOMY.encode(),
        "guidelines/small/criteria/c.yaml": criterion.encode(),
        "goldsets/basics/goldset.yaml": GOLDSET.encode(),
        **dict(items),
    }
    return MemoryTree(files, prefixes=SCOPE)


def covered(*items: tuple[str, bytes]) -> CriterionCoverage:
    return cover(tree(*items))[0].criteria[0]


NONE, MINOR, TWO, MAJOR = (
    "[]",
    "[{type: fact.date, severity: minor}]",
    "[{type: fact.date, severity: minor}, {type: fact.name, severity: minor}]",
    "[{type: fact.date, severity: major}]",
)


def shown(coverage: CriterionCoverage) -> set[tuple[str, str]]:
    return {(rule.rule, c.input) for rule in coverage.rules for c in rule.conditions if c.shown}


def test_a_rule_is_shown_by_the_items_that_it_decides() -> None:
    coverage = covered(item(1, MAJOR, True, 1), item(2, NONE, True, 3), item(3, NONE, False, 3))
    assert {rule.rule: (rule.decided, rule.items) for rule in coverage.rules} == {
        "C-1": (1, ("it-1",)),
        "C-2": (0, ()),
        "C-9": (2, ("it-2", "it-3")),
    }
    assert [(level.name, level.count) for level in coverage.levels] == [("1", 1), ("2", 0), ("3", 2)]


def test_a_condition_is_shown_by_two_items_that_differ_in_it_alone() -> None:
    both = item(1, TWO, False, 2)
    assert shown(covered(both)) == set()
    assert shown(covered(both, item(2, TWO, True, 3))) == {("C-2", "polite")}
    assert shown(covered(both, item(2, MINOR, False, 3))) == {("C-2", "many")}
    assert shown(covered(both, item(2, MINOR, True, 3))) == set()  # both differ: neither is shown


def test_items_that_are_not_active_show_nothing() -> None:
    assert covered(item(1, MAJOR, True, 1, "draft")).judgments == 0


def test_facts_that_leave_the_judgment_open_are_counted_apart() -> None:
    coverage = covered(item(1, TWO, None, 2))
    assert (coverage.judgments, coverage.undecided) == (1, 1)


def test_what_is_unknown_and_does_not_matter_keeps_nothing_from_being_shown() -> None:
    coverage = covered(item(1, MAJOR, None, 1), item(2, NONE, None, 3))
    assert shown(coverage) == {("C-1", "worst")}


def test_a_condition_that_no_facts_can_show_is_not_asked_for() -> None:
    criterion = CRITERION.replace('{many: ">= 2", polite: false}', '{many: ">= 2", worst: [minor, major]}')
    (coverage,) = cover(tree(item(1, TWO, True, 2), criterion=criterion))[0].criteria
    condition = next(
        c for rule in coverage.rules for c in rule.conditions if (rule.rule, c.input) == ("C-2", "worst")
    )
    assert not condition.possible  # two findings, and none of any severity, cannot be


def test_types_and_locales_without_an_item_are_counted() -> None:
    (report,) = cover(tree(item(1, MAJOR, True, 1)))
    assert {one.name: one.count for one in report.types} == {"fact.date": 1, "fact.name": 0}
    assert {one.name: one.count for one in report.locales} == {"en-US": 1, "de-DE": 0}


# --- suggestions -----------------------------------------------------------------------------


def test_a_suggestion_says_what_to_find_what_to_answer_and_what_it_gives() -> None:
    start = (item(1, MAJOR, True, 1), item(2, MINOR, False, 3))
    best = suggest(tree(*start), count=1)[0]
    assert dict(best.facts) == {"worst": "minor", "many": 2, "polite": False}
    assert [(one.type, one.severity) for one in best.findings] == [("fact.date", "minor")] * 2
    assert best.observations == (("", "polite", False),)
    assert (best.value, best.label, best.rules) == (2, "Fair", ("C-2",))
    assert (best.near, best.changed) == ("it-2", ("many",))
    assert best.shows[0] == "C-2 decides: no item shows it"


def as_item(number: int, suggestion: Suggestion) -> tuple[str, bytes]:
    findings = ", ".join(f"{{type: {one.type}, severity: {one.severity}}}" for one in suggestion.findings)
    polite = next(value for _, name, value in suggestion.observations if name == "polite")
    assert isinstance(suggestion.value, int)
    return item(number, f"[{findings}]", bool(polite), suggestion.value)


def test_items_made_from_suggestions_show_everything_in_the_end() -> None:
    items = [item(1, NONE, True, 3)]
    for number in range(2, 12):
        found = suggest(tree(*items), count=1)
        if not found:
            break
        items.append(as_item(number, found[0]))
    coverage = covered(*items)
    assert all(rule.decided for rule in coverage.rules)
    assert all(condition.shown for condition in coverage.conditions)
    assert len(items) <= 6


def test_what_changes_since_a_base_and_no_item_shows_comes_first() -> None:
    items = (item(1, MAJOR, True, 1), item(2, NONE, True, 3))
    old = CRITERION.replace('">= 2"', '">= 4"')
    first = suggest(tree(*items), count=2, against=tree(*items, criterion=old))[0]
    assert first.shift == "the change moves it from 3 to 2, and no item shows that"
    assert first.rules == ("C-2",)


@pytest.mark.parametrize(
    "guideline", sorted(path.parent.name for path in ROOT.glob("guidelines/*/guideline.yaml"))
)
def test_what_is_suggested_for_the_examples_gives_what_is_promised(guideline: str) -> None:
    from goldline.app.tabulating import find_ruled

    repository = FolderTree(ROOT, prefixes=SCOPE)
    for one in suggest(repository, guideline, count=3):
        judge, criterion = find_ruled(repository, guideline, one.criterion)
        outcome = judge.tables[criterion.id].outcome(dict(one.facts))[0]
        assert (outcome.state, outcome.value, outcome.rules) == (one.state, one.value, one.rules)
        assert one.shows


# --- the commands ----------------------------------------------------------------------------


def write(folder: Path, *items: tuple[str, bytes]) -> Path:
    found = tree(*items)
    for path in found.entries():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(found.read(path))
    return folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["-C", str(folder), *arguments], prog_name="goldline")


def test_coverage_is_printed_a_line_a_criterion(tmp_path: Path) -> None:
    folder = write(tmp_path, item(1, MAJOR, True, 1), item(2, NONE, True, 3))
    result = run(folder, "coverage", "--all")
    assert result.exit_code == 0
    assert "2/3" in result.output
    assert "C-2 decides no judgment" in result.output
    assert "locales 1/2, none of de-DE" in result.output


def test_coverage_as_json_names_the_items(tmp_path: Path) -> None:
    folder = write(tmp_path, item(1, TWO, False, 2), item(2, TWO, True, 3))
    report = json.loads(run(folder, "coverage", "--format", "json").output)
    assert report["format"] == "goldline/coverage/1"
    (criterion,) = report["criteria"]
    polite = next(
        condition
        for rule in criterion["by_rule"]
        for condition in rule["conditions"]
        if condition["input"] == "polite"
    )
    assert (polite["shown"], polite["met"], polite["failed"]) == (True, "it-1", "it-2")


def test_suggestions_are_printed_as_facts(tmp_path: Path) -> None:
    folder = write(tmp_path, item(1, MAJOR, True, 1), item(2, MINOR, False, 3))
    result = run(folder, "suggest", "small", "-n", "1")
    assert result.exit_code == 0
    assert "begin with    it-2, and change many" in result.output
    assert "findings      2 minor fact.date" in result.output
    assert 'judgment      2 "Fair" (C-2)' in result.output


def test_a_criterion_that_is_not_there_is_refused() -> None:
    with pytest.raises(GoldlineError):
        cover(tree(), criterion="d")
