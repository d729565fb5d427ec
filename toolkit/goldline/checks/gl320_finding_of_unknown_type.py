"""A finding, or a type under `accept`, that the taxonomy does not have.

Why it matters: no input counts it, so that the error that somebody found does not touch the judgment.

Bad:  `type: halucination.object`
Good: `type: hallucination.object`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldline.checks.telling import masked
from goldline.checks.vocabulary import guideline_of
from goldline.model.corpus import ItemContext
from goldline.model.finding import Draft, Where
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, shown

CODE, NAME, LEVEL = "GL320", "finding-of-unknown-type", "error"


def check_item(item: Item, context: ItemContext) -> Iterator[Draft]:
    """Yield every type in findings that is not there."""
    guideline = guideline_of(item, context)
    if guideline is None:
        return
    types = guideline.taxonomy.types
    for finding in item.findings or ():
        named = [(finding.where.down("type"), finding.type)]
        if finding.accept is not None:
            at = finding.where.down("accept", "types")
            named += [(at.down(index), path) for index, path in enumerate(finding.accept.types)]
        for where, path in named:
            if path not in types:
                draft = unknown_type(where, path, guideline)
                secret = f"the taxonomy of {shown(guideline.id)} lacks this type"
                yield replace(draft, message=secret) if masked(item, context) else draft


def unknown_type(where: Where, path: str, guideline: Guideline) -> Draft:
    """Return the draft for a type that is not there, with the one that took its place or was meant."""
    types = guideline.taxonomy.types
    heirs = [kind.path for kind in types.values() if kind.was == path]
    near = f"; it is {shown(heirs[0])} by now" if len(heirs) == 1 else did_you_mean(path, types)
    if len(heirs) > 1:
        near = "; it is split by now, see " + " and ".join(map(shown, heirs))
    return Draft(
        where,
        f"the taxonomy of {shown(guideline.id)} has no type {shown(path)}{near}",
        f"a type is named by its whole path in {shown(guideline.taxonomy.file)}",
    )
