"""Items with the same recorded facts and different labels, on a criterion that rules decide.

Why it matters: rules see nothing but the facts. They cannot give two judgments for the same facts, so
either a label is wrong, or what makes the difference is a fact that the guideline does not ask for.

Bad:  `cap-0007` labelled 2 and `cap-0031` labelled 3, both with one minor finding and nothing else
Good: the same label; or a new input that tells the two apart
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.doubles import differing_labels, name_items, odd_one_out, tell_labels
from goldline.checks.telling import any_masked
from goldline.model.corpus import Corpus, Summary
from goldline.model.finding import Draft

CODE, NAME, LEVEL = "GL504", "same-facts-other-label", "warning"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield, for the same facts under one guideline, the ruled criteria on which labels differ."""
    ruled = {
        guideline.id: {criterion.id for criterion in guideline.criteria.values() if criterion.ruled}
        for guideline in corpus.guidelines.values()
    }
    groups: dict[int, list[Summary]] = {}
    for item in corpus.items:
        if item.status == "active":
            groups.setdefault(item.facts_key, []).append(item)
    for group in groups.values():
        criteria = ruled.get(group[0].guideline, set())
        differing = {key: found for key, found in differing_labels(group).items() if key[0] in criteria}
        items = list(
            {item.id: item for found in differing.values() for who in found.values() for item in who}.values()
        )
        if len({item.text_key for item in items}) < 2:
            continue  # nothing, or the same item twice: GL501
        yield Draft(
            odd_one_out(differing),
            f"{name_items(items)} have the same recorded facts, but their labels differ on "
            f"{tell_labels(differing, values=not any_masked(items))}",
            "correct the label or the facts that are wrong; where both are right, "
            "the guideline lacks an input that tells the items apart",
        )
