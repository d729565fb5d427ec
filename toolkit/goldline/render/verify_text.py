"""What was proved, for a terminal: flaws by criterion, then what was looked at."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.proof import SEVERITY, FactsShown, Flaw, Proof, VerifyReport
from goldline.render.escape import one_line
from goldline.render.terminal import Paint, hang
from goldline.render.words import plural, value_words

_STYLES = {"error": ("red", "bold"), "warning": ("yellow",), "info": ("dim",)}
_COUNTED = ("error", "warning", "info")


def render_verify_text(
    report: VerifyReport, *, color: bool = False, width: int = 100, every: bool = False
) -> str:
    """Return the report as text; with `every`, remarks are listed too."""
    paint = Paint(color)
    lines: list[str] = []
    for proof in report.proofs:
        shown = [flaw for flaw in proof.flaws if every or flaw.severity != "info"]
        if not shown and proof.exhaustive:
            continue
        lines.append(paint(f"{one_line(proof.guideline)}: {one_line(proof.criterion)}", "bold"))
        for flaw in shown:
            lines += _flaw(flaw, report, width, paint)
        for reason in proof.unproved:
            lines += hang("  not all proved", f"{reason}: something may be missing here", width)
        lines.append("")
    lines += _summary(report, width, every, paint)
    return "\n".join(lines) + "\n"


def _flaw(flaw: Flaw, report: VerifyReport, width: int, paint: Paint) -> Iterator[str]:
    place = report.places[flaw.where]
    level = SEVERITY[flaw.kind] if not flaw.excuse else "excused"
    head, *rest = hang(level, one_line(flaw.message), width, indent=2, column=9)
    styled = paint(level, *_STYLES.get(level, ("dim",)))
    yield head.replace(level, styled, 1)
    yield from rest
    if flaw.example:
        yield from hang("example", _facts(flaw.example), width, indent=11)
    if flaw.other:
        yield from hang("against", _facts(flaw.other), width, indent=11)
    if flaw.excuse:
        yield from hang("excuse", one_line(flaw.excuse), width, indent=11)
    else:
        yield from hang("way out", one_line(flaw.hint), width, indent=11)
    yield " " * 11 + paint(f"{one_line(place.file)}:{place.line}:{place.column}", "dim")


def _facts(facts: FactsShown) -> str:
    return one_line(", ".join(f"{name}: {value_words(value)}" for name, value in facts))


def _summary(report: VerifyReport, width: int, every: bool, paint: Paint) -> Iterator[str]:
    counts = {level: sum(flaw.severity == level for flaw in report.flaws) for level in _COUNTED}
    looked = sum(proof.combinations for proof in report.proofs)
    parts = [plural(counts["error"], "error"), plural(counts["warning"], "warning")]
    told = ", ".join(parts) if counts["error"] or counts["warning"] else "nothing wrong"
    style = "red" if counts["error"] else "yellow" if counts["warning"] else "green"
    yield (
        paint(told, style, "bold")
        + f" in {plural(len(report.proofs), 'criterion', 'criteria')}, "
        + (f"{plural(looked, 'combination')} of facts")
    )
    if not all(map(_whole, report.proofs)):
        yield from hang("", "Not all of them could be looked at: see `not all proved` above.", width)
    if counts["info"] and not every:
        yield paint(f"{plural(counts['info'], 'remark')} more: goldline verify --all", "dim")


def _whole(proof: Proof) -> bool:
    return proof.exhaustive
