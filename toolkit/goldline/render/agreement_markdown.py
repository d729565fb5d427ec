"""Agreement as Markdown, for a pull request or a page."""

from __future__ import annotations

from goldline.model.agreement import AgreementReport
from goldline.render.agreement_text import VERDICTS, counts_words, name_of, verdict_sentence
from goldline.render.escape import code_cell, code_span, safe_text
from goldline.render.figures import figure_words
from goldline.render.log_problems import problem_items


def render_agreement_markdown(report: AgreementReport) -> str:
    """Return agreement as Markdown: verdict, table, every coefficient folded away."""
    lines = ["# How well people agree", "", f"From {code_span(report.source)}.", ""]
    lines += problem_items(report.problems, report.read, report.used)
    for guideline in dict.fromkeys(one.guideline for one in report.criteria):
        several = [one for one in report.criteria if one.guideline == guideline]
        lines += [f"## {code_span(guideline)}", "", code_names(verdict_sentence(several)), ""]
        lines += ["| criterion | people | believe | items | people |", "|---|---|---|--:|--:|"]
        for one in several:
            title = next(each.title for each in one.coefficients if each.name == one.trusted)
            believe = f"{title} {figure_words(one.figure)}"
            words = VERDICTS[one.verdict][0]
            lines.append(
                f"| {code_cell(name_of(one))} | {words} | {believe} | {one.items:,} | {one.raters:,} |"
            )
        lines.append("")
        for one in several:
            lines += [f"- {code_span(name_of(one))}: {code_names(note)}" for note in one.notes]
        lines += ["", "<details><summary>Every coefficient</summary>", ""]
        for one in several:
            lines += [f"**{code_span(name_of(one))}**: {code_names(counts_words(one))}.", ""]
            lines += [f"- {each.title}: {figure_words(each.figure)}" for each in one.coefficients]
            lines.append("")
        lines += ["</details>", ""]
    if not report.criteria:
        lines.append("There are no judgments to compare.")
    return "\n".join(lines) + "\n"


def code_names(text: str) -> str:
    """Return a sentence that holds names of the repository so that nothing in it comes alive."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|@!&~" else char for char in safe_text(text))
