"""What an analyst found in an item, against what gold has: each finding of either side is right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldline.app.assessing.form import media_numbers
from goldline.app.people.finding_scores import is_type, may_lack
from goldline.app.people.findings import found_of, gold_found
from goldline.model.gold import Item
from goldline.model.guideline import Guideline
from goldline.reading.names import did_you_mean, shown
from goldline.scoring.overlap import match_findings

LEAST_OVERLAP = 0.1
"""So much of two places must be the same for them to be one: analysts mark more or fewer words."""


@dataclass(frozen=True, slots=True)
class FoundMark:
    """How the findings of one item went. What may be missed and was counts for nothing."""

    right: int
    missed: int
    strange: int
    other: int
    """Found, but as another type, of another severity, or elsewhere."""

    @property
    def judged(self) -> int:
        """How many there are to be right or wrong about; where nothing is to be found, that is one."""
        return self.right + self.missed + self.strange + self.other


def findings_fault(several: Sequence[Mapping[str, Any]], item: Item, guideline: Guideline) -> str:
    """Return what of these findings nobody can mean, or nothing."""
    taxonomy, media = guideline.taxonomy, set(media_numbers(item).values())
    for one in several:
        kind, severity = one["type"], one["severity"]
        if kind not in taxonomy.types:
            return f"there is no type {shown(kind)}{did_you_mean(kind, list(taxonomy.types))}"
        allowed = taxonomy.types[kind].severities
        if severity not in allowed:
            return f"{shown(severity)} is no severity of {kind}{did_you_mean(severity, list(allowed))}"
        response = one.get("response")
        if item.several and response not in item.response_ids:
            return f"a finding does not say in which response ({', '.join(item.response_ids)})"
        if response is not None and not item.several:
            return f"a finding names the response {shown(response)}, and there is one alone"
        if any("media" in each and each["media"] not in media for each in one["evidence"]):
            return "a finding points at a picture or clip that is not there"
    return ""


def mark_findings(several: Sequence[Mapping[str, Any]], item: Item) -> FoundMark:
    """Return how findings stand to those of gold; `accept` says what of gold's may be taken otherwise.

    Two findings that meet are right together where the type and the severity are accepted.
    """
    gold = item.findings or ()
    given = found_of(item, [_in_the_words_of_gold(one, item) for one in several])
    matches = [
        match
        for match in match_findings([gold_found(item, fact) for fact in gold], given)
        if match.overlap is None or match.overlap >= LEAST_OVERLAP
    ]
    right = 0
    for match in matches:
        fact, one = gold[match.first], given[match.second]
        severities = (fact.severity, *(fact.accept.severities if fact.accept else ()))
        right += is_type(fact, one.type) and one.severity in severities
    met = {match.first for match in matches}
    missed = sum(at not in met and not may_lack(fact) for at, fact in enumerate(gold))
    strange = len(given) - len(matches)
    if not missed + strange + len(matches):
        return FoundMark(1, 0, 0, 0)
    return FoundMark(right, missed, strange, len(matches) - right)


def _in_the_words_of_gold(one: Mapping[str, Any], item: Item) -> dict[str, Any]:
    """Return a finding with its media by id, and its quote sought where it stands."""
    names = {number: name for name, number in media_numbers(item).items()}
    return {**one, "evidence": [_place(each, one.get("response"), item, names) for each in one["evidence"]]}


def _place(
    each: Mapping[str, Any], response: str | None, item: Item, names: Mapping[int, str]
) -> dict[str, Any]:
    if "quote" not in each:
        return {**each, "media": names.get(each["media"], "")}
    quote = str(each["quote"]).strip()
    if any(quote in one.text for one in item.responses if response in (None, one.id)):
        return {"quote": quote}
    for number, turn in enumerate(item.prompt.messages, start=1):
        if quote in turn.text:
            return {"quote": quote, "in": "prompt", "turn": number}
    source = "prompt" if quote in item.prompt.text else "reference" if quote in item.reference else "response"
    return {"quote": quote, "in": source}
