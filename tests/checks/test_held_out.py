"""What check says about held-out items tells nobody what is in them (their ids and rules may be named)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.cases import Case, all_cases, contents, settings
from goldline.app import check
from goldline.store.tree import MemoryTree

SET = "goldsets/caption-basics/goldset.yaml"
ABOUT_ITEMS = ("GL3", "GL4", "GL50", "GL51")
NO_SECRET = ("GL329",)  # which types somebody has looked for says nothing about what was found
FIRING = [
    case
    for case in all_cases()
    if case.code.startswith(ABOUT_ITEMS) and case.code not in NO_SECRET and case.expect
]
# Levels, severities, answers and words that only the items of these cases say.
SECRETS = (
    *("`1`", "`2`", "`3`", "`reject`", "`publish`", "`Publish`", "`first`", "`second`", "`not-judged`"),
    *("`major`", "`minor`", "`mayor`", "`true`", "`yes`", "hallucination.object", "hallucination.colour"),
    *("a red", "a green", "zebra", "ein Hund", "1.05", "3.5", "2.5", "-0.5", "`11`", "withdrawn", "TBD"),
)


@pytest.mark.parametrize("case", FIRING, ids=lambda case: f"{case.code}-{case.says}")
def test_no_message_tells_labels_facts_quotes_or_texts(case: Case) -> None:
    files = contents(replace(case, edits=(*case.edits, {"path": SET, "old": "training", "new": "held-out"})))
    found = check(MemoryTree(files), settings=settings(case), today=case.today).findings
    own = [finding for finding in found if finding.code == case.code]
    assert len(own) == len(case.expect)
    told = [(secret, one.message) for one in own for secret in SECRETS if secret in one.message]
    assert told == []


def test_what_is_said_of_public_items_does_tell() -> None:
    """The list of secrets above would catch something: these cases do say such things in the open."""
    messages = [
        finding.message
        for case in FIRING
        for finding in check(MemoryTree(contents(case)), settings=settings(case), today=case.today).findings
        if finding.code == case.code
    ]
    assert {secret for secret in SECRETS if any(secret in message for message in messages)} >= {
        *("`1`", "`2`", "`3`", "`reject`", "`Publish`", "`major`", "`mayor`", "`yes`"),
        *("hallucination.object", "a red", "a green", "1.05", "3.5"),
    }
