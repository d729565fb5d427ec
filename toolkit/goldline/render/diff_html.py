"""What a change does to the gold, as one self-contained page of HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from goldline.model.report import DiffReport, JudgmentChange
from goldline.render.arrange import Part, Teller, count_statuses, group_changes, group_judgments
from goldline.render.beyond_gold import example_words, group_spaces, releases
from goldline.render.escape import one_line, safe_text
from goldline.render.html_page import page_environment, sealed, style_sheet
from goldline.render.statuses import verdict_of
from goldline.render.word_diff import Pieces, excerpts, word_changes
from goldline.render.words import cause_words, missing_words, plural, side_words

if TYPE_CHECKING:
    from collections.abc import Iterable

LIMIT = 500


@dataclass(frozen=True, slots=True)
class _Line:
    """A part of a changed element as the template shows it."""

    name: str
    same: bool
    before: Markup | None
    after: Markup | None


def render_diff_html(report: DiffReport, *, limit: int = LIMIT, every: bool = False) -> str:
    """Return the page: verdict, counts, what changed in the rules, the judgments by status, notes.

    It loads nothing and runs nothing: its policy allows its own style, by hash, and nothing else.
    """
    environment = page_environment()
    environment.filters |= {"safe_text": safe_text, "one_line": one_line}
    environment.globals |= {
        "plural": plural,
        "tell": Teller(report).tell,
        "lines": told_lines,
        "causes": told_causes,
        "missing": told_missing,
        "example": example_words,
    }
    return environment.get_template("diff.html.j2").render(
        **sealed(style_sheet(environment, "diff.css")),
        verdict=verdict_of(report),
        base=side_words(report.base),
        head=side_words(report.head),
        report=report,
        counts=count_statuses(report),
        groups=group_changes(report, limit),
        statuses=group_judgments(report, limit, every),
        releases=releases(report, one_line),
        spaces=group_spaces(report, one_line, limit),
    )


def told_lines(parts: Iterable[Part]) -> list[_Line]:
    """Return the parts of a changed element, escaped, with the words marked that differ."""
    return [_line(part) for part in parts if part.before or part.after]


def _line(part: Part) -> _Line:
    before, after = excerpts(part.before or "", part.after or "")
    if part.same or not before or not after:
        return _Line(part.name, part.same, _whole(part.before, before), _whole(part.after, after))
    old, new = word_changes(before, after, whole=part.whole)
    return _Line(part.name, False, _marked(old, "del"), _marked(new, "ins"))


def _whole(part: str | None, shown: str) -> Markup | None:
    return None if part is None else _text(shown)


def _marked(pieces: Pieces, tag: str) -> Markup:
    mark = Markup("<{0}>{1}</{0}>")  # `tag` is ours
    return Markup("").join(
        mark.format(Markup(tag), _text(p.text)) if p.changed else _text(p.text) for p in pieces
    )


def _text(text: str) -> Markup:
    """Return text escaped, its line breaks kept: the style shows them."""
    return Markup("\n").join(safe_text(line) for line in text.split("\n"))


def _code(text: str) -> str:
    return str(Markup("<code>{}</code>").format(one_line(text)))


def told_causes(one: JudgmentChange) -> list[Markup]:
    """Return why another rule fired, cause by cause."""
    return [Markup(cause_words(cause, _code)) for cause in one.causes]  # `_code` escapes


def told_missing(one: JudgmentChange) -> list[Markup]:
    """Return what would settle a judgment that is open."""
    return [Markup(missing_words(name, _code)) for name in one.missing]  # `_code` escapes
