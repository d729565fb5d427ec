"""What a check keeps between runs, and what it does anew."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from goldline.app import checking
from goldline.app.layout import SCOPE
from goldline.model.report import CheckReport
from goldline.store.cache import Cache
from goldline.store.tree import FolderTree

GUIDELINE = """\
format: 1
id: trial
title: Trial
version: 1.0.0
modalities: [text]
summary: Whether an answer is right.
"""
CRITERION = """\
id: flag
title: On topic
question: Is the answer about the question, or is it spurious?
scale: {type: binary, better: higher, levels: [{value: "no", anchor: No.}, {value: "yes", anchor: Yes.}]}
inputs: {on_topic: {boolean: Is it on topic?}}
hit_policy: first
rules: [{id: F-1, text: It is usually on topic., when: {on_topic: true}, then: "yes"}]
otherwise: "no"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GOLDLINE_CACHE", raising=False)
    criteria = tmp_path / "work" / "guidelines" / "trial" / "criteria"
    criteria.mkdir(parents=True)
    (criteria.parent / "guideline.yaml").write_text(GUIDELINE)
    (criteria / "flag.yaml").write_text(CRITERION)
    return tmp_path / "work"


def check(folder: Path) -> CheckReport:
    with Cache.open(None, folder) as cache:
        return checking.check(FolderTree(folder, SCOPE), cache=cache, today="2026-01-01")


def codes(report: CheckReport) -> set[str]:
    return {finding.code for finding in report.findings}


def test_what_is_wrong_in_guidelines_alone_is_found_once_and_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(folder)
    assert {"GL801", "GL804"} <= codes(first)
    monkeypatch.setattr(checking, "run_guideline_checks", lambda _: pytest.fail("it was kept"))
    escalations = folder / "escalations"
    escalations.mkdir()
    (escalations / "broken.yaml").write_text("id: [\n")
    again = check(folder)
    assert {"GL801", "GL804"} <= codes(again)
    assert codes(again) > codes(first)


def test_an_edit_of_a_guideline_has_it_looked_at_again(folder: Path) -> None:
    assert "GL804" in codes(check(folder))
    file = folder / "guidelines" / "trial" / "criteria" / "flag.yaml"
    file.write_text(CRITERION.replace("spurious", "wrong"))
    assert "GL804" not in codes(check(folder))
    assert "GL801" in codes(check(folder))


def test_a_check_leaves_the_collector_of_cycles_as_it_was(folder: Path) -> None:
    assert gc.isenabled()
    check(folder)
    assert gc.isenabled()
