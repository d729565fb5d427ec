"""The form of an assessment: one page that works offline and loads nothing, or rows for a spreadsheet."""

from __future__ import annotations

import csv
from base64 import b64encode
from hashlib import sha256
from io import StringIO

from jinja2 import Environment
from markupsafe import Markup

from goldline.model.assessment import FINDINGS, NOTHING
from goldline.model.assessment_form import Form, FormItem, FormMedia
from goldline.render.escape import csv_cell, one_line, safe_text
from goldline.render.html_page import page_environment

COLUMNS = (
    "assessment",
    "analyst",
    "item",
    "criterion",
    "response",
    "value",
    "seconds",
    "question",
    "answers",
    "content",
)
_FOUND_COLUMNS = ("severity", "where")


def render_assess_form(form: Form) -> str:
    """Return the page. Only its own script may run in it, which is allowed by its hash."""
    environment = page_environment()
    environment.filters |= {"one_line": one_line, "several_lines": several_lines}
    environment.globals["data_uri"] = data_uri
    style, style_hash = _own(environment, "assess.css")
    script, script_hash = _own(environment, "assess.js")
    return environment.get_template("assess.html.j2").render(
        form=form, style=style, style_hash=style_hash, script=script, script_hash=script_hash
    )


def _own(environment: Environment, name: str) -> tuple[Markup, str]:
    """Return a file of this package, and the hash by which the policy knows it."""
    assert environment.loader is not None
    text = environment.loader.get_source(environment, name)[0].replace("\r\n", "\n")
    return Markup(text), b64encode(sha256(text.encode()).digest()).decode("ascii")


def several_lines(text: str) -> str:
    """Return a text with its line breaks, and nothing in it that acts instead of showing."""
    return "\n".join(safe_text(line) for line in text.strip("\n").split("\n"))


def data_uri(media: FormMedia) -> str:
    """Return a medium as an address that holds it."""
    return f"data:{media.kind};base64,{b64encode(media.data).decode('ascii')}"


def render_assess_csv(form: Form) -> str:
    """Return the form as a CSV: a row a question, the columns `value` and `seconds` to be filled in.

    Where findings are asked for there is a row for them too, which is copied for each further one.
    """
    stream = StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    more = _FOUND_COLUMNS if form.findings is not None else ()
    writer.writerow([*COLUMNS, *more])
    for item in form.items:
        for question in item.questions:
            cells = (
                form.assessment,
                form.analyst,
                item.code,
                question.criterion,
                question.response or "",
                "",
                "",
                f"{question.title}: {question.question}",
                "; ".join(
                    f"{one.value} = {one.label}" if one.label else one.value for one in question.levels
                ),
                _content(item),
            )
            writer.writerow([csv_cell(cell) for cell in (*cells, *[""] * len(more))])
        if item.finds and form.findings is not None:
            asks = (form.assessment, form.analyst, item.code, FINDINGS, "", "", "", _ASKS)
            types = "; ".join(f"{one.path} = {one.title}" for one in form.findings.types)
            severities = " or ".join(name for name, _ in form.findings.severities)
            answers = f"{NOTHING} = nothing is wrong; {types}. Severity: {severities}"
            writer.writerow([csv_cell(cell) for cell in (*asks, answers, _content(item), "", "")])
    return "\ufeff" + stream.getvalue()


_ASKS = (
    "What is wrong? Write its type as value, its severity, and where: the words as they stand in the text, "
    "`picture 1: 10, 20, 30, 40` (left, top, width and height in percent) or `clip 1: 3.5-5` (seconds). "
    "Copy this row for each further error. Where there are several responses, say which."
)


def _content(item: FormItem) -> str:
    parts = [f"Contains: {', '.join(item.sensitivity)}"] if item.sensitivity else []
    for text in item.texts:
        parts += [f"[{one.kind}] {one.alt}" for one in text.media]
        if text.text:
            parts.append(f"{text.name}: {text.text}")
    return "\n\n".join([several_lines(part) for part in [*parts, *item.rubric]])
