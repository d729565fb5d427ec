"""A finding with a severity that its type does not allow.

Why it matters: where a type lists its severities, its authors have said that it is never worse, or
never less bad. A finding that breaks this makes rules fire that were not meant for it.

Bad:  `{type: hallucination.ocr, severity: critical}`, where the type has `severities: [minor, major]`
Good: `{type: hallucination.ocr, severity: major}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import Item
from goldline.reading.names import listed, shown

CODE, NAME, LEVEL = "GL322", "severity-not-allowed", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every severity that is known and not among those of the finding's type."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    taxonomy = guideline.taxonomy
    for finding in item.findings or ():
        kind = taxonomy.types.get(finding.type)
        if kind is None:
            continue
        found = [(finding.where.down("severity"), finding.severity)]
        if finding.accept is not None:
            at = finding.where.down("accept", "severities")
            found += [(at.down(index), severity) for index, severity in enumerate(finding.accept.severities)]
        for where, severity in found:
            if severity not in kind.severities and severity in taxonomy.ranks:
                allow = f"to allow another one, add it in {shown(taxonomy.file)}"
                if masked(item, context):
                    yield Draft(where, "a finding of this type cannot have this severity", allow)
                else:
                    yield Draft(
                        where,
                        f"{shown(kind.path)} cannot be {shown(severity)}",
                        f"its severities are {listed(list(kind.severities))}; {allow}",
                    )
