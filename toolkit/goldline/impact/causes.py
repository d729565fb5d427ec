"""Why another rule fired: the inputs whose tests, or whose values, made the difference."""

from __future__ import annotations

from collections.abc import Iterable

from goldline.model.condition import Test
from goldline.model.criterion import Case, Criterion, CriterionInput, Input
from goldline.model.gold import Facts
from goldline.model.report import Cause
from goldline.rules.domain import holds
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.scene import UNKNOWN
from goldline.rules.show import show_cell, show_test
from goldline.rules.span import Span
from goldline.rules.table import Table
from goldline.rules.unknown.world import OpenFactsError, Passed, Reading, World

Cells = dict[str, object]


def find_causes(
    base: Judge,
    head: Judge,
    base_facts: Facts,
    head_facts: Facts,
    criterion_id: str,
    response: str | None,
    before: Judgment,
    after: Judgment,
) -> tuple[Cause, ...]:
    """Return the inputs that explain why `after` is not `before`, most telling first.

    An input explains it where its value differs between the versions, or where its test in a rule
    that fired on one side does not hold on the other.
    """
    old, new = base.tables[criterion_id], head.tables[criterion_id]
    old_cells = cells_of(base, base_facts, criterion_id, response)
    new_cells = cells_of(head, head_facts, criterion_id, response)
    causes: dict[str, Cause] = {}
    for name, value in new_cells.items():
        if name in old_cells and old_cells[name] != value:
            shown = f"{show_cell(old_cells[name])} → {show_cell(value)}"
            causes[name] = Cause(name, shown, "", "")
    for rule_id in dict.fromkeys((*before.rules, *after.rules)):
        there, here = _cases(old, rule_id), _cases(new, rule_id)
        failing = _failing(new, here, new_cells) if rule_id in before.rules else []
        failing += _failing(old, there, old_cells) if rule_id in after.rules else []
        for name in failing:
            cells = new_cells if name in new_cells else old_cells
            causes.setdefault(
                name,
                Cause(name, show_cell(cells.get(name, UNKNOWN)), _tests(there, name), _tests(here, name)),
            )
    if not causes:
        causes = _of_new_rules(old, new, old_cells, new_cells, before, after)
    return tuple(causes.values())


def _of_new_rules(
    old: Table, new: Table, old_cells: Cells, new_cells: Cells, before: Judgment, after: Judgment
) -> dict[str, Cause]:
    """Return what a rule that only one side has tests otherwise than the rule that fires on the other."""
    causes: dict[str, Cause] = {}
    for mine, theirs, cells, own, other in (
        (new, old, new_cells, after.rules, before.rules),
        (old, new, old_cells, before.rules, after.rules),
    ):
        for rule_id in own:
            cases = _cases(mine, rule_id)
            if not cases or _cases(theirs, rule_id):
                continue
            held = [case for case in cases if _case_holds(mine, case, cells)]
            for name in dict.fromkeys(name for case in held for name in case.tests):
                test = _tests(held, name)
                if any(_tests(_cases(theirs, rival), name) == test for rival in other):
                    continue
                tests = ("", test) if mine is new else (test, "")
                causes.setdefault(name, Cause(name, show_cell(cells.get(name, UNKNOWN)), *tests))
    return causes


def cells_of(
    judge: Judge, facts: Facts, criterion_id: str, response: str | None, names: Iterable[str] | None = None
) -> Cells:
    """Return what each input of a criterion reads in these facts (`UNKNOWN` where nothing is known).

    `names` are the inputs that are asked for (None: all that the criterion reads).
    """
    table = judge.tables[criterion_id]
    world = World(judge, judge.scene(facts), {})
    cells: Cells = {}
    for name in table.all_names if names is None else names:
        try:
            readings: tuple[Reading, ...] = world.read(table, name, response)
        except OpenFactsError:
            cells[name] = _decided_all_the_same(judge, facts, table.criterion.inputs[name], response)
            continue
        reading = readings[0]
        cells[name] = reading.state if isinstance(reading, Passed) else reading
    return cells


def _decided_all_the_same(judge: Judge, facts: Facts, source: Input, response: str | None) -> object:
    """Return another criterion's judgment where its own unknowns do not matter to it, else `UNKNOWN`."""
    if isinstance(source, CriterionInput):
        judged = judge.judge(facts)
        for target in ((source.criterion, source.response or response), (source.criterion, None)):
            if target in judged and judged[target].decided:
                return judged[target].value
    return UNKNOWN


def _cases(table: Table, rule_id: str) -> tuple[Case, ...]:
    criterion: Criterion = table.criterion
    return next((rule.cases for rule in criterion.rules if rule.id == rule_id), ())


def _failing(table: Table, cases: Iterable[Case], cells: Cells) -> list[str]:
    """Return the inputs whose tests fail, for the case that comes nearest to holding."""
    nearest: list[str] | None = None
    for case in cases:
        failing = [name for name, test in case.tests.items() if not _holds(table, name, test, cells)]
        if nearest is None or len(failing) < len(nearest):
            nearest = failing
    return nearest or []


def _case_holds(table: Table, case: Case, cells: Cells) -> bool:
    return all(_holds(table, name, test, cells) for name, test in case.tests.items())


def _holds(table: Table, name: str, test: Test, cells: Cells) -> bool:
    value = cells.get(name, UNKNOWN)
    if value is UNKNOWN or isinstance(value, Span):
        return False
    return holds(test, value, table.domains[name])  # type: ignore[arg-type]  # a value, as just seen


def _tests(cases: Iterable[Case], name: str) -> str:
    return " or ".join(dict.fromkeys(show_test(case.tests[name]) for case in cases if name in case.tests))
