"""What a change comes to, as the one comment on its pull request that is kept up to date.

Everything here may come from a stranger, even the parts that read like ours: whoever changes a
workflow can hand over any report. So no word of a report is Markdown. Each stands in a code span,
where no mention, link, image or tag comes alive, and headings and verdicts are made of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldline.model.finding import SEVERITIES
from goldline.model.pull import PullReport, ToldJudgment, ToldProof, ToldShift
from goldline.model.report import DiffReport, Side
from goldline.render.beyond_gold import releases
from goldline.render.check_markdown import FINDING_HEAD, FINDING_TITLES, finding_row
from goldline.render.escape import code_cell, code_span, shorten
from goldline.render.look import NO_CHECKS, Checks
from goldline.render.markdown_page import Page, Section
from goldline.render.statuses import CALM, STATUS_WORDS
from goldline.render.words import listed, plural

MARK = "<!-- goldline:ci -->"
"""How the comment is found again. Anybody can write it, so its author must be looked at as well."""

LIMIT = 65_536
"""How many characters GitHub takes; it refuses a longer comment whole."""

_MOST = 60_000
_LONGEST = 300
_MOST_NAMED = 10
_MOST_TROUBLES = 3  # one a step
_ELSEWHERE = "`goldline check --against` and `goldline diff` print it all on the branch itself."


def render_pull_markdown(
    report: PullReport, *, checks: Checks = NO_CHECKS, own: Sequence[str] = (), most: int = _MOST
) -> str:
    """Return the verdict, what is wrong, the judgments by status, and what else there is to know.

    `own` are files of the change that decide how it is checked itself, as the forge names them.
    """
    page = Page(most)
    page.add(MARK)
    page.add(f"### goldline: {verdict_words(report)}")
    page.add(_summary(report))
    page.add(
        f"Commit {code_span(report.head[:12])}, compared with {code_span(report.base[:12])}, "
        "where it left its target, and checked by the settings that stand there."
    )
    if own:
        names = listed(code_span(shorten(name, _LONGEST)) for name in own[:_MOST_NAMED])
        more = f", and {len(own) - _MOST_NAMED:,} more" if len(own) > _MOST_NAMED else ""
        page.add(
            f"> **This change touches what checks it** ({names}{more}), so it could have made this report "
            "say anything. Read those files first."
        )
    for trouble in report.troubles[:_MOST_TROUBLES]:
        hint = f" Way out: {_cell(trouble.hint)}" if trouble.hint else ""
        page.add(f"> **`goldline {trouble.step}` could not be done**: {_cell(trouble.message)}.{hint}")
    _add_statuses(page, report)
    _add_findings(page, report, checks, folded=False)
    _add_judgments(page, report, calm=False)
    _add_versions(page, report)
    page_shifts = [_shift(one) for one in report.shifts]
    if page_shifts:
        page.add_section(
            Section(
                title=f"Beyond the gold: {plural(report.all_shifts, 'shift')} over all facts there can be",
                rows=page_shifts,
                total=report.all_shifts,
                noun=("shift", "shifts"),
                head=("| criterion | before → now | where | rule | example |", "|---|---|---|---|---|"),
                folded=True,
            )
        )
    _add_judgments(page, report, calm=True)
    _add_findings(page, report, checks, folded=True)
    if report.proofs:
        page.add_section(_proofs(report))
    return page.text(_ELSEWHERE)


def verdict_words(report: PullReport) -> str:
    """Return what the change comes to, in a few words that nobody else could have chosen."""
    if report.found:
        return "this change needs work"
    return "not all of this change could be looked at" if report.troubles else "nothing stands in the way"


def _summary(report: PullReport) -> str:
    looked = f"{plural(report.files, 'file')} and {plural(report.items, 'item')}"
    counts = [(report.errors, "error"), (report.warnings, "warning")]
    wrong = [plural(count, noun) for count, noun in counts if count]
    said = (
        f"**{listed(wrong).capitalize()}** in {looked}" if wrong else f"No error and no warning in {looked}"
    )
    if report.infos:
        said += f", and {plural(report.infos, 'remark')}"
    # Told even where the settings let them pass: they are what people open the comment for.
    bad = [one for one in report.statuses if one.fails or STATUS_WORDS[one.status].tone == "bad"]
    moved = [_count(one.status, one.count) for one in bad if one.count]
    if moved:
        return f"{said}. **Of {plural(report.judged, 'judgment')} of gold, {listed(moved)}.**"
    if not report.judged:
        return f"{said}."
    if all(one.status == "same" for one in report.statuses if one.count):
        return f"{said}. No judgment of the gold changes ({report.judged:,} were compared)."
    return f"{said}. None of {plural(report.judged, 'judgment')} of gold is worse than it was."


def _count(status: str, count: int) -> str:
    words = STATUS_WORDS[status]
    return f"{count:,} {words.one if count == 1 else words.many}"


def _add_statuses(page: Page, report: PullReport) -> None:
    counts = [(STATUS_WORDS[one.status], one) for one in report.statuses if one.count]
    if counts:
        rows = [
            f"| {words.name} | {one.count:,} | {words.meaning}{' **(fails)**' if one.fails else ''} |"
            for words, one in counts[: len(STATUS_WORDS)]
        ]
        page.add("\n".join(["| status | judgments | |", "|---|--:|---|", *rows]))


def _add_findings(page: Page, report: PullReport, checks: Checks, *, folded: bool) -> None:
    totals = {"error": report.errors, "warning": report.warnings, "info": report.infos}
    for severity in SEVERITIES:
        found = [one for one in report.findings if one.severity == severity]
        if found and (severity == "info") == folded:
            total = max(totals[severity], len(found))
            page.add_section(
                Section(
                    title=f"{FINDING_TITLES[severity]}: {total:,}",
                    rows=[finding_row(one, checks) for one in found],
                    total=total,
                    noun=("finding", "findings"),
                    head=FINDING_HEAD,
                    folded=folded,
                )
            )


def _add_judgments(page: Page, report: PullReport, *, calm: bool) -> None:
    for words in STATUS_WORDS.values():
        told = [one for one in report.judgments if one.status == words.name]
        if told and (words.name in CALM) == calm:
            counted = sum(one.count for one in report.statuses if one.status == words.name)
            total = max(counted, len(told))
            page.add_section(
                Section(
                    title=f"{words.name.capitalize()}: {plural(total, 'judgment')}",
                    rows=[_judgment(one) for one in told],
                    total=total,
                    noun=("judgment", "judgments"),
                    head=(
                        "| item | criterion | before → now | gold label | rule | why |",
                        "|---|---|---|---|---|---|",
                    ),
                    intro=f"{words.meaning.capitalize()}.",
                    folded=calm,
                )
            )


def _judgment(one: ToldJudgment) -> str:
    item = _cell(one.item) + (f"<br>{_cell(one.title)}" if one.title else "")
    cells = [item, _criterion(one), _cell(one.judged), _cell(one.gold), _cell(one.rules)]
    return f"| {' | '.join(cells)} | {'<br>'.join(_cell(reason) for reason in one.why)} |"


def _criterion(one: ToldJudgment | ToldShift | ToldProof) -> str:
    return f"{_cell(one.guideline)} › {_cell(one.criterion)}"


def _add_versions(page: Page, report: PullReport) -> None:
    rows: tuple[dict[str, object], ...] = tuple(
        {
            "guideline": one.guideline,
            "base": one.base,
            "head": one.head,
            "required": one.required,
            "declared": one.declared,
            "ok": one.ok,
            "reasons": one.reasons,
        }
        for one in report.versions
    )
    nothing = Side("", None)
    for release in releases(DiffReport(nothing, nothing, {}, (), (), versions=rows), _cell):
        reasons = "".join(f"\n- {reason}" for reason in release.reasons)
        said = release.sentence if release.ok else f"**{release.sentence}**"
        if page.used + len(said) + len(reasons) > page.most - _LONGEST * 2:
            page.add("More versions are not shown here.")
            break
        page.add(said + (f"\n{reasons}" if reasons else ""))
    if len(report.versions) < report.all_versions:
        page.add(f"{plural(report.all_versions, 'guideline')} in all changed.")


def _shift(one: ToldShift) -> str:
    cells = [_criterion(one), *(_cell(part) for part in (one.judged, one.extent, one.rules, one.example))]
    return f"| {' | '.join(cells)} |"


def _proofs(report: PullReport) -> Section:
    return Section(
        title=f"Proofs: {plural(max(report.all_proofs, len(report.proofs)), 'criterion', 'criteria')}",
        rows=list(_proof_rows(report)),
        total=max(report.all_proofs, len(report.proofs)),
        noun=("criterion", "criteria"),
        head=("| criterion | rules | combinations of facts | flaws | |", "|---|--:|--:|--:|---|"),
        folded=True,
    )


def _proof_rows(report: PullReport) -> Iterator[str]:
    for one in report.proofs:
        said = "<br>".join(_cell(reason) for reason in one.unproved) or "all looked at"
        yield f"| {_criterion(one)} | {one.rules:,} | {one.combinations:,} | {one.flaws:,} | {said} |"


def _cell(text: str) -> str:
    return code_cell(shorten(text, _LONGEST))
