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
    return found if guideline is None else found | rule_addresses(site, guideline)


def rule_addresses(site: SiteModel, guideline: Guideline) -> dict[str, str]:
    """Return where a guideline's rules are, by id: an id is its guideline's own, whatever the criterion.

    Rules that a version removed are there too, on the page of the criterion they belonged to.
    """
    found: dict[str, str] = {}
    for release in site.releases.get(guideline.id, ()):
        for change in release.report.changes if release.report is not None else ():
            if (change.guideline, change.element, change.change) == (guideline.id, "rule", "removed"):
                criterion_id = change.criterion or ""
                if criterion_id in guideline.criteria:
                    found.setdefault(change.id, links.rule(guideline.id, criterion_id, change.id))
    for criterion in guideline.criteria.values():
        for rule in rules_in(criterion):
            if rule.id:
                found[rule.id] = links.rule(guideline.id, criterion.id, rule.id)
    return found
