"""What is said where contested findings lead to a label that is not accepted."""

from __future__ import annotations

from checks.cases import CASES, contents, read_cases, settings
from goldline.app import check
from goldline.store.tree import MemoryTree


def _said(nth: int) -> list[tuple[str, str]]:
    case = list(read_cases(CASES / "GL331.yaml"))[nth]
    findings = check(MemoryTree(contents(case)), settings=settings(case), today=case.today).findings
    return [(one.message, one.hint) for one in findings if one.code == "GL331"]


def test_the_way_of_taking_a_finding_is_named_and_what_it_leads_to() -> None:
    (message, hint), (overall, _) = _said(0)
    assert message == (
        "where finding 1 (`hallucination.object`, major) is not found, the rules give `2` on `correctness`,"
        " and `1` is all that is accepted"
    )
    assert hint == "add `2` to the label's `accept`, or take out of the finding's `accept` what leads there"
    assert "give `publish` on `overall`" in overall


def test_another_severity_is_named() -> None:
    assert "finding 1 (`hallucination.object`, major) is taken for `minor`" in _said(1)[0][0]


def test_a_combination_names_all_that_belongs_to_it() -> None:
    ((message, _),) = _said(2)
    assert (
        "where finding 1 (`hallucination.object`, major) is not found"
        " and finding 2 (`hallucination`, major) is not found, the rules give `2`"
    ) in message


def test_too_many_ways_are_said_with_their_number() -> None:
    ((message, hint),) = _said(3)
    assert "can be taken in 729 ways" in message
    assert hint
