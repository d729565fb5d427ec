"""Judging an item's facts by a guideline: every criterion, for the item or each of its responses."""

from __future__ import annotations

from collections.abc import Iterable

from goldline.model.criterion import Criterion
from goldline.model.gold import Facts
from goldline.model.guideline import Guideline
from goldline.model.scale import NOT_JUDGED
from goldline.rules.completions import Completions
from goldline.rules.domain import Domain, domain_of, scale_domain
from goldline.rules.judgment import Judgment, summarise
from goldline.rules.scene import Lens, Scene
from goldline.rules.table import Outcome, Table
from goldline.rules.world import OpenFactsError, World, targets

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
    """A guideline made ready for judging. Equal facts are judged once.

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
        self._remembered: dict[Facts, dict[Target, Judgment]] = {}
        self._judgments: dict[int, tuple[Outcome, Judgment]] = {}

    def judge(self, facts: Facts) -> dict[Target, Judgment]:
        """Return the judgment of every criterion that applies, in the guideline's order.

        For a criterion that people alone judge it is the recorded label, or undecided.
        """
        found = self._remembered.get(facts)
        if found is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            found = self._remembered[facts] = self._judge(facts)
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
        return Scene(facts, self.guideline, self.lens)

    def _judge(self, facts: Facts) -> dict[Target, Judgment]:
        scene = self.scene(facts)
        world = World(self, scene, {})
        return {
            (criterion.id, response): self._one(world, criterion, response)
            for criterion in self.guideline.criteria.values()
            for response in targets(criterion, scene)
        }

    def _one(self, world: World, criterion: Criterion, response: str | None) -> Judgment:
        if not criterion.ruled:
            return self._by_people(world.scene, criterion, response)
        try:
            return self._plain(world.outcomes(criterion.id, response), criterion)
        except OpenFactsError:
            return Completions(self, world.scene, criterion.id, response).judge()

    def _plain(self, outcomes: tuple[Outcome, ...], criterion: Criterion) -> Judgment:
        # Tables hand out the same few outcomes over and over: each is put into words once.
        if len(outcomes) > 1:
            return summarise(outcomes, criterion.scale)
        kept = self._judgments.get(id(outcomes[0]))
        if kept is None:
            if len(self._judgments) >= _MOST_REMEMBERED:
                self._judgments.clear()
            kept = outcomes[0], summarise(outcomes, criterion.scale)
            self._judgments[id(outcomes[0])] = kept
        return kept[1]

    @staticmethod
    def _by_people(scene: Scene, criterion: Criterion, response: str | None) -> Judgment:
        if (criterion.id, response) in scene.people:
            value = scene.people[criterion.id, response]
            return Judgment("decided", value, (), (value,), (), ())
        levels = tuple(level.value for level in criterion.scale.levels)
        return Judgment("undecided", None, (), levels, (), (f"label:{criterion.id}",))
