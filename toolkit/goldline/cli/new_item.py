"""`goldline new item`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldline.cli.asking import Asker, fits, show
from goldline.cli.common import MERGE_BASE, Place, complete_goldsets, complete_guidelines, terminal_width
from goldline.cli.finishing import finish, open_frame
from goldline.errors import GoldlineError
from goldline.render.escape import safe_text

if TYPE_CHECKING:
    from goldline.app.authoring.item import ItemDraft
    from goldline.app.frame import Frame
    from goldline.model.coverage import Suggestion

TEXT_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)


@click.command("item")
@click.option("--goldset", metavar="SET", help="The set it belongs to.", shell_complete=complete_goldsets)
@click.option(
    "--from-suggestion",
    "number",
    type=click.IntRange(1, 100),
    metavar="N",
    help="Begin with the facts of suggestion N of `goldline suggest`.",
)
@click.option(
    "--guideline",
    metavar="ID",
    help="Count the suggestions of this guideline alone.",
    shell_complete=complete_guidelines,
)
@click.option("--criterion", metavar="ID", help="Count the suggestions for this criterion alone.")
@click.option(
    "--against",
    is_flag=False,
    flag_value=MERGE_BASE,
    metavar="[BASE]",
    help="Count suggestions as `goldline suggest --against` does.",
)
@click.option("--title", help="What it is called.")
@click.option("--id", "name", metavar="ID", help="Its id (default: from the title).")
@click.option("--folder", default="", help="A folder below items/.")
@click.option("--modality", help="What kind of item it is.")
@click.option("--locale", help="Its language and region, such as en-US.")
@click.option("--prompt", help="What was asked.")
@click.option("--prompt-file", type=TEXT_FILE, help="A file with the prompt (- is standard input).")
@click.option("--response", help="What is judged.")
@click.option("--response-file", type=TEXT_FILE, help="A file with the response.")
@click.option("--responses", multiple=True, metavar="NAME=TEXT", help="Several responses to compare.")
@click.option("--reference", default="", help="What is true.")
@click.option("--media", multiple=True, metavar="ID", help="Media of the set.")
@click.option(
    "--finding",
    "findings",
    multiple=True,
    metavar="'TYPE SEVERITY [QUOTE]'",
    help="An error (with several responses: 'NAME: TYPE SEVERITY [QUOTE]').",
)
@click.option("--no-findings", is_flag=True, help="Somebody looked and found nothing wrong.")
@click.option(
    "--observe", multiple=True, metavar="INPUT=ANSWER", help="An observation (a.INPUT for response a)."
)
@click.option(
    "--label", multiple=True, metavar="CRITERION=LEVEL", help="A label, where the rules do not give it."
)
@click.option("--no-labels", is_flag=True, help="Leave the labels out that follow from the facts.")
@click.option("--tag", multiple=True, help="A word to find it by.")
@click.option("--difficulty", type=click.Choice(["easy", "medium", "hard"]))
@click.option("--status", type=click.Choice(["draft", "active"]), default="draft", show_default=True)
@click.option("--edit", is_flag=True, help="Open it in your editor, and check it on return.")
@click.pass_context
def item(
    ctx: click.Context,
    goldset: str | None,
    number: int | None,
    guideline: str | None,
    criterion: str | None,
    against: str | None,
    title: str | None,
    name: str | None,
    folder: str,
    modality: str | None,
    locale: str | None,
    prompt: str | None,
    prompt_file: str | None,
    response: str | None,
    response_file: str | None,
    responses: tuple[str, ...],
    reference: str,
    media: tuple[str, ...],
    findings: tuple[str, ...],
    no_findings: bool,
    observe: tuple[str, ...],
    label: tuple[str, ...],
    no_labels: bool,
    tag: tuple[str, ...],
    difficulty: str | None,
    status: str,
    edit: bool,
) -> None:
    """Draft a gold item with the facts that its guideline asks for.

    Labels that follow from the facts by the rules are filled in. What nobody answered stays in the
    file as a comment. The draft takes no part in anything until its `status` line is removed.

    \b
    Examples:
      goldline new item --goldset caption-basics
      goldline new item --goldset caption-basics --title 'A lamp too many' --locale en-US \\
        --media coffee --prompt 'Describe the photo.' --response 'Two lamps on a table.' \\
        --finding 'hallucination.count minor Two lamps' --observe on_topic=yes
      goldline new item --from-suggestion 2 --guideline image-caption
    """
    from goldline.app.authoring.choices import Choice
    from goldline.app.authoring.item import ItemDraft, item_ids, known_set, new_item_id, plain_mapping
    from goldline.app.authoring.suggested import (
        context_of,
        fill,
        is_complete,
        responses_of,
        sets_for,
        title_of,
    )
    from goldline.schemas.parts import ID, LOCALE

    ask = Asker.here()
    place, frame, root = open_frame(ctx.obj)
    suggestion = _suggestion(place, frame, number, guideline, criterion, against)
    known_sets = frame.sets
    if suggestion is not None:
        known_sets = sets_for(frame, suggestion, goldset)
        goldset = goldset or (next(iter(known_sets)) if len(known_sets) == 1 else None)
        context = context_of(frame, suggestion)
        modality, locale = modality or context.get("modality"), locale or context.get("locale")
    sets = [Choice(one, gold.title) for one, gold in known_sets.items()]
    gold_set, judged_by = known_set(frame, goldset or ask.choice("Gold set", None, "goldset", sets))
    modalities = [Choice(one) for one in judged_by.modalities]
    kind = ask.choice("Kind of item", modality, "modality", modalities)
    locales = [Choice(one) for one in judged_by.locales]
    language = (
        ask.choice("Locale", locale, "locale", locales)
        if locales
        else ask.text("Locale, such as en-US", locale, "locale", check=fits(LOCALE))
    )
    begun = title_of(suggestion) if suggestion is not None else None
    called = ask.text("Title", title, "title", default=begun)
    suggested = new_item_id(frame, gold_set.id, called)
    own_id = ask.text("Id", name, "id", default=suggested, check=fits(ID))
    if own_id.casefold() in {one.casefold() for one in item_ids(frame)}:
        raise GoldlineError(f"the item `{own_id}` is there already", hint="choose another id")
    draft = ItemDraft(gold_set, judged_by, own_id, called, kind, language, folder=folder, reference=reference)
    draft.tags, draft.difficulty, draft.status = tag, difficulty or "", status
    draft.media = media or _ask_media(ask, draft)
    _refuse_media(draft)
    draft.prompt = ask.text("Prompt", _text_of(prompt, prompt_file), "prompt", default="")
    if responses:
        draft.responses = dict(plain_mapping(responses, "response"))
    elif suggestion is None or not responses_of(suggestion):
        later = None if suggestion is None else ""  # it is easier to write with the facts in view
        draft.response = ask.text("Response", _text_of(response, response_file), "response", default=later)
    if suggestion is not None:
        ask = Asker(there=False)  # the facts are given; what is missing is written in the file
        fill(draft, suggestion)
    _findings(ask, draft, findings, no_findings)
    _observations(ask, draft, observe)
    wanted = not no_labels and (suggestion is None or is_complete(draft, suggestion))
    _labels(ask, draft, label, wanted=wanted)
    todo = "look through it" if status == "active" else "complete it, remove its `status: draft` line"
    finish(ctx, place, root, [draft.write()], f"{todo}, then `goldline explain {draft.id}`", edit=edit)


def _suggestion(
    place: Place,
    frame: Frame,
    number: int | None,
    guideline: str | None,
    criterion: str | None,
    against: str | None,
) -> Suggestion | None:
    """Return the suggestion to begin with, or None where none is asked for."""
    from goldline.app.authoring.suggested import find_suggestion

    if number is None:
        given = {"--guideline": guideline, "--criterion": criterion, "--against": against}
        for name, value in given.items():
            if value is not None:
                raise GoldlineError(
                    f"{name} says which suggestions are counted", hint="give --from-suggestion N too"
                )
        return None
    base = place.base_of(frame.tree, against)
    return find_suggestion(
        frame.tree, number, guideline=guideline, criterion=criterion, against=base, cache=place.cache()
    )


def _text_of(given: str | None, file: str | None) -> str | None:
    if file is None:
        return given
    if given is not None:
        raise GoldlineError("a text and a file with it are both given", hint="give one of them")
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise GoldlineError(f"`{file}` is not UTF-8", hint="save it as UTF-8") from error


def _ask_media(ask: Asker, draft: ItemDraft) -> tuple[str, ...]:
    from goldline.app.authoring.choices import Choice, one_of

    if not ask.there or not draft.gold_set.media:
        return ()
    choices = [Choice(one.id, one.alt) for one in draft.gold_set.media.values()]
    known = tuple(choice.value for choice in choices)

    def read(text: str) -> tuple[str, ...]:
        return tuple(one_of(one, known, "one of the set's media") for one in text.replace(",", " ").split())

    return ask.value("Media (ids, Enter for none)", None, "media", read=read, default="", choices=choices)


def _refuse_media(draft: ItemDraft) -> None:
    from goldline.app.authoring.choices import one_of

    for one in draft.media:
        one_of(one, tuple(draft.gold_set.media), f"one of the media of `{draft.gold_set.id}`")


def _findings(ask: Asker, draft: ItemDraft, given: tuple[str, ...], none: bool) -> None:
    from goldline.app.authoring.choices import Choice, one_of, severities, types

    if given and none:
        raise GoldlineError("--finding and --no-findings exclude each other", hint="choose one of them")
    known = tuple(draft.guideline.taxonomy.types)
    for text in given:
        response = ""
        if draft.responses:
            response, _, text = text.partition(":")
            one_of(response.strip(), tuple(draft.responses), "one of the responses")
        type_path, _, rest = text.strip().partition(" ")
        severity, _, quote = rest.strip().partition(" ")
        one_of(type_path, known, "a finding type")
        allowed = tuple(choice.value for choice in severities(draft.guideline, type_path))
        one_of(severity, allowed, f"a severity of `{type_path}`")
        draft.add_finding(type_path, severity, response=response.strip(), quote=quote.strip())
    if none:
        draft.findings = []
    if given or none or not ask.there or not known:
        return
    if not ask.yes("Have you looked for errors already?"):
        return
    draft.findings = []
    choices = types(draft.guideline)
    show(choices)
    while True:
        type_path = ask.value(
            "Type of the next error (Enter: no more)",
            None,
            "finding",
            read=lambda text: one_of(text.strip(), known, "a finding type") if text.strip() else "",
            default="",
        )
        if not type_path:
            return
        severity = ask.choice("How bad", None, "finding", severities(draft.guideline, type_path))
        response = (
            ask.choice("In which response", None, "finding", [Choice(r) for r in draft.responses])
            if draft.responses
            else ""
        )
        quote = ask.text("The words, exactly (Enter: none)", None, "finding", default="")
        note = ask.text("What is wrong there (Enter: nothing to say)", None, "finding", default="")
        draft.add_finding(type_path, severity, response=response, quote=quote, note=note)


def _observations(ask: Asker, draft: ItemDraft, given: tuple[str, ...]) -> None:
    from goldline.app.authoring.choices import answers, one_of, read_answer
    from goldline.app.authoring.item import plain_mapping

    asked = {question.name: question for question in draft.questions()}
    for name, text in plain_mapping(given, "observation").items():
        question = asked[one_of(name, tuple(asked), "a question of this guideline")]
        draft.record(question, read_answer(question.source, text))
    for name, question in asked.items():
        if not ask.there or question.source.observation in draft.observations.get(question.response, {}):
            continue
        choices = answers(question.source)
        words = f" ({' / '.join(choice.value for choice in choices)})" if choices else ""
        asks = safe_text(f"{name}: {' '.join(question.source.ask.split())}")
        click.echo(click.wrap_text(asks, terminal_width(), subsequent_indent="  "))
        source = question.source
        value = ask.value(
            f"  answer{words}, Enter to skip",
            None,
            "observe",
            read=lambda text, source=source: (read_answer(source, text),) if text.strip() else (),  # type: ignore[misc]
            default="",
        )
        if value:
            draft.record(question, value[0])


def _labels(ask: Asker, draft: ItemDraft, given: tuple[str, ...], *, wanted: bool) -> None:
    from goldline.app.authoring.choices import described, levels, one_of, read_level
    from goldline.app.authoring.item import label_of, plain_mapping, rule_ids

    criteria = draft.guideline.criteria
    own: dict[tuple[str, str | None], str] = {}
    for name, text in plain_mapping(given, "label").items():
        response, _, criterion_id = name.rpartition(".")
        own[one_of(criterion_id, tuple(criteria), "a criterion of this guideline"), response or None] = text
    for target, text in own.items():
        draft.labels[target] = {"value": read_level(criteria[target[0]], text)}
    if not wanted:
        return
    known = rule_ids(draft.guideline)
    for target, judgment in draft.judgments().items():
        criterion = criteria[target[0]]
        name = target[0] if target[1] is None else f"{target[1]}.{target[0]}"
        if target in own:
            continue
        if judgment.state == "decided" and criterion.ruled:
            because = f" by {', '.join(judgment.rules)}" if judgment.rules else ""
            click.echo(safe_text(f"{name}: {described(judgment.value, criterion)}{because}"))
            if ask.yes("  Is that the right judgment?"):
                draft.labels[target] = label_of(judgment, known)
                continue
        elif not ask.there:
            if criterion.ruled:
                click.echo(
                    safe_text(
                        f"{name}: not labelled, the facts leave it open ({', '.join(judgment.missing)})"
                    )
                )
            continue
        choices = levels(criterion)
        value = ask.value(
            f"Your judgment on {name} ({' '.join(criterion.question.split())}), Enter to skip",
            None,
            "label",
            read=lambda text, criterion=criterion: (read_level(criterion, text),) if text.strip() else (),  # type: ignore[misc]
            default="",
            choices=choices,
        )
        if value:
            draft.labels[target] = {"value": value[0]}
