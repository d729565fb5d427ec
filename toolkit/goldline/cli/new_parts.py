"""`goldline new guideline`, `criterion`, `type` and `goldset`."""

from __future__ import annotations

from typing import Any

import click

from goldline.cli.asking import Asker, fits, show
from goldline.cli.choosing import find_guideline
from goldline.cli.finishing import finish, open_frame
from goldline.errors import GoldlineError

EDIT = click.option("--edit", is_flag=True, help="Open it in your editor, and check it on return.")
ID_OPTION = click.option("--id", "name", metavar="ID", help="Its id (default: from the title).")
GUIDELINE = click.option("--guideline", "guideline_id", metavar="ID", help="The guideline.")
MODALITIES = ("text", "image-caption", "video-description", "multimodal-prompt")


@click.command("guideline")
@click.option("--title", help="What it is called.")
@ID_OPTION
@click.option("--modality", multiple=True, help="A kind of item that it covers.")
@click.option("--locale", multiple=True, help="A locale that it covers, such as en-US.")
@click.option("--summary", default="", help="What it is for.")
@EDIT
@click.pass_context
def guideline(
    ctx: click.Context,
    title: str | None,
    name: str | None,
    modality: tuple[str, ...],
    locale: tuple[str, ...],
    summary: str,
    edit: bool,
) -> None:
    """Start a guideline: a taxonomy, one criterion, three levels.

    \b
    Example:
      goldline new guideline --title 'Summaries of news' --modality text --locale en-US
    """
    from goldline.app.authoring.choices import Choice
    from goldline.app.authoring.parts import new_guideline
    from goldline.schemas.parts import ID, LOCALE

    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    called = ask.text("Title", title, "title")
    kinds = [fits(ID)(one) for one in modality] or [
        ask.choice("Kind of items", None, "modality", [Choice(one) for one in MODALITIES], other=True)
    ]
    languages = [fits(LOCALE)(one) for one in locale] or [
        ask.text("Locale", None, "locale", default="en-US" if ask.there else None, check=fits(LOCALE))
    ]
    writes = new_guideline(
        frame, called, kinds, languages, name=fits(ID)(name) if name else "", summary=summary
    )
    made = writes[0].path.split("/")[1]
    finish(ctx, place, root, writes, f"`goldline new goldset --guideline {made}`", edit=edit)


@click.command("criterion")
@GUIDELINE
@click.option("--title", help="What it is called.")
@ID_OPTION
@click.option("--question", help="The question that a judgment answers.")
@click.option("--scale", help="A scale that the guideline shares.")
@click.option(
    "--level", multiple=True, metavar="'VALUE=LABEL: ANCHOR'", help="A level of its own scale, lowest first."
)
@click.option("--target", type=click.Choice(["response", "item"]), default="response", show_default=True)
@click.option(
    "--asks", metavar="QUESTION", help="A yes/no question that decides it (default: people alone judge)."
)
@EDIT
@click.pass_context
def criterion(
    ctx: click.Context,
    guideline_id: str | None,
    title: str | None,
    name: str | None,
    question: str | None,
    scale: str | None,
    level: tuple[str, ...],
    target: str,
    asks: str | None,
    edit: bool,
) -> None:
    """Add a criterion to a guideline.

    \b
    Example:
      goldline new criterion --guideline image-caption --title Tone \\
        --question 'Is the tone right for the reader?' \\
        --level '1=Wrong: The reader is put off.' --level '2=Right: The reader notices nothing.' \\
        --asks 'Would you read it aloud to the reader?'
    """
    from goldline.app.authoring.choices import Choice
    from goldline.app.authoring.parts import new_criterion, read_level_option
    from goldline.schemas.parts import KEY_ID

    if scale and level:
        raise GoldlineError("--scale and --level exclude each other", hint="choose one of them")
    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    found = find_guideline(ask, frame, guideline_id)
    called = ask.text("Title", title, "title")
    asked = ask.text("The question that a judgment answers", question, "question")
    levels = [read_level_option(one) for one in level]
    if not levels and scale is None:
        shared = [
            Choice(one, f"{len(s.levels)} levels, {s.type}") for one, s in found.scales.items() if s.levels
        ]
        if ask.there:
            own = Choice("own", "a scale of its own, level by level")
            scale = ask.choice(
                "Scale", None, "scale", [*shared, own], default=shared[0].value if shared else "own"
            )
            scale = None if scale == "own" else scale
            levels = [] if scale else _ask_levels(ask)
        elif len(shared) == 1:
            scale = shared[0].value
        else:
            raise GoldlineError(
                "--level is missing", hint="give --level 'VALUE=LABEL: ANCHOR' twice or more, or --scale"
            )
    deciding = ask.text(
        "A yes/no question that decides it (Enter: people alone judge)", asks, "asks", default=""
    )
    write = new_criterion(
        found,
        called,
        asked,
        name=fits(KEY_ID)(name) if name else "",
        scale=scale or "",
        levels=levels,
        target=target,
        asks=deciding,
    )
    made = write.path.rpartition("/")[2].removesuffix(".yaml")
    then = f"`goldline new rule --guideline {found.id} --criterion {made}`"
    finish(ctx, place, root, [write], then, edit=edit)


def _ask_levels(ask: Asker) -> list[dict[str, Any]]:
    from goldline.app.authoring.parts import read_level_option

    levels: list[dict[str, Any]] = []
    while True:
        more = len(levels) >= 2
        answer = ask.value(
            f"Level {len(levels) + 1}, lowest first: VALUE=LABEL: ANCHOR"
            + (" (Enter: no more)" if more else ""),
            None,
            "level",
            read=lambda text: read_level_option(text) if text.strip() else {},
            default="" if more else None,
        )
        if not answer:
            return levels
        levels.append(answer)


@click.command("type")
@click.argument("path", required=False)
@GUIDELINE
@click.option("--title", help="What it is called.")
@click.option("--definition", help="What is such a finding, and what is not.")
@click.option("--evidence", multiple=True, type=click.Choice(["quote", "region", "segment"]))
@click.option("--severity", multiple=True, help="A severity that it can have (default: all).")
@click.option("--was", default="", help="The type that it is split from.")
@EDIT
@click.pass_context
def type_(
    ctx: click.Context,
    path: str | None,
    guideline_id: str | None,
    title: str | None,
    definition: str | None,
    evidence: tuple[str, ...],
    severity: tuple[str, ...],
    was: str,
    edit: bool,
) -> None:
    """Add a finding type to a guideline's taxonomy.

    PATH is where it stands, such as `hallucination.logo`.

    \b
    Example:
      goldline new type hallucination.logo --guideline image-caption --title 'Invented logo' \\
        --definition 'The caption names a brand that no sign in the photo shows.'
    """
    from goldline.app.authoring.choices import Choice, one_of
    from goldline.app.authoring.parts import new_type
    from goldline.schemas.parts import TYPE_PATH

    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    found = find_guideline(ask, frame, guideline_id)
    if path is None and ask.there:
        show([Choice(one.path, one.definition or one.title) for one in found.taxonomy.types.values()])
    where = ask.text(
        "Path of the new type, such as hallucination.logo", path, "PATH", check=_type_path(TYPE_PATH)
    )
    called = ask.text(
        "Title", title, "title", default=where.rpartition(".")[2].replace("-", " ").capitalize()
    )
    meaning = ask.text("Definition: what is such a finding, and what is not", definition, "definition")
    known = tuple(one.name for one in found.taxonomy.severities)
    for one in severity:
        one_of(one, known, "a severity")
    if was:
        one_of(was, tuple(found.taxonomy.types), "a finding type")
    write = new_type(
        root,
        frame,
        found,
        where,
        title=called,
        definition=meaning,
        evidence=list(evidence),
        severities=list(severity),
        was=was,
    )
    then = "`goldline diff` shows what it means for gold that nobody has looked through for it"
    finish(ctx, place, root, [write], then, edit=edit)


def _type_path(pattern: Any) -> Any:
    import re

    def read(text: str) -> str:
        path = text.strip()
        if not re.fullmatch(pattern.regex, path):
            raise GoldlineError("that is no path of a type", hint=pattern.says)
        return path

    return read


@click.command("goldset")
@GUIDELINE
@click.option("--title", help="What it is called.")
@ID_OPTION
@click.option("--visibility", help="example, training or held-out.")
@click.option("--license", "licence", default="CC0-1.0", show_default=True, help="The licence of its items.")
@EDIT
@click.pass_context
def goldset(
    ctx: click.Context,
    guideline_id: str | None,
    title: str | None,
    name: str | None,
    visibility: str | None,
    licence: str,
    edit: bool,
) -> None:
    """Start a gold set, with a canary of its own.

    \b
    Example:
      goldline new goldset --guideline image-caption --title 'Captions, hard ones' --visibility held-out
    """
    from goldline.app.authoring.choices import Choice
    from goldline.app.authoring.parts import new_goldset
    from goldline.schemas.goldset import VISIBILITIES
    from goldline.schemas.parts import ID

    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    found = find_guideline(ask, frame, guideline_id)
    called = ask.text("Title", title, "title")
    choices = [Choice(*pair) for pair in VISIBILITIES.items()]
    seen = ask.choice("Who may see it", visibility, "visibility", choices, default="training")
    write = new_goldset(
        frame, found, called, name=fits(ID)(name) if name else "", visibility=seen, licence=licence
    )
    made = write.path.split("/")[1]
    finish(ctx, place, root, [write], f"`goldline new item --goldset {made}`", edit=edit)
