"""What is proved of small tables, as it is told: each flaw with its place, its words and its way out."""

from __future__ import annotations

from typing import NamedTuple

from goldline.model.proof import Proof
from goldline.rules.proofs import prove
from rules.small import judge

FIT = "fits: {boolean: Does it fit?}"
WORST = "worst: {worst: wrong}"
MANY = "many: {count: wrong}"
TONE = "tone: {enum: [a, b, c, d], ask: Which tone?}"
DIGIT = "n: {integer: How many?, minimum: 0, maximum: 9}"
ELSE = "otherwise: {id: C-99, text: Else., then: 1}"


class Told(NamedTuple):
    """A flaw as its reader gets it: the rules it names, where it stands, what is wrong, and a way out."""

    rules: tuple[str, ...]
    place: str
    message: str
    hint: str


def proof_of(rest: str, *inputs: str) -> Proof:
    """Return what is proved of a criterion of these inputs and rules."""
    return prove(judge(f"{{id: c, inputs: {{{', '.join(inputs)}}}, {rest}}}"), "c")


def rules(*made: str) -> str:
    """Return rules C-1, C-2, …, each written `tests: level`, as in `fits: true: 3`; `;` parts cases."""
    shown = []
    for number, one in enumerate(made, 1):
        when, _, then = one.rpartition(": ")
        cases = ", ".join(f"{{{case.strip()}}}" for case in when.split(";"))
        shown.append(f"{{id: C-{number}, when: [{cases}], then: {then}}}")
    return f"rules: [{', '.join(shown)}]"


def told(proof: Proof, kind: str) -> list[Told]:
    """Return the flaws of a kind as they are told."""
    return [
        Told(flaw.rules, "/".join(map(str, flaw.where.path)), flaw.message, flaw.hint)
        for flaw in proof.flaws
        if flaw.kind == kind
    ]
