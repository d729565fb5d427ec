"""`verify`: what guidelines decide everywhere, not only on their gold."""

from __future__ import annotations

from dataclasses import replace

from goldline.app.frame import Frame, load_frame, readable_guideline
from goldline.checks.ignore import Ignore, find_ignores
from goldline.checks.proofs import CODES
from goldline.errors import GoldlineError
from goldline.model.finding import Place, Where
from goldline.model.guideline import Guideline
from goldline.model.proof import Flaw, Proof, VerifyReport
from goldline.reading.names import did_you_mean, listed
from goldline.reading.positions import Positions
from goldline.reading.yaml import read_yaml
from goldline.rules.proofs import prove_all
from goldline.rules.proofs.sweep import MOST_STEPS
from goldline.store.tree import Tree


def verify(
    tree: Tree, wanted: str | None = None, *, criterion: str | None = None, most: int = MOST_STEPS
) -> VerifyReport:
    """Return what is proved of one guideline of a tree, or of all of them.

    Raises `GoldlineError` where there is no such guideline or criterion, or it cannot be read in full.
    """
    frame = load_frame(tree)
    guidelines = chosen_guidelines(frame, wanted)
    if criterion is not None and not any(criterion in one.criteria for one in guidelines):
        known = [name for one in guidelines for name in one.criteria]
        hint = did_you_mean(criterion, known).removeprefix("; ") or f"its criteria are {listed(known)}"
        raise GoldlineError(f"there is no criterion `{criterion}`", hint=hint)
    proofs: list[Proof] = []
    for guideline in guidelines:
        ignores = _ignores(frame, guideline)
        proofs += [
            replace(proof, flaws=tuple(_excuse(flaw, ignores) for flaw in proof.flaws))
            for proof in prove_all(guideline, most=most, only=criterion)
        ]
    places = _places(frame, [flaw.where for proof in proofs for flaw in proof.flaws])
    return VerifyReport(tree.name, tuple(proofs), places)


def chosen_guidelines(frame: Frame, wanted: str | None) -> list[Guideline]:
    """Return one guideline, or all of them; raises where one of them cannot be read in full."""
    names = [wanted] if wanted is not None else sorted(frame.layout.guidelines)
    if not names:
        raise GoldlineError("there is no guideline here", hint="`goldline new guideline` begins one")
    return [readable_guideline(frame, name) for name in names]


def _ignores(frame: Frame, guideline: Guideline) -> list[Ignore]:
    found: list[Ignore] = []
    for path, data in frame.tree.read_many(list(guideline.files)):
        if b"x-ignore" in data:
            found += find_ignores(read_yaml(data, path).value, path)
    return found


def _excuse(flaw: Flaw, ignores: list[Ignore]) -> Flaw:
    code = CODES.get(flaw.kind, "")
    for ignore in ignores:
        if ignore.file == flaw.where.file and ignore.reason and ignore.covers(code, flaw.where.path):
            return replace(flaw, excuse=ignore.reason)
    return flaw


def _places(frame: Frame, spots: list[Where]) -> dict[Where, Place]:
    positions: dict[str, Positions | None] = {}
    found: dict[Where, Place] = {}
    for where in dict.fromkeys(spots):
        if where.file not in positions:
            positions[where.file] = Positions(frame.tree.read(where.file))
        known = positions[where.file]
        assert known is not None
        line, column = known.key(where.path) if where.on_key else known.value(where.path)
        found[where] = Place(where.file, line, column)
    return found
