"""What a change comes to, in one report of bounded size: checked, verified and compared.

Settings are the base's. A change that loosens them is a finding of its own, and counts for the next.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from goldline.app.checking import check
from goldline.app.comparing import keeps_secrets
from goldline.app.diffing import diff
from goldline.app.frame import load_frame
from goldline.app.pulls.telling import (
    count_told,
    tell_judgments,
    tell_proofs,
    tell_shifts,
    tell_versions,
    words,
)
from goldline.app.verifying import verify
from goldline.checks.run import Locator, select_findings, settle_problems
from goldline.errors import GoldlineError
from goldline.model.finding import SEVERITIES, Finding
from goldline.model.proof import VerifyReport
from goldline.model.pull import PullReport, Step, Trouble
from goldline.model.report import CheckReport, DiffReport, JudgmentChange, Side
from goldline.model.settings import CheckSettings, Settings
from goldline.reading.pull import FORMAT, LONGEST
from goldline.reading.settings import read_settings
from goldline.render.plain_json import dump
from goldline.store.cache import Cache
from goldline.store.tree import Tree

MOST_BYTES = 512 * 1024
_MOST_FINDINGS, _MOST_ROWS = 300, 60
_LONGEST_MESSAGE = 1000


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was seen of a change; a step that could not be done has no report but a trouble."""

    checked: CheckReport
    verified: VerifyReport | None
    compared: DiffReport | None
    troubles: tuple[Trouble, ...]
    secrets: frozenset[str]
    fail_on: tuple[str, ...]


def look_at(
    base: Tree,
    head: Tree,
    *,
    cache: Cache | None = None,
    workers: int | None = None,
    today: str | None = None,
) -> Looked:
    """Return what is found in a change, by the settings of its base."""
    settings, _ = read_settings(base)
    troubles: list[Trouble] = []
    try:
        checked = check(head, against=base, settings=settings, cache=cache, workers=workers, today=today)
    except GoldlineError as error:
        troubles.append(_trouble("check", error))
        checked = CheckReport((), 0, 0, head.name, Side(base.name, base.commit))
    checked = replace(checked, findings=tuple(sorted({*checked.findings, *_broken_settings(head)})))
    verified, compared = None, None
    try:
        if load_frame(head, settings, names=False).layout.guidelines:
            verified = verify(head)
    except GoldlineError as error:
        troubles.append(_trouble("verify", error))
    try:
        compared = diff(base, head, cache=cache, workers=workers)
    except GoldlineError as error:
        troubles.append(_trouble("diff", error))
    secrets = _secrets(base, head, settings, compared)
    return Looked(checked, verified, compared, tuple(troubles), secrets, settings.diff.fail_on)


def _broken_settings(head: Tree) -> tuple[Finding, ...]:
    """Return what is wrong with the settings of the change, by which nothing was checked."""
    _, problems = read_settings(head)
    locator = Locator(lambda path: head.read(path) if path in head.entries() else None)
    return select_findings(settle_problems(problems, locator), CheckSettings())


def _secrets(base: Tree, head: Tree, settings: Settings, compared: DiffReport | None) -> frozenset[str]:
    """Return the files of held-out items among those whose judgments a report can list."""
    if compared is None:
        return frozenset()
    here, there = (load_frame(tree, settings, names=False) for tree in (head, base))
    listed: dict[str, list[JudgmentChange]] = {}
    for one in compared.judgments:
        listed.setdefault(one.status, []).append(one)
    files = {one.file for rows in listed.values() for one in rows[:_MOST_ROWS]}
    return frozenset(
        path
        for path in files
        if any(keeps_secrets(frame, path) for frame in (here, there) if path in frame.tree.entries())
    )


def _trouble(step: Step, error: GoldlineError) -> Trouble:
    return Trouble(step, words(error.message, _LONGEST_MESSAGE), words(error.hint, _LONGEST_MESSAGE))


# --- one report ------------------------------------------------------------------------------


def report_on(looked: Looked, target: str, base: str, head: str) -> PullReport:
    """Return what was seen as a report of at most `MOST_BYTES`: lists are cut, counts are not."""
    findings, rows = _MOST_FINDINGS, _MOST_ROWS
    report = _report(looked, target, base, head, findings, rows)
    while rows and len(write_pull_report(report)) > MOST_BYTES:
        findings, rows = findings // 2, rows // 2
        report = _report(looked, target, base, head, findings, rows)
    return report


def _report(looked: Looked, target: str, base: str, head: str, findings: int, rows: int) -> PullReport:
    checked, compared, verified = looked.checked, looked.compared, looked.verified
    worst = sorted(checked.findings, key=lambda one: (SEVERITIES.index(one.severity), one))[:findings]
    shifts, all_shifts = tell_shifts(compared, rows) if compared else ((), 0)
    versions, all_versions = tell_versions(compared, rows) if compared else ((), 0)
    proofs, all_proofs = tell_proofs(verified, rows) if verified else ((), 0)
    return PullReport(
        target=target,
        base=base,
        head=head,
        files=checked.files,
        items=checked.items,
        errors=checked.count("error"),
        warnings=checked.count("warning"),
        infos=checked.count("info"),
        findings=tuple(_short(one) for one in worst),
        judged=compared.summary.get("judgments", 0) if compared else 0,
        statuses=count_told(compared, looked.fail_on) if compared else (),
        judgments=tell_judgments(compared, rows or 1, lambda one: one.file in looked.secrets)
        if compared
        else (),
        shifts=shifts,
        all_shifts=all_shifts,
        versions=versions,
        all_versions=all_versions,
        proofs=proofs,
        all_proofs=all_proofs,
        troubles=looked.troubles,
    )


def _short(finding: Finding) -> Finding:
    return replace(
        finding,
        file=finding.file[:LONGEST],
        message=words(finding.message, _LONGEST_MESSAGE),
        hint=words(finding.hint, _LONGEST_MESSAGE),
    )


def write_pull_report(report: PullReport) -> str:
    """Return the report as JSON, pure ASCII: it holds nothing that acts, and survives any transport."""
    return dump({"format": FORMAT, **_plain(report)})


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
