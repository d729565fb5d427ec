"""What the helper asks for a criterion: its own inputs, and those of the criteria that it reads, inside them.

Two inputs that rest on one thing (a judgment, and by how much it is better than another) are one
question, so that no two answers can contradict each other. A question that several criteria put has one
key wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from goldline.model.condition import Value
from goldline.model.criterion import (
    AnyInput,
    ContextInput,
    CountInput,
    Criterion,
    CriterionInput,
    DifferenceInput,
    FindingInput,
    Input,
    RecordedInput,
    RubricInput,
    SumInput,
    WorstInput,
)
from goldline.model.scale import Level
from goldline.render.words import listed
from goldline.rules.domain import BOOLEANS, Domain, Locales, Numbers, Words, holds
from goldline.rules.judge import Judge
from goldline.rules.show import show_value
from goldline.website.helper.compile import Plain, plain_value

_NO_VALUE = "No value (null)"
_NO_JUDGMENT = "Not judged, or does not apply"
_NO_RUBRIC = "The item has no rubric"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: the text that stands for it in an address, the value it means, and what people read."""

    text: str
    value: Plain
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `inner` are those of the criterion whose judgment is asked for.

    A question without options is answered by a number, or where `share` is set by points of points.
    """

    key: str
    ident: str
    text: str
    names: tuple[str, ...]
    options: tuple[Option, ...]
    of_findings: bool = False
    share: bool = False
    integer: bool = False
    minimum: str = ""
    maximum: str = ""
    null_label: str = ""
    criterion: str = ""
    inner: tuple[Question, ...] = ()

    @property
    def head(self) -> str:
        """The question itself, without what explains it."""
        return self._parts[0]

    @property
    def rest(self) -> str:
        """What explains it."""
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        head, mark, rest = " ".join(self.text.split()).partition("? ")
        if rest.startswith("(response "):  # which response is part of the question
            return head + mark + rest, ""
        return (head + "?", rest) if mark else (head, "")

    @property
    def is_number(self) -> bool:
        """Whether a number is typed."""
        return not self.options


def questions_of(judge: Judge, criterion: Criterion) -> tuple[Question, ...]:
    """Return the questions of a criterion's page, findings first."""
    return _Asker(judge).ask(criterion, None)


def all_questions(questions: tuple[Question, ...]) -> Iterator[Question]:
    """Yield questions and those inside them."""
    for question in questions:
        yield question
        yield from all_questions(question.inner)


class _Asker:
    """Puts questions, each under an id of its own."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._guideline = judge.guideline
        self._idents = (f"helper-{number}" for number in count(1))

    def ask(self, criterion: Criterion, response: str | None) -> tuple[Question, ...]:
        """Return a criterion's questions for one response, findings first."""
        domains = self._judge.tables[criterion.id].domains
        found: dict[str, Question] = {}
        for name, source in criterion.inputs.items():
            if name not in domains:
                continue
            for question in self._questions(criterion, response, name, source, domains[name]):
                before = found.get(question.key)
                if before is None:
                    found[question.key] = question
                else:
                    found[question.key] = _with_name(before, name)
        return tuple(sorted(found.values(), key=lambda question: not question.of_findings))

    def _questions(
        self, criterion: Criterion, response: str | None, name: str, source: Input, domain: Domain
    ) -> Iterator[Question]:
        match source:
            case WorstInput() | CountInput() | AnyInput() | SumInput():
                scope = source.response or response
                key = f"f.{criterion.id}.{response or ''}.{name}"
                yield self._plain(key, self._finding_text(source, scope), name, domain, of_findings=True)
            case RecordedInput():
                scope = source.response or response
                text = source.ask.strip() + _in_response(scope)
                key = f"o.{scope or ''}.{source.observation}"
                yield self._plain(key, text, name, domain, null=_NO_VALUE)
            case RubricInput():
                scope = source.response or response
                what = (
                    "Which share of the rubric's points" if source.measure == "share" else "How many points"
                )
                text = f"{what} does it earn?{_in_response(scope)}"
                key = f"r.{scope or ''}.{source.measure}"
                share = source.measure == "share"
                yield self._plain(key, text, name, domain, null=_NO_RUBRIC, share=share)
            case ContextInput():
                yield self._plain(f"c.{name}", f"Which {name} is it?", name, domain)
            case CriterionInput():
                yield self._judgment(criterion, name, source.criterion, source.response or response)
            case DifferenceInput():
                yield self._judgment(criterion, name, source.criterion, source.first)
                yield self._judgment(criterion, name, source.criterion, source.second)

    def _plain(
        self,
        key: str,
        text: str,
        name: str,
        domain: Domain,
        *,
        of_findings: bool = False,
        null: str = "",
        share: bool = False,
    ) -> Question:
        null = null if domain.nullable else ""
        options: list[Option] = []
        match domain:
            case Words():
                # One says yes or no, not no or yes.
                yes_first = domain.values[::-1] if domain.values == BOOLEANS else domain.values
                options = [_option(value) for value in yes_first]
            case Locales():
                options = [_option(tag) for tag in domain.known]
            case Numbers():
                return Question(
                    key,
                    next(self._idents),
                    text,
                    (name,),
                    (),
                    of_findings=of_findings,
                    share=share,
                    integer=domain.integer,
                    minimum="" if domain.minimum is None else show_value(domain.minimum),
                    maximum="" if domain.maximum is None else show_value(domain.maximum),
                    null_label=null,
                )
        if null:
            options.append(Option("null", None, null))
        return Question(key, next(self._idents), text, (name,), tuple(options), of_findings=of_findings)

    def _judgment(self, reader: Criterion, name: str, criterion_id: str, response: str | None) -> Question:
        criterion = self._guideline.criteria[criterion_id]
        scope = response if criterion.target == "response" else None
        scale = criterion.scale
        null = _NO_JUDGMENT if self._judge.may_be_null(criterion_id, reader) else ""
        options = [
            Option(
                show_value(level.value),
                plain_value(level.value),
                f"{show_value(level.value)} · {level.label}",
            )
            for level in scale.levels
        ]
        if null and options:
            options.append(Option("null", None, null))
        return Question(
            f"j.{criterion_id}.{scope or ''}",
            next(self._idents),
            criterion.title + _in_response(scope),
            (name,),
            tuple(options),
            minimum="" if scale.minimum is None else show_value(scale.minimum),
            maximum="" if scale.maximum is None else show_value(scale.maximum),
            null_label="" if options else null,
            criterion=criterion_id,
            inner=self.ask(criterion, scope) if criterion.ruled else (),
        )

    def _finding_text(self, source: FindingInput, response: str | None) -> str:
        where = _in_response(response)
        match source:
            case SumInput():
                return f"What do the weights of all findings add up to?{where}"
            case WorstInput():
                return f"How bad is the worst finding of {self._titles(source.types)}?{where}"
            case CountInput():
                which = f"{self._severities(source)}findings of {self._titles(source.types)}"
                return f"How many {which} are there?{where}"
            case AnyInput():
                return (
                    f"Is there any {self._severities(source)}finding of {self._titles(source.types)}?{where}"
                )

    def _severities(self, source: CountInput | AnyInput) -> str:
        """Return the severities that count, as one says them before the noun: `major or critical `."""
        test, domain = source.severity, self._judge.lens.severities
        if test is None:
            return ""
        counted = [str(value) for value in domain.values if holds(test, value, domain)]
        return listed(counted, "or") + " "

    def _titles(self, types: tuple[str, ...]) -> str:
        known = self._guideline.taxonomy.types
        return listed(
            [
                "any type" if path == "*" else f"“{known[path].title}”" if path in known else path
                for path in types
            ],
            "or",
        )


def _in_response(response: str | None) -> str:
    return f" (response {response})" if response else ""


def _level_name(level: Level) -> str:
    return level.label if isinstance(level.value, str) else f"{level.value} · {level.label}"


def _option(value: Value) -> Option:
    text = show_value(value)
    label = {True: "Yes", False: "No"}[value] if isinstance(value, bool) else text
    return Option(text, plain_value(value), label)


def _with_name(question: Question, name: str) -> Question:
    return question if name in question.names else replace(question, names=(*question.names, name))
