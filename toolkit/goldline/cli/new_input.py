"""`goldline new input`, and the questions by which `new rule` makes one on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from goldline.cli.asking import Asker, fits
from goldline.cli.choosing import find_criterion
from goldline.cli.finishing import finish, open_frame
from goldline.errors import GoldlineError

if TYPE_CHECKING:
    from goldline.model.criterion import Criterion
    from goldline.model.guideline import Guideline

KINDS = ("boolean", "enum", "integer", "worst", "count", "any", "criterion")


@click.command("input")
@click.option("--guideline", metavar="ID", help="The guideline.")
@click.option("--criterion", metavar="ID", help="The criterion.")
@click.option("--name", metavar="NAME", help="Its name in rules: words joined by `_`.")
@click.option("--kind", type=click.Choice(KINDS), help="What it asks or reads.")
@click.option("--about", metavar="TEXT", help="The question, the finding types, or the other criterion.")
@click.option("--words", default="", metavar="LIST", help="For an enum: slang,neutral,stiff.")
@click.option("--like", metavar="NAME", help="Take over the input of that name from another criterion.")
@click.option("--edit", is_flag=True, help="Open the criterion in your editor, and check it on return.")
@click.pass_context
def input_(
    ctx: click.Context,
    guideline: str | None,
    criterion: str | None,
    name: str | None,
    kind: str | None,
    about: str | None,
    words: str,
    like: str | None,
    edit: bool,
) -> None:
    """Add an input to a criterion: a question to the analyst, or what its rules read of the findings.

    \b
    Examples:
      goldline new input --criterion tone
      goldline new input --criterion tone --name is_polite --kind boolean --about 'Is it polite?'
      goldline new input --criterion tone --name insults --kind count --about harm.insult
      goldline new input --criterion tone --like worst_error
    """
    from goldline.app.authoring.inputs import insert_input, lent_inputs, unknown_input

    if like and (kind or about):
        raise GoldlineError("--like and --kind exclude each other", hint="choose one of them")
    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    found, table = find_criterion(ask, frame, guideline, criterion)
    if like:
        lent = lent_inputs(frame.tree, found, table)
        if like not in lent:
            raise unknown_input(like, list(lent))
        called, raw = fits_input(name) if name else like, lent[like]
    else:
        called, raw = ask_input(ask, found, table, name, kind, about, words)
    write, _ = insert_input(frame, table, called, raw)
    next_ = f"`goldline new rule --guideline {found.id} --criterion {table.id}`"
    finish(ctx, place, root, [write], next_, edit=edit)


def ask_input(
    ask: Asker,
    guideline: Guideline,
    criterion: Criterion,
    name: str | None = None,
    kind: str | None = None,
    about: str | None = None,
    words: str = "",
) -> tuple[str, dict[str, Any]]:
    """Return the name of a new input and what its file will say of it, asking for what is not given."""
    from goldline.app.authoring import inputs
    from goldline.app.authoring.choices import Choice, types

    chosen = ask.choice("What does it ask or read", kind, "kind", inputs.KINDS)
    if chosen in inputs.OF_FINDINGS:
        what, choices = "Finding types, joined by commas", types(guideline)
    elif chosen == "criterion":
        what = "Which criterion"
        choices = [Choice(c.id, c.question) for c in guideline.criteria.values() if c.id != criterion.id]
    else:
        what, choices = "The question to the analyst", []
    if chosen == "enum" and not words:
        words = ask.text("The words to choose from, joined by commas, mildest first", None, "words")
    raw = ask.value(
        what,
        about,
        "about",
        read=lambda text: inputs.read_input(guideline, criterion, chosen, text, words),
        choices=choices,
    )
    called = ask.text("Its name in rules, such as is_polite", name, "name", check=fits_input)
    return called, raw


def fits_input(text: str) -> str:
    """Return the name of an input, or raise `GoldlineError` where it cannot be one."""
    from goldline.schemas.parts import INPUT_NAME

    return fits(INPUT_NAME)(text.replace(" ", "_").replace("-", "_"))
