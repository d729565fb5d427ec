"""`rules --trouble`: disagreement, errors, escalations and edits, each brought to the rule that decides."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from goldline.app.browsing.library import Library, label_on, rule_name, rules_in
from goldline.app.people.cards import amount_words
from goldline.app.people.edits import RuleKey
from goldline.app.people.gathering import scale_of
from goldline.app.people.gold import Gold
from goldline.app.people.production import Production
from goldline.errors import GoldlineError
from goldline.model.judgments import JudgedTarget, Judgments
from goldline.model.trouble import Effect, RuleTrouble, TroubleItem, TroubleReport
from goldline.reading.names import did_you_mean
from goldline.rules.scene import parse_version
from goldline.rules.show import show_value
from goldline.scoring.means import Moments, difference_of, mean_of, mean_of_moments, share_by_item
from goldline.scoring.proportion import wilson

_MOST_ITEMS = 3


@dataclass(slots=True)
class _Unit:
    """What people said of one target: all, and by whether it was before or after the rule's last edit."""

    amounts: Counter[float] = field(default_factory=Counter)
    by_version: dict[str, Counter[float]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: int = 0
    scored: int = 0


def find_trouble(
    library: Library,
    judgments: Judgments,
    edits: Mapping[RuleKey, tuple[str, ...]],
    *,
    guideline: str | None = None,
    criterion: str | None = None,
    fewest: int = 0,
) -> TroubleReport:
    """Return what each rule costs, the dearest first in each guideline.

    A figure that rests on fewer than `fewest` items is left out.
    """
    chosen = library.chosen([guideline] if guideline else [])
    known = {name for one in chosen.values() for name in one.criteria}
    if criterion is not None and criterion not in known:
        hint = did_you_mean(criterion, known).removeprefix("; ")
        raise GoldlineError(f"there is no criterion `{criterion}`", hint=hint)
    units = _units(library, judgments)
    of_rule = _by_rule(library, judgments, units)
    total: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    gaps = {place: differ(unit.amounts) for place, unit in units.items()}
    shares = {place: gap for place, gap in gaps.items() if gap is not None}
    by_guideline: dict[str, list[float]] = defaultdict(list)
    for place, share in shares.items():
        target = judgments.targets[place]
        total[target.guideline][target.item_id] += share
        by_guideline[target.guideline].append(share)
    whole = defaultdict(Moments, {name: Moments.of(several) for name, several in by_guideline.items()})
    found = []
    for (name, one, rule), places in of_rule.items():
        if name in chosen and criterion in (None, one):
            several = [(judgments.targets[place], units[place]) for place in places]
            if len({target.item_id for target, unit in several if differ(unit.amounts) is not None}) < fewest:
                continue
            found.append(_trouble(library, (name, one, rule), several, total[name], edits, fewest))
            own = Moments.of(shares[place] for place in places if place in shares)
            found[-1] = replace(found[-1], others=mean_of_moments(whole[name].less(own)))
    found.sort(key=lambda one: (one.guideline, -one.cost, one.criterion, one.rule))
    return TroubleReport(
        judgments.name,
        tuple(found),
        judgments.problems,
        judgments.read,
        len(judgments),
        library.notes(),
    )


def differ(amounts: Mapping[float, int]) -> float | None:
    """Return the share of pairs of people who said different things; None for one person."""
    count = sum(amounts.values())
    if count < 2:
        return None
    same = sum(number * (number - 1) for number in amounts.values())
    return 1 - same / (count * (count - 1))


def _units(library: Library, judgments: Judgments) -> dict[int, _Unit]:
    gold = Gold(library)
    column = judgments.extra["guideline"]
    versions = [name.partition("@")[2] for name in column.names]
    units: dict[int, _Unit] = defaultdict(_Unit)
    for place, amount, code in zip(judgments.target, judgments.amounts, column.codes, strict=True):
        if math.isnan(amount):
            continue
        unit, right = units[place], gold.right(judgments.targets[place])
        unit.amounts[amount] += 1
        unit.by_version[versions[code]][amount] += 1
        if right is not None:
            unit.scored += 1
            unit.wrong += amount not in right.amounts
    return units


def _by_rule(library: Library, judgments: Judgments, units: Iterable[int]) -> dict[RuleKey, list[int]]:
    """Return which targets each rule decides; what an exception decides is no rule's.

    Of production work it is the rule that holds by the facts which most people recorded.
    """
    found: dict[RuleKey, list[int]] = defaultdict(list)
    production = Production(library, judgments)
    for place in units:
        target = judgments.targets[place]
        item = target.item
        if item is None:
            for rule in production.rules(place):
                found[target.guideline, target.criterion, rule].append(place)
            continue
        key = (target.criterion, target.response)
        label = label_on(item, key)
        judgment = library.judgments(item).get(key)
        if judgment is not None and judgment.decided and not (label is not None and label.exception):
            for rule in judgment.rules:
                found[target.guideline, target.criterion, rule].append(place)
    return found


def _trouble(
    library: Library,
    key: RuleKey,
    several: list[tuple[JudgedTarget, _Unit]],
    total: Mapping[str, float],
    edits: Mapping[RuleKey, tuple[str, ...]],
    fewest: int,
) -> RuleTrouble:
    guideline, criterion, rule = key
    rules = {rule_name(one): one for one in rules_in(library.guidelines[guideline].criteria[criterion])}
    shares = []
    parts: dict[str, float] = defaultdict(float)
    for target, unit in several:
        share = differ(unit.amounts)
        if share is not None:
            shares.append(share)
            parts[target.item_id] += share
    edited = edits.get(key, ())
    before, after = _sides(several, edited[-1], fewest) if edited else ([], [])
    scored = sum(unit.scored for _, unit in several)
    return RuleTrouble(
        guideline=guideline,
        criterion=criterion,
        rule=rule,
        text=" ".join(rules[rule].text.split()) if rule in rules else "",
        judgments=sum(unit.amounts.total() for _, unit in several),
        units=len(shares),
        differ=mean_of(shares),
        part=share_by_item(parts, total),
        wrong=wilson(sum(unit.wrong for _, unit in several), scored),
        escalations=tuple(
            sorted(
                one.id
                for one in library.frame.escalations.values()
                if one.guideline == guideline and rule in one.rules
            )
        ),
        edited=edited,
        before=mean_of(before),
        after=mean_of(after),
        effect=_effect(before, after),
        items=tuple(_items(library, several)),
    )


def _sides(
    several: list[tuple[JudgedTarget, _Unit]], edit: str, fewest: int
) -> tuple[list[float], list[float]]:
    """Return how much people differ by judgments made before an edit, and since; pairs of one side alone."""
    at = parse_version(edit)
    before: list[float] = []
    after: list[float] = []
    items: tuple[set[str], set[str]] = (set(), set())
    for target, unit in several:
        sides: tuple[Counter[float], Counter[float]] = (Counter(), Counter())
        for version, amounts in unit.by_version.items():
            made = parse_version(version)
            if made is not None and at is not None:
                sides[made >= at].update(amounts)
        for amounts, found, judged in zip(sides, (before, after), items, strict=True):
            share = differ(amounts)
            if share is not None:
                found.append(share)
                judged.add(target.item_id)
    enough = [len(judged) >= fewest for judged in items]
    return before if enough[0] else [], after if enough[1] else []


def _effect(before: list[float], after: list[float]) -> Effect:
    bounds = difference_of(before, after)
    if bounds is None:
        return ""
    low, high = bounds
    return "helped" if low > 0 else "made it worse" if high < 0 else "not shown"


def _items(library: Library, several: list[tuple[JudgedTarget, _Unit]]) -> Iterable[TroubleItem]:
    ranked = [
        (share, target, unit)
        for target, unit in several
        if (share := differ(unit.amounts)) and (target.item is None or not library.hidden(target.item))
    ]
    ranked.sort(key=lambda one: (-one[0], -one[2].amounts.total(), one[1].item_id, one[1].response or ""))
    for share, target, unit in ranked[:_MOST_ITEMS]:
        scale = scale_of(library, target)
        label = label_on(target.item, (target.criterion, target.response)) if target.item else None
        yield TroubleItem(
            target.item_id,
            target.response,
            share,
            tuple((amount_words(amount, scale), count) for amount, count in sorted(unit.amounts.items())),
            "" if label is None else show_value(label.value),
        )
