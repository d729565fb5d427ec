"""All proofs of a criterion, or of all criteria of a guideline."""

from __future__ import annotations

from goldline.model.guideline import Guideline
from goldline.model.proof import KINDS, Flaw, Proof
from goldline.rules.judge import Judge
from goldline.rules.proofs.ground import Ground
from goldline.rules.proofs.holes import find_conflicts, find_gaps, find_overlaps
from goldline.rules.proofs.idle import Idle
from goldline.rules.proofs.mirror import find_lopsided
from goldline.rules.proofs.monotone import find_reversals
from goldline.rules.proofs.sweep import MOST_STEPS


def prove_all(guideline: Guideline, *, most: int = MOST_STEPS, only: str | None = None) -> list[Proof]:
    """Return what is proved of every criterion that rules decide (or of one), in the guideline's order."""
    judge = Judge(guideline)
    names = [name for name, one in guideline.criteria.items() if one.ruled and only in (None, name)]
    return [prove(judge, name, most=most) for name in names]


def prove(judge: Judge, criterion_id: str, *, most: int = MOST_STEPS) -> Proof:
    """Return what is proved of one ruled criterion: its flaws, and what was not looked at."""
    ground = Ground(judge, criterion_id, most)
    criterion = ground.criterion
    flaws: list[Flaw] = []
    for found in (
        find_gaps(ground),
        find_conflicts(ground),
        Idle(ground).find(),
        find_reversals(ground),
        find_lopsided(ground),
        find_overlaps(ground),
    ):
        flaws += found
    flaws.sort(key=lambda flaw: KINDS.index(flaw.kind))
    grid = ground.grid
    return Proof(
        guideline=judge.guideline.id,
        criterion=criterion.id,
        title=criterion.title,
        rules=len(criterion.rules) + (criterion.otherwise is not None),
        combinations=0 if grid.empty else grid.count(grid.whole()),
        flaws=tuple(flaws),
        unproved=tuple(dict.fromkeys(ground.unproved)),
        where=criterion.where,
    )
