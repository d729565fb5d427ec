"""`table`: a criterion's rules as the decision table that people read, or that DMN tools do."""

from __future__ import annotations

from collections.abc import Iterable

from goldline.app.explaining import input_words
from goldline.app.frame import load_frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.exchange.dmn import write_dmn
from goldline.model.criterion import Case, Criterion, RecordedInput
from goldline.model.decision_table import DecisionTable, Held, TableColumn, TableRow
from goldline.model.formula import Formula
from goldline.reading.facts import CellReader
from goldline.reading.names import did_you_mean, listed
from goldline.rules.domain import holds
from goldline.rules.judge import Judge
from goldline.rules.judgment import Judgment
from goldline.rules.rows import RowJudge, RowValue
from goldline.rules.scene import UNKNOWN, Unknown
from goldline.rules.show import show_cell, show_domain, show_test, show_then, show_value
from goldline.rules.table import Table
from goldline.store.tree import Tree

LETTERS = {"unique": "U", "any": "A", "first": "F", "priority": "P"}
AGGREGATES = {"sum": "C+", "min": "C<", "max": "C>", "count": "C#"}

Facts = dict[str, RowValue]


def tabulate(tree: Tree, guideline: str, criterion: str, facts: Iterable[str] = ()) -> DecisionTable:
    """Return a criterion's decision table; `facts` are `name=value`, and mark the rows that hold.

    Raises `GoldlineError` where there is no such criterion, it has no rules, or a fact cannot be.
    """
    judge, found = find_ruled(tree, guideline, criterion)
    return decision_table(judge, found, facts)


def decision_table(judge: Judge, found: Criterion, facts: Iterable[str] = ()) -> DecisionTable:
    """Return the decision table of a criterion that rules decide."""
    table = judge.tables[found.id]
    given = read_facts(table, list(facts))
    judgment = RowJudge(judge, found.id).judge_row(given) if given else None
    names = table.all_names
    return DecisionTable(
        guideline=judge.guideline.id,
        version=judge.guideline.version,
        criterion=found.id,
        title=found.title,
        question=found.question,
        letter=letter_of(found),
        policy=found.hit_policy or "",
        columns=tuple(_column(table, name, given) for name in names),
        rows=tuple(_rows(table, given, judgment)),
        impossible=tuple(_cells(case, names) for case in found.impossible),
        judgment=_told(judgment, found) if judgment is not None else "",
        outcome=judgment.value if judgment is not None else None,
    )


def export_dmn(tree: Tree, guideline: str, criterion: str) -> str:
    """Return a criterion's decision table as DMN 1.3 XML; raises `GoldlineError` where DMN cannot say it."""
    judge, found = find_ruled(tree, guideline, criterion)
    return write_dmn(judge.guideline, judge.tables[found.id])


def find_ruled(tree: Tree, guideline: str, criterion: str) -> tuple[Judge, Criterion]:
    """Return a criterion that rules decide, with its guideline ready for judging."""
    found = readable_guideline(load_frame(tree), guideline)
    if criterion not in found.criteria:
        known = list(found.criteria)
        hint = did_you_mean(criterion, known).removeprefix("; ") or f"its criteria are {listed(known)}"
        raise GoldlineError(f"`{guideline}` has no criterion `{criterion}`", hint=hint)
    if not found.criteria[criterion].ruled:
        raise GoldlineError(f"`{criterion}` has no rules: people alone judge it")
    return Judge(found), found.criteria[criterion]


def letter_of(criterion: Criterion) -> str:
    """Return DMN's letter for a hit policy."""
    if criterion.hit_policy == "collect":
        return AGGREGATES[criterion.aggregate or "count"]
    return LETTERS.get(criterion.hit_policy or "first", "F")


def read_facts(table: Table, facts: list[str]) -> Facts:
    """Return facts given as `name=value` for a table's inputs; several may stand in one, with commas."""
    found: Facts = {}
    for pair in facts:
        name, sign, raw = (part.strip() for part in pair.partition("="))
        if not sign:
            raise GoldlineError(f"`{pair}` is no fact", hint="write name=value, as in worst_error=major")
        if name not in table.all_names:
            known = list(table.all_names)
            hint = did_you_mean(name, known).removeprefix("; ") or f"its inputs are {listed(known)}"
            raise GoldlineError(f"no rule of `{table.criterion.id}` reads an input `{name}`", hint=hint)
        reader = CellReader(table.domains[name], text=True)
        value = reader(raw)
        if reader.met_stranger:
            raise GoldlineError(
                f"`{name}` cannot be {reader.stranger(raw)}",
                hint=f"it can be {show_domain(table.domains[name])}",
            )
        if not isinstance(value, Unknown):
            found[name] = value
    return found


def _column(table: Table, name: str, given: Facts) -> TableColumn:
    source = table.criterion.inputs[name]
    asks = source.ask if isinstance(source, RecordedInput) else input_words(source)
    shown = show_cell(given.get(name, UNKNOWN)) if given else ""
    return TableColumn(name, asks, show_domain(table.domains[name]), shown)


def _cells(case: Case, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(show_test(case.tests[name]) if name in case.tests else "-" for name in names)


def _rows(table: Table, given: Facts, judgment: Judgment | None) -> Iterable[TableRow]:
    criterion = table.criterion
    decided = judgment.rules if judgment is not None and judgment.state != "undecided" else ()
    done = False
    for rule in criterion.rules:
        for case in rule.cases:
            held = _held(case, table, given) if judgment is not None else None
            if held == "holds" and rule.id in decided and not (done and criterion.hit_policy == "first"):
                held, done = "decides", True
            yield TableRow(
                rule=rule.id,
                cells=_cells(case, table.all_names),
                outcome=show_then(rule.then),
                label=_label(criterion, rule.then),
                text=rule.text,
                held=held,
            )
    otherwise = criterion.otherwise
    if otherwise is not None:
        last: Held | None = None
        if judgment is not None:
            undecided = judgment.state == "undecided"
            last = "decides" if otherwise.name in decided else "open" if undecided else "fails"
        yield TableRow(
            rule=otherwise.name,
            cells=("-",) * len(table.all_names),
            outcome=show_then(otherwise.then),
            label=_label(criterion, otherwise.then),
            text=otherwise.text,
            held=last,
            otherwise=True,
        )


def _held(case: Case, table: Table, given: Facts) -> Held:
    open_ = False
    for name, test in case.tests.items():
        if name not in given:
            open_ = True
        elif not holds(test, given[name], table.domains[name]):  # type: ignore[arg-type]  # known
            return "fails"
    return "open" if open_ else "holds"


def _label(criterion: Criterion, then: object) -> str:
    if isinstance(then, Formula):
        return ""
    level = criterion.scale.level(then)  # type: ignore[arg-type]  # a value, as just seen
    return level.label if level is not None else ""


def _told(judgment: Judgment, criterion: Criterion) -> str:
    if judgment.state == "decided":
        label = _label(criterion, judgment.value)
        return show_value(judgment.value) + (f" {label}" if label and label != judgment.value else "")
    if judgment.state == "gap":
        return "no rule holds"
    if judgment.state == "conflict":
        return f"rules {listed(list(judgment.rules)).replace('`', '')} contradict each other"
    missing = [name.removeprefix("input:") for name in judgment.missing]
    possible = [show_cell(value) for value in judgment.possible] + list(judgment.possible_states)
    return f"open: {' or '.join(possible)}; it depends on {listed(missing)}"
