"""What prose can name by its id, with where it is: rules, items and escalations."""

from __future__ import annotations

from goldline.app.browsing.library import rules_in
from goldline.model.guideline import Guideline
from goldline.website import links
from goldline.website.model import SiteModel


def references(site: SiteModel, guideline: Guideline | None) -> dict[str, str]:
    """Return the address of everything that has an id of its own; rules are those of one guideline."""
    found = {item_id: links.item(item_id) for item_id in [*site.items, *site.retired]}
    found |= {one.id: links.escalation(one.id) for one in site.escalations}
    if guideline is not None:
        for criterion in guideline.criteria.values():
            for rule in rules_in(criterion):
                if rule.id:
                    found[rule.id] = links.rule(guideline.id, criterion.id, rule.id)
    return found
