"""A criterion's rules as a decision table of DMN 1.3, in the OMG's XML.

Every test is written as the values that it holds for: FEEL knows no order of words, and its `not`
holds for null, where ours does not.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from goldline.errors import GoldlineError
from goldline.model.condition import Always, AnyOf, Equals, Not, Prefix, Test, Value
from goldline.model.criterion import Case, Criterion, RecordedInput
from goldline.model.formula import Binary, Call, Formula, Name, Negative, Number, Term
from goldline.model.guideline import Guideline
from goldline.rules.domain import Domain, Locales, Numbers, Words, holds
from goldline.rules.show import show_cases, show_value
from goldline.rules.space.classes import Class, classes_of, cuts_of, describe
from goldline.rules.span import Span
from goldline.rules.table import Table

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"

_POLICIES = {"unique": "UNIQUE", "any": "ANY", "first": "FIRST", "priority": "PRIORITY", "collect": "COLLECT"}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_dmn(guideline: Guideline, table: Table) -> str:
    """Return the table as XML: one decision with its input data, a rule for each case.

    Raises `GoldlineError` where DMN would count otherwise than the rules do.
    """
    return _Writer(guideline, table).write()


class _Writer:
    def __init__(self, guideline: Guideline, table: Table) -> None:
        self.guideline = guideline
        self.table = table
        self.criterion: Criterion = table.criterion
        self.variable = feel_name(self.criterion.id)
        counting = self.criterion.aggregate in ("sum", "count")
        if counting and any(len(rule.cases) > 1 for rule in self.criterion.rules):
            raise GoldlineError(
                f"DMN counts every row of a table, so `{self.criterion.id}` would count a rule with several "
                "cases more than once",
                hint="give each rule one case, or export it as Markdown",
            )

    def write(self) -> str:
        criterion, guideline = self.criterion, self.guideline
        root = ET.Element(
            "definitions",
            {
                "xmlns": NAMESPACE,
                "id": f"definitions_{self.variable}",
                "name": f"{guideline.id} {criterion.id}",
                "namespace": f"https://goldline.invalid/{guideline.id}",
                "expressionLanguage": FEEL,
                "typeLanguage": FEEL,
                "exporter": "goldline",
            },
        )
        _text(root, "description", self._description())
        for name in self.table.all_names:
            data = ET.SubElement(root, "inputData", {"id": f"input_{name}", "name": name})
            ET.SubElement(data, "variable", {"name": name, "typeRef": self._type(name)})
        decision = ET.SubElement(
            root,
            "decision",
            {"id": f"decision_{self.variable}", "name": self.variable, "label": _clean(criterion.title)},
        )
        _text(decision, "question", criterion.question)
        ET.SubElement(decision, "variable", {"name": self.variable, "typeRef": self._result_type()})
        for name in self.table.all_names:
            needed = ET.SubElement(decision, "informationRequirement", {"id": f"requires_{name}"})
            ET.SubElement(needed, "requiredInput", {"href": f"#input_{name}"})
        self._table(decision)
        ET.indent(root)
        body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'

    def _description(self) -> str:
        lines = [f"{self.criterion.title}, from {self.guideline.id} {self.guideline.version}."]
        if self._policy() == "ANY" and self.criterion.hit_policy == "unique":
            lines.append(
                "At most one rule may hold; the rows of one rule may overlap, so the hit policy is ANY."
            )
        for case in self.criterion.impossible:
            lines.append(f"Cannot occur: {show_cases([case])}.")
        return "\n".join(lines)

    def _policy(self) -> str:
        policy = self.criterion.hit_policy or "first"
        several = any(len(rule.cases) > 1 for rule in self.criterion.rules)
        return "ANY" if policy == "unique" and several else _POLICIES[policy]

    def _table(self, decision: ET.Element) -> None:
        criterion = self.criterion
        attributes = {
            "id": f"table_{self.variable}",
            "hitPolicy": self._policy(),
            "outputLabel": self.variable,
        }
        if criterion.hit_policy == "collect":
            attributes["aggregation"] = (criterion.aggregate or "count").upper()
        table = ET.SubElement(decision, "decisionTable", attributes)
        for name in self.table.all_names:
            column = ET.SubElement(table, "input", {"id": f"column_{name}", "label": name})
            expression = ET.SubElement(
                column, "inputExpression", {"id": f"expression_{name}", "typeRef": self._type(name)}
            )
            _text(expression, "text", name)
            allowed = self._allowed(name)
            if allowed:
                _text(ET.SubElement(column, "inputValues", {"id": f"values_{name}"}), "text", allowed)
        output = ET.SubElement(
            table,
            "output",
            {
                "id": f"output_{self.variable}",
                "label": self.variable,
                "name": self.variable,
                "typeRef": self._result_type(),
            },
        )
        values = self._output_values()
        if values:
            _text(ET.SubElement(output, "outputValues"), "text", values)
        otherwise = criterion.otherwise
        if otherwise is not None and not self._tail_is_row():
            _text(ET.SubElement(output, "defaultOutputEntry"), "text", self._then(otherwise.then))
        number = 0
        for rule in criterion.rules:
            for case in rule.cases:
                number += 1
                self._row(table, number, case, rule.then, rule.id, rule.text)
        if otherwise is not None and self._tail_is_row():
            self._row(
                table, number + 1, Case({}, otherwise.where), otherwise.then, otherwise.name, otherwise.text
            )

    def _tail_is_row(self) -> bool:
        # Under `first` a last row without tests says the same, and every tool understands it.
        return self.criterion.hit_policy == "first" or not self.criterion.rules

    def _row(
        self, table: ET.Element, number: int, case: Case, then: Value | Formula, rule: str, text: str
    ) -> None:
        row = ET.SubElement(table, "rule", {"id": f"row_{number}_{feel_name(rule)}"})
        _text(row, "description", f"{rule}: {text}" if text else rule)  # more tools read it than annotations
        for name in self.table.all_names:
            test = case.tests.get(name, Always())
            entry = ET.SubElement(row, "inputEntry", {"id": f"test_{number}_{name}"})
            _text(entry, "text", feel_test(test, self.table.domains[name]))
        _text(ET.SubElement(row, "outputEntry", {"id": f"then_{number}"}), "text", self._then(then))

    # --- types and values --------------------------------------------------------------------

    def _type(self, name: str) -> str:
        domain = self.table.domains[name]
        match domain:
            case Numbers():
                return "number"
            case Locales():
                return "string"
            case Words():
                kinds = {type(value) for value in domain.values}
                return "boolean" if kinds == {bool} else "number" if kinds == {int} else "string"

    def _result_type(self) -> str:
        values = [level.value for level in self.criterion.scale.levels]
        return "string" if any(isinstance(value, str) for value in values) else "number"

    def _allowed(self, name: str) -> str:
        domain = self.table.domains[name]
        if isinstance(domain, Words) and not isinstance(self.criterion.inputs[name], RecordedInput):
            return ""  # what is computed cannot be mistyped
        if isinstance(domain, Words) and self._type(name) == "string":
            return ",".join([*map(feel_literal, domain.values), *(["null"] if domain.nullable else [])])
        return ""

    def _output_values(self) -> str:
        levels: list[Value] = [level.value for level in self.criterion.scale.levels]
        if self.criterion.hit_policy == "priority":
            first = list(self.criterion.priority)
            levels = [*first, *(value for value in levels if value not in first)]
        return ",".join(map(feel_literal, levels))

    def _then(self, then: Value | Formula) -> str:
        return feel_term(then.term) if isinstance(then, Formula) else feel_literal(then)


def feel_name(text: str) -> str:
    """Return an id as a name that no FEEL reader takes for a subtraction."""
    return text.replace("-", "_").replace(".", "_")


def feel_literal(value: Value) -> str:
    """Return a value as FEEL writes it."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return show_value(value)


def feel_test(test: Test, domain: Domain) -> str:
    """Return a test as FEEL's unary tests, with the same meaning for every value of the domain."""
    if isinstance(test, Always):
        return "-"
    if isinstance(domain, Locales) and not domain.known:
        return _locale_test(test)
    classes = classes_of(domain, [test])
    held = sum(1 << i for i, one in enumerate(classes) if holds(test, _value(one), domain))
    full = (1 << len(classes)) - 1
    if held == full:
        return "-"
    null = sum(1 << i for i, one in enumerate(classes) if one.cell is None)
    if isinstance(test, Not) and held:
        left_out = full & ~held
        if left_out.bit_count() <= held.bit_count():
            return f"not({_list(classes, left_out, test, domain)})"
    if held and held == full & ~null:
        return "not(null)"
    return _list(classes, held, test, domain)


def _list(classes: list[Class], mask: int, test: Test, domain: Domain) -> str:
    integer = isinstance(domain, Numbers) and domain.integer
    values = describe(classes, mask, integer=integer, cuts=cuts_of([test]))
    shown: Iterable[str]
    if isinstance(domain, Numbers):
        shown = (show_value(value) for value in values)
    else:
        shown = (feel_literal(value) for value in values)
    return ",".join(shown)


def _value(one: Class) -> Value:
    return one.cell.inside() if isinstance(one.cell, Span) else one.cell


def _locale_test(test: Test) -> str:
    match test:
        case Equals():
            return feel_literal(test.value)
        case Prefix():
            return f"starts with(?, {feel_literal(test.prefix)})"
        case AnyOf():
            return ",".join(_locale_test(part) for part in test.tests)
        case Not():
            return f"not({','.join(_locale_test(part) for part in test.tests)})"
        case _:
            return "-"


_CALLS = {"min": "min", "max": "max", "mean": "mean", "abs": "abs", "sqrt": "sqrt"}


def feel_term(term: Term) -> str:
    """Return a formula in FEEL."""
    match term:
        case Number():
            return show_value(term.value)
        case Name():
            return term.name
        case Negative():
            return f"-({feel_term(term.operand)})"
        case Binary():
            return f"({feel_term(term.left)} {term.operator} {feel_term(term.right)})"
        case Call(function="round"):
            digits = feel_term(term.arguments[1]) if len(term.arguments) > 1 else "0"
            return f"round half up({feel_term(term.arguments[0])}, {digits})"
        case Call():
            return f"{_CALLS[term.function]}({', '.join(map(feel_term, term.arguments))})"


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _clean(text)
