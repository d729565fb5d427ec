"""What `check` found, as JUnit's XML: a test case for each file, which fails by what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from posixpath import basename, dirname

from goldline.model.finding import Finding
from goldline.model.report import CheckReport
from goldline.render.escape import safe_text, xml_text
from goldline.render.look import NO_CHECKS, Checks, name_of
from goldline.render.words import listed, plural


def render_junit(report: CheckReport, *, checks: Checks = NO_CHECKS) -> str:
    """Return a suite with a case for each file that has findings; remarks alone do not fail it.

    Where nothing was found there is one case that passes, since an empty suite reads as a failure.
    """
    files = [(file, list(found)) for file, found in groupby(report.findings, key=lambda one: one.file)]
    cases = [line for file, found in files for line in _case(file, found, checks)]
    failed = sum(bool(_wrong(found)) for _, found in files)
    if not cases:
        looked = f"{plural(report.files, 'file')}, {plural(report.items, 'item')}"
        cases = [f'    <testcase classname="goldline" name="{xml_text(looked)}"/>']
    counts = f'tests="{max(len(files), 1)}" failures="{failed}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="goldline" {counts}>',
        f'  <testsuite name="goldline check" {counts}>',
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(file: str, found: list[Finding], checks: Checks) -> Iterator[str]:
    folder, name = dirname(file) or "goldline", basename(file) or "the repository"
    yield f'    <testcase classname="{_attribute(folder)}" name="{_attribute(name)}">'
    wrong = _wrong(found)
    if wrong:
        counts = [(word, sum(one.severity == word for one in wrong)) for word in ("error", "warning")]
        message = listed(plural(count, word) for word, count in counts if count)
        said = "\n".join(_said(one, checks) for one in wrong)
        yield f'      <failure type="{wrong[0].severity}" message="{message}">{xml_text(said)}</failure>'
    remarks = [_said(one, checks) for one in found if one.severity == "info"]
    if remarks:
        yield "      <system-out>" + xml_text("\n".join(remarks)) + "</system-out>"
    yield "    </testcase>"


def _wrong(found: list[Finding]) -> list[Finding]:
    return sorted((one for one in found if one.severity != "info"), key=lambda one: one.severity != "error")


def _said(finding: Finding, checks: Checks) -> str:
    place = f"{finding.file}:{finding.line}:{finding.column}"
    name = " ".join([finding.code, name_of(checks, finding.code)]).strip()
    hint = f"\n  hint: {safe_text(finding.hint)}" if finding.hint else ""
    return f"{safe_text(place)}  {finding.severity}  {name}  {safe_text(finding.message)}{hint}"


def _attribute(text: str) -> str:
    return xml_text(safe_text(text))
