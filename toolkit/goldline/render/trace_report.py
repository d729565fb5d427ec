"""The history of a rule or a label, as text and as JSON."""

from __future__ import annotations

from goldline.model.tracing import Step, Trace
from goldline.render.escape import safe_text
from goldline.render.plain_json import dump

FORMAT = "goldline/trace/1"
_SHORT = 10


def render_trace_text(trace: Trace, width: int = 100) -> str:
    """Return the history, newest first: who, when, under which version, and what was before."""
    lines = [trace.title]
    lines += [f"  {name}: {value}" for name, value in trace.facts]
    for step in trace.steps:
        lines += ["", _head(step)]
        if step.change in ("moved", "renamed"):
            lines.append(f"  {step.change}, now {step.file}")
        for name, before, after in step.parts:
            if step.change == "added":
                lines += [f"  {name}: {after}"]
            else:
                lines += [f"  - {name}: {before}"] if before else []
                lines += [f"  + {name}: {after}"] if after else []
    if trace.cut:
        lines += ["", "what was before is not in this clone: `git fetch --unshallow` brings it"]
    return "".join(f"{_cut(safe_text(line), width)}\n" for line in lines)


def _head(step: Step) -> str:
    if not step.commit:
        return f"{step.change}, not committed yet" + (f", version {step.version}" if step.version else "")
    version = f", version {step.version}" if step.version else ""
    return f"{step.change} by {step.author} on {step.day}{version}, {step.commit[:_SHORT]}: {step.subject}"


def _cut(line: str, width: int) -> str:
    limit = max(width, 40) * 3
    return line if len(line) <= limit else line[: limit - 1] + "…"


def render_trace_json(trace: Trace) -> str:
    """Return the history as JSON, format `goldline/trace/1`."""
    return dump(
        {
            "format": FORMAT,
            "title": trace.title,
            "facts": [{"name": name, "value": value} for name, value in trace.facts],
            "steps": [
                {
                    "commit": step.commit,
                    "author": step.author,
                    "day": step.day,
                    "subject": step.subject,
                    "version": step.version,
                    "change": step.change,
                    "name": step.name,
                    "file": step.file,
                    "parts": [{"name": n, "before": b, "after": a} for n, b, a in step.parts],
                }
                for step in trace.steps
            ],
            "cut": trace.cut,
        }
    )
