"""A finding type that no criterion reads.

Why it matters: analysts spend time on finding and recording it, and it never changes a judgment. Often
a new type was added to the taxonomy and forgotten in the rules.

Bad:  type `omission` in taxonomy.yaml, and no input such as `{worst: omission}`
Good: `missing: {any: omission}` under the inputs of a criterion, and a rule that tests it
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import sound_guidelines
from goldline.model.corpus import Corpus
from goldline.model.criterion import AnyInput, CountInput, SumInput, WorstInput
from goldline.model.finding import Draft
from goldline.model.guideline import Guideline
from goldline.model.taxonomy import EVERYTHING, FindingType
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL212", "unread-type", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every type that no input reads; of a branch that is unread as a whole, the top.

    A guideline without rules is judged by people, who read what they like.
    """
    for guideline in sound_guidelines(corpus):
        if not any(criterion.ruled for criterion in guideline.criteria.values()):
            continue
        read = set(guideline.taxonomy.below(_patterns(guideline)))
        for finding_type in guideline.taxonomy.types.values():
            if _is_unread(finding_type, read, guideline):
                yield Draft(
                    finding_type.where.key(),
                    f"no criterion reads findings of the type {shown(finding_type.path)}",
                    "read it in an input (`any`, `count`, `worst` or `sum`), or take it out of the taxonomy",
                )


def _is_unread(finding_type: FindingType, read: set[str], guideline: Guideline) -> bool:
    if finding_type.path in read:
        return False
    below = guideline.taxonomy.below((finding_type.path,))
    if any(path in read for path in below):
        return False  # a branch whose twigs are read one by one
    above = finding_type.parent
    return above is None or any(path in read for path in guideline.taxonomy.below((above,)))


def _patterns(guideline: Guideline) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for criterion in guideline.criteria.values():
        for source in criterion.inputs.values():
            match source:
                case WorstInput() | CountInput() | AnyInput():
                    found.update(dict.fromkeys(source.types))
                case SumInput():
                    for row in source.rows:
                        found.update(dict.fromkeys(row.types or (EVERYTHING,)))
                case _:
                    pass
    return tuple(found)
