"""Rows of facts with unknown cells: what each unknown input could be beside those that are known.

Inputs derive from bases: what is recorded, a judgment, the locale. Those of one base vary together,
and so do inputs that read the same findings: what one of them is known to be excludes much of what
the others could be.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Protocol

from goldline.model.condition import Test, Value
from goldline.model.criterion import (
    AnyInput,
    Case,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    RecordedInput,
    SumInput,
    WorstInput,
)
from goldline.model.guideline import Guideline
from goldline.rules.domain import (
    Domain,
    Numbers,
    cut_points,
    exact,
    holds,
    representatives,
    same,
    scale_domain,
    tidy,
)
from goldline.rules.judgment import Judgment, summarise
from goldline.rules.scene import Lens
from goldline.rules.span import Span
from goldline.rules.table import Cell, Table
from goldline.rules.unknown.cells import cells_of, level_difference, split
from goldline.rules.unknown.findings_space import Component, Unseen, explore
from goldline.rules.unknown.parts import Spread, least, settles
from goldline.rules.unknown.search import Search, Signs, Standing
from goldline.rules.unknown.sign import sign_of
from goldline.rules.unknown.unknowns import alike, connected

MOST_WORLDS = 20_000

Base = tuple[str, ...]
"""What inputs derive from: an `observation`, a `judgment` (each with response and name), an `input`."""
Cells = dict[str, Cell]
Spaces = dict[Hashable, list[Cells] | None]
"""Remembers what finding inputs can be together, by their names and what is known of them."""


class Guide(Protocol):
    """What rows need of a guideline made ready for judging."""

    guideline: Guideline
    lens: Lens

    def may_be_null(self, criterion_id: str, reader: Criterion) -> bool:
        """Whether a criterion's judgment can be null for a reader of it."""
        ...


def judge_open_row(guide: Guide, table: Table, known: Cells, spaces: Spaces) -> Judgment:
    """Return the judgment of a row of which some cells are unknown.

    A row that is impossible as far as it is known is judged all the same: then nothing is left out.
    """
    row = OpenRow(guide, table, known, spaces)
    search = row.search(heed=True) or row.search(heed=False)
    assert search is not None
    scale = table.criterion.scale
    outcomes = search.outcomes()
    judgment = summarise(outcomes, scale, order=table.in_order)
    if judgment.state != "undecided":
        return judgment
    found = search.missing() or row.labels(table.names)
    return summarise(outcomes, scale, [label for label in row.labels(table.names) if label in found])


@dataclass(slots=True)
class Group:
    """Inputs that hang together: by bases, by findings, or by a case that cannot occur."""

    names: dict[str, None]
    bases: dict[Base, None]
    crowds: dict[int, None]
    cases: list[Case]


class OpenRow:
    """One row: what is known, and what the rest could be."""

    def __init__(self, guide: Guide, table: Table, known: Cells, spaces: Spaces) -> None:
        self.guide = guide
        self.table = table
        self.criterion = table.criterion
        self.known = known
        self.spaces = spaces
        # An input that no rule reads still tells something of those that read the same findings.
        self.names = [
            name
            for name in self.criterion.inputs
            if name in table.domains and (name in table.all_names or name in known)
        ]
        self.crowds = self._crowds()

    def labels(self, names: Iterable[str]) -> list[str]:
        """Return how reports call those of some inputs that are unknown."""
        wanted = set(names)
        return [f"input:{name}" for name in self.names if name in wanted and name not in self.known]

    def search(self, *, heed: bool) -> Search | None:
        """Return the search over all that the row could be; None where nothing is possible.

        Without `heed` nothing is left out: each input varies on its own where they exclude each other.
        """
        parts: list[Rows] = []
        for group in self._groups(heed=heed):
            listed = self._listed(group)
            if listed is not None and not listed:
                if heed:
                    return None
                listed = None
            parts += self._loose(group) if listed is None else [Rows(self, group.names, listed)]
        return Search(self.table, parts)

    # --- what hangs together -------------------------------------------------------------------

    def _groups(self, *, heed: bool) -> list[Group]:
        groups: list[Group] = []
        for name in self.names:
            bases = dict.fromkeys(base for base, _, _ in self.sources(name))
            crowds = {at: None for at, names in enumerate(self.crowds) if name in names}
            _gather(groups, Group({name: None}, bases, crowds, []))
        for case in self.criterion.impossible if heed else ():
            _gather(groups, Group(dict.fromkeys(case.tests), {}, {}, [case]))
        return groups

    def sources(self, name: str) -> Iterator[tuple[Base, Domain, list[Test]]]:
        """Yield what an input derives from, with the tests on it; nothing for inputs of findings."""
        source, domain = self.criterion.inputs[name], self.table.domains[name]
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                return
            case RecordedInput():
                yield ("observation", source.response or "", source.observation), domain, self.tests(name)
            case CriterionInput():
                yield ("judgment", source.criterion, source.response or ""), domain, self.tests(name)
            case DifferenceInput():
                judged = scale_domain(self.guide.guideline.criteria[source.criterion].scale)
                for side in (source.first, source.second):
                    yield ("judgment", source.criterion, side), judged, []
            case _:
                yield ("input", name), domain, self.tests(name)

    def alike(self, name: str, names: Iterable[str]) -> list[str]:
        """Return the inputs, of some, that are known where this one is: itself and those of its bases."""
        bases = [base for base, _, _ in self.sources(name)]
        return [n for n in names if n == name or (bases and bases == [b for b, _, _ in self.sources(n)])]

    def tests(self, name: str) -> list[Test]:
        """Return every test on an input."""
        column = self.table.columns.get(name)
        listed = [case.tests[name] for case in self.criterion.impossible if name in case.tests]
        return [*(column.tests if column is not None else ()), *listed]

    # --- all that a group could be -------------------------------------------------------------

    def _listed(self, group: Group) -> list[Cells] | None:
        """Return every combination of cells that is possible; None where there are too many."""
        if all(name in self.known for name in group.names):
            cells = {name: self.known[name] for name in group.names}
            return [] if self._impossible(group, cells) else [cells]
        choices = {base: self._choices(base, group.names) for base in group.bases}
        vectors = [self._vectors(self.crowds[at]) for at in group.crowds]
        if any(found is None for found in vectors):
            return None
        options = [found for found in vectors if found is not None]
        if prod(map(len, choices.values())) * prod(map(len, options)) > MOST_WORLDS:
            return None
        possible: dict[tuple[Cell, ...], Cells] = {}
        for combination in product(*choices.values()):
            chosen = dict(zip(choices, combination, strict=True))
            for derived in self._derive(chosen, group.names):
                for together in product(*options):
                    cells = derived | {name: cell for part in together for name, cell in part.items()}
                    if not self._impossible(group, cells):
                        possible[tuple(cells[name] for name in group.names)] = cells
        return list(possible.values())

    def _impossible(self, group: Group, cells: Mapping[str, Cell]) -> bool:
        domains = self.table.domains
        return any(
            all(holds(test, _value(cells[name]), domains[name]) for name, test in case.tests.items())
            for case in group.cases
        )

    def _choices(self, base: Base, names: Iterable[str]) -> list[Cell]:
        """Return one cell of every class of values that a base could have."""
        readers = [
            (name, domain, tests)
            for name in names
            for other, domain, tests in self.sources(name)
            if other == base
        ]
        compared = any(self._is_difference(name) for name, _, _ in readers)
        for name, _, _ in readers:
            if name in self.known and not self._is_difference(name):
                return [self.known[name]]
        tests = [test for _, _, listed in readers for test in listed]
        domain = readers[0][1]
        measured = compared or any(name in self.table.formula_names for name, _, _ in readers)
        if measured and isinstance(domain, Numbers):
            found = cells_of(domain, set().union(*(cut_points(test) for test in tests)))
        else:
            listed = [value for value in representatives(domain, tests) if value is not None]
            found = list(listed if measured else alike(listed, tests, domain))
        return [*found, None] if self._nullable(base, domain) else found

    def _nullable(self, base: Base, domain: Domain) -> bool:
        if base[0] == "judgment":
            return self.guide.may_be_null(base[1], self.criterion)
        # An item has a rubric or has none: that is not for guessing.
        return domain.nullable and base[0] != "input"

    def _is_difference(self, name: str) -> bool:
        return isinstance(self.criterion.inputs[name], DifferenceInput)

    def _derive(self, chosen: Mapping[Base, Cell], names: Iterable[str]) -> Iterator[Cells]:
        """Yield what the inputs are that derive from these bases; nothing where that is not what is known."""
        options: dict[str, list[Cell]] = {}
        for name in names:
            bases = [base for base, _, _ in self.sources(name)]
            if not bases:
                continue  # an input of findings
            source = self.criterion.inputs[name]
            if isinstance(source, DifferenceInput):
                ranks = self.guide.guideline.criteria[source.criterion].scale.ranks
                one, two = (chosen[base] for base in bases)
                found = split(level_difference(one, two, ranks), self.table.cuts.get(name, ()))
            else:
                found = [chosen[bases[0]]]
            if name in self.known:
                if not any(_agrees(cell, self.known[name]) for cell in found):
                    return
                found = [self.known[name]]
            options[name] = found
        for combination in product(*options.values()):
            yield dict(zip(options, combination, strict=True))

    # --- inputs of findings --------------------------------------------------------------------

    def _crowds(self) -> list[list[str]]:
        """Return the inputs of findings, together those that findings change together."""
        components = {name: self._component(name) for name in self.names if self._reads_findings(name)}
        unseen = self._unseen(components.values())
        found = [names for names, _ in connected(components, unseen, self.guide.lens)]
        changed = {name for names in found for name in names}
        return [*found, *([name] for name in components if name not in changed)]

    def _reads_findings(self, name: str) -> bool:
        return isinstance(self.criterion.inputs[name], WorstInput | CountInput | AnyInput | SumInput)

    def _component(self, name: str) -> Component:
        source = self.criterion.inputs[name]
        assert isinstance(source, WorstInput | CountInput | AnyInput | SumInput)
        component = Component(source, source.response, self.guide.lens.total(source, ()))
        component.cuts = set(self.table.cuts.get(name, ()))
        value = self.known.get(name)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            component.cuts.add(Decimal(value))
        component.measured = name in self.table.formula_names
        return component

    def _unseen(self, components: Iterable[Component]) -> list[Unseen]:
        responses = list(dict.fromkeys(component.scope for component in components)) or [None]
        types = self.guide.lens.taxonomy.types
        return [
            Unseen(path, severity, response)
            for path, kind in types.items()
            for severity in kind.severities
            for response in responses
        ]

    def _vectors(self, names: Sequence[str]) -> list[Cells] | None:
        """Return what some inputs can be together beside what is known; None where there is too much."""
        key = tuple((name, *_typed(self.known[name])) if name in self.known else (name,) for name in names)
        if key not in self.spaces:
            self.spaces[key] = self._explored(names)
        return self.spaces[key]

    def _explored(self, names: Sequence[str]) -> list[Cells] | None:
        if all(name in self.known for name in names):
            return [{name: self.known[name] for name in names}]
        components = [self._component(name) for name in names]
        space = explore(components, self._unseen(components), self.guide.lens)
        if not space.complete:
            return None
        found: dict[tuple[Cell, ...], Cells] = {}
        for index in range(len(space.vectors)):
            cells = dict(zip(names, space.cells(index), strict=True))
            if all(name not in self.known or _agrees(cell, self.known[name]) for name, cell in cells.items()):
                cells |= {name: self.known[name] for name in names if name in self.known}
                found.setdefault(tuple(cells.values()), cells)
        return list(found.values())

    # --- too much to list, or nothing that is possible -------------------------------------------

    def _loose(self, group: Group) -> Iterator[Rows]:
        """Yield parts in which each input varies on its own: perhaps too careful, never too bold."""
        for name in group.names:
            yield Rows(self, {name: None}, [{name: cell} for cell in self._alone(name)])

    def _alone(self, name: str) -> list[Cell]:
        if name in self.known:
            return [self.known[name]]
        domain, tests = self.table.domains[name], self.tests(name)
        if name in self.table.formula_names and isinstance(domain, Numbers):
            found = cells_of(domain, self.table.cuts[name])
            return [*found, None] if domain.nullable else found
        return list(alike(representatives(domain, tests), tests, domain))


class Rows:
    """A part of a row's inputs: an entry for every combination of cells that is possible."""

    def __init__(self, row: OpenRow, names: Iterable[str], listed: Sequence[Cells]) -> None:
        table = row.table
        read = [name for name in names if name in table.names]
        # What no rule reads need not be known.
        self.labels = row.labels(read)
        enough = {name: frozenset(f"input:{other}" for other in row.alike(name, read)) for name in read}
        self._spread: list[Spread] = [
            tuple(dict.fromkeys(enough[name] for name in read if isinstance(cells[name], Span)))
            for cells in listed
        ]
        self.listed = listed
        self.entries: Sequence[Signs] = [
            (sign_of(table, {name: cells[name] for name in read}),) for cells in listed
        ]

    def missing(self, standings: Sequence[Standing]) -> list[str]:
        """Return what must be known so that it is settled how an entry stands."""
        return least(self.labels, lambda fixed: settles(self._blocks(fixed), standings, self._spread, fixed))

    def _blocks(self, fixed: frozenset[str]) -> Iterable[list[int]]:
        names = [label.removeprefix("input:") for label in self.labels if label in fixed]
        blocks: dict[tuple[Cell, ...], list[int]] = {}
        for index, cells in enumerate(self.listed):
            blocks.setdefault(tuple(cells[name] for name in names), []).append(index)
        return blocks.values()


def _gather(groups: list[Group], new: Group) -> None:
    """Add a group, and make one of all that it hangs together with."""
    for group in list(groups):
        if (
            new.names.keys() & group.names.keys()
            or new.bases.keys() & group.bases.keys()
            or new.crowds.keys() & group.crowds.keys()
        ):
            groups.remove(group)
            new = Group(
                group.names | new.names,
                group.bases | new.bases,
                group.crowds | new.crowds,
                [*group.cases, *new.cases],
            )
    groups.append(new)


def _agrees(cell: Cell, value: Cell) -> bool:
    """Whether what was derived can be what is known."""
    if isinstance(cell, Span):
        return cell == value or (isinstance(value, int | Decimal) and cell.holds(Decimal(value)))
    return not isinstance(value, Span) and same(exact(cell), exact(value))


def _value(cell: Cell) -> Value:
    return tidy(cell.inside()) if isinstance(cell, Span) else cell


def _typed(cell: Cell) -> tuple[bool, Cell]:
    return isinstance(cell, bool), cell
