"""A finding without the evidence that its type demands.

Why it matters: a finding that points at nothing cannot be checked by the next reader, and an analyst
who missed it cannot see what was missed.

Bad:  `{type: hallucination.object, severity: major}`, where the type has `evidence: [quote, region]`
Good: the same with `evidence: [{quote: a red ball}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.telling import masked
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft
from goldline.model.gold import FoundFact, Item
from goldline.reading.names import listed, shown

CODE, NAME, LEVEL = "GL404", "evidence-missing", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every finding that has none of the kinds of evidence which its type lists."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    types = guideline.taxonomy.types
    for finding in item.findings or ():
        kind = types.get(finding.type)
        if kind is None or not kind.evidence or _has_one(finding, kind.evidence):
            continue
        demanded = listed(list(kind.evidence), "or")
        what = "of this type" if masked(item, context) else f"of {shown(finding.type)}"
        there = sorted({name for evidence in finding.evidence for name in evidence.kinds})
        yield Draft(
            finding.where.key("evidence") if finding.evidence else finding.where,
            f"a finding {what} needs a {demanded} as evidence, and this one has "
            f"{f'only {listed(there)}' if there else 'none'}",
            "show where it can be seen under `evidence`, such as `- {quote: …}`",
        )


def _has_one(finding: FoundFact, demanded: tuple[str, ...]) -> bool:
    for evidence in finding.evidence:
        if (
            (evidence.quote is not None and "quote" in demanded)
            or (evidence.region is not None and "region" in demanded)
            or (evidence.segment is not None and "segment" in demanded)
        ):
            return True
    return False
