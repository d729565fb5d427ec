"""A finding type or a severity that nobody has defined.

Why it matters: a name alone is read in as many ways as there are analysts, and these differences come
back as disagreements about findings.

Bad:  `misread: {title: Misread text}`
Good: `misread: {title: Misread text, definition: The caption reads writing wrongly.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.model.corpus import Corpus
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL216", "type-without-definition", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every type, and every severity, without a definition."""
    for guideline in corpus.guidelines.values():
        for severity in guideline.taxonomy.severities:
            if not severity.definition.strip():
                yield Draft(
                    severity.where,
                    f"the severity {shown(severity.name)} has no definition",
                    "write `- name:` and `definition:`, and say when a finding is this severe",
                )
        for finding_type in guideline.taxonomy.types.values():
            if not finding_type.definition.strip():
                yield Draft(
                    finding_type.where.key(),
                    f"the finding type {shown(finding_type.path)} has no definition",
                    "add `definition:` with what is a finding of this type, and what is not",
                )
