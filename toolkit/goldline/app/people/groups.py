"""Parts of a set of judgments: by what was judged, by who judged, by when."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from goldline.app.browsing.library import Library
from goldline.app.people.production import IMPLICIT, Production
from goldline.errors import GoldlineError
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.reading.foreign_tables import foreign_separator
from goldline.reading.names import listed

NOWHERE = "(unknown)"
OF_TARGETS = ("modality", "locale", "set", "difficulty", "tag", "type", "rule", "response")
OF_ROWS = ("team", "week", "month", "time", "version")
KNOWN = (*OF_TARGETS, *OF_ROWS)


@dataclass(frozen=True, slots=True)
class Groups:
    """For each judgment the groups that it belongs to: one as a rule, by tag or type none or several."""

    names: list[tuple[str, ...]]
    of_row: list[int]

    def masks(self) -> dict[str, list[bool]]:
        """Return for each group which judgments belong to it, by name."""
        wanted = sorted({name for at in set(self.of_row) for name in self.names[at]})
        found = {}
        for name in wanted:
            inside = [name in several for several in self.names]
            found[name] = [inside[at] for at in self.of_row]
        return found


def group(judgments: Judgments, by: str, library: Library, teams: dict[str, str]) -> Groups:
    """Return the groups by what `by` names; raises `GoldlineError` where it names nothing known."""
    if by in OF_TARGETS:
        tell = _teller(by, library, Production(library, judgments))
        names = [tuple(tell(place, target)) for place, target in enumerate(judgments.targets)]
        return Groups(names, list(judgments.target))
    if by in ("week", "month", "time"):
        return _by_time(judgments, "month" if by == "time" else by)
    if by == "team" and teams:
        of_people: list[tuple[str, ...]] = [(teams.get(name, NOWHERE),) for name in judgments.annotators]
        return Groups(of_people, list(judgments.annotator))
    column = judgments.extra.get("guideline" if by == "version" else by)
    if column is None or (by != "version" and len(column.codes) and set(column.names) <= {""}):
        hint = "give the log a column `team`, or a table: --teams teams.csv" if by == "team" else ""
        raise GoldlineError(
            f"these judgments cannot be parted by `{by}`",
            hint=hint or f"there are {listed(KNOWN)}, and the columns of the log",
        )
    return Groups([(name or NOWHERE,) for name in column.names], list(column.codes))


def _by_time(judgments: Judgments, by: str) -> Groups:
    names: dict[str, int] = {}
    of_row = [names.setdefault(time_name(moment, by), len(names)) for moment in judgments.moments]
    return Groups([(name,) for name in names], of_row)


def time_name(moment: float, by: str) -> str:
    """Return the week (ISO) or month of a moment, in UTC."""
    if moment != moment:
        return NOWHERE
    day = datetime.fromtimestamp(moment, UTC)
    if by == "month":
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _teller(
    by: str, library: Library, production: Production
) -> Callable[[int, JudgedTarget], Iterable[str]]:
    def tell(place: int, target: JudgedTarget) -> Iterable[str]:
        item = target.item
        if by == "response":
            return [target.response or "-"]
        if item is None:
            if by == "rule":
                return production.rules(place) or ["(no rule)"]
            return [(production.word(place, by) if by in IMPLICIT else "") or NOWHERE]
        if by == "rule":
            judgment = library.judgments(item).get((target.criterion, target.response))
            return judgment.rules if judgment is not None and judgment.decided else ["(no rule)"]
        if by == "type":
            return {f.type for f in item.findings or () if f.response in (None, target.response)} or [
                "(none)"
            ]
        if by == "tag":
            return item.tags
        plain = {"modality": item.modality, "locale": item.locale, "set": item.set}
        return [plain.get(by, item.difficulty or NOWHERE)]

    return tell


def read_teams(path: str | None) -> dict[str, str]:
    """Return the team of each annotator from a CSV with the columns `annotator` and `team`."""
    if path is None:
        return {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            foreign = foreign_separator(list(reader.fieldnames or ()))
            if foreign is not None:
                raise GoldlineError(f"`{path}` has {foreign[0]}", hint=foreign[1])
            if not {"annotator", "team"} <= set(reader.fieldnames or ()):
                raise GoldlineError(f"`{path}` has not the columns `annotator` and `team`")
            return {row["annotator"] or "": row["team"] or "" for row in reader}
    except OSError as error:
        raise GoldlineError(f"`{path}` cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise GoldlineError(f"`{path}` is not CSV in UTF-8: {error}") from None
