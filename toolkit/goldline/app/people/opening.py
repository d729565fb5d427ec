"""Judgments from logs, from the votes of the gold, or from both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldline.app.browsing.library import Library
from goldline.app.people.groups import KNOWN
from goldline.app.people.judging import settle, votes_of
from goldline.app.people.production import fact_columns
from goldline.model.judgments import Judgments
from goldline.reading.logs import CODED, RawLog, read_logs

_READ_ANYWAY = (*CODED, "seconds", "submitted_at", "findings")


def open_judgments(
    library: Library,
    paths: Sequence[str],
    *,
    votes: bool = False,
    keep: Iterable[str] = (),
    latest: bool = False,
    encoding: str = "utf-8",
    versions: bool = False,
    facts: bool = False,
) -> Judgments:
    """Return the sound judgments of these logs and, where asked for, of the gold's votes.

    `keep` names columns to part them by; `facts` keeps the inputs of production work. Votes come after
    the logs: who wrote both judged twice.
    """
    wanted = [name for name in keep if name not in _READ_ANYWAY and (name not in KNOWN or name == "team")]
    log = read_logs(paths, dict.fromkeys(wanted), encoding, fact_columns(library) if facts else ())
    if votes:
        log = _with_votes(log, library) if paths else votes_of(library.items)
    return settle(log, library, latest=latest, versions=versions)


def _with_votes(log: RawLog, library: Library) -> RawLog:
    votes = votes_of(library.items)
    first = len(log)
    log.files += [(first + start, path) for start, path in votes.files]
    for name, column in log.columns.items():
        words = list(votes.columns[name].names)
        column.extend(words[code] for code in votes.columns[name].codes)
    for column in log.extra.values():
        column.extend([""] * len(votes))
    log.seconds.extend(votes.seconds)
    log.moments.extend(votes.moments)
    log.numbers.extend(votes.numbers)
    log.findings.update((first + row, value) for row, value in votes.findings.items())
    log.name += " and the votes of the gold sets"
    return log
