"""Criteria: plain values become a question, its inputs and the rules that decide it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from goldline.model.condition import Test, Value
from goldline.model.criterion import Case, ContextInput, Criterion, Input, Otherwise, Rule
from goldline.model.finding import Where
from goldline.model.formula import Formula
from goldline.model.scale import NOT_JUDGED, Scale
from goldline.reading.inputs import build_test, response_read
from goldline.reading.names import listed, nearest, shown
from goldline.reading.parts import CONTEXT, Parts, Plain, entries
from goldline.rules.domain import Domain, Numbers, Words, exact, is_number, tidy
from goldline.rules.formula import BadFormula, parse_formula


def build_criterion(raw: Plain, where: Where, own: dict[str, Input | None], parts: Parts) -> Criterion | None:
    """Return a criterion; None, with problems in `parts`, where it would not mean what its file says.

    `own` has the inputs that it declares (None for those that could not be read).
    """
    scale = parts.scale_of(raw["id"])
    desk = _Desk(raw, where, own, parts, scale)
    parts.check_versions(raw, where)
    desk.check_modalities()
    desk.check_hit_policy()
    priority = tuple(
        desk.outcome(value, where.down("priority", index))
        for index, value in enumerate(raw.get("priority", ()))
    )
    rules = tuple(
        desk.rule(rule, where.down("rules", index)) for index, rule in enumerate(raw.get("rules", ()))
    )
    otherwise = desk.otherwise(raw["otherwise"], where.down("otherwise")) if "otherwise" in raw else None
    impossible = tuple(
        desk.case(case, where.down("impossible", index))
        for index, case in enumerate(raw.get("impossible", ()))
    )
    if desk.broken or scale is None:
        return None
    return Criterion(
        id=raw["id"],
        title=raw["title"],
        question=raw["question"],
        guidance=raw.get("guidance", ""),
        scale=scale,
        target=raw.get("target", "response"),
        modalities=tuple(raw.get("modalities", ())),
        inputs=desk.inputs,
        hit_policy=raw.get("hit_policy"),
        aggregate=raw.get("aggregate"),
        priority=tuple(value for value in priority if not isinstance(value, Formula)),
        rules=rules,
        otherwise=otherwise,
        impossible=impossible,
        since=raw.get("since"),
        revised=raw.get("revised"),
        where=where,
        file=where.file,
    )


@dataclass(slots=True)
class _Desk:
    """One criterion while it is read: what it uses, and whether anything of it is amiss."""

    raw: Plain
    where: Where
    own: dict[str, Input | None]
    parts: Parts
    scale: Scale | None
    inputs: dict[str, Input] = field(init=False)
    broken: bool = field(init=False)
    _unknown: set[str] = field(default_factory=set)
    _domains: dict[str, Domain | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inputs = {name: source for name, source in self.own.items() if source is not None}
        self.broken = len(self.inputs) < len(self.own)

    def report(self, kind: str, at: Where, message: str, hint: str = "") -> None:
        """Take note of a problem that leaves the criterion without a clear meaning."""
        self.broken = True
        self.parts.report(kind, at, message, hint)

    # --- the criterion itself -----------------------------------------------------------------

    def check_modalities(self) -> None:
        """Report modalities that the guideline does not cover."""
        known = self.parts.modalities
        for index, modality in enumerate(self.raw.get("modalities", ())):
            if known and modality not in known:
                spot = self.where.down("modalities", index)
                self.broken = True
                self.parts.report_unknown(
                    "outside-domain", spot, "modality of the guideline", modality, known
                )

    def check_hit_policy(self) -> None:
        """Report a hit policy that is missing, or that does not go with `aggregate` and `priority`."""
        raw, where = self.raw, self.where
        policy = raw.get("hit_policy")
        if raw.get("rules") and policy is None:
            hint = "add `hit_policy: first` (the first that holds decides), unique, any, priority or collect"
            self.report(
                "hit-policy", where.key("rules"), "rules need a `hit_policy`, for where several hold", hint
            )
        if policy == "collect" and "aggregate" not in raw:
            hint = "add `aggregate: min`, `max`, `sum` or `count`"
            message = "`hit_policy: collect` needs `aggregate`: how the judgments of the rules are joined"
            self.report("hit-policy", where.down("hit_policy"), message, hint)
        if policy != "collect" and "aggregate" in raw:
            message = "`aggregate` goes only with `hit_policy: collect`"
            self.report(
                "hit-policy", where.key("aggregate"), message, "take it out, or change the hit policy"
            )
        if policy != "priority" and "priority" in raw:
            message = "`priority` goes only with `hit_policy: priority`"
            self.report("hit-policy", where.key("priority"), message, "take it out, or change the hit policy")

    # --- rules --------------------------------------------------------------------------------

    def rule(self, raw: Plain, where: Where) -> Rule:
        """Return a rule; what is wrong with it is reported."""
        self.identify(raw, where)
        when = raw.get("when", {})
        if isinstance(when, list):
            cases = tuple(self.case(case, where.down("when", index)) for index, case in enumerate(when))
        else:
            cases = (self.case(when, where.down("when") if "when" in raw else where),)
        return Rule(
            id=raw["id"],
            text=raw["text"],
            cases=cases,
            then=self.outcome(raw["then"], where.down("then")),
            why=raw.get("why", ""),
            since=raw.get("since"),
            revised=raw.get("revised"),
            examples=tuple(raw.get("examples", ())),
            where=where,
        )

    def otherwise(self, raw: Any, where: Where) -> Otherwise:
        """Return the judgment where no rule holds, written as a value or with its words."""
        if not isinstance(raw, dict) or "formula" in raw:
            return Otherwise("", "", self.outcome(raw, where), "", None, None, where)
        self.identify(raw, where)
        return Otherwise(
            id=raw.get("id", ""),
            text=raw.get("text", ""),
            then=self.outcome(raw["then"], where.down("then")),
            why=raw.get("why", ""),
            since=raw.get("since"),
            revised=raw.get("revised"),
            where=where,
        )

    def identify(self, raw: Plain, where: Where) -> None:
        """Report a rule id that another rule of the guideline has, and versions that lie ahead."""
        self.parts.check_versions(raw, where)
        rule_id = raw.get("id")
        if rule_id is None:
            return
        first = self.parts.rule_ids.setdefault(rule_id, where)
        if first is not where:
            other = "above" if first.file == where.file else f"in {first.file}"
            message = f"the id {shown(rule_id)} is taken by a rule {other}"
            self.report(
                "duplicate-id", where.down("id"), message, "give each rule of a guideline an id of its own"
            )

    def case(self, raw: Plain, where: Where) -> Case:
        """Return a case; tests that cannot stand are reported."""
        tests: dict[str, Test] = {}
        for name, written in entries(raw):
            spot = where.down(name)
            source = self.input(name, where.key(name))
            domain = self.domain(name, source, spot)
            test = build_test(written, domain, spot, self.parts) if domain is not None else None
            if test is None:
                self.broken = True
            else:
                tests[name] = test
        return Case(tests, where)

    def input(self, name: str, at: Where) -> Input | None:
        """Return an input by its name: the criterion's own, the guideline's, or modality or locale."""
        if name in self.inputs:
            return self.inputs[name]
        if name in self.own:
            return None  # reported where it is declared
        if name in self.parts.shared:
            source = self.parts.shared[name]
            if (
                source is not None
                and self.raw.get("target", "response") == "response"
                and response_read(source)
            ):
                message = (
                    f"{shown(name)} reads {response_read(source)}; this criterion is judged for each response"
                )
                self.report(
                    "wrong-shape", at, message, "use an input that names no response, or say `target: item`"
                )
                return None
        elif name in CONTEXT:
            source = ContextInput(_context(name), self.where)
        else:
            self.report_unknown_input(name, at)
            return None
        if source is not None:
            self.inputs[name] = source
        return source

    def report_unknown_input(self, name: str, at: Where) -> None:
        """Report a name that no input has, once for each criterion."""
        self.broken = True
        if name in self._unknown:
            return
        self._unknown.add(name)
        known = [*self.own, *self.parts.shared, *CONTEXT]
        near = nearest(name, known) if self.parts.has_time else None
        message = f"no input is called {shown(name)}" + (f"; did you mean {shown(near)}?" if near else "")
        hint = "declare it under `inputs`, here or in guideline.yaml"
        if near:
            hint = ""
        elif recorded := self.parts.recorded.get(name):
            hint = f"it is declared in {recorded.where.file} alone: move it to guideline.yaml"
        elif (criterion := name.replace("_", "-")) in self.parts.criteria:
            hint = f"to read that judgment, declare `{name}: {{criterion: {criterion}}}` under `inputs`"
        self.report("unknown-input", at, message, hint)

    def domain(self, name: str, source: Input | None, at: Where) -> Domain | None:
        """Return what an input can be; None where that is not known."""
        if source is None:
            return None
        if name not in self._domains:
            domain = self.parts.domain(source, tuple(self.raw.get("modalities", ())))
            if isinstance(domain, Words) and not domain.values:
                message = f"{shown(name)} cannot be tested: the guideline lists no `modalities`"
                self.report("outside-domain", at, message, "list them in guideline.yaml")
                domain = None
            self._domains[name] = domain
        return self._domains[name]

    # --- judgments ----------------------------------------------------------------------------

    def outcome(self, raw: Any, where: Where) -> Value | Formula:
        """Return the judgment that a rule gives; one that the scale does not have is reported."""
        if isinstance(raw, dict):
            return self.formula(raw["formula"], where.down("formula"))
        value = exact(raw)
        value = tidy(value) if is_number(value) else value  # type: ignore[arg-type]  # a number, as just seen
        scale = self.scale
        if scale is None or value == NOT_JUDGED:
            return value
        if self.raw.get("aggregate") == "count":
            return value
        if self.raw.get("aggregate") == "sum":
            if not is_number(value):
                message = f"{shown(raw)} is not a number, so it cannot be added up"
                self.report("unknown-level", where, message)
        elif scale.numeric:
            self.check_bounds(value, scale, where)
        else:
            level = scale.level(value)
            if level is not None:
                return level.value
            self.report_level(raw, scale, where)
        return value

    def check_bounds(self, value: Value, scale: Scale, where: Where) -> None:
        """Report a judgment that is no number, or beyond the bounds of a numeric scale."""
        low, high = scale.minimum, scale.maximum
        if not is_number(value):
            self.report("unknown-level", where, f"{shown(value)} is not a number, and the scale is numeric")
        elif (low is not None and value < low) or (high is not None and value > high):  # type: ignore[operator]
            reach = f"from {low} to {high}" if high is not None else f"from {low} upwards"
            self.report("unknown-level", where, f"{shown(value)} is not on the scale, which goes {reach}")

    def report_level(self, raw: object, scale: Scale, where: Where) -> None:
        """Report a judgment that no level of the scale has."""
        levels = [level.value for level in scale.levels]
        near = nearest(raw, [v for v in levels if isinstance(v, str)]) if isinstance(raw, str) else None
        message = f"{shown(raw)} is not a level of the scale" + (
            f"; did you mean {shown(near)}?" if near else ""
        )
        hint = f"its levels are {listed(levels)}"
        self.report("unknown-level", where, message, hint)

    def formula(self, raw: str | float, where: Where) -> Value | Formula:
        """Return a formula; one that cannot be read or computed is reported."""
        text = raw if isinstance(raw, str) else str(exact(raw))
        if self.scale is not None and not self.scale.numeric:
            message = "a formula gives a number, and the scale of this criterion has levels"
            self.report("bad-formula", where, message, "use a scale of `type: numeric`, or write a level")
            return None
        try:
            formula = parse_formula(text)
        except BadFormula as bad:
            self.report("bad-formula", where, f"{shown(text)} cannot be computed: {bad}")
            return None
        for name in formula.names:
            domain = self.domain(name, self.input(name, where), where)
            if domain is None:
                self.broken = True
            elif not _numeric(domain):
                message = f"{shown(name)} is not a number, so a formula cannot use it"
                hint = "a formula reads counts, sums, numbers, and judgments whose levels are numbers"
                self.report("bad-formula", where, message, hint)
        return formula


def _numeric(domain: Domain) -> bool:
    return isinstance(domain, Numbers) or (
        isinstance(domain, Words) and all(is_number(value) for value in domain.values)
    )


def _context(name: str) -> Literal["modality", "locale"]:
    return "modality" if name == "modality" else "locale"
