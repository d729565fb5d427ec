"""What a merge would settle and what not, as text and as JSON."""

from __future__ import annotations

from goldline.model.merging import FileMerge, TreeMerge
from goldline.render.escape import safe_text
from goldline.render.plain_json import dump

FORMAT = "goldline/merge/1"


def render_merge_text(report: TreeMerge) -> str:
    """Return the merge as a person reads it: first what stands in the way."""
    lines = [f"merging {report.theirs} into {report.ours}"]
    stuck = [one for one in report.files if not one.settled]
    for file in stuck:
        lines += [f"  conflict  {line}" for line in file.conflicts]
    lines += [f"  conflict  {line}" for line in report.disputed_removals]
    lines += [f"  merged    {one.path} ({_how(one)})" for one in report.files if one.settled]
    if report.from_theirs:
        count = report.from_theirs
        lines.append(f"  taken     {count} file{'' if count == 1 else 's'} that only {report.theirs} changed")
    lines += [f"  gone      {path}" for path in report.removed]
    for finding in report.findings:
        lines.append(f"  together  {finding.code} {finding.file}:{finding.line}: {finding.message}")
    lines.append(_closing(report))
    return "".join(f"{safe_text(line)}\n" for line in lines)


def _how(file: FileMerge) -> str:
    return "by what it says" if file.how == "meaning" else "line by line"


def _closing(report: TreeMerge) -> str:
    stuck = len(report.disputed_removals) + sum(len(one.conflicts) for one in report.files)
    if stuck:
        return f"{stuck} place{'' if stuck == 1 else 's'} to settle by hand"
    if report.findings:
        return "every file merges, but together they are wrong where neither side was alone"
    return "all of it merges"


def render_merge_json(report: TreeMerge) -> str:
    """Return the merge as JSON, format `goldline/merge/1`."""
    return dump(
        {
            "format": FORMAT,
            "base": report.base,
            "ours": report.ours,
            "theirs": report.theirs,
            "settled": report.settled,
            "taken": report.from_theirs,
            "files": [
                {"file": one.path, "settled": one.settled, "merged": one.how, "conflicts": one.conflicts}
                for one in report.files
            ],
            "removals": report.disputed_removals,
            "removed": report.removed,
            "findings": [
                {"code": one.code, "file": one.file, "line": one.line, "message": one.message}
                for one in report.findings
            ],
        }
    )
