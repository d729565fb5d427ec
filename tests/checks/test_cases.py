"""Every check fires where its cases say so, stays quiet where they say so, and meddles with no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.cases import TODAY, Case, all_cases, base, settings, tree_of
from goldline.app import check
from goldline.checks.registry import by_code
from goldline.model.finding import Finding
from goldline.store.tree import MemoryTree


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
    known = by_code(case.code)
    against = MemoryTree(base()) if known is not None and known.check_change is not None else None
    tree = tree_of(case, tmp_path)
    found = check(tree, against=against, settings=settings(case), today=case.today).findings
    own = [finding for finding in found if finding.code == case.code]
    others = [finding for finding in found if finding.code != case.code]
    assert places(own, case.expect) == sorted(case.expect), found
    assert {finding.code for finding in others} == set(case.also), others


def test_the_repository_that_cases_start_from_is_clean() -> None:
    assert check(MemoryTree(base()), today=TODAY).findings == ()


def test_a_repository_that_is_compared_with_itself_is_clean() -> None:
    assert check(MemoryTree(base()), against=MemoryTree(base()), today=TODAY).findings == ()
