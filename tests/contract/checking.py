"""What `goldline check --format json` says, taken apart."""

from __future__ import annotations

from typing import Any

from contract.workbench import Repo, Result

Finding = dict[str, Any]


def findings(repo: Repo, *args: str) -> list[Finding]:
    """Return all that check finds."""
    return listed(repo.run("check", "--format", "json", *args))


def listed(done: Result) -> list[Finding]:
    """Return the findings of an answer, whose shape is looked at by the way."""
    assert done.exit_code in (0, 1), done.said
    answer = done.json
    assert answer["format"] == "goldline/check/1"
    assert isinstance(answer["summary"], dict)
    for one in answer["findings"]:
        assert {"code", "severity", "file", "line", "column", "message", "hint"} <= set(one), one
        assert one["code"].startswith("GL")
        assert one["severity"] in ("error", "warning", "info")
        assert isinstance(one["file"], str)
        for place in (one["line"], one["column"]):
            assert place is None or (isinstance(place, int) and place >= 1), one
        assert isinstance(one["message"], str)
        assert one["message"].strip()
    found = answer["findings"]
    assert done.exit_code == 1 or not any(one["severity"] == "error" for one in found)
    return list(found)


def errors(repo: Repo, *args: str) -> list[Finding]:
    return [one for one in findings(repo, *args) if one["severity"] == "error"]


def complaints(repo: Repo, *args: str) -> list[Finding]:
    """Return what is wrong, errors and warnings alike."""
    return [one for one in findings(repo, *args) if one["severity"] != "info"]


def shown(found: list[Finding]) -> str:
    """Return findings as a failing test should show them."""
    return (
        "\n".join("{file}:{line} {severity} {code} {message}".format(**one) for one in found) or "(nothing)"
    )
