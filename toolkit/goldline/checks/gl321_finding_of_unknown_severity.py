"""A finding, or a severity under `accept`, whose severity the taxonomy does not have.

Why it matters: rules compare severities. One that has no place among them counts for no rule.

Bad:  `severity: severe`
Good: `severity: major`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import did_you_mean, listed, shown

CODE, NAME, LEVEL = "GL321", "finding-of-unknown-severity", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every severity in findings that is not there."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    known = [severity.name for severity in guideline.taxonomy.severities]
    for finding in item.findings or ():
        named = [(finding.where.down("severity"), finding.severity)]
        if finding.accept is not None:
            at = finding.where.down("accept", "severities")
            named += [(at.down(index), severity) for index, severity in enumerate(finding.accept.severities)]
        for where, severity in named:
            if severity not in guideline.taxonomy.ranks:
                lacks = f"the taxonomy of {shown(guideline.id)} has no severity {shown(severity)}"
                yield Draft(
                    where,
                    f"the taxonomy of {shown(guideline.id)} lacks this severity"
                    if masked(item, context)
                    else lacks + did_you_mean(severity, known),
                    f"its severities are {listed(known)}, lowest first" if known else "",
                )
