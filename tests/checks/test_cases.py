"""Every check fires where its cases say so, stays quiet where they say so, and meddles with no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.cases import Case, all_cases, base, contents, make_repository, settings
from goldline.app import check
from goldline.model.finding import Finding
from goldline.store.tree import MemoryTree, open_tree


def findings_of(case: Case, tmp_path: Path) -> tuple[Finding, ...]:
    """Return what check says about a case's repository."""
    if case.needs_git:
        make_repository(case, tmp_path)
        tree = open_tree(tmp_path)
    else:
        tree = MemoryTree(contents(case))
    return check(tree, settings=settings(case), today=case.today).findings


def places(findings: list[Finding], expected: tuple[str, ...]) -> list[str]:
    """Return findings as cases write them: with the column only where the case names one."""
    shown = []
    for finding in findings:
        line = f"{finding.code} {finding.file}:{finding.line}"
        column = f"{line}:{finding.column}"
        shown.append(column if column in expected else line)
    return sorted(shown)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.code}-{case.says}")
def test_a_check_says_what_its_case_expects(case: Case, tmp_path: Path) -> None:
    found = findings_of(case, tmp_path)
    own = [finding for finding in found if finding.code == case.code]
    others = [finding for finding in found if finding.code != case.code]
    assert places(own, case.expect) == sorted(case.expect), found
    assert {finding.code for finding in others} == set(case.also), others


def test_the_repository_that_cases_start_from_is_clean() -> None:
    assert check(MemoryTree(base()), settings=None, today="2026-10-12").findings == ()
