"""Comparisons of versions, kept by content."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from goldline.app.layout import SCOPE
from goldline.model.report import Cause, DiffReport, ElementChange, JudgmentChange, Possible, Side
from goldline.store.cache import Cache
from goldline.store.git import Repository
from goldline.store.revisions import open_source
from goldline.website.comparing import kept_report, pack_report, unpack_report
from goldline.website.loading import load_site
from sites import captions, commit


def test_a_kept_report_is_the_report_that_was_made() -> None:
    found = unpack_report(pack_report(_report()))
    assert found == _report()
    assert repr(found) == repr(_report())  # `True` is not `1`, and a tuple is no list


def test_the_same_content_is_compared_once(tmp_path: Path) -> None:
    made: list[str] = []

    def compare() -> DiffReport:
        made.append("once")
        return _report()

    with Cache.open(None, tmp_path) as cache:
        first = kept_report(cache, ["tone", "1.0.0"], compare)
        assert kept_report(cache, ["tone", "1.0.0"], compare) == first
        assert len(made) == 1
        kept_report(cache, ["tone", "1.1.0"], compare)
        assert len(made) == 2
        kept_report(cache, ["tone1.0.0"], compare)
        assert len(made) == 3


def test_a_cache_that_holds_nothing_changes_nothing() -> None:
    assert kept_report(Cache(None), ["tone"], _report) == _report()
    assert kept_report(None, ["tone"], _report) == _report()


def test_an_edit_after_a_build_is_seen_by_the_next_one(tmp_path: Path) -> None:
    folder = captions(tmp_path / "work")
    commit(folder)
    manifest = folder / "guidelines/image-caption/guideline.yaml"
    version = next(line for line in manifest.read_text("utf-8").splitlines() if line.startswith("version:"))
    manifest.write_text(manifest.read_text("utf-8").replace(version, "version: 9.0.0"), "utf-8")
    assert _changes(folder) == 0
    criterion = folder / "guidelines/image-caption/criteria/correctness.yaml"
    criterion.write_text(criterion.read_text("utf-8").replace("title: Correctness", "title: Truth"), "utf-8")
    assert _changes(folder) > 0


def _changes(folder: Path) -> int:
    repo = Repository.find(folder)
    assert repo is not None
    with Cache.open(repo, folder) as cache:
        site = load_site(open_source(repo, None, scope=SCOPE, folder=folder), repo, cache)
    report = site.releases["image-caption"][0].report
    assert report is not None
    return len(report.changes)


def _report() -> DiffReport:
    return DiffReport(
        base=Side("1.0.0", "a" * 40),
        head=Side("working tree", None),
        summary={"items": 1, "judgments": 2, "breaks": 1},
        judgments=(
            JudgmentChange(
                guideline="tone", criterion="warmth", item="t-1", response=None, status="breaks",
                base=Decimal("1.50"), head=True, base_state="decided", head_state="decided",
                base_gold=1, gold="good", exception=False, base_rules=("A",), head_rules=("B", "C"),
                possible=(1, Possible(Decimal(0), None)), possible_states=("decided",), missing=(),
                causes=(Cause("tone", ["x", Decimal("2")], "= 1", ">= 2"),),
            ),
        ),
        changes=(ElementChange("tone", None, "rule", "A", "changed", {"text": "a"}, {"text": "b"}),),
        shifts=({"example": {"n": 1.5, "who": None, "rows": [1, True]}},),
        titles={("tone", ""): "Tone"},
        labels={("tone", "warmth"): {Decimal(1): "warm", "no": "cold"}},
    )  # fmt: skip
