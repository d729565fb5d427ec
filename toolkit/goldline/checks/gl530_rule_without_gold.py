"""A rule that decides no gold item, or fewer than the settings ask for.

Why it matters: nobody has shown what the rule does. Analysts are never trained on it, and when it
changes no item says which judgments change with it.

Bad:  COR-4 about jokes, and no item with a joke
Good: an active item that COR-4 decides, with a label; `coverage = {rules = 0}` asks for none
"""

from __future__ import annotations

from collections.abc import Iterator

from goldline.checks.coverage import covered, too_few
from goldline.checks.lookup import rules_of
from goldline.model.corpus import Corpus
from goldline.model.criterion import Rule
from goldline.model.finding import Draft
from goldline.reading.names import shown

CODE, NAME, LEVEL = "GL530", "rule-without-gold", "info"


def check(corpus: Corpus) -> Iterator[Draft]:
    """Yield every rule, and every `otherwise`, that decides too few labelled items."""
    least = corpus.settings.check.coverage.rules
    for guideline, counts in covered(corpus, least, lambda item: item.fired):
        for criterion in guideline.criteria.values():
            for rule in rules_of(criterion):
                name = rule.id if isinstance(rule, Rule) else rule.name
                count = counts[criterion.id, name]
                if count < least:
                    what = f"rule {name}" if rule.id else f"`otherwise` of {shown(criterion.id)}"
                    yield Draft(
                        rule.where.down("id") if rule.id else rule.where,
                        f"{too_few(count, least)} is decided by {what}",
                        "write an item that it decides, with its label",
                    )
