"""The tables of formats: every one is there, and none costs anything until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from goldline.render import (
    RENDERERS_CHECK,
    RENDERERS_DIFF,
    RENDERERS_EXPLAIN,
    render_check,
    render_diff,
    render_explanation,
)
from render.samples import check_report, diff_report, explanation, many_judgments


def test_the_formats() -> None:
    assert list(RENDERERS_CHECK) == ["text", "json", "markdown", "github", "sarif", "junit", "codequality"]
    assert list(RENDERERS_DIFF) == ["text", "json", "markdown", "html"]
    assert list(RENDERERS_EXPLAIN) == ["text", "json"]


@pytest.mark.parametrize("name", list(RENDERERS_CHECK))
def test_each_format_of_check_ends_its_last_line(name: str) -> None:
    assert render_check(check_report(), name).endswith("\n")


@pytest.mark.parametrize("name", list(RENDERERS_DIFF))
def test_each_format_of_diff_ends_its_last_line(name: str) -> None:
    assert render_diff(diff_report(), name).endswith("\n")


@pytest.mark.parametrize("name", list(RENDERERS_EXPLAIN))
def test_each_format_of_an_explanation_ends_its_last_line(name: str) -> None:
    assert render_explanation(explanation(), name).endswith("\n")


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_limit_reaches_every_format_that_people_read(name: str) -> None:
    text = render_diff(many_judgments(9), name, limit=4)
    assert text.count("An item whose title") == 4
    assert "5 more judgments, 9 in all" in text


@pytest.mark.parametrize("name", list(RENDERERS_DIFF))
def test_what_stays_the_same_reaches_every_format_when_asked_for(name: str) -> None:
    title = "An item that same"
    assert title not in render_diff(diff_report(), name)
    assert title in render_diff(diff_report(), name, every=True)


def test_plain_formats_do_not_pay_for_the_html_one() -> None:
    code = (
        "import sys; from goldline.render import render_diff;"
        "from goldline.model.report import DiffReport, Side;"
        "side = Side('main', None); report = DiffReport(side, side, {}, (), ());"
        "[render_diff(report, name) for name in ('text', 'json', 'markdown')];"
        "assert 'jinja2' not in sys.modules and 'markupsafe' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})
