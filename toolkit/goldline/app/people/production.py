"""Production work, of which there is no gold: what the facts in its log say by the rules.

Its inputs stand in columns of their own (FORMAT.md, section 7), as each person recorded them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from goldline.app.browsing.library import Library
from goldline.model.judgments import Column, Judgments
from goldline.reading.facts import CellReader
from goldline.reading.logs import CODED
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge

IMPLICIT = ("modality", "locale")
_TAKEN = {*CODED, "seconds", "submitted_at", "findings", "order", "confidence", "team"}


def fact_columns(library: Library) -> set[str]:
    """Return the names of all columns in which a log can hold the facts of production work."""
    found = set(IMPLICIT)
    for guideline in library.guidelines.values():
        for criterion in guideline.criteria.values():
            found.update(criterion.inputs)
    return found - _TAKEN


class Production:
    """The facts of production work, and what the rules give by them, for each row and each target."""

    def __init__(self, library: Library, judgments: Judgments) -> None:
        self._library = library
        self._judgments = judgments
        self._columns: dict[str, Column] = {
            name: judgments.extra[name] for name in sorted(fact_columns(library)) if name in judgments.extra
        }
        self._strangers: list[str] = []

    @cached_property
    def _rows_of(self) -> dict[int, list[int]]:
        """The rows of each target that is production work."""
        found: dict[int, list[int]] = defaultdict(list)
        work = [target.item is None for target in self._judgments.targets]
        for row, place in enumerate(self._judgments.target):
            if work[place]:
                found[place].append(row)
        return found

    @cached_property
    def outcomes(self) -> dict[int, Judgment]:
        """What the rules give by the facts of each row; nothing for rows without facts."""
        targets = self._judgments.targets
        together: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, rows in self._rows_of.items():
            together[targets[place].guideline, targets[place].criterion] += rows
        found: dict[int, Judgment] = {}
        for (guideline, criterion), rows in together.items():
            known = self._library.guidelines[guideline]
            if known.criteria[criterion].ruled:
                found |= self._judged(RowJudge(Judge(known), criterion), rows)
        return found

    def _judged(self, judge: RowJudge, rows: Sequence[int]) -> dict[int, Judgment]:
        names = [name for name in judge.domains if name in self._columns]
        if not names:
            return {}
        readers = {name: CellReader(judge.domains[name], text=True) for name in names}
        columns: dict[str, Sequence[object]] = {}
        for name in names:
            words, codes = list(self._columns[name].names), self._columns[name].codes
            columns[name] = [words[codes[row]] for row in rows]
            self._note_strangers(name, readers[name], words)
        judged = judge.judge_columns(columns, len(rows), readers)
        return dict(zip(rows, judged, strict=True))

    def _note_strangers(self, name: str, reader: CellReader, words: Sequence[str]) -> None:
        what = [said for word in words if (said := reader.stranger(word)) is not None]
        if what:
            more = f" and {len(what) - 3} others" if len(what) > 3 else ""
            self._strangers.append(
                f"column `{name}` holds what the input cannot be, which counts as unknown: "
                f"{', '.join(what[:3])}{more}"
            )

    def rules(self, place: int) -> tuple[str, ...]:
        """Return the rules that decide a target by what most people recorded of it; none if undecided."""
        outcome = self.outcome(place)
        return outcome.rules if outcome is not None and outcome.decided else ()

    def outcome(self, place: int) -> Judgment | None:
        """Return what the rules give by what most people recorded of a target."""
        said = [
            outcome for row in self._rows_of.get(place, ()) if (outcome := self.outcomes.get(row)) is not None
        ]
        if not said:
            return None
        counts = Counter((one.state, one.rules, str(one.value)) for one in said)
        most = max(sorted(counts, key=str), key=counts.__getitem__)
        return next(one for one in said if (one.state, one.rules, str(one.value)) == most)

    def word(self, place: int, name: str) -> str:
        """Return what most people recorded of a target in a column; nothing where nobody did."""
        column = self._columns.get(name)
        if column is None:
            return ""
        words = list(column.names)
        counts = Counter(
            words[column.codes[row]] for row in self._rows_of.get(place, ()) if words[column.codes[row]]
        )
        return max(sorted(counts), key=counts.__getitem__) if counts else ""

    def facts(self, rows: Iterable[int], criterion: str, guideline: str) -> tuple[tuple[str, str], ...]:
        """Return the inputs of a criterion as these rows have them, `a or b` where they differ."""
        inputs = [*self._library.guidelines[guideline].criteria[criterion].inputs, *IMPLICIT]
        several = list(rows)
        found = []
        for name in dict.fromkeys(inputs):
            column = self._columns.get(name)
            if column is not None:
                words = list(column.names)
                said = dict.fromkeys(words[column.codes[row]] for row in several)
                if any(said):
                    found.append((name, " or ".join(sorted(filter(None, said)))))
        return tuple(found)

    def rows(self, place: int) -> list[int]:
        """Return the rows of a target of production work."""
        return self._rows_of.get(place, [])

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each column that holds what its input cannot be."""
        _ = self.outcomes
        return tuple(dict.fromkeys(self._strangers))
