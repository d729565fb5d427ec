"""The bulletin of a release: Markdown for a page, HTML for a mail, and an entry for a feed."""

from __future__ import annotations

from html import escape

from goldline.model.bulletin import Bulletin, BulletinChange
from goldline.render.escape import code_span, one_line, safe_text
from goldline.render.plain_json import dump

FORMAT = "goldline/bulletin/1"


def render_bulletin_markdown(one: Bulletin) -> str:
    """Return the bulletin as Markdown; what the changelog says stands there as its authors wrote it."""
    lines = [f"# {safe_text(one.title)} {one.version}", ""]
    lines += [" ".join(part for part in (one.size, _since(one)) if part), ""]
    if one.notes:
        lines += [safe_text(one.notes) if "\n" not in one.notes else _safe_lines(one.notes), ""]
    if one.changes:
        lines += ["## What changed for you", ""]
        for change in one.changes:
            lines.append(f"- **{safe_text(_what(change))}**")
            lines += [f"  - Before: {code_span(change.before)}"] if change.before else []
            lines.append(f"  - Now: {code_span(change.after)}" if change.after else "  - Now: it is gone.")
        lines.append("")
    if one.examples:
        lines += ["## Examples", ""]
        for example in one.examples:
            lines.append(f"- {code_span(example.criterion)}, {code_span(example.case)}")
            lines.append(f"  - Before: {code_span(example.before)}. Now: {code_span(example.after)}.")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def render_bulletin_html(one: Bulletin) -> str:
    """Return the bulletin as the HTML of a mail: no style sheet, no script, no picture, nothing to load."""
    title = _html(f"{one.title} {one.version}")
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{title}</title></head><body>",
        f"<h1>{title}</h1>",
        f"<p>{_html(' '.join(part for part in (one.size, _since(one)) if part))}</p>",
    ]
    parts += [f"<p>{_html(block)}</p>" for block in one.notes.split("\n\n") if block.strip()]
    if one.changes:
        parts.append("<h2>What changed for you</h2>")
        for change in one.changes:
            before = f"<p>Before: <del>{_html(change.before)}</del></p>" if change.before else ""
            after = (
                f"<p>Now: <ins>{_html(change.after)}</ins></p>" if change.after else "<p>Now: it is gone.</p>"
            )
            parts.append(f"<h3>{_html(_what(change))}</h3>{before}{after}")
    if one.examples:
        parts.append("<h2>Examples</h2><ul>")
        parts += [
            f"<li>{_html(example.criterion)}, {_html(example.case)}<br>"
            f"Before: {_html(example.before)}. Now: <strong>{_html(example.after)}</strong>.</li>"
            for example in one.examples
        ]
        parts.append("</ul>")
    return "\n".join([*parts, "</body></html>", ""])


def render_bulletin_entry(one: Bulletin) -> str:
    """Return the bulletin as JSON: an item as JSON Feed 1.1 has them, with format `goldline/bulletin/1`."""
    entry = {
        "format": FORMAT,
        "id": one.name,
        "title": f"{one.title} {one.version}",
        "summary": one.size,
        "content_text": render_bulletin_markdown(one),
        "content_html": render_bulletin_html(one),
        "tags": [one.guideline],
    }
    if one.day:
        entry["date_published"] = f"{one.day}T00:00:00Z"
    return dump(entry)


def _since(one: Bulletin) -> str:
    return f"The version before was {one.before}." if one.before else ""


def _what(change: BulletinChange) -> str:
    return one_line(f"{change.criterion}: {change.what}" if change.criterion else change.what)


def _safe_lines(text: str) -> str:
    return "\n".join(safe_text(line) for line in text.split("\n"))


def _html(text: str) -> str:
    return "<br>".join(escape(safe_text(line)) for line in text.split("\n"))
