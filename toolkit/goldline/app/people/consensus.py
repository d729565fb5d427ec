"""`consensus`: what many judgments say together, what could become gold, and what gold is in doubt."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from goldline.app.browsing.library import HELD_OUT, Library, label_on, rule_name, rules_in
from goldline.app.people.agreeing import need_numpy
from goldline.app.people.gathering import scale_of
from goldline.app.people.gold import Gold
from goldline.app.people.production import Production
from goldline.model.consensus import Agreed, Candidate, ConsensusReport, Doubt
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.rules.show import show_value

if TYPE_CHECKING:
    from goldline.scoring.tallies import Ratings

SURE, UNSURE = 0.95, 0.80
FEWEST = 3
EXPERT = 0.85
_TRIED = 10
_STRAYS = 0.1
"""Of work that people agree on so many may have said something else."""
_SMOOTHING = 0.1


TargetKey = tuple[str, str, str, str | None]
"""Guideline, item, criterion and response."""


def find_consensus(
    library: Library, judgments: Judgments, decided: Collection[TargetKey] = ()
) -> ConsensusReport:
    """Return the consensus on every target of scales with levels, and what follows from it.

    What a lead has `decided` is not asked again, nor is gold whose item says who adjudicated it; unless
    experts disagree with it.
    """
    need_numpy()
    keys = dict.fromkeys((t.guideline, t.criterion) for t in judgments.targets)
    found = [one for key in keys for one in _criterion(library, judgments, key)]
    found.sort(key=lambda one: (one.guideline, one.item, one.criterion, one.response or ""))
    numbers = sum(library.guidelines[g].criteria[c].scale.numeric for g, c in keys)
    notes = [*library.notes()]
    if numbers:
        notes.append(f"{numbers} criteria are numbers: there is no consensus of levels on them")
    of_target = {(one.item, one.criterion, one.response): one for one in found}
    doubts = list(_doubts(library, judgments, of_target))
    doubted = {(one.agreed.item, one.agreed.criterion, one.agreed.response) for one in doubts}
    settled = _settled(library, decided)
    divided = {
        key_of(one) for one in found if one.judgments > 1 and (one.chance < UNSURE or not one.majority)
    }
    queue = [
        one
        for one in found
        if (key_of(one) in divided and key_of(one) not in settled)
        or (one.item, one.criterion, one.response) in doubted
    ]
    queue.sort(key=lambda one: (-one.difficulty, one.chance, one.item, one.criterion, one.response or ""))
    production = Production(library, judgments)
    candidates = tuple(_candidates(library, judgments, found, production))
    notes += production.notes()
    return ConsensusReport(
        judgments.name,
        tuple(found),
        candidates,
        tuple(doubts),
        tuple(queue),
        len(divided - {key_of(one) for one in queue}),
        judgments.problems,
        judgments.read,
        len(judgments),
        tuple(notes),
    )


def key_of(one: Agreed) -> TargetKey:
    """Return what an agreement is about."""
    return one.guideline, one.item, one.criterion, one.response


def _criterion(library: Library, judgments: Judgments, key: tuple[str, str]) -> Iterator[Agreed]:
    import numpy as np

    from goldline.scoring.tallies import Ratings, count_table
    from goldline.scoring.truth import dawid_skene, discrimination

    scale = library.guidelines[key[0]].criteria[key[1]].scale
    if scale.numeric:
        return
    inside = np.array([(t.guideline, t.criterion) == key for t in judgments.targets], dtype=bool)
    target = np.frombuffer(judgments.target, dtype=np.intc).astype(np.intp)
    amount = np.frombuffer(judgments.amounts, dtype=np.float64)
    chosen = inside[target] & ~np.isnan(amount)
    if not chosen.any():
        return
    annotator = np.frombuffer(judgments.annotator, dtype=np.intc).astype(np.intp)
    kept = np.unique(target[chosen])
    ratings: Ratings = Ratings.of_columns(
        target[chosen], annotator[chosen], amount[chosen].astype(np.intp), len(scale.levels)
    )
    truth = dawid_skene(ratings, smoothing=_SMOOTHING).chances
    best = truth.argmax(axis=1)
    tells = discrimination(ratings, best)
    names = [show_value(level.value) for level in scale.levels]
    for unit, counts in enumerate(count_table(ratings)):
        one = judgments.targets[int(kept[unit])]
        said = sorted(((int(c), names[at]) for at, c in enumerate(counts) if c), key=lambda p: (-p[0], p[1]))
        tied = len(said) > 1 and said[0][0] == said[1][0]
        label = None if one.item is None else label_on(one.item, (one.criterion, one.response))
        number = int(counts.sum())
        yield Agreed(
            guideline=one.guideline,
            item=one.item_id,
            criterion=one.criterion,
            response=one.response,
            value=names[int(best[unit])],
            chance=float(truth[unit, best[unit]]),
            majority="" if tied else said[0][1],
            judgments=number,
            spread=tuple((name, count) for count, name in said),
            difficulty=1 - float(counts[best[unit]]) / number,
            discrimination=None if math.isnan(tells[unit]) else float(tells[unit]),
            gold="" if label is None else show_value(label.value),
            held_out=one.item is not None and library.visibility(one.item) == HELD_OUT,
        )


# --- what could become gold ---------------------------------------------------------------------


def _candidates(
    library: Library, judgments: Judgments, found: Sequence[Agreed], production: Production
) -> list[Candidate]:
    """Return production work that people agree on, first what shows rules that no gold shows."""
    bare = _uncovered(library)
    unseen = {(guideline, criterion, rule) for (guideline, criterion, _), r in bare.items() for rule in r}
    known = {(item.guideline, item.id) for item in library.items}
    places = {
        (one.guideline, one.item_id, one.criterion, one.response): place
        for place, one in enumerate(judgments.targets)
    }
    rows = []
    for one in found:
        if (
            one.gold
            or (one.guideline, one.item) in known
            or one.judgments < FEWEST
            or one.chance < SURE
            or one.majority != one.value
            or one.difficulty > _STRAYS
        ):
            continue
        place = places[key_of(one)]
        outcome = production.outcome(place)
        if outcome is None or not outcome.decided:
            rows.append(Candidate(one, tuple(bare.get((one.guideline, one.criterion, one.value), ()))))
            continue
        rows.append(
            Candidate(
                one,
                tuple(rule for rule in outcome.rules if (one.guideline, one.criterion, rule) in unseen),
                production.facts(production.rows(place), one.criterion, one.guideline),
                outcome.rules,
                show_value(outcome.value),
            )
        )
    return sorted(
        rows,
        key=lambda row: (
            not row.fits,
            not (row.shows and row.rules),
            not row.shows,
            -row.agreed.judgments,
            row.agreed.item,
        ),
    )


def _settled(library: Library, decided: Collection[TargetKey]) -> set[TargetKey]:
    """Return what has been decided: in the list of decisions, or in the item itself."""
    return set(decided) | {
        (item.guideline, item.id, label.criterion, label.response)
        for item in library.items
        if item.adjudication is not None
        for label in item.labels
    }


def _uncovered(library: Library) -> dict[tuple[str, str, str], list[str]]:
    """Return the rules that no active gold item shows, by what they give."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name, guideline in library.guidelines.items():
        for criterion in guideline.criteria.values():
            for rule in rules_in(criterion):
                if not library.deciding(name, criterion.id, rule_name(rule)) and isinstance(
                    rule.then, str | int
                ):
                    found[name, criterion.id, show_value(rule.then)].append(rule_name(rule))
    return found


# --- gold in doubt -----------------------------------------------------------------------------


def _doubts(
    library: Library, judgments: Judgments, of_target: dict[tuple[str, str, str | None], Agreed]
) -> Iterator[Doubt]:
    """Yield gold that most experts disagree with; who is one is told by all the other gold."""
    gold = Gold(library)
    right: Counter[int] = Counter()
    judged: Counter[int] = Counter()
    said: dict[int, list[tuple[int, float, bool]]] = defaultdict(list)
    known = [gold.right(target) for target in judgments.targets]
    for place, code, amount in zip(judgments.target, judgments.annotator, judgments.amounts, strict=True):
        answer = known[place]
        if answer is None or amount != amount:
            continue
        good = amount in answer.amounts
        judged[code] += 1
        right[code] += good
        said[place].append((code, amount, good))
    for place, several in sorted(said.items()):
        experts = [
            (amount, good)
            for code, amount, good in several
            if judged[code] > _TRIED and (right[code] - good) / (judged[code] - 1) >= EXPERT
        ]
        against = Counter(amount for amount, good in experts if not good)
        target = judgments.targets[place]
        one = of_target.get((target.item_id, target.criterion, target.response))
        if one is not None and len(experts) >= FEWEST and against.total() * 2 > len(experts):
            commonest = max(sorted(against), key=against.__getitem__)
            yield Doubt(one, len(experts), against.total(), _level(library, target, commonest))


def _level(library: Library, target: JudgedTarget, amount: float) -> str:
    scale = scale_of(library, target)
    return f"{amount:g}" if scale.numeric else show_value(scale.levels[int(amount)].value)
