"""A finding, or a severity under `accept`, whose severity the taxonomy does not have.

Why it matters: rules compare severities. One that has no place among them counts for no rule.

Bad:  `severity: severe`
Good: `severity: major`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft, Where
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL321", "finding-of-unknown-severity", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every severity in findings that is not there."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    ranks = guideline.taxonomy.ranks
    for finding in item.findings or ():
        if finding.severity not in ranks:
            yield _draft(finding.where.down("severity"), finding.severity, guideline)
        if finding.accept is not None:
            for index, severity in enumerate(finding.accept.severities):
                if severity not in ranks:
                    yield _draft(finding.where.down("accept", "severities", index), severity, guideline)


def _draft(where: Where, severity: str, guideline: Guideline) -> Draft:
    known = [severity.name for severity in guideline.taxonomy.severities]
    return Draft(
        where,
        f"the taxonomy of {shown(guideline.id)} has no severity {shown(severity)}"
        f"{did_you_mean(severity, known)}",
        f"its severities are {listed(known)}, lowest first" if known else "",
    )
