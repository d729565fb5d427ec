"""`decide`: judgments for rows of facts, as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TextIO

from goldline.app.frame import load_frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.impact.judgments import possible_value
from goldline.model.report import Possible
from goldline.reading.facts import CellReader, open_rows
from goldline.reading.names import did_you_mean, listed
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge
from goldline.store.tree import Tree


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
        self.readers = {
            name: CellReader(name, domain, text=text) for name, domain in self.rows.domains.items()
        }

    def lines(self) -> Iterator[str]:
        """Yield a line for each row, in order."""
        # By identity: the same few judgments come again and again, and hashing one takes longer than
        # all else. They are kept beside, so that none of them dies and another takes its place.
        tails: dict[int, str] = {}
        kept: list[Judgment] = []
        for chunk in self.chunks:
            judged = self.rows.judge_columns(chunk.columns, chunk.count, self.readers)  # type: ignore[arg-type]
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

    def strangers(self) -> Iterator[str]:
        """Yield a sentence for each column that holds what its input cannot be."""
        for name, reader in self.readers.items():
            if reader.strangers:
                yield f"column `{name}` holds what the input cannot be: {', '.join(reader.strangers)}"


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
