"""`grep`: the items and rules that are what one asks for, each with what in it matched."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from goldline.app.browsing.library import Library, label_on, rule_name, rules_in
from goldline.app.browsing.query import (
    Query,
    folded,
    level_tests,
    like,
    refuse_unknown,
    severity_tests,
    type_matches,
)
from goldline.errors import GoldlineError
from goldline.model.browsing import HIDDEN, Match, Matches
from goldline.model.criterion import Criterion, Rule
from goldline.model.formula import Formula
from goldline.model.gold import FoundFact, Item
from goldline.model.guideline import Guideline
from goldline.reading.names import listed
from goldline.rules.domain import holds
from goldline.rules.show import show_cases, show_then, show_value

_AROUND = 40
_OF_RULES = {"type", "level", "text", "guideline", "rule"}


def search_items(library: Library, query: Query) -> Matches:
    """Return the items for which all holds that is asked for.

    Held-out items take no part in a search for what they say, unless the library reveals: that one
    matched would tell its label. Raises `GoldlineError` for names and levels that there are not.
    """
    guidelines = library.chosen([query.guideline] if query.guideline else [])
    refuse_unknown(query, library, guidelines)
    search = _Search(library, query, guidelines)
    found: list[Match] = []
    hidden = 0
    looked_at = 0
    for item in library.items:
        if item.guideline not in guidelines or not search.is_like(item):
            continue
        if query.about_gold and library.hidden(item):
            hidden += 1
            continue
        looked_at += 1
        why = search.why(item)
        if why is not None:
            title = HIDDEN if library.hidden(item) else item.title
            found.append(Match("item", item.id, title, item.guideline, item.file, tuple(why)))
    notes = list(library.notes())
    if hidden:
        what = "1 held-out item was" if hidden == 1 else f"{hidden} held-out items were"
        notes.append(f"{what} not searched: --reveal looks into them too")
    return Matches(tuple(found), looked_at, tuple(notes))


def search_rules(library: Library, query: Query) -> Matches:
    """Return the rules for which all holds: their words, the types they read, the level they give."""
    foreign = sorted(query.asked - _OF_RULES)
    if foreign:
        raise GoldlineError(
            f"rules have no {listed(foreign)} to search by",
            hint="with --in rules, search by --text, --type, --level, --rule and --guideline",
        )
    guidelines = library.chosen([query.guideline] if query.guideline else [])
    refuse_unknown(query, library, guidelines)
    levels = level_tests(query, guidelines)
    found: list[Match] = []
    looked_at = 0
    for name, guideline in guidelines.items():
        for criterion in guideline.criteria.values():
            for rule in rules_in(criterion):
                looked_at += 1
                why: list[str] = []
                if isinstance(rule, Rule):
                    why.append(show_cases(rule.cases).replace("\n", "  or  "))
                if query.rule and query.rule != rule_name(rule):
                    continue
                if query.type and not _reads_type(guideline, criterion, rule, query.type):
                    continue
                given = None if isinstance(rule.then, Formula) else rule.then
                if levels and not all(
                    one.criterion == criterion.id and given is not None and one.holds(name, given)
                    for one in levels
                ):
                    continue
                if query.text:
                    passage = _passage(query.text, (rule.text, rule.why))
                    if passage is None:
                        continue
                    why.append(passage)
                title = f"→ {show_then(rule.then)}  {' '.join(rule.text.split())}"
                found.append(Match("rule", rule_name(rule), title, name, criterion.file, tuple(why)))
    return Matches(tuple(found), looked_at, library.notes())


def _reads_type(guideline: Guideline, criterion: Criterion, rule: object, pattern: str) -> bool:
    if not isinstance(rule, Rule):
        return False
    names = {name for case in rule.cases for name in case.tests}
    read: list[str] = []
    for name in names:
        source = criterion.inputs.get(name)
        read += getattr(source, "types", ())
        read += [path for row in getattr(source, "rows", ()) for path in row.types or ("*",)]
    return any(type_matches(pattern, path) for path in guideline.taxonomy.below(tuple(read)))


class _Search:
    """A query made ready: its tests are read once."""

    def __init__(self, library: Library, query: Query, guidelines: dict[str, Guideline]) -> None:
        self.library = library
        self.query = query
        self.levels = level_tests(query, guidelines)
        self.severities = severity_tests(query, guidelines)

    def is_like(self, item: Item) -> bool:
        """Whether the item is of the kind: what may be told of any item."""
        query = self.query
        return (
            like(query.goldset or "*", item.set)
            and like(query.modality or "*", item.modality)
            and like(query.locale or "*", item.locale)
            and like(query.difficulty or "*", item.difficulty)
            and like(query.status or "*", item.status)
            and (not query.tag or any(like(query.tag, tag) for tag in item.tags))
        )

    def why(self, item: Item) -> list[str] | None:
        """Return what in the item matched, or None where something asked for does not hold."""
        why: list[str] = []
        if self.query.type or self.query.severity:
            findings = [one for one in item.findings or () if self._is_meant(item, one)]
            if not findings:
                return None
            why += [_finding(one) for one in findings]
        for level in self.levels:
            labels = [
                one
                for one in item.labels
                if one.criterion == level.criterion and level.holds(item.guideline, one.value)
            ]
            if not labels:
                return None
            why += [f"{_target(one.criterion, one.response)}: {show_value(one.value)}" for one in labels]
        if self.query.rule or self.query.disagrees:
            judgments = list(self._judgments(item))
            if not judgments:
                return None
            why += judgments
        if self.query.text:
            passage = _passage(self.query.text, _texts(item, hidden=self.library.hidden(item)))
            if passage is None:
                return None
            why.append(passage)
        return why

    def _is_meant(self, item: Item, finding: FoundFact) -> bool:
        if self.query.type and not type_matches(self.query.type, finding.type):
            return False
        if not self.query.severity:
            return True
        if item.guideline not in self.severities:
            return False
        test, domain = self.severities[item.guideline]
        return holds(test, finding.severity, domain)

    def _judgments(self, item: Item) -> Iterator[str]:
        """Yield the judgments that the rule decided, and that the label stands against."""
        if item.status == "draft":  # it takes no part in anything, and what is unknown in it costs most
            return
        for target, judgment in self.library.judgments(item).items():
            if self.query.rule and not (judgment.decided and self.query.rule in judgment.rules):
                continue
            label = label_on(item, target)
            differs = (
                label is not None
                and judgment.decided
                and bool(judgment.rules)
                and not judgment.agrees(label.value)
            )
            if self.query.disagrees and not differs:
                continue
            given = show_value(judgment.value) if judgment.decided else judgment.state
            by = f" by {', '.join(judgment.rules)}" if judgment.rules else ""
            said = ""
            if differs and label is not None:
                reason = " (an exception)" if label.exception else ""
                said = f", and the label says {show_value(label.value)}{reason}"
            yield f"{_target(*target)}: rules give {given}{by}{said}"


# --- words -----------------------------------------------------------------------------------


def _target(criterion: str, response: str | None) -> str:
    return criterion if response is None else f"{criterion} of {response}"


def _finding(finding: FoundFact) -> str:
    of = f" in response {finding.response}" if finding.response else ""
    quotes = ", ".join(f"“{' '.join(one.quote.split())}”" for one in finding.evidence if one.quote)
    return f"{finding.severity} {finding.type}{of}" + (f": {quotes}" if quotes else "")


def _texts(item: Item, *, hidden: bool) -> Iterator[str]:
    """Yield the texts of an item; of a held-out one only what analysts see."""
    yield item.prompt.text
    yield from (message.text for message in item.prompt.messages)
    yield from (response.text for response in item.responses)
    yield item.reference
    if hidden:
        return
    yield item.title
    yield item.feedback
    for finding in item.findings or ():
        yield finding.note
    for label in item.labels:
        yield label.rationale
        yield label.exception
    for vote in item.votes:
        yield vote.note
    yield item.adjudication[1] if item.adjudication is not None else ""


def _passage(wanted: str, texts: Iterator[str] | tuple[str, ...]) -> str | None:
    """Return the words around the first place where the wanted ones occur, or None."""
    needle = folded(wanted)
    for text in texts:
        if needle not in folded(text):
            continue
        even = " ".join(normalize("NFC", text).split())
        at = even.casefold().find(needle)
        if at < 0 or len(even) != len(even.casefold()):  # `ß` folds to two letters: places no longer fit
            return f"“{even[: 2 * _AROUND]}…”" if len(even) > 2 * _AROUND else f"“{even}”"
        start, end = max(at - _AROUND, 0), min(at + len(needle) + _AROUND, len(even))
        return f"“{'…' if start else ''}{even[start:end]}{'…' if end < len(even) else ''}”"
    return None
