"""This repository's gold and a log made from it, and a small repository to be wrong about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goldline.app.browsing.library import Library, open_library
from goldline.app.layout import SCOPE
from goldline.app.people.opening import open_judgments
from goldline.cli.main import cli
from goldline.model.judgments import Judgments
from goldline.store.tree import FolderTree
from people.generator import Truth, generate, write_csv

ROOT = Path(__file__).parents[2]

GUIDELINE = """\
format: 1
id: small
title: Small
version: 2.1.0
modalities: [text]
locales: [en-US, de-DE]
summary: Small.
scales:
  three:
    type: ordinal
    levels:
      - {value: 1, label: Bad, anchor: a}
      - {value: 2, label: Fair, anchor: b}
      - {value: 3, label: Good, anchor: c}
"""
TAXONOMY = """\
severities: [minor, major]
findings:
  fact: {title: Fact, definition: d, evidence: [quote]}
  style: {title: Style, definition: d}
"""
CORRECTNESS = """\
id: correctness
title: Correctness
question: How?
scale: three
inputs:
  worst: {worst: fact}
hit_policy: first
rules:
  - {id: C-1, text: A major error is bad., when: {worst: major}, then: 1}
  - {id: C-2, text: A minor error is fair., when: {worst: minor}, then: 2}
otherwise: {id: C-9, text: Nothing is wrong., then: 3}
"""
TONE = """\
id: tone
title: Tone
question: Which?
scale:
  type: nominal
  levels:
    - {value: warm, label: Warm, anchor: a}
    - {value: cold, label: Cold, anchor: b}
"""
PREFERENCE = """\
id: preference
title: Preference
question: Which one?
target: item
scale:
  type: ordinal
  levels:
    - {value: a-better, label: A, anchor: a}
    - {value: same, label: Same, anchor: b}
    - {value: b-better, label: B, anchor: c}
"""
GOLDSET = """\
format: 1
id: {id}
title: Set
guideline: small
visibility: {visibility}
license: CC0-1.0
canary: {canary}
"""


def item(name: str, label: str, *, findings: str = "[]", more: str = "") -> str:
    return f"""\
id: {name}
title: {name}
modality: text
locale: en-US
guideline: small@2.1.0
prompt: Say it.
response: The cat sat on the mat.
findings: {findings}
labels:
  correctness: {label}
  tone: warm
{more}"""


MAJOR = "[{type: fact, severity: major, evidence: [{quote: The cat}]}]"
CONTESTED = (
    "[{type: fact, severity: major, evidence: [{quote: The cat}],"
    " accept: {severities: [minor], absent: true}}]"
)
PAIR = """\
id: pair-1
title: A pair
modality: text
locale: de-DE
guideline: small@2.1.0
prompt: Say it.
responses: {a: Eins., b: Zwei.}
findings: []
labels:
  correctness: {a: 3, b: 3}
  preference: same
"""
FILES = {
    "guidelines/small/guideline.yaml": GUIDELINE,
    "guidelines/small/taxonomy.yaml": TAXONOMY,
    "guidelines/small/criteria/correctness.yaml": CORRECTNESS,
    "guidelines/small/criteria/tone.yaml": TONE,
    "guidelines/small/criteria/preference.yaml": PREFERENCE,
    "goldsets/basics/goldset.yaml": GOLDSET.format(
        id="basics", visibility="training", canary="0d7f1c4e-6a52-4b0e-9d3b-2f1f5f0c7a11"
    ),
    "goldsets/exam/goldset.yaml": GOLDSET.format(
        id="exam", visibility="held-out", canary="0d7f1c4e-6a52-4b0e-9d3b-2f1f5f0c7a12"
    ),
    "goldsets/basics/items/good-1.yaml": item("good-1", "3"),
    "goldsets/basics/items/good-2.yaml": item("good-2", "{value: 3, accept: [2, 3]}"),
    "goldsets/basics/items/bad-1.yaml": item("bad-1", "1", findings=MAJOR),
    "goldsets/basics/items/open-1.yaml": item("open-1", "1", findings=CONTESTED),
    "goldsets/basics/items/pair-1.yaml": PAIR,
    "goldsets/exam/items/secret-1.yaml": item("secret-1", "1", findings=MAJOR),
}

Run = Callable[..., Result]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository of six items."""
    root = tmp_path / "repo"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run(small: Path) -> Run:
    """Run a command in that repository."""

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli, ["-C", str(small), *map(str, arguments)])

    return call


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV with the columns that every log has."""

    def write(
        *rows: str, header: str = "item,criterion,response,annotator,value", name: str = "log.csv"
    ) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def library() -> Library:
    """This repository."""
    return open_library(FolderTree(ROOT, SCOPE))


@pytest.fixture(scope="session")
def six_weeks(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Judgments, Truth, Path]:
    """Six weeks of sixty analysts: the judgments, the truth about them, and the log."""
    rows, truth = generate(library)
    path = write_csv(rows, tmp_path_factory.mktemp("log") / "six-weeks.csv")
    return open_judgments(library, [str(path)], keep=["team"], versions=True), truth, path
