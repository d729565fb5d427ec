"""What a site may tell leads of the people who judge: figures of many, of nothing held out and of nobody.

Judgments of held-out items do not come in, nor does anybody's name, a team's or an item's. A figure that
rests on few items or few people is left out: it would tell of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from goldline.app.browsing.library import Library
from goldline.app.people.agreeing import agree, need_numpy
from goldline.app.people.drifting import agree_over_time
from goldline.app.people.edits import RuleKey
from goldline.app.people.opening import open_judgments
from goldline.app.people.trouble import find_trouble
from goldline.model.agreement import AgreementReport, Coefficient, CriterionAgreement
from goldline.model.figure import Figure
from goldline.model.judgments import LogProblems
from goldline.model.trouble import RuleTrouble

FEWEST_ITEMS = 5
FEWEST_PEOPLE = 3
TOO_FEW = f"fewer than {FEWEST_ITEMS} items or {FEWEST_PEOPLE} people"


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """Agreement by criterion, the same over time, and rules by what they cost.

    `unusable` rows of the logs do not count: that is for whoever builds the site, and stands on no page.
    """

    criteria: tuple[CriterionAgreement, ...]
    over_time: tuple[CriterionAgreement, ...]
    rules: tuple[RuleTrouble, ...]
    unusable: int


def figures_for_site(
    library: Library,
    logs: Sequence[str],
    withheld: AbstractSet[str],
    edits: Mapping[RuleKey, tuple[str, ...]],
) -> PublicFigures:
    """Return what may be told of these logs. `library` is of what is published, `withheld` is what is not."""
    need_numpy()
    found = open_judgments(library, logs, facts=True)
    told = [target.item_id not in withheld for target in found.targets]
    judgments = found.kept([told[place] for place in found.target])
    # What is wrong with a row names items and people.
    judgments.problems = LogProblems()
    whole = agree(library, judgments)
    over_time = agree_over_time(library, judgments)
    trouble = find_trouble(library, judgments, edits, fewest=FEWEST_ITEMS)
    criteria = _told(whole)
    known = {(one.guideline, one.criterion) for one in criteria if one.figure.defined}
    return PublicFigures(
        criteria,
        () if over_time is None else _told(over_time),
        tuple(
            replace(one, items=(), escalations=())
            for one in trouble.rules
            if (one.guideline, one.criterion) in known
        ),
        found.problems.count("error"),
    )


def _told(report: AgreementReport) -> tuple[CriterionAgreement, ...]:
    return tuple(
        one if one.items >= FEWEST_ITEMS and one.raters >= FEWEST_PEOPLE else _untold(one)
        for one in report.criteria
    )


def _untold(one: CriterionAgreement) -> CriterionAgreement:
    """Return a criterion of which only that is told that there is too little of it."""
    return replace(
        one,
        judgments=0,
        not_judged=0,
        units=0,
        single=0,
        items=0,
        raters=0,
        common=None,
        because="",
        verdict="undefined",
        coefficients=tuple(Coefficient(c.name, c.title, Figure(None, TOO_FEW)) for c in one.coefficients),
        notes=(TOO_FEW,),
        meetings=None,
    )
