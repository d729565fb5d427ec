"""What `check` found, in Markdown: for a pull request's comment or the summary of a job's step."""

from __future__ import annotations

from goldline.model.finding import SEVERITIES, Finding
from goldline.model.report import CheckReport
from goldline.render.check_text import counts_words
from goldline.render.escape import code_cell, code_span, shorten
from goldline.render.look import NO_CHECKS, Checks, name_of
from goldline.render.markdown_page import MOST, Page, Section
from goldline.render.words import plural, side_words

FINDING_TITLES = {"error": "Errors", "warning": "Warnings", "info": "Remarks"}
FINDING_HEAD = ("| where | check | what is wrong |", "|---|---|---|")
_LONGEST = 600
LIMIT = 50


def render_check_markdown(
    report: CheckReport, *, checks: Checks = NO_CHECKS, limit: int = LIMIT, most: int = MOST
) -> str:
    """Return the verdict in a line, then a table of findings for each severity, worst first."""
    page = Page(most)
    looked = f"{plural(report.files, 'file')} and {plural(report.items, 'item')}"
    verdict = f"**{counts_words(report)}**" if report.findings else "**All is well**"
    said = f"{verdict} in {looked} of {code_span(report.name)}." if report.name else f"{verdict} in {looked}."
    if report.against is not None:
        said += f" Compared with {code_span(shorten(side_words(report.against), _LONGEST))}."
    page.add(said)
    for severity in SEVERITIES:
        found = [finding for finding in report.findings if finding.severity == severity]
        if found:
            page.add_section(
                Section(
                    title=f"{FINDING_TITLES[severity]}: {len(found):,}",
                    rows=[finding_row(one, checks) for one in (found[:limit] if limit > 0 else found)],
                    total=len(found),
                    noun=("finding", "findings"),
                    head=FINDING_HEAD,
                    # What is merely worth knowing must not push what is wrong out of sight.
                    folded=severity == "info",
                )
            )
    return page.text("`goldline check` prints them all.")


def finding_row(finding: Finding, checks: Checks) -> str:
    """Return one finding as a row of a table under `FINDING_HEAD`."""
    where = code_cell(f"{finding.file}:{finding.line}:{finding.column}" if finding.file else "the repository")
    check = code_cell(" ".join([finding.code, name_of(checks, finding.code)]).strip())
    said = code_cell(shorten(finding.message, _LONGEST))
    hint = f"<br>hint: {code_cell(shorten(finding.hint, _LONGEST))}" if finding.hint else ""
    return f"| {where} | {check} | {said}{hint} |"
