"""A criterion: its question, its scale with examples, its rules and what became of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldline.app.browsing.library import AnyRule, label_on, rule_name, rules_in
from goldline.app.tabulating import decision_table
from goldline.model.criterion import AnyInput, CountInput, Criterion, Rule, SumInput, WorstInput
from goldline.model.decision_table import DecisionTable
from goldline.model.escalation import Escalation
from goldline.model.guideline import Guideline
from goldline.model.scale import Level
from goldline.render.arrange import group_changes
from goldline.render.diff_html import told_lines
from goldline.rules.judge import Judge
from goldline.website import links, since
from goldline.website.escalation import SCRIPT
from goldline.website.excerpt import Excerpt, excerpt
from goldline.website.helper import SCRIPTS, helper_section
from goldline.website.history import Release
from goldline.website.model import SiteModel
from goldline.website.page import Heading, Page
from goldline.website.references import references
from goldline.website.rendering import render
from goldline.website.terms import Terms

_MOST_EXAMPLES = 3
_MOST_COLUMNS = 7

POLICIES = {
    "unique": "At most one rule holds for any facts.",
    "any": "Several rules may hold; then all of them give the same judgment.",
    "first": "Read from the top: the first rule that holds decides.",
    "priority": "Where several rules hold, the judgment that stands first in the order of priority counts.",
    "collect": "All rules that hold count together.",
}
AGGREGATES = {
    "min": "The lowest of what the rules that hold give is the judgment.",
    "max": "The highest of what the rules that hold give is the judgment.",
    "sum": "What all rules that hold give is added up.",
    "count": "The judgment is how many rules hold.",
}


@dataclass(frozen=True, slots=True)
class Past:
    """What one version did to a rule; `lines` are its parts before and after, escaped and marked."""

    release: Release
    words: str
    lines: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule with all that belongs to it. `gone` is the version that removed it."""

    name: str
    rule: AnyRule | None
    text: str
    escalations: tuple[Escalation, ...]
    past: tuple[Past, ...]
    decides: int
    gone: str = ""

    @property
    def examples(self) -> tuple[str, ...]:
        """The gold items that its author named."""
        return self.rule.examples if isinstance(self.rule, Rule) else ()

    @property
    def cases(self) -> tuple[object, ...]:
        """Its cases; none for what holds where no rule does."""
        return self.rule.cases if isinstance(self.rule, Rule) else ()


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A level with gold examples of it."""

    level: Level
    examples: tuple[Excerpt, ...]
    more: int


def pages(site: SiteModel) -> Iterator[Page]:
    """Yield a page for each criterion of each guideline."""
    for guideline in site.guidelines.values():
        judge = Judge(guideline)
        for criterion in guideline.criteria.values():
            yield _page(site, guideline, judge, criterion)


def _page(site: SiteModel, guideline: Guideline, judge: Judge, criterion: Criterion) -> Page:
    here = links.criterion(guideline.id, criterion.id)
    rules = [_shown(site, guideline, criterion, rule) for rule in rules_in(criterion)]
    gone = list(_gone(site, guideline, criterion, {one.name for one in rules}))
    table = decision_table(judge, criterion) if criterion.ruled else None
    escalations = site.escalations_on(guideline.id, criterion.id)
    body = render(
        "criterion.html.j2",
        here,
        site=site,
        guideline=guideline,
        criterion=criterion,
        prose=Terms(guideline, here, references(site, guideline)),
        levels=[_level(site, guideline, criterion, level) for level in criterion.scale.levels],
        rules=rules,
        gone=gone,
        table=table,
        matrix=table is not None and len(table.columns) <= _MOST_COLUMNS,
        policy=_policy(criterion),
        types_of={name: types_read(guideline, source) for name, source in criterion.inputs.items()},
        escalations=escalations,
        used_by=[
            other
            for other in guideline.criteria.values()
            if any(getattr(source, "criterion", None) == criterion.id for source in other.inputs.values())
        ],
        since=since.changed_since(site, guideline.id, criterion.id),
        helper=helper_section(site, guideline, criterion, here, judge),
    )
    return Page(
        here,
        f"{criterion.title} · {guideline.title}",
        body,
        outline=tuple(_outline(criterion, rules, table, bool(escalations), gone)),
        source=criterion.file,
        description=" ".join(criterion.question.split()),
        scripts=(*(SCRIPTS if criterion.ruled else ()), SCRIPT, *since.SCRIPTS),
    )


def _outline(
    criterion: Criterion,
    rules: list[ShownRule],
    table: DecisionTable | None,
    escalated: bool,
    gone: list[ShownRule],
) -> Iterator[Heading]:
    if criterion.ruled:
        yield Heading("helper", "Try the rules on your facts")
    yield Heading("scale", "Scale")
    if criterion.guidance.strip():
        yield Heading("guidance", "Guidance")
    if table is not None:
        yield Heading("rules", "Rules", tuple(Heading(one.name, one.name) for one in rules))
        yield Heading("inputs", "What the rules read")
    if gone:
        yield Heading("former-rules", "Former rules")
    if escalated:
        yield Heading("escalations", "Escalations")


def _level(site: SiteModel, guideline: Guideline, criterion: Criterion, level: Level) -> ShownLevel:
    found = site.examples(guideline.id, criterion.id, level.value)
    shown = [
        excerpt(item, response, label_on(item, (criterion.id, response)))
        for item, response in found[:_MOST_EXAMPLES]
    ]
    return ShownLevel(level, tuple(shown), len(found) - len(shown))


def _shown(site: SiteModel, guideline: Guideline, criterion: Criterion, rule: AnyRule) -> ShownRule:
    name = rule_name(rule)
    return ShownRule(
        name=name,
        rule=rule,
        text=rule.text,
        escalations=tuple(site.escalations_on(guideline.id, criterion.id, name)),
        past=tuple(_past(site, guideline, criterion, name)),
        decides=len(site.decided_by(guideline.id, criterion.id, name)),
    )


def _past(site: SiteModel, guideline: Guideline, criterion: Criterion, name: str) -> Iterator[Past]:
    for release in site.releases.get(guideline.id, ()):
        if release.report is None:
            continue
        for group in group_changes(release.report):
            if group.guideline != guideline.id or group.criterion != criterion.id:
                continue
            for change in group.changes.shown:
                if change.id == name and change.element in ("rule", "otherwise"):
                    lines = told_lines(part for part in change.parts if not part.same)
                    yield Past(release, change.words, tuple(lines))


def _gone(
    site: SiteModel, guideline: Guideline, criterion: Criterion, present: set[str]
) -> Iterator[ShownRule]:
    """Yield the rules that a version removed: links to them are still about."""
    seen = set(present)
    for release in site.releases.get(guideline.id, ()):
        for change in release.report.changes if release.report is not None else ():
            if (change.guideline, change.criterion, change.element, change.change) != (
                guideline.id,
                criterion.id,
                "rule",
                "removed",
            ):
                continue
            if change.id not in seen:
                seen.add(change.id)
                yield ShownRule(
                    name=change.id,
                    rule=None,
                    text=change.before.get("text", ""),
                    escalations=tuple(site.escalations_on(guideline.id, criterion.id, change.id)),
                    past=tuple(_past(site, guideline, criterion, change.id)),
                    decides=0,
                    gone=release.version,
                )


def _policy(criterion: Criterion) -> str:
    if criterion.hit_policy == "collect":
        return AGGREGATES.get(criterion.aggregate or "", POLICIES["collect"])
    return POLICIES.get(criterion.hit_policy or "", "")


def types_read(guideline: Guideline, source: object) -> tuple[str, ...]:
    """Return the types of findings that an input reads, as its author named them."""
    if isinstance(source, WorstInput | CountInput | AnyInput):
        named = source.types
    elif isinstance(source, SumInput):
        named = tuple(dict.fromkeys(one for row in source.rows for one in row.types))
    else:
        return ()
    return tuple(name for name in named if name in guideline.taxonomy.types)
