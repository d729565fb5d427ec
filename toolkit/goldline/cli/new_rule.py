"""`goldline new rule`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from goldline.cli.asking import Asker, fits, show
from goldline.cli.choosing import find_criterion
from goldline.cli.common import terminal_width
from goldline.cli.finishing import finish, open_frame
from goldline.cli.new_input import ask_input
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.app.frame import Frame
    from goldline.model.criterion import Criterion, Input
    from goldline.model.guideline import Guideline
    from goldline.writing.disk import Write


@click.command("rule")
@click.option("--guideline", metavar="ID", help="The guideline.")
@click.option("--criterion", metavar="ID", help="The criterion.")
@click.option(
    "--id", "name", metavar="ID", help="The rule's id (default: short and random, such as COR-k3f)."
)
@click.option("--text", help="The rule in words, as analysts read it.")
@click.option("--when", multiple=True, metavar="INPUT=TEST", help="A test; all of them must hold.")
@click.option(
    "--case",
    multiple=True,
    metavar="TESTS",
    help="Another case in which it holds: 'worst_error=major and small_errors=0'.",
)
@click.option("--always", is_flag=True, help="A rule without tests, which always holds.")
@click.option(
    "--then", "outcome", metavar="LEVEL", help="The judgment it gives: a level, a number or a formula."
)
@click.option("--why", default=None, help="Why it is so.")
@click.option("--example", multiple=True, metavar="ITEM", help="An item that shows it.")
@click.option("--before", metavar="RULE", help="Put it before this rule.")
@click.option("--after", metavar="RULE", help="Put it after this rule (default: last).")
@click.option(
    "--hit-policy",
    type=click.Choice(["first", "unique", "any", "priority"]),
    default="first",
    show_default=True,
    help="For a criterion without rules so far.",
)
@click.option("--edit", is_flag=True, help="Open the criterion in your editor, and check it on return.")
@click.pass_context
def rule(
    ctx: click.Context,
    guideline: str | None,
    criterion: str | None,
    name: str | None,
    text: str | None,
    when: tuple[str, ...],
    case: tuple[str, ...],
    always: bool,
    outcome: str | None,
    why: str | None,
    example: tuple[str, ...],
    before: str | None,
    after: str | None,
    hit_policy: str,
    edit: bool,
) -> None:
    """Add a rule to a criterion.

    \b
    Examples:
      goldline new rule --criterion style
      goldline new rule --criterion correctness --before COR-5 --text 'Two small errors give 2.' \\
        --when worst_error=minor --when 'small_errors=>= 2' --then 2
    """
    from goldline.app.authoring.choices import Choice, levels
    from goldline.app.authoring.item import plain_mapping
    from goldline.app.authoring.rule import insert_rule, read_test, suggest_rule_id
    from goldline.schemas.parts import RULE_ID

    if before and after:
        raise GoldlineError("--before and --after exclude each other", hint="choose one of them")
    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    found, table = find_criterion(ask, frame, guideline, criterion)
    words = ask.text("The rule in words", text, "text")
    begun: Write | None = None
    cases = [
        {one: read_test(found, table, one, test) for one, test in plain_mapping(tests, "test").items()}
        for tests in (when, *(tuple(one.split(" and ")) for one in case))
        if tests
    ]
    if not cases and not always:
        if not ask.there:
            raise GoldlineError(
                "--when is missing", hint="give --when INPUT=TEST, or --always for a rule without tests"
            )
        asking = _Tests(ask, frame, found, table)
        cases = asking.ask_cases()
        found, table, begun = asking.guideline, asking.criterion, asking.begun
    value = ask.value(
        "The judgment it gives",
        outcome,
        "then",
        read=lambda answer: _outcome(table, answer),
        choices=levels(table),
    )
    own_id = ask.text("Id", name, "id", default=suggest_rule_id(found, table), check=fits(RULE_ID))
    reason = ask.text("Why is it so (Enter: nothing to say)", why, "why", default="")
    if ask.there and not before and not after and table.rules:
        known = [Choice(one.id, one.text) for one in table.rules]
        before = ask.choice("Before which rule (Enter: last)", None, "before", known, default="") or None
    held = cases[0] if len(cases) == 1 else cases
    new: dict[str, Any] = {"id": own_id, "text": words, "when": held, "then": value, "why": reason}
    new["examples"] = list(example)
    new = {key: part for key, part in new.items() if part not in ("", {}, [])}
    write = insert_rule(
        root, found, table, new, before=before or "", after=after or "", hit_policy=hit_policy, begun=begun
    )
    finish(ctx, place, root, [write], "`goldline diff` shows which gold it moves", edit=edit)


def _outcome(criterion: Criterion, answer: str) -> Any:
    """Return the judgment that an answer names; on a scale of numbers anything else is a formula."""
    from goldline.app.authoring.choices import read_level
    from goldline.reading.yaml_scalars import resolve

    if (
        criterion.scale.numeric
        and isinstance(resolve(answer.strip()), str)
        and answer.strip() != "not-judged"
    ):
        return {"formula": answer.strip()}
    return read_level(criterion, answer)


NEW_INPUT = "+"


class _Tests:
    """Asks for the tests of a rule; inputs that the criterion lacks are put into it on the way."""

    def __init__(self, ask: Asker, frame: Frame, guideline: Guideline, criterion: Criterion) -> None:
        self.ask = ask
        self.frame = frame
        self.guideline = guideline
        self.criterion = criterion
        self.begun: Write | None = None

    def ask_cases(self) -> list[dict[str, Any]]:
        """Return the cases in which the rule holds, each as its tests."""
        cases = [self._ask_case()]
        while cases[-1] and self.ask.yes("Does it hold in another case too?", default=False):
            cases.append(self._ask_case())
        return [case for case in cases if case]

    def _ask_case(self) -> dict[str, Any]:
        from goldline.app.authoring.choices import Choice
        from goldline.app.authoring.rule import read_test, usable_inputs

        tests: dict[str, Any] = {}
        shown: list[str] = []
        while True:
            inputs = usable_inputs(self.guideline, self.criterion)
            if list(inputs) != shown:
                shown = list(inputs)
                self._show_inputs()
            name = self._ask_name(tests)
            if not name:
                return tests
            source = usable_inputs(self.guideline, self.criterion)[name]
            tests[name] = self.ask.value(
                f"  {name}: a value, [a, b], < x, >= x, [1..3] or not x",
                None,
                "when",
                read=lambda text, name=name: read_test(  # type: ignore[misc]
                    self.guideline, self.criterion, name, text
                ),
                choices=[Choice(value) for value in _values(self.guideline, self.criterion, source)],
            )

    def _ask_name(self, tests: dict[str, Any]) -> str:
        """Return the name of an input that is there by now; "" where no more is to be tested."""
        from goldline.app.authoring.choices import one_of
        from goldline.app.authoring.inputs import lent_inputs
        from goldline.app.authoring.rule import usable_inputs

        own = usable_inputs(self.guideline, self.criterion)
        lent = lent_inputs(self.frame.tree, self.guideline, self.criterion)
        known = (*own, *lent, NEW_INPUT)
        name: str = self.ask.value(
            "Input to test (Enter: no more)" if tests else "Input to test (Enter: none, it always holds)",
            None,
            "when",
            read=lambda text: one_of(text.strip(), known, "an input") if text.strip() else "",
            default="",
        )
        if name == NEW_INPUT:
            name, raw = ask_input(self.ask, self.guideline, self.criterion)
            self._add(name, raw)
        elif name and name not in own:
            self._add(name, lent[name])
        return name

    def _add(self, name: str, raw: dict[str, Any]) -> None:
        from goldline.app.authoring.inputs import insert_input

        before = self.begun
        self.begun, self.frame = insert_input(self.frame, self.criterion, name, raw)
        if before is not None:
            self.begun = replace(self.begun, expected=before.expected)
        self.guideline = self.frame.guidelines[self.guideline.id]
        self.criterion = self.guideline.criteria[self.criterion.id]

    def _show_inputs(self) -> None:
        from goldline.app.authoring.choices import Choice
        from goldline.app.authoring.inputs import lent_inputs
        from goldline.app.authoring.rule import usable_inputs

        own = usable_inputs(self.guideline, self.criterion)
        lent = lent_inputs(self.frame.tree, self.guideline, self.criterion)
        show(
            [
                *(Choice(name, _meaning(source)) for name, source in own.items()),
                Choice(NEW_INPUT, "none of these: make a new input"),
            ]
        )
        if lent:
            words = f"  or one of other criteria: {', '.join(lent)}"
            click.echo(click.wrap_text(words, terminal_width(), "  ", "    "))


def _meaning(source: Input) -> str:
    from goldline.app.explaining import input_words

    return input_words(source)


def _values(guideline: Guideline, criterion: Criterion, source: Input) -> list[str]:
    from goldline.app.authoring.rule import domain_in
    from goldline.rules.domain import Words
    from goldline.rules.show import show_value

    domain = domain_in(guideline, criterion, source)
    if not isinstance(domain, Words):
        return []
    spoken = {True: "yes", False: "no"}
    return [spoken[v] if isinstance(v, bool) else show_value(v) for v in domain.values]
