"""Judging an item's facts by a guideline: every criterion, for the item or each of its responses."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from goldline.model.criterion import Criterion
from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED
from goldline.rules.domain import Domain, domain_of, scale_domain
from goldline.rules.judgment import Judgment, judged_by_people, summarise
from goldline.rules.quick import Quick
from goldline.rules.scene import Lens, Scene
from goldline.rules.table import Table
from goldline.rules.unknown.completions import judge_open
from goldline.rules.unknown.world import OpenFactsError, World

_MOST_REMEMBERED = 50_000

Target = tuple[str, str | None]
"""A criterion, and the response it is judged for (None for the item, or the only response)."""


def domains_of(criterion: Criterion, guideline: Guideline) -> dict[str, Domain]:
    """Return what each input of the criterion can be, by name."""
    scales = {other.id: other.scale for other in guideline.criteria.values()}
    found: dict[str, Domain] = {}
    for name, source in criterion.inputs.items():
        domain = domain_of(
            source,
            taxonomy=guideline.taxonomy,
            scale_of=scales.get,
            modalities=criterion.modalities or guideline.modalities,
            locales=guideline.locales,
        )
        if domain is not None:
            found[name] = domain
    return found


class Judge:
    """A guideline made ready for judging.

    `others` are versions whose finding types and severities may occur in the facts too.
    """

    def __init__(self, guideline: Guideline, others: Iterable[Guideline] = ()) -> None:
        was = {t.path: t.was for g in (*others, guideline) for t in g.taxonomy.types.values() if t.was}
        self.guideline = guideline
        self.lens = Lens(guideline, was)
        for other in others:
            self.lens.learn_severities(other.taxonomy)
        self.tables = {
            criterion.id: Table(criterion, domains_of(criterion, guideline))
            for criterion in guideline.criteria.values()
        }
        self._quick = Quick(self)
        self._remembered: dict[Hashable, dict[Target, Judgment]] = {}

    def judge(self, facts: Facts) -> dict[Target, Judgment]:
        """Return the judgment of every criterion that applies, in the guideline's order.

        For a criterion that people alone judge it is the recorded label, or undecided.
        """
        return self._quick.judge(facts, Thorough(self, facts).judge)

    def remembered(self, facts: Facts) -> dict[Target, Judgment]:
        """Return what was judged thoroughly of these facts before, to be added to."""
        key = facts, _classes(facts)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[key] = {}
        return found

    def judgment_domain(self, criterion_id: str) -> Domain:
        """Return what another criterion's judgment can be, as an input."""
        return scale_domain(self.guideline.criteria[criterion_id].scale)

    def may_be_null(self, criterion_id: str, reader: Criterion) -> bool:
        """Whether a criterion's judgment can be null for a reader of it.

        It can where people judge it or a rule says `not-judged`, or where it does not apply to a
        modality that the reader applies to.
        """
        criterion = self.guideline.criteria[criterion_id]
        modalities = reader.modalities or self.guideline.modalities
        thens = [rule.then for rule in (*criterion.rules, criterion.otherwise) if rule is not None]
        return (
            not criterion.ruled
            or NOT_JUDGED in thens
            or any(not criterion.applies_to(modality) for modality in modalities)
        )

    def scene(self, facts: Facts) -> Scene:
        """Return the facts as this guideline sees them."""
        return Scene(facts, self.lens)


class Thorough:
    """Judges one item's criteria whatever is unknown of it, each once for equal facts."""

    __slots__ = ("_facts", "_judge", "_remembered", "_world")

    def __init__(self, judge: Judge, facts: Facts) -> None:
        self._judge = judge
        self._facts = facts
        self._remembered: dict[Target, Judgment] | None = None
        self._world: World | None = None

    def judge(self, criterion: Criterion, response: str | None) -> Judgment:
        """Return the judgment of one criterion."""
        if self._remembered is None:
            self._remembered = self._judge.remembered(self._facts)
        found = self._remembered.get((criterion.id, response))
        if found is None:
            found = self._remembered[criterion.id, response] = self._work_out(criterion, response)
        return found

    def _work_out(self, criterion: Criterion, response: str | None) -> Judgment:
        if self._world is None:
            self._world = World(self._judge, self._judge.scene(self._facts), {})
        scene = self._world.scene
        if not criterion.ruled:
            return judged_by_people(criterion, response, scene.people)
        try:
            return summarise(self._world.outcomes(criterion.id, response), criterion.scale)
        except OpenFactsError:
            return judge_open(self._judge, scene, criterion.id, response)


def _classes(facts: Facts) -> tuple[type, ...]:
    """Return the classes of all values that can be equal without being the same: `1` and `true`."""
    observed = [value.__class__ for _, answers in facts.observations for _, value in answers]
    return (*observed, *[value.__class__ for _, _, value in facts.people])
