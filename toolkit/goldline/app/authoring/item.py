"""`new item`: a draft with the facts that its guideline asks for, and the labels that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import wrap
from typing import Any

from goldline.app.authoring.choices import Question, answers, questions
from goldline.app.authoring.ids import common_prefix, new_id
from goldline.app.frame import Frame, readable_guideline
from goldline.errors import GoldlineError
from goldline.model.condition import Value
from goldline.model.coverage import Suggestion
from goldline.model.gold import GoldSet
from goldline.model.guideline import Guideline
from goldline.reading.item import build_item, facts_of
from goldline.reading.names import did_you_mean, listed, shown
from goldline.rules.judge import Judge, Target
from goldline.rules.judgment import Judgment
from goldline.writing.disk import Write
from goldline.writing.emit import document
from goldline.writing.scalars import WIDTH


@dataclass(slots=True)
class ItemDraft:
    """An item on its way: what was asked and answered so far."""

    gold_set: GoldSet
    guideline: Guideline
    id: str
    title: str
    modality: str
    locale: str
    prompt: str = ""
    reference: str = ""
    media: tuple[str, ...] = ()
    response: str = ""
    responses: dict[str, str] = field(default_factory=dict)
    findings: list[dict[str, Any]] | None = None
    observations: dict[str, dict[str, Value]] = field(default_factory=dict)
    labels: dict[Target, dict[str, Any]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    difficulty: str = ""
    status: str = "draft"
    folder: str = ""
    notes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where it will stand."""
        below = f"{self.folder.strip('/')}/" if self.folder.strip("/") else ""
        return f"{self.gold_set.folder}/items/{below}{self.id}.yaml"

    def questions(self) -> list[Question]:
        """Return what its guideline asks about it."""
        return questions(self.guideline, self.modality, tuple(self.responses))

    def record(self, question: Question, value: Value) -> None:
        """Take an answer down."""
        self.observations.setdefault(question.response, {})[question.source.observation] = value

    def add_finding(
        self, type_path: str, severity: str, *, response: str = "", quote: str = "", note: str = ""
    ) -> None:
        """Take a finding down."""
        finding: dict[str, Any] = {"type": type_path, "severity": severity}
        if response:
            finding["response"] = response
        if quote:
            finding["evidence"] = [{"quote": quote}]
        if note:
            finding["note"] = note
        self.findings = [*(self.findings or []), finding]

    def judgments(self) -> dict[Target, Judgment]:
        """Return what the rules say of the facts so far, by criterion and response."""
        item = build_item(self.document(), self.path, self.gold_set.id)
        return Judge(self.guideline).judge(facts_of(item, self.guideline))

    def document(self) -> dict[str, Any]:
        """Return the item as the file will say it."""
        found: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "modality": self.modality,
            "locale": self.locale,
            "guideline": f"{self.guideline.id}@{self.guideline.version}",
            "prompt": self.prompt,
            "reference": self.reference,
            "media": list(self.media),
            "response": self.response,
            "responses": dict(self.responses),
            "tags": list(self.tags),
            "difficulty": self.difficulty,
            "observations": self.observations if self.responses else self.observations.get("", {}),
        }
        if self.responses:
            found.pop("response")
        labels: dict[str, Any] = {}
        for (criterion, response), label in self.labels.items():
            if response is None:
                labels[criterion] = label
            else:
                labels.setdefault(criterion, {})[response] = label
        found["labels"] = labels
        found = {key: value for key, value in found.items() if value not in ("", [], {}) or key == "response"}
        if self.findings is not None:
            found["findings"] = self.findings
        if self.status != "active":
            found["status"] = self.status
        return found

    def open_questions(self) -> list[str]:
        """Return, as comment lines, what is still to record."""
        lines: list[str] = []
        for question in self.questions():
            if question.source.observation in self.observations.get(question.response, {}):
                continue
            source = question.source
            words = ["true", "false"] if source.kind == "boolean" else [one.value for one in answers(source)]
            lines.append(f"  {question.name}: {' | '.join(words)}".rstrip())
            lines += wrap(
                " ".join(source.ask.split()), WIDTH - 8, initial_indent="      ", subsequent_indent="      "
            )
        return ["still to record under observations:", *lines] if lines else []

    def write(self) -> Write:
        """Return the file."""
        notes: dict[str, list[str]] = {**self.notes, "observations": self.open_questions()}
        if self.findings is None:
            notes["findings"] = ["findings:   nobody has looked yet; write [] where nothing is wrong"]
        return Write(self.path, document(self.document(), "item", notes), None)


def known_set(frame: Frame, name: str) -> tuple[GoldSet, Guideline]:
    """Return a gold set and its guideline; raises `GoldlineError` where one of them cannot be read."""
    if name not in frame.sets:
        known = sorted(frame.layout.sets)
        if name in known:
            raise GoldlineError(
                f"the gold set {shown(name)} cannot be read", hint="`goldline check` says why"
            )
        hint = did_you_mean(name, known).lstrip("; ")
        raise GoldlineError(
            f"there is no gold set {shown(name)}",
            hint=hint or (f"there are {listed(known)}" if known else "`goldline new goldset` makes one"),
        )
    gold_set = frame.sets[name]
    return gold_set, readable_guideline(frame, gold_set.guideline)


def item_ids(frame: Frame, name: str | None = None) -> list[str]:
    """Return the ids of all items, or of one set's, by their files."""
    groups = frame.layout.items.values() if name is None else [frame.layout.items.get(name, [])]
    return [path.rpartition("/")[2].rpartition(".")[0] for paths in groups for path in paths]


def new_item_id(frame: Frame, set_name: str, title: str) -> str:
    """Return an id for a new item: its set's habit (`cap-`), then words of its title."""
    return new_id(title, item_ids(frame), common_prefix(item_ids(frame, set_name)))


def label_of(judgment: Judgment | Suggestion, rule_ids: Iterable[str]) -> dict[str, Any]:
    """Return the label that a decided judgment, or one that is promised, gives."""
    value: Any = judgment.value
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    known = set(rule_ids)
    rules = [rule for rule in judgment.rules if rule in known]
    return {"value": value, "rules": rules} if rules else {"value": value}


def rule_ids(guideline: Guideline) -> list[str]:
    """Return the ids of all rules of a guideline."""
    return [
        rule.id
        for criterion in guideline.criteria.values()
        for rule in (*criterion.rules, *((criterion.otherwise,) if criterion.otherwise else ()))
        if rule.id
    ]


def plain_mapping(pairs: Iterable[str], what: str) -> Mapping[str, str]:
    """Return `name=value` options as a mapping; raises `GoldlineError` for one without `=`."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise GoldlineError(f"{shown(pair)} is no {what}", hint="write NAME=VALUE")
        found[name.strip()] = value.strip()
    return found
