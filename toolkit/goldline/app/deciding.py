"""`decide`: judgments for rows of facts, as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, TextIO

from goldline.app.frame import load_frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.impact.judgments import possible_value
from goldline.model.report import Possible
from goldline.reading.facts import CellReader, Chunk, open_rows
from goldline.reading.foreign_tables import POINT, has_decimal_comma
from goldline.reading.names import did_you_mean, listed
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge
from goldline.rules.show import show_domain
from goldline.store.tree import Tree

_MOST_TOLD = 20


class Decisions:
    """The judgments of a table of facts, a JSON line each; afterwards, what in it was strange."""

    def __init__(self, tree: Tree, guideline: str, criterion: str, path: str, stdin: TextIO) -> None:
        frame = load_frame(tree, names=False)
        found = readable_guideline(frame, guideline)
        if criterion not in found.criteria:
            known = list(found.criteria)
            hint = did_you_mean(criterion, known).removeprefix("; ") or f"its criteria are {listed(known)}"
            raise GoldlineError(f"`{guideline}` has no criterion `{criterion}`", hint=hint)
        if not found.criteria[criterion].ruled:
            raise GoldlineError(f"`{criterion}` has no rules: people alone judge it")
        self.rows = RowJudge(Judge(found), criterion)
        names = dict.fromkeys(
            [*self.rows.names, *(n for n in ("modality", "locale") if n in self.rows.domains)]
        )
        self.chunks, text = open_rows(path, stdin, names)
        self.readers = {name: CellReader(domain, text=text) for name, domain in self.rows.domains.items()}
        self.refused = 0
        self._told: list[str] = []

    def lines(self) -> Iterator[str]:
        """Yield a line for each row, in order."""
        # By identity: the same few judgments come again and again, and hashing one takes longer than
        # all else. They are kept beside, so that none of them dies and another takes its place.
        tails: dict[int, str] = {}
        kept: list[Judgment] = []
        for chunk in self.chunks:
            judged = list(self.rows.judge_columns(chunk.columns, chunk.count, self.readers))
            for row, names in self._strangers(chunk).items():
                judged[row] = undecided(judged[row], names)
            for row, judgment in enumerate(judged, chunk.first):
                tail = tails.get(id(judgment))
                if tail is None:
                    if len(tails) > 10_000:
                        tails.clear()
                        kept.clear()
                    tail = json.dumps(plain_judgment(judgment), ensure_ascii=False)[1:]
                    tails[id(judgment)] = tail
                    kept.append(judgment)
                yield f'{{"row": {row}, {tail}'

    def _strangers(self, chunk: Chunk) -> dict[int, list[str]]:
        """Return the places of rows with cells that their inputs cannot be, and the names of those inputs."""
        found: dict[int, list[tuple[str, str]]] = {}
        for name, column in chunk.columns.items():
            reader = self.readers[name]
            if name not in self.rows.table.tested:  # no rule made us read it; 1 and true are not the same
                for raw in {(type(raw), raw): raw for raw in column}.values():
                    reader(raw)
            if reader.met_stranger:
                for row, raw in enumerate(column):
                    stranger = reader.stranger(raw)
                    if stranger is not None:
                        found.setdefault(row, []).append((name, stranger))
        for row in sorted(found)[: max(_MOST_TOLD - len(self._told), 0)]:
            for name, stranger in found[row]:
                allowed = show_domain(self.rows.domains[name])
                way = f" ({POINT})" if has_decimal_comma(stranger.strip("`")) else ""
                self._told.append(
                    f"row {chunk.first + row}: `{name}` cannot be {stranger}; allowed: {allowed}{way}"
                )
        self.refused += len(found)
        return {row: [name for name, _ in cells] for row, cells in found.items()}

    def complaints(self) -> Iterator[str]:
        """Yield, after the lines, a sentence for each cell that its input cannot be, and what came of it."""
        yield from self._told
        if self.refused:
            left = "row was" if self.refused == 1 else "rows were"
            yield (
                f"{self.refused} {left} left undecided for such cells: correct them, "
                "or leave a cell empty where nothing is known"
            )


def undecided(judgment: Judgment, names: Iterable[str]) -> Judgment:
    """Return the judgment of a row that is not to be trusted before these inputs are mended."""
    missing = dict.fromkeys([*judgment.missing, *(f"input:{name}" for name in names)])
    return replace(judgment, state="undecided", value=None, rules=(), missing=tuple(missing))


def plain_judgment(judgment: Judgment) -> dict[str, Any]:
    """Return a judgment as FORMAT.md's JSON has it, without the row."""
    return {
        "outcome": plain_value(judgment.value),
        "state": judgment.state,
        "rules": list(judgment.rules),
        "possible": [plain_value(possible_value(value)) for value in judgment.possible],
        "possible_states": list(judgment.possible_states),
        "missing": list(judgment.missing),
    }


def plain_value(value: Any) -> Any:
    """Return a value as JSON has it: a decimal as the shortest number that reads back as it."""
    if isinstance(value, Possible):
        return {"min": plain_value(value.minimum), "max": plain_value(value.maximum)}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def decide(tree: Tree, guideline: str, criterion: str, path: str, stdin: TextIO) -> Decisions:
    """Return the decisions for the rows of a file (`-`: standard input)."""
    return Decisions(tree, guideline, criterion, path, stdin)
