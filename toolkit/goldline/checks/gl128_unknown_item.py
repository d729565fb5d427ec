"""An item that a rule, an escalation or an assessment names and that is not there.

Why it matters: an example that cannot be opened teaches nobody, and an escalation about an item that
is not there cannot be answered. What an assessment asks of an item that is not there is never graded.

Bad:  `examples: [cap-0013]`, where no file `cap-0013.yaml` exists
Good: `examples: [cap-0031]`
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.lookup import citations, item_files, items_named
from goldline.model.corpus import Corpus
from goldline.model.finding import Draft, Where
from goldline.reading.names import did_you_mean, shown

CODE, NAME, LEVEL = "GL128", "unknown-item", "error"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every item id in rules, escalations and assessments that no item has."""
    named = [(citation.where, citation.item) for citation in citations(corpus)]
    named += _escalated(corpus)
    named += _assessed(corpus)
    wanted = {item for _, item in named}
    missing = wanted - set(items_named(corpus, wanted))
    if not missing:
        return
    missing -= item_files(corpus)
    known = sorted({item.id for item in corpus.items})
    for where, item in named:
        if item in missing:
            yield Draft(
                where,
                f"there is no item {shown(item)}{did_you_mean(item, known)}",
                "an item is named by its id; where it is no longer used, set its `status` to `retired` "
                "instead of deleting the file",
            )


def _escalated(corpus: Corpus) -> Iterator[tuple[Where, str]]:
    for escalation in corpus.escalations.values():
        if escalation.item:
            yield escalation.where.down("item"), escalation.item
        if escalation.outcome is not None:
            for index, item in enumerate(escalation.outcome.gold):
                yield escalation.where.down("outcome", "gold", index), item


def _assessed(corpus: Corpus) -> Iterator[tuple[Where, str]]:
    for one in corpus.assessments:
        for number, asked in enumerate(one.asked):
            yield one.where.down("items", number, "item"), asked.item
    for number, item in enumerate(corpus.burnt):
        yield Where("assessments/burnt.yaml").down("items", number, "item"), item
