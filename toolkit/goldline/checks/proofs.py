"""What is proved of whole guidelines, for the checks that report it: each guideline is proved once."""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import sound_guidelines
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.model.guideline import Guideline
from goldline.model.proof import FlawKind, Proof

MOST_STEPS = 100_000
"""Less than `verify` takes: a check must not be waited for."""
_MOST_KEPT = 64
_WITH_EXAMPLE = ("gap", "conflict")

CODES: dict[FlawKind, str] = {
    "gap": "GL230",
    "conflict": "GL231",
    "dead-rule": "GL232",
    "masked-rule": "GL233",
    "idle-case": "GL234",
    "idle-otherwise": "GL235",
    "level-never-given": "GL236",
    "worse-is-better": "GL237",
    "lopsided": "GL238",
    "duplicate-rule": "GL239",
    "subsumed-rule": "GL240",
    "mergeable-rules": "GL241",
}
"""The check that reports each kind of flaw; overlaps that agree are reported by none."""

# By identity: guidelines hold dictionaries and have no hash. Each entry keeps its guideline alive.
_kept: dict[int, tuple[Guideline, list[Proof]]] = {}


def proofs_of(corpus: Corpus) -> Iterator[Proof]:
    """Yield what is proved of every criterion of the guidelines that were read in full."""
    from goldline.rules.proofs import prove_all  # much code, and what it finds is kept

    for guideline in sound_guidelines(corpus):
        known = _kept.get(id(guideline))
        if known is None or known[0] is not guideline:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            known = _kept[id(guideline)] = (guideline, prove_all(guideline, most=MOST_STEPS))
        yield from known[1]


def report_flaws(corpus: Corpus, kind: FlawKind) -> Iterator[Draft]:
    """Yield the flaws of one kind, gaps and contradictions with an example of facts."""
    from goldline.rules.proofs.wording import say_facts

    for proof in proofs_of(corpus):
        for flaw in proof.flaws:
            if flaw.kind == kind:
                example = ""
                if kind in _WITH_EXAMPLE and flaw.example:
                    example = f" (for example {say_facts(flaw.example)})"
                yield Draft(flaw.where, flaw.message + example, flaw.hint)
