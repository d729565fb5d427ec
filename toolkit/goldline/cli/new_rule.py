"""`goldline new rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from goldline.cli.asking import Asker, fits, show
from goldline.cli.finishing import finish, open_frame
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.app.frame import Frame
    from goldline.model.criterion import Criterion, Input
    from goldline.model.guideline import Guideline


@click.command("rule")
@click.option("--guideline", metavar="ID", help="The guideline.")
@click.option("--criterion", metavar="ID", help="The criterion.")
@click.option(
    "--id", "name", metavar="ID", help="The rule's id (default: short and random, such as COR-k3f)."
)
@click.option("--text", help="The rule in words, as analysts read it.")
@click.option("--when", multiple=True, metavar="INPUT=TEST", help="A test; all of them must hold.")
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
    tests: dict[str, Any] = {
        one: read_test(found, table, one, test) for one, test in plain_mapping(when, "test").items()
    }
    if not tests and not always:
        if not ask.there:
            raise GoldlineError(
                "--when is missing", hint="give --when INPUT=TEST, or --always for a rule without tests"
            )
        tests = _ask_tests(ask, found, table)
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
    new: dict[str, Any] = {"id": own_id, "text": words, "when": tests, "then": value, "why": reason}
    new["examples"] = list(example)
    new = {key: part for key, part in new.items() if part not in ("", {}, [])}
    write = insert_rule(
        root, found, table, new, before=before or "", after=after or "", hit_policy=hit_policy
    )
    finish(ctx, place, root, [write], "`goldline diff` shows which gold it moves", edit=edit)


def find_guideline(ask: Asker, frame: Frame, wanted: str | None) -> Guideline:
    """Return the guideline that is meant: the named one, the only one, or the one that is chosen."""
    from goldline.app.authoring.choices import Choice
    from goldline.app.frame import readable_guideline

    if wanted is not None:
        return readable_guideline(frame, wanted)
    known = [
        Choice(name, frame.guidelines[name].title if name in frame.guidelines else "")
        for name in frame.layout.guidelines
    ]
    if not known:
        raise GoldlineError("there is no guideline here", hint="`goldline new guideline` makes one")
    return readable_guideline(frame, ask.choice("Guideline", None, "guideline", known))


def find_criterion(
    ask: Asker, frame: Frame, guideline: str | None, criterion: str | None
) -> tuple[Guideline, Criterion]:
    """Return the criterion that is meant, and its guideline."""
    from goldline.app.authoring.choices import Choice

    if guideline is None and criterion is not None:  # a criterion that only one guideline has names it
        owners = [one for one, known in frame.guidelines.items() if criterion in known.criteria]
        guideline = owners[0] if len(owners) == 1 else None
    found = find_guideline(ask, frame, guideline)
    choices = [Choice(one.id, one.question) for one in found.criteria.values()]
    return found, found.criteria[ask.choice("Criterion", criterion, "criterion", choices)]


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


def _ask_tests(ask: Asker, guideline: Guideline, criterion: Criterion) -> dict[str, Any]:
    from goldline.app.authoring.choices import Choice, one_of
    from goldline.app.authoring.rule import read_test, usable_inputs

    inputs = usable_inputs(guideline, criterion)
    show([Choice(name, _meaning(source)) for name, source in inputs.items()])
    tests: dict[str, Any] = {}
    while True:
        name = ask.value(
            "Input to test (Enter: no more)",
            None,
            "when",
            read=lambda text: one_of(text.strip(), tuple(inputs), "an input") if text.strip() else "",
            default="",
        )
        if not name:
            return tests
        tests[name] = ask.value(
            f"  {name}: a value, [a, b], < x, >= x, [1..3] or not x",
            None,
            "when",
            read=lambda text, name=name: read_test(guideline, criterion, name, text),  # type: ignore[misc]
            choices=[Choice(value) for value in _values(guideline, criterion, inputs[name])],
        )


def _meaning(source: Input) -> str:
    from goldline.app.explaining import input_words

    return input_words(source)


def _values(guideline: Guideline, criterion: Criterion, source: Input) -> list[str]:
    from goldline.app.authoring.rule import domain_in
    from goldline.rules.domain import Words
    from goldline.rules.show import show_value

    domain = domain_in(guideline, criterion, source)
    return [show_value(value) for value in domain.values] if isinstance(domain, Words) else []
