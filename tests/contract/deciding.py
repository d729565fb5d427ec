"""A guideline with one criterion, `probe`, for tests that say only what matters to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import indent
from typing import Any

from contract.workbench import Repo, Result, text

GUIDELINE = text(
    """
    format: 1
    id: trial
    title: Trial
    version: 1.0.0
    modalities: [text, image-caption]
    locales: [en-US, ja-JP, ja-Hira]
    summary: A guideline for trials.
    scales:
      three:
        type: ordinal
        levels:
          - {value: 1, label: One, anchor: The worst.}
          - {value: 2, label: Two, anchor: The middle.}
          - {value: 3, label: Three, anchor: The best.}
      amount: {type: numeric, minimum: 0, maximum: 1000}
      any-number: {type: numeric, minimum: -1000, maximum: 1000}
      colour:
        type: nominal
        levels:
          - {value: red, label: Red, anchor: Like blood.}
          - {value: green, label: Green, anchor: Like grass.}
          - {value: blue, label: Blue, anchor: Like the sky.}
    """
)
TAXONOMY = text(
    """
    severities: [minor, major, critical]
    findings:
      wrong:
        title: Wrong
        definition: Something is wrong.
        children:
          fact: {title: Wrong fact, definition: A fact is wrong.}
          word: {title: Wrong word, definition: A word is wrong.}
      rude: {title: Rude, definition: Somebody is insulted.}
    """
)


def criterion(id: str, body: str, *, scale: str = "three") -> str:
    """Return the file of a criterion that says only what `body` says."""
    head = f"id: {id}\ntitle: The criterion {id}\nquestion: How good is it?\nscale: {scale}\n"
    return head + text(body)


def files(body: str, *, scale: str = "three", **others: str) -> dict[str, str | bytes]:
    """Return the guideline `trial` with the criterion `probe`, and with `others`."""
    folder = "guidelines/trial"
    return {
        f"{folder}/guideline.yaml": GUIDELINE,
        f"{folder}/taxonomy.yaml": TAXONOMY,
        f"{folder}/criteria/probe.yaml": criterion("probe", body, scale=scale),
        **{f"{folder}/criteria/{id}.yaml": content for id, content in others.items()},
    }


class Trial:
    """Judges rows of facts by the criterion `probe`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.made = 0

    def __call__(
        self,
        body: str,
        rows: str | Iterable[str],
        *,
        scale: str = "three",
        jsonl: bool = False,
        **others: str,
    ) -> list[dict[str, Any]]:
        """Return the lines that `decide` prints for rows of CSV (a header, then cells) or JSON Lines."""
        result = self.result(body, rows, scale=scale, jsonl=jsonl, **others)
        assert result.exit_code in (0, 1), result.said
        return result.lines

    def result(
        self,
        body: str,
        rows: str | Iterable[str],
        *,
        scale: str = "three",
        jsonl: bool = False,
        **others: str,
    ) -> Result:
        self.made += 1
        repo = Repo.start(self.path / f"trial-{self.made}", files(body, scale=scale, **others))
        name = "rows.jsonl" if jsonl else "rows.csv"
        repo.write(name, rows if isinstance(rows, str) else "\n".join(rows) + "\n")
        return repo.run("decide", "trial", "probe", name)


def outcomes(lines: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return the outcome of every row, or the state in capitals where there is none."""
    return [line["outcome"] if line["state"] == "decided" else str(line["state"]).upper() for line in lines]


def holds(declared: str, test: str) -> str:
    """Return a criterion that gives 2 where the test of the input `x` holds, and 1 where it does not."""
    return (
        f"inputs:\n{indent(text(declared).rstrip(), '  ')}\n"
        "hit_policy: first\n"
        "rules:\n"
        f"  - id: P-1\n    text: It holds.\n    when: {{x: {test}}}\n    then: 2\n"
        "otherwise: 1\n"
    )
